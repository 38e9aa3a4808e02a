"""Maps of 300 factors, texts of 2 MB, and cases made from models."""

import re
from pathlib import Path

from benchmarks.large_case import Size, write_large_case
from playwright.sync_api import Page, expect

from tests.browser.coding import open_text, saved
from tests.browser.conftest import Serve
from tests.browser.test_map_pane import PLACES
from tests.model_cases import tank_case


def test_a_map_of_300_factors_stays_usable(serve: Serve, page: Page, tmp_path: Path) -> None:
    write_large_case(tmp_path / "large", Size(claims=600, factors=300))
    page.goto(serve("large", folder=tmp_path).address)
    page.get_by_label("What is shown").select_option("")
    expect(page.get_by_text(re.compile("^\\s*300 factors"))).to_be_visible()
    search = page.get_by_label("Search factors")
    search.fill("central tolls")
    search.press("Enter")
    card = page.get_by_role("region", name="Factor")
    expect(card.get_by_role("heading", name="Central tolls")).to_be_visible()
    drawing = page.get_by_role("application", name=re.compile("Map of the account"))
    drawing.wait_for()
    places = page.evaluate(PLACES)
    assert len({tuple(place) for place in places.values()}) == 300
    drawing.focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("region", name="Link", exact=True)).to_be_visible()
    page.get_by_role("button", name="List").click()
    links = page.get_by_role("region", name="Links of the map")
    expect(links.get_by_role("heading").first).to_be_visible()


def test_a_text_of_2_megabytes(serve: Serve, page: Page, tmp_path: Path) -> None:
    size = Size(claims=60, factors=40, characters=2_000_000)
    write_large_case(tmp_path / "large", size)
    open_text(page, serve("large", folder=tmp_path, coder="nv").address)
    assert page.locator(".part").count() < 20_000
    text = page.get_by_test_id("text")
    text.focus()
    page.keyboard.press("/")
    page.keyboard.type("push up")
    page.keyboard.press("Enter")
    expect(page.locator(".part.pending, .part.caret").first).to_be_in_viewport()
    page.locator(".scroller").evaluate("(scroller) => scroller.scrollTo(0, scroller.scrollHeight)")
    last = page.locator("[data-chunk]").last
    expect(last.locator(".part").last).to_be_visible()
    last.locator("p").last.dblclick(position={"x": 30, "y": 10})
    form = page.get_by_role("form", name="New claim")
    for name in ("Cause", "Effect"):
        form.get_by_role("combobox", name=name).fill(f"{name} at the end")
        page.get_by_role("listbox").get_by_role("option", name="New factor").click()
    form.get_by_role("radio", name="raises").click()
    form.get_by_role("button", name="Make claim").click()
    saved(page, "Claim made")
    assert "cause_at_the_end" in (tmp_path / "large" / "claims" / "record.yaml").read_text("utf-8")


def test_a_case_made_from_a_model(serve: Serve, page: Page, tmp_path: Path) -> None:
    tank_case(tmp_path)
    page.goto(serve("case", folder=tmp_path).address)
    text = page.get_by_role("region", name="Text", exact=True)
    expect(text.get_by_text("No document yet")).to_be_visible()
    answer = page.get_by_role("region", name="The answer in question")
    expect(answer.get_by_text(re.compile("undecided, 49 % to 51 %")).first).to_be_visible()
    expect(answer.get_by_text("No claim of this account lies between")).to_be_visible()
    expect(page.get_by_text(re.compile(r"^\s*6 factors"))).to_be_visible()
    course = page.get_by_role("region", name="Over time")
    expect(course.get_by_role("img")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Brief")).click()
    brief = page.get_by_role("dialog", name="Brief").frame_locator("iframe")
    expect(brief.get_by_role("heading").first).to_be_visible()
