"""Sentences that name demands and commits: as text, and in parts, for formats that set names off or link them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from policydiff.core.lineage import Node
from policydiff.render.facts import Fact
from policydiff.render.lineage.labels import EditionLabel, name_node
from policydiff.render.messages import Messages

# No text from a catalogue holds it: it is made visible there.
_HELD = "\0"


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """Words of a sentence, or a name: an id, ID@EDITION or a commit, with the demand that it names if it names one."""

    text: str
    is_name: bool = False
    node: Node | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in parts; as a text it is all of them."""

    parts: tuple[Part, ...]

    def __str__(self) -> str:
        """Return the whole sentence."""
        return "".join(part.text for part in self.parts)


@dataclass(frozen=True, kw_only=True, slots=True)
class PartedFact(Fact):
    """A fact whose names can be set off."""

    parts: tuple[Part, ...]


def compose(messages: Messages, key: str, **values: "Sentence | str | int") -> Sentence:
    """Return the text of a key with its placeholders filled; what is filled in as a sentence keeps its parts."""
    held: list[Sentence] = []
    shown: dict[str, str | int] = {}
    for name, value in values.items():
        if isinstance(value, Sentence):
            shown[name] = f"{_HELD}{len(held)}{_HELD}"
            held.append(value)
        else:
            shown[name] = value
    parts: list[Part] = []
    for place, words in enumerate(messages.text(key, **shown).split(_HELD)):
        parts += held[int(words)].parts if place % 2 else [Part(text=words)] if words else []
    return Sentence(tuple(parts))


def name(text: str, node: Node | None = None) -> Sentence:
    """Return a name."""
    return Sentence((Part(text=text, is_name=True, node=node),))


def name_nodes(nodes: Iterable[Node], labels: Mapping[str, EditionLabel]) -> Sentence:
    """Return the names of demands, with commas between them."""
    return join([name(name_node(node, labels), node) for node in nodes], ", ")


def join(told: Sequence[Sentence | str], between: str = "") -> Sentence:
    """Return sentences and words one after the other."""
    parts: list[Part] = []
    for place, one in enumerate(told):
        parts += [Part(text=between)] if between and place else []
        parts += one.parts if isinstance(one, Sentence) else [Part(text=one)] if one else []
    return Sentence(tuple(parts))


def fact(label: str, told: Sentence | str, *, is_quoted: bool = False) -> PartedFact:
    """Return a fact of words and names."""
    words = told if isinstance(told, Sentence) else Sentence((Part(text=told),))
    return PartedFact(label=label, text=str(words), is_quoted=is_quoted, parts=words.parts)
