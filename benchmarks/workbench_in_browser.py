"""How long a person waits in the workbench, with Debian's chromium and the server on one machine.

    python -m benchmarks.workbench_in_browser [CASE …] [--times 12] [--account ID]

Opens each case so many times, marks words, switches claims off one at a time, and draws the map of
one account after another. Times are taken inside the page: from the event of the mouse to the
frame after the page has changed, or in which an answer is drawn. `large` stands for a case of
2,000 claims and 300 factors that `benchmarks.large_case` writes. Prints milliseconds at the 50th
and 95th percentile. `benchmarks.workbench_latencies` times the server alone.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser, Page, sync_playwright
from tests.browser.served import Served

from benchmarks.large_case import Size, write_large_case

CASES = Path(__file__).parents[1] / "cases"
LARGE = "large"
PATIENCE = 60_000
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
WATCH = """
() => {
  performance.setResourceTimingBufferSize(100000)
  window.seen = {begun: 0, changed: 0, answers: []}
  const note = (event) => {
    window.seen = {begun: performance.now(), changed: 0, answers: []}
    const text = document.querySelector('[data-testid="text"]') ?? document.body
    const watcher = new MutationObserver(() => requestAnimationFrame(() => {
      window.seen.changed ||= performance.now()
      watcher.disconnect()
    }))
    watcher.observe(text, {subtree: true, childList: true, attributes: true, characterData: true})
  }
  for (const name of ['pointerup', 'change']) document.addEventListener(name, note, true)
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) requestAnimationFrame(() => requestAnimationFrame(() => {
      if (one.startTime >= window.seen.begun) {
        window.seen.answers.push([one.name, performance.now()])
      }
    }))
  }).observe({type: 'resource'})
}
"""

REDRAWN = """
([title, value, answers]) => new Promise((resolve) => {
  const box = document.querySelector(`select[title="${title}"]`)
  const begun = performance.now()
  const come = () => performance.getEntriesByType('resource')
    .filter((one) => one.name.includes('/map') && one.responseEnd > begun).length
  const settled = () => requestAnimationFrame(() => requestAnimationFrame(
    () => resolve(performance.now() - begun)))
  const look = () => (come() >= answers ? settled() : setTimeout(look, 2))
  box.value = value
  box.dispatchEvent(new Event('change', {bubbles: true}))
  look()
})
"""
"""chooses in a box, and waits for answers about the map and for two frames after them"""

FIRST_WORD = """
(paragraph) => {
  const letters = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT)
  let [node, at] = [letters.nextNode(), -1]
  while (node && (at = node.data.search(/\\p{L}{2}/u)) < 0) node = letters.nextNode()
  const range = document.createRange()
  range.setStart(node, at)
  range.setEnd(node, at + 2)
  const [word, box] = [range.getClientRects()[0], paragraph.getBoundingClientRect()]
  return {x: word.left - box.left + word.width / 2, y: word.top - box.top + word.height / 2}
}
"""
"""where a paragraph's first word lies in it: between words nothing is marked"""


def main() -> None:
    """Print a table for each case."""
    parser = argparse.ArgumentParser(description="Time the workbench in a browser.")
    parser.add_argument("cases", nargs="*", default=["congestion-charge", "war-against-war", LARGE])
    parser.add_argument("--times", type=int, default=12)
    parser.add_argument("--account", default="")
    options = parser.parse_args()
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("there is no chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for case in options.cases:
            sys.stdout.write(f"{case}\n")
            for name, times in _timed(browser, case, options.times, options.account):
                low, high = np.percentile(times, [50, 95]) if times else (np.nan, np.nan)
                sys.stdout.write(f"  {name:34}{low:8.0f}{high:8.0f}  ({len(times)})\n")
                sys.stdout.flush()
        browser.close()


def _timed(
    browser: Browser, case: str, times: int, account: str
) -> Iterator[tuple[str, list[float]]]:
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        if case == LARGE:
            write_large_case(folder / LARGE, Size(characters=200_000))
        else:
            kept = shutil.ignore_patterns(".con*")
            shutil.copytree(CASES / case, folder / case, ignore=kept)
        served = Served(folder, [case], {})
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.set_default_timeout(PATIENCE)
        try:
            yield from _opened(page, served.address, times)
            if account:
                page.get_by_title("Whose map").select_option(account)
            yield "words marked", _marked(page, times)
            first, last = _switched(page, times)
            yield "claim off: first new verdicts", first
            yield "claim off: all verdicts, final", last
            yield "map of another account", _maps(page, times)
            yield "map: all, or what bears on it", _parts(page, times)
        finally:
            page.close()
            served.stop()


def _opened(page: Page, address: str, times: int) -> Iterator[tuple[str, list[float]]]:
    text, verdicts = list[float](), list[float]()
    for _ in range(times):
        page.goto(address)
        page.get_by_test_id("text").wait_for()
        text.append(page.evaluate("() => performance.now()"))
        page.locator("td button[aria-label]").first.wait_for()
        verdicts.append(page.evaluate("() => performance.now()"))
    yield "opened: text", text
    yield "opened: first verdicts", verdicts[1:]
    page.evaluate(WATCH)


def _marked(page: Page, times: int) -> list[float]:
    found = []
    paragraphs = page.get_by_test_id("text").locator("p:has([data-start])")
    for number in range(min(times, paragraphs.count())):
        paragraph = paragraphs.nth(number)
        paragraph.scroll_into_view_if_needed()
        paragraph.dblclick(position=paragraph.evaluate(FIRST_WORD))
        page.wait_for_function("() => window.seen.changed > 0")
        found.append(page.evaluate("() => window.seen.changed - window.seen.begun"))
        form = page.get_by_role("form", name="New claim")
        form.wait_for()
        while form.count():
            page.keyboard.press("Escape")
            page.wait_for_timeout(100)
    return found


def _switched(page: Page, times: int) -> tuple[list[float], list[float]]:
    """Claims off, one at a time, until the first verdict, and until the last one is final."""
    first, last = list[float](), list[float]()
    questions = page.locator("tbody th[scope=row] button")
    for number in range(questions.count()):
        questions.nth(number).click()
        page.wait_for_timeout(300)
        switches = page.get_by_role("switch")
        if not switches.count() or len(first) == times:
            continue
        name = switches.nth(number % min(8, switches.count())).get_attribute("aria-label")
        answers = _clicked(page, name or "")
        first.append(answers[0])
        last.append(answers[min(2, len(answers) - 1)])  # one contention, all, all as they stay
        _clicked(page, name or "")
    return first, last


def _clicked(page: Page, name: str) -> list[float]:
    """Click a switch, wherever it is listed then, and wait for the answers."""
    page.get_by_role("switch", name=name, exact=True).first.click()
    return _answers(page, "/judge")


def _maps(page: Page, times: int) -> list[float]:
    """One account after the other, until the first comes again."""
    ids = _values(page, "Whose map")
    chosen = page.get_by_title("Whose map").input_value()
    others = [id_ for id_ in ids if id_ != chosen][:times]
    return [page.evaluate(REDRAWN, ["Whose map", id_, 2]) for id_ in [*others, chosen] if others]


def _parts(page: Page, times: int) -> list[float]:
    """All of the account, and only what lies between the lever and the outcome of a contention."""
    shown = [id_ for id_ in _values(page, "What is shown") if id_][:times]
    found = []
    for id_ in shown:
        page.evaluate(REDRAWN, ["What is shown", id_, 2 if id_ != shown[0] else 0])
        found.append(page.evaluate(REDRAWN, ["What is shown", "", 0]))
        found.append(page.evaluate(REDRAWN, ["What is shown", id_, 0]))
    return found


def _values(page: Page, title: str) -> list[str]:
    options = page.get_by_title(title, exact=True).locator("option")
    found: list[str] = options.evaluate_all("all => all.map(one => one.value)")
    return found


def _answers(page: Page, path: str, quiet: int = 1500) -> list[float]:
    """When answers were drawn, counted from the event, once none has come for a while."""
    script = f"""() => window.seen.answers.filter(one => one[0].includes('{path}'))
                    .map(one => one[1] - window.seen.begun)"""
    page.wait_for_function(
        f"() => ({script})().length > 0 || performance.now() > window.seen.begun + 9e3"
    )
    count = -1
    while len(found := page.evaluate(script)) != count:
        count = len(found)
        page.wait_for_timeout(quiet)
    return found or [float("nan")]


if __name__ == "__main__":
    main()
