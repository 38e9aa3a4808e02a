"""docs/tutorial.md: its files, commands and Python run in order, and give what the page prints."""

import codecs
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from contention.cli.main import main

PAGE = (Path(__file__).parent.parent / "docs" / "tutorial.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w*) ?(\S*)\n(.*?)^```$", PAGE, re.M | re.S)
CHEAP = {"report": ["--course-draws", "16"]}


def run(line: str) -> str:
    """Run one `contention …` or `printf '…' | contention …`; the draws are few already."""
    keys, _, command = line.rpartition(" | ")
    typed = codecs.decode(shlex.split(keys)[1], "unicode_escape") if keys else None
    words = shlex.split(command or line)[1:]
    done = CliRunner().invoke(main, [*words, *CHEAP.get(words[0], [])], input=typed)
    assert done.exit_code == 0, f"{line}\n{done.output}"
    return done.output


def test_the_tutorial_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    printed = ""
    shown: list[str] = []
    for language, path, body in BLOCKS:
        if path:
            Path(path).write_text(body, "utf-8")
        elif language == "console":
            printed += "".join(run(line[2:]) for line in body.splitlines())
        elif language == "python":
            exec(compile(body, "tutorial.md", "exec"), {})
        else:
            shown += [line.strip() for line in body.splitlines() if line.strip()]
    assert len(shown) > 8
    assert [line for line in shown if line not in printed] == []
    assert "9 accepted, 2 rejected" in printed
    assert "The case can be run: 7 factors, 9 claims" in printed
    assert (tmp_path / "rents.html").stat().st_size > 50_000
    assert (tmp_path / "tenants.svg").read_text("utf-8").startswith("<svg")
