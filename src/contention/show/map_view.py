"""What of a map is drawn: all of it, the surroundings of a factor, or what carries a contention."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import permutations, product

from contention.case.values import Case
from contention.judge.following import follow
from contention.judge.question import question
from contention.maps.causal_map import CausalMap, Dependency, MapLink
from contention.maps.paths import paths
from contention.show.map_layout import Direction

FEWEST = 5
"""paths drawn between two factors, however many pairs there are"""


@dataclass(frozen=True)
class MapOptions:
    """What to draw and how much to say below the drawing."""

    focus: tuple[str, ...] = ()
    """one factor: it and its neighbours; several: what leads from any of them to any other"""
    contention: str | None = None
    """id: only what leads from its levers to its outcomes"""
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
    """what the drawing leaves out, in words"""


def view_of(causal_map: CausalMap, case: Case, options: MapOptions) -> View:
    """The part of the map that the options ask for; what the case lacks raises KeyError."""
    for name in options.focus:
        if name not in case.factors:
            raise KeyError(f"no factor {name!r} in this case")
    if options.contention is not None:
        return _of_contention(causal_map, case, options)
    if len(options.focus) == 1:
        return _around(causal_map, options.focus[0])
    if options.focus:
        strands = [(causal_map, pair) for pair in permutations(options.focus, 2)]
        view = _between(causal_map, case, strands, options)
        focus = frozenset(options.focus)
        return _view(causal_map, view.links, view.dependencies, focus, view.notes)
    return View(causal_map.factors, causal_map.links, causal_map.dependencies)


def _of_contention(causal_map: CausalMap, case: Case, options: MapOptions) -> View:
    """Every comparison of the test with its own levers, as they are judged."""
    contention = options.contention or ""
    if contention not in case.contentions:
        raise KeyError(f"no contention {contention!r} in this case")
    following = follow(case, causal_map, question(case, case.contentions[contention]))
    levers: set[str] = set()
    outcomes: set[str] = set()
    strands = []
    for bearing in following.bearings:
        sources = [name for lever in bearing.levers for name in lever.sources]
        strands += [(bearing.map, pair) for pair in product(sources, bearing.outcomes)]
        levers.update(sources)
        outcomes.update(bearing.outcomes)
    notes = (f"{case.contentions[contention].title}.",)
    gaps = () if following.follows else (following.reason,)
    view = _between(causal_map, case, strands, options)
    shown = _view(causal_map, view.links, view.dependencies, frozenset(levers | outcomes))
    return replace(
        shown, levers=frozenset(levers), outcomes=frozenset(outcomes), focus=frozenset(),
        notes=notes + gaps + view.notes,
    )  # fmt: skip


def _around(causal_map: CausalMap, factor: str) -> View:
    links = tuple(one for one in causal_map.links if factor in (one.cause, one.effect))
    others = tuple(one for one in causal_map.dependencies if factor in (one.cause, one.effect))
    return _view(causal_map, links, others, frozenset({factor}))


def _between(
    causal_map: CausalMap,
    case: Case,
    strands: Sequence[tuple[CausalMap, tuple[str, str]]],
    options: MapOptions,
) -> View:
    """The shortest paths between pairs of factors, each pair in its own map."""
    each = max(FEWEST, options.paths // max(1, len(strands)))
    pairs: set[tuple[str, str]] = set()
    notes = []
    for one, (source, target) in strands:
        found = paths(one, source, target, limit=each)
        pairs.update((s.cause, s.effect) for path in found.paths for s in path.steps)
        between = f"{case.factors[source].title} to {case.factors[target].title}"
        if found.bounded:
            notes.append(f"Of the paths from {between} only the {each} shortest are drawn.")
    links = tuple(link for link in causal_map.links if (link.cause, link.effect) in pairs)
    others = tuple(one for one in causal_map.dependencies if (one.cause, one.effect) in pairs)
    return _view(causal_map, links, others, frozenset(), tuple(dict.fromkeys(notes)))


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
