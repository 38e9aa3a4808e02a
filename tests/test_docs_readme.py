"""The README's commands and snippets do what it says, on a copy of the worked case."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from contention.cli.main import main

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
FEW = "16"
CHEAP = {
    "report": ["--course-draws", "16", "--hinge-draws", "16", "--account", "arms_prolong"],
    "brief": ["--quick"],
    "judge": ["--reading-draws", "16", "--account", "arms_prolong"],
    "explain": ["--draws", FEW],
    "hinges": ["--no-numbers", "--no-uncertain"],
}


def blocks(language: str) -> Iterator[str]:
    """Fenced blocks of one language."""
    yield from re.findall(rf"^```{language}\n(.*?)^```$", TEXT, flags=re.MULTILINE | re.DOTALL)


def commands() -> list[list[str]]:
    """Every `$ contention …` line, with few draws so that the test is quick."""
    lines = [line for block in blocks("console") for line in block.splitlines()]
    found = [line[2:].split()[1:] for line in lines if line.startswith("$ contention")]
    few = [[FEW if word == "512" else word for word in words] for words in found]
    return [[*words, *CHEAP.get(words[0], [])] for words in few]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the worked case, and the README's additions made to a copy of it."""
    monkeypatch.chdir(tmp_path)
    ours = shutil.ignore_patterns(".contention")
    shutil.copytree(ROOT / "cases", tmp_path / "cases", ignore=ours)
    shutil.copytree(ROOT / "cases" / "war-against-war", tmp_path / "my-case", ignore=ours)
    snippets = [block for block in blocks("yaml") if block.startswith("# my-case/")]
    assert len(snippets) == 3
    for snippet in snippets:
        head, _, body = snippet.partition("\n")
        found = re.fullmatch(r"# my-case/(\S+), under `(\w+:)`", head)
        assert found is not None, head
        path = tmp_path / "my-case" / found[1]
        before = path.read_text(encoding="utf-8")
        assert before.count(f"\n{found[2]}\n") + before.startswith(f"{found[2]}\n") == 1
        start = re.search(rf"^{found[2]}\n", before, flags=re.MULTILINE)
        assert start is not None
        after = before[: start.end()] + body + before[start.end() :]
        path.write_text(after, encoding="utf-8")
    return tmp_path


def test_every_command_of_the_readme_runs(place: Path) -> None:
    assert len(commands()) >= 7
    for words in commands():
        result = CliRunner().invoke(main, words)
        assert result.exit_code == 0, f"contention {' '.join(words)}\n{result.output}"
    assert (place / "report.html").stat().st_size > 100_000
    assert (place / "map.svg").read_text(encoding="utf-8").startswith("<svg")


def test_the_readme_links_to_what_exists() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", TEXT):
        assert (ROOT / target).exists(), target
