"""How long a person waits in the workbench, with Debian's chromium and the server on one machine.

    python -m benchmarks.workbench_in_browser [CASE …] [--times 12] [--account ID]

Opens each case so many times, marks words, switches claims off one at a time, and draws the map of
one account after another. Times are taken inside the page: from the event of the mouse to the
frame after the page has changed, or to the end of the server's answer. `large` stands for a case of
2,000 claims and 300 factors that `benchmarks.large_case` writes. Prints milliseconds at the 50th
and 95th percentile. `benchmarks.workbench_latencies` times the server alone.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
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
    for (const entry of list.getEntries()) window.seen.answers.push([entry.name, entry.responseEnd])
  }).observe({type: 'resource'})
}
"""

NEXT_SWITCH = """
(number) => {
  const all = [...document.querySelectorAll('[role="switch"]')]
  return all.length ? all[number % all.length].getAttribute('aria-label') : null
}
"""


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
        paragraph.dblclick(position={"x": 12, "y": 12})
        page.wait_for_function("() => window.seen.changed > 0")
        found.append(page.evaluate("() => window.seen.changed - window.seen.begun"))
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
    return found


def _switched(page: Page, times: int) -> tuple[list[float], list[float]]:
    first, last = list[float](), list[float]()
    questions = page.locator("tbody th[scope=row] button")
    for number in range(questions.count()):
        questions.nth(number).click()
        page.wait_for_timeout(300)
        name = page.evaluate(NEXT_SWITCH, number)
        if name is None or len(first) == times:
            continue
        answers = _clicked(page, name)
        first.append(answers[0])
        last.append(answers[-1])
        _clicked(page, name)
    return first, last


def _clicked(page: Page, name: str) -> list[float]:
    """Click a switch, wherever it is listed then, and wait for the answers."""
    page.get_by_role("switch", name=name, exact=True).first.click()
    return _answers(page, "/judge")


def _maps(page: Page, times: int) -> list[float]:
    accounts = page.get_by_title("Whose map")
    ids: Sequence[str] = accounts.locator("option").evaluate_all("all => all.map(one => one.value)")
    found = []
    for id_ in [each for each in ids if each][:times]:
        accounts.select_option(id_)
        found += _answers(page, "/map")[:1]
    return found


def _answers(page: Page, path: str, quiet: int = 1500) -> list[float]:
    """When answers ended, counted from the event, once none has come for a while."""
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
