"""`policydiff new`: adds a demand, by a few questions or by options."""

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path

from policydiff.cli.link import known_ids
from policydiff.cli.options import add_language, add_place, place_of, words_of
from policydiff.cli.questions import ask, ask_text, say, speaking
from policydiff.cli.words import said
from policydiff.core.catalogue import Catalogue, Demand, Source, WorkingGroup
from policydiff.core.characters import purify
from policydiff.core.checks.values import shown
from policydiff.errors import FINE, Phrase, Problem, RepositoryError, UsageError, did_you_mean
from policydiff.papers.identify import content_id, group_key
from policydiff.papers.paragraphs import split_sentences
from policydiff.sources.adding import (
    add_demand,
    find_nearly_identical,
    guess_language,
    next_position,
    read_loosely,
)
from policydiff.sources.tidying import lay_by_sentences
from policydiff.sources.versions import Place

# So much of a demand is told that says nearly the same.
_LONGEST = 200


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("--text", help="the wording; without it, all that is not given is asked for")
    parser.add_argument("--group", metavar="GROUP", help="the working group: number, folder or name")
    parser.add_argument("--new-group", metavar="NAME", help="a working group that there is not yet")
    parser.add_argument("--addressee", action="append", metavar="ADDRESSEE,…", help="who must act: numbers or names")
    parser.add_argument("--title", help="a heading")
    parser.add_argument("--position", type=int, metavar="NUMBER", help="its place among all (default: the last)")
    parser.add_argument("--force", action="store_true", help="even if there is a demand that says nearly the same")
    add_language(parser)
    add_place(parser)


def run(options: Namespace) -> int:
    """Run the command and return its exit code; what it prints is the path of the new file."""
    with speaking(options.lang or "de"):
        place, folder = _find_folder(options)
    options.lang = options.lang or guess_language(folder) or "de"
    with speaking(options.lang):
        return _add(place, folder, options)


def _add(place: Place, folder: Path, options: Namespace) -> int:
    catalogue = read_loosely(folder, place.policy)
    words = said(options.lang)
    asks = options.text is None
    if options.position is not None and options.position < 1:
        found = Phrase("--position {position} is no place", position=options.position)
        raise UsageError(Problem(found=found, remedy=Phrase("name a whole number from 1")))
    text = _check_text(ask_text(words.text("new.text"), option="--text") if asks else options.text)
    _refuse_double(text, catalogue, place, force=options.force)
    group, is_new = _choose_group(options, catalogue, asks=asks)
    addressees = _choose_addressees(options, catalogue, asks=asks)
    title = options.title
    if title is None and asks:
        title = ask(words.text("new.title"), str, option="--title", language=options.lang)
    taken = {path.stem for path in folder.glob("*/*.yaml")} | _ids_in_history(place, options.lang)
    demand = Demand(
        id=content_id(text, taken={id.casefold() for id in taken}),
        group=group.key,
        text=text,
        addressees=addressees,
        title=_line(title or "") or None,
        source=Source(position=options.position or next_position(group.key, catalogue.demands)),
    )
    paths = add_demand(folder, demand, new_group=group if is_new else None)
    print("\n".join(f"{place.policy}/{path}" for path in paths))
    return FINE


def _find_folder(options: Namespace) -> tuple[Place, Path]:
    """Return the place and the policy folder; a folder that is in no repository will do."""
    place = place_of(options)
    try:
        place = place.opened()
    except RepositoryError:
        return place, place.folder / place.policy
    root = place.open().working_tree
    if root is None:
        raise RepositoryError(
            Problem(found=Phrase("a bare repository has no files to write to"), remedy=Phrase("use a clone"))
        )
    return place, root / place.policy


def _ids_in_history(place: Place, language: str) -> set[str]:
    if place.repository is None:
        return set()
    if place.repository.is_shallow:
        say(said(language).text("new.shallow"))
    return known_ids(place)


def _check_text(text: str) -> str:
    lines = map(_line, text.splitlines())
    whole = "\n".join(line for line in lines if line)
    if not whole:
        raise UsageError(Problem(found=Phrase("a demand without a text"), remedy=Phrase("write its wording")))
    return lay_by_sentences(whole, split_sentences)


def _line(text: str) -> str:
    """Return one line as `check` wants it: blanks folded, no signs that nobody sees."""
    return " ".join(purify(text).split())


def _refuse_double(text: str, catalogue: Catalogue, place: Place, *, force: bool) -> None:
    double = None if force else find_nearly_identical(text, catalogue.demands)
    if double:
        where = f"{place.policy}/{double.group}/{double.id}.yaml"
        found = Phrase("says nearly the same already: “{text}”", text=shown(double.text, _LONGEST))
        remedy = Phrase("change that one, or say --force if both are meant")
        raise UsageError(Problem(file=where, found=found, remedy=remedy))


def _choose_group(options: Namespace, catalogue: Catalogue, *, asks: bool) -> tuple[WorkingGroup, bool]:
    """Return the working group, and whether it is new."""
    groups = {group.key: group for group in catalogue.working_groups}
    names = _numbered({key: group.name for key, group in groups.items()})

    def read(answer: str) -> tuple[WorkingGroup, bool]:
        key = names.get(answer.casefold())
        if key:
            return groups[key], False
        if not answer or answer.isdigit():
            remedy = did_you_mean(answer, [group.name for group in groups.values()])
            raise UsageError(Problem(found=Phrase("no working group {name!r}", name=answer), remedy=remedy))
        return _new_group(answer, groups), True

    if options.new_group:
        if options.new_group.casefold() in names:
            found = Phrase("there is a group {name!r} already", name=options.new_group)
            raise UsageError(Problem(found=found, remedy=Phrase("say --group")))
        return _new_group(options.new_group, groups), True
    if options.group is None and asks:
        words = said(options.lang)
        _list(words.text("new.groups"), [group.name for group in groups.values()], options.lang)
        return ask(words.text("new.group"), read, option="--group / --new-group", language=options.lang)
    key = names.get((options.group or "").casefold())
    if key is None:
        found = Phrase("no working group")
        if options.group:
            found = Phrase("--group {name!r} is not known", name=options.group)
        hint = did_you_mean(options.group or "", list(groups))
        stop = "" if hint.endswith("?") else "."
        remedy = Phrase("{hint}{stop} A new one is made with --new-group", hint=hint, stop=stop)
        raise UsageError(Problem(found=found, remedy=remedy))
    return groups[key], False


def _new_group(name: str, groups: Mapping[str, WorkingGroup]) -> WorkingGroup:
    return WorkingGroup(key=group_key(name, taken=groups), name=_line(name))


def _choose_addressees(options: Namespace, catalogue: Catalogue, *, asks: bool) -> tuple[str, ...]:
    names = _numbered({one.key: one.name for one in catalogue.addressees})

    def read(answer: str) -> tuple[str, ...]:
        words = words_of([answer])
        unknown = [word for word in words if word.casefold() not in names]
        if unknown:
            known = [one.name for one in catalogue.addressees]
            problems = (
                Problem(found=Phrase("the unknown addressee {key!r}", key=word), remedy=did_you_mean(word, known))
                for word in unknown
            )
            raise UsageError(*problems)
        return tuple(dict.fromkeys(names[word.casefold()] for word in words))

    if options.addressee is not None or not asks:
        return read(",".join(options.addressee or []))
    words = said(options.lang)
    _list(words.text("new.addressees_known"), [one.name for one in catalogue.addressees], options.lang)
    return ask(words.text("new.addressees"), read, option="--addressee", language=options.lang)


def _numbered(names: Mapping[str, str]) -> dict[str, str]:
    """Return what a person may call each of them, in lower case: its name, its key, its number in the list."""
    numbers = {str(number): key for number, key in enumerate(names, 1)}
    return numbers | {name.casefold(): key for key, name in names.items()} | {key.casefold(): key for key in names}


def _list(head: str, names: Sequence[str], language: str) -> None:
    words = said(language)
    if names:
        say(head)
    for number, name in enumerate(names, 1):
        say(words.text("new.row", number=str(number).rjust(2), name=" ".join(name.split())))
