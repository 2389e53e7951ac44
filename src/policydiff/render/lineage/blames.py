"""Where the words of a demand come from, in words."""

from dataclasses import dataclass

from policydiff.core.lineage import Chronicle
from policydiff.core.lineage.origins import Blame
from policydiff.render.lineage.labels import EditionLabel, label_editions
from policydiff.render.messages import Messages
from policydiff.render.safety import line


@dataclass(frozen=True, kw_only=True, slots=True)
class PassageNote:
    """Words with the edition that they come from; `rank` counts the editions of this text from 1, the oldest first.

    `id` is that of the demand they stood in, where it is not the one asked for.
    """

    text: str
    edition: EditionLabel
    rank: int
    id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class OriginNote:
    """How many words come from an edition, what share of all in percent, and from the demands with which ids there."""

    edition: EditionLabel
    rank: int
    ids: tuple[str, ...]
    words: int
    share: int


@dataclass(frozen=True, kw_only=True, slots=True)
class BlameNote:
    """A demand, word by word, in words; `text_language` is that of the catalogue."""

    text_language: str
    id: str
    title: str
    edition: EditionLabel
    passages: tuple[PassageNote, ...]
    origins: tuple[OriginNote, ...]


def note_blame(blame: Blame, chronicle: Chronicle, messages: Messages) -> BlameNote:
    """Return the origins of a demand's words in words."""
    labels = label_editions(chronicle, messages)
    counts = blame.words_by_edition()
    order = sorted(counts, key=chronicle.editions.index)
    ranks = {edition: rank for rank, edition in enumerate(order, start=1)}
    total = sum(counts.values()) or 1
    return BlameNote(
        text_language=chronicle.latest.language,
        id=line(blame.node.id),
        title=line(blame.demand.title or ""),
        edition=labels[blame.node.edition],
        passages=tuple(
            PassageNote(
                text=line(one.text),
                edition=labels[one.origin.edition],
                rank=ranks[one.origin.edition],
                id=line(one.origin.id) if one.origin.id != blame.node.id else "",
            )
            for one in blame.passages
        ),
        origins=tuple(
            OriginNote(
                edition=labels[edition],
                rank=ranks[edition],
                ids=tuple(
                    dict.fromkeys(line(one.origin.id) for one in blame.passages if one.origin.edition == edition)
                ),
                words=counts[edition],
                share=round(100 * counts[edition] / total),
            )
            for edition in order
        ),
    )
