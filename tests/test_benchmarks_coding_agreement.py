"""Codings of a case compared, and kept out of its runs."""

import json
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from benchmarks.coding_agreement import codings_of, compared, main

from contention.case.load import load_case
from contention.case.schema.claims import ClaimsFile
from contention.coding.agreement.coding import Coding

WORKED = Path(__file__).parent.parent / "cases" / "war-against-war"
Link = tuple[str, str, str]


@cache
def of_the_worked_case() -> list[list[tuple[str, Coding]]]:
    return list(codings_of(WORKED))


def coding(links: Iterable[Link]) -> Coding:
    """Claims one behind another, ten characters each."""
    claims = [
        {"id": f"c{n}", "cause": cause, "effect": effect, "sign": sign, "paraphrase": "p",
         "anchor": {"start": 10 * n, "end": 10 * n + 10}}
        for n, (cause, effect, sign) in enumerate(links)
    ]  # fmt: skip
    file = ClaimsFile.model_validate({"document": "text", "claims": claims})
    return replace(Coding.of(file), author="author", length=100)


def test_missing_factors_are_one_value_whatever_coders_call_them() -> None:
    one = coding([("oil", "missing_unrest", "raises"), ("oil", "war", "raises")])
    other = coding([("oil", "missing_anger", "raises"), ("missing_greed", "war", "raises")])
    found = compared(one, other, ("a", "b"))
    by_field = {each.field: each.agreement for each in found.fields}
    assert found.missing == (1, 2, 1)
    assert (by_field["cause"], by_field["effect"]) == (0.5, 1.0)


def test_links_count_wherever_they_stand_and_only_with_their_sign() -> None:
    one = coding([("oil", "war", "raises"), ("aid", "war", "lowers"), ("oil", "aid", "raises")])
    other = coding([("aid", "war", "lowers"), ("oil", "war", "raises"), ("oil", "aid", "lowers")])
    found = compared(one, other, ("a", "b"))
    assert found.links == pytest.approx(2 / 3)
    assert found.coded == pytest.approx(1.0)


def test_missing_factors_are_no_links() -> None:
    one = coding([("oil", "war", "raises"), ("oil", "missing_unrest", "raises")])
    assert compared(one, one, ("a", "b")).links == 1.0
    assert compared(one, coding([("oil", "war", "raises")]), ("a", "b")).links == 1.0


def test_the_worked_case_has_three_codings_of_each_text_beside_its_own() -> None:
    names = [[name for name, _ in codings] for codings in of_the_worked_case()]
    assert names == [["a", "b", "first", "now"]] * 2


def test_codings_enter_no_run() -> None:
    case, problems = load_case(WORKED)
    assert case is not None, problems
    others = {
        claim.id
        for codings in of_the_worked_case()
        for name, each in codings
        if name in {"a", "b"}
        for claim in each.claims
    }
    assert len(others) > 400
    assert not others & case.claims.keys()
    assert {claim.document for claim in case.claims.values()} == case.documents.keys()


def test_the_command_prints_every_pair(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benchmarks.coding_agreement.codings_of", lambda _: of_the_worked_case())
    main([str(WORKED), "--json"])
    found = json.loads(capsys.readouterr().out)
    assert len(found) == 12
    assert {tuple(each["coders"]) for each in found} >= {("a", "b"), ("a", "first"), ("b", "first")}


def test_a_case_with_one_coding_is_refused(small_case: Path) -> None:
    with pytest.raises(SystemExit) as refused:
        main([str(small_case)])
    assert refused.value.code == 2
