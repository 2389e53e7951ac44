"""Papers that cannot be read say so, with what to do."""

import pytest

from policydiff.errors import PaperError
from policydiff.papers import read_paper


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "p.txt: the paper holds no text; give a paper as UTF-8 text"),
        (b" \n\n\xc2\xa0\n", "p.txt: the paper holds no text; give a paper as UTF-8 text"),
        (
            b"%PDF-1.7\n\xe2",
            "p.txt: this is a PDF file, not text; extract its text first, for example with: pdftotext -layout p.txt p-text.txt",
        ),
        (
            b"PK\x03\x04rest",
            "p.txt: this is a Word, OpenDocument or zip file, not text; save it as plain text (UTF-8) and import that",
        ),
        (b"\xff\xfeA\x00", "p.txt: this text is UTF-16, not UTF-8; save it again with the encoding UTF-8"),
        (
            b"a\nb\x00c",
            "p.txt:2: this is a binary file (it holds zero bytes), not text; give the paper as plain text (UTF-8)",
        ),
        (
            b"<!DOCTYPE html>\n<p>a",
            "p.txt: this is a web page or XML file, not plain text; save it as plain text (UTF-8) and import that",
        ),
        (
            b"gut\nf\xfcr alle\n",
            "p.txt:2: byte 0xfc at column 2 is not UTF-8; save the paper again with the encoding UTF-8",
        ),
        (
            b"Nur eine Zeile.\n",
            "p.txt: no demand was found in the paper; "
            "mark each demand with a bullet sign or number, or end it with its addressees in brackets",
        ),
    ],
)
def test_a_paper_that_cannot_be_read_is_refused_with_the_remedy(content, message):
    with pytest.raises(PaperError) as caught:
        read_paper(content, name="p.txt")
    assert str(caught.value) == message


def test_all_lines_that_are_not_utf8_are_reported_at_once_and_the_rest_counted():
    with pytest.raises(PaperError) as caught:
        read_paper(b"ok\n" + b"\xfc\n" * 8, name="p.txt")
    assert [problem.line for problem in caught.value.problems] == [2, 3, 4, 5, 6, None]
    assert caught.value.problems[-1].found == "3 more lines are not UTF-8"
