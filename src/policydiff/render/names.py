"""What the keys and codes of one report are called in words."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from policydiff.core.catalogue import Level
from policydiff.core.report import Report
from policydiff.core.rules import Severity
from policydiff.render.messages import Messages
from policydiff.render.pieces import FIXED
from policydiff.render.safety import line


@dataclass(frozen=True, kw_only=True, slots=True)
class Badge:
    """How much something weighs: the code of the severity and its word."""

    code: str
    word: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Names:
    """Says how addressees, working groups, levels, rules and severities are called."""

    report: Report
    messages: Messages

    def addressee_names(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Return the printed names of addressees in the catalogue's order, unknown keys last."""
        known = self.report.addressees
        wanted = set(keys)
        names = [line(addressee.name) for key, addressee in known.items() if key in wanted]
        return (*names, *sorted(line(key) for key in wanted if key not in known))

    def group_name(self, key: str) -> str:
        """Return the printed name of a working group, its key where the name is not known."""
        group = self.report.groups.get(key)
        return line(group.name if group else key)

    def group_heading(self, key: str) -> str:
        """Return name and title of a working group."""
        group = self.report.groups.get(key)
        return line(f"{group.name}: {group.title}") if group and group.title else self.group_name(key)

    def levels(self, levels: Iterable[Level]) -> str:
        """Return the names of levels, with commas between."""
        return ", ".join(self.messages.text(f"level.{level}") for level in levels)

    def rule(self, code: str) -> str:
        """Return the name of a rule."""
        return self.messages.text(f"rule.{code}.name")

    def badge(self, severity: Severity) -> Badge:
        """Return how much something weighs, in words."""
        return Badge(code=str(severity), word=self.messages.text(f"severity.{severity}"))

    def became(self, old: str, new: str) -> str:
        """Return what became of words; where one side has none, that they came or went."""
        if old and new:
            return f"{old} → {new}"
        return self.messages.text("report.came", text=new) if new else self.messages.text("report.went", text=old)


def signed(old: Collection[str], new: Collection[str]) -> str:
    """Return which names joined and which left (+ RVR, − Bund), each on one line with its sign."""
    joined, left = ([name for name in one if name not in other] for one, other in ((new, old), (old, new)))
    return ", ".join([*(f"+{FIXED}{name}" for name in joined), *(f"−{FIXED}{name}" for name in left)])
