"""`contention bundle` as a user calls it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from contention.cli.main import main
from contention.exchange.bundle import licenses


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


def test_a_license_in_words_is_kept_as_text_and_noted(small_case: Path, tmp_path: Path) -> None:
    out = tmp_path / "dam"
    words = ("bundle", small_case, "--out", out, "--draws", "16", "--workers", "1")
    code, said = run(*words, "--author", "Smith, Joan", "--license", "ask me first")
    assert code == 0
    assert "the license “ask me first” is kept as text" in said
    graph = json.loads((out / "ro-crate-metadata.json").read_bytes())["@graph"]
    assert next(each for each in graph if each["@id"] == "./")["license"] == "ask me first"
    assert "license" not in (out / "CITATION.cff").read_text("utf-8")


@pytest.mark.parametrize(
    ("license_", "address"),
    [
        ("CC-BY-NC-SA-4.0", "https://spdx.org/licenses/CC-BY-NC-SA-4.0"),
        ("ODbL-1.0", "https://spdx.org/licenses/ODbL-1.0"),
        ("GPL-3.0-or-later", "https://spdx.org/licenses/GPL-3.0-or-later"),
        ("https://example.org/license", "https://example.org/license"),
        ("CC-BY-9.0", ""), ("javascript://x", ""), ("free for all", ""), ("https://", ""),
    ],
)  # fmt: skip
def test_a_license_is_an_spdx_id_or_an_address(license_: str, address: str) -> None:
    assert licenses.address(license_) == address


def test_what_is_wrong_is_said(small_case: Path, tmp_path: Path) -> None:
    for words, message in (
        ((small_case,), "give a new file or folder"),
        ((small_case, "--out", tmp_path), "exists already"),
        (("--verify", tmp_path / "absent.zip"), "there is no bundle"),
        (("--verify", small_case), "this is not a bundle"),
        ((tmp_path / "absent", "--out", tmp_path / "b.zip"), "absent"),
        ((small_case, "--out", tmp_path / "b.zip", "--date", "soon"), "write it like 2026-03-01"),
        ((small_case, "--out", tmp_path / "b.zip", "--date", "2026-13-01"), "there is no day"),
        ((small_case, "--out", tmp_path / "b.zip", "--date", "2026-02-30"), "there is no day"),
    ):
        code, said = run("bundle", *words)
        assert code != 0
        assert message in said
        assert not (tmp_path / "b.zip").exists()
