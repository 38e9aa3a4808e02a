"""The whole way of a new user: from two texts to a verdict and a printed brief."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.coding import accept_names, mark, saved, written
from tests.browser.conftest import Serve
from tests.browser.keyboard import fill_in, focused, mark_words, press, tab_to
from tests.browser.quay import BUILD, CLAIMS, LEAVE, QUESTION, TITLE, Coded, Text

LONG = 90_000
"""milliseconds that reading, a first run and a brief may take on a busy machine"""
QUESTION_ASKED = "If Quay is doubled, Jobs ends higher"
VERBS = {"raises": "▲ raises", "lowers": "▼ lowers", "none": "○ has no effect on"}
PAGE_OBJECT = re.compile(rb"/Type\s*/Page\b")


def _claims(home: Path, text: Text) -> str:
    return next(home.glob(f"*/claims/{text.id}.yaml")).read_text()


def _answer(page: Page) -> Locator:
    return page.get_by_role("region", name="The answer in question")


def _told(page: Page) -> None:
    """Both accounts have an answer: for one the conclusion follows, for the other it does not."""
    for author in (BUILD.author, LEAVE.author):
        cell = page.locator(f".cell[aria-label^='{author}: ']")
        expect(cell).to_be_visible(timeout=LONG)


def _printed(page: Page, tmp_path: Path) -> None:
    """The brief as it is printed: on one or two pages, with the question and both accounts."""
    frame = page.get_by_role("dialog", name="Brief").frame_locator("iframe")
    expect(frame.get_by_role("heading").first).to_be_visible(timeout=LONG)
    said = frame.locator("body").inner_text()
    assert QUESTION_ASKED in said
    assert BUILD.author in said
    address = page.locator("iframe").get_attribute("src")
    other = page.context.new_page()
    other.goto(re.sub(r"(//[^/]+)/.*", r"\1", page.url) + str(address))
    other.pdf(path=tmp_path / "brief.pdf", format="A4")
    pages = len(PAGE_OBJECT.findall((tmp_path / "brief.pdf").read_bytes()))
    assert pages in (1, 2)
    other.close()


def _fill(page: Page, coded: Coded) -> None:
    """A claim's form, by mouse and words."""
    form = page.get_by_role("form", name="New claim")
    for end, name in (("Cause", coded.cause), ("Effect", coded.effect)):
        form.get_by_role("combobox", name=end).fill(name)
        page.get_by_role("listbox").get_by_role("option", name=name).first.click()
        if end == "Cause":
            form.get_by_role("radio", name=re.compile(f"^{coded.sign}")).click()
    form.get_by_role("button", name="Make claim").click()
    expect(form).to_have_count(0)


def _fits(relation: Locator, text: Text) -> bool:
    """Whether the proposal on the card is what a coder finds in the text."""
    expect(relation).to_be_visible()
    said = " ".join(relation.inner_text().split())
    return any(said == f"{c.cause} {VERBS[c.sign]} {c.effect}" for c in CLAIMS[text.title])


def _decide_by_mouse(page: Page, text: Text, wanted: int) -> None:
    """Have claims proposed, accept those that are right and reject others, until enough are."""
    page.get_by_role("button", name="Propose claims").click()
    expect(page.get_by_role("button", name=re.compile("to decide"))).to_be_visible(timeout=LONG)
    accept_names(page)
    card = page.get_by_role("article", name="Claim")
    accepted = 0
    while accepted < wanted:
        fits = _fits(card.locator(".relation"), text)
        accepted += fits
        card.get_by_role("button", name="Accept" if fits else "Reject").click()
    card.get_by_role("button", name="Close").click()
    written(page)


def _start_by_mouse(page: Page) -> None:
    page.get_by_role("button", name="New case from texts").click()
    page.get_by_label("Title of the case").fill(TITLE)
    page.get_by_label("Question").fill(QUESTION)
    page.locator("input[type=file]").set_input_files([BUILD.path, LEAVE.path])
    for number, text in enumerate((BUILD, LEAVE)):
        page.get_by_label("Title of the text").nth(number).fill(text.title)
        page.get_by_label("Author").nth(number).fill(text.author)
    page.get_by_role("button", name="Start the case").click()
    page.get_by_role("heading", name=BUILD.title).wait_for()
    page.get_by_text("First code some claims").wait_for()


def _code_by_mouse(page: Page) -> None:
    _decide_by_mouse(page, BUILD, 3)
    mark(page, "a longer quay would draw cruise guests")
    _fill(page, CLAIMS[BUILD.title][10])
    page.locator("#document").select_option(label=LEAVE.title)
    page.get_by_role("heading", name=LEAVE.title).wait_for()
    mark(page, "the bay has to be dredged")
    _fill(page, CLAIMS[LEAVE.title][0])
    mark(page, "costs jobs on the boats")
    _fill(page, Coded("", "Dredging", "lowers", "Jobs on the boats"))
    card = page.get_by_role("article", name="Claim")
    card.get_by_role("button", name="Jobs on the boats").click()
    page.get_by_role("combobox", name="is the same as").fill("Jobs")
    page.get_by_role("option", name=re.compile("^Jobs")).first.click()
    saved(page, "is the same as Jobs")


def _ask_by_mouse(page: Page) -> None:
    page.get_by_role("button", name="Ask a question").click()
    dialog = page.get_by_role("dialog", name="Ask a question")
    dialog.get_by_role("combobox", name="If").fill("quay")
    dialog.get_by_role("option", name=re.compile("^Quay")).first.click()
    dialog.get_by_role("combobox", name="then").fill("jobs")
    dialog.get_by_role("option", name=re.compile("^Jobs")).first.click()
    dialog.get_by_role("button", name="Ask").click()
    saved(page, f"Asked: {QUESTION_ASKED}")


def test_from_two_texts_to_a_printed_brief_by_mouse(
    serve: Serve, page: Page, tmp_path: Path
) -> None:
    page.goto(serve(folder=tmp_path / "home", coder="nv").address)
    _start_by_mouse(page)
    _code_by_mouse(page)
    _ask_by_mouse(page)
    _told(page)
    _answer(page).get_by_role("button", name="Find the hinges").click()
    hinges = page.get_by_role("region", name="Hinges")
    expect(hinges.get_by_text("the answer turns").first).to_be_visible(timeout=LONG)
    _answer(page).get_by_role("button", name=re.compile("^Brief")).click()
    _printed(page, tmp_path)
    assert "set: quay, to: 2" in next((tmp_path / "home").glob("*/scenarios.yaml")).read_text()
    assert "coder: " in _claims(tmp_path / "home", LEAVE)


def _choose_texts(page: Page) -> None:
    """Load two files, from the button that opens the system's own window."""
    tab_to(page, page.locator("input[type=file]"))
    with page.expect_file_chooser() as chosen:
        press(page, "Space")
    chosen.value.set_files([BUILD.path, LEAVE.path])
    for text in (BUILD, LEAVE):
        focused(page, "input[required]")
        page.keyboard.type(text.author)
        press(page, "Shift+Tab")
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type(text.title)
        if text is BUILD:
            tab_to(page, page.get_by_label("Author").nth(1))


def _decide_by_keys(page: Page, text: Text, wanted: int) -> None:
    """The same by keys: the first proposal is selected when the reader is done."""
    press(page, "P")
    expect(page.get_by_role("button", name=re.compile("to decide"))).to_be_visible(timeout=LONG)
    accept_names(page)
    accepted = 0
    while accepted < wanted:
        fits = _fits(page.locator("article[aria-label=Claim] .relation"), text)
        accepted += fits
        press(page, "a" if fits else "r")


@pytest.fixture
def no_mouse(page: Page) -> Page:
    """A page in which anything that a mouse does is an error."""
    page.add_init_script(
        "for (const name of ['pointerdown', 'mousedown'])"
        " addEventListener(name, () => { throw new Error('a mouse was used') }, true)"
    )
    return page


def _start_by_keys(page: Page) -> None:
    page.get_by_role("button", name="New case from texts").wait_for()
    tab_to(page, page.get_by_role("button", name="New case from texts"))
    press(page, "Enter")
    focused(page, "input[required]")
    page.keyboard.type(TITLE)
    press(page, "Tab")
    page.keyboard.type(QUESTION)
    _choose_texts(page)
    tab_to(page, page.get_by_role("button", name="Start the case"))
    press(page, "Enter")
    page.get_by_role("heading", name=BUILD.title).wait_for()


def _claim_by_keys(page: Page, words: str, coded: Coded) -> None:
    mark_words(page, words)
    press(page, "Enter")
    fill_in(page, coded.cause, "+" if coded.sign == "raises" else "-", coded.effect)
    saved(page, "Claim made")
    focused(page, "[data-testid=text]")


def _code_by_keys(page: Page) -> None:
    press(page, "1")
    focused(page, "[data-testid=text]")
    _decide_by_keys(page, BUILD, 3)
    _claim_by_keys(page, "new firms create jobs", Coded("", "Quay", "raises", "Jobs"))
    press(page, "d")
    page.get_by_role("heading", name=LEAVE.title).wait_for()
    press(page, "1")
    _claim_by_keys(page, "the bay has to be dredged", Coded("", "Quay", "raises", "Dredging"))
    costs = Coded("", "Dredging", "lowers", "Jobs on the boats")
    _claim_by_keys(page, "costs jobs on the boats", costs)
    press(page, "M")
    focused(page, "[role=combobox]")
    page.keyboard.type("Jobs")
    press(page, "Enter")
    saved(page, "is the same as Jobs")
    focused(page, "[data-testid=text]")


def _ask_by_keys(page: Page) -> None:
    press(page, "q")
    focused(page, "[role=combobox]")
    page.keyboard.type("quay")
    press(page, "Enter", "Tab", "Tab")
    focused(page, "[role=combobox]")
    page.keyboard.type("jobs")
    press(page, "Enter", "ControlOrMeta+Enter")
    saved(page, f"Asked: {QUESTION_ASKED}")


def test_from_two_texts_to_a_printed_brief_by_keys_alone(
    serve: Serve, no_mouse: Page, tmp_path: Path
) -> None:
    page = no_mouse
    page.goto(serve(folder=tmp_path / "home", coder="nv").address)
    _start_by_keys(page)
    _code_by_keys(page)
    _ask_by_keys(page)
    press(page, "3")
    _told(page)
    press(page, "h")
    hinges = page.get_by_role("region", name="Hinges")
    expect(hinges.get_by_text("the answer turns").first).to_be_visible(timeout=LONG)
    tab_to(page, hinges.get_by_role("switch").first)
    press(page, "Space")
    page.get_by_text("Tried, not written:").wait_for()
    press(page, "0", "b")
    _printed(page, tmp_path)
    press(page, "Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
