"""A second coder beside one's own marks, marks that are cut again, and undo after a restart."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.coding import PLACE_OF, Edited, focus_text, mark, open_text, saved
from tests.browser.conftest import Serve

CASE = "congestion-charge"
BRIEF = Path(CASE) / "claims" / "brief.yaml"
AT_REST = """() => new Promise((resolve) => {
  const scroller = document.querySelector('.scroller')
  let [at, frames] = [-1, 0]
  const look = () => {
    frames = scroller.scrollTop === at ? frames + 1 : 0
    at = scroller.scrollTop
    if (frames > 10) resolve()
    else requestAnimationFrame(look)
  }
  look()
})"""
"""waits until the text is no longer scrolled"""


def test_agreement_with_a_second_coder_follows_what_is_coded(serve: Serve, page: Page) -> None:
    served = serve(CASE, coder="nv")
    open_text(page, served.address)
    page.get_by_text("Marks", exact=True).click()
    page.get_by_label("second coder").select_option("rk")
    page.get_by_text("Marks", exact=True).click()
    told = page.get_by_text(re.compile("claims shared with rk"))
    expect(told).to_contain_text(re.compile("^0 claims shared with rk, 0 only yours"))
    mark(page, "Congestion slows the buses")
    form = page.get_by_role("form", name="New claim")
    for name, title in (("Cause", "Congestion"), ("Effect", "Speed of the buses")):
        form.get_by_role("combobox", name=name).fill(title)
        page.get_by_role("listbox").get_by_role("option", name=title).first.click()
    form.get_by_role("radio", name="raises").click()
    form.get_by_role("button", name="Make claim").click()
    saved(page, "Claim made")
    expect(told).to_contain_text(re.compile("^1 claims? shared with rk, 0 only yours"))
    expect(page.get_by_role("article", name="Claim")).to_contain_text("rk: Congestion ▼")
    sign = page.get_by_text(re.compile("^sign (–|-?[0-9])"))
    before = sign.text_content()
    page.keyboard.press("f")
    saved(page, "Sign reversed")
    expect(sign).not_to_have_text(before or "")


def test_an_end_of_a_mark_is_dragged(serve: Serve, page: Page) -> None:
    served = serve(CASE)
    open_text(page, served.address)
    focus_text(page)
    page.keyboard.press("j")
    page.keyboard.press("j")
    claim = Edited(served.home / BRIEF).text().split("- id:")[2]
    assert "anchor: {start: 484, end: 516}" in claim
    page.get_by_role("article", name="Claim").wait_for()
    page.evaluate(PLACE_OF, "drive passengers")
    page.evaluate(AT_REST)
    to = page.evaluate(PLACE_OF, "drive passengers")
    handle = page.locator(".edge.end").bounding_box()
    assert handle is not None
    page.mouse.move(handle["x"], handle["y"] + handle["height"] / 2)
    page.mouse.down()
    page.mouse.move(to[2], to[3], steps=5)
    page.mouse.up()
    saved(page, "Words of the claim changed")
    claim = Edited(served.home / BRIEF).text().split("- id:")[2]
    assert "anchor: {start: 484, end: 511}" in claim
    expect(page.get_by_role("article", name="Claim")).to_contain_text("Bus passengers")
    page.get_by_role("button", name="Undo").first.click()
    saved(page, "Undone")
    assert "anchor: {start: 484, end: 516}" in Edited(served.home / BRIEF).text()


def test_undo_after_a_restart(serve: Serve, page: Page) -> None:
    served = serve(CASE)
    before = (served.home / BRIEF).read_bytes()
    open_text(page, served.address)
    focus_text(page)
    page.keyboard.press("j")
    for _ in range(2):
        page.keyboard.press("f")
        saved(page, "Sign reversed")
    page.keyboard.press("r")
    saved(page, "Rejected")
    served.stop()
    open_text(page, serve(CASE, folder=served.home).address)
    for name in ("Reject", "Change sign", "Change sign"):
        page.get_by_role("button", name="Undo").first.click()
        saved(page, f"Undone: {name}")
    expect(page.get_by_role("button", name="Undo").first).to_be_disabled()
    assert (served.home / BRIEF).read_bytes() == before
    page.get_by_role("button", name="Redo").click()
    saved(page, "Done again: Change sign")
