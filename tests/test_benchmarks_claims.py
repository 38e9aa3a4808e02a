"""The table of a case's README, and the measurement of intervals."""

from pathlib import Path

import pytest
from benchmarks import claim_designs, claims_against_data

from tests.test_evidence_claims_shown import valley

__all__ = ["valley"]


def test_the_table_is_written_between_its_marks(valley: Path, tmp_path: Path) -> None:
    readme = valley / "README.md"
    readme.write_text(f"Before\n{claims_against_data.BEGIN}{claims_against_data.END}\nAfter\n")
    arguments = [str(valley), "--folder", str(tmp_path / "files"), "--on", "2026-11-30"]
    with pytest.raises(SystemExit, match="out of date"):
        claims_against_data.main([*arguments, "--check"])
    claims_against_data.main(arguments)
    text = readme.read_text("utf-8")
    assert text.startswith("Before\n")
    assert text.endswith("\nAfter\n")
    assert "As of 2026-11-30. 1 test on 2 claims: 1 in line and 1 against." in text
    assert "| 50 in 10 clusters | *against*: `trust_money`; *in line*: `repairs_flood` |" in text
    assert "| `repairs_flood` (not run) |" in text
    with pytest.raises(SystemExit) as stopped:
        claims_against_data.main([*arguments[:-1], "2027-01-01", "--check"])
    assert stopped.value.code == 0


def test_coverage_is_measured_for_each_method(capsys: pytest.CaptureFixture[str]) -> None:
    claim_designs.main(["--times", "2", "--only", "groups, 6"])
    last = capsys.readouterr().out.splitlines()[-1]
    assert last.startswith("| groups, 6 clusters | ")
    assert "CV1" in last
