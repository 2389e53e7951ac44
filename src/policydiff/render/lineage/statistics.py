"""The figures of a chronicle in words: tables with a head, rows and a note."""

from collections.abc import Mapping
from dataclasses import dataclass

from policydiff.core.lineage import Chronicle
from policydiff.core.lineage.statistics import Holding, Lives, Statistics
from policydiff.core.report import Fate, Origin
from policydiff.render.lineage.labels import EditionLabel, label_editions
from policydiff.render.messages import Messages
from policydiff.render.safety import line

NONE = "–"


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A table in words: the first column is text, the others are figures."""

    anchor: str
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class StatisticsNote:
    """The figures in words; `sentences` say how long demands live, and what is not known of it."""

    title: str
    headline: str
    editions: tuple[EditionLabel, ...]
    sentences: tuple[str, ...]
    tables: tuple[Table, ...]


def note_statistics(statistics: Statistics, chronicle: Chronicle, messages: Messages) -> StatisticsNote:
    """Return figures in words."""
    labels = label_editions(chronicle, messages)
    groups = {key: line(one.name) for key, one in chronicle.groups().items()}
    addressees = {key: line(one.name) for key, one in chronicle.addressees().items()}
    text = messages.text
    tables = (
        _origins(statistics, labels, messages),
        _fates(statistics, labels, messages),
        _holdings("groups", text("report.group"), statistics.groups, groups, messages),
        _holdings("addressees", text("report.addressees"), statistics.addressees, addressees, messages),
        _lives("lives-groups", text("report.group"), statistics.lives_by_group, groups, messages),
        _lives("lives-addressees", text("report.addressees"), statistics.lives_by_addressee, addressees, messages),
    )
    return StatisticsNote(
        title=line(chronicle.latest.title),
        headline=text(
            "stats.headline",
            demands=text("report.demands", count=sum(_all(statistics.lives))),
            editions=text("timeline.editions", count=len(statistics.editions)),
        ),
        editions=tuple(labels[edition] for edition in statistics.editions),
        sentences=_sentences(statistics.lives, messages),
        tables=tables,
    )


def _all(lives: Lives) -> tuple[int, int, int]:
    return lives.dropped, lives.passed_on, lives.ongoing


def _sentences(lives: Lives, messages: Messages) -> tuple[str, ...]:
    text = messages.text
    found = [text("stats.dropped", count=lives.dropped)]
    if lives.mean is not None:
        found.append(text("stats.mean", editions=_decimal(lives.mean, messages)))
    if lives.mean_years is not None:
        found.append(text("stats.mean_years", years=_decimal(lives.mean_years, messages)))
    if lives.passed_on:
        found.append(text("stats.passed_on", count=lives.passed_on))
    if lives.so_far is not None:
        found.append(text("stats.ongoing", count=lives.ongoing, editions=_decimal(lives.so_far, messages)))
    found.append(text("stats.from_start", count=lives.from_start))
    if lives.median is None:
        found.append(text("stats.no_median"))
    else:
        found.append(text("stats.median", count=lives.median))
    return tuple(found)


def _origins(statistics: Statistics, labels: Mapping[str, EditionLabel], messages: Messages) -> Table:
    text = messages.text
    shown = [origin for origin in Origin if any(books.origins[origin] for books in statistics.books)]
    rows = tuple(
        (
            labels[books.edition].short,
            messages.number(books.demands),
            *(messages.number(books.origins[origin]) for origin in shown),
        )
        for books in statistics.books
    )
    head = (text("editions.name"), text("report.count"), *(text(f"fate.{origin}") for origin in shown))
    return Table(anchor="origins", title=text("stats.origins"), head=head, rows=rows, note=text("stats.origins_note"))


def _fates(statistics: Statistics, labels: Mapping[str, EditionLabel], messages: Messages) -> Table:
    text = messages.text
    shown = [fate for fate in Fate if any(books.fates.get(fate) for books in statistics.books)]
    rows = tuple(
        (
            labels[books.edition].short,
            *(messages.number(books.fates[fate]) if books.fates else NONE for fate in shown),
            messages.number(books.surviving),
            f"{round(100 * books.surviving / books.demands) if books.demands else 0} %",
        )
        for books in statistics.books
    )
    heads = (text("editions.name"), *(text(f"fate.{fate}") for fate in shown))
    head = (*heads, text("stats.surviving"), text("stats.share"))
    return Table(anchor="fates", title=text("stats.fates"), head=head, rows=rows, note=text("stats.fates_note"))


def _holdings(
    anchor: str,
    word: str,
    holdings: Mapping[str, tuple[Holding, ...]],
    names: Mapping[str, str],
    messages: Messages,
) -> Table:
    text = messages.text
    rows = []
    for key, held in holdings.items():
        gained, lost = sum(one.gained for one in held), sum(one.lost for one in held)
        figures = (held[0].demands, held[-1].demands, gained, lost)
        rows.append((names.get(key, line(key)), *(messages.number(one) for one in figures)))
    return Table(
        anchor=anchor,
        title=text("stats.holdings", name=word),
        head=(word, text("stats.at_first"), text("stats.at_last"), text("stats.gained"), text("stats.lost")),
        rows=tuple(rows),
        note=text("stats.holdings_note"),
    )


def _lives(anchor: str, word: str, lives: Mapping[str, Lives], names: Mapping[str, str], messages: Messages) -> Table:
    text = messages.text
    rows = tuple(
        (
            names.get(key, line(key)),
            messages.number(one.dropped),
            _decimal(one.mean, messages),
            _decimal(one.mean_years, messages),
            messages.number(one.ongoing),
            _decimal(one.so_far, messages),
        )
        for key, one in lives.items()
    )
    columns = ("stats.ended", "stats.mean_head", "stats.years_head", "stats.ongoing_head", "stats.so_far_head")
    return Table(
        anchor=anchor,
        title=text("stats.lives", name=word),
        head=(word, *(text(column) for column in columns)),
        rows=rows,
        note=text("stats.lives_note"),
    )


def _decimal(value: float | None, messages: Messages) -> str:
    return NONE if value is None else f"{value:.1f}".replace(".", messages.text("format.decimal"))
