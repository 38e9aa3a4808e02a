"""`contention robustness`, and its section of the report."""

import json
import re
from pathlib import Path

from click.testing import CliRunner

from contention.cli.report import command as report
from contention.cli.robustness import command

FEW = ("--draws", "32", "--workers", "1", "--account", "teacher")


def test_the_matrix_has_a_square_for_every_verdict_and_choice(small_case: Path) -> None:
    arguments = [str(small_case), *FEW, "--contention", "stopping_ruins"]
    done = CliRunner().invoke(command, [*arguments, "--json"])
    assert done.exit_code == 0, done.output
    told = json.loads(done.output)
    choices = [choice["id"] for choice in told["choices"]]
    assert {
        "reading_wide",
        "strength_half",
        "times_double",
        "end_later",
        "hedged_25",
        "seed",
    } <= set(choices)
    (row,) = told["verdicts"]
    assert list(row["under"]) == choices
    shown = CliRunner().invoke(command, arguments)
    assert shown.exit_code == 0, shown.output
    (line,) = [line for line in shown.output.splitlines() if re.search(r"[·s~▲▼◆○]{10}", line)]
    assert len(line.split()[-1]) == len(choices)
    assert f"of {len(choices)} choices" in " ".join(shown.output.split())


def test_the_report_has_the_matrix_if_it_is_asked_for(small_case: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    arguments = [
        str(small_case),
        *FEW,
        "--course-draws",
        "16",
        "--no-hinges",
        "--reading-draws",
        "16",
        "--out",
        str(out),
    ]
    assert CliRunner().invoke(report, arguments).exit_code == 0
    assert 'id="robustness"' not in out.read_text(encoding="utf-8")
    assert CliRunner().invoke(report, [*arguments, "--robustness"]).exit_code == 0
    page = out.read_text(encoding="utf-8")
    assert 'id="robustness"' in page
    squares = re.findall(r'class="square (\w+)(?: first)?" title="([^"]+)"', page)
    assert squares
    assert all(" if " in said for _, said in squares)
    assert page.count('<span class="hidden">unchanged if') <= len(squares)
