"""Generated git repositories with catalogues of any size: made-up demands, the same ones every time."""

import random
import subprocess
from pathlib import Path

VERBS = "Ausbau Förderung Stärkung Einführung Sicherung Sanierung Entwicklung Unterstützung Öffnung Erprobung".split()
THINGS = (
    "Radwege Schulen Kitas Brücken Kanäle Bahnhöfe Krankenhäuser Museen Bibliotheken Sportstätten Wohnungen "
    "Schwimmbäder Parks Theater Hochschulen Straßen Stromnetze Wärmenetze Glasfasernetze Häfen Spielplätze "
    "Denkmäler Feuerwachen Beratungsstellen Pflegeheime Werkstätten Gewerbeflächen Haltestellen Ladesäulen Frauenhäuser"
).split()
PLACES = (
    "Bochum Dortmund Duisburg Essen Gelsenkirchen Hagen Hamm Herne Bottrop Oberhausen Witten Unna Wesel Moers".split()
)
REASONS = (
    "Klimaschutz Teilhabe Integration Barrierefreiheit Verkehrssicherheit Digitalisierung Inklusion Gesundheit Bildung "
    "Beschäftigung Artenschutz Lärmschutz Energieeffizienz Gleichstellung Jugendarbeit Nahversorgung"
).split()
ADDRESSEES = ("eu", "bund", "land", "rvr", "kommunen")
LEVELS = ("european", "federal", "state", "regional", "municipal")
GROUPS = 20


def write_repository(folder: Path, demands: int, changed: float = 0.01) -> None:
    """Write a git repository with two commits, tagged `old` and `new`, that differ in a share of the demands.

    Of those, 60 % are reworded, 15 % reassigned, 10 % dropped, 10 % added and 5 % renamed; git fast-import makes it.
    """
    dice = random.Random(demands)
    old = {number: _demand(number, dice) for number in range(demands)}
    new = dict(old)
    touched = dice.sample(range(demands), max(5, int(demands * changed)))
    for rank, number in enumerate(touched):
        share = rank / len(touched)
        id, text, addressees = old[number]
        if share < 0.60:
            new[number] = (id, text.replace(" in ", " und Modernisierung in ", 1), addressees)
        elif share < 0.75:
            new[number] = (id, text, (*addressees[1:], *(key for key in ADDRESSEES if key not in addressees)))
        elif share < 0.85:
            del new[number]
        elif share < 0.95:
            new[demands + number] = _demand(demands + number, dice)
        else:
            new[number] = (f"neu-{id}", text, addressees)
    subprocess.run(["git", "init", "-q", "--object-format=sha1", "-b", "main", str(folder)], check=True)
    stream = b"".join(_commit("old", 1, old)) + b"".join(_commit("new", 2, new))
    subprocess.run(["git", "-C", str(folder), "fast-import", "--quiet"], input=stream, check=True)


def _demand(number: int, dice: random.Random) -> tuple[str, str, tuple[str, ...]]:
    verb, thing, place, reason = (dice.choice(words) for words in (VERBS, THINGS, PLACES, REASONS))
    text = f"{verb} der {thing} im Bezirk {number % 977} in {place} durch ein Programm {number} für mehr {reason}"
    addressees = tuple(sorted(dice.sample(ADDRESSEES, dice.randint(1, 3))))
    return (
        f"{thing.lower()}-{place.lower()}-{number}".replace("ä", "ae")
        .replace("ö", "oe")
        .replace("ü", "ue")
        .replace("ß", "ss"),
        text,
        addressees,
    )


def _commit(edition: str, mark: int, demands: dict[int, tuple[str, str, tuple[str, ...]]]):  # type: ignore[no-untyped-def]
    yield f"commit refs/heads/main\nmark :{mark}\ncommitter Erfunden <erfunden@example.org> {mark} +0000\n".encode()
    yield _data(edition) + (b"from :1\n" if mark > 1 else b"") + b"deleteall\n"
    registry = "".join(
        f"  {key}: {{name: {key.upper()}, level: {level}}}\n" for key, level in zip(ADDRESSEES, LEVELS, strict=True)
    )
    yield _file(
        "catalogue.yaml", f"edition: {edition}\ntitle: Erfundener Katalog\nlanguage: de\naddressees:\n{registry}"
    )
    for group in range(GROUPS):
        yield _file(f"ag-{group:02}/_group.yaml", f"name: AG {group}\n")
    for number, (id, text, addressees) in demands.items():
        source = f"{{position: {number + 1}, line: {number * 3 + 1}}}"
        body = f"id: {id}\ntext: {text}\naddressees: [{', '.join(addressees)}]\nsource: {source}\n"
        yield _file(f"ag-{number % GROUPS:02}/{id}.yaml", body)
    yield f"reset refs/tags/{edition}\nfrom :{mark}\n\n".encode()


def _file(path: str, text: str) -> bytes:
    return f"M 100644 inline policy/{path}\n".encode() + _data(text)


def _data(text: str) -> bytes:
    content = text.encode()
    return b"data %d\n%s\n" % (len(content), content)
