"""Accounts and what was observed, in the report and under verdicts."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest

from contention.case.model import Case, Contention
from contention.evidence.accounts.compared import AccountsEvidence, accounts_evidence
from contention.evidence.accounts.informed import informed_verdicts
from contention.evidence.accounts.rows import AccountRow
from contention.evidence.evidence import Evidence, Part
from contention.show.report.account_evidence import accounts_section, forecast_chart
from contention.show.terminal.evidence_text import evidence_text
from contention.show.words.account_words import worse_words
from tests.observed_cases import disputed_case, series_of, simulated

DRAWS = 64


@pytest.fixture(scope="module")
def case() -> Case:
    asked = Contention("mood_falls", "The mood falls", "final(mood @ rest) < initial(mood @ rest)")
    return replace(disputed_case(), contentions={"mood_falls": asked})


def evidence(case: Case, *, fit: bool) -> tuple[Evidence, AccountsEvidence]:
    observed, _ = simulated(case, "up", 3)
    draws = 4 * DRAWS if fit else DRAWS
    whole = accounts_evidence(case, series_of(observed), draws=draws, fit=fit)
    posteriors = {one.account: one.posterior for one in whole.accounts if one.posterior is not None}
    pairs = informed_verdicts(case, posteriors, draws=DRAWS) if fit else ()
    rows = tuple(
        AccountRow(one, whole, tuple(each for each in pairs if each.account == one.account))
        for one in whole.accounts
    )
    return Evidence({"accounts": Part(rows, ())}), whole


def test_an_account_that_is_not_fitted_has_no_evidence(case: Case) -> None:
    found, whole = evidence(case, fit=False)
    section = accounts_section(case, found)
    assert section is not None
    assert section.headings == ("", "hindcast", "forecast", "50 %", "90 %", "direction")
    assert {len(line.cells) for line in section.lines} == {6}
    assert (section.apart, section.judged) == ("", "")
    row = found.accounts[0].as_json()
    assert (row["log_evidence"], row["posterior"]) == (None, None)
    assert row["forecast"]["crps"] == row["forecast"]["words_alone"]["crps"]  # type: ignore[index]
    assert whole.problems == ()


def test_a_fitted_account_shows_both_verdicts(case: Case) -> None:
    found, _ = evidence(case, fit=True)
    section = accounts_section(case, found)
    assert section is not None
    assert section.headings[-1] == "evidence"
    assert section.apart.startswith("They fit “up” clearly better than")
    assert section.judged.endswith("of 3 verdicts")
    text = evidence_text(case, found, 80)
    assert "persistence" in text
    assert "With the data" in text
    assert max(map(len, text.splitlines())) <= 80


def test_what_forecasts_worse_is_named(case: Case) -> None:
    found, _ = evidence(case, fit=False)
    rows = [
        replace(row, account=replace(row.account, words=replace(
            row.account.words, series=row.account.words.series * 2, relative=2.0, error=0.1
        )))
        for row in found.accounts[1:2]
    ]  # fmt: skip
    said = "Forecasts worse than persistence (nothing changes) from the words alone: “down”."
    assert worse_words(case, rows) == said
    assert worse_words(case, [found.accounts[2]]) == ""


def test_a_forecast_chart_keeps_apart_what_was_known_and_what_came(case: Case) -> None:
    _, whole = evidence(case, fit=False)
    fan = whole.accounts[0].fans[0]
    drawn = str(forecast_chart(fan, "Mood <&>"))
    ElementTree.fromstring(drawn)
    assert "Mood &lt;&amp;&gt;" in drawn
    later = int((fan.observed_times > fan.since).sum())
    assert len(re.findall('class="later"', drawn)) == later
    assert len(re.findall('class="known"', drawn)) > 0
    assert len(re.findall('class="still"', drawn)) == 2
    numbers = [float(each) for each in re.findall(r'c[xy]="([-\d.]+)"', drawn)]
    assert np.isfinite(numbers).all()
