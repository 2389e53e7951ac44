"""Pages in another language than their catalogue: its words are marked as what they are, for voices and hyphens."""

import re
from html.parser import HTMLParser

from policydiff.core.comparison import compare
from policydiff.render import IndexItem, render, render_index, render_inventory
from policydiff.render.site import draw_site
from tests.policies import CYCLING, MUSIC, demand, report
from tests.render.lineage.test_pages import all_of
from tests.render.site.archives import sample

THEIRS = re.compile("AG |Ganztagsschulen|Bibliotheken|Autobahn|Radschnellwege|Musikinstrument|Kommunen")
OURS = re.compile("Insert|Strike|demand|edition", re.IGNORECASE)
# Told in one piece: a citation, in the form that its style asks for, and where a demand that is back stood last.
WHOLE = re.compile(r"commit c{40}|^edition 2013, id m: “")
EMPTY = ("meta", "link", "input", "br")


class Languages(HTMLParser):
    """Collects the words of a page with the language that each stands in."""

    def __init__(self):
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.words: list[tuple[str, str]] = []

    def handle_starttag(self, tag, attrs):
        if tag not in EMPTY:
            self.open.append((tag, dict(attrs).get("lang") or (self.open[-1][1] if self.open else "")))

    def handle_startendtag(self, tag, attrs):
        """Pass by a shape of a picture."""

    def handle_endtag(self, tag):
        while self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        tags = {tag for tag, _ in self.open}
        if data.strip() and tags.isdisjoint({"title", "svg", "code", "pre", "style"}):
            self.words.append((self.open[-1][1], data))


def pages(language):
    """Return pages of every kind by name."""
    told = sample()
    old, _, new = told.versions
    item = IndexItem(
        title="AG Bildung", editions="2026", subtitle="3 demands", html="a.html", markdown="a.md", text_language="de"
    )
    names = ("history", "blame", "timeline", "stats")
    found = dict(zip(names, all_of(told, format="html", language=language), strict=True))
    found |= {path: text for path, text in draw_site(told, language=language) if path.endswith(".html")}
    found["report"] = render(compare(old, new), format="html", language=language)
    found["inventory"] = render_inventory(new.catalogue, format="html", language=language)
    found["index"] = render_index([item], format="html", language=language)
    return found


def test_on_an_english_page_what_a_german_catalogue_says_is_german_and_nothing_else():
    wrong = []
    for name, text in pages("en").items():
        found = Languages()
        found.feed(text)
        for language, words in found.words:
            is_strange = THEIRS.search(words) if language == "en" else OURS.search(words)
            if is_strange and not WHOLE.search(words):
                wrong.append((name, language, words))

    assert wrong == []


def test_an_odd_language_of_a_catalogue_is_marked_as_it_is():
    old, new = [demand("rad", f"{CYCLING}. {MUSIC}.")], [demand("rad", f"{CYCLING}.")]
    page = render(report(old, new, language="en-\\1"), format="html", language="de")
    assert '<span lang="en-\\1">„' in page


def test_in_the_language_of_the_catalogue_nothing_is_marked():
    assert [name for name, text in pages("de").items() if text.count(" lang=") > 1] == []
