"""What is wrong with the frame of a catalogue: language, order of groups, addressees nobody names, papers."""

from collections.abc import Iterator

from policydiff.core.checks.values import Evidence, Flaw
from policydiff.core.languages import read_language
from policydiff.errors import Phrase


def check_frame(evidence: Evidence, *, order: tuple[str, ...], whole: bool) -> Iterator[Flaw]:
    """Return the flaws of `catalogue.yaml` and of the papers.

    `order` are the groups that `working_groups` names; `whole` says that all demands were read.
    """
    catalogue = evidence.catalogue
    if catalogue.language and read_language(catalogue.language) not in evidence.languages:
        yield Flaw(
            rule="language-unknown",
            found=Phrase("the language {language!r}", language=catalogue.language),
            remedy=Phrase(
                "write one of these: {known}; reports in any other language come out in English, and no meaning is "
                "recognised",
                known=", ".join(sorted(evidence.languages)),
            ),
            field=("language",),
        )
    for key in [group.key for group in catalogue.working_groups if order and group.key not in order]:
        yield Flaw(
            rule="group-unordered",
            found=Phrase("the working group {key!r} is not in “working_groups”", key=key),
            remedy=Phrase("name it where the paper has it: reports put it last until then"),
            field=("working_groups",),
            others=((key, "_group"),),
        )
    if whole:
        yield from _unused(evidence)
    yield from _papers(evidence)


def _unused(evidence: Evidence) -> Iterator[Flaw]:
    used = {key for demand in evidence.catalogue.demands for key in demand.addressees}
    for one in evidence.catalogue.addressees:
        if one.key not in used:
            yield Flaw(
                rule="addressee-unused",
                found=Phrase("the addressee {key!r} is named by no demand", key=one.key),
                remedy=Phrase("remove it, if nobody is to use it"),
                field=("addressees", one.key),
            )


def _papers(evidence: Evidence) -> Iterator[Flaw]:
    cited = evidence.catalogue.paper
    if cited and cited not in evidence.papers:
        yield Flaw(
            rule="paper-missing",
            found=Phrase("there is no paper {file!r} in the folder papers", file=cited),
            remedy=Phrase("put it there as it was published, or correct the path (papers/…)"),
            field=("paper", "file"),
        )
    elif evidence.paper and evidence.paper.unread:
        yield Flaw(
            rule="paper-unread",
            found=Phrase(
                "the paper {file!r} cannot be compared with the texts: {reason}",
                file=evidence.paper.file,
                reason=evidence.paper.unread,
            ),
            remedy=Phrase("keep its text as a .txt file beside it and cite that"),
            field=("paper", "file"),
        )
    if not evidence.past.is_whole:
        yield Flaw(
            rule="history-incomplete",
            found=Phrase(
                "{reason}: recycled ids, dangling references and orphan papers cannot be seen", reason=evidence.past.cut
            ),
            remedy=evidence.past.remedy,
        )
        return
    for paper in sorted(set(evidence.papers) - {*evidence.past.papers, cited}):
        yield Flaw(
            rule="paper-orphaned",
            found=Phrase("a paper that no edition in the history cites"),
            remedy=Phrase("name it in catalogue.yaml under “paper”, or remove it"),
            paper=paper,
        )
