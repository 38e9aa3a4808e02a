"""A browser and servers for the tests in this folder, which `make test-browser` runs."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.served import Hosted, Served

CASES = Path(__file__).parents[2] / "cases"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking",
             "--host-resolver-rules=MAP foreign.example 127.0.0.1"]  # fmt: skip
PATIENCE = 45_000
"""milliseconds that a step may take on a busy machine"""
expect.set_options(timeout=PATIENCE)
VIOLATIONS = """document.addEventListener('securitypolicyviolation', (event) =>
  tellOfViolation(`${event.violatedDirective} forbids ${event.blockedURI} ${event.sample}`))"""

Serve = Callable[..., Hosted]
Start = Callable[..., Served]


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
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def window(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser without a history; errors and what its policy forbids fail the test."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(PATIENCE)
    wrong: list[str] = []
    context.expose_function("tellOfViolation", lambda what: wrong.append(what))
    context.add_init_script(VIOLATIONS)
    context.on("weberror", lambda found: wrong.append(str(found.error)))
    yield context
    context.close()
    assert wrong == []


@pytest.fixture
def page(window: BrowserContext) -> Page:
    return window.new_page()


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Serve copies of cases within this process; all servers are stopped in the end."""
    running: list[Hosted] = []

    def start(*cases: str, folder: Path | None = None, **options: str | bool) -> Hosted:
        home = folder or tmp_path / f"home{len(running)}"
        copied(home, cases)
        running.append(Hosted(home, cases, options))
        return running[-1]

    yield start
    for each in running:
        each.stop()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start `contention serve` on copies of cases as a process, which can be killed."""
    running: list[Served] = []

    def started(*cases: str, folder: Path | None = None, **options: str | bool) -> Served:
        home = folder or tmp_path / f"start{len(running)}"
        copied(home, cases)
        running.append(Served(home, cases, options))
        return running[-1]

    yield started
    for each in running:
        each.stop()


def copied(home: Path, cases: tuple[str, ...]) -> Path:
    """Put copies of worked cases into a folder, unless cases of these names are there."""
    home.mkdir(exist_ok=True)
    for case in cases:
        if not (home / case).exists():
            shutil.copytree(CASES / case, home / case, ignore=shutil.ignore_patterns(".con*"))
    return home
