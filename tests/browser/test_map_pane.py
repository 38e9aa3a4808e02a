"""The map by mouse and by keys, and as a list."""

import re

from playwright.sync_api import Page, expect

from tests.browser.coding import saved
from tests.browser.conftest import Serve

CASE = "congestion-charge"
PLACES = """() => {
  const cy = document.querySelector('.host')._cyreg.cy
  const box = cy.container().getBoundingClientRect()
  return Object.fromEntries(cy.nodes().map((node) => {
    const at = node.renderedPosition()
    return [node.id(), [at.x + box.left, at.y + box.top]]
  }))
}"""
"""factor → where it is drawn in the window"""


def _only(page: Page, *panes: str) -> None:
    """Leave these panes open."""
    for name in ("Text", "Map", "Run"):
        button = page.get_by_role("button", name=name, exact=True)
        wanted = str(name in panes).lower()
        if button.get_attribute("aria-pressed") != wanted:
            button.click()


def _drag(page: Page, start: list[float], end: list[float]) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=6)
    page.mouse.up()


def test_a_link_is_followed_by_keys_and_marks_its_sentence(serve: Serve, page: Page) -> None:
    page.goto(serve(CASE).address)
    page.get_by_label("Account", exact=True).select_option("transport_office")
    drawing = page.get_by_role("application", name=re.compile("Map of the account"))
    expect(page.get_by_text(re.compile(r"\d+ factors, \d+ links"))).to_be_visible()
    page.get_by_label("Search factors").fill("charge of five")
    page.get_by_label("Search factors").press("Enter")
    card = page.get_by_role("region", name="Factor")
    expect(card.get_by_role("heading", name="A charge of five crowns")).to_be_visible()
    drawing.focus()
    page.keyboard.press("ArrowRight")
    link = page.get_by_role("region", name="Link")
    expect(link).to_contain_text("A charge of five crowns")
    first = link.get_by_role("heading").inner_text()
    page.keyboard.press("ArrowDown")
    expect(link.get_by_role("heading")).not_to_have_text(first)
    expect(link.get_by_role("switch")).to_have_count(1)
    page.keyboard.press("ArrowRight")
    expect(card.get_by_role("heading", name="A charge of five crowns")).to_have_count(0)


def test_the_list_says_what_the_drawing_shows(serve: Serve, page: Page) -> None:
    page.goto(serve(CASE).address)
    page.get_by_label("Account", exact=True).select_option("chamber")
    page.get_by_role("button", name="List").click()
    links = page.get_by_role("region", name="Links of the map")
    expect(links.get_by_role("heading").first).to_be_visible()
    before = links.get_by_role("listitem").count()
    page.get_by_role("button", name="Filter").click()
    page.get_by_label("with assumptions").uncheck()
    expect(links.get_by_role("listitem").filter(has_text="an assumption")).to_have_count(0)
    assert links.get_by_role("listitem").count() <= before
    page.get_by_role("button", name="Show all again").click()
    expect(links.get_by_role("listitem")).to_have_count(before)
    links.get_by_role("listitem").first.get_by_role("button").click()
    expect(page.get_by_role("region", name="Link", exact=True)).to_be_visible()


def test_only_what_lies_between_lever_and_outcome(serve: Serve, page: Page) -> None:
    page.goto(serve(CASE).address)
    shown = page.get_by_label("What is shown")
    shown.select_option(label="With the charge the buses are faster")
    expect(page.get_by_text("only what lies between lever and outcome")).to_be_visible()
    page.get_by_role("button", name="show all").click()
    expect(page.get_by_text("only what lies between lever and outcome")).to_have_count(0)
    expect(shown).to_have_value("")


def test_two_factors_are_merged_and_parted_again(serve: Serve, page: Page) -> None:
    served = serve(CASE)
    page.goto(served.address)
    page.get_by_label("Search factors").fill("bus passengers")
    page.get_by_label("Search factors").press("Enter")
    page.get_by_label("Same as").select_option(label="Cars in the old town")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Bus passengers would become Cars in the old town")
    dialog.get_by_role("button", name="Leave apart").click()
    expect(dialog).to_have_count(0)
    merges = served.home / CASE / "merges.yaml"
    assert not merges.exists() or "bus_passengers" not in merges.read_text("utf-8")
    page.get_by_label("Same as").select_option(label="Cars in the old town")
    dialog.get_by_role("button", name="Merge").click()
    expect(page.get_by_text("merged into").first).to_be_visible()
    page.get_by_role("log").get_by_role("button", name="Undo").first.click()
    expect(page.get_by_text("Undone").first).to_be_visible()


def test_a_factor_stays_where_it_is_dragged(serve: Serve, page: Page) -> None:
    served = serve(CASE)
    page.goto(served.address)
    _only(page, "Map")
    page.get_by_label("Account", exact=True).select_option("transport_office")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_text("Arrangement kept")).to_be_visible()
    kept = (served.home / CASE / "map.yaml").read_text("utf-8")
    assert re.search(r"charge: \[-?\d+", kept)


def test_a_factor_that_is_dropped_on_another_is_merged_into_it(serve: Serve, page: Page) -> None:
    served = serve(CASE)
    merges = served.home / CASE / "merges.yaml"
    page.goto(served.address)
    _only(page, "Map")
    expect(page.get_by_text(re.compile(r"^\s*\d+ factors"))).to_be_visible()
    places = page.evaluate(PLACES)
    _drag(page, places["ridership"], places["car_trips"])
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Bus passengers would become Cars in the old town")
    dialog.get_by_role("button", name="Leave apart").click()
    assert not merges.exists()
    assert page.evaluate(PLACES) == places
    _drag(page, places["ridership"], places["car_trips"])
    dialog.get_by_role("button", name="Merge").click()
    saved(page, "merged into")
    page.get_by_role("button", name="Undo").first.click()
    saved(page, "Undone")
    assert "ridership" not in merges.read_text("utf-8")
