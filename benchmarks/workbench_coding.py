"""How many keys and clicks the coding of 25 claims takes in the workbench and in the terminal.

    python -m benchmarks.workbench_coding [--clicks]

Starts a case from the two texts of the workbench's own tests, has the reader propose claims, and
codes the 25 claims that a coder finds there, by keys alone: what is proposed right is accepted,
what is nearly right is edited, anything else is rejected, and what was missed is made from its
words. `--clicks` accepts and rejects by mouse and counts those too. The page itself counts what it
is sent. Minutes are those of the keystroke-level model of Card, Moran and Newell (Communications of
the ACM 23, 1980, table 1): 0.2 s for a key or the button of a mouse, 1.1 s to point, 1.35 s to make
up one's mind, which is counted once for each proposal and each claim. Reading the texts is left
out, as it is the same everywhere.
"""

import argparse
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright
from tests.browser.coding import accept_names, written
from tests.browser.keyboard import fill_in, focused, mark_words, press
from tests.browser.quay import BUILD, CLAIMS, LEAVE, QUESTION, TITLE, Coded, Text
from tests.browser.served import Served

from benchmarks.coder import KEY, MIND, POINT, VERBS, fitting

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PATIENCE = 90_000
PASTE, LOCATED = 2, 22
"""keys to paste; keys to recall `contention locate` and type the few words that it finds"""
COUNT = """
window.sent = {keys: 0, clicks: 0}
addEventListener('keydown', (event) => {
  if (!['Shift', 'Control', 'Meta'].includes(event.key)) window.sent.keys += 1
}, true)
addEventListener('pointerdown', () => { window.sent.clicks += 1 }, true)
"""
Seen = Callable[[str], None]


def unseen(name: str) -> None:
    """Take no picture of what is to be seen."""
    del name


@dataclass
class Work:
    """What was done so far."""

    accepted: int = 0
    edited: int = 0
    rejected: int = 0
    made: int = 0
    typed: int = 0
    """characters of the words that were looked for, which reach the page at once"""
    found: set[str] = field(default_factory=set)

    @property
    def decisions(self) -> int:
        """How often a person had to make up their mind."""
        return self.accepted + self.edited + self.rejected + self.made


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Count keys and clicks of coding 25 claims.")
    parser.add_argument("--clicks", action="store_true")
    options = parser.parse_args()
    begun = time.perf_counter()
    with opened_page() as (page, home):
        started(page)
        page.evaluate("() => { window.sent = {keys: 0, clicks: 0} }")
        work = coded(page, clicks=options.clicks)
        sent = page.evaluate("() => window.sent")
        typed = typed_by_hand(next(each for each in home.iterdir() if each.is_dir()))
    keys = sent["keys"] + work.typed
    seconds = KEY * (keys + sent["clicks"]) + POINT * sent["clicks"]
    out = sys.stdout.write
    out(f"{len(work.found)} claims: {work.accepted} accepted, {work.edited} edited, {work.made} "
        f"made, {work.rejected} proposals rejected\n")  # fmt: skip
    out(f"workbench: {keys} keys, {work.typed} of them words looked for, {sent['clicks']} clicks, "
        f"{(seconds + MIND * work.decisions) / 60:.1f} minutes\n")  # fmt: skip
    out(f"in an editor: {typed} keys, {(KEY * typed + MIND * len(work.found)) / 60:.1f} minutes\n")
    out(f"by the clock of this machine: {time.perf_counter() - begun:.0f} s\n")


@contextmanager
def opened_page(
    width: int = 1440, height: int = 900, *, dark: bool = False
) -> Iterator[tuple[Page, Path]]:
    """A browser on a server that has no case yet, and the folder in which cases are made."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("there is no chromium on this machine")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        served = Served(Path(folder), (), {"coder": "nv"})
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        try:
            page = browser.new_page(
                viewport={"width": width, "height": height},
                color_scheme="dark" if dark else "light",
            )
            page.set_default_timeout(PATIENCE)
            expect.set_options(timeout=PATIENCE)
            page.add_init_script(COUNT)
            page.goto(served.address)
            yield page, Path(folder)
        finally:
            browser.close()
            served.stop()


def started(page: Page, seen: Seen = unseen) -> None:
    """Start a case from the two texts."""
    page.get_by_role("button", name="New case from texts").click()
    page.get_by_label("Title of the case").fill(TITLE)
    page.get_by_label("Question").fill(QUESTION)
    page.locator("input[type=file]").set_input_files([BUILD.path, LEAVE.path])
    for number, text in enumerate((BUILD, LEAVE)):
        page.get_by_label("Title of the text").nth(number).fill(text.title)
        page.get_by_label("Author").nth(number).fill(text.author)
    seen("start")
    page.get_by_role("button", name="Start the case").click()
    page.get_by_role("heading", name=BUILD.title).wait_for()
    seen("texts")


def coded(page: Page, *, clicks: bool = False, seen: Seen = unseen) -> Work:
    """Code all claims of both texts."""
    work = Work()
    press(page, "1")
    for text in (BUILD, LEAVE):
        if text is LEAVE:
            press(page, "d")
            page.get_by_role("heading", name=LEAVE.title).wait_for()
        _decided(page, text, work, clicks=clicks, seen=seen)
        for claim in CLAIMS[text.title]:
            if claim.words not in work.found:
                _made(page, claim, work, seen)
        written(page)
        seen(f"coded {text.title}")
    return work


def _decided(page: Page, text: Text, work: Work, *, clicks: bool, seen: Seen) -> None:
    """Decide on everything that the reader proposes."""
    press(page, "P")
    waiting = page.get_by_role("button", name=re.compile("to decide"))
    expect(waiting).to_be_visible()
    accept_names(page)
    seen(f"proposed {text.title}")
    card = page.locator("article[aria-label=Claim]")
    while waiting.count():
        expect(card).to_be_visible()
        said = " ".join(card.locator(".relation").inner_text().split())
        words = "".join(page.locator(".part.focused").all_inner_texts())
        fit, claim = fitting(text, said, words, work.found)
        if claim is not None:
            work.found.add(claim.words)
        if fit == "edit" and claim is not None:
            _edited(page, claim, said)
            work.edited += 1
            continue
        work.accepted += fit == "accept"
        work.rejected += fit == "reject"
        if clicks:
            card.get_by_role("button", name=fit.capitalize()).click()
        else:
            press(page, fit[0])


def _edited(page: Page, claim: Coded, said: str) -> None:
    """Put a proposal right: its cause is, the sign and the effect may not be."""
    press(page, "e")
    focused(page, "[role=combobox]")
    press(page, "Enter")
    focused(page, "[role=radio]")
    press(page, "Enter" if f" {VERBS[claim.sign]} " in said else claim.key)
    focused(page, "[role=combobox]")
    page.keyboard.type(claim.effect)
    press(page, "Enter")
    focused(page, "button.primary")
    press(page, "Enter")
    expect(page.get_by_role("form", name="Change the claim")).to_have_count(0)


def _made(page: Page, claim: Coded, work: Work, seen: Seen) -> None:
    """Make a claim that was missed, from its words."""
    mark_words(page, claim.words)
    press(page, "Enter")
    focused(page, "[role=combobox]")
    seen("form")
    fill_in(page, claim.cause, claim.key, claim.effect)
    expect(page.get_by_role("form", name="New claim")).to_have_count(0)
    focused(page, "[data-testid=text]")
    work.made += 1
    work.typed += len(claim.words)
    work.found.add(claim.words)


def typed_by_hand(case: Path) -> int:
    """Characters of the same claims and their factors, as a person types them into the files.

    Without what the workbench writes on its own: coder, status, a paraphrase drafted from the
    factors; with short ids, and a recalled `contention locate` whose output is pasted.
    """
    total = 0
    factors = {}
    for line in (case / "factors.yaml").read_text("utf-8").splitlines():
        if found := re.match(r"([a-z]\w*): \{title: ([^,}]+)", line):
            factors[found[1]] = len(f"{found[1]}: {{title: {found[2]}}}\n")
    named: set[str] = set()
    for path in sorted((case / "claims").glob("*.yaml")):
        for entry in re.split(r"\n  - ", path.read_text("utf-8"))[1:]:
            fields = dict(re.findall(r"^\s*(\w+): ([^\n]+)", entry, re.M))
            if fields.get("status", "accepted") != "accepted" or "cause" not in fields:
                continue
            kept = [f"{key}: {fields[key]}\n" for key in ("cause", "effect", "sign")]
            kept += [f"stance: {fields['stance']}\n"] if fields.get("stance") == "negated" else []
            named |= {fields["cause"], fields["effect"]}
            total += sum(map(len, kept)) + len("- id: c10\nanchor: ") + PASTE + LOCATED
    return total + sum(factors.get(each, 0) for each in named)


if __name__ == "__main__":
    main()
