"""What falls when a claim is switched off, and what it would take."""

import re

from playwright.sync_api import Page, expect

from tests.browser.accessibility import serious_findings
from tests.browser.conftest import Serve

CASE = "congestion-charge"
LONG = 60_000
"""milliseconds in which an account is run for the first time on a busy machine"""


def _opened(serve: Serve, page: Page, contention: str) -> None:
    page.goto(serve(CASE).address)
    page.get_by_label("Account", exact=True).select_option("transport_office")
    page.get_by_role("rowheader").get_by_role("button", name=contention, exact=True).click()
    answer = page.get_by_role("region", name="The answer in question")
    expect(answer.get_by_text("supported, 100 %")).to_be_visible(timeout=LONG)


def test_a_claim_is_switched_off_and_the_answer_falls(serve: Serve, page: Page) -> None:
    _opened(serve, page, "With the charge the buses are faster")
    answer = page.get_by_role("region", name="The answer in question")
    switch = answer.get_by_role(
        "switch", name="A charge of five crowns lowers Cars in the old town"
    )
    switch.click()
    expect(switch).to_have_attribute("aria-checked", "false")
    expect(page.get_by_text("Tried, not written:")).to_be_visible()
    expect(answer.get_by_text("does not follow").first).to_be_visible(timeout=LONG)
    expect(answer.get_by_text("was supported").first).to_be_visible()
    cell = page.get_by_role(
        "button", name=re.compile("^The Transport Office: does not follow, was")
    )
    expect(cell.first).to_be_visible()
    spoken = page.locator("p[role=status]").first
    fallen = "With the charge the buses are faster: does not follow, was supported"
    expect(spoken).to_contain_text(fallen, timeout=LONG)
    page.get_by_role("button", name="Put all back").click()
    expect(spoken).to_have_text("With the charge the buses are faster: supported, 100 %")
    expect(answer.get_by_text("supported, 100 %")).to_be_visible(timeout=LONG)
    expect(page.get_by_text("Tried, not written:")).to_have_count(0)


def test_a_slider_is_moved_and_put_back(serve: Serve, page: Page) -> None:
    _opened(serve, page, "With the charge there are fewer cars in the old town")
    levers = page.get_by_role("region", name="What would it take")
    slider = levers.get_by_role("slider").first
    slider.press("Home")
    expect(slider).to_have_attribute("aria-valuetext", "off")
    expect(page.get_by_text("1 action moved")).to_be_visible()
    answer = page.get_by_role("region", name="The answer in question")
    expect(answer.get_by_text("was supported").first).to_be_visible(timeout=LONG)
    levers.get_by_role("button", name="as in the case").click()
    expect(answer.get_by_text("supported, 100 %")).to_be_visible(timeout=LONG)


def test_courses_have_their_numbers_in_a_table(serve: Serve, page: Page) -> None:
    _opened(serve, page, "With the charge there are fewer cars in the old town")
    course = page.get_by_role("region", name="Over time")
    expect(course.get_by_role("img", name=re.compile("over time"))).to_be_visible(timeout=LONG)
    course.get_by_text("At the end, in numbers").click()
    expect(course.get_by_role("row").nth(1)).to_contain_text("%")
    course.get_by_label("Overlay another account").select_option(label="The Clean Air Alliance")
    expect(course.get_by_role("row")).to_have_count(5, timeout=LONG)


def test_nothing_serious_is_found_by_axe_in_light_and_dark(serve: Serve, page: Page) -> None:
    _opened(serve, page, "With the charge the buses are faster")
    page.get_by_role("switch").first.click()
    expect(page.get_by_text("Tried, not written:")).to_be_visible()
    assert not serious_findings(page)
    page.get_by_role("button", name="Dark colours").click()
    page.get_by_role("button", name="List").click()
    assert not serious_findings(page)


def test_hinges_are_found_and_switched_off_together(serve: Serve, page: Page) -> None:
    _opened(serve, page, "With the charge the buses are faster")
    hinges = page.get_by_role("region", name="Hinges")
    hinges.get_by_role("button", name="Find the hinges").click()
    expect(hinges.get_by_text("the answer turns").first).to_be_visible(timeout=LONG)
    hinges.get_by_role("button", name="Switch them off").first.click()
    answer = page.get_by_role("region", name="The answer in question")
    expect(answer.get_by_text("was supported").first).to_be_visible(timeout=LONG)


def test_the_brief_is_shown_to_be_printed(serve: Serve, page: Page) -> None:
    _opened(serve, page, "With the charge the buses are faster")
    page.get_by_role("button", name=re.compile("^Brief")).click()
    dialog = page.get_by_role("dialog", name="Brief")
    brief = dialog.frame_locator("iframe")
    expect(brief.get_by_role("heading").first).to_be_visible(timeout=LONG)
    expect(dialog.get_by_role("button", name="Print or save as PDF")).to_be_enabled()
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_have_count(0)
