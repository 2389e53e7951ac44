"""The frame of a Synopse: working groups that came, went or have another name, their preambles, the closing text."""

from collections.abc import Sequence
from dataclasses import dataclass

from policydiff.core.report import FrameChange, FrameKind, Report
from policydiff.render.messages import Messages
from policydiff.render.safety import paragraphs
from policydiff.render.synopsis.spans import Span, compared, plain
from policydiff.render.synopsis.values import Block, Cell, Holds, Says, Statement

_HEADINGS = (FrameKind.GROUP_ADDED, FrameKind.GROUP_DROPPED, FrameKind.GROUP_RENAMED)
_PREAMBLES = (FrameKind.PREAMBLE_ADDED, FrameKind.PREAMBLE_DROPPED, FrameKind.PREAMBLE_REWORDED)
_CLOSINGS = (FrameKind.CLOSING_ADDED, FrameKind.CLOSING_DROPPED, FrameKind.CLOSING_REWORDED)
_KINDS = {Holds.HEADING: _HEADINGS, Holds.PREAMBLE: _PREAMBLES, Holds.CLOSING: _CLOSINGS}


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """Finds the texts of the frame in successive comparisons, and what changed in them."""

    reports: Sequence[Report]
    messages: Messages

    def blocks(self, key: str, *kinds: Holds) -> tuple[Block, ...]:
        """Return what the frame of a working group says (of the whole catalogue for an empty key), if anything."""
        found = (self._block(key, holds) for holds in kinds)
        return tuple(block for block in found if block)

    def _block(self, key: str, holds: Holds) -> Block | None:
        changes = [self._change(report, key, holds) for report in self.reports]
        texts: list[str | None] = [self._text(step, key, holds, changes[step]) for step in range(len(changes))]
        last = changes[-1]
        texts.append(last.new if last else texts[-1])
        if not any(texts) or (holds is Holds.HEADING and not any(changes)):
            return None
        row = tuple(self._cell(version, texts, changes, holds) for version in range(len(texts)))
        found = [change for change in changes if change]
        return Block(
            holds=holds,
            rows=(row,),
            is_changed=bool(found),
            severities=tuple(dict.fromkeys(str(change.severity) for change in found)),
        )

    def _change(self, report: Report, key: str, holds: Holds) -> FrameChange | None:
        return next((one for one in report.frame if one.key == key and one.kind in _KINDS[holds]), None)

    def _text(self, step: int, key: str, holds: Holds, change: FrameChange | None) -> str | None:
        """Return the text of the old side of a comparison."""
        if change:
            return change.old
        if not key:
            side = self.reports[step].old
            return {Holds.PREAMBLE: side.preamble, Holds.CLOSING: side.closing}.get(holds)
        group = self.reports[step].groups.get(key)
        if group is None:
            return None
        if holds is Holds.HEADING:
            return f"{group.name}: {group.title}" if group.title else group.name
        return group.preamble

    def _cell(
        self, version: int, texts: Sequence[str | None], changes: Sequence[FrameChange | None], holds: Holds
    ) -> Cell:
        text = texts[version]
        came = changes[version - 1] if version else None
        goes = changes[version] if version < len(changes) else None
        if not text:
            says = Says.DROPPED if version and texts[version - 1] else Says.ABSENT
            return Cell(version=version, rows=1, says=says)
        is_same = bool(version) and came is None
        if is_same and not (goes and goes.new):
            return Cell(version=version, rows=1, says=Says.UNCHANGED, statements=self._plain(text))
        if not came and not (goes and goes.new):
            return Cell(version=version, rows=1, says=Says.TEXT, statements=self._plain(text))
        marked = compared(
            came.old if came else None,
            text,
            goes.new if goes else None,
            has_before=came is not None,
            has_after=bool(goes and goes.new),
        )
        labels = (self.messages.text(f"rule.{came.kind}.name"),) if came and holds is not Holds.HEADING else ()
        if is_same:
            labels = (self.messages.text("synopsis.unchanged"),)
        return Cell(version=version, rows=1, says=Says.TEXT, statements=(_statement(marked),), labels=labels)

    def _plain(self, text: str) -> tuple[Statement, ...]:
        return tuple(_statement(plain(one)) for one in paragraphs(text))


def _statement(text: tuple[Span, ...]) -> Statement:
    return Statement(
        id="", anchor="", title=(), number="", text=text, positions=(), addressees=(), place="", asks=False
    )
