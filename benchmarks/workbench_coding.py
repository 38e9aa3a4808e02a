"""How many keys and clicks the coding of 25 claims takes in the workbench and in the terminal.

    python -m benchmarks.workbench_coding [--clicks]

Starts a case from the two texts of the workbench's own tests, has the reader propose claims, and
codes the 25 claims that a coder finds there, by keys alone: what is proposed right is accepted,
what is nearly right is edited, anything else is rejected, and what was missed is made in its
sentence, from the proposal that is shown when its sentence has been reached. A name is typed
until it is among the first few of the list, and picked. `--clicks` accepts and rejects by mouse
and counts those too. The page itself counts what it is sent. Minutes are those of the
keystroke-level model of Card, Moran and Newell (Communications of the ACM 23, 1980, table 1): 0.2 s
for a key or the button of a mouse, 1.1 s to point, 1.35 s to make up one's mind, which is counted
once for each proposal and each claim. Reading the texts is left out, as it is the same everywhere.
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
from tests.browser.keyboard import focused, press
from tests.browser.quay import BUILD, LEAVE, QUESTION, TITLE, Coded, Text
from tests.browser.served import Served

from benchmarks.coder import KEY, MIND, POINT, SEEN, VERBS, fitting
from benchmarks.terminal_coding import missed
from contention.coding.review.walk import Review

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PATIENCE = 90_000
PLACE = "part => part.dataset.start"
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
        work = coded(page, home, clicks=options.clicks)
        sent = page.evaluate("() => window.sent")
        typed = typed_by_hand(next(each for each in home.iterdir() if each.is_dir()))
    keys = sent["keys"]
    seconds = KEY * (keys + sent["clicks"]) + POINT * sent["clicks"]
    out = sys.stdout.write
    out(f"{len(work.found)} claims: {work.accepted} accepted, {work.edited} edited, {work.made} "
        f"made, {work.rejected} proposals rejected\n")  # fmt: skip
    out(f"workbench: {keys} keys, {sent['clicks']} clicks, "
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


def coded(page: Page, home: Path, *, clicks: bool = False, seen: Seen = unseen) -> Work:
    """Code all claims of both texts."""
    work = Work()
    case = next(each for each in home.iterdir() if each.is_dir())
    press(page, "1")
    for text in (BUILD, LEAVE):
        if text is LEAVE:
            press(page, "d")
            page.get_by_role("heading", name=LEAVE.title).wait_for()
        _decided(page, text, work, case, clicks=clicks, seen=seen)
        written(page)
        seen(f"coded {text.title}")
    return work


def _decided(page: Page, text: Text, work: Work, case: Path, *, clicks: bool, seen: Seen) -> None:
    """Decide on everything that the reader proposes, and make what it missed on the way."""
    press(page, "P")
    waiting = page.get_by_role("button", name=re.compile("to decide"))
    expect(waiting).to_be_visible()
    accept_names(page)
    seen(f"proposed {text.title}")
    card = page.locator("article[aria-label=Claim]")
    missing, here = _Missing(case, text), 0
    while waiting.count():
        expect(card).to_be_visible()
        here = missing.sentence(int(page.locator(".part.focused").first.evaluate(PLACE)))
        for other, there in missing.due(here):
            _made(page, other, there - here, work, seen)
            if there != here:
                press(page, "n")
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
    for other, there in missing.due(None):
        _made(page, other, there - here, work, seen)
        here = there


def _edited(page: Page, claim: Coded, said: str) -> None:
    """Put a proposal right: its cause is, the sign and the effect may not be."""
    if f" {VERBS[claim.sign]} " not in said:
        press(page, "f")
        expect(page.locator("article[aria-label=Claim] .relation")).to_contain_text(
            f" {VERBS[claim.sign]} "
        )
    if said.endswith(f" {claim.effect}"):
        press(page, "a")
        return
    press(page, "E")
    focused(page, "[role=combobox]")
    _named(page, claim.effect)
    expect(page.get_by_role("form", name="Change the claim")).to_have_count(0)


class _Missing:
    """The claims of a text that the reader did not propose, and where its sentences are."""

    def __init__(self, case: Path, text: Text) -> None:
        self.review = Review(case, document=text.id, coder="nv")
        self.left = missed(self.review, text)
        self.document = self.review.text()[0]

    def sentence(self, at: int, length: int = 1) -> int:
        """The number of the sentence in which words are."""
        return self.document.at(at, at + length)[0]

    def due(self, here: int | None) -> list[tuple[Coded, int]]:
        """Those up to a sentence, or all that are left, each with its sentence."""
        found = []
        for claim in self.left:
            there = self.sentence(self.document.text.index(claim.words), len(claim.words))
            if here is None or there <= here:
                found.append((claim, there))
        self.left = [each for each in self.left if each not in dict(found)]
        return found


def _made(page: Page, claim: Coded, steps: int, work: Work, seen: Seen) -> None:
    """Make a claim in the sentence that is shown, or so many sentences before or after it."""
    press(page, *(["." if steps > 0 else ","] * abs(steps)), "Enter" if steps else "+")
    form = page.get_by_role("form", name="New claim")
    focused(page, "[role=combobox]")
    seen("form")
    _named(page, claim.cause)
    focused(page, "[role=radio]")
    press(page, claim.key)
    focused(page, "[role=combobox]")
    _named(page, claim.effect)
    focused(page, "button.primary")
    press(page, "Enter")
    expect(form).to_have_count(0)
    focused(page, "[data-testid=text]")
    work.made += 1
    work.found.add(claim.words)


def _named(page: Page, name: str) -> None:
    """Type until the name is among the first of the list, then go down to it."""
    for letter in name:
        page.keyboard.type(letter)
        page.wait_for_timeout(20)
        shown = page.get_by_role("option").locator(".title").all_inner_texts()
        plain = [re.sub("^New factor “(.*)”$", r"\1", each.strip()) for each in shown]
        if name in plain[:SEEN]:
            press(page, *["ArrowDown"] * plain.index(name))
            break
    press(page, "Enter")


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
