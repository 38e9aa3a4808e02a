"""The examples of docs/contest.md run."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from contention.cli.main import main

ROOT = Path(__file__).parent.parent
PAGES = ("contest.md",)


def _blocks(page: str, language: str) -> list[str]:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_of_the_page_run(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    for block in _blocks(page, "console"):
        for line in block.splitlines():
            words = line.removeprefix("$ contention ").split()
            done = CliRunner().invoke(main, [*words, "--draws", "32", "--workers", "1"])
            assert done.exit_code == 0, done.output


@pytest.mark.parametrize("page", PAGES)
def test_the_calls_of_the_page_run(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    for block in _blocks(page, "python"):
        code = re.sub(r"(?m)\.(contest|levers)\((.*)\)$", r".\1(\2, draws=32)", block)
        exec(compile(code, page, "exec"), {})
