"""What a person does who has a keyboard and nothing else."""

from playwright.sync_api import Locator, Page, expect

FOCUSED = "element => element === document.activeElement"
MOST_TABS = 60


def tab_to(page: Page, wanted: Locator, key: str = "Tab") -> None:
    """Press Tab until something has the keys; it has to show that it has them."""
    for _ in range(MOST_TABS):
        if wanted.count() and wanted.first.evaluate(FOCUSED):
            assert wanted.first.evaluate("element => element.matches(':focus-visible')")
            return
        page.keyboard.press(key)
    raise AssertionError(f"Tab does not lead to {wanted}")


def press(page: Page, *keys: str) -> None:
    """Press keys one after the other."""
    for key in keys:
        page.keyboard.press(key)


def focused(page: Page, selector: str) -> None:
    """Wait until what matches the selector has the keys."""
    expect(page.locator(f"{selector}:focus").first).to_be_visible()


def mark_words(page: Page, words: str) -> None:
    """Find words in the text by `/`, which marks them, and come back to the text."""
    press(page, "/")
    focused(page, "#find-words")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(words)
    press(page, "Enter", "Escape")
    focused(page, "[data-testid=text]")


def fill_in(page: Page, cause: str, sign: str, effect: str) -> None:
    """Fill in a new claim, each field of which takes the keys as soon as the one before is done."""
    focused(page, "[role=combobox]")
    page.keyboard.type(cause)
    press(page, "Enter")
    focused(page, "[role=radio]")
    press(page, sign)
    focused(page, "[role=combobox]")
    page.keyboard.type(effect)
    press(page, "Enter")
    focused(page, "button.primary")
    press(page, "Enter")
