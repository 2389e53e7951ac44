"""What an import did, for the terminal: the counts, then everything that is not certain, then the notes."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from policydiff.core.catalogue import Catalogue, Demand
from policydiff.core.matching import Grade
from policydiff.core.report import Entry, Origin, Question, Report
from policydiff.render.inputs import EnteredRow, ImportNote
from policydiff.render.inventory import inventory
from policydiff.render.messages import Messages
from policydiff.render.rows import beginning
from policydiff.render.safety import line
from policydiff.render.terminal.sheet import Sheet

# Long enough to recognise a demand, short enough that both sides stand in one row at 80 columns.
_BEGINNING = 60
# Doubts whose words whoever looks the line up will find; up to so many of one kind are told one by one.
_SAID_ONCE = frozenset({"unsure-demand", "no-addressee", "sub-items", "page-marker", "two-columns", "unsure-columns"})
_MOST_SAID_APART = 3
# In so many places a field is named that people had entered.
_MOST_PLACES = 5
_INDENT = 2
# With fewer words before it, a text is told as soon without them as with them; of fewer texts most say nothing.
_LEAST_FORMULA_WORDS, _LEAST_FORMULA_TEXTS = 2, 4


def render_import(
    report: Report | None,
    catalogue: Catalogue,
    notes: Sequence[ImportNote],
    entered: Sequence[EnteredRow],
    messages: Messages,
    *,
    width: int,
    colour: bool,
) -> str:
    """Return what an import did as lines of text no longer than `width`; `report` is None for a first paper."""
    sheet = Sheet(width=width, colour=colour)
    sheet.add(messages.text("import.title", title=line(catalogue.title)), style="bold")
    sheet.add()
    if report is None:
        _first(sheet, catalogue, messages)
    else:
        _following(sheet, report, messages)
        # What an earlier import presumed and nobody answered is not asked about any more: it is about another step.
        doubtful = [entry for entry in report.entries if entry.grade is not Grade.CERTAIN]
        presumed = sum(one.is_presumed for entry in doubtful for one in entry.new)
        if presumed:
            sheet.add()
            sheet.add(messages.text("import.presumed", count=presumed, command="policydiff review"))
    if entered:
        _entered(sheet, entered, messages)
    if notes:
        sheet.heading(messages.text("import.notes"))
        for told in _gather(notes):
            lines = messages.text("import.note_lines", count=len(told), lines=_spans([note.line for note in told]))
            sheet.add(messages.text("import.note", lines=lines, text=_sentence(told, messages)))
    return sheet.text()


def _gather(notes: Sequence[ImportNote]) -> list[list[ImportNote]]:
    """Return the notes that say the same of the same words together, where the first of them stands.

    Running headers are the same but for their page numbers.
    What is said of many lines whose words the draft keeps is said once, whatever the words: it would drown the rest.
    """
    counts = Counter(note.code for note in notes)
    gathered: dict[tuple[str, str], list[ImportNote]] = {}
    for note in notes:
        alike = note.code in _SAID_ONCE and counts[note.code] > _MOST_SAID_APART
        text = re.sub(r"\d+", "0", note.text) if note.code == "running-header" else note.text
        words = "" if alike else text
        gathered.setdefault((note.code, words), []).append(note)
    return list(gathered.values())


def _spans(lines: Iterable[int]) -> str:
    """Return numbers of lines in order, those that follow each other as one span: "17–20, 24"."""
    spans: list[list[int]] = []
    for number in sorted(set(lines)):
        if spans and spans[-1][1] + 1 == number:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in spans)


def _first(sheet: Sheet, catalogue: Catalogue, messages: Messages) -> None:
    told = inventory(catalogue, messages)
    sheet.table(
        [messages.text("import.group"), messages.text("report.total")],
        [[chapter.name, messages.number(len(chapter.items))] for chapter in told.chapters],
        sums=["", messages.number(len(catalogue.demands))],
    )
    sheet.add()
    sheet.table(
        [messages.text("import.addressees"), messages.text("report.total")],
        [[row.name, row.sum] for row in told.matrix],
    )


def _following(sheet: Sheet, report: Report, messages: Messages) -> None:
    matched = [entry for entry in report.entries if entry.old and entry.new]
    certain = [entry for entry in matched if entry.grade is Grade.CERTAIN]
    probable = [entry for entry in matched if entry.grade is not Grade.CERTAIN]
    new = [entry for entry in report.entries if entry.origin is Origin.ADDED]
    back = [entry for entry in report.entries if entry.origin is Origin.REINSTATED]
    dropped = [entry for entry in report.entries if not entry.new]
    counts = {
        "import.certain": len(certain) + len(report.untouched),
        "import.probable": len(probable),
        "import.open": len(report.questions),
        "import.new": len(new),
        **({"import.reinstated": len(back)} if back else {}),
        "import.dropped": len(dropped),
    }
    sheet.table(
        [messages.text("import.result"), messages.text("report.count")],
        [[messages.text(key), messages.number(count)] for key, count in counts.items()],
    )
    told: list[tuple[str, Entry | Question, float | None]] = [
        *(("import.probable", entry, entry.score) for entry in probable),
        *(("import.open", question, question.score) for question in report.questions),
        *(("import.new", entry, None) for entry in new),
        *(("import.reinstated", entry, entry.score) for entry in back),
        *(("import.dropped", entry, None) for entry in dropped),
    ]
    if told:
        formula = _find_formula([line(one.text) for _, pair, _ in told for one in (*pair.old, *pair.new)])
        head = ("import.result", "import.old_text", "import.new_text", "import.score")
        rows = [
            [
                messages.text(key),
                _beginnings(pair.old, formula),
                _beginnings(pair.new, formula),
                messages.score(score) if score is not None else "",
            ]
            for key, pair, score in told
        ]
        sheet.add()
        sheet.table([messages.text(key) for key in head], rows, texts=3)
        if formula:
            sheet.add(messages.text("import.formula", words=messages.quote(formula.strip())), style="dim")


def _entered(sheet: Sheet, entered: Sequence[EnteredRow], messages: Messages) -> None:
    """Add what people had entered, first what was kept, then what was not: by field, with the places."""
    sheet.heading(messages.text("import.entered"))
    for is_kept, key in ((True, "import.entered_kept"), (False, "import.entered_lost")):
        places: dict[str, list[str]] = {}
        for one in entered:
            if one.is_kept is is_kept:
                places.setdefault(one.field, []).append(_place(one))
        if places:
            sheet.add(messages.text(key))
            sheet.labelled([_placed(field, told, messages) for field, told in places.items()], indent=_INDENT)


def _place(entered: EnteredRow) -> str:
    if entered.is_demand:
        return line(entered.place)
    return f"{entered.place}/_group.yaml" if entered.place else "catalogue.yaml"


def _placed(field: str, places: Sequence[str], messages: Messages) -> tuple[str, str]:
    key = f"entered.{field}"
    label = messages.text(key if key in messages.patterns else f"field.{field}")
    shown = places if len(places) <= _MOST_PLACES + 1 else places[:_MOST_PLACES]
    left = len(places) - len(shown)
    told = [*shown, *([messages.text("report.more", count=left)] if left else [])]
    return label, messages.text("import.entered_places", count=len(places), places=", ".join(told))


def _find_formula(texts: Sequence[str]) -> str:
    """Return the words with which most texts begin and go on, with the space behind them; empty where they are few."""
    same = [text.split(" ") for text in texts]
    found: list[str] = []
    while True:
        going_on = [words for words in same if len(words) > len(found) + 1]
        counts = Counter(words[len(found)] for words in going_on)
        word, count = max(counts.items(), key=lambda one: one[1], default=("", 0))
        if count < _LEAST_FORMULA_TEXTS or 2 * count <= len(texts):
            break
        same = [words for words in going_on if words[len(found)] == word]
        found.append(word)
    return f"{' '.join(found)} " if len(found) >= _LEAST_FORMULA_WORDS else ""


def _beginnings(demands: Iterable[Demand], formula: str) -> str:
    """Return how demands begin, after the words with which most do, and their ids."""
    return " / ".join(f"{beginning(_shorten(line(one.text), formula), _BEGINNING)} ({line(one.id)})" for one in demands)


def _shorten(text: str, formula: str) -> str:
    return f"… {text.removeprefix(formula)}" if formula and text.startswith(formula) else text


def _sentence(notes: Sequence[ImportNote], messages: Messages) -> str:
    first = notes[0]
    key = f"notes.{first.code}"
    sentence = messages.text(key) if key in messages.patterns else first.code
    texts = {note.text for note in notes}
    if not first.text or (len(texts) > 1 and first.code in _SAID_ONCE):
        return sentence
    return messages.text("import.note_with", sentence=sentence, text=messages.quote(line(first.text)))
