"""Texts of a catalogue are shown, never obeyed."""

import html
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from policydiff.render.safety import (
    escape_json,
    escape_markdown,
    json_value,
    line,
    link_path,
    markdown_code,
    paragraphs,
    visible,
)

SPACE = "\u200b"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mrot", "␛[31mrot"),
        ("a\x00b\x07c\x7f", "a␀b␇c␡"),
        ("a\u202eb\u2066c", "a\ufffdb\ufffdc"),
        ("a\u200bb\ufeff", "a\ufffdb\ufffd"),
        ("Frei\xadraum", "Frei¬raum"),
        ("\udc80", "\ufffd"),
        ("\x9b31m", "\ufffd31m"),
        ("„Größe“ – ß, ẞ, 0,7\u00a0%", "„Größe“ – ß, ẞ, 0,7\u00a0%"),
    ],
)
def test_signs_that_act_or_hide_are_made_visible(text, shown):
    assert visible(text) == shown


def test_a_text_becomes_one_line():
    assert line("eins\r\nzwei\u2028 drei\n") == "eins zwei drei"
    assert paragraphs("eins\nzwei\n \n drei \n\n") == ("eins zwei", "drei")


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("<b>&", "&lt;b&gt;&amp;"),
        ("*a* _b_ `c` ~~d~~ [e](f) g|h", rf"\*a\* \_b\_ \`c\` \~\~{SPACE}d\~\~ \[e\](f) g\|h"),
        ("!12, ~x, %1 und /close", f"!{SPACE}12, \\~{SPACE}x, %{SPACE}1 und /close"),
        ("/close", r"\/close"),
        ("AT&T &1 {+a+} [[_TOC_]]", f"AT&amp;T &amp;{SPACE}1 {{{SPACE}+a+}} \\[{SPACE}\\[\\_TOC\\_\\]\\]"),
        ("Ja, !12", f"Ja, !{SPACE}12"),
        ("# Titel", r"\# Titel"),
        ("- Punkt", r"\- Punkt"),
        ("1. Punkt", r"1\. Punkt"),
        ("12) Punkt", r"12\) Punkt"),
        ("@anna und a@b.de", f"@{SPACE}anna und a@{SPACE}b.de"),
        ("siehe #12 und GH-7", f"siehe \\#{SPACE}12 und GH-{SPACE}7"),
        ("https://a.de www.b.de", f"https:{SPACE}//a.de www{SPACE}.b.de"),
        (":tada: und 12:30 Uhr", f"\\:{SPACE}tada: und 12:30 Uhr"),
        ("deadbeef1", f"dead{SPACE}beef1"),
        ("deadbeef1234567", f"dead{SPACE}beef{SPACE}1234{SPACE}567"),
        ("$x$", "<span>$</span>x<span>$</span>"),
        ("„Logistik 4.0“, 0,7 % (EU, Bund) – z.B.", "„Logistik 4.0“, 0,7 % (EU, Bund) – z.B."),
    ],
)
def test_markdown_is_escaped_but_readable(text, escaped):
    assert escape_markdown(text) == escaped


# Words and signs that mean something to Markdown or GitHub, put together at random.
PARTS = (
    "a 1 7 x1 . - + = # * _ ** __ ~~ ` ``` | > < [ ] ( ) ![ ]( <!-- --> </p> <b> & &amp; &#64; \\\\ @anna :tada: : :- #1 GH-1 "
    "http:// https://a.de www. a.de mailto: $ $$ ^ [^1]: [x] 1. 2) ~ {{ }} --- === ” „ ß \u00a0 \u200b \x1b"
).split(" ")


@given(parts=st.lists(st.sampled_from([*PARTS, " ", "\n", "\t"]), max_size=12))
@pytest.mark.parametrize("before", ["", "> ", "- ", "1. ", "text ", "- **x:** "])
def test_any_text_comes_out_of_markdown_letter_for_letter(parts, before):
    text = "".join(parts)
    rendered = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(f"{before}{escape_markdown(text)}\n")
    bare = html.unescape(re.sub(r"</?(p|ul|ol|li|blockquote|strong|span)( start=\"\d+\")?>", "", rendered))

    assert line(bare.replace(SPACE, "")).removeprefix("text").removeprefix("x:").strip() == line(text)


@given(parts=st.lists(st.sampled_from([*PARTS, " "]), max_size=8))
def test_any_text_comes_out_of_a_code_span_letter_for_letter(parts):
    text = line("".join(parts))
    rendered = MarkdownIt("gfm-like", {"linkify": False}).render(f"x {markdown_code(text)} y")

    assert html.unescape(rendered) == (
        f"<p>x <code>{text.replace('|', '¦')}</code> y</p>\n" if text else "<p>x  y</p>\n"
    )


@pytest.mark.parametrize(
    ("text", "code"), [("a-b", "`a-b`"), ("a`b", "``a`b``"), ("`a", "`` `a ``"), ("a|b", "`a¦b`"), ("", "")]
)
def test_a_code_span_cannot_be_closed_from_inside(text, code):
    assert markdown_code(text) == code


@given(st.text())
def test_json_keeps_every_sign_and_shows_none_that_acts(text):
    escaped = escape_json(json.dumps(text, ensure_ascii=False))

    assert json.loads(escaped) == text
    assert visible(escaped) == escaped


def test_values_that_json_does_not_know_become_text():
    assert json_value({1: {"b", "a"}, "c": (1, float("nan"), None, True, b"x")}) == {
        "1": ["a", "b"],
        "c": [1, "nan", None, True, "b'x'"],
    }


def test_a_path_cannot_be_taken_for_an_address():
    assert link_path("a b/ä.html") == "a%20b/%C3%A4.html"
    assert link_path("javascript:alert(1)") == "javascript%3Aalert%281%29"
