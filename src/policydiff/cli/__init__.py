"""The command line: arguments in, text and an exit code out; one module per command."""

import argparse
import gc
import importlib
import os
import sys
import tempfile
import traceback
from collections.abc import Sequence

from policydiff import __version__
from policydiff.errors import BAD_INPUT, FINE, OUR_BUG, PolicydiffError, Problem, UsageError

# Command → (module, one line of help). A module is imported when its command is called: start-up stays short.
COMMANDS: dict[str, tuple[str, str]] = {
    "import": ("import_paper", "read a paper into the catalogue"),
    "diff": ("diff", "say what changed between two versions"),
    "redline": ("redline", "write the new version for Word, with tracked changes against the old one"),
    "synopsis": ("synopsis", "put two or three versions side by side, as legislative staff hand them on"),
    "report": ("report", "write the reports of all successive editions into a folder"),
    "editions": ("editions", "list the editions in the history"),
    "show": ("show", "show one demand"),
    "explain": ("explain", "say why two demands were or were not taken for the same"),
    "link": ("link", "declare what a demand continues"),
    "review": ("review", "answer the open questions of a comparison, one key each"),
    "accept": ("accept", "let one change through, with a reason"),
    "ci": ("ci", "compare in a pipeline: reports, outputs, summary and exit code in one go"),
    "comment": ("comment", "post what changed as one comment on a pull or merge request"),
    "init": ("init", "make a new policy repository"),
    "new": ("new", "add a demand, by a few questions"),
    "schema": ("schema", "print or renew the JSON Schemas that editors use"),
    "check": ("check", "find whatever is wrong with a catalogue, and mend its layout"),
    "history": ("history", "tell the history of one demand through all editions"),
    "blame": ("blame", "say which edition each word of a demand comes from"),
    "timeline": ("timeline", "show all demands through all editions as a table"),
    "stats": ("stats", "count what every edition, group and addressee has, and how long demands last"),
    "cite": ("cite", "print the permanent reference of one demand"),
    "export": ("export", "write all editions as tables for research"),
    "site": ("site", "write the archive of all editions as a web site"),
    "rules": ("rules", "list the rules that findings have, or explain one"),
    "demo": ("demo", "run the main job on the real paper and an invented following one"),
}
# Those who write demands are told what is missing in words of their own, or asked for it.
_ASKING = ("init", "new", "accept")
_INTERRUPTED = 130
# A comparison makes many small values and hardly a cycle: looking for cycles as often as Python does by itself costs a
# tenth of the time at 100,000 demands.
_RARE_COLLECTIONS = (500_000, 20, 100)


def run() -> int:
    """Run the command of the process and return its exit code; what `policydiff` on the command line calls."""
    code = main()
    gc.freeze()  # the process ends: looking through 100,000 demands for cycles once more would take 0.1 s
    return code


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 fine, 1 found something, 2 bad input, 3 our own bug."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    _open_streams()
    _speak_utf8()
    gc.set_threshold(*_RARE_COLLECTIONS)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy would start threads for products that nobody asks for
    try:
        code = _run(words)
        sys.stdout.flush()
        return code
    except PolicydiffError as error:
        from policydiff.cli.questions import complain
        from policydiff.cli.runner import quiet_errors

        with quiet_errors(os.environ):  # what is wrong is told in the words of the catalogue
            complain(error.problems)
        return error.exit_code
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except KeyboardInterrupt:
        if sys.stderr.isatty():  # what was shown last may be a prompt, and the shell's would come behind it
            print(file=sys.stderr)
        return _INTERRUPTED
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        print(f"policydiff: {where}{error.strerror or error}", file=sys.stderr)
        return BAD_INPUT
    except Exception:
        return _report_bug(words)


def _run(words: list[str]) -> int:
    command = next((word for word in words if not word.startswith("-")), None)
    parser = argparse.ArgumentParser(
        prog="policydiff",
        description="What changed between two versions of a political programme?",
        epilog="`policydiff COMMAND --help` explains a command. A version is an edition's name, a git revision, "
        "WORKTREE, INDEX or a directory; `edition:`, `git:` and `dir:` before it force one reading.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"policydiff {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    called = None
    for name, (module_name, help) in COMMANDS.items():
        below = commands.add_parser(name, help=help, description=help[0].upper() + help[1:] + ".", allow_abbrev=False)
        if name == command:
            module = importlib.import_module(f"policydiff.cli.{module_name}")
            module.add_arguments(below)
            below.set_defaults(run=module.run)
            called = below
    try:
        options = _parse(called, words[1:]) if called and words[0] == command else parser.parse_args(words)
    except SystemExit as leaving:  # argparse has said what there was to say
        return int(leaving.code or FINE)
    if called and command not in _ASKING:
        _refuse_empty(called, options)
    return int(options.run(options))


def _parse(command: argparse.ArgumentParser, words: list[str]) -> argparse.Namespace:
    """Return what is asked of a command: what it takes may stand before, between and behind its options."""
    behind = words[words.index("--") + 1 :] if "--" in words else []
    if any(word.startswith("-") for word in behind):  # to take for options what stands there is a fault of argparse
        return command.parse_args(words)
    return command.parse_intermixed_args(words)


def _refuse_empty(command: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    """Raise UsageError for what is given and empty, as by a script whose variable is not set.

    It never counts as left out: a gate would stand open. What must be given is told of by each command.
    """
    problems = []
    for action in command._actions:
        value = getattr(options, action.dest, None)
        values = value if isinstance(value, list) else [value]
        if not action.required and any(isinstance(one, str) and not one.strip() for one in values):
            name = action.option_strings[-1] if action.option_strings else str(action.metavar)
            problems.append(Problem(found=f"{name} without anything", remedy="name something, or leave it out"))
    if problems:
        raise UsageError(*problems)


def _open_streams() -> None:
    """Let a stream that the caller has closed be empty, or take what nobody reads; Python leaves None there."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode))


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _report_bug(words: list[str]) -> int:
    with tempfile.NamedTemporaryFile("w", prefix="policydiff-", suffix=".log", delete=False, encoding="utf-8") as log:
        log.write(f"policydiff {__version__}, Python {sys.version}\n{words}\n\n{traceback.format_exc()}")
    print(f"policydiff: this is a mistake of ours, not of yours; please send us {log.name}", file=sys.stderr)
    return OUR_BUG
