"""Factors that a reader proposed and that nothing names any more."""

from collections.abc import Iterator
from pathlib import Path

from contention.case.draft import Draft, Located
from contention.case.problem import CaseError
from contention.case.schema.factors import FactorEntry
from contention.case.schema.scenarios import SetEntry, ShockEntry
from contention.case.storage.entry_edit import entry_lines, remove_entry
from contention.case.storage.writing import Changes, EditError, change
from contention.coding.review.undo import FileChange, ReviewError, faults
from contention.language.parsing import names, parse
from contention.language.syntax import Fault

BY_READER = "proposed by contention read"
"""The note of a factor that a reader proposed and nobody has touched since."""


def idle_factors(draft: Draft) -> tuple[str, ...]:
    """Untouched factors of a reader that nothing but rejected claims and proposed merges names."""
    named = set(named_factors(draft))
    return tuple(
        id_ for id_, entry in draft.factors.items() if id_ not in named and untouched(entry)
    )


def untouched(entry: Located[FactorEntry]) -> bool:
    """Whether a factor is still as a reader proposed it."""
    body = entry.body
    return body.note == BY_READER and body.model_fields_set <= {"title", "note", "named_by"}


def named_factors(draft: Draft) -> Iterator[str]:
    """Factors that are named, once for each place; rejected claims do not count."""
    relations = [claim.body for claim in draft.claims.values() if claim.body.status != "rejected"]
    for body in (*relations, *(each.body for each in draft.assumptions.values())):
        yield from (body.cause, body.effect)
        if body.condition is not None:
            yield body.condition.factor
    for merge in draft.merges:
        if merge.body.status == "accepted":
            yield from (merge.body.factor, merge.body.into)
    yield from (figure.body.factor or "" for figure in draft.figures.values())
    yield from (demand.body.factor or "" for demand in draft.demands.values())
    yield from _in_scenarios(draft)
    yield from _in_expressions(draft)


def _in_scenarios(draft: Draft) -> Iterator[str]:
    for scenario in draft.scenarios.values():
        for action in scenario.body.actions:
            if isinstance(action, SetEntry):
                yield action.set
            elif isinstance(action, ShockEntry):
                yield action.shock


def _in_expressions(draft: Draft) -> Iterator[str]:
    for factor in draft.factors.values():
        if factor.body.only_while is not None:
            yield factor.body.only_while.factor
        for text in (factor.body.equation, factor.body.inflow, factor.body.outflow):
            if isinstance(text, str):
                yield from _names(text, contention=False)
    for contention in draft.contentions.values():
        yield from _names(contention.body.test, contention=True)


def _names(text: str, *, contention: bool) -> tuple[str, ...]:
    node = parse(text, contention=contention)
    return () if isinstance(node, Fault) else names(node)


def take_out(folder: Path, factors: tuple[str, ...]) -> tuple[FileChange, ...]:
    """Remove factors from `factors.yaml`, and proposed merges of them from `merges.yaml`.

    Raises ReviewError if that cannot be done or would leave the case with an error; the files are
    then unchanged.
    """

    def make(changes: Changes) -> tuple[FileChange, ...]:
        draft = changes.draft()
        before = changes.contents()
        known = faults(changes)
        for index in reversed(_merges_of(draft, factors)):
            _remove(changes, "merges.yaml", ("merges", index))
        for id_ in factors:
            _remove(changes, "factors.yaml", (id_,))
        if fresh := faults(changes) - known:
            raise EditError("; ".join(sorted(fresh)))
        return tuple(FileChange.of(changes, path, before[path]) for path in changes.pending())

    try:
        return change(folder, make)
    except (EditError, CaseError) as error:
        raise ReviewError(str(error)) from error


def _remove(changes: Changes, path: str, keys: tuple[str | int, ...]) -> None:
    remove_entry(changes, path, keys, entry_lines(changes, path, keys).sha256)


def _merges_of(draft: Draft, factors: tuple[str, ...]) -> list[int]:
    """Numbers in the file of the proposed merges that name one of them."""
    return [
        int(entry.keys[-1])
        for entry in draft.merges
        if entry.body.status == "proposed" and {entry.body.factor, entry.body.into} & {*factors}
    ]
