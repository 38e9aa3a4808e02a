"""Decide whether an account bears on a contention (lever, outcome, connecting path)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from contention.case.model import Case
from contention.judge.interventions import Lever, first_date, held, levers, sets
from contention.judge.missing_links import (
    AskedComparison,
    answering_denials,
    beginnings,
    gap_of,
)
from contention.judge.question import Comparison, Question, leaves
from contention.judge.verdict import Gap, SetOutcome
from contention.maps.causal_map import CausalMap, Denial, MapLink
from contention.maps.debate import Debate
from contention.maps.paths import links_on_path, reaching


@dataclass(frozen=True)
class Bearing:
    """How an account bears on one comparison."""

    comparison: Comparison
    gap: Gap | None
    """why it gives no answer; None if it does"""
    construction: tuple[SetOutcome, ...]
    """what scenarios set by themselves; empty if the account decides"""
    levers: tuple[Lever, ...]
    """those that the account has"""
    outcomes: tuple[str, ...]
    on_path: tuple[str, ...]
    """claims and assumptions on some walk from lever to outcome, denials of these links included"""
    map: CausalMap
    """the account's map without what acts on factors that all scenarios hold"""
    origins: tuple[str, ...] = ()
    """factors at which the levers would enter, whether or not the account has them"""
    denials: tuple[Denial, ...] = ()
    """what the account denies that answers the comparison"""

    @cached_property
    def onward(self) -> Mapping[str, tuple[tuple[str, str | None], ...]]:
        """Cause → every effect, with the link without which it does not act (None: always)."""
        found: dict[str, list[tuple[str, str | None]]] = {}
        for link in self.map.links:
            found.setdefault(link.cause, []).append((link.effect, link.id))
        for edge in self.map.dependencies:
            found.setdefault(edge.cause, []).append((edge.effect, edge.link))
        return {cause: tuple(effects) for cause, effects in found.items()}

    @cached_property
    def carried(self) -> Mapping[str, tuple[MapLink, ...]]:
        """Claim → the links that it backs."""
        found: dict[str, list[MapLink]] = {}
        for link in self.map.links:
            for claim in link.claims:
                found.setdefault(claim, []).append(link)
        return {claim: tuple(links) for claim, links in found.items()}

    def lost(self, removal: Collection[str]) -> frozenset[str]:
        """Ids of the links that lose all backing without some claims."""
        gone = frozenset(removal)
        return frozenset(
            link.id
            for claim in gone
            for link in self.carried.get(claim, ())
            if gone.issuperset(link.claims)
        )

    @property
    def speaks(self) -> bool:
        """Whether the account connects lever and outcome in any way, or denies that they are."""
        return not self.gap or bool(self.denials)

    @property
    def direct(self) -> tuple[str, ...]:
        """Claims and assumptions of a link from a lever straight to an outcome."""
        sources = {name for lever in self.levers for name in lever.sources}
        links = [
            link for link in self.map.links
            if link.cause in sources and link.effect in self.outcomes and link.cause != link.effect
        ]  # fmt: skip
        return tuple(dict.fromkeys(id_ for link in links for id_ in link.claims))


@dataclass(frozen=True)
class Following:
    """How an account bears on a contention."""

    bearings: tuple[Bearing, ...]

    @property
    def follows(self) -> bool:
        """False if the account can say nothing about any of its comparisons."""
        return any(bearing.speaks for bearing in self.bearings)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Why it does not follow, or which parts of it do not, each once."""
        return tuple(dict.fromkeys(item.gap for item in self.bearings if item.gap is not None))

    @property
    def construction(self) -> tuple[SetOutcome, ...]:
        """How scenarios settle all that follows of it by themselves; empty if they do not."""
        said = [bearing.construction for bearing in self.bearings if bearing.gap is None]
        return tuple(dict.fromkeys(one for each in said for one in each)) if all(said) else ()

    @property
    def denials(self) -> tuple[str, ...]:
        """Claims that deny what would connect a lever with an outcome, each once."""
        found = (item.claim for bearing in self.bearings for item in bearing.denials)
        return tuple(dict.fromkeys(found))

    @property
    def direct(self) -> tuple[str, ...]:
        """Claims and assumptions of links from a lever straight to an outcome, each once."""
        return tuple(dict.fromkeys(id_ for bearing in self.bearings for id_ in bearing.direct))

    @cached_property
    def on_path(self) -> tuple[str, ...]:
        """Claims and assumptions on some walk from a lever to an outcome, each once."""
        return tuple(dict.fromkeys(id_ for bearing in self.bearings for id_ in bearing.on_path))

    @cached_property
    def reaching(self) -> frozenset[str]:
        """Claims and assumptions that can change what is measured.

        Beyond those on the paths, all that lead to an outcome: they may open a gate, or move what
        all scenarios share.
        """
        found = set(self.on_path)
        for bearing in self.bearings:
            toward = reaching(bearing.map, bearing.outcomes)
            for link in bearing.map.links:
                if link.effect in toward:
                    found.update(link.claims)
                    found.update(item.claim for item in link.denials)
        return frozenset(found)


def open_to_change(following: Following) -> bool:
    """Whether something follows that claims, or what a model file says, could change."""
    within = following.on_path or any(bearing.map.file for bearing in following.bearings)
    return bool(following.follows and not following.construction and within)


def follow(
    case: Case, causal_map: CausalMap, question: Question, debate: Debate | None = None
) -> Following:
    """What an account with this map can say about a contention.

    `debate` may be shared between calls for one case.
    """
    said = debate or Debate(case)
    return Following(
        tuple(_bearing(case, causal_map, comparison, said) for comparison in question.comparisons)
    )


def _bearing(case: Case, causal_map: CausalMap, comparison: Comparison, debate: Debate) -> Bearing:
    looked = leaves(comparison)
    scenarios = tuple(dict.fromkeys(leaf.measure.scenario for leaf in looked))
    until = max((leaf.measure.end for leaf in looked), default=case.times.end)
    found = levers(case, causal_map, scenarios, looked)
    outcomes = tuple(dict.fromkeys(name for leaf in looked for name in leaf.factors))
    still = held(case, scenarios, until, first_date(case, scenarios, until))
    cut = _uncaused(causal_map, still)
    pulled = tuple(lever for lever in found if lever.sources)
    sources = tuple(dict.fromkeys(name for lever in pulled for name in lever.sources))
    asked = AskedComparison(found, outcomes, still, len(scenarios) > 1, debate)
    gap = gap_of(case, cut, asked)
    construction = () if gap else _construction(case, comparison)
    removed = tuple(lever.claim for lever in pulled if lever.claim)
    settled = bool(gap or construction)
    denied = () if construction else answering_denials(cut, asked)
    links = () if settled else links_on_path(cut, sources, outcomes)
    every = [claim for link in links for claim in link.claims]
    every += [] if settled else removed
    every += [item.claim for link in links for item in link.denials]
    every += [item.claim for item in denied]
    origins = tuple(dict.fromkeys(beginnings(asked)))
    path = tuple(dict.fromkeys(every))
    return Bearing(comparison, gap, construction, pulled, outcomes, path, cut, origins, denied)


def _uncaused(causal_map: CausalMap, factors: Collection[str]) -> CausalMap:
    """The map without what acts on factors that are held whatever acts on them."""
    if not factors:
        return causal_map
    return replace(
        causal_map,
        links=tuple(link for link in causal_map.links if link.effect not in factors),
        dependencies=tuple(e for e in causal_map.dependencies if e.effect not in factors),
    )


def _construction(case: Case, comparison: Comparison) -> tuple[SetOutcome, ...]:
    """What scenarios set in a comparison if they set all its factors, else nothing.

    If they set one side only and the account decides the other, it is an ordinary question.
    """
    looked = leaves(comparison)
    if not looked or not all(sets(case, leaf) for leaf in looked):
        return ()
    return tuple(dict.fromkeys(SetOutcome(leaf.measure.scenario, leaf.factors) for leaf in looked))
