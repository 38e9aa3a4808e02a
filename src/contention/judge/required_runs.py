"""The runs that one account needs: for the contentions that follow, and for knock-outs."""

from collections import deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from contention.case.model import Case
from contention.judge.question import Question
from contention.judge.relevance import Bearing, Following, follow
from contention.maps.causal_map import CausalMap, Denial
from contention.maps.debate import Debate
from contention.models.model import Measure
from contention.runs.account_kinds import account_map

Removal = frozenset[str]
"""ids of claims and assumptions that are taken out together"""


@dataclass(frozen=True)
class Docket:
    """The contentions of one account, sorted by what it can say about them."""

    account: str
    map: CausalMap
    questions: Mapping[str, Question]
    followings: Mapping[str, Following]
    singles: Mapping[str, tuple[str, ...]]
    """contention → claims and assumptions to knock out one by one"""
    premises: Mapping[str, Removal]
    """contention → all assumptions on its paths"""
    runs: Mapping[Removal, tuple[str, ...]]
    """what to run without, and the contentions that still follow then"""

    @property
    def following(self) -> tuple[Question, ...]:
        """The questions of which the account can say something."""
        return tuple(
            question for id_, question in self.questions.items() if self.followings[id_].follows
        )

    def measures(self, contentions: Collection[str] | None = None) -> tuple[Measure, ...]:
        """What these contentions (default: all that follow) measure in this account, each once.

        Measures of factors that the account lacks are left out: no run can measure them.
        """
        wanted = [
            question for question in self.following
            if contentions is None or question.contention.id in contentions
        ]  # fmt: skip
        known = set(self.map.factors)
        return tuple(
            dict.fromkeys(
                leaf.measure
                for question in wanted
                for leaf in question.leaves
                if known.issuperset(leaf.factors)
            )
        )


def docket(
    case: Case, account: str, questions: Sequence[Question], *, hinges: bool = True
) -> Docket:
    """Sort the contentions of one account and plan its knock-outs.

    With `hinges` False only the assumptions are knocked out, all together, for `needs`.
    """
    causal_map = account_map(case, account)
    debate = Debate(case)
    followings = {q.contention.id: follow(case, causal_map, q, debate) for q in questions}
    judged = {id_: found for id_, found in followings.items() if found.follows}
    premises = {
        id_: frozenset(claim for claim in found.on_path if claim in case.assumptions)
        for id_, found in judged.items()
    }
    singles = {id_: found.on_path if hinges else () for id_, found in judged.items()}
    runs: dict[Removal, list[str]] = {}
    for id_, found in judged.items():
        wanted = [frozenset({claim}) for claim in singles[id_]]
        wanted += [premises[id_], frozenset(found.direct)]
        for removal in dict.fromkeys(wanted):
            if removal and still_follows(found, removal):
                runs.setdefault(removal, []).append(id_)
    return Docket(
        account=account,
        map=causal_map,
        questions={q.contention.id: q for q in questions},
        followings=followings,
        singles=singles,
        premises=premises,
        runs={removal: tuple(ids) for removal, ids in runs.items()},
    )


def still_follows(following: Following, removal: Removal) -> bool:
    """Whether the account still connects lever and outcome, or denies that, without some claims."""
    return any(
        (not bearing.gap and _connected(bearing, removal)) or _denies(bearing, removal)
        for bearing in following.bearings
    )


def _denies(bearing: Bearing, removal: Removal) -> bool:
    left = tuple(item for item in bearing.denials if item.claim not in removal)
    return bool(left) and steps_left(bearing, removal, left) is not None


def _connected(bearing: Bearing, removal: Removal) -> bool:
    """Whether any outcome can still be reached from any lever."""
    gone = bool(bearing.lost(removal))
    levered = any(lever.claim in removal for lever in bearing.levers)
    if not (gone or levered or bearing.construction):
        return True  # as without the removal: the comparison follows
    return steps_left(bearing, removal) is not None


def steps_left(bearing: Bearing, removal: Removal, as_if: Sequence[Denial] = ()) -> int | None:
    """Links on the shortest way from a lever to an outcome without some claims; None if cut off.

    With `as_if`, as if what these deny held, from wherever the levers would enter.
    """
    gone = bearing.lost(removal)
    denied: dict[str, list[str]] = {}
    for item in as_if:
        denied.setdefault(item.cause, []).append(item.effect)
    started = [
        source for lever in bearing.levers if lever.claim not in removal
        for source in lever.sources
    ]  # fmt: skip
    seen = dict.fromkeys([*started, *(bearing.origins if as_if else ())], 0)
    waiting = deque(seen)
    while waiting:
        name = waiting.popleft()
        if name in bearing.outcomes:
            return seen[name]
        kept = [effect for effect, link in bearing.onward.get(name, ()) if link not in gone]
        for effect in (*kept, *denied.get(name, ())):
            if effect not in seen:
                seen[effect] = seen[name] + 1
                waiting.append(effect)
    return None
