"""Confidence as a share of right proposals: curves, how they are fitted, what `read` leaves out."""

import json
import random
from pathlib import Path

import pytest
from benchmarks.confidence import Scored, curve_of, expected_error, interval, sorting, tenths
from benchmarks.confidence_diagram import reliability

import contention as ct
from contention.documents.files import document_from_text
from contention.extraction.combine import CombinedReader, reader_for
from contention.extraction.confidence import UNCHANGED, curves_from_json, shipped_curves
from contention.extraction.rules.rule_reader import RulesReader

CURVES = curves_from_json('{"rules": {"rules": [[0.2, 0.1], [0.6, 0.3], [0.8, 0.7]]}}')


@pytest.mark.parametrize(
    ("score", "share"),
    [(0.0, 0.1), (0.2, 0.1), (0.4, 0.2), (0.6, 0.3), (0.7, 0.5), (0.8, 0.7), (1.0, 0.7)],
)
def test_between_points_and_beyond_them(score: float, share: float) -> None:
    assert CURVES.of("rules", "rules", score) == pytest.approx(share)


def test_without_a_curve_the_score_stays() -> None:
    assert CURVES.of("rules", "llm", 0.42) == CURVES.of("llm", "rules", 0.42) == 0.42


@pytest.mark.parametrize("points", [[[0.5, 0.1], [0.4, 0.2]], [[0.5, 1.1]], [], [[0.5]]])
def test_curves_that_are_none_are_refused(points: list[list[float]]) -> None:
    with pytest.raises(ValueError, match=r"."):
        curves_from_json(json.dumps({"rules": {"rules": points}}))


def test_the_shipped_curves_rise_and_are_those_of_the_readers() -> None:
    reader = reader_for("rules")
    assert reader.curves is shipped_curves()
    assert reader.name in shipped_curves().curves
    for by_finding in shipped_curves().curves.values():
        shares = [[share for _, share in curve] for curve in by_finding.values()]
        assert all(each == sorted(each) for each in shares)


def test_a_reader_applies_its_curves() -> None:
    document = document_from_text("Higher tolls led to fewer cars.")
    (raw,) = CombinedReader((RulesReader(),)).find(document).proposals
    (claim,) = CombinedReader((RulesReader(),), curves=CURVES).find(document).proposals
    assert claim.confidence == CURVES.of("rules", "rules", raw.confidence) != raw.confidence
    assert UNCHANGED.of("rules", "rules", raw.confidence) == raw.confidence


def test_less_likely_claims_are_left_out_and_counted(tmp_path: Path) -> None:
    text = tmp_path / "tolls.txt"
    text.write_text("Higher tolls led to fewer cars. Because rents fell, 40 shops opened.", "utf-8")
    found = ct.extract(text, reader="rules")
    least = sorted(each.confidence for each in found)[-1]
    kept = found.at_least(least)
    assert 0 < len(kept) < len(found)
    assert (kept.left_out, kept.figures) == (len(found) - len(kept), found.figures)
    assert f"{kept.left_out} less likely claim left out: --least 0 shows all" in str(kept)
    assert "less likely" not in str(found)


def draw(number: int, share: float) -> list[Scored]:
    """Proposals of random scores, right with the probability `share` times the score."""
    source = random.Random(7)
    scores = [round(source.random(), 3) for _ in range(number)]
    return [Scored(n % 20, "rules", s, source.random() < share * s) for n, s in enumerate(scores)]


def test_a_fitted_curve_undoes_scores_that_are_twice_too_high() -> None:
    curve = curve_of(draw(2_000, 0.5))
    assert [share for _, share in curve] == sorted(share for _, share in curve)
    told = curves_from_json(json.dumps({"rules": {"rules": curve}}))
    for score in (0.2, 0.5, 0.8):
        assert told.of("rules", "rules", score) == pytest.approx(score / 2, abs=0.06)


def test_expected_error_and_sorting() -> None:
    fair, high = draw(2_000, 1.0), draw(2_000, 0.5)
    assert expected_error(fair) < 0.03 < 0.2 < expected_error(high)
    low, top = interval(high)
    assert low < expected_error(high) < top
    assert sorting([Scored(0, "", 0.9, True), Scored(0, "", 0.1, False)]) == 1
    assert sorting([Scored(0, "", 0.5, True), Scored(0, "", 0.5, False)]) == 0.5


def test_a_diagram_has_a_circle_for_each_tenth() -> None:
    points = list(tenths(draw(500, 1.0)))
    drawn = reliability(points, "a < b")
    assert drawn.count("<circle") == len(points) == 10
    assert "a &lt; b" in drawn
