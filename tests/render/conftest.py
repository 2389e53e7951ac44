"""What tests of the renderers share."""

import pytest

from policydiff.core.catalogue import Catalogue
from policydiff.core.report import Report
from tests.render.samples import small_catalogue, whole_report


@pytest.fixture
def report() -> Report:
    """Return a report with every kind of change, in German."""
    return whole_report()


@pytest.fixture
def catalogue() -> Catalogue:
    """Return the new edition of the invented catalogue."""
    return small_catalogue()


@pytest.fixture(scope="session")
def browser(program):
    """Start the machine's own Chromium, once: Playwright runs one driver in a process."""
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=program("chromium", "google-chrome"), args=["--no-sandbox"])
        yield started
        started.close()
