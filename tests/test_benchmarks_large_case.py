"""The large case of benchmarks is a case that can run."""

from pathlib import Path

import pytest
from benchmarks.large_case import Size, write_large_case

import contention as ct


def test_a_large_case_can_run(tmp_path: Path) -> None:
    write_large_case(tmp_path / "case", Size(claims=60, factors=20, characters=9000))
    assert [str(item) for item in ct.check(tmp_path / "case") if item.severity == "error"] == []
    case = ct.load(tmp_path / "case")
    assert len(case.claims) == 60
    text = (tmp_path / "case" / "texts" / "record.txt").read_text()
    assert 9000 <= len(text) < 9200
    for claim in case.claims.values():
        assert claim.anchor is not None
        words = text[claim.anchor.start : claim.anchor.end]
        assert words.startswith(case.factors[claim.relation.cause].title)
    judged = case.judge(draws=16, hinges=False, reading_draws=0)
    assert any(item.word != "does not follow" for item in judged.verdicts)


def test_the_same_seed_gives_the_same_files(tmp_path: Path) -> None:
    for name in ("one", "other"):
        write_large_case(tmp_path / name, Size(claims=40, factors=10, seed=3))
    for file in (tmp_path / "one").rglob("*.*"):
        other = tmp_path / "other" / file.relative_to(tmp_path / "one")
        assert file.read_bytes() == other.read_bytes()


def test_more_factors_than_names(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="8 to 320"):
        write_large_case(tmp_path / "case", Size(factors=321))
