"""Lines of one paragraph as one text: broken words joined, sentences told apart, open ends recognised."""

import re
from collections.abc import Iterable

from policydiff.core.sentences import ends_with_abbreviation
from policydiff.papers.lexicon import words
from policydiff.papers.lines import SOFT_HYPHEN

# A bracket or quotation that stands open for longer than this is a slip of the paper, not a running one.
# The longest in the Ruhr paper has 68 letters.
LONGEST_OPEN = 160

_CLOSERS = "\"'”“»«’‘)]*"
_SENTENCE_END = re.compile(rf"[.!?…][{re.escape(_CLOSERS)}\u00b9\u00b2\u00b3\u2070-\u2079]*$")
_WORD_HYPHEN = re.compile(r"[^\W_][-‐‑]$")
_BREAK = re.compile(r"(?<=[.!?…])([\"'”“»’)\]]*)\s+(?=[„\"“‚‘'»«(\[]*[A-ZÄÖÜÉ0-9])")
_OPENING = {"(": ")", "[": "]", "„": '“”"'}


def join_lines(
    texts: Iterable[str], *, vocabulary: frozenset[str] = frozenset(), language: str = "en"
) -> tuple[str, tuple[str, ...]]:
    """Return the lines as one text, and the words whose hyphen at a line end was a matter of choice."""
    joined, doubtful = "", []
    for text in texts:
        if not joined:
            joined = text
            continue
        joined, doubt = _join(joined, text, vocabulary, language)
        if doubt:
            doubtful.append(doubt)
    return joined.replace(SOFT_HYPHEN, ""), tuple(doubtful)


def _join(left: str, right: str, vocabulary: frozenset[str], language: str) -> tuple[str, str]:
    """Return both lines as one, and the joined word where another reading was near."""
    if left.endswith(SOFT_HYPHEN):
        return left[:-1] + right, ""
    if re.search(r"(^|[\s,(])-$", left) and right[:1].islower():  # "Energiegewinnung, -" / "speicherung"
        return left + right, ""
    if left.endswith(("(", "[")) or re.search(r"\S/$", left) or re.match(r"/\S", right):
        return left + right, ""
    if re.search(r"\w[*:_]$", left) and re.match(r"in(nen)?\b", right):
        return left + right, ""
    if re.search(r"\d[–-]$", left) and right[:1].isdigit():
        return left + right, ""
    if _WORD_HYPHEN.search(left):
        return _join_hyphen(left, right, vocabulary, language)
    return f"{left} {right}", ""


def _join_hyphen(left: str, right: str, vocabulary: frozenset[str], language: str) -> tuple[str, str]:
    next_word = right.split()[0]
    if next_word.lower().strip(",;") in words().hanging_hyphen_words or not next_word[0].isalnum():
        return f"{left} {right}", ""
    if not next_word[0].islower():
        return left + right, ""
    first = left.split()[-1].lstrip("(„\"‚[“'")
    second = next_word.rstrip(').,;:!?“”"]’')
    whole, hyphened = (first[:-1] + second).lower(), (first + second).lower()
    if whole in vocabulary:
        return left[:-1] + right, ""
    if hyphened in vocabulary:
        return left + right, ""
    stem = first[:-1]
    if "-" in stem or len(stem) == 1 or stem[-1].isdigit() or (len(stem) > 1 and stem.isupper()):
        return left + right, ""
    if language == "de":  # a German word that goes on in lower case was one word: "Infrastruktur-" / "maßnahmen"
        return left[:-1] + right, ""
    both_are_words = stem.lower() in vocabulary and second.lower() in vocabulary and len(second) > 2
    if stem.lower() in words().hyphen_prefixes or second.lower() in words().hyphen_suffixes or both_are_words:
        return left + right, first + second
    return left[:-1] + right, stem + second


def collect_vocabulary(texts: Iterable[str]) -> frozenset[str]:
    """Return all words of the lines that no line end broke, in lower case: the judge of hyphens elsewhere."""
    vocabulary: set[str] = set()
    previous_open = False
    for text in texts:
        parts = text.split()
        inner = parts[1:] if previous_open else parts
        whole = [part for part in inner if not part.endswith(("-", SOFT_HYPHEN))]
        vocabulary.update(part.strip("().,;:!?„“”\"‚‘’'[]").lower() for part in whole)
        previous_open = text.endswith(("-", SOFT_HYPHEN))
    return frozenset(vocabulary)


def ends_sentence(text: str) -> bool:
    """Return whether the text ends with a full stop, question or exclamation mark that is no abbreviation's."""
    if not _SENTENCE_END.search(text):
        return False
    return not ends_with_abbreviation(text)


def is_open(text: str) -> bool:
    """Return whether the text cannot end here: a comma, hyphen, function word, or a bracket or quotation left open."""
    if not text:
        return False
    if text.endswith((",", "-", "–", "—", "/", "&", "(", "[", "„", SOFT_HYPHEN, "+", "=")):
        return True
    if ends_with_abbreviation(text):
        return True
    last = text.split()[-1].lower()
    return last in words().function_words or _leaves_bracket_open(text)


def stops_short(text: str) -> bool:
    """Return whether the whole text of a demand ends in mid-sentence: "Investitionsprogramme für", "Fristen bei der".

    First parts of German verbs ("legen … vor") may end a sentence, and so may the commas of lists.
    """
    if text.endswith((".", "!", "?", "…", ",", ";")):
        return False
    return text.endswith(":") or (is_open(text) and text.split()[-1].lower() not in words().verb_particles)


def _leaves_bracket_open(text: str) -> bool:
    stack: list[tuple[str, int]] = []
    for place, letter in enumerate(text):
        if stack and letter in _OPENING[stack[-1][0]]:
            stack.pop()
        elif letter in _OPENING:
            stack.append((letter, place))
    return any(len(text) - place <= LONGEST_OPEN for _, place in stack)


def split_sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text, never split after abbreviations, ordinals or inside brackets."""
    sentences: list[str] = []
    start = 0
    for match in _BREAK.finditer(text):
        before = text[start : match.end(1)]
        if ends_with_abbreviation(text[start : match.start()] or before) or _leaves_bracket_open(before):
            continue
        following = text[match.end() :].split()[0].rstrip(".,;").lower()
        if following in words().months and re.search(r"\d\.$", before):
            continue
        if re.search(r"\b[A-ZÄÖÜ]\.$", before) or not re.search(r"\w{2}", before):
            continue
        sentences.append(before)
        start = match.end()
    sentences.append(text[start:])
    return tuple(sentences)
