"""Sentences on what several claims do together, citing claims by their numbers on the page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from contention.case.articles import counted
from contention.judge.hinges.hinge_sets import Overturning, Sets
from contention.show.words.numbers import listed, percent

MOST_SHOWN = 12
"""largest number of sets, pairs or groups listed of each kind"""
SIZES = {1: ("single claim",), 2: ("pair",), 3: ("set of three", "sets of three")}


@dataclass(frozen=True)
class Numbered:
    """Claims and the numbers by which the page cites them."""

    numbers: dict[str, int] = field(default_factory=dict)
    marks: tuple[str, str] = ("[", "]")
    """written before and after a number"""

    def name(self, claim: str) -> str:
        """`[3]`; a claim keeps its first number."""
        number = self.numbers.setdefault(claim, len(self.numbers) + 1)
        return f"{self.marks[0]}{number}{self.marks[1]}"

    def names(self, claims: Sequence[str], last: str = "and") -> str:
        """`[1], [2] and [3]`."""
        return listed([self.name(claim) for claim in claims], last)


def together_sentences(found: Sets, numbered: Numbered) -> Iterator[str]:
    """Which sets of claims overturn a verdict and which carry it; a single path is one sentence."""
    steps = single_path(found)
    if steps:
        yield _path(steps, numbered)
        return
    yield from _overturning(found, numbered)
    yield from _carrying(found, numbered)
    yield from _together(found, numbered)


def single_path(found: Sets) -> tuple[tuple[str, ...], ...]:
    """The steps of the only path that carries a verdict, each with its claims; else nothing.

    Without a step nothing follows, and one claim of each step is enough.
    """
    steps = tuple(item.claims for item in found.overturning)
    cut = all(item.verdict_without == "does not follow" for item in found.overturning)
    if not cut or found.alone is None or not found.alone.smallest or found.greedy:
        return ()
    claims = [claim for step in steps for claim in step]
    carried = [sum(claim in step for claim in found.alone.claims) for step in steps]
    apart = len(claims) == len(set(claims)) and set(found.alone.claims) <= set(claims)
    return steps if apart and all(number == 1 for number in carried) else ()


def _path(steps: Sequence[Sequence[str]], numbered: Numbered) -> str:
    """The only path as a sentence."""
    named = [numbered.names(step, "or") for step in steps]
    if len(steps) == 1:
        return f"One step carries it: without {named[0]} nothing follows."
    either = any(len(step) > 1 for step in steps)
    told = "; ".join(named) if either else listed(named)
    backed = ", where one claim of a step is enough" if either else ""
    path = f"One path carries it, and it needs every step{backed}: {told}."
    return f"{path} Without one, nothing follows."


def _overturning(found: Sets, numbered: Numbered) -> Iterator[str]:
    yield _searched(found)
    several = [item for item in found.overturning if len(item.claims) > 1]
    for item in several[:MOST_SHOWN]:
        yield f"Without {numbered.names(item.claims)} together: {_left(found, item)}."
    if len(several) > MOST_SHOWN:
        yield counted(len(several) - MOST_SHOWN, "further set", "further sets") + "."


def _searched(found: Sets) -> str:
    """Number of sets by size, and how far the search went."""
    how = "by the signs of the map" if found.how == "signs" else "by running without them"
    sizes = [len(item.claims) for item in found.overturning]
    counts = [
        counted(sizes.count(size), *SIZES.get(size, (f"set of {size}", f"sets of {size}")))
        for size in sorted(set(sizes))
    ]
    tail = ""
    if found.complete_to < 3:
        tail = f" Not every set of {found.complete_to + 1} or more was tried: there are too many "
        tail += "of them, or more than --budget allows."
    if found.greedy:
        tail += " The search was greedy, removing what the verdict needs most one by one; "
        tail += "a smaller one may exist."
    if not counts:
        most = counted(found.complete_to, "claim")
        none = f"No set of up to {most} overturns it ({how})." if found.complete_to else ""
        return f"{none}{tail}".strip()
    return f"Smallest sets that overturn it ({how}): {listed(counts)}.{tail}"


def _left(found: Sets, item: Overturning) -> str:
    if item.share_without is None:
        return item.verdict_without
    side = "its reverse holds" if found.verdict == "opposed" else "holds"
    return f"{item.verdict_without}, {side} in {percent(item.share_without)}"


def _carrying(found: Sets, numbered: Numbered) -> Iterator[str]:
    if found.alone is None:
        if found.spent and found.verdict != "undecided":
            yield "No sufficient set was found within --budget."
        return
    certain = "no smaller set suffices" if found.alone.smallest else "a smaller set may exist"
    yield f"Sufficient by themselves: {numbered.names(found.alone.claims)} ({certain})."


def _together(found: Sets, numbered: Numbered) -> Iterator[str]:
    for pair in found.redundant[:MOST_SHOWN]:
        yield f"Redundant: with the rest, {numbered.names(pair, 'or')} is enough."
    for group in found.joint[:MOST_SHOWN]:
        yield f"Joint: {numbered.names(group)} carry it only in combination."
