"""`contention map`."""

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from contention.cli.map import command


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command, [str(one) for one in arguments])


def test_it_draws_an_account(small_case: Path, tmp_path: Path) -> None:
    out = tmp_path / "map.svg"
    done = run(small_case, "--account", "teacher", "--out", out)
    assert (done.exit_code, done.output) == (0, f"{out} written\n")
    picture = ElementTree.fromstring(out.read_text("utf-8"))
    words = " ".join(picture.itertext())
    assert "The teacher" in words
    assert "Houses not rebuilt" in words
    assert "The teacher, hedged, in 50 % of draws: Repairs make floods less likely" in words
    assert "Carefulness" not in words


def test_json_gives_the_map(small_case: Path) -> None:
    done = run(small_case, "--account", "miller", "--json")
    told = json.loads(done.output)
    assert done.exit_code == 0
    backing = {item["id"] for link in told["links"] for item in link["backing"]}
    assert backing == {
        "dam_careless_reported", "dam_careless", "care_ruined", "flood_ruins", "rain_flood",
    }  # fmt: skip
    (careless,) = [link for link in told["links"] if link["effect"] == "care"]
    assert (careless["sign"], careless["strength_of"]) == ("-", "dam_careless")


def test_drawing_and_json_go_together(small_case: Path, tmp_path: Path) -> None:
    out = tmp_path / "map.svg"
    done = run(small_case, "--account", "miller", "--out", out, "--json")
    assert json.loads(done.stdout)["account"] == "miller"
    assert out.exists()


def test_a_contention_narrows_the_drawing(small_case: Path, tmp_path: Path) -> None:
    out = tmp_path / "map.svg"
    asked: list[str | Path] = [
        "--account",
        "teacher",
        "--contention",
        "stopping_ruins",
        "--out",
        out,
    ]
    assert run(small_case, *asked).exit_code == 0
    words = " ".join(ElementTree.fromstring(out.read_text("utf-8")).itertext())
    assert "Without repairs more houses are ruined." in words
    assert "Gossip" not in words


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--account", "teachr"], "did you mean “teacher”"),
        (["--account", "teacher", "--focus", "flod"], "did you mean “flood”"),
        (["--account", "teacher", "--focus", "flod"], "Invalid value for --focus"),
        (["--account", "teacher", "--focus", "care"], "“The teacher” says nothing about “care”"),
        (["--account", "teacher", "--contention", "stopping"], "no contention “stopping”"),
    ],
)
def test_what_the_case_lacks_is_named(
    small_case: Path, tmp_path: Path, arguments: list[str], message: str
) -> None:
    out = tmp_path / "map.svg"
    done = run(small_case, *arguments, "--out", out)
    assert done.exit_code == 2
    assert message in " ".join(done.output.split())
    assert not out.exists()


def test_it_asks_where_the_drawing_goes(small_case: Path) -> None:
    done = run(small_case, "--account", "teacher")
    assert done.exit_code == 2
    assert "--out" in done.output


def test_a_faulty_case_is_refused_and_nothing_written(
    small_case: Path, tmp_path: Path, change: Callable[[str, str, str], tuple[int, int]]
) -> None:
    line, _ = change("claims/letter.yaml", "cause: repairs", "cause: repirs")
    out = tmp_path / "map.svg"
    done = run(small_case, "--account", "teacher", "--out", out)
    assert done.exit_code == 2
    assert f"claims/letter.yaml:{line}:" in done.output
    assert not out.exists()


def test_a_place_that_cannot_be_written_is_said(small_case: Path, tmp_path: Path) -> None:
    done = run(small_case, "--account", "teacher", "--out", tmp_path / "none" / "map.svg")
    assert done.exit_code == 2
    assert "there is no folder" in done.output
    assert done.exception is None or isinstance(done.exception, SystemExit)


def test_the_whole_excludes_a_part(small_case: Path, tmp_path: Path) -> None:
    out = tmp_path / "map.svg"
    asked = (small_case, "--account", "teacher", "--whole", "--out", out)
    assert run(*asked).exit_code == 0
    assert "max-width: 100%" in out.read_text("utf-8")
    for part in (("--focus", "flood"), ("--contention", "stopping_ruins")):
        done = run(*asked, *part)
        assert done.exit_code == 2
        assert "--whole cannot be combined with --focus or --contention" in done.output
