"""Every main state by ear, in both modes, on a narrow and a wide window."""

import pytest
from playwright.sync_api import Page

from tests.browser.accessibility import serious_findings
from tests.browser.coding import focus_text, open_text
from tests.browser.conftest import Serve

CASE = "congestion-charge"


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_serious_in_any_state(
    serve: Serve, page: Page, mode: str, width: int
) -> None:
    page.emulate_media(color_scheme="dark" if mode == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 844})
    open_text(page, serve(CASE).address)
    states = {"text": serious_findings(page)}
    focus_text(page)
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.get_by_role("form", name="Change the claim").wait_for()
    states["a claim"] = serious_findings(page)
    page.keyboard.press("Escape")
    page.keyboard.press("2")
    page.get_by_role("button", name="List").click()
    page.get_by_role("region", name="Links of the map").get_by_role("button").nth(1).click()
    states["map"] = serious_findings(page)
    page.keyboard.press("3")
    page.get_by_role("region", name="The answer in question").get_by_role("switch").first.click()
    page.get_by_text("Tried, not written:").wait_for()
    states["run"] = serious_findings(page)
    for key, name in (("p", "Faults and files"), ("g", "Changes since the last commit")):
        page.keyboard.press(key)
        page.get_by_role("complementary", name=name).wait_for()
        states[name] = serious_findings(page)
        page.keyboard.press("Escape")
    for key in ("q", "?"):
        page.keyboard.press(key)
        page.get_by_role("dialog").wait_for()
        states[f"dialog {key}"] = serious_findings(page)
        page.keyboard.press("Escape")
    page.get_by_role("button", name="All cases").click()
    page.get_by_role("heading", name="Cases").wait_for()
    states["start"] = serious_findings(page)
    assert {name: found for name, found in states.items() if found} == {}
