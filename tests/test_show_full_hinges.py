"""Hinges in full on the page: numbers of claims become links, and nothing else becomes markup."""

from dataclasses import replace

from contention.analysis.quotation import Sentences
from contention.judge.hinges.hinge_sets import Overturning, Sets
from contention.judge.hinges.uncertain import Condition, FailureRegion, Uncertain
from contention.judge.hinges.uncertain_quantities import Quantity
from contention.judge.hinges.verdict_hinges import Carried
from contention.judge.shares import Share
from contention.show.report.full_hinges import MARKS, FullHinges, full_hinges
from tests.show_example import example_case, example_judgement

CONTENTION, ACCOUNT = "aid_end_kills", "authors_2024"
SHARE = Share(0.8, 0.7, 0.9)


def shown(title: str = "", follows: bool = True) -> FullHinges | None:
    case = example_case()
    (verdict,) = [item for item in example_judgement().verdicts
                  if (item.contention, item.account) == (CONTENTION, ACCOUNT)]  # fmt: skip
    name = next(iter(case.factors))
    if title:
        factor = replace(case.factors[name], title=title)
        case = replace(case, factors={**case.factors, name: factor})
    sets = Sets(CONTENTION, ACCOUNT, "supported", complete_to=3, runs=1, overturning=(
        Overturning(("aid_front", "front_killed"), "opposed", 0.1),))  # fmt: skip
    rate = Condition(Quantity("x", "chance", name), None, 0.5)
    region = FailureRegion("fails", (rate,), SHARE, SHARE, SHARE)
    if not follows:
        verdict = replace(verdict, verdict="does not follow")
    found = Carried(verdict, sets, uncertain=Uncertain(500, region=region))
    return full_hinges(case, Sentences(case), [found], CONTENTION)


def test_numbers_of_claims_are_links_to_the_ledger_and_the_claims_are_listed() -> None:
    found = shown()
    assert found is not None
    (account,) = found.accounts
    together = account.parts[0].sentences[1]
    assert '<a href="#claim-aid_front" title="' in together
    assert ">[1]</a> and <a " in together
    assert [(number, premise.id) for number, premise in found.claims] == [
        (1, "aid_front"), (2, "front_killed"),
    ]  # fmt: skip
    assert [part.title for part in account.parts] == ["Claims together", "Uncertain numbers"]


def test_titles_are_escaped_and_cannot_pass_for_claims() -> None:
    found = shown(f"<script>{MARKS[0]}1{MARKS[1]} & {MARKS[0]}99{MARKS[1]}")
    assert found is not None
    said = " ".join(found.accounts[0].parts[1].sentences)
    assert "&lt;script&gt;" in said
    assert "<script>" not in said
    assert "&amp; 99" in said


def test_what_does_not_follow_or_was_not_asked_for_has_none() -> None:
    assert shown(follows=False) is None
    case = example_case()
    assert full_hinges(case, Sentences(case), [], CONTENTION) is None
