"""What changed since the last commit, and a commit, in the browser."""

import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.coding import focus_text, open_text, saved
from tests.browser.conftest import Serve, copied

CASE = "congestion-charge"
BRIEF = Path(CASE) / "claims" / "brief.yaml"


def _git(folder: Path, *words: str) -> str:
    return subprocess.run(
        ["git", *words], cwd=folder, check=True, capture_output=True, text=True
    ).stdout


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for key in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{key}_NAME", "Ana")
        monkeypatch.setenv(f"GIT_{key}_EMAIL", "ana@example.org")
    home = copied(tmp_path / "home", (CASE,))
    (home / "other.txt").write_text("one\n")
    _git(home, "init", "--quiet", "--initial-branch=main")
    _git(home, "add", ".")
    _git(home, "commit", "--quiet", "-m", "first")
    return home


def test_what_changed_is_shown_and_committed(serve: Serve, page: Page, repository: Path) -> None:
    open_text(page, serve(CASE, folder=repository).address)
    (repository / "other.txt").write_text("two\n")
    page.keyboard.press("g")
    view = page.get_by_role("complementary", name="Changes since the last commit")
    expect(view).to_contain_text("On branch main. Everything is committed.")
    view.get_by_role("button", name="Close").click()
    focus_text(page)
    page.keyboard.press("j")
    page.keyboard.press("f")
    saved(page, "Sign reversed")
    page.keyboard.press("g")
    view.get_by_role("button", name="claims/brief.yaml changed").click()
    lines = view.locator("pre")
    expect(lines).to_contain_text(re.compile(r"− +sign: lowers.*\+ +sign: raises", re.S))
    view.get_by_role("button", name="Changes of the selected claim only").click()
    expect(view.get_by_role("heading", name="congestion_slows_buses")).to_be_visible()
    expect(lines).to_contain_text("congestion_slows_buses")
    expect(lines).not_to_contain_text("speed_fills_buses")
    view.get_by_role("textbox", name="Message").fill("Doubt the first claim <b>")
    view.get_by_role("button", name="Commit the case's files").click()
    saved(page, "Committed")
    expect(view).to_contain_text("Everything is committed.")
    assert _git(repository, "show", "--name-only", "--format=%an: %s").splitlines() == [
        "Ana: Doubt the first claim <b>", "", BRIEF.as_posix(),
    ]  # fmt: skip
    assert _git(repository, "status", "--porcelain").split() == ["M", "other.txt"]
