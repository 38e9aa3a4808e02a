"""The strip of a conclusion: four answers, and what it says where there is nothing to say."""

from dataclasses import replace

from contention.case.evidence import DataSource, DataTest
from contention.case.model import Case, Contention, Scenario, SetAction
from contention.evidence.claims.claim_evidence import ClaimEvidence, NoEvidence
from contention.evidence.designs.estimate import Estimate, StudentSpread
from contention.evidence.evidence import Evidence, Part
from contention.judge.judge import judge
from contention.show.report.conclusion_strip import NONE_DECLARED, Strip, conclusion_strip
from tests.accounts_building import case_with
from tests.building import level, relation

PULL = Scenario("pull", "Pulled", (SetAction("a", 4.0, 2022.0),))
MORE = Contention("more", "a raises d", "final(d @ pull) > final(d @ rest)")


def _case() -> Case:
    claims = {"ab": relation("a", "b", "+", 0.5), "bd": relation("b", "d", "+", 0.5)}
    made = {"one": ["ab", "bd"], "two": ["ab", "bd"], "silent": ["ab"]}
    factors = [level(name) for name in "abd"]
    return case_with(factors, claims, made, scenarios=[PULL], contentions=[MORE])


def _strip(case: Case, evidence: Evidence | None = None, *, hinges: bool = True) -> Strip:
    found = judge(case, draws=32, hinge_draws=32, reading_draws=0, hinges=hinges)
    return conclusion_strip(case, found, case.contentions["more"], evidence, None)


def test_the_strip_counts_who_says_what_and_on_what_it_hinges() -> None:
    found = _strip(_case())
    assert [(item.mark, item.shares) for item in found.follows] == [("▲", "100\u202f%")] * 2
    assert found.silent == "1 account cannot tell"
    assert found.hinges == ("“a → b” (2 accounts)", "“b → d” (2 accounts)")
    assert found.changes == ("Nothing that was tried.",)


def test_without_data_or_hinges_it_says_so() -> None:
    assert _strip(_case()).data == (NONE_DECLARED,)
    assert _strip(_case(), hinges=False).hinges == ("Hinges were not computed.",)


def test_data_that_bear_on_no_claim_of_it_are_not_passed_off_as_an_answer() -> None:
    case = _case()
    source = DataSource("series", "A series", "A publisher", file="data/series.csv")
    declared = replace(case, evidence=replace(case.evidence, data={"series": source}))
    silent = Evidence({"claims": Part((NoEvidence("ab", "nobody counts it"),))})
    assert _strip(declared, silent).data == ("No data declared speak to its claims.",)


def test_a_claim_that_data_contradict_is_named() -> None:
    case = _case()
    source = DataSource("series", "A series", "A publisher", file="data/series.csv")
    declared = replace(case, evidence=replace(case.evidence, data={"series": source}))
    test = DataTest("t", "T", ("bd",), "before_after", "series", "value", "+")
    effect = Estimate(-1.5, StudentSpread(-1.5, 0.3, 10.0), 20)
    row = ClaimEvidence(
        "bd", test, "before and after", "+", effect, (-2.0, -1.0), (-3.0, -0.5), "against", True,
        1, "",
    )  # fmt: skip
    assert _strip(declared, Evidence({"claims": Part((row,))})).data == ("Against: “b → d”",)
