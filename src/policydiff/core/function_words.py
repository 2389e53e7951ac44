"""Words that carry no subject in German or English: articles, prepositions, auxiliary verbs."""

import unicodedata
from functools import lru_cache

GERMAN_FUNCTION_WORDS = (
    "aber alle allem allen aller alles als also am an auch auf aus bei beim bis da dabei dafur damit dann das "
    "dass dem den denen der deren des dessen die dies diese diesem diesen dieser dieses doch durch ein eine "
    "einem einen einer eines er es etwa fur gegen hat haben hier ihr ihre ihrem ihren ihrer im in insbesondere "
    "ist ja jede jedem jeden jeder jedes kann konnen mehr mit muss mussen nach nicht noch nur ob oder ohne "
    "sein seine seinem seinen seiner sich sie sind so soll sollen sollte sollten sowie uber um und unter vom "
    "von vor wenn werden wie wir wird wo wurde wurden zu zum zur zwischen z b bzw usw dazu darf durfen bereits "
    "weitere weiteren weiterer entsprechend jeweils"
)
ENGLISH_FUNCTION_WORDS = (
    "a about after all also an and any are as at be been before being between but by can could do does each "
    "either for from has have how if in into is it its may more must no not of on only or other shall should "
    "so such than that the their them then there these they this those through to under using used use was we "
    "were what when where which while who will with within without would e g i eg ie etc via per"
)
FUNCTION_WORDS = frozenset(f"{GERMAN_FUNCTION_WORDS} {ENGLISH_FUNCTION_WORDS}".split())
"""Words that carry no subject in German or English, as `without_accents` writes them; they always count little."""


def is_small(word: str) -> bool:
    """Return whether a word carries no subject, however it is written: für, FÜR."""
    return without_accents(word) in FUNCTION_WORDS


@lru_cache(maxsize=1 << 16)
def without_accents(word: str) -> str:
    """Return a word in lower case without accents: `Größe` and `GRÖSSE` both give `grosse`."""
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))
