"""Changed declarations as people read them: the demand, what was and is declared, and what the ids stand for."""

from collections.abc import Sequence
from dataclasses import dataclass

from policydiff.core.report import DeclarationChange
from policydiff.core.rules import DECLARATION_CHANGED
from policydiff.render.names import Badge
from policydiff.render.rows import Texts, opening
from policydiff.render.safety import line, lines

# So much of a text is shown that a demand can be recognised.
_BEGINNING = 90


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """A demand by its id, and how it begins."""

    id: str
    opening: str


@dataclass(frozen=True, kw_only=True, slots=True)
class DeclarationNote:
    """A changed declaration: the demand, how much it weighs, what was and is declared, and the demands that it names.

    `named` are those of them whose words are known.
    """

    demand: Named
    badge: Badge
    old: str
    new: str
    named: tuple[Named, ...]

    @property
    def words(self) -> str:
        """Return what was declared and what is declared now."""
        return f"{self.old} → {self.new}"


def list_declarations(changes: Sequence[DeclarationChange], texts: Texts) -> tuple[DeclarationNote, ...]:
    """Return the changed declarations, the ids in the order of the demands' files."""
    return tuple(
        DeclarationNote(
            demand=Named(id=line(change.demand.id), opening=opening(change.demand, _BEGINNING)),
            badge=texts.badge(change.severity),
            old=_declared(change.old, texts),
            new=_declared(change.new, texts),
            named=tuple(Named(id=line(one.id), opening=opening(one, _BEGINNING)) for one in change.named),
        )
        for change in changes
    )


def declaration_rule(change: DeclarationChange, texts: Texts) -> str:
    """Return the rule that a changed declaration meets, and what was and is declared."""
    return f"{texts.rule(DECLARATION_CHANGED)}: {_declared(change.old, texts)} → {_declared(change.new, texts)}"


def _declared(ids: Sequence[str] | None, texts: Texts) -> str:
    if ids is None:
        return texts.messages.text("report.declared_nothing")
    if not ids:
        return texts.messages.text("demand.succeeds_nothing")
    return texts.messages.text("report.declared", ids=texts.messages.join(lines(ids)))
