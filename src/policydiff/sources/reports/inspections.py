"""The JSON that `policydiff check` writes → `Inspection`. As with a report, nobody vouches for it."""

import re
from dataclasses import dataclass, field

from policydiff.core.checks import Defect, Inspection, put_in_order
from policydiff.core.rules import RULES, RuleBook, Severity, Subject
from policydiff.errors import Phrase
from policydiff.sources.reports.parsing import parse, refuse
from policydiff.sources.reports.values import LONGEST_NAME, MOST_ENTRIES, Fields, InvalidError, read_commit, read_file

_CODES = {rule.code for rule in RULES if rule.subject is Subject.CATALOGUE}
_FINGERPRINT = re.compile(r"[0-9a-f]{32}")
_HEAD = "schema_version version commit since merged_with demands failed summary mended findings"
_FINDING = "rule name severity file line column key found remedy others mendable fingerprint"
_REMEDY = "give the check.json that `policydiff check --json` of this version wrote"


def read_inspection(content: bytes, name: str, *, rulebook: RuleBook | None = None) -> Inspection:
    """Return what a check found, as a JSON text tells it; `name` is what messages call it.

    With `rulebook`, severities are its own; without, those that are stated. What rules are called is not taken from the
    text. The language is unknown. Raises ReportError with all problems, of which only the first are told.
    """
    reader = _Reader(fields=parse(content, name, remedy=_REMEDY, takes_halves=True), rulebook=rulebook)
    inspection = reader.read()
    if inspection is None or reader.problems:
        raise refuse(reader.problems, name)
    return inspection


@dataclass(kw_only=True, slots=True)
class _Reader:
    """Reads one text from top to bottom; `severities` are those that it states, by rule."""

    fields: Fields
    rulebook: RuleBook | None
    problems: list[InvalidError] = field(default_factory=list)
    severities: dict[str, Severity] = field(default_factory=dict)
    stated: list[Severity] = field(default_factory=list)

    def read(self) -> Inspection | None:
        """Return the inspection; what does not fit is kept in `problems`, and it is then of no use."""
        try:
            return self._read()
        except InvalidError as problem:
            self.problems.append(problem)
            return None

    def _read(self) -> Inspection:
        fields = Fields.of(self.fields.values, "", _HEAD.split())
        defects = self._defects(fields)
        inspection = Inspection(
            spec=fields.text("version", LONGEST_NAME),
            commit=None if fields.take("commit") is None else read_commit(fields, "commit"),
            language="",
            demands=fields.whole("demands"),
            defects=put_in_order(defects),
            since=fields.text_or_none("since", LONGEST_NAME),
            merged_with=fields.text_or_none("merged_with", LONGEST_NAME),
            mended=_files(fields, "mended"),
        )
        fields.truth("failed")
        if not self.problems:
            self._compare(fields, inspection, {one.fingerprint for one in defects})
        return inspection

    def _defects(self, fields: Fields) -> list[Defect]:
        found = []
        for index, value in enumerate(fields.list("findings", MOST_ENTRIES)):
            try:
                found.append(self._defect(Fields.of(value, f"findings[{index}]", _FINDING.split())))
            except InvalidError as problem:
                self.problems.append(problem)
        return found

    def _defect(self, fields: Fields) -> Defect:
        rule, severity = fields.text("rule", LONGEST_NAME), fields.choice("severity", Severity)
        if rule not in _CODES:
            raise InvalidError(fields.at("rule"), f"is {rule[:40]!a}, which is no rule of a check")
        if self.severities.setdefault(rule, severity) is not severity:
            raise InvalidError(fields.at("severity"), f"is {severity}, elsewhere {rule} is {self.severities[rule]}")
        self.stated.append(severity)
        fields.text("name", LONGEST_NAME)
        return Defect(
            rule=rule,
            severity=self.rulebook.find(rule).severity if self.rulebook else severity,
            found=Phrase.of(fields.text("found")),
            remedy=Phrase.of(fields.text("remedy")),
            file=read_file(fields.take("file"), fields.at("file")),
            line=fields.whole("line", 1),
            column=fields.whole("column", 1),
            key=fields.text("key"),
            others=_files(fields, "others"),
            fingerprint=fields.matching("fingerprint", _FINGERPRINT, "fingerprint"),
            is_mendable=fields.truth("mendable"),
        )

    def _compare(self, fields: Fields, inspection: Inspection, fingerprints: set[str]) -> None:
        """Raise InvalidError where the text says something else than its findings do."""
        summary = fields.inside("summary", " ".join(Severity))
        for severity in Severity:
            if summary.whole(severity) != self.stated.count(severity):
                found = f"is {summary.whole(severity)}, and the findings hold {self.stated.count(severity)}"
                raise InvalidError(summary.at(severity), found)
        if fingerprints != {one.fingerprint for one in inspection.defects}:
            raise InvalidError("findings", "have fingerprints that are not theirs")


def _files(fields: Fields, key: str) -> tuple[str, ...]:
    return tuple(read_file(one, f"{fields.at(key)}[{index}]") for index, one in enumerate(fields.list(key)))
