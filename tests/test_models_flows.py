"""Stocks from YAML to a verdict: which flow a claim acts on."""

from pathlib import Path

import pytest

from contention.case.load import load_case
from contention.judge.judge import judge

CASE = """\
title: The granary
question: Does a drought empty the granary?
time: {start: 2020-01-01, present: 2022-01-01, end: 2026-01-01, step: 0.05}
holders:
  miller: {title: The miller}
documents:
  letter: {title: A letter, author: miller, date: 2022-01-01, length: 400, sha256: HASH}
accounts:
  miller: {title: The miller, holders: [miller]}
"""
FACTORS = """\
drought: {title: Drought, kind: quantity}
grain: {title: Grain in the granary, kind: stock, baseline: 100, FLOWS}
"""
CLAIMS = """\
document: letter
claims:
  - id: c
    cause: drought
    effect: grain
    sign: SIGN
    strength: strong
    paraphrase: Drought acts on the grain.
    anchor: {start: 0, end: 10}
"""
SCENARIOS = """\
scenarios:
  wet: {title: Rain}
  dry: {title: Drought, actions: [{set: drought, to: 2, at: 2022-01-01}]}
"""
CONTENTIONS = """\
contentions:
  - {id: k, title: Less grain, test: final(grain @ dry) < final(grain @ wet)}
"""


@pytest.mark.parametrize("sign", ["lowers", "raises"])
@pytest.mark.parametrize(
    ("flows", "flow"),
    [
        ("outflow: {rate: 5, spread: 1.5, source: miller}", "outflow"),
        ("inflow: {rate: 5, spread: 1.5, source: miller}", "inflow"),
        ("inflow: {rate: 5, source: miller}, outflow: {rate: 4, source: miller}", "inflow"),
    ],
)
def test_a_claim_acts_on_the_inflow_where_there_is_one_else_on_the_outflow(
    tmp_path: Path, flows: str, flow: str, sign: str
) -> None:
    (tmp_path / "claims").mkdir()
    files = {
        "case.yaml": CASE.replace("HASH", "0" * 64),
        "factors.yaml": FACTORS.replace("FLOWS", flows),
        "claims/letter.yaml": CLAIMS.replace("SIGN", sign),
        "scenarios.yaml": SCENARIOS,
        "contentions.yaml": CONTENTIONS,
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    case, problems = load_case(tmp_path)
    assert case is not None, problems
    assert case.claims["c"].relation.flow == flow
    (verdict,) = judge(case, draws=64, hinges=False).verdicts
    assert verdict.verdict == ("supported" if sign == "lowers" else "opposed")
