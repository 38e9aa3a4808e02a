"""How long the workbench takes to answer, on a worked case and on one with 2,000 claims.

Run with `python -m benchmarks.workbench_latencies`: for each request the median and the 95th
percentile in milliseconds, and how they compare with one reading of the case from its files.
"""

import gc
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.review_case import make_case
from tests.workbench_client import PORT, Browser

from contention.case.load import load_case
from contention.case.text.normalise import normalise

ROOT = Path(__file__).parent.parent
REPEATS = 15
HEADERS = {"origin": f"http://127.0.0.1:{PORT}", "x-contention": "1"}


def timed(act: Callable[[], Any], repeats: int = REPEATS) -> tuple[float, float, float]:
    """First, median and 95th percentile in milliseconds."""
    found = []
    for _ in range(repeats):
        begun = time.perf_counter()
        answer = act()
        found.append(1000 * (time.perf_counter() - begun))
        assert answer.status_code == 200, answer.text
    later = sorted(found[1:] or found)
    return found[0], statistics.median(later), later[min(len(later) - 1, int(0.95 * len(later)))]


def measured(folder: Path) -> None:
    """Print the latencies of one case."""
    begun = time.perf_counter()
    case, _ = load_case(folder)
    reading = 1000 * (time.perf_counter() - begun)
    assert case is not None
    browser = Browser([folder], folder.parent).enter()
    path = f"/api/cases/{folder.name}"
    document = next(iter(case.documents))
    print(f"\n{folder.name}: {len(case.claims)} claims, {len(case.factors)} factors, "
          f"one reading of its files {reading:.0f} ms\n")  # fmt: skip
    print("| request | first | median | 95 % | median / reading |\n|---|---|---|---|---|")

    _requests(browser, path, document, reading)


def _row(name: str, act: Callable[[], Any], reading: float) -> None:
    first, median, late = timed(act)
    print(f"| {name} | {first:.0f} | {median:.0f} | {late:.0f} | {median / reading:.2f} |")


def _requests(browser: Browser, path: str, document: str, reading: float) -> None:
    client, claims = browser.client, f"{path}/claims"
    _row("open the case", lambda: client.get(path), reading)
    _row("its claims", lambda: client.get(claims), reading)
    _row("a text", lambda: client.get(f"{path}/documents/{document}"), reading)
    numbers = iter(range(10_000))
    now = {"claim": client.get(claims).json()["claims"][0]}

    def note() -> Any:
        body = {"hash": now["claim"]["hash"], "changes": {"note": f"n{next(numbers)}"}}
        answer = client.patch(f"{claims}/{now['claim']['id']}", json=body, headers=HEADERS)
        now.update(answer.json())
        return answer

    def factor() -> Any:
        body = {"title": f"Thing {next(numbers)}"}
        return client.post(f"{path}/factors", json=body, headers=HEADERS)

    _row("change a claim", note, reading)
    _row("add a factor", factor, reading)
    for way in ("undo", "redo"):
        _row(way, lambda way=way: client.post(f"{path}/{way}", json={}, headers=HEADERS), reading)  # type: ignore[misc]


def long_text(folder: Path) -> None:
    """Print how long a text of 2 MB takes to open."""
    browser = Browser([], folder).enter()
    said = (f"In year {n} the toll raised the fare. It fell." for n in range(45_000))
    text = normalise("\n\n".join(said))
    body = {"title": "Long", "files": [{"name": "long.txt", "text": text, "title": "Long",
                                        "author": "A", "date": "2020"}]}  # fmt: skip
    begun = time.perf_counter()
    made = browser.done("POST", "/api/cases/new", body)
    started = 1000 * (time.perf_counter() - begun)
    path = f"/api/cases/{made['id']}/documents/long"
    first, median, _ = timed(lambda: browser.client.get(path), 5)
    print(f"\na text of {len(text) / 1e6:.1f} MB: started in {started:.0f} ms, opened in "
          f"{first:.0f} ms, again in {median:.0f} ms")  # fmt: skip


def main() -> None:
    """Measure both cases and a long text."""
    gc.set_threshold(50_000, 50, 100)
    with tempfile.TemporaryDirectory() as home:
        measured(Path(shutil.copytree(ROOT / "cases" / "congestion-charge", f"{home}/charge")))
        large = Path(home) / "large"
        make_case(large, 2_000)
        measured(large)
        long_text(Path(home))


if __name__ == "__main__":
    main()
