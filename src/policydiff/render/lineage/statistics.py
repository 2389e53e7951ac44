"""The figures of a chronicle in words: tables with a head, rows and a note."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from policydiff.core.lineage import Chronicle
from policydiff.core.lineage.names import Name
from policydiff.core.lineage.statistics import Holding, Lives, Statistics
from policydiff.core.report import Fate, Origin
from policydiff.render.lineage.labels import EditionLabel, former_names, label_editions, span_of
from policydiff.render.messages import Messages
from policydiff.render.safety import line

NONE = "–"


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A table in words: the first column is text, the others are figures.

    `is_quoted` says that the first column holds names of the catalogue, in its language; `is_by_edition` that the other
    columns are editions, of which there may be many.
    """

    anchor: str
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    is_quoted: bool = False
    is_by_edition: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class StatisticsNote:
    """The figures in words; `sentences` say how long demands live, and what is not known of it.

    `title` says which years they are about, `latest` is the title of the latest paper. `text_language` is that of the
    catalogue.
    """

    text_language: str
    title: str
    latest: str
    headline: str
    editions: tuple[EditionLabel, ...]
    sentences: tuple[str, ...]
    tables: tuple[Table, ...]


def note_statistics(statistics: Statistics, chronicle: Chronicle, messages: Messages) -> StatisticsNote:
    """Return figures in words."""
    labels = label_editions(chronicle, messages)
    groups, addressees = (
        {key: line(names[-1].name) for key, names in named.items()}
        for named in (statistics.group_names, statistics.addressee_names)
    )
    text = messages.text
    tables = (
        _origins(statistics, labels, messages),
        _fates(statistics, labels, messages),
        *(
            table
            for anchor, word, holdings, names in (
                ("groups", text("report.group"), statistics.groups, statistics.group_names),
                ("addressees", text("report.addressees"), statistics.addressees, statistics.addressee_names),
            )
            for table in _by_edition(anchor, word, holdings, names, labels=labels, messages=messages)
        ),
        _lives("lives-groups", text("report.group"), statistics.lives_by_group, groups, messages),
        _lives("lives-addressees", text("report.addressees"), statistics.lives_by_addressee, addressees, messages),
    )
    return StatisticsNote(
        text_language=chronicle.latest.language,
        title=f"{text('stats.title')} {span_of(chronicle, messages)}".strip(),
        latest=line(chronicle.latest.title),
        headline=text(
            "stats.headline",
            demands=text("report.demands", count=sum(_all(statistics.lives))),
            editions=text("timeline.editions", count=len(statistics.editions)),
        ),
        editions=tuple(labels[edition] for edition in statistics.editions),
        sentences=_sentences(statistics.lives, messages) if len(statistics.editions) > 1 else (text("stats.single"),),
        tables=tables,
    )


def _all(lives: Lives) -> tuple[int, int, int]:
    return lives.dropped, lives.passed_on, lives.ongoing


def _sentences(lives: Lives, messages: Messages) -> tuple[str, ...]:
    text = messages.text
    found = [text("stats.dropped", count=lives.dropped)]
    if lives.mean is not None:
        # One demand has no mean: it lasted for a whole number of editions.
        alone = text("timeline.editions", count=round(lives.mean))
        found.append(text("stats.mean", count=lives.dropped, alone=alone, editions=_decimal(lives.mean, messages)))
    if lives.mean_years is not None:
        years = _decimal(lives.mean_years, messages)
        found.append(text("stats.mean_years", count=lives.dropped, years=years))
    if lives.passed_on:
        found.append(text("stats.passed_on", count=lives.passed_on))
    if lives.so_far is not None:
        alone = text("timeline.editions", count=round(lives.so_far))
        editions = _decimal(lives.so_far, messages)
        found.append(text("stats.ongoing", count=lives.ongoing, alone=alone, editions=editions))
    found.append(text("stats.from_start", count=lives.from_start))
    if lives.median is None:
        found.append(text("stats.no_median"))
    else:
        found.append(text("stats.median", count=lives.median))
    return tuple(found)


def _origins(statistics: Statistics, labels: Mapping[str, EditionLabel], messages: Messages) -> Table:
    text = messages.text
    # Where the demands of the first edition come from, nobody knows.
    shown = [origin for origin in Origin if any(books.origins[origin] for books in statistics.books[1:])]
    rows = tuple(
        (
            labels[books.edition].short,
            messages.number(books.demands),
            *(messages.number(books.origins[origin]) if place else NONE for origin in shown),
        )
        for place, books in enumerate(statistics.books)
    )
    head = (text("editions.name"), text("report.count"), *(text(f"fate.{origin}") for origin in shown))
    return Table(
        anchor="origins", title=text("stats.origins"), head=head, rows=rows, notes=(text("stats.origins_note"),)
    )


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
    return Table(anchor="fates", title=text("stats.fates"), head=head, rows=rows, notes=(text("stats.fates_note"),))


def _by_edition(
    anchor: str,
    word: str,
    holdings: Mapping[str, tuple[Holding, ...]],
    named: Mapping[str, tuple[Name, ...]],
    *,
    labels: Mapping[str, EditionLabel],
    messages: Messages,
) -> tuple[Table, ...]:
    """Return who has how many demands in each edition, with what came and went; and of many, how many survived."""
    text, number = messages.text, messages.number
    heads = [label.short for label in labels.values()]
    names = {key: line(named[key][-1].name) if key in named else line(key) for key in holdings}
    survivals = (
        (_survivals(anchor, word, holdings, names, heads=heads[:-1], messages=messages),) if len(heads) > 1 else ()
    )
    former = {key: former_names(named[key], labels, messages) for key in holdings if key in named}
    renamed = tuple(text("stats.formerly", name=names[key], names=told) for key, told in former.items() if told)
    held = [
        (
            names[key],
            *(_held(one, messages) for one in ones),
            number(sum(one.gained for one in ones)),
            number(sum(one.lost for one in ones)),
        )
        for key, ones in holdings.items()
    ]
    gains = Table(
        anchor=anchor,
        title=text("stats.holdings", name=word),
        head=(word, *heads, text("stats.gained"), text("stats.lost")),
        rows=tuple(held),
        notes=(text("stats.holdings_note"), *renamed),
        is_quoted=True,
        is_by_edition=True,
    )
    return gains, *survivals


def _held(one: Holding, messages: Messages) -> str:
    """Return how many demands there are, and behind it how many came and went since the edition before."""
    steps = [f"{sign}{messages.number(count)}" for sign, count in (("+", one.gained), ("−", one.lost)) if count]
    return f"{messages.number(one.demands)} ({' '.join(steps)})" if steps else messages.number(one.demands)


def _survivals(
    anchor: str,
    word: str,
    holdings: Mapping[str, tuple[Holding, ...]],
    names: Mapping[str, str],
    *,
    heads: Sequence[str],
    messages: Messages,
) -> Table:
    """Return how many demands of every edition but the latest are still there in that, for all that hold some."""
    number = messages.number
    rows = (
        (names[key], *(f"{number(one.surviving)}/{number(one.demands)}" if one.demands else NONE for one in ones[:-1]))
        for key, ones in holdings.items()
    )
    return Table(
        anchor=f"surviving-{anchor}",
        title=messages.text("stats.survivors", name=word),
        head=(word, *heads),
        rows=tuple(rows),
        notes=(messages.text("stats.survivors_note"),),
        is_quoted=True,
        is_by_edition=True,
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
        notes=(text("stats.lives_note"),),
        is_quoted=True,
    )


def _decimal(value: float | None, messages: Messages) -> str:
    return NONE if value is None else f"{value:.1f}".replace(".", messages.text("format.decimal"))
