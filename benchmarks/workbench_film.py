"""Ten pictures of a new user's way from two texts to a printed brief.

    python -m benchmarks.workbench_film --out DIR [--dark] [--width 1280] [--height 800]

Drives the workbench as `benchmarks.workbench_coding` does, and writes `01-start.png` to
`10-brief.png` with a palette of 256 colours.
"""

import argparse
import io
import re
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect
from tests.browser.keyboard import focused, press
from tests.browser.quay import BUILD, LEAVE

from benchmarks.workbench_coding import PATIENCE, coded, opened_page, started

PICTURES = {
    "start": "01-start", "texts": "02-texts", f"proposed {BUILD.title}": "03-proposal",
    "form": "04-claim", f"coded {BUILD.title}": "05-map", f"coded {LEAVE.title}": "06-other-side",
    "ask": "07-question", "verdicts": "08-verdicts", "hinges": "09-hinges", "brief": "10-brief",
}  # fmt: skip
COLOURS = 256


def main() -> None:
    """Write the pictures."""
    parser = argparse.ArgumentParser(description="Take ten pictures of the workbench.")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--width", type=int, default=1280)
    parser.add_argument("--height", type=int, default=800)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with opened_page(options.width, options.height, dark=options.dark) as (page, home):
        seen = _camera(page, options.out)
        started(page, seen)
        coded(page, home, seen=seen)
        _asked(page, seen)


def _camera(page: Page, out: Path) -> Callable[[str], None]:
    """What takes each picture once."""
    taken: set[str] = set()

    def seen(name: str) -> None:
        if name not in PICTURES or name in taken:
            return
        taken.add(name)
        page.evaluate("() => scrollTo(0, 0)")
        page.wait_for_timeout(400)  # lists open and the map is drawn
        _save(page.screenshot(), out / f"{PICTURES[name]}.png")

    return seen


def _save(png: bytes, path: Path) -> None:
    image = Image.open(io.BytesIO(png)).convert("RGB")
    few = image.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


def _asked(page: Page, seen: Callable[[str], None]) -> None:
    """Ask, look at the verdicts, find the hinges, switch one off, and open the brief."""
    press(page, "q")
    focused(page, "[role=combobox]")
    page.keyboard.type("quay")
    press(page, "Enter", "Tab", "Tab")
    page.keyboard.type("jobs")
    press(page, "Enter")
    seen("ask")
    press(page, "ControlOrMeta+Enter")
    for author in (BUILD.author, LEAVE.author):
        page.locator(f".cell[aria-label^='{author}: ']").wait_for()
    press(page, "3")
    seen("verdicts")
    press(page, "h")
    hinges = page.get_by_role("region", name="Hinges")
    expect(hinges.get_by_text("each claim is left out once")).to_have_count(0)
    expect(hinges.get_by_role("progressbar")).to_have_count(0, timeout=PATIENCE)
    hinges.get_by_role("switch").first.focus()
    press(page, "Space")
    answer = page.get_by_role("region", name="The answer in question")
    expect(answer.get_by_text(re.compile("^was ")).first).to_be_visible()
    hinges.evaluate("region => region.scrollIntoView({block: 'center'})")
    seen("hinges")
    press(page, "0", "b")
    frame = page.get_by_role("dialog", name="Brief").frame_locator("iframe")
    expect(frame.get_by_role("heading").first).to_be_visible(timeout=PATIENCE)
    seen("brief")


if __name__ == "__main__":
    main()
