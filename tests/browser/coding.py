"""What a person does with a text in the workbench: marks words, and fills in a claim."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

PLACE_OF = """(words) => {
  const walker = document.createTreeWalker(document.querySelector('[data-testid=text]'), 4);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf(words);
    if (at < 0 || !node.parentElement.closest('[data-start]')) continue;
    node.parentElement.scrollIntoView({block: 'center'});
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    const boxes = [...range.getClientRects()];
    const [first, last] = [boxes[0], boxes[boxes.length - 1]];
    return [first.left + 1, first.top + first.height / 2,
            last.right - 1, last.top + last.height / 2];
  }
  return null;
}"""

DROP = """(place, [name, text]) => {
  const dataTransfer = new DataTransfer()
  dataTransfer.items.add(new File([text], name))
  place.dispatchEvent(new DragEvent('drop', {dataTransfer, bubbles: true, cancelable: true}))
}"""


def open_text(page: Page, address: str) -> None:
    """Open a case, and wait for its first document."""
    page.goto(address)
    page.locator(".part").first.wait_for()


def mark(page: Page, words: str) -> None:
    """Drag the mouse over words that lie in one piece of the text without marks."""
    x, y, to_x, to_y = page.evaluate(PLACE_OF, words)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(to_x, to_y, steps=4)
    page.mouse.up()


def focus_text(page: Page) -> None:
    """Give the keys to the text, as the key 1 does."""
    page.keyboard.press("1")
    page.locator("[data-testid=text]:focus").wait_for()


def saved(page: Page, message: str) -> None:
    """Wait for a message, which comes once the files are written."""
    page.get_by_role("log").get_by_text(message).first.wait_for()


def written(page: Page) -> None:
    """Wait until all edits are in the files: what is on the page stays where it is from then on."""
    expect(page.locator("main")).to_have_attribute("aria-busy", "false")


def lost(page: Page) -> Locator:
    """The last message about what was not done."""
    return page.locator(".notice", has_text="Not done").last


def put_file(place: Locator, name: str, text: str) -> None:
    """Drop a file."""
    place.evaluate(DROP, [name, text])


class Edited:
    """A file that somebody changes outside of the workbench."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def text(self) -> str:
        """What it holds now."""
        return self.path.read_text("utf-8")

    def replace(self, pattern: str, by: str) -> str:
        """Replace the first place, which there has to be; gives the whole."""
        if pattern in self.text():
            pattern = re.escape(pattern)
        text, count = re.subn(pattern, lambda _: by, self.text(), count=1)
        assert count == 1, pattern
        self.path.write_text(text, "utf-8")
        return text


def accept_names(page: Page, patience: float | None = None) -> None:
    """Leave the names of proposals as they are, which are asked about before the first claim."""
    names = page.get_by_role("dialog", name="Names before claims")
    names.get_by_role("button", expanded=True).wait_for(timeout=patience)
    page.keyboard.press("a")
    expect(names).to_have_count(0)
