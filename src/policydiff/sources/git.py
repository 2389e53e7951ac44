"""Reading a git repository from its object store, never touching it; GitPython has its home here."""

import os
import re
import shlex
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from pathlib import Path
from subprocess import PIPE

os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")  # a missing git is our message to give, not GitPython's

import git
from git.exc import GitCommandError, InvalidGitRepositoryError, NoSuchPathError

from policydiff.errors import Phrase, Problem, RepositoryError
from policydiff.sources.paths import is_hidden

# `git status` and the like would refresh the index; nothing here may write.
_NEVER_WRITE = {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}
_REGULAR_FILES = ("100644", "100755")


@dataclass(frozen=True, kw_only=True, slots=True)
class Deleted:
    """A file that a first-parent commit removed: its path, and the commit that still had it."""

    path: str
    last_commit: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """The files below a folder, path → what stands for the content; links and submodules are problems, not files."""

    files: dict[str, str]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Merge:
    """What a merge would hold: its files, the contents (by blob) that neither side has, and paths in conflict."""

    listing: Listing
    contents: dict[str, bytes]
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """Files of two snapshots: those that differ (path → what stands for the content), and paths that are the same."""

    old: dict[str, str]
    new: dict[str, str]
    same: list[str]
    problems: tuple[Problem, ...] = ()


class Repository:
    """One git repository, opened for reading; gives plain texts, bytes and numbers."""

    def __init__(self, folder: Path) -> None:
        """Open the repository that `folder` lies in; raises RepositoryError when there is none."""
        if shutil.which("git") is None:
            raise RepositoryError(Problem(found="the program git was not found", remedy="install git"))
        try:
            self._repository = git.Repo(folder, search_parent_directories=True)
        except (InvalidGitRepositoryError, NoSuchPathError):
            remedy = (
                "name one with --repo, or compare two directories; to make this folder one: `git init`, then "
                '`git add --all` and `git commit -m "First version"`'
            )
            raise RepositoryError(Problem(file=str(folder), found="this is no git repository", remedy=remedy)) from None
        self._git = self._repository.git
        self._git.update_environment(**_NEVER_WRITE)

    @property
    def working_tree(self) -> Path | None:
        """Return the folder of the working tree, None for a bare repository."""
        folder = self._repository.working_tree_dir
        return Path(folder) if folder else None

    @property
    def is_shallow(self) -> bool:
        """Return whether the clone holds only the latest part of the history."""
        return (Path(self._repository.common_dir) / "shallow").exists()

    @property
    def is_partial(self) -> bool:
        """Return whether the clone was made with a filter, so that contents of files may be missing."""
        return bool(self._try("config", "--get-regexp", r"^(remote\..*\.promisor|extensions\.partialclone)$"))

    def lacks_contents(self, commits: Sequence[str], folder: str) -> bool:
        """Return whether anything is missing that stands below a folder in the history of some commits."""
        try:
            listed = self._bytes("rev-list", "--objects", "--missing=print", *commits, "--", folder)
        except RepositoryError:  # in a clone without folders git cannot even list them
            return True
        return b"\n?" in listed

    def find_commit(self, revision: str) -> str | None:
        """Return the id of the commit that a revision names, None when there is none."""
        if revision.startswith("-"):
            return None
        return self._try("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}") or None

    def find_merge_base(self, old: str, new: str) -> str | None:
        """Return the commit where two commits parted, None when they share no history."""
        return self._try("merge-base", old, new) or None

    def list_merge_bases(self, old: str, new: str) -> list[str]:
        """Return all best common ancestors of two commits."""
        return self._try("merge-base", "--all", old, new).split()

    def is_cut(self, old: str, new: str, base: str) -> bool:
        """Return whether history is missing between two commits and where they seem to have parted."""
        if not self.is_shallow:
            return False
        ends = set((Path(self._repository.common_dir) / "shallow").read_text("ascii").split())
        return not ends.isdisjoint(self._lines("rev-list", old, new, f"^{base}"))

    def find_main_branch(self) -> str:
        """Return the branch that others start from: the one a clone got, else main or master, else this one."""
        cloned = self._try("symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD").removeprefix("origin/")
        known = self._lines("for-each-ref", "--format=%(refname:short)", "refs/heads")
        usual = next((name for name in ("main", "master") if name in known), "")
        return cloned or usual or self._try("symbolic-ref", "--quiet", "--short", "HEAD") or "main"

    def list_names(self) -> list[str]:
        """Return the names of branches and tags."""
        return self._lines("for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags", "refs/remotes")

    def list_files(self, commit: str, folder: str) -> Listing:
        """Return the files below a folder, paths relative to it."""
        output = self._bytes("ls-tree", "-r", "-z", "--full-tree", commit, "--", f"{folder}/")
        return _read_listing(output, folder, blob_at=2)

    def list_difference(self, old: str, new: str, folder: str) -> Difference:
        """Return which files below a folder differ between two commits, and which are the same.

        Much cheaper than two listings: git passes over whole folders that are the same.
        """
        output = self._bytes("diff-tree", "-r", "-z", "--raw", "--no-renames", old, new, "--", f"{folder}/")
        words = output.decode(errors="surrogateescape").split("\0")
        cut = len(folder) + 1
        before: dict[str, str] = {}
        after: dict[str, str] = {}
        problems: list[Problem] = []
        for head, path in zip(words[0::2], words[1::2], strict=False):
            old_mode, new_mode, old_blob, new_blob, _ = head.removeprefix(":").split(" ")
            for mode, blob, files in ((old_mode, old_blob, before), (new_mode, new_blob, after)):
                if mode in _REGULAR_FILES:
                    files[path[cut:]] = blob
                elif mode != "000000":
                    problems += _refuse_link(mode, path, cut)
        listing = self._bytes("ls-tree", "-r", "-z", "--full-tree", new, "--", f"{folder}/")
        regular, links = _find_regular(listing, folder)
        same = [path for path in regular if path not in after]
        return Difference(old=before, new=after, same=same, problems=(*problems, *links))

    def list_changed(self, trees: Sequence[str]) -> list[tuple[dict[str, str], dict[str, str]]]:
        """Return from each tree to the next the files that differ, as both have them: path → blob.

        All trees are asked for at once: one git for each step would take longer than to compare them.
        """
        asked = "".join(f"{old} {new}\n" for old, new in pairwise(trees))
        process = self._git.diff_tree("-r", "-z", "--raw", "--no-renames", "--stdin", as_process=True, istream=PIPE)
        output, reason = process.proc.communicate(asked.encode())
        if process.proc.returncode:
            raise RepositoryError(_problem(reason.decode(errors="replace").strip() or "git diff-tree broke off"))
        steps: list[tuple[dict[str, str], dict[str, str]]] = []
        words = output.decode(errors="surrogateescape").split("\0")
        for head, path in zip_longest(words[0::2], words[1::2], fillvalue=""):
            *begun, raw = head.split("\n")  # both trees stand in a line before the first file that differs
            steps += [({}, {}) for _ in begun]
            if path:
                old_mode, new_mode, old_blob, new_blob, _ = raw.removeprefix(":").split(" ")
                for mode, blob, files in zip((old_mode, new_mode), (old_blob, new_blob), steps[-1], strict=True):
                    if mode in _REGULAR_FILES:
                        files[path] = blob
        return steps

    def list_index(self, folder: str) -> Listing:
        """Return the same for the index (what is staged); a file in conflict is a problem, and as our side has it."""
        output = self._bytes("ls-files", "--stage", "-z", "--", f":(top,literal){folder}/")
        heads = [(line.partition(b"\t")[0][-1:], line) for line in output.split(b"\0")]
        torn = sorted({line.partition(b"\t")[2] for stage, line in heads if stage in (b"1", b"2", b"3")})
        listing = _read_listing(b"\0".join(line for stage, line in heads if stage in (b"0", b"2")), folder, blob_at=1)
        conflicts = (_unmerged(path.decode(errors="surrogateescape")) for path in torn)
        return Listing(files=listing.files, problems=(*listing.problems, *conflicts))

    def list_skipped(self, folder: str) -> dict[str, str]:
        """Return the files (paths relative to a folder → blobs) that git does not lay out in the working tree.

        A sparse checkout leaves them out (`git sparse-checkout`); nobody has removed them.
        """
        output = self._bytes("ls-files", "-t", "--stage", "-z", "--", f":(top,literal){folder}/")
        skipped = (line.removeprefix(b"S ") for line in output.split(b"\0") if line.startswith(b"S "))
        return _read_listing(b"\0".join(skipped), folder, blob_at=1).files

    def find_link(self, commit: str, path: str) -> str:
        """Return where a path leads that is a symbolic link in a commit, or in the index (empty); else nothing."""
        listed = ("ls-tree", "-z", "--full-tree", commit, "--", path)
        staged = ("ls-files", "--stage", "-z", "--", f":(top,literal){path}")
        is_link = self._bytes(*(listed if commit else staged)).startswith(b"120000 ")
        return self._bytes("cat-file", "blob", f"{commit}:{path}").decode(errors="surrogateescape") if is_link else ""

    def read_blobs(self, names: Iterable[str]) -> dict[str, bytes]:
        """Return the content of blobs, named by their ids or as `commit:path`, read by one `git cat-file --batch`.

        A path that names no file is left out; raises RepositoryError for an id that is not there.
        """
        wanted = list(dict.fromkeys(names))
        if not wanted:
            return {}
        output = self._cat("--batch", "--buffer", names=wanted)
        contents: dict[str, bytes] = {}
        at = 0
        for name in wanted:
            end = output.index(b"\n", at)
            _, *head = output[at:end].rsplit(b" ", 2)
            at = end + 1
            if len(head) == 2 and head[1].isdigit():  # else „… missing“
                size = int(head[1])
                if head[0] == b"blob":
                    contents[name] = output[at : at + size]
                at += size + 1
            elif ":" not in name:
                raise RepositoryError(_missing_blob(name, self.is_shallow))
        return contents

    def find_blobs(self, names: Sequence[str]) -> list[str | None]:
        """Return the blob ids of `commit:path` names, None where there is no such file."""
        return self._find("blob", names)

    def find_trees(self, names: Sequence[str]) -> list[str | None]:
        """Return the tree ids of `commit:folder` names, None where there is no such folder."""
        return self._find("tree", names)

    def list_uncommitted(self, folder: str) -> list[str]:
        """Return the files below a folder (paths relative to it) that no commit holds as they are."""
        output = self._bytes(
            "status", "--porcelain", "-z", "--untracked-files=all", "--no-renames", "--", f":(top,literal){folder}/"
        )
        paths = [line[3:] for line in output.decode(errors="surrogateescape").split("\0") if line]
        return [path.removeprefix(f"{folder}/") for path in paths]

    def list_first_parents(self, commit: str) -> list[str]:
        """Return the first-parent history of a commit, newest first."""
        return self._lines("rev-list", "--first-parent", commit)

    def list_changes_of(self, commit: str, path: str) -> list[str]:
        """Return the first-parent commits up to a commit that changed a file, newest first."""
        return self._lines("rev-list", "--first-parent", commit, "--", path)

    def list_deleted(self, commit: str, folder: str) -> list[Deleted]:
        """Return the files below a folder that the first-parent history up to a commit removed, newest first."""
        output = self._bytes(
            "log", "--no-show-signature", "--first-parent", "--diff-merges=first-parent", "--no-renames",
            "--diff-filter=D", "--name-only", "-z", "--format=%x01%H", commit, "--", f"{folder}/",
        )  # fmt: skip
        deleted = []
        for chunk in output.decode(errors="replace").split("\x01")[1:]:
            remover, _, names = chunk.partition("\0")
            paths = [name.lstrip("\n") for name in names.split("\0") if name.strip("\n")]
            deleted += [Deleted(path=path.removeprefix(f"{folder}/"), last_commit=f"{remover}^1") for path in paths]
        return deleted

    def list_versions(self, commit: str, folder: str) -> list[tuple[str, str | None]]:
        """Return every file below a folder that a first-parent commit up to a commit wrote, newest first.

        Each as its path, relative to the folder, and its blob; None where the commit removed it.
        """
        output = self._bytes(
            "log", "--no-show-signature", "--first-parent", "--diff-merges=first-parent", "--no-renames", "--root",
            "--raw", "--no-abbrev", "-z", "--format=", commit, "--", f"{folder}/",
        )  # fmt: skip
        words = output.decode(errors="surrogateescape").split("\0")
        cut = len(folder) + 1
        versions: list[tuple[str, str | None]] = []
        for head, path in zip(words[0::2], words[1::2], strict=False):
            _, mode, _, blob, _ = head.lstrip("\n").removeprefix(":").split(" ")
            versions.append((path[cut:], blob if mode in _REGULAR_FILES else None))
        return versions

    def merge(self, ours: str, theirs: str, folder: str) -> Merge:
        """Return what a merge of two commits would hold below a folder; nothing is written into the repository.

        Raises RepositoryError where git cannot merge them at all.
        """
        with tempfile.TemporaryDirectory(prefix="policydiff-") as workshop:
            objects = {
                "GIT_OBJECT_DIRECTORY": workshop,
                "GIT_ALTERNATE_OBJECT_DIRECTORIES": str(Path(self._repository.common_dir) / "objects"),
            }
            command = ["git", "merge-tree", "--write-tree", "-z", "--name-only", "--no-messages", ours, theirs]
            status, output, reason = self._git.execute(
                command, env=objects, with_extended_output=True, with_exceptions=False, stdout_as_string=False
            )
            if status not in (0, 1):
                remedy = "git 2.38 or newer can try a merge without a checkout, and both need a common history"
                raise RepositoryError(Problem(found=f"cannot merge: {str(reason).strip()}", remedy=remedy))
            tree, *conflicts = bytes(output).decode(errors="surrogateescape").rstrip("\0").split("\0")
            with self._git.custom_environment(**objects):
                listing = self.list_files(tree, folder)
                known = {blob for side in (ours, theirs) for blob in self.list_files(side, folder).files.values()}
                contents = self.read_blobs(blob for blob in listing.files.values() if blob not in known)
        inside = [path.removeprefix(f"{folder}/") for path in conflicts if path.startswith(f"{folder}/")]
        return Merge(listing=listing, contents=contents, conflicts=tuple(inside))

    def _find(self, kind: str, names: Sequence[str]) -> list[str | None]:
        if not names:
            return []
        output = self._cat("--batch-check", names=names)
        heads = [line.split() for line in output.decode(errors="replace").splitlines()]
        return [head[0] if len(head) == 3 and head[1] == kind else None for head in heads]

    def _cat(self, *options: str, names: Sequence[str]) -> bytes:
        """Return what `git cat-file` says to some names; raises RepositoryError where it breaks off.

        It does at the first object that a partial clone lacks, for nothing here may fetch.
        """
        process = self._git.cat_file(*options, as_process=True, istream=PIPE)
        output, reason = process.proc.communicate("\n".join(names).encode() + b"\n")
        if process.proc.returncode:
            raise RepositoryError(_problem(reason.decode(errors="replace").strip() or "git cat-file broke off"))
        return bytes(output)

    def _try(self, *arguments: str) -> str:
        try:
            return str(self._git.execute(["git", *arguments], with_extended_output=False))
        except GitCommandError:
            return ""

    def _bytes(self, *arguments: str) -> bytes:
        # Read in one go: `communicate` takes twice as long for the 10 MB of a large listing.
        running = self._git.execute(["git", *arguments], as_process=True)  # ends the process when it is forgotten
        output = bytes(running.stdout.read())
        reason = running.stderr.read().decode(errors="replace").strip()
        status = running.proc.wait() if running.proc else 0
        if status:
            raise RepositoryError(_problem(reason or f"git {arguments[0]} ended with {status}"))
        return output

    def _lines(self, *arguments: str) -> list[str]:
        return self._bytes(*arguments).decode(errors="replace").splitlines()


def _find_regular(listing: bytes, folder: str) -> tuple[list[str], tuple[Problem, ...]]:
    """Return the paths of an `ls-tree` listing, relative to the folder, and the links among them as problems.

    One expression finds the paths, for there may be 100,000.
    """
    regular = re.compile(rf"100(?:644|755) blob [0-9a-f]+\t{re.escape(folder)}/([^\0]*)\0")
    paths = regular.findall(listing.decode(errors="surrogateescape"))
    are_all = len(paths) == listing.count(b"\0")
    return paths, () if are_all else _read_listing(listing, folder, blob_at=2).problems


def _read_listing(output: bytes, folder: str, blob_at: int) -> Listing:
    cut = len(folder) + 1
    files, problems = {}, []
    for line in output.decode(errors="surrogateescape").split("\0"):
        head, _, path = line.partition("\t")
        if path:
            words = head.split(" ")
            if words[0] in _REGULAR_FILES:
                files[path[cut:]] = words[blob_at]
            problems += _refuse_link(words[0], path, cut)
    return Listing(files=files, problems=tuple(problems))


def _refuse_link(mode: str, path: str, cut: int) -> list[Problem]:
    if mode in _REGULAR_FILES or is_hidden(path[cut:]):
        return []
    found = Phrase("a submodule") if mode == "160000" else Phrase("a symbolic link")
    remedy = Phrase("put the file itself there: links are not followed")
    return [Problem(file=path, found=found, remedy=remedy, code="file-linked")]


def _unmerged(path: str) -> Problem:
    found = Phrase("changed on both sides of a merge that is not finished")
    remedy = Phrase("decide which words count, then: git add {file}", file=shlex.quote(path))
    return Problem(file=path, found=found, remedy=remedy, code="merge-conflicting")


def _missing_blob(blob: str, shallow: bool) -> Problem:
    remedy = "fetch the whole repository (git fetch --refetch --filter=blob:none is not enough)"
    return Problem(found=f"the object {blob} is not in this {'shallow ' if shallow else ''}clone", remedy=remedy)


def _problem(reason: str) -> Problem:
    """Return what git says as a problem; in a partial clone it says only which object is missing."""
    if "promisor" in reason or "lazy fetching" in reason:
        found = "this is a partial clone (git clone --filter), and contents that are asked for are missing"
        return Problem(found=found, remedy="bring them: git fetch --refetch --no-filter")
    if "dubious ownership" in reason:
        remedy = f"if you trust it: git config --global --add safe.directory {os.fspath(Path.cwd())}"
        return Problem(found=reason, remedy=remedy)
    return Problem(found=reason, remedy="see what git says")
