"""The guided first case by keys alone: each step advances once it is done."""

from pathlib import Path

from playwright.sync_api import Page

from tests.browser.accessibility import serious_findings
from tests.browser.coding import accept_names, focus_text, saved
from tests.browser.conftest import Serve

READING = 60_000
"""milliseconds that the reader may take to start and to read a text"""


def _step(page: Page, number: int) -> None:
    page.get_by_text(f"{number} of 8").wait_for()


def _decide(page: Page) -> None:
    """Have the reader propose claims, and accept them all."""
    page.get_by_role("button", name="Propose claims").focus()
    page.keyboard.press("Enter")
    accept_names(page, READING)
    focus_text(page)
    page.keyboard.press("n")
    waiting = page.get_by_role("button", name="to decide")
    while left := waiting.all_inner_texts():
        page.keyboard.press("a")
        for _ in range(200):
            if waiting.all_inner_texts() != left:
                break
            page.wait_for_timeout(50)


def _first_claim(page: Page) -> None:
    """Code the first sentence: Fare lowers Passengers."""
    focus_text(page)
    for key in ("ArrowDown", "ArrowDown", "s", "Enter"):
        page.keyboard.press(key)
    _step(page, 2)
    page.locator("[role=combobox]:focus").wait_for()
    page.keyboard.type("Fare")
    page.keyboard.press("Enter")
    page.locator("[role=radio]:focus").wait_for()
    page.keyboard.press("-")
    page.locator("[role=combobox]:focus").wait_for()
    page.keyboard.type("Passengers")
    page.keyboard.press("Enter")
    page.locator("button.primary:focus").wait_for()
    page.keyboard.press("Enter")


def _ask(page: Page) -> None:
    """Ask whether a higher fare brings more passengers."""
    page.keyboard.press("q")
    page.get_by_role("combobox", name="If").wait_for()
    page.keyboard.type("fare")
    page.keyboard.press("Enter")
    page.get_by_role("combobox", name="then").focus()
    page.keyboard.type("passengers")
    page.keyboard.press("Enter")
    page.get_by_role("dialog").get_by_role("button", name="Ask").focus()
    page.keyboard.press("Enter")


def test_the_guided_first_case_by_keys_alone(serve: Serve, page: Page, tmp_path: Path) -> None:
    home = tmp_path / "home"
    served = serve(folder=home, coder="nv")
    page.goto(served.address)
    page.get_by_role("button", name="Begin").focus()
    page.keyboard.press("Enter")
    page.locator(".part").first.wait_for()
    _step(page, 1)
    assert serious_findings(page) == []
    _first_claim(page)
    saved(page, "Claim made")
    _step(page, 3)
    _decide(page)
    _step(page, 5)
    page.locator("#document").focus()
    page.keyboard.press("ArrowDown")
    page.get_by_role("heading", name="Somebody has to pay").wait_for()
    _decide(page)
    _step(page, 6)
    page.get_by_role("button", name="Skip").focus()
    page.keyboard.press("Enter")
    _step(page, 7)
    _ask(page)
    saved(page, "Asked")
    _step(page, 8)
    focus_text(page)
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.get_by_text("That is the whole way").wait_for()
    case = next(path for path in home.iterdir() if path.is_dir())
    assert "set: fare, to: 2" in (case / "scenarios.yaml").read_text("utf-8")
