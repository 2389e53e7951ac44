"""Citations of one demand: a sentence, BibTeX and CSL-JSON.

BibTeX as its manual describes it (Patashnik 1988), with the fields of biblatex that it passes over; CSL-JSON as in the
schema of the Citation Style Language 1.0.2, whose `date-parts` hold no more than is known.
"""

import json
import re

from policydiff.core.languages import read_language
from policydiff.core.lineage.references import Reference
from policydiff.render.messages import Messages
from policydiff.render.rows import beginning, place
from policydiff.render.safety import escape_json, line

STYLES: tuple[str, ...] = ("text", "bibtex", "csl-json")

# A demand without a title is called by so much of its text.
_TITLE = 120
_BIBTEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    '"': r"{\textquotedbl}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
}
# As babel and biblatex call languages.
_LANGUAGES = {"de": "ngerman", "en": "english"}
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def cite(reference: Reference, messages: Messages, *, style: str) -> str:
    """Return a citation in one of STYLES; raises ValueError for any other."""
    match style:
        case "text":
            return _text(reference, messages)
        case "bibtex":
            return _bibtex(reference, messages)
        case "csl-json":
            return _csl(reference, messages)
        case _:
            raise ValueError(f"{style!r} is no style; known are {', '.join(STYLES)}")


def _text(reference: Reference, messages: Messages) -> str:
    """Return the citation as a sentence that can stand in a footnote."""
    catalogue, demand = reference.catalogue, reference.demand
    parts = [
        messages.quote(_title(reference)),
        messages.text("cite.in", title=line(catalogue.title)),
        line(messages.date(catalogue.date)) if catalogue.date else messages.text("cite.undated"),
        place(demand.source, messages),
    ]
    told = ", ".join(part for part in parts if part)
    return f"{told} ({_proof(reference, messages)}).\n"


def _bibtex(reference: Reference, messages: Messages) -> str:
    catalogue, demand = reference.catalogue, reference.demand
    note = "; ".join(part for part in (place(demand.source, messages), _proof(reference, messages)) if part)
    fields = [
        ("title", f"{{{_escaped(_title(reference))}}}"),
        ("booktitle", f"{{{_escaped(catalogue.title)}}}"),
        *_bibtex_date(catalogue.date),
        ("pages", str(demand.source.page) if demand.source.page is not None else ""),
        ("langid", _LANGUAGES.get(read_language(catalogue.language), "")),
        ("version", reference.commit),
        ("note", _escaped(note)),
    ]
    lines = [f"  {name} = {_braced(value)}," for name, value in fields if value]
    key = re.sub(r"[^A-Za-z0-9:.-]", "-", reference.key)
    return f"@incollection{{{key},\n" + "\n".join(lines) + "\n}\n"


def _braced(value: str) -> str:
    """Return a field's value; months are words that BibTeX knows without braces."""
    return value if value in _MONTHS else f"{{{value}}}"


def _bibtex_date(date: str | None) -> list[tuple[str, str]]:
    """Return year and month for BibTeX, and the whole date for biblatex."""
    year, _, rest = (date or "").partition("-")
    month = rest[:2]
    is_month = month.isdigit() and 1 <= int(month) <= 12
    return [("date", date or ""), ("year", year), ("month", _MONTHS[int(month) - 1] if is_month else "")]


def _csl(reference: Reference, messages: Messages) -> str:
    catalogue, source = reference.catalogue, reference.demand.source
    item: dict[str, object] = {
        "id": reference.key,
        "type": "chapter",
        "title": _title(reference),
        "container-title": line(catalogue.title),
        "language": catalogue.language,
    }
    parts = [int(part) for part in (catalogue.date or "").split("-") if part.isdigit()]
    item |= {"issued": {"date-parts": [parts]}} if parts else {}
    item |= {"page": str(source.page)} if source.page is not None else {}
    item |= {"number": line(source.number)} if source.number else {}
    item |= {
        "version": reference.commit,
        "source": line(catalogue.edition),
        "archive_location": f"{reference.commit}:{line(reference.path)}",
        "note": "; ".join(part for part in (place(source, messages), _proof(reference, messages)) if part),
    }
    told = json.dumps([{key: value for key, value in item.items() if value}], ensure_ascii=False, indent=2)
    return escape_json(told) + "\n"


def _title(reference: Reference) -> str:
    return line(reference.demand.title or "") or beginning(line(reference.demand.text), _TITLE)


def _proof(reference: Reference, messages: Messages) -> str:
    """Return what finds the demand in the repository for good."""
    return messages.text(
        "cite.proof",
        edition=line(reference.catalogue.edition),
        id=line(reference.demand.id),
        commit=reference.commit,
    )


def _escaped(text: str) -> str:
    return "".join(_BIBTEX.get(sign, sign) for sign in line(text))
