"""Whether an account can say anything of a contention: levers, outcomes, and paths between."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from contention.case.values import Case
from contention.judge.levers import Lever, first_date, held, levers, sets
from contention.judge.question import Comparison, Question, leaves
from contention.maps.causal_map import CausalMap
from contention.maps.paths import on_path, reachable


@dataclass(frozen=True)
class Bearing:
    """What an account can say of one comparison."""

    comparison: Comparison
    gap: str
    """why it can say nothing, as a sentence; empty where it can"""
    construction: str
    """how scenarios settle it by themselves, in sentences; empty where the account decides"""
    levers: tuple[Lever, ...]
    """those that the account has"""
    outcomes: tuple[str, ...]
    on_path: tuple[str, ...]
    """claims and assumptions on some walk from lever to outcome"""
    map: CausalMap
    """the account's map without what acts on factors that all scenarios hold"""


@dataclass(frozen=True)
class Following:
    """What an account can say of a contention."""

    bearings: tuple[Bearing, ...]

    @property
    def follows(self) -> bool:
        """False where the account can say nothing of any of its comparisons."""
        return any(not bearing.gap for bearing in self.bearings)

    @property
    def reason(self) -> str:
        """Why it does not follow, or which part of it does not."""
        gaps = dict.fromkeys(bearing.gap for bearing in self.bearings if bearing.gap)
        return " ".join(gaps) if self.follows else next(iter(gaps), "It compares no outcomes.")

    @property
    def construction(self) -> str:
        """How scenarios settle all that follows of it by themselves; empty where they do not."""
        said = [bearing.construction for bearing in self.bearings if not bearing.gap]
        return " ".join(dict.fromkeys(said)) if said and all(said) else ""

    @property
    def on_path(self) -> tuple[str, ...]:
        """Claims and assumptions on some walk from a lever to an outcome, each once."""
        return tuple(dict.fromkeys(id_ for bearing in self.bearings for id_ in bearing.on_path))


def follow(case: Case, causal_map: CausalMap, question: Question) -> Following:
    """What an account with this map can say of a contention."""
    return Following(
        tuple(_bearing(case, causal_map, comparison) for comparison in question.comparisons)
    )


def _bearing(case: Case, causal_map: CausalMap, comparison: Comparison) -> Bearing:
    looked = leaves(comparison)
    scenarios = tuple(dict.fromkeys(leaf.measure.scenario for leaf in looked))
    until = max((leaf.measure.end for leaf in looked), default=case.times.end)
    found = levers(case, causal_map, scenarios, looked)
    outcomes = tuple(dict.fromkeys(name for leaf in looked for name in leaf.factors))
    cut = _uncaused(causal_map, held(case, scenarios, until, first_date(case, scenarios, until)))
    pulled = tuple(lever for lever in found if lever.sources)
    sources = tuple(dict.fromkeys(name for lever in pulled for name in lever.sources))
    gap = _gap(case, cut, found, outcomes, scenarios)
    construction = "" if gap else _construction(case, comparison)
    removed = tuple(lever.claim for lever in pulled if lever.claim)
    settled = bool(gap or construction)
    path = () if settled else tuple(dict.fromkeys(on_path(cut, sources, outcomes) + removed))
    return Bearing(comparison, gap, construction, pulled, outcomes, path, cut)


def _uncaused(causal_map: CausalMap, factors: Collection[str]) -> CausalMap:
    """The map without what acts on factors that are held whatever acts on them."""
    return replace(
        causal_map,
        links=tuple(link for link in causal_map.links if link.effect not in factors),
        dependencies=tuple(e for e in causal_map.dependencies if e.effect not in factors),
    )


def _gap(
    case: Case,
    causal_map: CausalMap,
    found: tuple[Lever, ...],
    outcomes: tuple[str, ...],
    scenarios: tuple[str, ...],
) -> str:
    """Why the account cannot say, in one sentence; empty where it can."""
    if not any(lever.sources for lever in found):
        return _no_lever(found, several=len(scenarios) > 1)
    if not outcomes:
        return "The test looks at no factor."
    missing = [name for name in outcomes if name not in causal_map.factors]
    if missing:
        names = _listed((case.factors[name].title for name in missing), "or")
        return f"This account says nothing about {names}."
    sources = [name for lever in found for name in lever.sources]
    if reachable(causal_map, sources).isdisjoint(outcomes):
        begin = _listed(lever.name for lever in found if lever.sources)
        end = _listed((case.factors[name].title for name in outcomes), "or")
        return f"In this account no path leads from {begin} to {end}."
    return ""


def _no_lever(found: tuple[Lever, ...], *, several: bool) -> str:
    if not found:
        return (
            "The scenarios compared do not differ."
            if several
            else "Nothing acts in the scenario between the dates looked at."
        )
    names = _listed(lever.name for lever in found)
    lead = "The scenarios differ in" if several else "What acts in the scenario is"
    which = "which this account does not have" if len(found) == 1 else "none of which it has"
    return f"{lead} {names}, {which}."


def _construction(case: Case, comparison: Comparison) -> str:
    """A sentence where scenarios set all that a comparison looks at, else nothing.

    Where they set one side only and the account decides on the other, it is an ordinary question.
    """
    looked = leaves(comparison)
    if not looked or not all(sets(case, leaf) for leaf in looked):
        return ""
    said = (
        f"The scenario “{case.scenarios[leaf.measure.scenario].title}” sets "
        f"{_listed(case.factors[name].title for name in leaf.factors)} itself."
        for leaf in looked
    )
    return " ".join(dict.fromkeys(said))


def _listed(names: Iterable[str], last: str = "and") -> str:
    """`“a”, “b” and “c”`; of more than five the first four and how many others."""
    quoted = [f"“{name}”" for name in dict.fromkeys(names)]
    if len(quoted) > 5:
        quoted = [*quoted[:4], f"{len(quoted) - 4} others"]
    if len(quoted) < 2:
        return "".join(quoted)
    return f"{', '.join(quoted[:-1])} {last} {quoted[-1]}"
