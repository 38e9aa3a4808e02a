"""Small accounts built as values, and what they settle, computed without the engine.

The oracle draws strengths and hedges with numpy, follows the lever's effect through an account
without loops to its rest, and counts in which draws the outcome rises. It shares no code with
the engine or with judging, so that it can say what their answers should be.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from contention.case.coded_document import Document
from contention.case.model import (
    AccountSpec,
    Anchor,
    Assumption,
    Case,
    Claim,
    Contention,
    Factor,
    Holder,
    Lognormal,
    Relation,
    Scenario,
    SetAction,
    Times,
)

LEVER, OUTCOME = "lever", "outcome"
PRESENT, END, STEP = 2022.0, 2028.0, 0.05
ADJUSTMENT = 0.25
"""years; so short that every chain of a few links has come to rest by the end"""
SATURATION = np.log(4.0)
RISES = f"final({OUTCOME} @ on) > final({OUTCOME} @ rest)"
STANCE_WEIGHTS = {
    "asserted": 1.0, "conceded": 1.0, "hedged": 0.5, "reported": 0.0, "rejected": 0.0,
    "negated": 0.0,
}  # fmt: skip

Booleans = NDArray[np.bool_]


@dataclass(frozen=True)
class Said:
    """One claim or assumption of a simulated account."""

    id: str
    cause: str
    effect: str
    sign: int = 1
    strength: float = 0.3
    """median elasticity"""
    spread: float = 2.5
    hedged: bool = False
    assumed: bool = False


def account_of(
    said: Sequence[Said], *, test: str = RISES, lever: float = 2.0, factors: Sequence[Factor] = ()
) -> Case:
    """A case with one account of these claims, whose lever is multiplied by `lever` at present."""
    names = dict.fromkeys([LEVER, *(name for one in said for name in (one.cause, one.effect))])
    made = {name: Factor(name, name, adjustment=Lognormal(ADJUSTMENT)) for name in names}
    claims = {
        one.id: Claim(
            one.id, "text", _relation(one), "hedged" if one.hedged else "asserted", "author",
            f"{one.cause} acts on {one.effect}", Anchor(0, 10),
        )
        for one in said if not one.assumed
    }  # fmt: skip
    return Case(
        folder=Path("simulated"),
        id="simulated",
        title="A simulated account",
        question="Does the lever raise the outcome?",
        times=Times(2021.0, PRESENT, END, STEP),
        documents={"text": Document("text", "Text", "author", "2022-01-01", 100, "0" * 64)},
        holders={"author": Holder("author", "The author")},
        accounts={"account": AccountSpec("account", "The account", ("author",))},
        factors={**made, **{factor.id: factor for factor in factors}},
        claims=claims,
        assumptions={
            one.id: Assumption(one.id, _relation(one), "the account needs it", "coder")
            for one in said if one.assumed
        },
        figures={},
        scenarios={
            "rest": Scenario("rest", "Nothing is done"),
            "on": Scenario("on", "The lever is on", (SetAction(LEVER, lever, at=PRESENT),)),
        },
        demands={},
        contentions={"rises": Contention("rises", "The lever raises the outcome", test)},
        stance_weights=STANCE_WEIGHTS,
    )  # fmt: skip


def _relation(one: Said) -> Relation:
    return Relation(
        one.cause, one.effect, "+" if one.sign > 0 else "-", Lognormal(one.strength, one.spread)
    )


@dataclass(frozen=True)
class Oracle:
    """Draws of strengths and hedges of one account, shape (draws,) each."""

    said: tuple[Said, ...]
    """in an order in which every cause comes before its effects"""
    strengths: Mapping[str, NDArray[np.float64]]
    held: Mapping[str, Booleans]
    lever: float

    @classmethod
    def of(cls, said: Sequence[Said], *, lever: float = 2.0, draws: int = 4000) -> "Oracle":
        """Draw for an account without loops; ValueError if it has one."""
        rng = np.random.default_rng(len(said))
        strengths, held = {}, {}
        for one in said:
            strengths[one.id] = one.strength * one.spread ** rng.standard_normal(draws)
            held[one.id] = rng.random(draws) < (0.5 if one.hedged else 1.0)
        return cls(_sorted(said), strengths, held, lever)

    def support(self, without: Collection[str] = ()) -> float | None:
        """Share of the draws that connect the two in which the outcome rises; None where none."""
        draws = len(next(iter(self.held.values())))
        moved = {LEVER: np.full(draws, np.log(self.lever))}
        reached = {LEVER: np.ones(draws, dtype=np.bool_)}
        for one in self.said:
            if one.id in without or one.cause not in moved:
                continue
            passed = SATURATION * np.tanh(moved[one.cause] / SATURATION)
            part = np.where(self.held[one.id], one.sign * self.strengths[one.id] * passed, 0.0)
            moved[one.effect] = moved.get(one.effect, 0.0) + part
            way = reached[one.cause] & self.held[one.id]
            reached[one.effect] = reached.get(one.effect, np.zeros_like(way)) | way
        among = reached.get(OUTCOME)
        if among is None or not among.any():
            return None
        return float((moved[OUTCOME][among] > 0.0).mean())


def word_of(support: float | None, threshold: float = 0.8) -> str:
    """The verdict that a support adds up to where something moves in every draw."""
    if support is None:
        return "does not follow"
    if support >= threshold:
        return "supported"
    return "opposed" if support <= 1.0 - threshold else "undecided"


def _sorted(said: Sequence[Said]) -> tuple[Said, ...]:
    """Claims by their causes: each after all that act on its cause."""
    left, done = list(said), list[Said]()
    while left:
        waiting = {one.effect for one in left}
        ready = [one for one in left if one.cause not in waiting]
        if not ready:
            raise ValueError("the account has a loop")
        done += ready
        left = [one for one in left if one.cause in waiting]
    return tuple(done)
