"""How much text fits into one comment."""

from dataclasses import dataclass

from policydiff.publish.events import Platform, Target
from policydiff.publish.marks import DEFAULT_NAME, Draft, write_marks

# Above these the server refuses: GitHub with 422, GitLab with 400.
GITHUB_LIMIT = 65_536
GITLAB_LIMIT = 1_000_000

# What we fill at most. GitHub: changesets stays below 60,000 characters; infracost still saw refusals of shorter texts
# and keeps below 200,000 bytes. GitLab: the same share of its limit; its proxies commonly refuse requests above 1 MB.
GITHUB_ROOM = 60_000
GITHUB_BYTES = 200_000
GITLAB_ROOM = 900_000
GITLAB_BYTES = 900_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Room:
    """How many characters and how many bytes of UTF-8 a body may have."""

    characters: int
    bytes: int

    def holds(self, text: str) -> bool:
        """Return whether a text fits."""
        return len(text) <= self.characters and len(text.encode("utf-8")) <= self.bytes


def room_for(target: Target, *, name: str = DEFAULT_NAME) -> Room:
    """Return the room for the body of a comment, without our hidden lines."""
    hidden = len(write_marks(Draft(name=name, run=target.run, body="")))
    characters, size = {
        Platform.GITHUB: (GITHUB_ROOM, GITHUB_BYTES),
        Platform.GITLAB: (GITLAB_ROOM, GITLAB_BYTES),
    }[target.platform]
    return Room(characters=characters - hidden, bytes=size - hidden)


def limit_of(platform: Platform) -> int:
    """Return the number of characters above which the server refuses a comment."""
    return {Platform.GITHUB: GITHUB_LIMIT, Platform.GITLAB: GITLAB_LIMIT}[platform]
