"""`contention contest`: text, JSON, picture and refusals."""

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from click.testing import CliRunner

from contention.cli.contest import command

FEW = ("--draws", "32", "--trial-draws", "32", "--budget", "100", "--workers", "1")


def test_text_and_json_tell_where_accounts_part(small_case: Path) -> None:
    shown = CliRunner().invoke(command, [str(small_case), *FEW], env={"COLUMNS": "80"})
    assert shown.exit_code == 0, shown.output
    assert max(map(len, shown.output.splitlines())) <= 80
    assert "A The teacher" in shown.output
    done = CliRunner().invoke(command, [str(small_case), *FEW, "--json"])
    told = json.loads(done.output)
    assert [len(pair["accounts"]) for pair in told["pairs"]] == [2] * len(told["pairs"])
    pair = told["pairs"][0]
    every = {*pair["agree"], *pair["silent"], *(item["contention"] for item in pair["partings"])}
    assert every == {verdict["contention"] for verdict in told["verdicts"]}
    again = CliRunner().invoke(command, [str(small_case), *FEW, "--json"])
    assert again.output == done.output


def test_the_picture_is_well_formed_and_escapes_titles(small_case: Path, tmp_path: Path) -> None:
    yaml = small_case / "case.yaml"
    text = yaml.read_text(encoding="utf-8")
    other = text.replace("title: The teacher", "title: '<b>&The teacher'")
    yaml.write_text(other, encoding="utf-8")
    out = tmp_path / "contest.svg"
    done = CliRunner().invoke(command, [str(small_case), *FEW, "--out", str(out)])
    assert done.exit_code == 0, done.output
    root = ET.fromstring(out.read_text(encoding="utf-8"))
    assert any("<b>&The teacher" in (item.text or "") for item in root.iter())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--account", "teecher", "--account", "miller"), "did you mean “teacher”"),
        (("--account", "teacher"), "at least two accounts"),
        (("--contention", "nonsense"), "no contention"),
        (("--after", "soon"), "is not a date"),
    ],
)
def test_wrong_arguments_are_refused(
    small_case: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = CliRunner().invoke(command, [str(small_case), *FEW, *arguments])
    assert done.exit_code == 2
    assert said in done.output
