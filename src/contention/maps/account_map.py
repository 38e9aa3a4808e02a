"""Build the causal map of an account from the claims it accepts."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from contention.case.model import Assumption, Case, Relation, Sign
from contention.maps import dependencies
from contention.maps.causal_map import Backing, CausalMap, Denial, Dependency, MapLink
from contention.maps.conflicts import conflicts_within, denials, denied_paths
from contention.maps.membership import signed_claims

Item = tuple[Backing, Relation]


def build_map(case: Case, account: str) -> CausalMap:
    """The signed causal map of one account; every link knows the claims behind it."""
    claimed = [
        (Backing(item.claim.id, item.inclusion), item.claim.relation)
        for item in signed_claims(case, account)
        if not item.denied
    ]
    assumed = _connected(case, claimed, _assumed(case, account))
    denied = denials(case, account)
    links = _contested(_links([*claimed, *assumed]), denied)
    edges = _dependencies(case, links)
    bare = CausalMap(account, _factors(case, links, edges), links, edges, denials=denied)
    found = (*conflicts_within(links, denied), *denied_paths(bare, denied))
    return replace(bare, conflicts=found)


def _contested(links: tuple[MapLink, ...], denied: tuple[Denial, ...]) -> tuple[MapLink, ...]:
    """The links, each with the denials in the same account."""
    against: dict[tuple[str, str], list[Denial]] = {}
    for item in sorted(denied, key=lambda item: (-item.inclusion, item.claim)):
        against.setdefault((item.cause, item.effect), []).append(item)
    return tuple(
        replace(link, denials=tuple(against.get((link.cause, link.effect), ()))) for link in links
    )


def _assumed(case: Case, account: str) -> list[tuple[Assumption, Item]]:
    """Assumptions that the account may use; those of sign `0` would have no effect."""
    spec = case.accounts[account]
    found = []
    for item in case.assumptions.values():
        wanted = item.accounts is None or account in item.accounts or item.id in spec.include
        relation = item.relation
        if not wanted or item.id in spec.exclude or relation.sign == "0":
            continue
        if relation.credibility > 0:
            backing = Backing(item.id, relation.credibility, assumption=True)
            found.append((item, (backing, relation)))
    return found


def _connected(
    case: Case, claimed: list[Item], assumed: list[tuple[Assumption, Item]]
) -> list[Item]:
    """The assumptions that connect to what the account claims.

    A general assumption between two factors that nothing else in this account touches would only
    add noise, so it is dropped. One that names its accounts is deliberate, and is kept.
    """
    kept = [item for assumption, item in assumed if assumption.accounts is not None]
    waiting = [item for assumption, item in assumed if assumption.accounts is None]
    expressions = dependencies.of_expressions(case)
    while True:
        touched = set(_ends(relation for _, relation in claimed + kept))
        _spread(touched, expressions)
        found = [item for item in waiting if not touched.isdisjoint(_ends([item[1]]))]
        if not found:
            return kept
        kept += found
        waiting = [item for item in waiting if item not in found]


def _ends(relations: Iterable[Relation]) -> Iterator[str]:
    for relation in relations:
        yield relation.cause
        yield relation.effect
        if relation.condition is not None:
            yield relation.condition.factor


def _spread(touched: set[str], edges: Iterable[Dependency]) -> None:
    """Add factors computed from touched ones, and their inputs, until nothing is added."""
    edges = tuple(edges)
    size = -1
    while size != len(touched):
        size = len(touched)
        for edge in edges:
            if edge.cause in touched or edge.effect in touched:
                touched.update((edge.cause, edge.effect))


def _links(items: Iterable[Item]) -> tuple[MapLink, ...]:
    """One link per pair, sign and qualifiers, in order of first appearance in the case."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(_link_id(item[1]), []).append(item)
    return tuple(_link(key, group) for key, group in groups.items())


def _link(key: str, group: list[Item]) -> MapLink:
    ranked = sorted(group, key=_rank)
    first, relation = ranked[0]
    backing = tuple(replace(item, relation=said) for item, said in ranked)
    return MapLink(key, relation.cause, relation.effect, relation.sign, relation, first.id, backing)


def _rank(item: Item) -> tuple[float, bool, bool, float, str]:
    """Most credible first; then claims, stated strengths, stronger ones, and the id."""
    backing, relation = item
    unstated = relation.strength_word is None
    return (-backing.inclusion, backing.assumption, unstated, -relation.strength.median, backing.id)


def _link_id(relation: Relation) -> str:
    sign: Sign = relation.sign
    parts = [f"{relation.cause}>{relation.effect}:{sign}"]
    if relation.link == "rate":
        parts.append(relation.flow or "rate")
    if relation.condition is not None:
        gate = relation.condition
        parts.append(
            f"if {gate.factor} {gate.side} {gate.threshold:g}{'' if gate.relative else '!'}"
        )
    if relation.transient is not None:
        parts.append("transient")
    if relation.necessary:
        parts.append("necessary")
    return ":".join(parts).replace(" ", ".")


def _dependencies(case: Case, links: tuple[MapLink, ...]) -> tuple[Dependency, ...]:
    """Conditions of the links, then all expressions and event rules for their factors."""
    conditions = dependencies.of_links(links)
    touched = set(_ends(link.relation for link in links))
    expressions = dependencies.of_expressions(case)
    gates: tuple[Dependency, ...] = ()
    size = -1
    while size != len(touched):
        size = len(touched)
        _spread(touched, expressions)
        events = (case.factors[name] for name in case.factors if name in touched)
        gates = tuple(edge for factor in events for edge in dependencies.of_event(factor))
        touched.update(edge.cause for edge in gates)
    used = tuple(edge for edge in expressions if edge.effect in touched)
    return conditions + used + gates


def _factors(
    case: Case, links: tuple[MapLink, ...], edges: tuple[Dependency, ...]
) -> tuple[str, ...]:
    touched = set(_ends(link.relation for link in links))
    for edge in edges:
        touched.update((edge.cause, edge.effect))
    return tuple(name for name in case.factors if name in touched)
