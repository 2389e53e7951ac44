"""Making a repository of our own, for the demo; repositories of users are only ever read."""

from pathlib import Path

import git

# The same name and time for every commit, so that the same input gives the same commit ids.
_SIGNATURE = {
    "GIT_AUTHOR_NAME": "policydiff demo",
    "GIT_AUTHOR_EMAIL": "demo@example.org",
    "GIT_AUTHOR_DATE": "2000-01-01T00:00:00+00:00",
    "GIT_COMMITTER_NAME": "policydiff demo",
    "GIT_COMMITTER_EMAIL": "demo@example.org",
    "GIT_COMMITTER_DATE": "2000-01-01T00:00:00+00:00",
    # What a person has set up (hooks, signing, line ends) must not reach in here.
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_SYSTEM": "/dev/null",
}


def make_repository(folder: Path) -> None:
    """Make an empty git repository in a folder, which is made where it is not there."""
    folder.mkdir(parents=True, exist_ok=True)  # GitPython would take the current folder instead
    command = git.Git(folder)
    command.update_environment(**_SIGNATURE)
    command.init("--quiet", "--initial-branch=main", "--object-format=sha1", "--template=")


def commit_everything(folder: Path, message: str) -> None:
    """Commit all files of the folder as they are."""
    command = git.Git(folder)
    command.update_environment(**_SIGNATURE)
    command.add("--all")
    command.commit("--quiet", "--no-gpg-sign", "--no-verify", f"--message={message}")
