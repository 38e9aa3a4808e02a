"""Conditions of proposals: what they name, and the `condition` of the claims file."""

from pathlib import Path

import pytest

from contention.case.load import load_case
from contention.case.schema.factors import FactorEntry
from contention.coding.condition_lines import gate_line
from contention.coding.into_case import write_into
from contention.coding.new_document import Source
from contention.coding.stated_particulars import Told
from contention.documents.files import document_from_text
from contention.extraction.proposals import Side
from contention.extraction.rules.rule_reader import RulesReader

TOLD = Told("A letter on tolls", "A. Writer", "2024-01-01")


@pytest.mark.parametrize(
    ("text", "factor", "side"),
    [
        ("If revenue is kept, carbon taxes raise inequality.", "revenue", "kept"),
        ("If fuel prices rise, the toll reduces traffic.", "fuel prices", "more"),
        ("If wages fall, the ban will lower sales.", "wages", "less"),
        ("Unless wages rise, the ban will lower sales.", "wages", "less"),
        ("Once the subsidy ends, higher fares will reduce ridership.", "subsidy", "gone"),
        ("When there are no inspectors, bonuses increase accidents.", "inspectors", "gone"),
        ("With more inspectors, fines reduce speeding.", "inspectors", "more"),
    ],
)
def test_a_condition_names_a_quantity_and_how_it_stands(text: str, factor: str, side: str) -> None:
    found = [p.gate for p in RulesReader().find(document_from_text(text)).proposals if p.gate]
    assert [(each.factor.text, each.side) for each in found] == [(factor, side)]
    assert text[found[0].factor.start : found[0].factor.end]


@pytest.mark.parametrize(
    "text",
    [
        "As long as the villagers show a will to resist, coercion strengthens the prince.",
        "If this happens, the toll reduces traffic.",
    ],
)
def test_a_condition_that_names_no_quantity_stays_words(text: str) -> None:
    found = RulesReader().find(document_from_text(text)).proposals
    assert [p.gate for p in found if p.condition] == [None]


@pytest.mark.parametrize(
    ("side", "known", "line"),
    [
        ("more", None, "{factor: x, above: 1}"),
        ("less", None, "{factor: x, below: 1}"),
        ("kept", None, "{factor: x, above: 0.5}"),
        ("there", None, "{factor: x, above: 0.1}"),
        ("gone", None, "{factor: x, is: none}"),
        ("kept", {"kind": "event"}, "{factor: x, is: on}"),
        ("gone", {"kind": "event"}, "{factor: x, is: off}"),
        ("gone", {"kind": "share", "baseline": 0.3}, "{factor: x, is: none}"),
        ("more", {"kind": "share", "baseline": 0.3}, ""),
        ("gone", {"kind": "stock", "baseline": 0.0}, ""),
        ("gone", {"kind": "stock", "baseline": 5.0}, "{factor: x, is: none}"),
        ("more", {"kind": "equation", "equation": "y + z"}, ""),
    ],
)
def test_the_line_fits_the_kind_of_the_factor(
    side: Side, known: dict[str, object] | None, line: str
) -> None:
    entry = None if known is None else FactorEntry.model_validate({"title": "X", **known})
    assert gate_line(side, "x", entry) == line


def written(tmp_path: Path, text: str) -> str:
    file = tmp_path / "letter.txt"
    file.write_text(text)
    document = document_from_text(text, "letter")
    case = tmp_path / "case"
    done = write_into(Source(case, document, file, TOLD), RulesReader().find(document))
    return (case / done.file).read_text()


def test_conditions_become_factors_of_the_case_and_the_case_still_loads(tmp_path: Path) -> None:
    text = (
        "Once the subsidy ends, higher fares will reduce ridership. As long as the villagers show "
        "a will to resist, coercion strengthens the prince."
    )
    lines = written(tmp_path, text)
    case, problems = load_case(tmp_path / "case")
    assert case is not None, problems
    assert "condition: {factor: subsidy, is: none}" in lines
    assert "condition: As long as the villagers show" in lines
    gated = [c.relation.condition for c in case.claims.values() if c.relation.condition]
    assert [(each.factor, each.side, each.threshold) for each in gated] == [
        ("subsidy", "below", 0.1)
    ]
    assert "subsidy" in case.factors


def test_a_condition_on_an_end_of_the_claim_itself_stays_in_the_note(tmp_path: Path) -> None:
    lines = written(tmp_path, "If ridership falls, higher fares will reduce ridership.")
    assert "factor: ridership" not in lines
    assert load_case(tmp_path / "case")[0] is not None
