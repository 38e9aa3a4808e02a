"""Which verdicts count as moved though their word stays."""

from dataclasses import replace
from typing import Any

import pytest

from contention.analysis.difference import difference, shares_apart, unrelated
from contention.analysis.turning_changes import Turn
from contention.case.model import Case, Contention, Lognormal, Scenario, SetAction
from contention.judge.verdict import Verdict
from contention.show.terminal.difference_text import difference_json, difference_text
from tests.building import case_of, level, relation
from tests.show_example import verdict

BASE = verdict("aid_end_kills", "authors_2024", 0.90)


def shifted(
    support: tuple[float, float] | None, opposed: tuple[float, float] | None = (0.0, 0.1)
) -> Verdict:
    return replace(BASE, interval=support, opposed_interval=opposed)


@pytest.mark.parametrize(
    ("after", "apart"),
    [
        (shifted((0.80, 0.87)), True),  # support falls
        (shifted((0.93, 0.99)), True),  # support rises
        (shifted((0.85, 0.89)), False),
        (shifted((0.88, 0.92), (0.2, 0.3)), True),  # only opposition rises
        (shifted(None, None), False),
    ],
)
def test_a_share_has_moved_when_the_intervals_of_either_side_do_not_overlap(
    after: Verdict, apart: bool
) -> None:
    before = shifted((0.88, 0.92))
    assert shares_apart(Turn(before, after)) is apart
    assert shares_apart(Turn(after, before)) is apart


def test_a_changed_number_of_an_action_is_told_as_that_number() -> None:
    def cut(to: float) -> Scenario:
        actions = (SetAction("aid", to, at=2022.0), SetAction("front", 1.1, at=2023.0))
        return Scenario("cut", "Aid is cut", actions)

    def case(to: float) -> object:
        return case_of(
            [level("aid", title="Aid"), level("front", title="Front"), level("deaths")],
            [relation("aid", "deaths", strength=Lognormal(0.7, 2.0))],
            scenarios=[cut(to)],
            contentions=[Contention("k", "K", "final(deaths @ cut) > final(deaths @ rest)")],
        )

    found = difference(case(1.5), case(2.0), draws=16, seed=1, workers=1)  # type: ignore[arg-type]
    text = difference_text(found)
    assert "scenario “Aid is cut” changed (set “Aid”, to: 1.5 → 2)" in text
    wrapped = difference_text(found, 40).splitlines()
    assert max(map(len, wrapped)) <= 40
    assert " ".join(" ".join(wrapped).split()) == " ".join(text.split())


def named(prefix: str) -> Case:
    """A case of one claim and one contention, whose ids all begin alike."""
    case = case_of(
        [level("a"), level("b")],
        [relation("a", "b")],
        scenarios=[Scenario("up", "Up", (SetAction("a", 2.0, at=2022.0),))],
        contentions=[Contention(f"{prefix}_k", "K", "final(b @ up) > final(b @ rest)")],
    )
    (document,), (claim,) = case.documents.values(), case.claims.values()
    return replace(
        case,
        title=f"Case {prefix}",
        documents={f"{prefix}_text": document},
        claims={f"{prefix}_c": claim},
    )


def test_two_cases_that_share_nothing_are_not_compared() -> None:
    found = difference(named("one"), named("two"), draws=16, seed=1, workers=1)
    assert found.unrelated
    text = difference_text(found)
    assert text.startswith("“Case one” and “Case two” have no text, no claim and no contention in")
    assert "\n" not in text
    assert difference_json(found)["unrelated"] is True


@pytest.mark.parametrize("kind", ["documents", "claims", "contentions"])
def test_what_shares_any_or_has_nothing_yet_is_a_revision(kind: str) -> None:
    one, two = named("one"), named("two")
    assert unrelated(one, two)
    shared: dict[str, Any] = {kind: getattr(one, kind)}
    nothing: dict[str, Any] = {kind: {}}
    assert not unrelated(one, replace(two, **shared))
    assert not unrelated(one, replace(two, **nothing))
