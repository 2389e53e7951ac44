"""What a check of a version finds, for `check` and for the commands that tell it beside a comparison."""

from policydiff.cli.options import LANGUAGES
from policydiff.cli.rulebooks import find_rules
from policydiff.core.checks import Inspection, Paper, PaperLine
from policydiff.core.rules import Severity
from policydiff.errors import PaperError, Phrase
from policydiff.papers.asides import take_asides
from policydiff.papers.lines import read_lines
from policydiff.papers.paragraphs import split_sentences
from policydiff.sources.checking import Reader, check, weigh
from policydiff.sources.mending import mend
from policydiff.sources.subjects import open_subject
from policydiff.sources.versions import Place


def inspect(
    place: Place,
    spec: str,
    *,
    since: str | None = None,
    merge_with: str | None = None,
    rules: str | None = None,
    fail_on: Severity | None = Severity.MAJOR,
    has_to_mend: bool = False,
) -> Inspection:
    """Return what a check of a version finds, after mending what can be mended where that is asked.

    `since` takes only what changed since the version parted from that commit, `merge_with` what a merge with that
    commit would hold, and `rules` weighs by the rules of another version.
    """
    reader = Reader(read_paper=_read_paper, split=split_sentences, languages=LANGUAGES)
    subject = open_subject(place, spec, since=since, merge_with=merge_with)
    mended: tuple[str, ...] = ()
    if has_to_mend:
        mended = mend(subject, reader)
        subject = open_subject(place, spec, since=since, merge_with=merge_with)
    checked = check(subject, reader)
    reading = checked.reading
    rulebook = find_rules(place, rules).rulebook if rules else reading.rulebook
    return Inspection(
        spec=subject.snapshot.spec,
        commit=subject.snapshot.commit,
        language=reading.catalogue.language or LANGUAGES[0],
        demands=len(reading.layout.demands),
        defects=weigh(checked.problems, rulebook, subject.snapshot.place),
        fail_on=fail_on,
        since=since,
        merged_with=merge_with,
        mended=mended,
    )


def _read_paper(content: bytes, file: str) -> Paper:
    """Return the lines of a paper, those marked that stand beside its running text."""
    try:
        lines = read_lines(content, name=file)
    except PaperError as error:
        return Paper(file=file, unread=Phrase.of(error.problems[0].found))
    running = {(line.number, line.text) for line in take_asides(lines).lines}
    return Paper(
        file=file,
        lines=tuple(
            PaperLine(number=line.number, text=line.text, is_aside=(line.number, line.text) not in running)
            for line in lines
        ),
    )
