"""Holders behind links: the colours of a map's lines, one for each holder of the case."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from contention.case.coded_document import Document
from contention.case.model import Case
from contention.case.titles import holder_title
from contention.maps.causal_map import Denial, MapLink
from contention.show.map.box_text import clean
from contention.show.map.style import HOLDER_COLOURS, SEVERAL_COLOUR, UNSTATED_COLOUR


@dataclass(frozen=True)
class Denied:
    """A pair of factors between which the account denies an effect."""

    cause: str
    effect: str
    denials: tuple[Denial, ...]


def speakers(edge: MapLink | Denied, case: Case) -> tuple[str, ...]:
    """The holders of the claims behind a link or a denial; none if it is only assumed."""
    return tuple(dict.fromkeys(case.claims[id_].holder for id_ in _claims(edge)))


def _claims(edge: MapLink | Denied) -> list[str]:
    if isinstance(edge, MapLink):
        return [item.id for item in edge.backing if not item.assumption]
    return [item.claim for item in edge.denials]


def colour_of(holders: tuple[str, ...], case: Case) -> str:
    """The colour of a line: the same in all maps of a case, until the colours repeat."""
    if not holders:
        return UNSTATED_COLOUR
    if len(holders) > 1:
        return SEVERAL_COLOUR
    order = [*case.holders, ""]
    place = order.index(holders[0]) if holders[0] in order else len(order)
    return HOLDER_COLOURS[place % len(HOLDER_COLOURS)]


def named_speakers(edges: Sequence[MapLink | Denied], case: Case) -> list[tuple[str, str]]:
    """Each line colour in use with its description, in the order of the holders."""
    found = list(dict.fromkeys(speakers(edge, case) for edge in edges))
    single = [holders for holders in found if len(holders) == 1]
    order = {name: place for place, name in enumerate(case.holders)}
    single.sort(key=lambda holders: order.get(holders[0], len(order)))
    named = [
        (colour_of(holders, case), clean(_stated_by(holders[0], edges, case))) for holders in single
    ]
    if any(len(holders) > 1 for holders in found):
        named.append((SEVERAL_COLOUR, "stated by several"))
    return named


def summaries(edges: Iterable[MapLink | Denied], case: Case) -> tuple[Document, ...]:
    """The summaries written for the case that state some of these, in the order of the case."""
    read = {case.claims[id_].document for edge in edges for id_ in _claims(edge)}
    return tuple(
        document
        for id_, document in case.documents.items()
        if id_ in read and document.kind == "summary"
    )


def _stated_by(holder: str, edges: Iterable[MapLink | Denied], case: Case) -> str:
    """`stated by: the holder`, and whether in summaries that were written for the case."""
    claims = [case.claims[id_] for edge in edges for id_ in _claims(edge)]
    kinds = {case.documents[one.document].kind for one in claims if one.holder == holder}
    part = "" if kinds == {"summary"} else "partly "
    where = f", {part}in a summary written for this case" if "summary" in kinds else ""
    return f"stated by: {holder_title(case, holder)}{where}"


def denied_pairs(denials: Iterable[Denial], factors: Iterable[str]) -> tuple[Denied, ...]:
    """The denials between factors that are drawn, each pair once."""
    shown, pairs = frozenset(factors), dict[tuple[str, str], list[Denial]]()
    for one in denials:
        if {one.cause, one.effect} <= shown:
            pairs.setdefault((one.cause, one.effect), []).append(one)
    return tuple(Denied(cause, effect, tuple(said)) for (cause, effect), said in pairs.items())
