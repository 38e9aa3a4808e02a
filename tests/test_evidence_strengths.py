"""Effects in the place of strengths: only where scales allow, and visibly."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from scipy.stats import lognorm

import contention as ct
from contention.case.evidence import DataTest
from contention.case.model import Case, Factor, InputShape
from contention.cli.main import main
from contention.evidence.claims.claim_evidence import ClaimEvidence, NoEvidence
from contention.evidence.claims.strengths import measured_strengths, with_measured_strengths
from contention.evidence.designs.estimate import Estimate, StudentSpread
from tests.building import case_of, relation

DATED = Factor("reform", "Reform", kind="input", shape=InputShape("events"))
POPULAR = Factor("popularity", "Popularity", kind="share", baseline=0.5)
TEST = DataTest("polls", "Polls", ("c0",), "interrupted_time_series", "one", "value", "-",
                outcome_scale="logit", prior=True)  # fmt: skip


def case(cause: Factor = DATED, effect: Factor = POPULAR, sign: str = "-") -> Case:
    said = relation(cause.id, effect.id, sign)
    return case_of([cause, effect], [said])


def row(
    test: DataTest = TEST, low: float = -0.8, high: float = -0.2, word: str = "in line"
) -> ClaimEvidence:
    estimate = Estimate((low + high) / 2, StudentSpread(0, 1, 9), 40)
    interval = (low, high)
    return ClaimEvidence(
        "c0", test, "", test.expected, estimate, interval, interval, word, True, 1, ""  # type: ignore[arg-type]
    )  # fmt: skip


def test_the_strength_has_the_interval_as_its_quantiles() -> None:
    found, problems = measured_strengths(case(), [row()])
    assert problems == ()
    strength = found["c0"]
    made = lognorm(np.log(strength.spread), scale=strength.median)
    assert made.ppf([0.05, 0.95]) == pytest.approx([0.2, 0.8])
    replaced = with_measured_strengths(case(), found)
    assert replaced.claims["c0"].relation.strength.median == pytest.approx(0.4)
    assert replaced.claims["c0"].relation.strength_word == "0.4"
    assert replaced.measured["c0"].coded_median == case().claims["c0"].relation.strength.median


QUANTITY = Factor("wages", "Wages")
STOCK = Factor("houses", "Houses", kind="stock")
FALL = Factor("fall", "Fall", kind="event")
REFUSED = {
    "too near 0": (case(), row(low=-0.8, high=0.1, word="cannot tell"), "the word is cannot tell"),
    "other sign": (case(sign="+"), row(), "the sign of the effect is not"),
    "denial": (case(sign="0"), row(), "it is a denial"),
    "quantity as cause": (case(cause=QUANTITY), row(), "the exposure is on or off"),
    "no logarithm": (
        case(cause=QUANTITY), row(replace(TEST, design="local_projection", exposure="pay")),
        "is not a logarithm",
    ),
    "a number for a switch": (
        case(), row(replace(TEST, design="group_difference", exposure="pay")), "is a number",
    ),
    "a share in points": (case(), row(replace(TEST, outcome_scale="value")), "scale logit"),
    "a quantity in points": (case(effect=QUANTITY), row(), "needs an outcome on the scale log"),
    "a stock": (case(effect=STOCK), row(), "neither a quantity nor a share nor an event"),
    "an event in points": (case(effect=FALL), row(), "and the outcome is not a hazard"),
    "a slope": (case(), row(replace(TEST, part="slope")), "not a change of the level"),
    "a share by a date": (
        case(effect=FALL), row(replace(TEST, design="survival_difference", horizon=2.0)),
        "or of the hazard",
    ),
    "far too strong": (case(), row(low=-90.0, high=-30.0), "is not a strength that can be run"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_elsewhere_it_is_refused_with_the_reason(name: str) -> None:
    of, found, reason = REFUSED[name]
    strengths, problems = measured_strengths(of, [found])
    assert strengths == {}
    assert reason in problems[0].message
    assert problems[0].severity == "warning"


def test_hazards_and_logarithms_give_strengths() -> None:
    hazard = replace(TEST, design="survival_difference", exposure="lost", exposed="yes",
                     outcome_scale="value")  # fmt: skip
    assert "c0" in measured_strengths(case(effect=FALL), [row(hazard)])[0]
    elasticity = replace(TEST, design="local_projection", exposure="pay", exposure_scale="log",
                         outcome_scale="log")  # fmt: skip
    peace = case(QUANTITY, Factor("peace", "Peace"))
    assert "c0" in measured_strengths(peace, [row(elasticity)])[0]


def test_a_second_test_and_a_missing_file_give_none() -> None:
    found, problems = measured_strengths(case(), [row(), row(replace(TEST, id="more"))])
    assert found["c0"].test == "polls"
    assert "another test already gives its strength" in problems[0].message
    found, problems = measured_strengths(case(), [NoEvidence("c0", "it is not there", TEST)])
    assert found == {}
    assert "it is not there" in problems[0].message
    assert measured_strengths(case(), [row(replace(TEST, prior=False))]) == ({}, ())


EVIDENCE = """\
data:
  rains: {title: Trust in the council, publisher: a pollster, file: data/trust.csv, unit: "1"}
tests:
  trust_lost:
    title: Trust after the dam
    claims: [dam_careless]
    design: interrupted_time_series
    data: rains
    outcome_scale: log
    expected: "-"
    at: 2015-01-01
    confounders: the rest of the year
    prior: true
"""


def test_verdicts_name_the_strengths_that_are_measured(small_case: Path) -> None:
    (small_case / "evidence.yaml").write_text(EVIDENCE, "utf-8")
    noise = np.random.default_rng(1).normal(scale=0.05, size=48)
    values = np.exp(noise - 0.7 * (np.arange(48) >= 24))
    rows = [f"{2013 + i // 12}-{i % 12 + 1:02},{value:.5f}" for i, value in enumerate(values)]
    (small_case / "data" / "trust.csv").write_text("date,value\n" + "\n".join(rows) + "\n", "utf-8")
    opened = ct.load(small_case)
    measured = opened.measured()
    assert opened.unmeasured() == ()
    assert 0.6 < measured.value.claims["dam_careless"].relation.strength.median < 0.8
    assert opened.value.measured == {}
    command = ["judge", str(small_case), "--measured", "--draws", "64", "--no-hinges",
               "--workers", "1"]  # fmt: skip
    done = CliRunner().invoke(main, command)
    words = " ".join(done.output.split())
    assert "dam_careless: measured strength 0." in words.split("Conclusions of")[0]
    assert "by trust_lost; coded: strong (0.7)" in words
    told = json.loads(CliRunner().invoke(main, [*command, "--json"]).stdout)
    assert told["measured"][0]["coded"] == "strong"
