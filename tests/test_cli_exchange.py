"""`contention export` and `contention import` as a user calls them."""

import errno
import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from contention.cli.main import main


def run(*words: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(main, [str(word) for word in words])
    return result.exit_code, result.output


def test_export_writes_a_file_and_says_what_it_lacks(small_case: Path, tmp_path: Path) -> None:
    out = tmp_path / "map.mmd"
    words = ("export", small_case, "--account", "teacher", "--format", "mermaid", "--out", out)
    code, said = run(*words)
    assert (code, out.read_text("utf-8").splitlines()[0]) == (0, "flowchart LR")
    assert "without strength" in said
    code, said = run(*words, "--json")
    assert {loss["kind"] for loss in json.loads(said)["left_out"]} >= {"link", "dependency"}


def test_export_never_writes_over_a_part_of_the_case(small_case: Path) -> None:
    out = small_case / "factors.yaml"
    before = out.read_bytes()
    code, _ = run("export", small_case, "--account", "teacher", "--format", "dot", "--out", out)
    assert (code, out.read_bytes()) == (2, before)


def test_import_without_a_case_writes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "links.csv"
    file.write_text("from,to,sign\nRain,Floods,+\n", "utf-8")
    code, said = run("import", file)
    assert code == 0
    assert "from = `from`" in said
    assert "nothing is written without --into" in said
    assert list(tmp_path.iterdir()) == [file]


def test_import_into_a_new_case_that_checks(tmp_path: Path) -> None:
    file, case = tmp_path / "links.csv", tmp_path / "case"
    file.write_text("Ursache,Wirkung,sign\nRain,Floods,+\n", "utf-8")
    code, said = run(
        "import", file, "--into", case, "--columns", "from=Ursache,to=Wirkung", "--author",
        "The council", "--date", "2024", "--accept", "--json",
    )  # fmt: skip
    assert (code, json.loads(said)["written"]["claims"]) == (0, 1)
    assert run("check", case)[0] == 0


def test_import_says_all_that_is_missing(tmp_path: Path) -> None:
    file = tmp_path / "links.csv"
    file.write_text("from,to\nRain,Floods\n", "utf-8")
    code, said = run("import", file, "--into", tmp_path / "case")
    assert code == 2
    assert "--author" in said
    assert "--date" in said
    assert not (tmp_path / "case").exists()
    assert run("import", file, "--columns", "from")[0] == 2
    assert run("import", tmp_path / "none.csv")[0] == 2


def test_export_of_results_says_what_it_wrote(small_case: Path, tmp_path: Path) -> None:
    out = tmp_path / "verdicts.parquet"
    words = ("export", small_case, "--format", "parquet", "--draws", "16", "--out", out)
    code, said = run(*words)
    assert code == 0
    assert "kept: " in said
    assert out.read_bytes()[:4] == b"PAR1"
    code, said = run(*words, "--what", "hinges", "--json")
    assert json.loads(said)["kept"]["row"] > 0


def test_export_of_results_refuses_before_it_computes(small_case: Path, tmp_path: Path) -> None:
    out = tmp_path / "file"
    for words, message in (
        (("--format", "parquet", "--what", "verdict"), "did you mean `verdicts`"),
        (("--format", "png", "--what", "hinges"), "name one contention"),
        (("--format", "png", "--what", "map", "--account", "nobody"), "no account “nobody”"),
        (("--format", "dot", "--what", "map", "--account", "teacher"), "--what is for results"),
        (
            (
                "--format",
                "xmile",
            ),
            "maps and models are of one (accounts here: ",
        ),
        (("--format", "svg", "--what", "timelines"), "no figure of the texts"),
        (
            (
                "--format",
                "arviz",
            ),
            "name one account",
        ),
    ):
        code, said = run("export", small_case, *words, "--out", out)
        assert code != 0
        assert message in said
        assert not out.exists()


def test_export_of_results_overwrites_no_half_and_no_part(
    small_case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import contention.case.storage.outputs as outputs

    part = small_case / "factors.yaml"
    before = part.read_bytes()
    words = ("export", small_case, "--format", "svg", "--draws", "16", "--out")
    assert run(*words, part)[0] == 2
    assert part.read_bytes() == before
    assert run(*words, tmp_path / "absent" / "a.svg")[0] == 2
    assert run(*words, tmp_path)[0] == 2
    old = tmp_path / "old.svg"
    old.write_text("old", "utf-8")

    def full(descriptor: int, content: bytes) -> None:
        os.write(descriptor, content[:100])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(outputs, "write_all", full)
    code, said = run(*words, old)
    assert code == 2
    assert "No space left on device" in said
    assert old.read_text("utf-8") == "old"
    assert sorted(each.name for each in tmp_path.iterdir() if each != small_case) == ["old.svg"]
