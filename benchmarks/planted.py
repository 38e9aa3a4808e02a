"""Simulated accounts whose hinges are known: single, joint, redundant, an assumption.

Each is built around a plan of its carrying claims, then dressed: detours beside every stretch
that is not to carry anything, weaker paths that pull the other way, hedged claims, side effects,
causes that have nothing to do with the lever, and names that give nothing away. What overturns
the verdict is then found by trying every claim and every pair in an oracle of its own
(`benchmarks.simulated`). A draft whose hinges are not exactly those planned, or of which any share
that counts lies near the threshold, is thrown away and drawn again.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal, get_args

import numpy as np

from benchmarks.simulated import LEVER, OUTCOME, Oracle, Said, account_of, word_of
from contention.case.model import Case

Kind = Literal["single", "assumption", "joint", "redundant"]
KINDS: tuple[Kind, ...] = get_args(Kind)
CLEAR = 0.06
"""how far a share has to lie from the threshold for its word to be beyond doubt"""
THRESHOLD = 0.8
MOST_DRAFTS = 400

Sets = frozenset[frozenset[str]]


@dataclass(frozen=True)
class Planted:
    """A case with one account and one contention, and what carries its verdict."""

    case: Case
    kind: Kind
    verdict: str
    hinges: frozenset[str]
    """the claim, the assumption, or the two claims that the account was built around"""
    overturning: Sets
    """all smallest sets of one or two claims without which the verdict is another"""


def planted(kind: Kind, seed: int) -> Planted:
    """An account of a kind; the same for the same seed."""
    rng = np.random.default_rng((KINDS.index(kind), seed))
    for _ in range(MOST_DRAFTS):
        draft = _Draft(rng)
        hinges = PLANS[kind](draft)
        said = draft.dressed()
        found = _truth(said)
        if found is not None and found[1] == _expected(kind, hinges):
            return _named(Planted(account_of(said), kind, found[0], hinges, found[1]), said, rng)
    raise RuntimeError(f"no account of kind {kind} in {MOST_DRAFTS} drafts of seed {seed}")


def _expected(kind: Kind, hinges: frozenset[str]) -> Sets:
    if kind == "redundant":
        return frozenset({hinges})
    return frozenset(frozenset({id_}) for id_ in hinges)


class _Draft:
    """Claims as they are added; every stretch is a route between two factors."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self.said: list[Said] = []
        self.factors = 0

    def add(self, cause: str, effect: str, strength: float, sign: int = 1, **more: bool) -> str:
        id_ = f"c{len(self.said)}"
        self.said.append(Said(id_, cause, effect, sign, strength, **more))
        return id_

    def factor(self) -> str:
        self.factors += 1
        return f"f{self.factors}"

    def stretch(self, cause: str, effect: str) -> None:
        """Two or three ways from one factor to another, so that no claim of them is needed."""
        for _ in range(int(self.rng.integers(2, 4))):
            middle = self.factor()
            sign = -1 if self.rng.random() < 0.3 else 1
            self.add(cause, middle, self._strength(), sign)
            self.add(middle, effect, self._strength(), sign)

    def _strength(self) -> float:
        return float(self.rng.uniform(0.3, 0.9))

    def dressed(self) -> tuple[Said, ...]:
        """With a weak path against the others, side effects, and causes that do not matter."""
        rng, inner = self.rng, [f"f{number}" for number in range(1, self.factors + 1)]
        if rng.random() < 0.7:
            middle = self.factor()
            self.add(LEVER, middle, 0.1)
            self.add(middle, OUTCOME, 0.05, -1, hedged=bool(rng.random() < 0.5))
        for _ in range(int(rng.integers(1, 4))):
            self.add(self.factor(), str(rng.choice([*inner, OUTCOME])), 0.5, _sign(rng))
        for _ in range(int(rng.integers(1, 4))):
            self.add(str(rng.choice([*inner, OUTCOME])), self.factor(), 0.5, _sign(rng))
        if rng.random() < 0.3:
            return tuple(_turned(one) for one in self.said)
        return tuple(self.said)


def _turned(one: Said) -> Said:
    """With the opposite sign if it acts on the outcome, so that the contention is opposed."""
    return replace(one, sign=-one.sign) if one.effect == OUTCOME else one


def _sign(rng: np.random.Generator) -> int:
    return 1 if rng.random() < 0.5 else -1


def _single(draft: _Draft, assumed: bool = False) -> frozenset[str]:
    """One claim that every way to the outcome leads over."""
    start, end = LEVER, OUTCOME
    before = draft.rng.random() < 0.7
    if before:
        start = draft.factor()
        draft.stretch(LEVER, start)
    if not before or draft.rng.random() < 0.6:
        end = draft.factor()
        draft.stretch(end, OUTCOME)
    return frozenset({draft.add(start, end, float(draft.rng.uniform(0.4, 1.0)), assumed=assumed)})


def _assumption(draft: _Draft) -> frozenset[str]:
    return _single(draft, assumed=True)


def _joint(draft: _Draft) -> frozenset[str]:
    """Two claims of which neither carries the verdict alone: in a row, or against a third path."""
    if draft.rng.random() < 0.5:
        first, second = draft.factor(), draft.factor()
        before = draft.add(LEVER, first, 0.7)
        draft.stretch(first, second)
        return frozenset({before, draft.add(second, OUTCOME, 0.7)})
    strength = float(draft.rng.uniform(0.8, 1.2))
    middle, pair = draft.factor(), []
    for _ in range(2):
        start = draft.factor()
        draft.stretch(LEVER, start)
        pair.append(draft.add(start, OUTCOME, 2.0 * strength))
    draft.stretch(LEVER, middle)
    draft.add(middle, OUTCOME, strength, -1)
    return frozenset(pair)


def _redundant(draft: _Draft) -> frozenset[str]:
    """Two claims that each carry the verdict without the other."""
    pair = []
    for _ in range(2):
        start = draft.factor()
        draft.stretch(LEVER, start)
        pair.append(draft.add(start, OUTCOME, float(draft.rng.uniform(0.7, 1.0))))
    return frozenset(pair)


PLANS: Mapping[Kind, Callable[[_Draft], frozenset[str]]] = {
    "single": _single,
    "assumption": _assumption,
    "joint": _joint,
    "redundant": _redundant,
}


def _truth(said: Sequence[Said]) -> tuple[str, Sets] | None:
    """The verdict and all smallest overturning sets of one or two; None if a word is in doubt."""
    oracle = Oracle.of(said)
    whole = oracle.support()
    if _doubtful(whole):
        return None
    verdict, found = word_of(whole, THRESHOLD), set[frozenset[str]]()
    for removal in _removals(said):
        if any(smaller < removal for smaller in found):
            continue
        support = oracle.support(removal)
        if _doubtful(support):
            return None
        if word_of(support, THRESHOLD) != verdict:
            found.add(removal)
    return verdict, frozenset(found)


def _removals(said: Sequence[Said]) -> Iterator[frozenset[str]]:
    for size in (1, 2):
        yield from (frozenset(one.id for one in some) for some in combinations(said, size))


def _doubtful(support: float | None) -> bool:
    return support is not None and any(
        abs(support - edge) < CLEAR for edge in (THRESHOLD, 1.0 - THRESHOLD)
    )


def _named(built: Planted, said: Sequence[Said], rng: np.random.Generator) -> Planted:
    """The same with claims and factors in random order under names that give nothing away."""
    names = dict(zip([one.id for one in said], rng.permutation(len(said)), strict=True))
    ids = {old: f"claim_{new:02}" for old, new in names.items()}
    shuffled = [
        replace(said[place], id=ids[said[place].id]) for place in rng.permutation(len(said))
    ]
    return replace(
        built,
        case=account_of(shuffled),
        hinges=frozenset(ids[id_] for id_ in built.hinges),
        overturning=frozenset(frozenset(ids[id_] for id_ in one) for one in built.overturning),
    )
