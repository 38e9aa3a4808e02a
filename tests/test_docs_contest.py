"""The examples of docs/contest.md and docs/levers.md run."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from contention.cli.main import main

ROOT = Path(__file__).parent.parent
FEW = ("--draws", "32", "--workers", "1")
PAGES = ("contest.md", "levers.md")


def _blocks(page: str, language: str) -> list[str]:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_of_the_page_run(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    for block in _blocks(page, "console"):
        for line in block.splitlines():
            words = line.removeprefix("$ contention ").split()
            few = [*words, *FEW, *(("--account", "clean_air") if words[0] == "levers" else ())]
            done = CliRunner().invoke(main, few)
            assert done.exit_code == 0, done.output


@pytest.mark.parametrize("page", PAGES)
def test_the_calls_of_the_page_run(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    for block in _blocks(page, "python"):
        code = re.sub(r"(?m)\.contest\((.*)\)$", r".contest(\1, draws=32)", block)
        code = re.sub(r"(?m)\.levers\((.*)\)$", r".levers(\1, 'clean_air', draws=32)", code)
        exec(compile(code, page, "exec"), {})
