"""`policydiff init`: makes a new policy repository, in an empty folder or beside what is there."""

import json
import re
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from policydiff.cli.options import LANGUAGES, words_of
from policydiff.cli.questions import ask, say, speaking
from policydiff.cli.words import said
from policydiff.core.catalogue import Addressee, Catalogue, Level, WorkingGroup
from policydiff.core.characters import purify
from policydiff.errors import FINE, Phrase, Problem, RepositoryError, UsageError, did_you_mean
from policydiff.papers.identify import addressee_key, group_key, level_of
from policydiff.sources.adding import guess_language, read_loosely
from policydiff.sources.fields import IDENTIFIER, IDENTIFIER_RULE
from policydiff.sources.git import Repository
from policydiff.sources.reading import COVER
from policydiff.sources.records import DATE_RULE, is_date
from policydiff.sources.starting import (
    USUAL_ADDRESSEES,
    USUAL_FOLDER,
    Pipeline,
    Start,
    Tool,
    read_tool,
    start_repository,
)

# What git or policydiff reads as a version of its own, or as two of them.
_REVISION = re.compile(r"(?:\w+_)?head|worktree|index|[0-9a-f]{40}|.*\.\..*", re.IGNORECASE)


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("folder", nargs="?", default=".", metavar="DIR", help="(default: the current folder)")
    parser.add_argument("--title", help="title of the catalogue; without it, all that is not given is asked for")
    parser.add_argument("--edition", help="short name of the edition (default: made from the title)")
    parser.add_argument("--date", help="when the paper was published: year, month or day")
    parser.add_argument("--language", default="de", help="language of the catalogue (default: de)")
    parser.add_argument(
        "--addressee",
        action="append",
        metavar="NAME[:LEVEL],…",
        help=f"(default: {', '.join(one.name for one in USUAL_ADDRESSEES)}); levels: {', '.join(Level)}",
    )
    parser.add_argument("--group", action="append", metavar="NAME", help="a first working group; may be repeated")
    parser.add_argument("--policy-dir", default=USUAL_FOLDER, metavar="DIR", help="its folder (default: policy)")
    parser.add_argument("--tool", metavar="URL@COMMIT", help="where pipelines get policydiff from")
    parser.add_argument("--ci", choices=list(Pipeline), action="append", help="(default: what fits --tool)")
    parser.add_argument("--pages", action="store_true", help="pipelines publish the archive of all editions as well")
    parser.add_argument("--keep", action="store_true", help="leave files that are there, and add the others")
    parser.add_argument("--lang", choices=LANGUAGES, help="language of questions and guide (default: the catalogue's)")


def run(options: Namespace) -> int:
    """Run the command and return its exit code; what it prints are the paths of the new files."""
    here = Path(options.folder)
    known = guess_language(here / options.policy_dir) if options.keep else ""
    options.lang = options.lang or known or options.language
    with speaking(options.lang):
        return _start(here, options)


def _start(here: Path, options: Namespace) -> int:
    policy = _policy_folder(options.policy_dir)
    if here.exists() and not here.is_dir():
        raise UsageError(Problem(file=str(here), found=Phrase("this is no folder"), remedy=Phrase("name another one")))
    root = _find_root(here)
    folder = root or here
    if folder.resolve() != here.resolve():  # pipelines and hooks are looked for at the root alone
        if policy == USUAL_FOLDER and (folder / policy / COVER).is_file():
            found = Phrase("the repository has a catalogue at its root already")
            remedy = Phrase("work there, or name a folder of its own for this one, such as --policy-dir programm")
            raise UsageError(Problem(file=str(folder / policy / COVER), found=found, remedy=remedy))
        policy = _policy_folder(f"{here.resolve().relative_to(folder.resolve()).as_posix()}/{policy}")
    is_there = options.keep and (folder / policy / COVER).is_file()
    catalogue = read_loosely(folder / policy, policy) if is_there else _choose_catalogue(options)
    tool = _choose_tool(options, asks=options.title is None and not is_there)
    pipelines = tuple(map(Pipeline, options.ci or ([tool.usual_pipeline] if tool else [])))
    if options.pages and not tool:
        remedy = Phrase("name where pipelines get policydiff from, with --tool URL@COMMIT")
        raise UsageError(Problem(found=Phrase("--pages without pipelines"), remedy=remedy))
    start = Start(
        catalogue=catalogue,
        language=options.lang,
        policy=policy,
        branch=Repository(root).find_main_branch() if root and root.is_dir() else "main",
        tool=tool,
        pipelines=pipelines,
        pages=options.pages,
    )
    folder.mkdir(parents=True, exist_ok=True)
    written, kept = start_repository(folder, start, keep=options.keep)
    for path in written:
        print(folder / path)
    _tell(here, folder, root, start, kept)
    return FINE


def _tell(here: Path, folder: Path, root: Path | None, start: Start, kept: Sequence[str]) -> None:
    """Say what was there already and what comes next."""
    words = said(start.language)
    where = "" if start.policy == USUAL_FOLDER else f" --policy-dir {start.policy}"
    if folder.resolve() != here.resolve():
        say(words.text("init.root", root=str(folder), path=start.policy))
    for path in kept:
        say(words.text("init.kept", path=path))
    if not start.tool:
        say(words.text("init.no_tool", where=where))
    elif not start.pages:
        say(words.text("init.pages"))
    if not root:
        say(words.text("init.repository"))
    say(words.text("init.next", command=f"policydiff new{where}", path=f"{start.policy}/README.md"))


def _find_root(folder: Path) -> Path | None:
    """Return the root of the git repository that a folder lies in, or is to lie in; None where there is none."""
    there = next(one for one in (folder.absolute(), *folder.absolute().parents) if one.is_dir())
    try:
        root = Repository(there).working_tree
    except RepositoryError:
        return None
    return folder if root and root.resolve() == folder.resolve() else root


def _choose_catalogue(options: Namespace) -> Catalogue:
    words = said(options.lang)
    asks = options.title is None
    if asks:
        title = ask(words.text("init.title"), _title, option="--title", language=options.lang)
    else:
        title = _title(options.title)
    edition = options.edition or group_key(title, taken=())
    if asks and not options.edition:
        edition = ask(words.text("init.edition"), _edition, option="--edition", default=edition, language=options.lang)
    return Catalogue(
        edition=_edition(edition),
        title=title,
        language=options.language,
        date=_date(options.date),
        addressees=_choose_addressees(options, asks=asks),
        working_groups=_choose_groups(options, asks=asks),
    )


def _title(text: str) -> str:
    title = " ".join(purify(text).split())
    if not title:
        remedy = Phrase("name it, such as Koalitionsvertrag 2026")
        raise UsageError(Problem(found=Phrase("a catalogue without a title"), remedy=remedy))
    return title


def _edition(text: str) -> str:
    if not IDENTIFIER.fullmatch(text):
        raise UsageError(Problem(found=Phrase("the edition {edition!r}", edition=text), remedy=IDENTIFIER_RULE))
    if _REVISION.fullmatch(text):
        found = Phrase("the edition {edition!r} could be taken for a git revision", edition=text)
        raise UsageError(Problem(found=found, remedy=Phrase("choose another short name")))
    return text


def _date(text: str | None) -> str | None:
    if text and not is_date(text):
        raise UsageError(Problem(found=Phrase("the date {date!r}", date=text), remedy=DATE_RULE))
    return text or None


def _policy_folder(text: str) -> str:
    """Return a folder inside the repository as it is written into files; raises UsageError for any other."""
    inside = Phrase("name a folder inside the repository, such as policy")
    if text.startswith("/"):
        found = Phrase("--policy-dir {folder!r} is an absolute path", folder=text)
        raise UsageError(Problem(found=found, remedy=inside))
    steps = [step for step in text.split("/") if step not in ("", ".")]
    if not steps:
        found = Phrase("--policy-dir {folder!r} is the repository itself", folder=text)
        remedy = Phrase("the catalogue needs a folder of its own, such as policy")
        raise UsageError(Problem(found=found, remedy=remedy))
    if ".." in steps:
        found = Phrase("--policy-dir {folder!r} leads out of the repository", folder=text)
        raise UsageError(Problem(found=found, remedy=inside))
    for step in steps:
        if not IDENTIFIER.fullmatch(step):
            raise UsageError(Problem(found=Phrase("the folder name {name!r}", name=step), remedy=IDENTIFIER_RULE))
    return "/".join(steps)


def _choose_addressees(options: Namespace, *, asks: bool) -> tuple[Addressee, ...]:
    usual = ", ".join(one.name for one in USUAL_ADDRESSEES)
    if options.addressee is None and asks:
        question = said(options.lang).text("init.addressees")
        return ask(question, _addressees, option="--addressee", default=usual, language=options.lang)
    return _addressees(",".join(options.addressee or [usual]))


def _addressees(text: str) -> tuple[Addressee, ...]:
    usual = {one.name.casefold(): one for one in USUAL_ADDRESSEES}
    chosen: dict[str, Addressee] = {}
    for word in words_of([purify(text)]):
        name, _, level = (part.strip() for part in word.partition(":"))
        if level and level not in list(Level):
            remedy = did_you_mean(level, list(map(str, Level)))
            raise UsageError(Problem(found=Phrase("the level {level!r}", level=level), remedy=remedy))
        known = usual.get(name.casefold())
        key = known.key if known else addressee_key(name, taken=chosen)
        chosen[key] = known if known and not level else Addressee(key=key, name=name, level=_level(level, name))
    return tuple(chosen.values())


def _level(level: str, name: str) -> Level:
    return Level(level) if level else level_of(name) or Level.OTHER


def _choose_groups(options: Namespace, *, asks: bool) -> tuple[WorkingGroup, ...]:
    names = options.group or []
    if options.group is None and asks:
        name = ask(said(options.lang).text("init.group"), str, option="--group", language=options.lang)
        names = [name] if name else []
    groups: dict[str, WorkingGroup] = {}
    for name in (" ".join(purify(name).split()) for name in names):
        key = group_key(name, taken=groups)
        groups[key] = WorkingGroup(key=key, name=name)
    return tuple(groups.values())


def _choose_tool(options: Namespace, *, asks: bool) -> Tool | None:
    """Return where pipelines get policydiff from: what is said, else where this one was installed from."""
    own = _installed_from()
    if options.tool is None and asks:
        question = said(options.lang).text("init.tool")
        return ask(
            question,
            lambda text: read_tool(text) if text else None,
            option="--tool",
            default=own,
            language=options.lang,
        )
    text = own if options.tool is None else options.tool
    return read_tool(text) if text else None


def _installed_from() -> str:
    """Return the address and commit that pip installed policydiff from, if it was a repository (PEP 610)."""
    try:
        source = json.loads(distribution("policydiff").read_text("direct_url.json") or "{}")
    except (PackageNotFoundError, ValueError):
        return ""
    commit = source.get("vcs_info", {}).get("commit_id")
    origin = f"{source.get('url')}@{commit}"
    try:
        tool = read_tool(origin) if commit else None
    except UsageError:  # a folder, or an address that only this machine knows
        return ""
    return f"{tool.url}@{tool.commit}" if tool else ""
