"""The whole Synopse laid out: page head, columns, sections, what is left out, and by what rows can be chosen."""

from collections.abc import Iterable, Iterator, Sequence

from policydiff.core.changes import Kind
from policydiff.core.report import Report, Side
from policydiff.core.rules import Severity
from policydiff.render.messages import Messages
from policydiff.render.names import Names
from policydiff.render.outline import in_group_order
from policydiff.render.safety import line
from policydiff.render.summary import headline, selection_sentence
from policydiff.render.synopsis.building import Builder
from policydiff.render.synopsis.chains import Chain, list_chains
from policydiff.render.synopsis.frame import Frame
from policydiff.render.synopsis.spans import Span
from policydiff.render.synopsis.values import Block, Choice, Column, Filter, Holds, Says, Section, Synopsis

# More choices than that, and nobody finds one in a list; each costs a rule in the page's style.
_MOST_CHOICES = 200


def lay_out(
    reports: Sequence[Report], messages: Messages, *, changes_only: bool = False, has_report: bool = False
) -> Synopsis:
    """Return the Synopse of two versions (one comparison) or three (two comparisons that follow each other).

    With `has_report` it stands behind the report, and its cells say what the changes mean and weigh.

    Raises ValueError for a comparison that left unchanged demands unread where their text must be shown: in a whole
    Synopse, and where a third version may have changed them.
    """
    unread = sum(len(report.untouched) for report in reports)
    if unread and not (changes_only and len(reports) == 1):
        raise ValueError("a synopsis needs whole catalogues")
    book, chains = list_chains(reports)
    builder = Builder.of(reports, book, messages, has_report=has_report)
    whole = list(_sections(reports, builder, chains, messages))
    sections = [_only_changes(section) for section in whole] if changes_only else whole
    sections = [section for section in sections if section.blocks]
    sides = [reports[0].old, *(report.new for report in reports)]
    columns = tuple(_columns(sides, messages))
    left_out = unread + sum(
        block.holds is Holds.DEMAND and not block.is_changed for section in whole for block in section.blocks
    )
    return Synopsis(
        language=messages.language,
        text_language=line(reports[-1].language),
        title=line(sides[-1].title),
        state=messages.text("redline.state", date=columns[-1].mark) if columns[-1].mark else "",
        subject=messages.text(
            "synopsis.subject", titles=messages.join([messages.quote(line(one.title)) for one in sides])
        ),
        date=sides[-1].date,
        columns=columns,
        headlines=tuple(_headlines(reports, messages)),
        remarks=tuple(_remarks(reports, left_out if changes_only else 0, messages, has_report=has_report)),
        legend=_legend(sections, messages),
        sections=tuple(sections),
        filters=tuple(_filters(sections, reports, messages)),
    )


def _sections(
    reports: Sequence[Report], builder: Builder, chains: Iterable[Chain], messages: Messages
) -> Iterator[Section]:
    frame = Frame(reports=reports, messages=messages)
    blocks: dict[str, list[Block]] = {}
    for chain in chains:
        blocks.setdefault(chain.group, []).append(builder.block(chain))
    preamble = frame.blocks("", Holds.PREAMBLE)
    if preamble:
        word = messages.text("inventory.preamble")
        yield Section(key="", heading=word, name=word, blocks=preamble)
    framed = (change.key for report in reports for change in report.frame if change.key in report.groups)
    known = {key: None for report in reversed(reports) for key in report.groups}
    for key in in_group_order([*blocks, *framed], known):
        names = _names(key, reports, messages)
        yield Section(
            key=line(key),
            heading=names.group_heading(key),
            name=names.group_name(key),
            blocks=(*frame.blocks(key, Holds.HEADING, Holds.PREAMBLE), *blocks.get(key, ())),
        )
    closing = frame.blocks("", Holds.CLOSING)
    if closing:
        word = messages.text("inventory.closing")
        yield Section(key="", heading=word, name=word, blocks=closing)


def _names(key: str, reports: Sequence[Report], messages: Messages) -> Names:
    """Return the names of the newest comparison that knows a working group."""
    report = next((one for one in reversed(reports) if key in one.groups), reports[-1])
    return Names(report=report, messages=messages)


def _only_changes(section: Section) -> Section:
    blocks = tuple(block for block in section.blocks if block.is_changed)
    return Section(key=section.key, heading=section.heading, name=section.name, blocks=blocks)


def _columns(sides: Sequence[Side], messages: Messages) -> Iterator[Column]:
    is_one = len({(side.edition, side.title) for side in sides}) < len(sides)
    names = ["report.old_edition", *["synopsis.middle_edition"] * (len(sides) - 2), "report.new_edition"]
    for name, side in zip(names, sides, strict=True):
        date = messages.date(line(side.date)) if side.date else ""
        # The paper of both is the same, and so is its date.
        apart = [one for one in _names_of(side) if one != line(side.edition)] if is_one else []
        yield Column(
            name=messages.text(name),
            title=line(side.title),
            date=date,
            mark=", ".join(apart) or date,
            edition=", ".join(_names_of(side)) if is_one else line(side.edition),
            demands=messages.text("report.demands", count=side.demands),
        )


def _names_of(side: Side) -> dict[str, None]:
    """Return all that tells apart two versions of one edition: how it was asked for, and its commit."""
    spec = "" if side.spec == side.commit else side.spec
    return dict.fromkeys(line(one) for one in (side.edition, spec, (side.commit or "")[:12]) if one)


def _headlines(reports: Sequence[Report], messages: Messages) -> Iterator[str]:
    for report in reports:
        told = headline(report, messages)
        if len(reports) == 1:
            yield told
        else:
            old, new = (line(one.edition) for one in (report.old, report.new))
            yield messages.text("synopsis.step", old=old, new=new, headline=told)


def _remarks(reports: Sequence[Report], left_out: int, messages: Messages, *, has_report: bool) -> Iterator[str]:
    if left_out:
        yield messages.text("synopsis.left_out", count=left_out)
    for report in reports:
        if report.selection:
            yield selection_sentence(report, messages)
        if report.questions and not has_report:  # which names them itself
            yield messages.text("synopsis.questions", count=len(report.questions))


def _legend(sections: Iterable[Section], messages: Messages) -> str:
    spans = list(_spans(sections))
    parts = []
    if any(span.came or span.goes for span in spans):
        parts.append(messages.text("report.legend"))
    if any(span.signs for span in spans):
        parts.append(messages.text("report.legend_moved"))
    if any(span.is_number for span in spans):
        parts.append(messages.text("report.legend_numbers"))
    return " ".join(parts)


def _spans(sections: Iterable[Section]) -> Iterator[Span]:
    for section in sections:
        for block in section.blocks:
            for row in block.rows:
                for cell in row:
                    if cell.says is Says.TEXT:
                        for one in cell.statements:
                            yield from (*one.title, *one.text, *one.addressees)
                            yield from (span for position in one.positions for span in position.text)


def _filters(sections: Sequence[Section], reports: Sequence[Report], messages: Messages) -> Iterator[Filter]:
    """Yield what rows can be chosen by; a filter with one choice would choose nothing."""
    blocks = [block for section in sections for block in section.blocks]
    kinds = {kind for block in blocks for kind in block.kinds}
    severities = {severity for block in blocks for severity in block.severities}
    groups = [Choice(code=f"g{number}", word=one.name, key=one.key) for number, one in enumerate(sections)]
    changed = [Choice(code="k-changed", word=messages.text("synopsis.all_changes"), key="changed")]
    told = [Choice(code=f"k-{kind}", word=messages.text(f"kind.{kind}"), key=kind) for kind in Kind if kind in kinds]
    weights = [
        Choice(code=f"s-{one}", word=messages.text(f"severity.{one}"), key=one) for one in Severity if one in severities
    ]
    found = (
        ("group", "report.group", groups),
        ("addressee", "inventory.addressee", _addressees(blocks, reports)),
        ("kind", "report.kinds", [*changed, *told] if told else []),
        ("severity", "report.severity", weights),
    )
    for code, label, choices in found:
        if 1 < len(choices) <= _MOST_CHOICES:
            yield Filter(code=code, label=messages.text(label), choices=tuple(choices))


def _addressees(blocks: Iterable[Block], reports: Sequence[Report]) -> list[Choice]:
    asked = {key for block in blocks for key in block.addressees}
    registries = [report.addressees for report in reversed(reports)]
    known = list(dict.fromkeys(key for registry in registries for key in registry if key in asked))
    found = []
    for number, key in enumerate((*known, *sorted(asked.difference(known)))):
        names = [registry[key].name for registry in registries if key in registry]
        found.append(Choice(code=f"a{number}", word=line(names[0] if names else key), key=key))
    return found
