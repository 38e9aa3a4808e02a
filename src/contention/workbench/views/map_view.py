"""The map of an account as messages, laid out by the browser but for what a person placed."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from contention.case.model import Case
from contention.coding.review.review_queue import sign_word
from contention.maps.causal_map import CausalMap, Dependency
from contention.runs.account_kinds import account_map
from contention.show.map.speakers import Denied, denied_pairs, speakers
from contention.show.map.view import MapOptions, View, view_of
from contention.workbench.messages.maps import MapEdgeMessage, MapNodeMessage, MapReply
from contention.workbench.messages.texts import Sign

MOST_PATHS = 400
"""largest number of shortest paths between levers and outcomes that are shown"""
_WORDS: Mapping[str, Sign] = {
    "raises": "raises", "lowers": "lowers", "none": "none", "unclear": "unclear"
}  # fmt: skip


def map_reply(
    case: Case,
    account: str,
    contention: str | None = None,
    *,
    revision: str = "",
    positions: Mapping[str, tuple[float, float]] | None = None,
) -> MapReply:
    """All of an account's map, or the part between a contention's levers and outcomes.

    `positions` are those of factors that a person placed. An unknown contention raises KeyError.
    """
    causal_map = account_map(case, account)
    view = _view(causal_map, case, contention)
    placed = positions or {}
    edges = [*_links(view, case), *_denials(causal_map, view, case)]
    edges += _dependencies(view.dependencies, {(one.cause, one.effect) for one in edges})
    return MapReply(
        revision=revision,
        account=account,
        nodes=[_node(case, name, placed.get(name)) for name in view.factors],
        edges=edges,
        levers=sorted(view.levers),
        outcomes=sorted(view.outcomes - view.levers),
        notes=list(view.notes),
    )


def _view(causal_map: CausalMap, case: Case, contention: str | None) -> View:
    if contention is not None:
        return view_of(causal_map, case, MapOptions(contention=contention, paths=MOST_PATHS))
    at_odds = {(one.cause, one.effect) for one in causal_map.conflicts if one.kind != "denied path"}
    contradicted = {one.id for one in causal_map.links if (one.cause, one.effect) in at_odds}
    denied = {name for one in causal_map.denials for name in (one.cause, one.effect)}
    factors = (*causal_map.factors, *sorted(denied.difference(causal_map.factors)))
    return View(
        factors, causal_map.links, causal_map.dependencies, contradicted=frozenset(contradicted)
    )


def _node(case: Case, name: str, at: tuple[float, float] | None) -> MapNodeMessage:
    factor = case.factors[name]
    x, y = at or (None, None)
    return MapNodeMessage(
        id=name, title=factor.title, kind=factor.kind, group=factor.group or "",
        x=x, y=y, placed=at is not None,
    )  # fmt: skip


def _links(view: View, case: Case) -> Iterator[MapEdgeMessage]:
    for link in view.links:
        relation = link.relation
        claims = [item.id for item in link.backing if not item.assumption]
        claims += [one.claim for one in link.denials if one.claim not in claims]
        yield MapEdgeMessage(
            id=link.id, kind="link", cause=link.cause, effect=link.effect,
            sign=_WORDS[sign_word(link.sign)],
            weight=0.0 if link.assumption else relation.strength.median,
            holders=list(speakers(link, case)), claims=claims,
            assumptions=[item.id for item in link.backing if item.assumption],
            documents=_documents(case, claims), denied=bool(link.denials),
            assumption=bool(link.backing) and link.assumption,
            conflict=link.id in view.contradicted,
            delay=relation.delay is not None, conditional=relation.condition is not None,
            transient=relation.transient is not None, necessary=relation.necessary,
        )  # fmt: skip


def _denials(causal_map: CausalMap, view: View, case: Case) -> Iterator[MapEdgeMessage]:
    """Denied effects that no drawn link is drawn with."""
    linked = {(one.cause, one.effect) for one in view.links}
    for one in denied_pairs(causal_map.denials, view.factors):
        if (one.cause, one.effect) not in linked:
            yield _denial(one, case)


def _denial(one: Denied, case: Case) -> MapEdgeMessage:
    claims = list(dict.fromkeys(item.claim for item in one.denials))
    return _bare(
        f"{one.cause}>{one.effect}:0", "denial", one.cause, one.effect, "none"
    ).model_copy(
        update={
            "holders": list(speakers(one, case)), "claims": claims,
            "documents": _documents(case, claims), "denied": True,
        }
    )  # fmt: skip


def _dependencies(
    those: Iterable[Dependency], linked: Collection[tuple[str, str]]
) -> Iterator[MapEdgeMessage]:
    """One edge for each pair that no link joins."""
    seen = set(linked)
    for one in those:
        pair = (one.cause, one.effect)
        if pair not in seen and one.cause != one.effect:
            seen.add(pair)
            sign = _WORDS[sign_word(one.sign)]
            yield _bare(f"{one.cause}>{one.effect}:uses", "dependency", *pair, sign)


def _bare(id_: str, kind: str, cause: str, effect: str, sign: Sign) -> MapEdgeMessage:
    """An edge without claims."""
    return MapEdgeMessage.model_validate(
        {
            "id": id_, "kind": kind, "cause": cause, "effect": effect, "sign": sign,
            "weight": 0.0, "holders": [], "claims": [], "assumptions": [], "documents": [],
            "denied": False, "assumption": False, "conflict": False, "delay": False,
            "conditional": False, "transient": False, "necessary": False,
        }
    )  # fmt: skip


def _documents(case: Case, claims: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(case.claims[id_].document for id_ in claims))
