"""One judgement in every form that users see: the same lists and the same numbers."""

import re
from dataclasses import replace
from typing import Any

import pytest

from contention.analysis.difference import difference
from contention.analysis.explanation import ExplanationSettings, explain
from contention.case.model import (
    AccountSpec,
    Assumption,
    Case,
    Contention,
    Lognormal,
    Scenario,
    SetAction,
)
from contention.judge.judge import judge
from contention.judge.verdict import Judgement
from contention.show.judgement_json import judgement_json
from contention.show.report.materials import gathered
from contention.show.report.report import report_html
from contention.show.terminal.difference_text import difference_json, difference_text
from contention.show.terminal.explanation_text import explanation_json, explanation_text
from contention.show.terminal.judgement_text import TOP, judgement_text
from contention.show.words.numbers import percent, points
from tests.building import case_of, claim, level, relation

DRAWS, HINGE_DRAWS = 256, 64
WIDE = Lognormal(0.7, 2.0)
Told = tuple[str, str, str]
"""what is left out, the share without it, the change of that share"""


@pytest.fixture(scope="module")
def case() -> Case:
    """Supported, opposed both ways, undecided either way, and silent, in two accounts."""
    titles = {"aid": "Aid", "front": "Front", "deaths": "Deaths", "hope": "Hope", "toll": "Toll"}
    tests = {
        "more": "final(deaths @ cut) > final(deaths @ rest)",
        "fewer": "final(deaths @ cut) < final(deaths @ rest)",
        "higher_toll": "final(toll @ cut) > final(toll @ rest)",
        "no_hope": "final(hope @ cut) < final(hope @ rest) and final(deaths @ cut) > 1.2",
    }
    plain = case_of(
        [level(id_, title=title) for id_, title in titles.items()],
        [
            relation("aid", "front", strength=WIDE),
            relation("front", "deaths", "-", strength=WIDE),
            relation("aid", "toll", strength=WIDE),
            relation("front", "toll", "-", strength=Lognormal(0.9, 3.0)),
            relation("front", "hope", "+", strength=WIDE, credibility=0.9),
        ],
        scenarios=[Scenario("cut", "Aid is cut", (SetAction("aid", 0.05, at=2022.0),))],
        contentions=[Contention(id_, f"Contention {id_}", test) for id_, test in tests.items()],
        assumptions=[Assumption("grief", relation("deaths", "hope", "-"), "grief saps hope", "me")],
    )
    rival = claim("harm", relation("aid", "deaths", size=2.0), stance="reported", holder="rival")
    return replace(
        plain,
        claims={**plain.claims, "harm": rival},
        accounts={
            **plain.accounts,
            "joint": AccountSpec("joint", "Both together", ("author", "rival")),
        },
    )


@pytest.fixture(scope="module")
def judgement(case: Case) -> Judgement:
    return judge(case, draws=DRAWS, hinge_draws=HINGE_DRAWS)


@pytest.fixture(scope="module")
def told(case: Case, judgement: Judgement) -> dict[str, Any]:
    return judgement_json(case, judgement)


@pytest.fixture(scope="module")
def html(case: Case, judgement: Judgement) -> str:
    found = gathered(case, judgement, course_draws=16, workers=1, progress=lambda *_: None)
    return report_html(found)


def spelt(share: float) -> str:
    """A share as it is printed, with a plain character for its narrow space."""
    return percent(share).replace("\u202f", "_")


def plain(text: str) -> str:
    return text.replace("\u202f", "_")


def titles_of(case: Case) -> dict[str, str]:
    """Claim or assumption → what readers are shown."""
    verbs = {"+": "raises", "-": "lowers"}
    relations = {id_: one.relation for id_, one in case.claims.items()}
    relations |= {id_: one.relation for id_, one in case.assumptions.items()}
    return {
        id_: f"{case.factors[one.cause].title} {verbs[one.sign]} {case.factors[one.effect].title}"
        for id_, one in relations.items()
    }


def expected(case: Case, told: dict[str, Any], verdict: dict[str, Any]) -> list[Told]:
    """The hinges that matter to a verdict, as the JSON lists them."""
    titles = titles_of(case)
    return [
        (titles[item["claim"]], spelt(item["share_without"]), points(item["share_change"]))
        for item in told["hinges"]
        if (item["contention"], item["account"]) == (verdict["contention"], verdict["account"])
        and item["matters"]
    ]


WITHOUT = r"(?:still )?[a-z ]+(?:, (?:its reverse )?holds in (\S+) of draws \((\S+) |, in as|\.|\n)"
"""what is left without a claim: share and change, on the side of the verdict that is left"""


def left_of(
    told: dict[str, Any], verdict: dict[str, Any], every: bool = False
) -> list[tuple[str, str]]:
    """Share and change without each claim that matters (or `every` one), as the terminal has them.

    Empty strings where nothing follows, or the same verdict in as many draws.
    """
    return [
        _left(item, verdict)
        for item in told["hinges"]
        if (item["contention"], item["account"]) == (verdict["contention"], verdict["account"])
        and (every or item["matters"])
    ]


def _left(item: dict[str, Any], verdict: dict[str, Any]) -> tuple[str, str]:
    word = item["verdict_without"]
    if word == "does not follow":
        return "", ""
    reverse = verdict["side"] == "reverse" if word == "undecided" else word == "opposed"
    changes = item["opposed_change"], item["change"]
    change = changes[0] if reverse else changes[1]
    if word == verdict["verdict"] and max(map(abs, changes)) < 0.005:
        return "", ""
    return spelt(item["opposed_without" if reverse else "support_without"]), points(change)


def test_the_case_has_verdicts_of_every_kind(told: dict[str, Any]) -> None:
    found = {(item["verdict"], item["side"]) for item in told["verdicts"]}
    assert {("supported", "holds"), ("opposed", "reverse")} <= found
    assert {word for word, _ in found} >= {"supported", "opposed", "undecided"}
    assert any(item["share_change"] < -0.5 and item["change"] == 0 for item in told["hinges"])


def test_the_terminal_tells_what_the_json_does(
    case: Case, judgement: Judgement, told: dict[str, Any]
) -> None:
    blocks = plain(judgement_text(case, judgement, 1000)).split("\n\n")
    for verdict in told["verdicts"]:
        block = next(one for one in blocks if one.startswith(f"Contention {verdict['contention']}"))
        account = case.accounts[verdict["account"]].title
        (part,) = re.findall(rf"^  . {account}: .*(?:\n      .*)*", block, re.MULTILINE)
        head = part.splitlines()[0]
        assert f": {verdict['verdict']}" in head
        if verdict["share"] is not None:
            word = "its reverse holds" if verdict["side"] == "reverse" else "holds"
            assert f"{verdict['verdict']}, {word} in {spelt(verdict['share'])} of draws" in head
        wanted = expected(case, told, verdict)
        shown = re.findall(rf"without “(.*?)”: {WITHOUT}", part)
        left = zip(wanted, left_of(told, verdict), strict=True)
        assert shown == [(title, *share) for (title, _, _), share in left][:TOP]
        more = re.findall(r"(\d+) other premises? matters?", part)
        assert [int(number) for number in more] == [len(wanted) - TOP] * (len(wanted) > TOP)


def test_the_report_tells_what_the_json_does(case: Case, html: str, told: dict[str, Any]) -> None:
    articles = dict(re.findall(r'id="contention-(\w+)">(.*?)</article>', plain(html), re.DOTALL))
    for verdict in told["verdicts"]:
        account = case.accounts[verdict["account"]].title
        article = articles[verdict["contention"]]
        (row,) = re.findall(rf"<tr[^>]*>\s*<th[^>]*>{account}\b.*?</tr>", article, re.DOTALL)
        assert f"</span> {verdict['verdict']}</span>" in row
        if verdict["share"] is not None:
            assert f"holds in {spelt(verdict['share'])} of draws" in row
        tables = re.findall(rf"<caption[^>]*>Hinges of [^<]* in {account}</caption>.*?</table>",
                            article, re.DOTALL)  # fmt: skip
        rows = re.findall(r"<tr[^>]*>\s*<th scope=\"row\".*?</tr>", "".join(tables), re.DOTALL)
        assert [in_report(one) for one in rows] == expected(case, told, verdict)


def in_report(row: str) -> Told:
    """What a row of the report's table of hinges says."""
    link = re.search(r'<span class="link">(.*?)</b></span>', row, re.DOTALL)
    share = re.search(r'data-label="[^"]* without it">([^<]*)<', row)
    change = re.search(r'<span class="detail">(\S+) ±', row)
    assert link
    assert share
    assert change
    return re.sub(r"<[^>]*>", "", link[1]), share[1], change[1]


def test_explain_tells_what_the_json_does(case: Case, told: dict[str, Any]) -> None:
    for verdict in told["verdicts"]:
        if verdict["share"] is None:
            continue
        found = explain(
            case,
            verdict["contention"],
            verdict["account"],
            ExplanationSettings(DRAWS, HINGE_DRAWS, 1, 0),
        )
        text = plain(explanation_text(case, found, 1000))
        assert f"holds in {spelt(verdict['share'])} of draws" in text
        every = left_of(told, verdict, every=True)
        shown = re.findall(rf"without it: {WITHOUT}", text)
        assert sorted(shown) == sorted(every)
        as_json = explanation_json(case, found)
        assert {key: as_json[key] for key in verdict} == verdict
        hinges = {
            item["claim"]: item["hinge"]
            for path in as_json["paths"]
            for step in path["steps"]
            for item in step["claims"]
        }
        listed = [item for item in told["hinges"] if item == hinges.get(item["claim"])]
        assert len(listed) == len(every)


def test_a_difference_tells_what_a_judgement_of_each_revision_does(case: Case) -> None:
    claims = {id_: one for id_, one in case.claims.items() if id_ != "c1"}
    edited = replace(case, claims=claims)
    found = difference(case, edited, draws=DRAWS, seed=1, workers=1)
    told, text = difference_json(found), plain(difference_text(found))
    shares = [
        {
            (item["contention"], item["account"]): item
            for item in judgement_json(
                each, judge(each, draws=DRAWS, hinges=False, hinge_draws=HINGE_DRAWS)
            )["verdicts"]  # type: ignore[attr-defined]
        }
        for each in (case, edited)
    ]
    assert told["turned"]
    for turn in told["turned"]:
        pair = (turn["contention"], turn["account"])
        for revision, side in zip(shares, ("before", "after"), strict=True):
            judged = revision[pair]
            assert {key: judged[key] for key in turn[side]} == turn[side]
            if judged["verdict"] in ("supported", "opposed"):
                assert f"{judged['verdict']} ({spelt(judged['share'])})" in text


def test_no_form_for_readers_shows_the_id_of_a_claim(case: Case) -> None:
    renamed = {"c0": "zq_front", "c1": "zq_deaths", "harm": "zq_harm", "grief": "zq_grief"}
    claims = {
        renamed.get(i, i): replace(one, id=renamed.get(i, i)) for i, one in case.claims.items()
    }
    assumed = {"zq_grief": replace(case.assumptions["grief"], id="zq_grief")}
    other = replace(case, claims=claims, assumptions=assumed)
    judged = judge(other, draws=32, hinge_draws=16)
    found = gathered(other, judged, course_draws=16, workers=1, progress=lambda *_: None)
    page = re.sub(r'(?:href="#|id=")[^"]*"', "", report_html(found))
    explained = explain(other, "more", "joint", ExplanationSettings(32, 16, 1, 0))
    for text in (page, judgement_text(other, judged, 200), explanation_text(other, explained)):
        assert "zq_" not in text
