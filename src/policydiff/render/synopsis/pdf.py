"""The Synopse as PDF: the home of WeasyPrint, which needs Pango on the system."""

import re
from hashlib import sha256
from importlib import resources
from typing import Any

from policydiff.errors import Problem, UsageError

# Noto Sans, in parts: fonts of the machine would make other pages on another machine. Their licence stands beside them.
_FONTS = ("regular", "bold", "italic", "bold-italic", "symbols", "mathematics")
_SCHEME = "font:"


def draw_pdf(page: str) -> bytes:
    """Return a page as PDF/UA with bookmarks and embedded fonts; the same bytes for the same input.

    Raises UsageError where WeasyPrint, or Pango that it draws with, is not installed.
    """
    weasyprint = _weasyprint()
    document = weasyprint.HTML(string=page, base_url=None, url_fetcher=_fetcher(weasyprint))
    return bytes(
        document.write_pdf(
            pdf_variant="pdf/ua-1",
            pdf_identifier=sha256(page.encode()).digest()[:16],
            custom_metadata=False,
            hinting=False,
        )
    )


def _weasyprint() -> Any:
    try:
        import weasyprint
    except ImportError as error:
        remedy = "pip install 'policydiff[pdf]'"
        raise UsageError(Problem(found="WeasyPrint, which makes PDF, is not installed", remedy=remedy)) from error
    except OSError as error:  # it loads Pango when it is imported
        remedy = "on Debian and Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        library = re.search(r"'([^']+)'", str(error))
        found = f"WeasyPrint, which makes PDF, finds no Pango on this system ({library[1] if library else error})"
        raise UsageError(Problem(found=found, remedy=remedy)) from error
    return weasyprint


def _fetcher(weasyprint: Any) -> Any:
    """Return what brings our fonts and nothing else: a page of ours names nothing outside."""
    folder = resources.files("policydiff.render").joinpath("fonts")
    urls = weasyprint.urls

    class Fonts(urls.URLFetcher):  # type: ignore[misc, name-defined]  # WeasyPrint ships no types
        def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ARG002  # as WeasyPrint calls it
            name = url.removeprefix(_SCHEME)
            if name not in _FONTS:
                raise ValueError(f"{url} is none of our fonts")
            return urls.URLFetcherResponse(
                url, folder.joinpath(f"{name}.ttf").read_bytes(), {"Content-Type": "font/ttf"}
            )

    return Fonts()
