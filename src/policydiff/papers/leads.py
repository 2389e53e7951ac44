"""What an introduction says of the items below it: whom they call on, or that they ask for nothing."""

import re

from policydiff.papers.addressees import level_of, looks_like_name, split_names

# "fordert die Landesregierung auf", "fordern von der Stadt": what stands between is who is called on.
_WHOM = r"(?P<whom>[^.:;]{2,90}?)"
_CALL = r"(?:fordern|fordert|bitten|bittet|ersuchen|ersucht|rufen|ruft)"
_MUST = r"(?:soll|sollen|sollte|sollten|muss|müssen|möge|mögen|must|should|shall)"
_END = r"(?:\s+(?:to|dass|daher|deshalb|insbesondere|konkret|folgendes|therefore))?\s*[:,]?$"
_CALLS_ON = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_CALL}\s+(?:(?:daher|deshalb|deswegen|somit|nachdrücklich|erneut)\s+)*{_WHOM}\s+(?:dazu\s+)?auf{_END}",
        rf"\b(?:beauftragen|beauftragt)\s+{_WHOM}{_END}",
        rf"^{_WHOM}\s+(?:wird|werden)\s+(?:aufgefordert|gebeten|beauftragt|ersucht){_END}",
        rf"\b(?:forder(?:n|t|ungen?)|erwart(?:en|et|ungen?)|verlang(?:en|t)|appelle?|wünsche)\s+(?:wir\s+)?(?:daher\s+|deshalb\s+)?"
        rf"(?:an|von|vom)\s+{_WHOM}{_END}",
        rf"^{_WHOM}\s+{_MUST}{_END}",
        rf"\bcalls?\s+(?:up)?on\s+{_WHOM}{_END}",
        rf"\b(?:urges?|asks?|requests?|instructs?)\s+{_WHOM}\s+to\s*[:,]?$",
        rf"\b(?:demands?|asks?)\s+(?:of|to|for|from)\s+{_WHOM}{_END}",
        rf"^{_WHOM}\s+(?:is|are)\s+(?:asked|urged|requested|called\s+(?:up)?on|instructed)\s+to\s*[:,]?$",
    )
)
# The same within a demand that says it in front: "Der Landtag fordert den Bund auf, die Pflegeversicherung …".
_CALLS_WITHIN = (
    re.compile(rf"^[^,.:;]{{3,60}}?\b{_CALL}\s+{_WHOM}\s+auf,\s", re.IGNORECASE),
    re.compile(rf"^{_WHOM}\s+(?:wird|werden)\s+(?:aufgefordert|gebeten|beauftragt|ersucht),\s", re.IGNORECASE),
)
_RESOLVES = re.compile(
    r"\b(?:möge\s+beschließen|möge\s+folgendes\s+beschließen|beschließt|beschließen|fordern|fordert|resolves|agrees)(?:\s+to)?\s*:$",
    re.IGNORECASE,
)
_STATES = re.compile(
    r"\b(?:stellt\s+fest|stellen\s+fest|stellt\s+(?:daher|zugleich)\s+fest|begrüßt|begrüßen|bekräftigt|erkennt\s+an|erinnert\s+daran"
    r"|nimmt\s+zur\s+kenntnis|(?:further\s+)?(?:notes|note|believes|believe|recognises|recognizes|welcomes|acknowledges|regrets))"
    r"(?:,?\s*(?:dass|that))?\s*[:,]$",
    re.IGNORECASE,
)
_REASONS = re.compile(
    r"^(?:begründung|zur\s+begründung|antragsbegründung|erläuterung|rationale|reasons|explanatory\s+(?:note|statement))(?:\s*[:–]|$)",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"^(?:und|sowie|and|an|von|vom|zu|on|der|die|das|dem|den|des|the|unsere[rmn]?|our|alle[nr]?|all)\s+(?=\S)",
    re.IGNORECASE,
)


def is_formal_lead(text: str) -> bool:
    """Return whether a line leads to a list in the words of motions: who is called on, what is resolved or stated."""
    return states_only(text) or (
        text.endswith((":", ",")) and bool(_RESOLVES.search(text) or any(call.search(text) for call in _CALLS_ON))
    )


def states_only(text: str) -> bool:
    """Return whether a line leads to what somebody notes or believes: nothing there is asked for."""
    return _STATES.search(text) is not None


def gives_reasons(text: str) -> bool:
    """Return whether a text begins as the reasons of a demand do: "Begründung: …"."""
    return _REASONS.match(text) is not None


def called_on(text: str) -> tuple[str, ...]:
    """Return the names of the bodies that an introduction calls on, none where one of them is not known."""
    matches = (call.search(text) for call in _CALLS_ON)
    return next((names for match in matches if match and (names := _names(match["whom"]))), ())


def called_on_within(text: str) -> tuple[str, ...]:
    """Return the names of the bodies that a whole demand calls on in its first words."""
    matches = (call.match(text) for call in _CALLS_WITHIN)
    return next((names for match in matches if match and (names := _names(match["whom"]))), ())


def _names(text: str) -> tuple[str, ...]:
    names = [_nominative(name) for part in re.split(r"\s+(?:und|sowie|and)\s+", text) for name in split_names(part)]
    known = all(looks_like_name(name) and level_of(name) for name in names)
    return tuple(dict.fromkeys(name[0].upper() + name[1:] for name in names)) if known else ()


def _nominative(name: str) -> str:
    """Return a name without article, and without the ending of the German dative plural: "den Ländern" is "Länder"."""
    while match := _ARTICLE.match(name):
        name = name[match.end() :]
    return name[:-1] if not level_of(name) and name.endswith("n") and level_of(name[:-1]) else name
