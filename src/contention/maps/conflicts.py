"""Contradictory claims, within one account and between accounts."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import combinations, pairwise

from contention.case.model import Case, Condition
from contention.maps.causal_map import CausalMap, Conflict, Denial, MapLink
from contention.maps.membership import signed_claims
from contention.maps.paths import shortest_chain

OTHER_SIDE = {"below": "above", "above": "below", "on": "off", "off": "on"}


def denials(case: Case, account: str) -> tuple[Denial, ...]:
    """Effects that the account denies: negated claims and claims of sign `0`."""
    return tuple(
        Denial(item.claim.relation.cause, item.claim.relation.effect, item.claim.id, item.inclusion)
        for item in signed_claims(case, account)
        if item.denied
    )


def conflicts_within(
    links: Iterable[MapLink], denied: Iterable[Denial] = ()
) -> tuple[Conflict, ...]:
    """Opposite signs on one pair, and links that the account itself denies."""
    links = tuple(links)
    opposite = [
        _opposite(one, two)
        for same in _by_pair(links).values()
        for one, two in combinations(same, 2)
        if _clash(one, two)
    ]
    return tuple(opposite) + _denied(denied, links)


def denied_paths(
    causal_map: CausalMap, denied: Iterable[Denial], known: CausalMap | None = None
) -> tuple[Conflict, ...]:
    """Denied effects that a chain of links nevertheless produces, with the shortest chain.

    Without `known` the map is that of the account that denies; else `known` is that account's, and
    a chain whose links it all contains is not attributed to the other account. A direct link is a
    separate kind of conflict (`denied link`). Takes time in proportion to denials times edges.
    """
    found: list[Conflict] = []
    pairs: dict[tuple[str, str], list[Denial]] = {}
    for item in denied:
        pairs.setdefault((item.cause, item.effect), []).append(item)
    links = _by_pair(causal_map.links)
    held = set() if known is None else {link.id for link in known.links}
    for (cause, effect), items in pairs.items():
        chain = shortest_chain(causal_map, cause, effect)
        steps = [link for pair in pairwise(chain) for link in links.get(pair, ())]
        if all(link.id in held for link in steps):
            continue  # no chain, equations only, or all of it in the denier's own map
        claims = tuple(dict.fromkeys(claim for link in steps for claim in link.claims))
        found += [
            Conflict("denied path", cause, effect, (item.claim,), claims, path=chain)
            for item in items
        ]
    return tuple(found)


def _by_pair(links: Iterable[MapLink]) -> Mapping[tuple[str, str], list[MapLink]]:
    """Links by cause and effect; only links of one pair can conflict."""
    found: dict[tuple[str, str], list[MapLink]] = {}
    for link in links:
        found.setdefault((link.cause, link.effect), []).append(link)
    return found


def conflicts(case: Case, maps: Mapping[str, CausalMap]) -> tuple[Conflict, ...]:
    """All conflicts of a case: within each account, then between each pair of accounts.

    If two accounts both contain the claims on both sides, each contradicts itself rather than the
    other, and the conflict is listed once for each.
    """
    found: list[Conflict] = []
    for causal_map in maps.values():
        found += causal_map.conflicts
    for one, two in combinations(maps.values(), 2):
        found += _between(case, one, two)
    return tuple(dict.fromkeys(found))


def _between(case: Case, one: CausalMap, two: CausalMap) -> list[Conflict]:
    theirs = _by_pair(_own(two, one))
    opposite = [
        _across(_opposite(left, right), one, two)
        for left in _own(one, two)
        for right in theirs.get((left.cause, left.effect), ())
        if _clash(left, right)
    ]
    return opposite + _denied_by(case, one, two) + _denied_by(case, two, one)


def _denied_by(case: Case, denier: CausalMap, other: CausalMap) -> list[Conflict]:
    """Effects that one account denies and only the other asserts, by a link or by a chain."""
    shared = {item.claim for item in denials(case, other.account)}
    new = [item for item in denials(case, denier.account) if item.claim not in shared]
    found = (*_denied(new, _own(other, denier)), *denied_paths(other, new, denier))
    return [_across(conflict, denier, other) for conflict in found]


def _own(causal_map: CausalMap, other: CausalMap) -> list[MapLink]:
    """Links that the other account does not have."""
    ids = {link.id for link in other.links}
    return [link for link in causal_map.links if link.id not in ids]


def _clash(one: MapLink, two: MapLink) -> bool:
    """Opposite signs on one pair, unless under mutually exclusive conditions."""
    if (one.cause, one.effect) != (two.cause, two.effect) or {one.sign, two.sign} != {"+", "-"}:
        return False
    return not _exclusive(one.relation.condition, two.relation.condition)


def _exclusive(one: Condition | None, two: Condition | None) -> bool:
    if one is None or two is None:
        return False
    return one.factor == two.factor and one.side == OTHER_SIDE[two.side]


def _opposite(one: MapLink, two: MapLink) -> Conflict:
    return Conflict("opposite signs", one.cause, one.effect, one.claims, two.claims)


def _denied(denied: Iterable[Denial], links: Iterable[MapLink]) -> tuple[Conflict, ...]:
    pairs = _by_pair(links)
    return tuple(
        Conflict("denied link", item.cause, item.effect, (item.claim,), link.claims)
        for item in denied
        for link in pairs.get((item.cause, item.effect), ())
    )


def _across(conflict: Conflict, one: CausalMap, two: CausalMap) -> Conflict:
    return replace(conflict, account=one.account, against_account=two.account)
