"""What a comment holds beside single changes: what comes first, roll-ups, the frame, questions, sign-off, its foot."""

import shlex
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from policydiff.core.acceptance import FINGERPRINT
from policydiff.core.catalogue import Demand
from policydiff.core.commits import COMMIT_ID
from policydiff.core.report import Alarm, AlarmCode, DeclarationChange, Entry, FrameChange, Question, Report, Side, Told
from policydiff.core.rules import Severity
from policydiff.render.acceptances import list_acceptances
from policydiff.render.alarms import alarm_anchor, find_reused, name_alarm, tell_reused
from policydiff.render.comments.items import entry_opening, linked
from policydiff.render.comments.links import Links
from policydiff.render.comments.markup import fold, link, marked, row, table
from policydiff.render.declarations import declaration_rule, list_declarations
from policydiff.render.frame import FrameNote, frame_line, list_frame
from policydiff.render.glance import glance
from policydiff.render.questions import ask, questions_note, tells_each, until
from policydiff.render.rollups import list_rollups, rollup_edit
from policydiff.render.rows import Texts, beginning, opening
from policydiff.render.safety import escape_markdown, line, markdown_code

# So much of a text is shown that its matter can be told.
_EXCERPT = 240
_BEGINNING = 90
# So many questions stand in the open, and so many there and in the fold together; of what to sign off as many.
_FIRST_ASKED, _MOST_ASKED = 3, 10
# So many demands of a roll-up are named: the edit is the same in all of them.
_MOST_ROLLED = 5
_MOST_PROBABLE = 5
# So many changes are let through by one line: it can still be copied, and the next push asks about the others.
_MOST_SIGNED = 300

# Of so many letters a commit's id is the only one in any repository of this size.
_SHORT_COMMIT = 12

# The catalogue's folder where nobody says another.
POLICY = "policy"


@dataclass(frozen=True, kw_only=True, slots=True)
class Sections:
    """Draws the sections of one report; `most` bounds how many lines each of them has.

    `refused` are the ids that the check refuses, whatever a person lets through: it tells of them. `policy` is the
    catalogue's folder.
    """

    report: Report
    texts: Texts
    links: Links
    refused: frozenset[str] = frozenset()
    policy: str = POLICY

    def first(self) -> str:
        """Return what must be read first; what a person has let through need not be."""
        left = replace(
            self._alarming(),
            entries=tuple(one for one in self.report.entries if not one.acceptance),
            frame=tuple(one for one in self.report.frame if not one.acceptance),
            declarations=tuple(one for one in self.report.declarations if not one.acceptance),
            questions=(),
        )
        told, places = glance(left, self.texts), self._places(left)
        lines = [
            f"1. **{escape_markdown(one.what)}** – {link(one.text, places.get(one.anchor, ''))}" for one in told.lines
        ]
        counts = told.counts
        accepted = sum(
            one.severity is Severity.MAJOR and one.acceptance is not None and not self._is_refused(one)
            for one in self._all()
        )
        if not lines and accepted:
            counts = self.texts.messages.text("comment.all_accepted", count=accepted)
        elif lines and any(one.severity is Severity.MAJOR for one in self.report.rollups):
            counts = f"{counts} {self.texts.messages.text('comment.rolled')}"
        doubts = [f"{one.what} – {one.told(_MOST_PROBABLE)}" for one in told.doubts]
        tail = [escape_markdown(one) for one in (told.more, *doubts, counts) if one]
        if not lines:
            return "\n\n".join(tail)
        return "\n\n".join([self._heading("report.first"), "\n".join(lines), *tail])

    def reused(self, most: int) -> str:
        """Return where the demands of ids are now that were reused together, and what the ids carry, in a fold."""
        note = tell_reused(self._alarming(), self.texts)
        if not note:
            return ""
        text = self.texts.messages.text
        head = [text("report.id"), text("report.reused_old"), text("report.reused_new"), text("report.references")]
        rows = [
            row(
                [
                    markdown_code(one.id),
                    escape_markdown(one.living),
                    escape_markdown(beginning(one.new.text, _BEGINNING)),
                    ", ".join(markdown_code(reference.id) for reference in one.references),
                ]
            )
            for one in note.alarms[:most]
        ]
        more = self._more(len(note.alarms) - len(rows))
        return fold(note.word, "\n\n".join([escape_markdown(note.meaning), table(head, rows), *more]))

    def _alarming(self) -> Report:
        """Return the report with the alarms alone that nobody has let through and that the check does not tell."""
        alarms = (one for one in self.report.alarms if not (one.acceptance or self._is_refused(one)))
        return replace(self.report, alarms=tuple(alarms))

    def rollups(self, most: int) -> str:
        """Return each edit that was made in many demands, with the demands."""
        entries = {entry.new[0].id: entry for entry in self.report.entries if entry.new and entry.changes}
        shown = [one for one in self.report.rollups if not entries.keys().isdisjoint(one.demands)]
        notes = list_rollups(self.report, self.texts)
        blocks = []
        for note, rollup in list(zip(notes, shown, strict=True))[:most]:
            told = escape_markdown(f"{note.badge.word} · {note.count} · {', '.join(note.findings)}")
            held = [entries[id] for id in rollup.demands if id in entries]
            items = [
                f"- {linked(entry, entry_opening(entry), self.links)}" for entry in held[: min(most, _MOST_ROLLED)]
            ]
            items += self._more(len(held) - len(items))
            content = fold(self.texts.messages.text("report.demands", count=len(held)), "\n".join(items))
            blocks.append(f"**{escape_markdown(f'{note.word}: {note.edit}')}** – {told}\n\n{content}")
        return self._section("report.rollups", [*blocks, *self._more(len(notes) - len(blocks))], "\n\n")

    def frame(self, most: int) -> str:
        """Return what changed in the frame."""
        notes = [one for note in list_frame(self.report.frame, self.texts) for one in (note, *note.below)]
        items = [f"- {self._frame_words(note)}" for note in notes[:most]]
        return self._section("report.frame", [*items, *self._more(len(notes) - len(items))])

    def declarations(self, most: int) -> str:
        """Return what is declared anew about demands that stand in both versions."""
        changes = self.report.declarations
        blocks = [self._declaration(one) for one in changes[:most]]
        told = "\n".join([*blocks, *self._more(len(changes) - len(blocks))])
        parts = [self.texts.messages.text("report.declarations_note"), told]
        return self._section("report.declarations", parts if changes else [], "\n\n")

    def _declaration(self, change: DeclarationChange) -> str:
        [note] = list_declarations([change], self.texts)
        shown = link(note.demand.opening, self.links.demand(change.demand, is_old=False))
        head = f"**{escape_markdown(note.badge.word)}:** {shown} ({markdown_code(note.demand.id)})"
        named = [f"  - {markdown_code(one.id)}: {escape_markdown(one.opening)}" for one in note.named]
        return "\n".join([f"- {head}: **{escape_markdown(note.words)}**", *named])

    def related(self, most: int) -> str:
        """Return the pairs that share a topic, in a fold: they ask for nothing."""
        pairs, text = self.report.related, self.texts.messages.text
        if not pairs:
            return ""
        items = [f"- {self._topic(one)}" for one in pairs[:most]]
        items += self._more(len(pairs) - len(items))
        return fold(text("report.related"), "\n\n".join([text("report.related_note"), "\n".join(items)]))

    def _topic(self, pair: Question) -> str:
        sides = ((pair.old, True), (pair.new, False))
        told = (
            " · ".join(self._excerpt(one, _BEGINNING, is_old=is_old) for one in demands) for demands, is_old in sides
        )
        closeness = self.texts.messages.text("report.closeness")
        return f"{' → '.join(told)} ({closeness} {escape_markdown(self.texts.messages.score(pair.score))})"

    def decisions(self, most: int) -> str:
        """Return what a person has to decide: the open questions, and major changes that nobody has let through."""
        asked, signing = self._asked(min(most, _MOST_ASKED)), self._to_accept(min(most, _MOST_ASKED))
        return self._section("comment.decide", [*asked, *filter(None, [signing])], "\n\n")

    def _asked(self, most: int) -> list[str]:
        """Return the open questions, the first in the open and the others in a fold."""
        asked = [one for one in self.report.questions if not one.acceptance]
        if not asked:
            return []
        text = self.texts.messages.text
        first, rest = asked[: min(most, _FIRST_ASKED)], asked[min(most, _FIRST_ASKED) :]
        blocks = [
            questions_note(self.report.questions, self.texts.messages),
            *(self._question(one, _EXCERPT) for one in first),
        ]
        if rest:
            shown = [self._question(one, _BEGINNING) for one in rest[: max(0, most - len(first))]]
            shown += self._more(len(rest) - len(shown))
            counted = text("comment.more_questions" if first else "report.first_questions", count=len(rest))
            blocks.append(fold(counted, "\n\n".join(shown)) if most else f"- {counted}")
        how = text("comment.questions_how", command=markdown_code(self._review()), field=markdown_code("succeeds"))
        return [*blocks, how]

    def _question(self, one: Question, longest: int) -> str:
        text = self.texts.messages.text
        sides = [(text("report.old"), demand, True) for demand in one.old]
        sides += [(text("report.new"), demand, False) for demand in one.new]
        lines = [
            f"  - {word}: {self._excerpt(demand, longest, is_old=is_old)}{self._called(one, demand)}"
            for word, demand, is_old in sides
        ]
        certainty = escape_markdown(self.texts.reason(one.reason, one.score))
        asked = escape_markdown(ask(one, self.texts.messages))
        if tells_each(self.report.questions):
            lines.append(f"  - {escape_markdown(until(one, self.texts.messages))}")
        return "\n".join([f"- **{asked}** ({certainty})", *lines])

    def _called(self, question: Question, demand: Demand) -> str:
        """Return the id of a demand where the question calls it by that."""
        return f" ({markdown_code(line(demand.id))})" if question.is_of_parts else ""

    def accepted(self, most: int) -> str:
        """Return what a person has let through, who and why, and what matches nothing any more."""
        valid = replace(self.report, alarms=tuple(one for one in self.report.alarms if not self._is_refused(one)))
        told, places = list_acceptances(valid, self.texts), self._places(valid)
        items = [
            f"- {escape_markdown(one.what)}: {link(one.text, places.get(one.anchor, ''))} – {escape_markdown(one.said)}"
            for one in told.notes[:most]
        ]
        parts = [self._section("comment.accepted", [*items, *self._more(len(told.notes) - len(items))])]
        lines = [f"- {markdown_code(fingerprint)}: {escape_markdown(said)}" for fingerprint, said in told.unused[:most]]
        if told.unused:
            parts += [told.unused_note, "\n".join([*lines, *self._more(len(told.unused) - len(lines))])]
        return "\n\n".join(filter(None, parts))

    def _to_accept(self, most: int) -> str:
        """Return for each major change that nobody has let through the line that does."""
        major = [
            one
            for one in self._all()
            if one.severity is Severity.MAJOR
            and not one.acceptance
            and FINGERPRINT.fullmatch(one.fingerprint)
            and not self._is_refused(one)
        ]
        if not major or not most:
            return ""
        text = self.texts.messages.text
        together = self._together(major)
        blocks = [text("comment.accept_note", count=len(together))]
        shown = [(name, told[:_MOST_SIGNED]) for name, told in together[:most]]
        blocks += [f"{name}\n\n```sh\n{self._command(told)}\n```" for name, told in shown]
        blocks += self._more(len(major) - sum(len(told) for _, told in shown))
        return fold(text("comment.accept", count=len(major)), "\n\n".join(blocks))

    def _together(self, major: Sequence[Told]) -> list[tuple[str, list[str]]]:
        """Return what changes are called and their fingerprints, those together that are told together."""
        left = {one.new[0].id: one for one in major if isinstance(one, Entry) and one.is_rolled_up}
        together = []
        for rollup in self.report.rollups:
            held = {id: left.pop(id).fingerprint for id in rollup.demands if id in left}
            if held:
                edit = rollup_edit(rollup, self.texts, only=held)
                name = self.texts.messages.text("comment.rollup_signed", edit=edit, count=len(held))
                together.append((escape_markdown(name), [*held.values()]))
        asked = {one.fingerprint for one in major}
        reused = [one.fingerprint for one in find_reused(self._alarming()) if one.fingerprint in asked]
        if reused:
            name = self.texts.messages.text("report.reused", count=len(reused))
            together.append((escape_markdown(name), reused))
        told = {fingerprint for _, held in together for fingerprint in held}
        return [*together, *((self._name(one), [one.fingerprint]) for one in major if one.fingerprint not in told)]

    def _command(self, fingerprints: Sequence[str]) -> str:
        """Return the line that lets changes through."""
        text = self.texts.messages.text
        who, why = text("comment.who"), text("comment.why")
        return " ".join(["policydiff accept", *fingerprints, f'--by "{who}" --reason "{why}"', *self._place])

    def _review(self) -> str:
        """Return the line that asks what is open in this comparison, wherever the target branch stands by then."""
        commit = self.report.old.commit or ""
        old = [commit[:_SHORT_COMMIT]] if COMMIT_ID.fullmatch(commit) else []
        return " ".join(["policydiff review", *old, *self._place])

    @property
    def _place(self) -> list[str]:
        return [] if self.policy == POLICY else ["--policy-dir", shlex.quote(self.policy)]

    def _is_refused(self, one: Told) -> bool:
        return isinstance(one, Alarm) and one.code is AlarmCode.ID_REUSED and one.new.id in self.refused

    def foot(self, tool: str) -> str:
        """Return what was compared, where all of it stands, and what drew it."""
        text = self.texts.messages.text
        old, new = self.report.old, self.report.new
        parts = [text("comment.compared", old=self._side(old), new=self._side(new, other=old))]
        parts += [link(text("comment.report"), self.links.report)] if self.links.report else []
        parts += [link(text("comment.run"), self.links.run)] if self.links.run not in ("", self.links.report) else []
        parts += [escape_markdown(tool)] if tool else []
        return f"---\n\n<sub>{' · '.join(parts)}</sub>"

    def _all(self) -> list[Told]:
        report = self.report
        return [*report.alarms, *report.entries, *report.frame, *report.declarations, *report.questions]

    def _name(self, one: Told) -> str:
        """Return what a change is called in a list."""
        match one:
            case Entry():
                return linked(one, entry_opening(one), self.links)
            case Alarm():
                shown = link(line(one.new.id), self.links.demand(one.new, is_old=False))
                return f"{escape_markdown(name_alarm(one, self.texts))}: {shown}"
            case Question():
                return " / ".join(self._beginning(demand) for demand in (*one.old, *one.new))
            case FrameChange():
                what, told = frame_line(one, self.texts)
                return escape_markdown(f"{what}: {beginning(told, _BEGINNING)}")
            case DeclarationChange():
                shown = link(opening(one.demand, _BEGINNING), self.links.demand(one.demand, is_old=False))
                return f"{escape_markdown(declaration_rule(one, self.texts))} – {shown}"

    def _beginning(self, demand: Demand) -> str:
        return escape_markdown(self.texts.messages.quote(beginning(line(demand.text), _BEGINNING)))

    def _excerpt(self, demand: Demand, longest: int, *, is_old: bool) -> str:
        return link(beginning(line(demand.text), longest), self.links.demand(demand, is_old=is_old))

    def _frame_words(self, note: FrameNote) -> str:
        badge = f"{note.badge.word}: " if note.badge else ""
        head = f"{badge}{note.word}{f': {note.subject}' if note.subject else ''}"
        words = marked(note.pieces) if note.pieces else escape_markdown(beginning(note.words, 2 * _EXCERPT))
        return f"**{escape_markdown(f'{head}:')}** {words}"

    def _side(self, side: Side, other: Side | None = None) -> str:
        """Return an edition and its commit; the second side names the edition only where it is another one."""
        title = escape_markdown(side.title)
        names = [] if other and (other.edition, other.title) == (side.edition, side.title) else [title]
        date = self.texts.messages.date(side.date) if side.date and names else ""
        names += [escape_markdown(date)] if date else []
        names += (
            [markdown_code(side.commit[:7] if side.commit else line(side.spec))] if side.commit or side.spec else []
        )
        return ", ".join(names)

    def _places(self, report: Report) -> dict[str, str]:
        """Return the addresses that the anchors of a page stand for."""
        anchors = self.texts.anchors
        found: dict[str, str] = {}
        for entry in report.entries:
            if not entry.changes:
                continue
            found |= {anchors.old(line(one.id)): self.links.demand(one, is_old=True) for one in entry.old}
            found |= {anchors.new(line(one.id)): self.links.demand(one, is_old=False) for one in entry.new}
        for number, alarm in enumerate(report.alarms, start=1):
            found[alarm_anchor(number)] = self.links.demand(alarm.new, is_old=False)
        return found

    def _heading(self, key: str) -> str:
        return f"### {self.texts.messages.text(key)}"

    def _section(self, key: str, parts: Sequence[str], between: str = "\n") -> str:
        return f"{self._heading(key)}\n\n{between.join(parts)}" if parts else ""

    def _more(self, count: int) -> Iterable[str]:
        return [f"- {self.texts.messages.text('report.more', count=count)}"] if count > 0 else []
