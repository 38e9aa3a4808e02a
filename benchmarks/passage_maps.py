"""The map that a reader's claims make: names a claim, mentions joined rightly, loops closed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from benchmarks.passage_matches import MET, PassageOutcome
from benchmarks.passage_model import PassageEnd
from benchmarks.passage_readings import ReadEnd

LONGEST, MOST = 8, 1_000
"""claims of a loop that is looked for, and loops of a map"""
Edges = Mapping[str, set[str]]
Step = tuple[str, str]
"""names of a cause and an effect"""


def map_counts(outcome: PassageOutcome) -> Counter[str]:
    """Names, joined mentions and loops of one passage, to be summed."""
    counts: Counter[str] = Counter()
    labels = outcome.passage.claims
    counts["names"] = len({end.name for claim in outcome.claims for end in claim.ends})
    counts["names_labelled"] = len({end.name for claim in labels for end in claim.ends})
    counts["names_found"] = len({end.name for pair in outcome.found for end in pair.read.ends})
    counts["names_found_labelled"] = len(
        {end.name for pair in outcome.found for end in pair.label.ends}
    )
    counts += _joined(outcome)
    counts += _loops(outcome)
    return counts


def _joined(outcome: PassageOutcome) -> Counter[str]:
    """Pairs of ends of found claims that are one quantity by the labels, by the reader, by both."""
    ends = Counter(
        (label.name, read.name)
        for pair in outcome.found
        for label, read in zip(pair.label.ends, pair.read.ends, strict=True)
    )
    labelled, named = Counter[str](), Counter[str]()
    for (label, read), number in ends.items():
        labelled[label] += number
        named[read] += number
    return Counter({
        "joined_right": _pairs(ends.values()),
        "joined": _pairs(named.values()),
        "joined_labelled": _pairs(labelled.values()),
    })  # fmt: skip


def _pairs(numbers: Iterable[int]) -> int:
    return sum(number * (number - 1) // 2 for number in numbers)


def _loops(outcome: PassageOutcome) -> Counter[str]:
    """Loops that the reader's map closes, and those of them that the labelled map has, too."""
    standing = [claim for claim in outcome.claims if claim.stance not in MET["denied"]]
    edges = _edges((claim.cause.name, claim.effect.name) for claim in standing)
    labels = {_step(pair.read.ends): _step(pair.label.ends) for pair in outcome.found}
    read = {pair.label.number: _step(pair.read.ends) for pair in outcome.found}
    found = list(cycles(edges))
    right = sum(_closed([labels.get(step) for step in pairwise((*x, x[0]))]) for x in found)
    stated = outcome.passage.loops
    kept = sum(_closed([read.get(number) for number in loop]) for loop in stated)
    return Counter({
        "loops_read": len(found), "loops_wrong": len(found) - right,
        "loops_stated": len(stated), "loops_kept": kept,
    })  # fmt: skip


def _step(ends: Sequence[PassageEnd] | Sequence[ReadEnd]) -> Step:
    cause, effect = ends
    return cause.name, effect.name


def _closed(steps: Sequence[Step | None]) -> bool:
    """Whether each step ends in the name with which the next begins."""
    known = [step for step in steps if step is not None]
    following = [*known[1:], *known[:1]]
    met = all(one[1] == other[0] for one, other in zip(known, following, strict=True))
    return len(known) == len(steps) and met


def _edges(pairs: Iterable[tuple[str, str]]) -> Edges:
    edges: dict[str, set[str]] = {}
    for cause, effect in pairs:
        edges.setdefault(cause, set()).add(effect)
        edges.setdefault(effect, set())
    return edges


def cycles(edges: Edges) -> Iterator[tuple[str, ...]]:
    """Simple loops of up to `LONGEST` steps, each once, the first `MOST`; a step to itself, too."""
    order = {node: number for number, node in enumerate(edges)}
    given = 0
    for first in edges:
        stack: list[tuple[str, ...]] = [(first,)]
        while stack:
            path = stack.pop()
            for node in sorted(edges[path[-1]], key=order.__getitem__):
                if node == first:
                    yield path
                    given += 1
                    if given >= MOST:
                        return
                elif order[node] > order[first] and node not in path and len(path) < LONGEST:
                    stack.append((*path, node))
