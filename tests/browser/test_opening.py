"""A case opens in a browser, and only there."""

from typing import Literal

from playwright.sync_api import Page

from tests.browser.accessibility import serious_findings
from tests.browser.conftest import Serve

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def test_a_case_opens_with_its_title(serve: Serve, page: Page) -> None:
    served = serve("congestion-charge")
    page.goto(served.address)
    page.get_by_text("A congestion charge for Marlhaven").first.wait_for()
    assert "token" not in page.url


def test_nothing_serious_is_found_by_axe(serve: Serve, page: Page) -> None:
    served = serve("congestion-charge")
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        page.goto(served.address)
        page.get_by_text("A congestion charge for Marlhaven").first.wait_for()
        assert serious_findings(page) == []


def test_the_page_asks_no_other_host(serve: Serve, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    served = serve("congestion-charge")
    page.goto(served.address)
    page.get_by_text("A congestion charge for Marlhaven").first.wait_for()
    here = served.address.split("?")[0]
    assert asked
    assert all(url.startswith((here, "data:")) for url in asked), asked
