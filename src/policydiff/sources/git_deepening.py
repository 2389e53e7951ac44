"""Bringing missing commits and contents into the clone of a pipeline, which usually holds one commit alone.

The only place where policydiff changes a repository that is not its own: it adds objects, in a pipeline's own clone,
and touches neither branches nor files.
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import git
from git.exc import GitCommandError

from policydiff.core.commits import COMMIT_ID
from policydiff.errors import Phrase, Problem, RepositoryError
from policydiff.sources.git import Repository

# How many commits more each time; most requests branched off within the first. Then everything.
_STEPS = ("--deepen=50", "--deepen=500", "--unshallow")
_REMEDY = Phrase("let the checkout bring the whole history (actions/checkout: fetch-depth: 0; GitLab: GIT_DEPTH: 0)")
_CONTENTS_REMEDY = Phrase("let the checkout bring all contents (actions/checkout: without filter)")
_NAME_REMEDY = Phrase("name a branch, a tag or a commit that is in this clone")
_REMOTE = "origin"


@dataclass(frozen=True, kw_only=True, slots=True)
class Access:
    """A token that may read, and the server it is for; it is sent to no other, and never shown."""

    server_url: str
    token: str


def bring_commits(repository: Repository, old: str, new: str, *, to_base: bool, access: Access | None = None) -> None:
    """Fetch two commits from `origin` where they are missing, and with `to_base` what lies between them.

    Raises RepositoryError that names the commit and the way out when the server does not give it.
    """
    missing = [commit for commit in (old, new) if repository.find_commit(commit) is None]
    if missing:
        depth = ["--depth=1"] if repository.is_shallow else []
        reason = _fetch(repository, [*depth, "--", _REMOTE, *missing], access)
        lost = [commit for commit in missing if repository.find_commit(commit) is None]
        if lost:
            found = Phrase("the commit {commit} is missing{reason}", commit=lost[0], reason=_because(reason))
            is_named = not COMMIT_ID.fullmatch(lost[0])
            raise RepositoryError(Problem(found=found, remedy=_NAME_REMEDY if is_named else _REMEDY))
    if not to_base:
        return
    for step in _STEPS:
        base = repository.find_merge_base(old, new)
        if not repository.is_shallow or (base and not repository.is_cut(old, new, base)):
            break
        reason = _fetch(repository, [step, "--", _REMOTE, old, new], access)
        if reason:
            found = Phrase(
                "the history between {old} and {new} is missing{reason}", old=old, new=new, reason=_because(reason)
            )
            raise RepositoryError(Problem(found=found, remedy=_REMEDY))
    if repository.find_merge_base(old, new) is None:
        found = Phrase("{old} and {new} share no history", old=old, new=new)
        remedy = Phrase("compare two versions by name: `policydiff diff OLD NEW`")
        raise RepositoryError(Problem(found=found, remedy=remedy))


def bring_contents(repository: Repository, commits: Sequence[str], folder: str, access: Access | None = None) -> None:
    """Fetch what a clone made with a filter lacks of a folder in the history of some commits.

    Everything at once: asked for one by one, a hundred files would be a hundred calls over the net.
    Raises RepositoryError when the server does not give it.
    """
    if not repository.is_partial or not repository.lacks_contents(commits, folder):
        return
    ids = [found for one in commits if (found := repository.find_commit(one))]
    reason = _fetch(repository, ["--refetch", "--no-filter", "--", _REMOTE, *ids], access)
    if reason or repository.lacks_contents(commits, folder):
        found = Phrase("contents of files are missing in this partial clone{reason}", reason=_because(reason))
        raise RepositoryError(Problem(found=found, remedy=_CONTENTS_REMEDY))


def lacks_history(commit: str) -> RepositoryError:
    """Return the error that what came before a commit is asked for and is not in this clone."""
    return RepositoryError(
        Problem(found=Phrase("the history before {commit} is missing", commit=commit[:7]), remedy=_REMEDY)
    )


def _fetch(repository: Repository, words: list[str], access: Access | None) -> str:
    """Fetch, and return why it failed; empty when it did not."""
    folder = repository.working_tree
    if folder is None:
        return "the repository has no working tree"
    command = git.Git(folder)
    command.update_environment(GIT_TERMINAL_PROMPT="0", **_credentials(command, access))
    options = ["--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", "--no-auto-maintenance"]
    try:
        command.execute(["git", "fetch", *options, *words], with_extended_output=True)
    except GitCommandError as error:
        said = str(error.stderr).strip().removeprefix("stderr: ").strip("'")
        # The first line says what is wrong, those after it what that usually comes from.
        return next((line.removeprefix("fatal: ") for line in said.splitlines() if line.strip()), "git fetch failed")
    return ""


def _credentials(command: git.Git, access: Access | None) -> dict[str, str]:
    """Return the settings that let git show the token to its own server, through the environment of this one call."""
    if access is None or not access.token:
        return {}
    try:
        address = str(command.execute(["git", "remote", "get-url", _REMOTE], with_extended_output=False))
    except GitCommandError:
        return {}
    ours, server = urlsplit(address), urlsplit(access.server_url)
    if ours.scheme != "https" or ours.netloc != server.netloc:
        return {}
    word = base64.b64encode(f"x-access-token:{access.token}".encode()).decode()
    return {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"http.https://{server.netloc}/.extraheader",
        "GIT_CONFIG_VALUE_0": f"AUTHORIZATION: basic {word}",
    }


def _because(reason: str) -> str:
    return f" (git: {reason})" if reason else ""
