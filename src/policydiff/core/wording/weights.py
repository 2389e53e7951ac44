"""Whether a rewording is editorial: only spelling, signs, abbreviations, gender forms or the look of numbers differ."""

import re
from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

from policydiff.core.lexicon import Lexicon
from policydiff.core.wording.blocks import Block, align
from policydiff.core.wording.folding import fold
from policydiff.core.wording.gender import Word, follows, is_same_person
from policydiff.core.wording.reading import Reading, read
from policydiff.core.wording.spelling import Spelling, spelling

MOST_CHANGED_WORDS = 24
"""Where more words than this changed, no reader would call it editorial, and no more is looked at."""

_CLAUSE_SIGNS = frozenset(",;:!()–—")
# A typewriter's dash.
_SPACED_HYPHEN = re.compile(r"\s-\s")
_ARTICLES = {"article", "indefinite"}


class Weight(StrEnum):
    """Whether a rewording only touches the form or may touch the matter."""

    EDITORIAL = "editorial"
    SUBSTANTIVE = "substantive"


def weigh(old: str, new: str, lexicon: Lexicon | None = None) -> Weight:
    """Return editorial when only the form differs: see `docs/meaning.md` for what that is.

    Everything else is substantive: a substantive change called editorial would hide. A change of a figure's value, of
    a negation or of a modal verb is always substantive.
    """
    # In one order, so that the answer does not depend on which text is the old one.
    old, new = sorted((fold(old), fold(new)))
    known = spelling(lexicon)
    before, after = read(old, lexicon), read(new, lexicon)
    if len(_differing(before, after)) > MOST_CHANGED_WORDS:
        return Weight.SUBSTANTIVE
    if _is_form_only(before, after, known):
        return Weight.EDITORIAL
    if lexicon is None or not _may_be_amounts(before, after):
        return Weight.SUBSTANTIVE
    before, after = read(old, lexicon, with_amounts=True), read(new, lexicon, with_amounts=True)
    return Weight.EDITORIAL if _is_form_only(before, after, known) else Weight.SUBSTANTIVE


def _differing(old: Reading, new: Reading) -> set[str]:
    return {word.key for word in old.words} ^ {word.key for word in new.words}


def _may_be_amounts(old: Reading, new: Reading) -> bool:
    """Return whether a figure differs: a number word can only say the same as a figure."""
    return any(any(map(str.isdigit, key)) for key in _differing(old, new))


def _is_form_only(old: Reading, new: Reading, known: Spelling) -> bool:
    """Return whether two texts say the same in another form."""
    blocks = align([word.key for word in old.words], [word.key for word in new.words])
    if _is_negation_cut_off(blocks, old, new, known):
        return False
    changes = [
        (old.words[block.old_from : block.old_to], new.words[block.new_from : block.new_to])
        for block in blocks
        if not block.is_kept
    ]
    is_gender = old.gender_forms != new.gender_forms
    waiting: list[tuple[Word, Word]] = []
    for gone, come in changes:
        if _is_respaced(gone, come, known):
            continue
        pairs = _pairs(gone, come, known)
        if pairs is None:
            return False
        for before, after in pairs:
            if known.is_slip(before.key, after.key):
                continue
            if is_same_person(before, after, known):
                is_gender = True
            else:
                waiting.append((before, after))
    return not waiting or (is_gender and all(follows(before, after, known) for before, after in waiting))


def _is_negation_cut_off(blocks: Sequence[Block], old: Reading, new: Reading, known: Spelling) -> bool:
    """Return whether a comma or its like came or went beside a negation: fördern, nicht verbieten."""
    for block in blocks:
        if not block.is_kept:
            continue
        for old_at, new_at in zip(
            range(block.old_from, block.old_to), range(block.new_from, block.new_to), strict=True
        ):
            if old.words[old_at].key in known.negations:
                for step in (0, 1):
                    if _is_parted(old, old_at + step) != _is_parted(new, new_at + step):
                        return True
    return False


def _is_parted(reading: Reading, at: int) -> bool:
    before = reading.words[at].before if at < len(reading.words) else reading.after
    return bool(_CLAUSE_SIGNS & set(before)) or _SPACED_HYPHEN.search(before) is not None


def _is_respaced(gone: Sequence[Word], come: Sequence[Word], known: Spelling) -> bool:
    """Return whether the same letters are only parted in another way: Car Sharing, Car-Sharing, Carsharing."""
    if not gone or not come or "".join(word.key for word in gone) != "".join(word.key for word in come):
        return False
    for words in (gone, come):
        if any(word.key in known.guarded or word.key.startswith(("=", "#")) for word in words):
            return False
        for one, other in pairwise(words):
            if _CLAUSE_SIGNS & set(other.before) or (one.key[-1:].isdigit() and other.key[:1].isdigit()):
                return False
    return True


def _pairs(gone: Sequence[Word], come: Sequence[Word], known: Spelling) -> list[tuple[Word, Word]] | None:
    """Return which word became which, articles that only one side has left out; None when that is not clear."""
    if len(gone) != len(come):
        gone, come = ([word for word in words if not _is_article(word, known)] for words in (gone, come))
    if len(gone) != len(come) or not gone:
        return None
    return list(zip(gone, come, strict=True))


def _is_article(word: Word, known: Spelling) -> bool:
    return bool(known.classes.get(word.key, frozenset()) & _ARTICLES)
