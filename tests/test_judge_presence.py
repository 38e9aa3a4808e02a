"""Presence, direction and size: what the text settles, apart from what the tables settle."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import pytest

from contention.case.model import (
    AccountSpec,
    Case,
    Claim,
    Contention,
    Factor,
    Lognormal,
    Rate,
    Relation,
    Scenario,
    SetAction,
)
from contention.judge.judge import judge
from contention.judge.sides import share_of
from contention.judge.verdict import Hinge, Judgement, Verdict
from tests.building import case_of, claim, level, relation

DRAWS = 512
UNQUALIFIED = Lognormal(0.3, 2.5)
MORE = "final(out @ on) > final(out @ rest)"


def said(cause: str, effect: str, sign: str = "+", **more: object) -> Relation:
    """A claim whose text gives no strength."""
    given: dict[str, object] = {"strength": UNQUALIFIED, "strength_word": None, **more}
    return relation(cause, effect, sign, 0.3, **given)


def built(
    relations: Sequence[Relation],
    test: str = MORE,
    lever: float = 2.0,
    stances: Mapping[str, str] | None = None,
    factors: Sequence[Factor] = (),
) -> Case:
    """An account of these claims (c0, c1, …); the lever is multiplied by `lever` at present."""
    names = dict.fromkeys(name for item in relations for name in (item.cause, item.effect))
    known = {factor.id: factor for factor in factors}
    case = case_of(
        [known.get(name, level(name)) for name in dict.fromkeys(["lever", *names, "out"])],
        relations,
        scenarios=[Scenario("on", "On", (SetAction("lever", lever, at=2022.0),))],
        contentions=[Contention("k", "K", test)],
    )
    changed: dict[str, Claim] = {
        id_: replace(case.claims[id_], stance=stance)  # type: ignore[arg-type]
        for id_, stance in (stances or {}).items()
    }
    return replace(case, claims={**case.claims, **changed})


def chain(steps: int) -> list[Relation]:
    names = ["lever", *(f"m{number}" for number in range(1, steps)), "out"]
    return [said(cause, effect) for cause, effect in pairwise(names)]


def judged(case: Case, hinges: bool = False) -> Judgement:
    return judge(case, draws=DRAWS, hinge_draws=DRAWS, hinges=hinges, accounts=["account"])


def verdict(case: Case) -> Verdict:
    (found,) = judged(case).verdicts
    return found


def hinge(case: Case, claim_id: str) -> Hinge:
    (found,) = [item for item in judged(case, hinges=True).hinges if item.claim == claim_id]
    return found


# --- direction, apart from size ------------------------------------------------------------------


@pytest.mark.parametrize("steps", [1, 2, 3, 4, 6])
@pytest.mark.parametrize("lever", [1.2, 2.0, 1000.0])
def test_a_chain_of_known_signs_is_supported_however_long_and_however_small_the_lever(
    steps: int, lever: float
) -> None:
    found = verdict(built(chain(steps), lever=lever))
    assert (found.verdict, found.support, found.presence) == ("supported", 1.0, 1.0)
    assert (found.about, found.needs) == ("direction", "signs")


def test_the_size_shrinks_with_every_step_and_says_that_no_text_states_it() -> None:
    sizes = [verdict(built(chain(steps))).size for steps in (1, 2, 3)]
    assert [size.word for size in sizes if size] == ["clear", "slight", "negligible"]
    assert {size.stated for size in sizes if size} == {"not stated"}


def test_a_strength_that_a_text_states_is_said_to_be_stated() -> None:
    part = [said("lever", "mid"), said("mid", "out", strength_word="strong")]
    whole = [replace(item, strength_word="strong") for item in part]
    found = [verdict(built(relations)).size for relations in (part, whole)]
    assert [size.stated for size in found if size] == ["partly stated", "stated"]


def test_a_verdict_by_signs_survives_any_strength() -> None:
    weak = [replace(item, strength=Lognormal(0.01, 2.0)) for item in chain(2)]
    found = verdict(built(weak, lever=1.01))
    assert (found.verdict, found.needs) == ("supported", "signs")


@pytest.mark.parametrize(
    "out",
    [
        Factor("out", "Out", "event", hazard=Rate(Lognormal(0.002))),
        Factor("out", "Out", "share", baseline=0.02, adjustment=Lognormal(0.5)),
        level("out"),
    ],
    ids=["rare event", "share near nought", "quantity"],
)
def test_one_claim_has_one_direction_and_one_size_whatever_kind_its_effect_is(out: Factor) -> None:
    found = verdict(built(chain(1), factors=[out]))
    assert (found.verdict, found.support) == ("supported", 1.0)
    assert found.size is not None
    assert found.size.word == "clear"


def test_paths_that_pull_apart_need_strengths() -> None:
    found = verdict(built([*chain(2), said("lever", "out", "-")]))
    assert found.verdict in ("opposed", "undecided")
    assert found.needs == "strengths"
    assert found.support is not None
    assert found.opposed is not None
    assert found.support + found.opposed == pytest.approx(1.0)


def test_a_sign_in_doubt_is_not_settled_by_signs_and_a_share_at_its_threshold_is_no_verdict() -> (
    None
):
    doubtful = [said("lever", "out", sign_credibility=0.8)]
    verdicts = [
        judge(built(doubtful), draws=1024, seed=seed, hinges=False).verdicts[0]
        for seed in range(1, 9)
    ]
    assert {item.verdict for item in verdicts} == {"undecided"}
    assert sum(item.near_threshold for item in verdicts) >= 6
    assert {item.needs for item in verdicts} == {"strengths"}


def test_a_contention_with_a_number_is_about_size_and_names_the_number() -> None:
    found = verdict(built(chain(1), "final(out @ on) > 1.1 * final(out @ rest)"))
    assert (found.about, found.numbers) == ("size", (1.1,))
    assert found.support is not None
    assert 0.6 < found.support < 0.9


def test_two_levers_against_each_other_are_about_size() -> None:
    case = built([said("lever", "out"), said("other", "out")])
    rival = Scenario("rival", "R", (SetAction("other", 3.0, at=2022.0),))
    case = replace(
        case,
        scenarios={**case.scenarios, "rival": rival},
        contentions={"k": Contention("k", "K", "final(out @ on) > final(out @ rival)")},
    )
    assert verdict(case).about == "size"


# --- presence ------------------------------------------------------------------------------------


def test_a_hedged_link_leaves_the_direction_and_halves_the_presence() -> None:
    found = verdict(built(chain(2), stances={"c1": "hedged"}))
    assert (found.verdict, found.support) == ("supported", 1.0)
    assert found.presence == pytest.approx(0.5, abs=0.02)
    assert found.conditions == ("c1",)


def test_a_hedge_beside_a_firm_path_is_no_condition() -> None:
    found = verdict(built([*chain(2), said("lever", "out")], stances={"c2": "hedged"}))
    assert (found.presence, found.conditions) == (1.0, ())


def test_saying_a_hedged_thing_again_with_another_hedge_adds_presence_not_support() -> None:
    relations = [said("lever", "out")] * 2
    found = verdict(built(relations, stances={"c0": "hedged", "c1": "hedged"}))
    assert found.presence == pytest.approx(0.75, abs=0.02)
    assert found.support == 1.0


def test_without_the_only_firm_claim_of_a_link_its_presence_falls() -> None:
    relations = [said("lever", "out"), said("lever", "out")]
    found = hinge(built(relations, stances={"c1": "hedged"}), "c0")
    assert found.presence_change == pytest.approx(-0.5, abs=0.02)
    assert (found.change, found.verdict_without) == (0.0, "supported")


# --- denial --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("test", "word"),
    [
        (MORE, "opposed"),
        ("final(out @ on) < final(out @ rest)", "opposed"),
        ("final(out @ on) >= final(out @ rest)", "supported"),
        ("final(out @ on) <= final(out @ rest)", "supported"),
        ("final(out @ on) = final(out @ rest)", "supported"),
        ("final(out @ on) <> final(out @ rest)", "opposed"),
        ("not (final(out @ on) < final(out @ rest))", "supported"),
        ("not (final(out @ on) > final(out @ rest))", "supported"),
        ("abs(final(out @ on) / final(out @ rest) - 1) < 0.05", "supported"),
        ("final(out @ on) > 1.1 * final(out @ rest)", "opposed"),
    ],
)
@pytest.mark.parametrize("elsewhere", [False, True], ids=["nothing else", "with another claim"])
def test_a_denial_is_a_position(test: str, word: str, elsewhere: bool) -> None:
    more = [said("other", "out"), said("lever", "aside")] if elsewhere else []
    found = verdict(built([said("lever", "out", "0"), *more], test))
    assert (found.verdict, share_of(found)) == (word, 1.0)
    assert found.by_denial
    assert found.denials == ("c0",)
    assert (found.presence, found.denied, found.size) == (0.0, 1.0, None)


def test_a_denied_step_of_the_only_chain_denies_the_chain() -> None:
    found = verdict(built([said("lever", "mid", "0"), said("mid", "out")]))
    assert (found.verdict, found.denials) == ("opposed", ("c0",))


def with_rival(case: Case, *relations: Relation) -> Case:
    """The case with an account of somebody else who claims some relations."""
    theirs = {
        f"r{n}": claim(f"r{n}", one, holder="other", stance="rejected")
        for n, one in enumerate(relations)
    }
    rival = AccountSpec("rival", "The rival", ("other",))
    return replace(
        case, claims={**case.claims, **theirs}, accounts={**case.accounts, "rival": rival}
    )


@pytest.mark.parametrize(
    ("theirs", "word"),
    [
        ([said("lever", "mid")], "opposed"),
        ([said("lever", "out")], "does not follow"),
        ([said("lever", "aside"), said("aside", "out")], "does not follow"),
        ([said("aside", "out")], "opposed"),
    ],
    ids=["the denied link", "the pair itself", "another way", "no other way"],
)
def test_a_denied_step_answers_only_where_nobody_knows_another_way(
    theirs: list[Relation], word: str
) -> None:
    """Who denies one way between two factors says nothing of the ways that others see."""
    case = built([said("lever", "mid", "0"), said("mid", "out"), said("lever", "other")])
    found = verdict(with_rival(case, *theirs))
    assert found.verdict == word
    assert found.by_denial == (word == "opposed")


def test_a_denied_pair_is_an_answer_whatever_ways_others_see() -> None:
    case = with_rival(built([said("lever", "out", "0")]), said("lever", "mid"), said("mid", "out"))
    assert verdict(case).by_denial


def test_a_denied_step_is_no_answer_where_a_doubtful_way_of_ones_own_is_not_drawn() -> None:
    """Silence, not a denial, in the draws without the doubtful way."""
    steps = [said("lever", "mid", "0"), said("mid", "out"), said("lever", "out")]
    found = verdict(built(steps, stances={"c2": "hedged"}))
    assert (found.verdict, found.denied, found.denials) == ("supported", 0.0, ())
    assert found.presence == pytest.approx(0.5, abs=0.02)


def test_an_account_that_is_silent_still_does_not_follow() -> None:
    found = verdict(built([said("lever", "aside"), said("other", "out")], MORE))
    assert (found.verdict, found.support) == ("does not follow", None)


def test_a_claim_and_its_denial_in_one_account_contradict_each_other() -> None:
    case = built([said("lever", "out"), said("lever", "out", "0")])
    found = verdict(case)
    assert found.verdict == "undecided"
    assert found.support == pytest.approx(0.5, abs=0.03)
    assert found.opposed == pytest.approx(0.5, abs=0.03)
    assert found.denials == ("c1",)
    assert hinge(case, "c0").verdict_without == "opposed"
    assert hinge(case, "c1").verdict_without == "supported"


def test_a_hedged_denial_weighs_less_than_the_claim_that_it_denies() -> None:
    found = verdict(
        built([said("lever", "out"), said("lever", "out", "0")], stances={"c1": "hedged"})
    )
    assert found.support == pytest.approx(0.75, abs=0.03)


def test_a_negated_claim_denies_as_one_of_no_effect_does() -> None:
    found = verdict(built([said("lever", "out")], stances={"c0": "negated"}))
    assert (found.verdict, found.by_denial) == ("opposed", True)


# --- asserted or argued --------------------------------------------------------------------------


def test_a_contention_that_a_claim_says_outright_is_marked_and_judged_without_it() -> None:
    only = verdict(built([said("lever", "out")])).asserted
    assert only is not None
    assert (only.claims, only.argued, only.steps) == (("c0",), "does not follow", None)
    both = verdict(built([*chain(3), said("lever", "out")])).asserted
    assert both is not None
    assert (both.claims, both.argued, both.steps, both.premises) == (("c3",), "supported", 3, 3)


def test_a_mechanism_without_a_headline_is_argued_only() -> None:
    assert verdict(built(chain(2))).asserted is None


# --- sizes ---------------------------------------------------------------------------------------


def test_the_worst_twentieth_is_told_beside_the_median() -> None:
    harm = said("lever", "out", "-", strength=Lognormal(1.0), credibility=0.03)
    found = verdict(built([said("lever", "out", strength=Lognormal(0.3)), harm]))
    assert found.size is not None
    assert found.verdict == "supported"
    assert found.size.median == pytest.approx(0.3 * saturated(math.log(2.0)), rel=0.05)
    assert found.size.worst < 0.0


def saturated(z: float) -> float:
    return math.log(4.0) * math.tanh(z / math.log(4.0))
