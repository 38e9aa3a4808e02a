"""The names of proposals are settled before the first claim, by keys alone."""

from playwright.sync_api import Page, expect

from tests.browser.accessibility import serious_findings
from tests.browser.coding import focus_text, open_text
from tests.browser.conftest import Serve
from tests.browser.keyboard import press
from tests.test_workbench_names import propose

CASE = "congestion-charge"


def test_names_come_before_the_first_claim(serve: Serve, page: Page) -> None:
    served = serve(CASE, coder="nv")
    folder = served.home / CASE
    propose(folder)
    open_text(page, served.address)
    page.get_by_role("button", name="1 to decide").wait_for()
    focus_text(page)
    press(page, "n")
    names = page.get_by_role("dialog", name="Names before claims")
    tolls = names.get_by_role("button", name="<b>Tolls</b>")
    expect(names.get_by_role("button", expanded=True)).to_be_focused()
    assert serious_findings(page) == []
    while not tolls.evaluate("element => element === document.activeElement"):
        press(page, "ArrowDown")
    press(page, "t")
    expect(names.get_by_role("textbox", name="Name")).to_be_focused()
    page.keyboard.type("Tolls of the bridge")
    press(page, "Enter")
    expect(names.get_by_role("button", name="Tolls of the bridge")).to_be_focused()
    assert "Tolls of the bridge" in (folder / "factors.yaml").read_text("utf-8")
    press(page, "m")
    expect(names.get_by_role("combobox")).to_be_focused()
    page.keyboard.type("A charge of five")
    press(page, "Enter")
    expect(names.get_by_role("alert")).to_contain_text("links the two")
    press(page, "Escape", "u")
    expect(names.get_by_text("1 to settle")).to_be_visible()
    expect(tolls).to_be_focused()
    press(page, "a")
    expect(names).to_have_count(0)
    expect(page.get_by_role("article", name="Claim")).to_contain_text("<b>Tolls</b>")
    assert 'named_by: "nv"' in (folder / "factors.yaml").read_text("utf-8")
    press(page, "n")
    expect(names).to_have_count(0)
