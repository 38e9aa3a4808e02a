"""A proposal's condition as a line of a claims file, if a case can hold it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from contention.case.factor_kinds import TRAITS
from contention.case.schema.factors import FactorEntry
from contention.extraction.proposals import Proposal, Side

_ON: dict[Side, str] = {"more": "on", "kept": "on", "there": "on", "less": "off", "gone": "off"}
_OF_QUANTITY: dict[Side, str] = {
    "more": "above: 1", "less": "below: 1", "kept": "above: 0.5", "there": "above: 0.1",
    "gone": "is: none",
}  # fmt: skip
"""Multiples of the reference: risen and fallen are seen from there; kept is not low."""


def with_gates(proposals: Sequence[Proposal]) -> Iterator[Proposal]:
    """The proposals, and for each condition one more that names its factor, so that it is named."""
    yield from proposals
    for each in proposals:
        if each.gate is not None:
            yield replace(each, cause=each.gate.factor, effect=each.gate.factor)


def gate_line(side: Side, factor: str, known: FactorEntry | None) -> str:
    """The value of a claim's `condition`; "" if a factor of that kind cannot express it.

    A factor that is new to the case becomes a quantity.
    """
    if known is not None and (TRAITS[known.kind].set_as == "switch" or known.events is not None):
        return f"{{factor: {factor}, is: {_ON[side]}}}"
    found = TRAITS["quantity" if known is None else known.kind]
    if found.bounds_relative:
        return f"{{factor: {factor}, {_OF_QUANTITY[side]}}}"
    there = known is not None and (found.set_as == "share" or (known.baseline or 0) > 0)
    if found.set_as in ("share", "amount") and side == "gone" and there:
        return f"{{factor: {factor}, is: none}}"
    return ""
