"""The part of a map to draw: all of it, around a factor, or the paths behind a contention."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import permutations, product

from contention.case.model import Case
from contention.judge.question import question
from contention.judge.relevance import Bearing, follow
from contention.maps.causal_map import CausalMap, Dependency, MapLink
from contention.maps.debate import Debate
from contention.maps.distances import distances
from contention.maps.paths import paths
from contention.maps.signs import edges
from contention.show.map.placement import Direction
from contention.show.words.reasons import reason_in_words

FEWEST = 5
"""least number of paths drawn between two factors, however many pairs there are"""
READABLE = 40
"""largest number of edges drawn without being asked for the whole, apart from those on the
shortest paths from levers to outcomes, which are always drawn"""
MOST = 300
"""largest number of edges drawn: more would be unreadable and take minutes to lay out"""


@dataclass(frozen=True)
class MapOptions:
    """What to draw and how much to list below it."""

    focus: tuple[str, ...] = ()
    """one factor: it and its neighbours; several: what leads from any of them to any other"""
    contention: str | None = None
    """id: only what leads from its levers to its outcomes"""
    whole: bool = False
    """everything, not only what matters to the contentions, however large the map is"""
    paths: int = 40
    """how many of the shortest paths a focused drawing shows, shared among its pairs of factors"""
    loops: int = 12
    """how many loops the caption lists"""
    caption: bool = True
    """title, legend, loops and conflicts around the drawing"""
    direction: Direction | None = None
    """`LR` left to right, `TB` top to bottom; None for the one that can be printed larger"""


@dataclass(frozen=True)
class View:
    """The part of a map that is drawn."""

    factors: tuple[str, ...]
    links: tuple[MapLink, ...]
    dependencies: tuple[Dependency, ...]
    levers: frozenset[str] = frozenset()
    outcomes: frozenset[str] = frozenset()
    focus: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()
    """what the drawing omits, in words"""
    contradicted: frozenset[str] = frozenset()
    """ids of links that the account itself contradicts, with another sign or a denial"""


def view_of(causal_map: CausalMap, case: Case, options: MapOptions) -> View:
    """The part of the map that the options select; unknown ids raise KeyError."""
    view = _part(causal_map, case, options)
    at_odds = {
        (one.cause, one.effect)
        for one in causal_map.conflicts
        if one.kind in ("opposite signs", "denied link")
    }
    links = [link.id for link in view.links if (link.cause, link.effect) in at_odds]
    return replace(view, contradicted=frozenset(links))


def _part(causal_map: CausalMap, case: Case, options: MapOptions) -> View:
    for name in options.focus:
        if name not in case.factors:
            raise KeyError(f"no factor {name!r} in this case")
    if options.contention is not None:
        return _of_contention(causal_map, case, options)
    if len(options.focus) == 1:
        return _around(causal_map, options.focus[0])
    if options.focus:
        strands = [(causal_map, pair) for pair in permutations(options.focus, 2)]
        view = _between(causal_map, strands, options)
        focus = frozenset(options.focus)
        return _view(causal_map, view.links, view.dependencies, focus, view.notes)
    limit = MOST if options.whole else READABLE
    if len(causal_map.links) + len(causal_map.dependencies) > limit:
        return _nearest(causal_map, case, options)
    return View(causal_map.factors, causal_map.links, causal_map.dependencies)


def _nearest(causal_map: CausalMap, case: Case, options: MapOptions) -> View:
    """The edges of a map nearest to the shortest paths from levers to outcomes.

    All of a map of which no contention asks anything.
    """
    every = edges(causal_map)
    detours = _all_detours(causal_map, case)
    if not detours and len(every) <= MOST:
        return View(causal_map.factors, causal_map.links, causal_map.dependencies)
    far = len(every)
    lengths = [detours.get((edge.cause, edge.effect), far) for edge in every]
    ranked = sorted(range(len(every)), key=lambda number: lengths[number])
    kept = frozenset(ranked[: MOST if options.whole else _readable(lengths)])
    links = [link for number, link in enumerate(causal_map.links) if number in kept]
    first = len(causal_map.links)
    others = [one for number, one in enumerate(causal_map.dependencies, first) if number in kept]
    note = _left_out(len(kept), len(every), options)
    return _view(causal_map, tuple(links), tuple(others), frozenset(), (note,))


def _readable(lengths: Sequence[int]) -> int:
    """How many edges to draw: by length of detour, all of a length or none."""
    counts = [sum(one <= most for one in lengths) for most in sorted(set(lengths))]
    fitting = [count for count in counts if count <= READABLE]
    return min(max(fitting, default=counts[0]), MOST)


def _left_out(drawn: int, every: int, options: MapOptions) -> str:
    near = f"{drawn} of {every:,} links and dependencies are drawn: those nearest to the "
    near += "shortest paths from levers of the contentions to their outcomes."
    if options.whole:
        return f"Only {near} Select a factor or a contention to see others."
    return f"{near} “contention map --whole” draws all, --contention or --focus another part."


def _all_detours(causal_map: CausalMap, case: Case) -> dict[tuple[str, str], int]:
    """How much longer each pair makes the shortest path for the contention that it is nearest to.

    Without the pairs that lead from no lever to an outcome.
    """
    debate = Debate(case)
    found: dict[tuple[str, str], int] = {}
    for item in case.contentions.values():
        for bearing in follow(case, causal_map, question(case, item), debate).bearings:
            if bearing.gap is None:
                for pair, longer in _detours(bearing).items():
                    found[pair] = min(longer, found.get(pair, longer))
    return found


def _detours(bearing: Bearing) -> dict[tuple[str, str], int]:
    """How much longer the shortest path through each pair is than the shortest of all."""
    before = distances(bearing.map, [name for lever in bearing.levers for name in lever.sources])
    after = distances(bearing.map, bearing.outcomes, backwards=True)
    shortest = min((before[name] for name in bearing.outcomes if name in before), default=0)
    return {
        (edge.cause, edge.effect): before[edge.cause] + 1 + after[edge.effect] - shortest
        for edge in edges(bearing.map)
        if edge.cause in before and edge.effect in after
    }


def _of_contention(causal_map: CausalMap, case: Case, options: MapOptions) -> View:
    """Every comparison of the test with its own levers, as they are judged."""
    contention = options.contention or ""
    if contention not in case.contentions:
        raise KeyError(f"no contention {contention!r} in this case")
    following = follow(case, causal_map, question(case, case.contentions[contention]))
    strands = [
        (bearing.map, (name, outcome))
        for bearing in following.bearings
        for lever in bearing.levers
        for name, outcome in product(lever.sources, bearing.outcomes)
    ]
    outcomes = frozenset(name for bearing in following.bearings for name in bearing.outcomes)
    levers = frozenset(source for _, (source, _) in strands)
    view = _between(causal_map, strands, options)
    moving = levers.intersection(view.factors) or levers
    shown = _view(causal_map, view.links, view.dependencies, moving | outcomes)
    title = (case.contentions[contention].title.rstrip(".") + ".",)
    gaps = () if following.follows else (reason_in_words(case, following.gaps),)
    notes = title + gaps + view.notes
    return replace(shown, levers=moving, outcomes=outcomes, focus=frozenset(), notes=notes)


def _around(causal_map: CausalMap, factor: str) -> View:
    links = tuple(one for one in causal_map.links if factor in (one.cause, one.effect))
    others = tuple(one for one in causal_map.dependencies if factor in (one.cause, one.effect))
    return _view(causal_map, links, others, frozenset({factor}))


def _between(
    causal_map: CausalMap, strands: Sequence[tuple[CausalMap, tuple[str, str]]], options: MapOptions
) -> View:
    """The shortest paths between pairs of factors, each pair in its own map."""
    each = max(FEWEST, options.paths // max(1, len(strands)))
    found = [paths(one, *pair, limit=each) for one, pair in strands]
    steps = (step for some in found for path in some.paths for step in path.steps)
    pairs = {(step.cause, step.effect) for step in steps}
    links = tuple(link for link in causal_map.links if (link.cause, link.effect) in pairs)
    others = tuple(one for one in causal_map.dependencies if (one.cause, one.effect) in pairs)
    notes: tuple[str, ...] = ()
    if any(some.bounded for some in found):
        notes = (f"Only the {each} shortest paths between each two factors asked for are drawn.",)
    return _view(causal_map, links, others, frozenset(), notes)


def _view(
    causal_map: CausalMap,
    links: tuple[MapLink, ...],
    others: tuple[Dependency, ...],
    focus: frozenset[str],
    notes: tuple[str, ...] = (),
) -> View:
    """The links with their factors, and those asked for that the account knows nothing of."""
    touched = {name for one in links + others for name in (one.cause, one.effect)} | focus
    known = [name for name in causal_map.factors if name in touched]
    absent = sorted(touched.difference(causal_map.factors))
    return View((*known, *absent), links, others, focus=focus, notes=notes)
