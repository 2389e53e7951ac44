"""Mending what can be mended safely: layout, normal form C, hidden signs; each file whole or not at all."""

from policydiff.errors import Problem, UsageError
from policydiff.sources.checking import Reader, keys_of, list_refused, read_own_files, read_subject
from policydiff.sources.subjects import Subject
from policydiff.sources.tidying import mend_layout
from policydiff.sources.writing import replace_files


def mend(subject: Subject, reader: Reader) -> tuple[str, ...]:
    """Mend the files of a subject and return which ones; words and comments stay, what is in doubt stays as it is.

    Raises UsageError for what is not on disk.
    """
    if subject.folder is None:
        remedy = "check out the branch, then: policydiff check --fix"
        raise UsageError(Problem(found="--fix mends files of the working tree or a directory", remedy=remedy))
    files = _draw_up(subject, reader)
    replace_files(subject.folder, files, subject.snapshot.place)
    return tuple(sorted(subject.snapshot.place + path for path in files))


def _draw_up(subject: Subject, reader: Reader) -> dict[str, bytes]:
    """Return the files that need mending as they should be, path → content."""
    reading = read_subject(subject)
    contents = {**read_own_files(subject), **reading.contents}
    refused = list_refused(reading, subject.snapshot.place)
    mended = {
        path: mend_layout(content, () if path in refused else keys_of(path), reader.split)
        for path, content in contents.items()
        if (subject.changed is None or path in subject.changed) and _is_laid_out(subject, path)
    }
    return {path: content for path, content in mended.items() if content != contents[path]}


def _is_laid_out(subject: Subject, path: str) -> bool:
    """Return whether a file is on disk, and not left out by a sparse checkout."""
    return subject.folder is not None and (subject.folder / path).is_file()
