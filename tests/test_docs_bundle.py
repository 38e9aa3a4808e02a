"""The examples of docs/bundle.md run, and say what the page shows."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from contention.cli.main import main

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "bundle.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, flags=re.MULTILINE | re.DOTALL)


def test_the_examples_run_and_print_what_is_shown(
    tmp_path: Path, small_case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cases").symlink_to(ROOT / "cases")
    monkeypatch.chdir(tmp_path)
    first, second = (shlex.split(line.removeprefix("$ contention "))
                     for line in blocks("console")[0].splitlines())  # fmt: skip
    done = CliRunner().invoke(main, [*first, "--draws", "16", "--workers", "1"])
    assert done.exit_code == 0, done.output
    done = CliRunner().invoke(main, [*second, "--workers", "1"])
    assert done.output == blocks("text")[0]
    (code,) = blocks("python")
    words = "cases/congestion-charge"
    assert words in code
    few = code.replace("draws=512", "draws=16, course_draws=16").replace(words, str(small_case))
    exec(compile(few, "docs/bundle.md", "exec"), {})
