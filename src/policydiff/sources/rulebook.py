"""A project's own rules: severities in `policydiff.yaml`, words in `lexicon.yaml`, both beside `catalogue.yaml`."""

from collections.abc import Mapping

from policydiff.core.lexicon import load_lexicon
from policydiff.core.rules import RULES, Severity
from policydiff.errors import Phrase, Problem
from policydiff.sources.fields import Fields
from policydiff.sources.yaml import Document

SETTINGS = "policydiff.yaml"
LEXICON = "lexicon.yaml"
_GAP = "…"


def read_settings(document: Document, problems: list[Problem]) -> dict[str, Severity]:
    """Return the severities that `policydiff.yaml` gives to rules; problems are appended."""
    fields = Fields(document, problems)
    inside = fields.inside("severities")
    fields.refuse_unknown()
    if inside is None:
        return {}
    chosen = {rule.code: inside.choice(rule.code, list(Severity)) for rule in RULES}
    inside.refuse_unknown()
    return {code: Severity(severity) for code, severity in chosen.items() if severity}


def read_lexicon(
    document: Document, language: str, problems: list[Problem]
) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Return the words that `lexicon.yaml` adds to the lexicon of a language, table → class → entries.

    Problems are appended.
    """
    fields = Fields(document, problems)
    lexicon = load_lexicon(language)
    words: dict[str, dict[str, tuple[str, ...]]] = {}
    for table in lexicon.tables:
        inside = fields.inside(table)
        if inside is None:
            continue
        for name in fields.mapping(table):
            entries = inside.texts(name) if lexicon.accepts(table, name) else None
            for index, entry in enumerate(entries or ()):
                if _is_open(entry):
                    remedy = Phrase(
                        "begin and end it with a word; “{gap}” and “*” stand for what is between or beside words",
                        gap=_GAP,
                    )
                    inside.problem(f"{name}.{index}", Phrase("the entry {entry!r}", entry=entry), remedy)
                    entries = None
                    break
            if entries:
                words.setdefault(table, {})[name] = tuple(map(str.casefold, entries))
        inside.refuse_unknown(list(lexicon.tables[table]))
    fields.refuse_unknown()
    return words


def _is_open(entry: str) -> bool:
    """Return whether an entry begins or ends with a gap, or holds a star without a word, which would fit any text."""
    return entry.startswith(_GAP) or entry.endswith(_GAP) or any(not word.strip("*") for word in entry.split())
