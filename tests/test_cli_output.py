"""`--out` of map, report and run: what may be written, and what is said where it may not."""

import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from click.exceptions import Exit
from click.testing import CliRunner, Result

from contention.api.case import Case
from contention.case.problem import Place, Problem
from contention.cli.case_argument import open_case, refuse
from contention.cli.main import main

WAYS = {
    "map": ("--account", "teacher"),
    "report": ("--draws", "16", "--hinge-draws", "16", "--course-draws", "16"),
    "run": ("--draws", "16", "--account", "teacher"),
}


def run(name: str, case: Path, out: Path | str, *more: str) -> Result:
    return CliRunner().invoke(main, [name, str(case), "--out", str(out), *WAYS[name], *more])


@pytest.fixture
def attached(small_case: Path, tmp_path: Path) -> Path:
    """The text of the reply, attached to the small case from outside of it."""
    from tests.conftest import REPLY

    text = tmp_path / "reply.txt"
    text.write_text(REPLY, "utf-8")
    done = CliRunner().invoke(main, ["attach", str(small_case), "reply", str(text), "--words"])
    assert done.exit_code == 0, done.output
    return text


@pytest.mark.usefixtures("attached")
@pytest.mark.parametrize("name", WAYS)
@pytest.mark.parametrize(
    "path",
    ["case.yaml", "factors.yaml", "claims/letter.yaml", "claims/more.yaml", "data/rain.csv",
     "data/repairs.csv", "texts/letter.txt", "words/reply.txt", ".contention/texts.json"],
)  # fmt: skip
def test_no_part_of_the_case_is_overwritten(name: str, path: str, small_case: Path) -> None:
    file = small_case / path
    before = file.read_bytes() if file.exists() else None
    done = run(name, small_case, small_case / "claims" / ".." / path)
    assert done.exit_code == 2, done.output
    assert "name another file" in " ".join(done.output.replace("│", "").split())
    assert (file.read_bytes() if file.exists() else None) == before


@pytest.mark.parametrize("name", WAYS)
def test_an_attached_text_is_not_overwritten_by_whatever_name(
    name: str, small_case: Path, attached: Path, tmp_path: Path
) -> None:
    before = attached.read_bytes()
    symbolic, hard = tmp_path / "symbolic.csv", tmp_path / "hard.csv"
    symbolic.symlink_to(attached)
    hard.hardlink_to(attached)
    for out in (attached, symbolic, hard):
        done = run(name, small_case, out)
        assert done.exit_code == 2, done.output
        assert "is the text of “reply”" in done.output
    assert attached.read_bytes() == before


@pytest.mark.parametrize("name", WAYS)
def test_a_fault_of_the_place_is_said_before_anything_is_computed(
    name: str, small_case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("computed")

    for place in ("contention.judge.judge.judge", "contention.runs.plan.prepare",
                  "contention.runs.account_kinds.account_map"):  # fmt: skip
        monkeypatch.setattr(place, forbidden)
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    for out in (tmp_path, tmp_path / "no" / "out", loop, tmp_path / ("x" * 300)):
        done = run(name, small_case, out)
        assert done.exit_code == 2, done.output
        assert isinstance(done.exception, SystemExit)
        assert "--out" in done.output


@pytest.mark.parametrize("name", WAYS)
def test_a_full_disk_is_said(name: str, small_case: Path) -> None:
    done = run(name, small_case, "/dev/full")
    assert done.exit_code == 2
    assert isinstance(done.exception, SystemExit)
    assert "/dev/full cannot be written: No space left on device" in done.output


@pytest.mark.parametrize(
    ("name", "start"), [("map", "<svg"), ("run", "account,scenario"), ("report", "<!DOCTYPE")]
)
def test_a_dash_is_the_standard_output(
    name: str, start: str, small_case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(name, small_case, "-")
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith(start)
    assert not (tmp_path / "-").exists()
    both = run(name, small_case, "-", "--json")
    assert both.exit_code == 2
    assert "--json" in both.output


def test_what_a_command_wrote_into_the_case_folder_it_may_write_again(small_case: Path) -> None:
    out = small_case / "map.svg"
    assert [run("map", small_case, out).exit_code for _ in range(2)] == [0, 0]
    (small_case / "README.md").write_text("mine", "utf-8")
    assert run("map", small_case, small_case / "README.md").exit_code == 2
    assert (small_case / "README.md").read_text("utf-8") == "mine"


@pytest.mark.parametrize(
    "words",
    [
        ("judge", "--draws", "16", "--hinge-draws", "16"),
        ("explain", "--contention", "stopping_ruins", "--account", "teacher", "--draws", "16"),
        ("run", "--draws", "16", "--factor", "care", "--account", "teacher"),
    ],
)
def test_nothing_that_a_case_says_steers_the_terminal(
    words: tuple[str, ...], small_case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where such characters came into a case past the check of its files."""
    case = open_case(small_case)
    nasty = "\x1b[2J\x1b]0;title\x07\x9b\u202e"
    titled = {
        part: {id_: replace(item, title=f"{item.title}{nasty}") for id_, item in entries.items()}
        for part, entries in (
            ("contentions", case.value.contentions),
            ("accounts", case.value.accounts),
        )
    }
    odd = Case(replace(case.value, **titled))  # type: ignore[arg-type]
    monkeypatch.setattr(f"contention.cli.{words[0]}.open_case", lambda *_, **__: odd)
    done = CliRunner().invoke(main, [words[0], str(small_case), *words[1:]])
    assert done.exit_code == 0, done.output
    assert steering(done.output) == set()
    assert "2J" in done.output


def test_no_message_about_a_case_steers_the_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(Exit):
        refuse([Problem(Place("case.yaml"), "unknown holder `a\x1b[2Jb\u202e`")])
    assert capsys.readouterr().err == "case.yaml:1:1: unknown holder `a\\x1b[2Jb\\u202e`\n"


def steering(text: str) -> set[str]:
    """Characters that a terminal obeys instead of showing them, line ends left out."""
    return {one for one in text if unicodedata.category(one) == "Cc" or one == "\u202e"} - {"\n"}
