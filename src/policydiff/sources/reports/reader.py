"""Reads a JSON report from top to bottom, and sees that it says nothing but what follows from the rest of it."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from policydiff.core.acceptance import fingerprint_declaration, fingerprint_demands, fingerprint_words
from policydiff.core.carried import find_carried
from policydiff.core.catalogue import Addressee, Demand
from policydiff.core.changes import Change, Kind
from policydiff.core.counts import draw_up_report
from policydiff.core.declarations import list_declared
from policydiff.core.findings import list_findings
from policydiff.core.lexicon import Lexicon
from policydiff.core.matching import Evidence, Grade, Reason
from policydiff.core.report import (
    Alarm,
    AlarmCode,
    DeclarationChange,
    Entry,
    FrameChange,
    FrameKind,
    Question,
    Report,
    Rollup,
    Side,
    Untouched,
)
from policydiff.core.rollups import roll_up
from policydiff.core.rules import DECLARATION_CHANGED, OPEN_QUESTION, RULES, Finding, RuleBook, Severity, Subject
from policydiff.core.wording import fold
from policydiff.sources.reports.changes import (
    PASSAGE,
    Sides,
    check_changes,
    judge_all_back,
    judge_anew,
    read_change,
    read_passage,
    read_redline,
)
from policydiff.sources.reports.records import (
    DEMAND,
    compare_counts,
    find_demand,
    is_plain,
    read_acceptance,
    read_addressee,
    read_demand,
    read_fingerprint,
    read_group,
    read_shift,
    read_unused,
)
from policydiff.sources.reports.values import LONGEST_NAME, MOST_ENTRIES, Fields, InvalidError, read_commit

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8}){0,4}")
_CODES = {rule.code for rule in RULES if rule.subject is Subject.CHANGE}
_SIDES = ("old", "new")
_HEAD = """schema_version old new language summary groups addressees demands alarms rollups entries questions related
    carried frame declarations unused_acceptances shifts"""
_SIGN_OFF = "fingerprint acceptance"
_PAIRING = f"old new reason score severity {_SIGN_OFF}"
_ENTRY = f"old new group kinds severity findings rolled_up grade reason score details {_SIGN_OFF}"
_Read = TypeVar("_Read")


@dataclass(kw_only=True, slots=True)
class Reader:
    """Reads one report from top to bottom; `severities` are those that the report states, by rule."""

    fields: Fields
    rulebook: RuleBook | None
    problems: list[InvalidError] = field(default_factory=list)
    severities: dict[str, Severity] = field(default_factory=dict)
    old: Mapping[str, Demand] = field(default_factory=dict)
    new: Mapping[str, Demand] = field(default_factory=dict)
    addressees: Mapping[str, Addressee] = field(default_factory=dict)
    lexicon: Lexicon | None = None

    def read(self) -> Report | None:
        """Return the report; what does not fit is kept in `problems`, and the report is then of no use."""
        try:
            Fields.of(self.fields.values, "", _HEAD.split())
            language = self.fields.matching("language", _LANGUAGE, "language")
            sides = [self._side(self.fields.inside(key, "spec commit edition title date demands")) for key in _SIDES]
        except InvalidError as problem:
            self.problems.append(problem)
            return None
        self.lexicon = self.rulebook.lexicon(language) if self.rulebook else None
        groups = self._registry("groups", "name title", read_group)
        self.addressees = self._registry("addressees", "name level", read_addressee)
        self.old, self.new = (self._demands(key) for key in _SIDES)
        entries, untouched = self._entries()
        entries, rollups = self._rolled(entries)
        alarms = self._each("alarms", f"code severity id old new references living {_SIGN_OFF}", self._alarm)
        report = draw_up_report(
            old=sides[0],
            new=sides[1],
            language=language,
            entries=entries,
            untouched=untouched,
            questions=self._each("questions", _PAIRING, self._question),
            related=self._each("related", _PAIRING, self._question),
            carried=self._carried(entries),
            alarms=alarms,
            frame=self._each("frame", f"kind severity key old new redline {_SIGN_OFF}", self._frame),
            declarations=self._each("declarations", f"id old new severity {_SIGN_OFF}", self._declaration),
            rollups=rollups,
            addressees=self.addressees,
            groups=groups,
        )
        unused = self._each("unused_acceptances", "fingerprint by reason", read_unused)
        if not self.problems:
            self._note(lambda: self._balance(report))
            if [one.living for one in alarms] != [one.living for one in report.alarms]:
                self.problems.append(InvalidError("alarms", "tell other demands to live on than the entries"))
        return replace(report, unused_acceptances=unused)

    def _note(self, read: Callable[[], _Read]) -> _Read | None:
        try:
            return read()
        except InvalidError as problem:
            self.problems.append(problem)
            return None

    def _each(self, key: str, known: str, read: Callable[[Fields], _Read]) -> tuple[_Read, ...]:
        """Return all elements of a list that can be read, and note the problem of every other one."""
        values = self._note(lambda: self.fields.list(key, MOST_ENTRIES)) or []
        names = known.split()
        found = []
        for index, value in enumerate(values):
            try:
                found.append(read(Fields.of(value, f"{key}[{index}]", names)))
            except InvalidError as problem:
                self.problems.append(problem)
        return tuple(found)

    def _registry(self, key: str, known: str, read: Callable[[str, Fields], _Read]) -> dict[str, _Read]:
        values = self._note(lambda: self.fields.registry(key)) or {}
        return dict(self._pairs(values, key, known, read))

    def _pairs(
        self, values: Mapping[str, Any], path: str, known: str, read: Callable[[str, Fields], _Read]
    ) -> Iterator[tuple[str, _Read]]:
        names = known.split()
        for id, value in values.items():
            try:
                yield id, read(id, Fields.of(value, f"{path}.{id}", names))
            except InvalidError as problem:
                self.problems.append(problem)

    def _demands(self, side: str) -> dict[str, Demand]:
        values = self._note(lambda: self.fields.inside("demands", "old new").registry(side, MOST_ENTRIES)) or {}
        return dict(self._pairs(values, f"demands.{side}", DEMAND, read_demand))

    def _side(self, fields: Fields) -> Side:
        return Side(
            spec=fields.text("spec", LONGEST_NAME),
            commit=None if fields.take("commit") is None else read_commit(fields, "commit"),
            edition=fields.identifier("edition"),
            title=fields.text("title", LONGEST_NAME),
            date=fields.text_or_none("date", LONGEST_NAME),
            demands=fields.whole("demands"),
        )

    def _entries(self) -> tuple[tuple[Entry, ...], tuple[Untouched, ...]]:
        """Return the entries, and those at the end that say no more than that a demand is there."""
        values = self._note(lambda: self.fields.list("entries", MOST_ENTRIES)) or []
        end = len(values)
        while end and is_plain(values[end - 1]):
            end -= 1
        found = []
        for index, value in enumerate(values[:end]):
            try:
                found.append(self._entry(Fields.of(value, f"entries[{index}]", _ENTRY.split())))
            except InvalidError as problem:
                self.problems.append(problem)
        untouched = tuple(Untouched(group=one["group"], id=one["new"][0]) for one in values[end:])
        return self._back(tuple(found)), untouched

    def _back(self, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        """Return the entries, with a rule book those that are back judged anew, each with all it is back with."""
        lexicon, rulebook = self.lexicon, self.rulebook
        if not lexicon or not rulebook or self.problems:
            return entries
        judged = self._note(lambda: judge_all_back(entries, lexicon)) or entries
        return tuple(
            replace(one, findings=list_findings(one.changes, rulebook)) if Kind.REINSTATED in one.kinds else one
            for one in judged
        )

    def _entry(self, fields: Fields) -> Entry:
        kinds = fields.choices("kinds", Kind)
        group, score = fields.identifier("group"), fields.take("score")
        match = {
            "grade": fields.choice_or_none("grade", Grade),
            "reason": fields.choice_or_none("reason", Reason),
            "score": None if score is None else fields.share("score"),
        }
        old, new = (fields.identifiers(key) for key in _SIDES)
        if kinds == (Kind.UNCHANGED,):
            if old != new or len(new) != 1:
                raise InvalidError(fields.path, "is no unchanged demand")
            demand = Demand(id=new[0], group=group, text="")
            return Entry(old=(demand,), new=(demand,), changes=(), **match)  # type: ignore[arg-type]
        sides = self._both(fields)
        if not (old or new):
            raise InvalidError(fields.path, "names no demand")
        changes = self._changes(fields, kinds, sides)
        check_changes(changes, sides, self.addressees, fields.path)
        if self.lexicon:
            changes = tuple(judge_anew(change, sides, self.lexicon) for change in changes)
        fingerprint = read_fingerprint(fields, lambda: fingerprint_demands(" ".join(kinds), *sides))
        entry = Entry(
            old=sides[0],
            new=sides[1],
            changes=changes,
            findings=self._findings(fields, changes),
            is_rolled_up=fields.truth("rolled_up"),
            fingerprint=fingerprint,
            acceptance=read_acceptance(fields, fingerprint),
            **match,  # type: ignore[arg-type]
        )
        if group != entry.group:
            raise InvalidError(fields.at("group"), "is not that of the demands")
        return entry

    def _changes(self, fields: Fields, kinds: tuple[Kind, ...], sides: Sides) -> tuple[Change, ...]:
        details = Fields.of(fields.take("details"), fields.at("details"))
        if list(kinds) != sorted(set(kinds), key=list(Kind).index) or details.values.keys() != set(kinds):
            raise InvalidError(fields.at("kinds"), "are not those of the details, each once and in their order")
        return tuple(read_change(kind, details, sides) for kind in kinds)

    def _findings(self, fields: Fields, changes: tuple[Change, ...]) -> tuple[Finding, ...]:
        stated = self._stated(fields)
        found = list_findings(changes, self.rulebook or RuleBook(severities=self.severities))
        if self.rulebook is None and (found != stated or self._severity(fields) is not found[0].severity):
            raise InvalidError(fields.at("findings"), "are not those of the changes, the heaviest first")
        return found

    def _stated(self, fields: Fields) -> tuple[Finding, ...]:
        """Return the findings as the report states them; one rule weighs the same everywhere."""
        found = []
        for one in fields.each("findings", "code severity"):
            code, severity = one.text("code", LONGEST_NAME), one.choice("severity", Severity)
            found.append(Finding(rule=code, severity=self._judged(code, severity, one)))
        return tuple(found)

    def _judged(self, code: str, severity: Severity, fields: Fields) -> Severity:
        if code not in _CODES:
            raise InvalidError(fields.at("code"), f"is {code[:40]!a}, which is no rule")
        if self.rulebook:
            return self.rulebook.find(code).severity
        if self.severities.setdefault(code, severity) is not severity:
            raise InvalidError(fields.at("severity"), f"is {severity}, elsewhere {code} is {self.severities[code]}")
        return severity

    def _severity(self, fields: Fields) -> Severity:
        return fields.choice("severity", Severity)

    def _both(self, fields: Fields) -> Sides:
        old, new = (
            tuple(find_demand(id, demands, fields.at(key)) for id in fields.identifiers(key))
            for key, demands in (("old", self.old), ("new", self.new))
        )
        return old, new

    def _question(self, fields: Fields) -> Question:
        sides = self._both(fields)
        severity = fields.choice_or_none("severity", Severity)
        fingerprint = read_fingerprint(fields, lambda: fingerprint_demands(OPEN_QUESTION, *sides))
        if not all(sides):
            raise InvalidError(fields.path, "has no demand on one side")
        return Question(
            old=sides[0],
            new=sides[1],
            reason=fields.choice("reason", Reason),
            score=fields.share("score"),
            severity=severity and self._judged(OPEN_QUESTION, severity, fields),
            fingerprint=fingerprint,
            acceptance=read_acceptance(fields, fingerprint),
        )

    def _carried(self, entries: tuple[Entry, ...]) -> tuple[Evidence, ...]:
        """Return the passages that the report states; with a rule book, only those that are found again."""
        carried = self._each("carried", PASSAGE, self._passage)
        if not self.lexicon or self.problems:
            return carried
        found = find_carried(entries, self.lexicon)
        return tuple(one for one in carried if one in found)

    def _passage(self, fields: Fields) -> Evidence:
        passage = read_passage(fields)
        for key, demands in (("old", self.old), ("new", self.new)):
            id, clause = getattr(passage, key), getattr(passage, f"{key}_clause")
            if clause not in fold(find_demand(id, demands, fields.at(key)).text):
                raise InvalidError(fields.at(f"{key}_clause"), "does not stand in the demand")
        return passage

    def _alarm(self, fields: Fields) -> Alarm:
        code = fields.choice("code", AlarmCode)
        old, new = (self._alarmed(fields.inside(key, "id group text"), key) for key in _SIDES)
        if fields.identifier("id") != new.id:
            raise InvalidError(fields.at("id"), "is not that of the new demand")
        fingerprint = read_fingerprint(fields, lambda: fingerprint_demands(code, [old], [new]))
        return Alarm(
            code=code,
            old=old,
            new=new,
            severity=self._judged(code, self._severity(fields), fields),
            references=fields.identifiers("references"),
            living=fields.identifiers("living"),
            fingerprint=fingerprint,
            acceptance=read_acceptance(fields, fingerprint),
        )

    def _alarmed(self, fields: Fields, side: str) -> Demand:
        """Return the whole demand where that is the one meant: an earlier edition may have had another of its id."""
        id, group, text = fields.identifier("id"), fields.identifier("group"), fields.text("text")
        whole = (self.old if side == "old" else self.new).get(id)
        if whole and (whole.group, whole.text) == (group, text):
            return whole
        return Demand(id=id, group=group, text=text)

    def _frame(self, fields: Fields) -> FrameChange:
        kind = fields.choice("kind", FrameKind)
        key = fields.identifier("key") if fields.take("key") else ""
        old, new = fields.text_or_none("old"), fields.text_or_none("new")
        runs = read_redline(fields, old or "", new or "") if fields.list("redline") else ()
        fingerprint = read_fingerprint(fields, lambda: fingerprint_words(kind, key, old, new))
        return FrameChange(
            kind=kind,
            key=key,
            old=old,
            new=new,
            severity=self._judged(kind, self._severity(fields), fields),
            redline=runs,
            fingerprint=fingerprint,
            acceptance=read_acceptance(fields, fingerprint),
        )

    def _declaration(self, fields: Fields) -> DeclarationChange:
        demand = find_demand(fields.identifier("id"), self.new, fields.at("id"))
        old, new = (None if fields.take(side) is None else fields.names(side) for side in _SIDES)
        if new != demand.succeeds:
            raise InvalidError(fields.at("new"), "is not what the demand declares")
        if (old is None) is (new is None) and set(old or ()) == set(new or ()):
            raise InvalidError(fields.path, "changes nothing")
        fingerprint = read_fingerprint(
            fields, lambda: fingerprint_declaration(DECLARATION_CHANGED, demand.id, old, new)
        )
        return DeclarationChange(
            demand=demand,
            old=old,
            new=new,
            severity=self._judged(DECLARATION_CHANGED, self._severity(fields), fields),
            named=tuple(self.old[id] for id in list_declared(old, new) if id in self.old),
            fingerprint=fingerprint,
            acceptance=read_acceptance(fields, fingerprint),
        )

    def _rolled(self, entries: tuple[Entry, ...]) -> tuple[tuple[Entry, ...], tuple[Rollup, ...]]:
        """Return the entries with the roll-ups that the report states or, with a rule book, that are found again."""
        rollups = self._each("rollups", "kind old new demands severity findings", self._rollup)
        if not self.lexicon or self.problems:
            return entries, rollups
        return roll_up([replace(entry, is_rolled_up=False) for entry in entries], self.lexicon, self.rulebook)

    def _rollup(self, fields: Fields) -> Rollup:
        kind, findings = fields.choice("kind", Kind), self._stated(fields)
        if kind not in (Kind.REASSIGNED, Kind.REWORDED, Kind.MOVED, Kind.RENAMED, Kind.ANNOTATED) or not findings:
            raise InvalidError(fields.path, "is no roll-up")
        if self.rulebook is None and self._severity(fields) is not findings[0].severity:
            raise InvalidError(fields.at("severity"), "is not that of the heaviest finding")
        demands = fields.identifiers("demands")
        for id in demands:
            find_demand(id, self.new, fields.at("demands"))
        old, new = fields.texts("old"), fields.texts("new")
        if not (old or new):
            raise InvalidError(fields.path, "changes nothing")
        if kind is Kind.RENAMED and (new != demands or len(old) != len(new)):
            raise InvalidError(fields.path, "does not name the old and the new id of each demand")
        return Rollup(kind=kind, old=old, new=new, demands=demands, findings=findings)

    def _balance(self, report: Report) -> None:
        """Raise InvalidError where the books do not balance, or where the summary says something else."""
        known = "kinds balance severities rolled_up only_renamed substantive entries"
        summary = self.fields.inside("summary", known)
        balance = summary.inside("balance", "old new")
        for side, key, counts in ((report.old, "old", report.fates), (report.new, "new", report.origins)):
            ids = Counter(demand.id for entry in report.entries for demand in getattr(entry, key))
            ids.update(one.id for one in report.untouched)
            if sum(counts.values()) != side.demands or len(ids) != side.demands:
                raise InvalidError(f"{key}.demands", f"is {side.demands}, and the entries hold {sum(ids.values())}")
            compare_counts(balance.take(key), counts, balance.at(key))
        compare_counts(summary.take("kinds"), report.kinds, summary.at("kinds"))
        if summary.whole("entries") != report.entries_in_all:
            raise InvalidError(summary.at("entries"), f"is not {report.entries_in_all}, as the entries are")
        counted = {"only_renamed": report.only_renamed}
        shifts = self._each("shifts", "old new demands", read_shift)
        if shifts != report.shifts:
            raise InvalidError("shifts", "are not those of the entries")
        if self.rulebook is None:
            compare_counts(summary.take("severities"), report.severities, summary.at("severities"))
            counted |= {"rolled_up": report.rolled_up, "substantive": sum(report.substantive.values())}
        for key, count in counted.items():
            if summary.whole(key) != count:
                raise InvalidError(summary.at(key), f"is {summary.whole(key)}, and the entries hold {count}")
