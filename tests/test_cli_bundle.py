"""`contention bundle` as a user calls it."""

import json
from pathlib import Path

from click.testing import CliRunner

from contention.cli.main import main


def run(*words: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(main, [str(word) for word in words])
    return result.exit_code, result.output


def test_a_bundle_is_written_checked_and_found_changed(small_case: Path, tmp_path: Path) -> None:
    out = tmp_path / "dam"
    words = ("bundle", small_case, "--out", out, "--draws", "16", "--workers", "1")
    code, said = run(*words, "--author", "Smith, Joan", "--without-texts")
    assert code == 0
    assert f"{out} written: " in said
    assert "no license is stated (--license)" in said
    assert "texts and quotations are left out" in said
    code, said = run("bundle", "--verify", out, "--workers", "1")
    assert (code, "the same bytes" in said) == (0, True)
    (out / "case" / "scenarios.yaml").write_text("{}", "utf-8")
    code, said = run("bundle", "--verify", out, "--json")
    assert (code, json.loads(said)["faults"]) == (1, ["case/scenarios.yaml: changed"])


def test_what_is_wrong_is_said(small_case: Path, tmp_path: Path) -> None:
    for words, message in (
        ((small_case,), "give a new file or folder"),
        ((small_case, "--out", tmp_path), "exists already"),
        (("--verify", tmp_path / "absent.zip"), "there is no bundle"),
        (("--verify", small_case), "this is not a bundle"),
        ((tmp_path / "absent", "--out", tmp_path / "b.zip"), "absent"),
        ((small_case, "--out", tmp_path / "b.zip", "--date", "soon"), "write it like 2026-03-01"),
    ):
        code, said = run("bundle", *words)
        assert code != 0
        assert message in said
        assert not (tmp_path / "b.zip").exists()
