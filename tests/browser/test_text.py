"""Claims are made, changed and taken back in the text, by mouse and by keyboard alone."""

from playwright.sync_api import Page, expect

from tests.browser.accessibility import serious_findings
from tests.browser.coding import focus_text, mark, open_text, saved
from tests.browser.conftest import Serve
from tests.browser.keyboard import focused, press
from tests.browser.served import Hosted

CASE = "congestion-charge"
WORDS = "a bus needs"


def _claims(served: Hosted) -> str:
    return (served.home / CASE / "claims" / "brief.yaml").read_text("utf-8")


def _lines_apart(before: str, after: str) -> int:
    return len(set(after.splitlines()) ^ set(before.splitlines()))


def test_a_claim_by_mouse(serve: Serve, page: Page) -> None:
    served = serve(CASE, coder="nv")
    before = _claims(served)
    open_text(page, served.address)
    mark(page, WORDS)
    form = page.get_by_role("form", name="New claim")
    form.get_by_role("combobox", name="Cause").fill("congestion")
    page.get_by_role("listbox").get_by_role("option", name="Congestion").first.click()
    form.get_by_role("radio", name="raises").click()
    form.get_by_role("combobox", name="Effect").fill("Time on the road")
    page.get_by_role("listbox").get_by_role("option", name="New factor").click()
    form.get_by_role("button", name="Make claim").click()
    saved(page, "Claim made")
    after = _claims(served)
    assert after.startswith(before[:200])
    assert "effect: time_on_the_road" in after
    assert "Time on the road" in (served.home / CASE / "factors.yaml").read_text("utf-8")
    page.get_by_role("button", name="Undo").first.click()
    saved(page, "Undone")
    assert _claims(served) == before


def test_a_further_claim_and_another_effect_by_few_keys(serve: Serve, page: Page) -> None:
    """`+` makes one in the sentence that is shown, `E` changes an effect; names come by letters."""
    served = serve(CASE, coder="nv")
    open_text(page, served.address)
    focus_text(page)
    press(page, "j", "+")
    form = page.get_by_role("form", name="New claim")
    focused(page, "[role=combobox]")
    page.keyboard.type("cong")
    press(page, "Enter", "-")
    focused(page, "[role=combobox]")
    word = page.locator(".strip .word").last.inner_text()
    page.keyboard.type(word[:3])
    page.get_by_role("option", name=f"New factor “{word.capitalize()}”").click()
    focused(page, "button.primary")
    press(page, "Enter")
    saved(page, "Claim made")
    expect(form).to_have_count(0)
    factors = (served.home / CASE / "factors.yaml").read_text("utf-8")
    assert f'title: "{word.capitalize()}"' in factors
    press(page, "E")
    focused(page, "[role=combobox]")
    page.keyboard.type("cong")
    press(page, "Enter")
    saved(page, "Claim changed")
    assert _claims(served).count("effect: congestion\n") > 0


def test_a_word_of_a_claim_is_marked_by_a_double_click(serve: Serve, page: Page) -> None:
    """The first click shows the claim: the words stay below the mouse until the second."""
    open_text(page, serve(CASE, coder="nv").address)
    words = page.locator(".part.marked").nth(1)
    words.evaluate("words => words.scrollIntoView({block: 'end'})")
    box = words.evaluate("words => words.getClientRects()[0].toJSON()")
    at = (box["x"] + 12, box["y"] + 8)
    page.mouse.dblclick(*at)
    form = page.get_by_role("form", name="New claim")
    form.get_by_role("combobox", name="Cause").wait_for()
    page.keyboard.press("Escape")
    form.wait_for(state="detached")
    page.mouse.click(*at)
    card = page.get_by_role("article", name="Claim")
    card.get_by_text("accepted", exact=True).click()
    page.keyboard.press("Escape")
    card.wait_for(state="detached")


def test_a_claim_by_keys_alone(serve: Serve, page: Page) -> None:
    served = serve(CASE, coder="nv")
    before = _claims(served)
    open_text(page, served.address)
    focus_text(page)
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "s", "Enter"):
        page.keyboard.press(key)
    page.get_by_role("form", name="New claim").wait_for()
    page.keyboard.type("congestion")
    page.keyboard.press("Enter")
    page.locator("[role=radio]:focus").wait_for()
    page.keyboard.press("-")
    page.locator("[role=combobox]:focus").wait_for()
    page.keyboard.type("bus pass")
    page.keyboard.press("Enter")
    page.locator("button.primary:focus").wait_for()
    page.keyboard.press("Enter")
    saved(page, "Claim made")
    assert _lines_apart(before, _claims(served)) > 0
    page.locator("[data-testid=text]:focus").wait_for()
    page.keyboard.press("f")
    saved(page, "Sign reversed")
    page.keyboard.press("]")
    page.keyboard.press("u")
    saved(page, "Undone")


def test_a_change_touches_only_the_lines_of_its_claim(serve: Serve, page: Page) -> None:
    served = serve(CASE, coder="nv")
    before = _claims(served).splitlines()
    open_text(page, served.address)
    focus_text(page)
    page.keyboard.press("j")
    page.keyboard.press("r")
    saved(page, "Rejected")
    after = _claims(served).splitlines()
    kept = [line for line in before if line not in after]
    assert len(kept) <= 2
    assert "    status: rejected" in after


def test_what_changes_outside_appears_and_faults_are_put_right(serve: Serve, page: Page) -> None:
    served = serve(CASE)
    path = served.home / CASE / "claims" / "brief.yaml"
    open_text(page, served.address)
    path.write_text(_claims(served).replace("effect: ridership", "effect: ridershp", 1), "utf-8")
    page.get_by_role("button", name="1 faults").click()
    page.get_by_role("button", name="unknown factor `ridershp`").click()
    area = page.get_by_role("textbox", name="claims/brief.yaml")
    area.fill(area.input_value().replace("ridershp", "ridership"))
    page.get_by_role("button", name="Save").click()
    saved(page, "saved")
    page.get_by_text("No faults").wait_for()
    assert "ridershp" not in _claims(served)


def test_a_clash_in_a_file_shows_both_and_writes_neither(serve: Serve, page: Page) -> None:
    served = serve(CASE)
    path = served.home / CASE / "scenarios.yaml"
    open_text(page, served.address)
    page.keyboard.press("p")
    page.get_by_role("combobox", name="File").select_option("scenarios.yaml")
    area = page.get_by_role("textbox", name="scenarios.yaml")
    area.fill(area.input_value() + "# mine\n")
    theirs = path.read_text("utf-8") + "# theirs\n"
    path.write_text(theirs, "utf-8")
    page.get_by_text("was changed elsewhere").wait_for()
    page.get_by_role("button", name="Save").click()
    assert path.read_text("utf-8") == theirs
    page.get_by_role("button", name="Keep on with mine").click()
    page.get_by_role("button", name="Save").click()
    saved(page, "saved")
    assert path.read_text("utf-8").endswith("# mine\n")


def test_a_document_without_text_says_where_to_get_it(serve: Serve, page: Page) -> None:
    served = serve("war-against-war")
    page.goto(served.address)
    page.locator("#document").select_option(index=0)
    page.get_by_text("The text of this document is not on this machine").wait_for()


def test_nothing_serious_is_found_by_axe_while_coding(serve: Serve, page: Page) -> None:
    served = serve(CASE)
    open_text(page, served.address)
    focus_text(page)
    page.keyboard.press("j")
    assert serious_findings(page) == []
    page.keyboard.press("e")
    page.get_by_role("form", name="Change the claim").wait_for()
    assert serious_findings(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.get_by_role("heading", name="Keys").wait_for()
    assert serious_findings(page) == []


def test_a_narrow_window_has_nothing_beyond_its_edge(serve: Serve, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    served = serve(CASE)
    open_text(page, served.address)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
