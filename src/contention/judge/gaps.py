"""Why an account can say nothing of a comparison, in one sentence."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from contention.case.values import Case
from contention.judge.levers import Lever
from contention.maps.causal_map import Backing, CausalMap, Denial, MapLink
from contention.maps.conflicts import denials
from contention.maps.paths import on_path, reachable
from contention.maps.signs import edges


@dataclass(frozen=True)
class Asked:
    """What a comparison asks of an account."""

    levers: tuple[Lever, ...]
    outcomes: tuple[str, ...]
    held: frozenset[str]
    """factors that all compared scenarios hold"""
    several: bool
    """whether it compares scenarios, rather than looking at one"""


def gap_of(case: Case, causal_map: CausalMap, asked: Asked) -> str:
    """Why the account cannot say, in one sentence; empty where it can.

    `causal_map` lacks what acts on held factors. Where the account denies what would have had to
    act, the sentence names the claims that deny it.
    """
    if not asked.outcomes:
        return "The test looks at no factor."
    if not asked.levers:
        return _nothing_differs(asked)
    sources = [name for lever in asked.levers for name in lever.sources]
    missing = tuple(name for name in asked.outcomes if name not in causal_map.factors)
    if not missing and not reachable(causal_map, sources).isdisjoint(asked.outcomes):
        return ""
    denied = _denied(case, causal_map, replace(asked, outcomes=missing or asked.outcomes))
    if not sources:
        return _no_lever(asked, denied)
    return _no_outcome(case, missing, denied) if missing else _no_path(case, asked, denied)


def _nothing_differs(asked: Asked) -> str:
    if asked.several:
        return "The scenarios compared do not differ."
    return "Nothing acts in the scenario between the dates looked at."


def _no_lever(asked: Asked, denied: str) -> str:
    names = listed(lever.name for lever in asked.levers)
    lead = "The scenarios differ in" if asked.several else "What acts in the scenario is"
    alone = len(asked.levers) == 1
    if denied:
        which = "which acts on nothing" if alone else "none of which acts on anything"
        return f"{lead} {names}, {which} in this account: {denied}."
    which = "which this account does not have" if alone else "none of which it has"
    return f"{lead} {names}, {which}."


def _no_outcome(case: Case, missing: Iterable[str], denied: str) -> str:
    names = listed((case.factors[name].title for name in missing), "or")
    if denied:
        return f"In this account nothing acts on {names}: {denied}."
    return f"This account says nothing about {names}."


def _no_path(case: Case, asked: Asked, denied: str) -> str:
    begin = listed(lever.name for lever in asked.levers if lever.sources)
    end = listed((case.factors[name].title for name in asked.outcomes), "or")
    because = f": {denied}" if denied else ""
    return f"In this account no path leads from {begin} to {end}{because}."


def _denied(case: Case, causal_map: CausalMap, asked: Asked) -> str:
    """What the account denies of that which the comparison needs, as a clause; '' where nothing."""
    every = [
        item for item in denials(case, causal_map.account)
        if item.effect not in asked.held and item.cause != item.effect
    ]  # fmt: skip
    alone = [item for item in every if _between(case, causal_map, asked, [item])]
    together = alone or _between(case, causal_map, asked, every)
    found = together or [item for item in every if _at_an_end(case, causal_map, asked, item)]
    pairs: dict[tuple[str, str], list[str]] = {}
    for item in found:
        pairs.setdefault((item.cause, item.effect), []).append(item.claim)
    said = [_denial(case, *pair, claims) for pair, claims in pairs.items()]
    return f"the account denies {' and '.join(said)}" if said else ""


def _denial(case: Case, cause: str, effect: str, claims: Collection[str]) -> str:
    word = "claim" if len(claims) == 1 else "claims"
    ends = (case.factors[cause].title, case.factors[effect].title)
    return f"that “{ends[0]}” acts on “{ends[1]}” ({word} {', '.join(claims)})"


def _between(
    case: Case, causal_map: CausalMap, asked: Asked, every: Collection[Denial]
) -> list[Denial]:
    """Denials on some walk from lever to outcome, if what the account denies were so."""
    extra = {
        item.claim: MapLink(
            item.claim, item.cause, item.effect, "?", case.claims[item.claim].relation,
            item.claim, (Backing(item.claim, 1.0),),
        )
        for item in every
    }  # fmt: skip
    as_if = replace(causal_map, links=(*causal_map.links, *extra.values()))
    walked = on_path(as_if, _beginnings(asked), asked.outcomes)
    return [item for item in every if item.claim in walked]


def _beginnings(asked: Asked) -> Iterator[str]:
    for lever in asked.levers:
        yield from lever.sources if lever.factor is None else (lever.factor,)


def _at_an_end(case: Case, causal_map: CausalMap, asked: Asked, item: Denial) -> bool:
    """Whether nothing leaves the lever, or enters the outcome, but for what this denies.

    Or whether it denies the very link that a scenario takes out. Of an outcome only where the
    account has the lever, and of a lever not where it is the outcome that it lacks.
    """
    known = edges(causal_map)
    pulled = any(lever.sources for lever in asked.levers)
    if item.effect in asked.outcomes and pulled:
        return all(edge.effect != item.effect for edge in known)
    if pulled and not set(causal_map.factors).issuperset(asked.outcomes):
        return False
    if item.cause in _beginnings(asked):
        return all(edge.cause != item.cause for edge in known)
    removed = {lever.claim for lever in asked.levers}
    taken = [said.relation for key, said in case.claims.items() if key in removed]
    pairs = {(relation.cause, relation.effect) for relation in taken}
    return (item.cause, item.effect) in pairs


def listed(names: Iterable[str], last: str = "and") -> str:
    """`“a”, “b” and “c”`; of more than five the first four and how many others."""
    quoted = [f"“{name}”" for name in dict.fromkeys(names)]
    if len(quoted) > 5:
        quoted = [*quoted[:4], f"{len(quoted) - 4} others"]
    if len(quoted) < 2:
        return "".join(quoted)
    return f"{', '.join(quoted[:-1])} {last} {quoted[-1]}"
