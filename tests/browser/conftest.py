"""A browser and servers for the tests in this folder, which `make test-browser` runs."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.served import Served

CASES = Path(__file__).parents[2] / "cases"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PATIENCE = 15_000
"""milliseconds that a step may take on a busy machine"""

Serve = Callable[..., Served]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is in this folder, so that it runs by `make test-browser` only."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("there is no chromium on this machine (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def window(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser without a history; what its pages log as an error fails the test."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def page(window: BrowserContext) -> Iterator[Page]:
    found = window.new_page()
    errors: list[str] = []
    found.on("pageerror", lambda error: errors.append(str(error)))
    yield found
    assert not errors, errors


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Start `contention serve` on copies of cases; all are stopped in the end."""
    running: list[Served] = []

    def start(*cases: str, folder: Path | None = None, **options: str | bool) -> Served:
        home = folder or tmp_path / f"home{len(running)}"
        home.mkdir(exist_ok=True)
        for case in cases:
            if not (home / case).exists():
                shutil.copytree(CASES / case, home / case, ignore=shutil.ignore_patterns(".con*"))
        running.append(Served(home, cases, options))
        return running[-1]

    yield start
    for each in running:
        each.stop()
