"""Draws that lack claims, each its own: which, and the parameter rows that these give.

A *column* is one draw without some claims. So many removals of a few draws, or another removal in
each draw, run side by side like any other draws. Columns that lack the same claims of a link share
its numbers: these are made once for the draws, and picked from.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from contention.maps.causal_map import CausalMap, MapLink
from contention.models.parameters import (
    Sample,
    Uniforms,
    claim_in,
    claims_of,
    included,
    parameter_numbers,
)
from contention.models.program import Floats2d, Ints1d
from contention.models.reading_strengths import scaled
from contention.runs.inclusion import Inclusion
from contention.runs.run_inputs import Plan

Booleans = NDArray[np.bool_]
Removal = frozenset[str]
"""ids of claims and assumptions that are taken out together"""


@dataclass(frozen=True)
class Lacking:
    """Draws by number, each without claims of its own."""

    draws: Ints1d
    """shape (columns,): numbers among the draws of a sample"""
    removed: Mapping[str, Booleans]
    """claim → shape (columns,): where it is taken out"""

    def picked(self, columns: slice | Ints1d) -> "Lacking":
        """Some of the columns."""
        removed = {claim: found[columns] for claim, found in self.removed.items()}
        return Lacking(self.draws[columns], removed)

    def parts(self, claims: Iterable[str]) -> Iterator[tuple[Removal, Ints1d]]:
        """The columns by which of some claims they lack."""
        found: list[tuple[Removal, Ints1d]] = [(frozenset(), np.arange(len(self.draws)))]
        for claim in dict.fromkeys(claims):
            if claim in self.removed:
                found = [each for part in found for each in self._parted(part, claim)]
        yield from found

    def _parted(self, part: tuple[Removal, Ints1d], claim: str) -> Iterator[tuple[Removal, Ints1d]]:
        gone, columns = part
        lost = self.removed[claim][columns]
        for removal, kept in ((gone | {claim}, columns[lost]), (gone, columns[~lost])):
            if len(kept):
                yield removal, kept


def lacking(removals: Sequence[Collection[str]], draws: int) -> Lacking:
    """The first draws without each set of claims, one set after the other."""
    gone: dict[str, Booleans] = {}
    for number, removal in enumerate(removals):
        for claim in removal:
            found = gone.setdefault(claim, np.zeros(len(removals), dtype=np.bool_))
            found[number] = True
    every = np.tile(np.arange(draws), len(removals))
    return Lacking(every, {claim: np.repeat(found, draws) for claim, found in gone.items()})


@dataclass(frozen=True)
class Rebuilt:
    """The parameter rows that some columns have otherwise than their draws with all claims."""

    numbers: Ints1d
    """of the rows, ascending"""
    rows: Floats2d
    """shape (rebuilt rows, columns)"""
    others: Booleans
    """the same shape: where they are not as with all claims"""


def rebuilt(plan: Plan, sample: Sample, columns: Lacking) -> Rebuilt:
    """Only rows behind which claims are taken out; all of them where links are scaled together."""
    grouped = bool(plan.tables.groups)
    numbers = [
        number for number, parameter in enumerate(plan.parameters)
        if grouped or not columns.removed.keys().isdisjoint(claims_of(parameter))
    ]  # fmt: skip
    rows = np.empty((len(numbers), len(columns.draws)))
    for place, number in enumerate(numbers):
        parameter = plan.parameters[number]
        for removal, where in columns.parts(claims_of(parameter)):
            made = parameter_numbers(
                [parameter], sample.uniforms, sample.step, removal, plan.tables.apart
            )
            rows[place, where] = made.rows[0, columns.draws[where]]
    if grouped:
        scaled(rows, plan.parameters, plan.tables)
    chosen = np.array(numbers, dtype=np.int64)
    others = rows != sample.numbers.rows[chosen[:, None], columns.draws]
    some = others.any(axis=1)
    return Rebuilt(chosen[some], rows[some], others[some])


def inclusion_of(causal_map: CausalMap, drawn: Uniforms, columns: Lacking) -> Inclusion:
    """What is in each column, as `inclusion` says it of each draw."""
    doubtful = [link for link in causal_map.links if not _always_in(link, columns)]
    links = {link.id: _link_in(link, drawn, columns) for link in doubtful}
    said = {item.id: item.inclusion for link in causal_map.links for item in link.backing}
    claims = {
        id_: _claim_in(id_, share, drawn, columns)
        for id_, share in said.items()
        if share < 1.0 or id_ in columns.removed
    }
    denied: dict[tuple[str, str], Booleans] = {}
    for item in causal_map.denials:
        pair = (item.cause, item.effect)
        there = _claim_in(item.claim, item.inclusion, drawn, columns)
        denied[pair] = denied[pair] | there if pair in denied else there
    for link in doubtful:
        pair = (link.cause, link.effect)
        if pair in denied:
            denied[pair] = denied[pair] & ~links[link.id]
    return Inclusion(
        draws=len(columns.draws),
        links={id_: found for id_, found in links.items() if not found.all()},
        claims={id_: found for id_, found in claims.items() if not found.all()},
        denied={pair: found for pair, found in denied.items() if not found.all()},
    )


def _always_in(link: MapLink, columns: Lacking) -> bool:
    """Whether a claim behind a link is in every draw, and nothing denies it."""
    return not link.denials and any(
        item.inclusion >= 1.0 and item.id not in columns.removed for item in link.backing
    )


def _link_in(link: MapLink, drawn: Uniforms, columns: Lacking) -> Booleans:
    found = np.empty(len(columns.draws), dtype=np.bool_)
    for removal, where in columns.parts((*link.claims, *(item.claim for item in link.denials))):
        found[where] = included(link, drawn, removal)[columns.draws[where]]
    return found


def _claim_in(id_: str, share: float, drawn: Uniforms, columns: Lacking) -> Booleans:
    found = claim_in(id_, share, drawn, frozenset())[columns.draws]
    return found & ~columns.removed[id_] if id_ in columns.removed else found
