"""The Ruhr paper taken apart by hand, to be printed again with other line breaks."""

import textwrap
from dataclasses import dataclass
from pathlib import Path

PAPER = Path(__file__).parents[2] / "policy" / "papers" / "ruhr-forderungskatalog.txt"
EXPECTED = Path(__file__).with_name("ruhr_expected.tsv")

HEADING_LINES = (1, 63, 122, 203, 249, 332, 400)
# First and last line of every paragraph, as far as the paper shows them.
PARAGRAPHS = (
    (2, 16), (18, 24), (64, 80), (82, 88), (90, 90), (123, 134), (136, 136), (152, 176), (204, 212), (214, 230),
    (251, 274), (276, 286), (288, 288), (334, 374), (376, 376), (401, 405),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Expected:
    """One demand as transcribed by hand."""

    line: int
    group: str
    addressees: tuple[str, ...]
    text: str


def load_expected() -> list[Expected]:
    rows = [row.split("\t") for row in EXPECTED.read_text(encoding="utf-8").splitlines()]
    return [
        Expected(line=int(line), group=group, addressees=tuple(names.split(", ")) if names else (), text=text)
        for line, group, names, text in rows
    ]


def fold(text: str | None) -> str:
    return " ".join((text or "").split())


def paragraph(first: int, last: int) -> str:
    lines = PAPER.read_text(encoding="utf-8").split("\n")
    return fold(" ".join(lines[first - 1 : last])).replace("Nordrhein- Westfalens", "Nordrhein-Westfalens")


def parts() -> list[tuple[int, str, str]]:
    """Return line, kind and text of every heading, paragraph and item of the paper, in order."""
    found = [(line, "heading", paragraph(line, line)) for line in HEADING_LINES]
    found += [(first, "prose", paragraph(first, last)) for first, last in PARAGRAPHS]
    for demand in load_expected():
        bracket = f" ({', '.join(demand.addressees)})" if demand.addressees else ""
        found.append((demand.line, "item", demand.text + bracket))
    return sorted(found)


def print_again(
    width: int, *, sign: str = " ", hanging: str = "", gap: int = 1, prose_gap: int = 1, double: bool = False
) -> str:
    """Return the paper wrapped at a width, with another sign before items and other blank lines."""
    printed: list[str] = []
    for _, kind, text in parts():
        item = kind == "item"
        lines = textwrap.wrap(
            text,
            width,
            initial_indent=sign if item else "",
            subsequent_indent=hanging if item else "",
            break_long_words=False,
        )
        if kind == "prose" and double:
            lines = [spaced for line in lines for spaced in (line, "")][:-1]
        printed += lines + [""] * (gap if item else prose_gap if kind == "prose" else 0)
    return "\n".join(printed) + "\n"


def break_pages(text: str, kind: str, every: int) -> str:
    """Return the text with pages that end every so many lines, in mid-sentence or not."""
    printed: list[str] = []
    page = 0
    lines = text.split("\n")
    for place, line in enumerate(lines, start=1):
        if place > 1 and (place - 1) % every == 0 and place < len(lines) - 2:
            page += 1
            marks = {
                "form feed": [], "number": ["", str(page), ""], "number close": [str(page)],
                "page word": ["", f"Seite {page} von 9", ""], "dashes": [f"- {page} -"],
                "header": ["", f"                 {page}", "\fForderungskatalog Ruhr (erfundener Kopf)", ""],
            }  # fmt: skip
            printed += marks[kind]
            printed.append("\f" + line if kind == "form feed" else line)
        else:
            printed.append(line)
    return "\n".join(printed)
