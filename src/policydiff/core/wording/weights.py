"""Whether a rewording is editorial: only spelling, signs, abbreviations, gender forms or the look of numbers differ."""

import re
from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

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
_DETERMINERS = {*_ARTICLES, "every", "this", "which", "none", "to-the"}
_ARTICLE_REACH = 4
_PLURALS = frozenset("sind waren haben werden muessen sollen sollten koennen duerfen wollen are were have do".split())
_NONE: frozenset[str] = frozenset()


class _Pair(NamedTuple):
    """A word of the old text that became one of the new, and where they stand."""

    old_at: int
    old: Word
    new_at: int
    new: Word


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
    is_gender = old.gender_forms != new.gender_forms
    persons: list[_Pair] = []
    waiting: list[_Pair] = []
    for block in blocks:
        gone, come = range(block.old_from, block.old_to), range(block.new_from, block.new_to)
        if block.is_kept or _is_respaced([old.words[at] for at in gone], [new.words[at] for at in come], known):
            continue
        pairs = _pairs([(at, old.words[at]) for at in gone], [(at, new.words[at]) for at in come], known)
        if pairs is None:
            return False
        for pair in pairs:
            if known.is_slip(pair.old.key, pair.new.key):
                continue
            if is_same_person(pair.old, pair.new, known):
                is_gender = True
                persons.append(pair)
            else:
                waiting.append(pair)
    if not waiting:
        return True
    is_following = is_gender and all(follows(one.old, one.new, known) for one in waiting)
    return is_following and _keeps_roles(waiting, persons, old, new, known)


def _keeps_roles(
    waiting: Sequence[_Pair], persons: Sequence[_Pair], old: Reading, new: Reading, known: Spelling
) -> bool:
    """Return whether articles that differ lead to a person in another gender form, and verbs follow such an article.

    Else it may be another one who acts: Der Rat hört die Bürger, Den Rat hören die Bürgerinnen und Bürger.
    """
    olds, news = {one.old_at for one in persons}, {one.new_at for one in persons}
    has_leader = False
    for one in waiting:
        shared = known.classes.get(one.old.key, _NONE) & known.classes.get(one.new.key, _NONE)
        is_relative = "," in one.old.before and "," in one.new.before
        if shared & _DETERMINERS and not is_relative:
            if not (_leads_to(old.words, one.old_at, olds) or _leads_to(new.words, one.new_at, news)):
                return False
            has_leader = True
        has_leader = has_leader or "pronoun" in shared
    return has_leader or not any(_is_number_of_verb(one, known) for one in waiting)


def _leads_to(words: Sequence[Word], at: int, persons: set[int]) -> bool:
    """Return whether the next noun is a person in another gender form."""
    for place in range(at + 1, min(at + 1 + _ARTICLE_REACH, len(words))):
        word = words[place]
        if word.is_double or word.is_gendered or place in persons:
            return True
        if word.text[:1].isupper():
            return False
    return False


def _is_number_of_verb(pair: _Pair, known: Spelling) -> bool:
    """Return whether a verb became one of another number: zahlt, zahlen."""
    if known.classes.get(pair.old.key, _NONE) & known.classes.get(pair.new.key, _NONE):
        return (pair.old.key in _PLURALS) != (pair.new.key in _PLURALS)
    return {pair.old.key[-1:], pair.new.key[-1:]} == {"t", "n"}


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


def _pairs(gone: Sequence[tuple[int, Word]], come: Sequence[tuple[int, Word]], known: Spelling) -> list[_Pair] | None:
    """Return which word became which, articles that only one side has left out; None when that is not clear."""
    if len(gone) != len(come):
        gone, come = ([(at, word) for at, word in words if not _is_article(word, known)] for words in (gone, come))
    if len(gone) != len(come) or not gone:
        return None
    return [_Pair(old_at, old, new_at, new) for (old_at, old), (new_at, new) in zip(gone, come, strict=True)]


def _is_article(word: Word, known: Spelling) -> bool:
    return bool(known.classes.get(word.key, frozenset()) & _ARTICLES)
