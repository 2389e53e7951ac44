"""What tests of the archive in a real browser share."""

import pytest


@pytest.fixture
def page(browser):
    """Open a page that may say nothing on its console; what it asks for is noted in `asked`."""
    page = browser.new_page()
    said: list[str] = []
    page.asked = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: page.asked.append(request.url))
    yield page
    assert said == []
    page.close()
