"""Shapley values of presence, direction and size over random inclusion of the claims on the paths.

Each claim gets its mean contribution over all orders in which the claims may be taken out
(Shapley, "A value for n-person games", 1953). The contributions of all claims add up to what all of
them together make. With few claims every set is tried. Else orders are drawn at random, others in
each draw (Castro, Gómez and Tejada, "Polynomial calculation of the Shapley value based on
sampling", 2009): what is asked for is a mean over draws, so that one order in each of many draws
tells more than many orders that all draws share. A draw is run only as long as the claims that are
left connect lever and outcome.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import factorial
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from contention.judge.evaluation import HOLDS, REVERSE, SIZE
from contention.judge.hinges.removal_trials import BudgetSpentError, Trials
from contention.judge.presence import speaking
from contention.judge.required_runs import Removal
from contention.judge.tally import Tally
from contention.models.program import Floats1d, Floats2d
from contention.runs.inclusion import inclusion
from contention.runs.knockouts import Booleans, at_a_time
from contention.runs.lacking import Lacking, inclusion_of

Answer = Literal["presence", "direction", "size"]
Orders = NDArray[np.int64]
"""shape (draws, claims): the numbers of the claims as they are taken out"""
Stopped = Literal["exact", "precise", "budget"]
MOST_EXACT = 12
"""claims up to which every set is tried"""
ENOUGH = 0.02
"""standard error at which sampling stops"""
LEAST_ORDERS = 2
"""in every draw before sampling may stop"""
LOOKS = 10_000
"""largest number of sets of claims that are examined on the map in every draw"""


@dataclass(frozen=True)
class Shapley:
    """How much each claim adds to one answer, on average over all orders."""

    answer: Answer
    values: Mapping[str, float]
    errors: Mapping[str, float]
    """standard errors of the mean over orders, in these draws; 0 where every set was tried"""
    total: float
    """with all claims, less without any: the sum of the values"""
    exact: bool
    orders: int
    """orders in every draw; 0 where every set was tried"""
    stopped: Stopped


Valued = dict[Answer, Shapley]


def shapley(
    answers: Sequence[Answer], tried: Trials, *, settled: int = 0, seed: int = 1, budget: int = 2000
) -> Valued:
    """The values of some answers; an answer is missing if the budget is too small for it.

    `settled` is the side (1 or -1) that signs settle, on which direction is presence; else 0.
    `budget` bounds the runs of all draws.
    """
    return shapley_of(answers, [(tried, settled)], seed=seed, budget=budget)[0]


def shapley_of(
    answers: Sequence[Answer],
    asked: Sequence[tuple[Trials, int]],
    *,
    seed: int = 1,
    budget: int = 2000,
) -> list[Valued]:
    """The same for several contentions in one account, each with the side that signs settle.

    Those with the same claims on their paths share orders and runs, and each gets the values that
    it would get by itself.
    """
    games = [_Game(tried, settled) for tried, settled in asked]
    found = [_exactly(answers, game, budget) for game in games]
    alike: dict[tuple[str, ...], list[_Sampling]] = {}
    for game, known in zip(games, found, strict=True):
        rest = tuple(answer for answer in answers if answer not in known)
        sampling = _Sampling.begun(game, rest, budget)
        if sampling is not None:
            alike.setdefault(game.claims, []).append(sampling)
    values = {id(one.game): one.values() for some in alike.values() for one in _sampled(some, seed)}
    return [{**known, **values.get(id(game), {})} for game, known in zip(games, found, strict=True)]


@dataclass(frozen=True)
class _Game:
    """What each answer is worth, draw by draw, without some claims."""

    tried: Trials
    settled: int

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims in an order that does not depend on the contention."""
        return tuple(sorted(self.tried.claims))

    def looked(self, answer: Answer) -> bool:
        """Whether the map tells it, and nothing is run."""
        return answer == "presence" or (answer == "direction" and self.settled != 0)

    def of_map(self, answer: Answer, present: Booleans) -> Floats1d:
        """What is worth an answer that the map tells."""
        side = self.settled if answer == "direction" else 1
        return np.asarray(side * present, dtype=np.float64)

    def of_tally(self, answer: Answer, tally: Tally) -> Floats1d:
        """What is worth an answer that takes a run."""
        if answer == "direction":
            truth = np.where(tally.speaking(), tally.final, 0)
            return np.asarray((truth == HOLDS) * 1.0 - (truth == REVERSE))
        size = tally.margin[SIZE]
        return np.where(tally.moving & np.isfinite(size), size, 0.0)

    def without(self, answer: Answer, removal: Removal) -> Floats1d:
        """The worth of an answer in every draw without the same claims; shape (draws,)."""
        if not self.looked(answer):
            return self.of_tally(answer, self.tried.tally(removal))
        shared = self.tried.shared
        held = inclusion(shared.plan.map, shared.doubtful, removal)
        present = [speaking(bearing, held).present for bearing in self.tried.following.bearings]
        return self.of_map(answer, np.logical_or.reduce(present))

    def connected(self, columns: Lacking) -> tuple[Booleans, Booleans]:
        """Where the account connects lever and outcome, and where it does or denies that."""
        shared = self.tried.shared
        held = inclusion_of(shared.plan.map, shared.doubtful, columns)
        said = [speaking(bearing, held) for bearing in self.tried.following.bearings]
        present = np.logical_or.reduce([each.present for each in said])
        denied = np.logical_or.reduce([each.denied for each in said])
        return np.asarray(present), np.asarray(present | denied)


def _exactly(answers: Sequence[Answer], game: _Game, budget: int) -> Valued:
    """The answers for which every set can be tried."""
    count = len(game.claims)
    return {
        answer: _exact(answer, game)
        for answer in answers
        if count <= MOST_EXACT and (game.looked(answer) or 2**count <= budget)
    }


def _exact(answer: Answer, game: _Game) -> Shapley:
    """Every set, weighted by the orders in which it comes before a claim."""
    claims = game.claims
    count = len(claims)
    every = frozenset(claims)
    inside = [
        tuple(claim for place, claim in enumerate(claims) if bits >> place & 1)
        for bits in range(2**count)
    ]
    if not game.looked(answer):
        game.tried.prepare([every.difference(some) for some in inside])
    worth = [float(game.without(answer, every.difference(some)).mean()) for some in inside]
    found = dict.fromkeys(claims, 0.0)
    for some, here in zip(inside, worth, strict=True):
        for claim in claims:
            if claim in some:
                found[claim] += here * _weight(len(some) - 1, count)
            else:
                found[claim] -= here * _weight(len(some), count)
    total = worth[-1] - worth[0]
    return _checked(Shapley(answer, found, dict.fromkeys(claims, 0.0), total, True, 0, "exact"))


def _weight(before: int, count: int) -> float:
    """The share of orders in which exactly a given set of this size comes before a given claim."""
    return factorial(before) * factorial(count - before - 1) / factorial(count)


@dataclass
class _Sums:
    """What each claim added in each draw, over the orders so far; shape (draws, claims)."""

    first: Floats1d
    """the worth with all claims, (draws,)"""
    last: Floats1d
    """without any"""
    orders: int = 0
    sums: list[Floats2d] = field(default_factory=list)
    """of the contributions, of their squares, of the squares of what two orders add together, and
    the contributions in the last order"""

    def add(self, found: Floats2d) -> None:
        """Add the contributions in one more order; every second one is the reverse of the first."""
        total, squares, both, before = self.sums or [np.zeros_like(found)] * 4
        self.orders += 1
        if self.orders % 2 == 0:
            both = both + (before + found) ** 2
        self.sums = [total + found, squares + found**2, both, found]

    @property
    def errors(self) -> Floats1d:
        """Standard errors of the means over draws and orders, in these draws.

        From the spread among pairs of an order and its reverse, where there are several; else as
        if all orders were independent. A claim adds more the fewer others are there, as a rule, or
        the more: an order and its reverse are further apart than two others.
        """
        total, squares, both, _ = self.sums
        count, every = self.orders, squares
        if count >= 4 and count % 2 == 0:
            count, every = count // 2, both
        spread = np.maximum(every - total**2 / count, 0.0) / (count - 1) * count
        return np.asarray(np.sqrt(spread.sum(axis=0)) / self.orders / len(total))

    @property
    def precise(self) -> bool:
        """Whether every standard error is small enough."""
        return self.orders >= LEAST_ORDERS and bool((self.errors <= ENOUGH).all())


@dataclass
class _Sampling:
    """The values of one contention, as far as orders were drawn."""

    game: _Game
    sums: dict[Answer, _Sums]
    budget: int
    spent: float = 0.0
    """runs of all draws"""
    looks: int = 0
    ended: frozenset[Answer] = frozenset()
    """answers that the budget ended"""

    @classmethod
    def begun(cls, game: _Game, answers: Sequence[Answer], budget: int) -> "_Sampling | None":
        """With all claims and with none; None if there is no budget even for that."""
        none = frozenset(game.claims)
        try:
            sums = {
                answer: _Sums(game.without(answer, frozenset()), game.without(answer, none))
                for answer in answers
            }
        except BudgetSpentError:
            return None
        return cls(game, sums, budget) if sums else None

    @property
    def open(self) -> tuple[Answer, ...]:
        """The answers that want more orders."""
        return tuple(
            answer for answer, each in self.sums.items()
            if not each.precise and answer not in self.ended
        )  # fmt: skip

    @property
    def running(self) -> frozenset[Answer]:
        """Those among them that take runs."""
        return frozenset(answer for answer in self.open if not self.game.looked(answer))

    def look(self, columns: Lacking, order: Orders) -> Booleans | None:
        """Take up what the map tells of one more order; where runs are wanted, None if nowhere."""
        self.looks += len(self.game.claims)
        if self.looks > LOOKS:
            self.ended = frozenset(self.sums)
            return None
        present, connected = self.game.connected(columns)
        for answer in self.open:
            if self.game.looked(answer):
                self.take(answer, order, self.game.of_map(answer, present))
        running = self.running
        runs = float(connected.sum()) / self.game.tried.shared.draws
        if running and self.spent + runs > self.budget:
            self.ended |= running
            return None
        self.spent += runs if running else 0.0
        return connected if running else None

    def take(self, answer: Answer, order: Orders, worth: Floats1d) -> None:
        """Add what each column of an order is worth."""
        sums = self.sums[answer]
        sums.add(_contributions(sums, order, worth))

    def values(self) -> Valued:
        """What was found."""
        return {
            answer: _summed(answer, self.game.claims, each)
            for answer, each in self.sums.items()
            if each.orders >= LEAST_ORDERS
        }


def _sampled(some: Sequence[_Sampling], seed: int) -> Sequence[_Sampling]:
    """Orders until every standard error is small, or the budget is spent."""
    claims, shared = some[0].game.claims, some[0].game.tried.shared
    rng = np.random.default_rng(seed)
    order = np.zeros((shared.draws, len(claims)), dtype=np.int64)
    number = 0
    while wanting := [one for one in some if one.open]:
        drawn = rng.random(order.shape).argsort(axis=1) if number % 2 == 0 else order[:, ::-1]
        order, number = drawn, number + 1
        columns = _columns(claims, order)
        looked = {id(one): one.look(columns, order) for one in wanting}
        running = {
            one.game.tried.contention: (one, where)
            for one in wanting
            if (where := looked[id(one)]) is not None
        }
        if running:
            _run(running, columns, order)
    return some


def _run(
    running: Mapping[str, tuple[_Sampling, Booleans]], columns: Lacking, order: Orders
) -> None:
    """Run the columns that are wanted, and take up what they are worth."""
    shared = next(iter(running.values()))[0].game.tried.shared
    worth = {
        id_: {answer: np.zeros(len(columns.draws)) for answer in one.running}
        for id_, (one, _) in running.items()
    }
    wanted = np.flatnonzero(np.logical_or.reduce([where for _, where in running.values()]))
    at_once = at_a_time(shared.plan, 1)
    for first in range(0, len(wanted), at_once):
        part = wanted[first : first + at_once]
        asked = {id_: where[part] for id_, (_, where) in running.items()}
        tallies = shared.columns(columns.picked(part), asked, shared.acting(len(part)))
        for id_, tally in tallies.items():
            for answer, found in worth[id_].items():
                told = running[id_][0].game.of_tally(answer, tally)
                found[part] = np.where(asked[id_], told, 0.0)
    for id_, by_answer in worth.items():
        for answer, found in by_answer.items():
            running[id_][0].take(answer, order, found)


def _columns(claims: Sequence[str], orders: Orders) -> Lacking:
    """Every draw without the first one, two … claims of its order, but not without all."""
    rows, count = orders.shape
    places = np.empty_like(orders)
    np.put_along_axis(places, orders, np.arange(count)[None, :], axis=1)
    taken = np.arange(1, count)
    draws = np.repeat(np.arange(rows), count - 1)
    removed = {claim: (places[:, number, None] < taken).ravel()
               for number, claim in enumerate(claims)}  # fmt: skip
    return Lacking(draws, removed)


def _contributions(sums: _Sums, order: Orders, worth: Floats1d) -> Floats2d:
    """What each claim takes away with it."""
    between = worth.reshape(len(order), -1)
    path = np.concatenate([sums.first[:, None], between, sums.last[:, None]], axis=1)
    found = np.empty(order.shape)
    np.put_along_axis(found, order, path[:, :-1] - path[:, 1:], axis=1)
    return found


def _summed(answer: Answer, claims: Sequence[str], sums: _Sums) -> Shapley:
    means, errors = sums.sums[0].mean(axis=0) / sums.orders, sums.errors
    total = float((sums.first - sums.last).mean())
    stopped: Stopped = "precise" if sums.precise else "budget"
    return _checked(
        Shapley(answer, _by(claims, means), _by(claims, errors), total, False, sums.orders, stopped)
    )


def _by(claims: Sequence[str], numbers: Floats1d) -> dict[str, float]:
    return dict(zip(claims, numbers.tolist(), strict=True))


def _checked(found: Shapley) -> Shapley:
    """The values add up to the total, whatever was drawn: anything else is a bug."""
    values = list(found.values.values())
    assert np.isfinite(values).all(), "a Shapley value is not finite"
    assert abs(sum(values) - found.total) < 1e-9 * max(1, len(values)), "values do not add up"
    return found
