"""The one list of rules: every finding has a code that stays, and a severity that a project can change."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from policydiff.core.lexicon import Lexicon, load_lexicon


class Severity(StrEnum):
    """How much a finding weighs, the heaviest first."""

    MAJOR = "major"
    MINOR = "minor"
    NOTICE = "notice"

    @property
    def rank(self) -> int:
        """Return its place among all, 0 for the heaviest."""
        return list(Severity).index(self)


class Subject(StrEnum):
    """What a rule is about: a change between two versions, or the soundness of one catalogue."""

    CHANGE = "change"
    CATALOGUE = "catalogue"


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """What can be found: a stable code, what it is about, and the severity it has unless a project says otherwise."""

    code: str
    subject: Subject
    severity: Severity


def _rules(severity: Severity, codes: str, subject: Subject = Subject.CHANGE) -> tuple[Rule, ...]:
    return tuple(Rule(code=code, subject=subject, severity=severity) for code in codes.split())


# In the order in which findings of one severity are read: what takes most from a demand first.
_CHANGES: tuple[Rule, ...] = (
    *_rules(
        Severity.MAJOR,
        """
        id-reused suspicious-link demand-dropped negation-reversed negation-added negation-removed part-dropped
        binding-weakened amount-lowered amount-removed amount-changed deadline-removed deadline-later condition-added
        scope-narrowed addressee-left language-changed
        """,
    ),
    *_rules(
        Severity.MINOR,
        """
        demand-split demand-merged question-open amount-raised amount-added deadline-changed deadline-earlier
        deadline-added binding-strengthened condition-changed condition-removed scope-changed scope-widened
        figure-changed figure-removed figure-added addressee-joined wording-substantive status-changed position-changed
        demand-reinstated demand-added demand-moved demand-renamed group-dropped group-added addressee-dropped
        addressee-renamed addressee-level-changed declaration-changed closing-dropped closing-reworded closing-added
        preamble-dropped preamble-reworded preamble-added
        """,
    ),
    *_rules(Severity.NOTICE, "wording-editorial demand-annotated group-renamed addressee-added"),
)
# What makes a catalogue unreadable or untrustworthy, what a reviewer should look at, what is only good to know.
_CATALOGUE: tuple[Rule, ...] = (
    *_rules(
        Severity.MAJOR,
        """
        catalogue-missing yaml-invalid key-duplicate key-unknown field-missing field-invalid file-misplaced file-linked
        merge-conflicting id-invalid id-mismatched id-duplicate id-recycled addressee-unknown group-unknown
        group-undescribed text-empty succeeds-dangling paper-missing sign-turning
        """,
        Subject.CATALOGUE,
    ),
    *_rules(
        Severity.MINOR,
        """
        catalogue-empty file-hidden demand-repeated bracket-left text-not-in-paper source-misplaced dispute-unworded
        reference-dangling paper-orphaned language-unknown sign-invisible form-decomposed
        """,
        Subject.CATALOGUE,
    ),
    *_rules(
        Severity.NOTICE,
        "addressee-missing addressee-unused group-unordered paper-unread history-incomplete layout-differing",
        Subject.CATALOGUE,
    ),
)
RULES: tuple[Rule, ...] = (*_CHANGES, *_CATALOGUE)
# The rule that a question meets which a person has to answer.
OPEN_QUESTION = "question-open"
# The rule that a demand meets about whose origin something else is declared.
DECLARATION_CHANGED = "declaration-changed"
_DEFAULTS = {rule.code: rule.severity for rule in RULES}
_RANKS = {rule.code: rank for rank, rule in enumerate(RULES)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """A rule that a change meets, with the severity it has in this project."""

    rule: str
    severity: Severity

    @property
    def rank(self) -> tuple[int, int]:
        """Return the order of findings: by severity, then as in RULES."""
        return self.severity.rank, _RANKS[self.rule]


@dataclass(frozen=True, kw_only=True, eq=False)
class RuleBook:
    """The rules as a project wants them: other severities by code, and words it adds to the lexicon of its language.

    `words` maps table → class → entries, as `Lexicon.extended` takes them. With `language`, that of the catalogue which
    the rules belong to, meaning is read in it whatever a change says of itself.
    """

    severities: Mapping[str, Severity] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    language: str = ""

    def find(self, code: str) -> Finding:
        """Return the finding of a rule; raises KeyError for a code that is none, our bug."""
        return Finding(rule=code, severity=self.severities.get(code, _DEFAULTS[code]))

    def lexicon(self, language: str) -> Lexicon:
        """Return the lexicon of a language with the project's own words."""
        lexicon = load_lexicon(self.language or language)
        return _extend(lexicon, self) if self.words else lexicon


@lru_cache(maxsize=4)
def _extend(lexicon: Lexicon, rulebook: RuleBook) -> Lexicon:
    """Return a lexicon with the words of a project; the same one again for the same rules, since it compiles slowly."""
    return lexicon.extended(rulebook.words)


def heaviest(findings: tuple[Finding, ...]) -> Severity | None:
    """Return the greatest severity among findings; None when there are none."""
    return min((finding.severity for finding in findings), key=lambda one: one.rank, default=None)
