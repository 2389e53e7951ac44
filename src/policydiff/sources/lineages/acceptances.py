"""What people let through in every edition: its `accepted.yaml`."""

from collections.abc import Sequence

from policydiff.core.acceptance import Acceptance
from policydiff.errors import CatalogueError, Problem
from policydiff.sources.acceptances import ACCEPTED, read_acceptances
from policydiff.sources.editions import Edition
from policydiff.sources.git import Repository
from policydiff.sources.yaml import read_document


def read_all_acceptances(
    repository: Repository, policy: str, editions: Sequence[Edition]
) -> dict[str, tuple[Acceptance, ...]]:
    """Return the acceptances of editions by name; a broken file, of which `check` tells, holds none."""
    blobs = repository.find_blobs([f"{one.commit}:{policy}/{ACCEPTED}" for one in editions])
    contents = repository.read_blobs(blob for blob in blobs if blob)
    found = {blob: _read(content) for blob, content in contents.items()}
    return {one.name: found[blob] for one, blob in zip(editions, blobs, strict=True) if blob}


def _read(content: bytes) -> tuple[Acceptance, ...]:
    problems: list[Problem] = []
    try:
        acceptances = read_acceptances(read_document(content, ACCEPTED), problems)
    except CatalogueError:
        return ()
    return () if problems else acceptances
