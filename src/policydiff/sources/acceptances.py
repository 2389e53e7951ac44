"""The changes that a person lets through: `accepted.yaml`, beside `catalogue.yaml`."""

from collections.abc import Sequence
from pathlib import Path

from policydiff.core.acceptance import FINGERPRINT, Acceptance
from policydiff.errors import CatalogueError, Phrase, Problem
from policydiff.sources.fields import Fields
from policydiff.sources.yaml import Document, read_document, write_document

ACCEPTED = "accepted.yaml"
FINGERPRINT_RULE = Phrase("copy the sixteen letters that the report gives for the change")


def read_acceptances(document: Document, problems: list[Problem]) -> tuple[Acceptance, ...]:
    """Return what `accepted.yaml` holds; problems are appended."""
    fields = Fields(document, problems)
    acceptances = []
    for fingerprint in document.values:
        if not FINGERPRINT.fullmatch(fingerprint):
            found = Phrase("the fingerprint {fingerprint!r}", fingerprint=fingerprint)
            fields.problem(fingerprint, found, FINGERPRINT_RULE)
        inside = fields.inside(fingerprint)
        if inside is None:
            remedy = Phrase("write “by: …” and “reason: …”")
            fields.problem(fingerprint, Phrase("an acceptance without a name and a reason"), remedy)
            continue
        by, reason = (inside.text(key, required=True) or "" for key in ("by", "reason"))
        inside.refuse_unknown()
        acceptances.append(Acceptance(fingerprint=fingerprint, by=by, reason=reason))
    return tuple(acceptances)


def list_acceptances(policy: Path) -> tuple[Acceptance, ...]:
    """Return what `accepted.yaml` in a policy folder holds; raises CatalogueError when the file is not sound."""
    return _read_file(policy / ACCEPTED)[1]


def _read_file(path: Path) -> tuple[bytes | None, tuple[Acceptance, ...]]:
    content = path.read_bytes() if path.exists() else None
    problems: list[Problem] = []
    held = read_acceptances(read_document(content, str(path)), problems) if content and content.strip() else ()
    if problems:
        raise CatalogueError(*problems)
    return content, held


def write_acceptances(policy: Path, acceptances: Sequence[Acceptance]) -> Path:
    """Add acceptances to `accepted.yaml` in a policy folder, or change them there, and return the file's path.

    Comments stay. Raises CatalogueError when the file is not sound, and leaves it as it is.
    """
    path = policy / ACCEPTED
    previous, held = _read_file(path)
    accepted = {one.fingerprint: one for one in (*held, *acceptances)}
    values = {fingerprint: {"by": one.by, "reason": one.reason} for fingerprint, one in accepted.items()}
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_bytes(write_document(values, previous if held else None))
    fresh.replace(path)
    return path
