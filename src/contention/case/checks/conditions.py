"""Whether conditions refer to factors that have a reference to be compared with."""

from collections.abc import Iterator
from typing import Any

from contention.case.checks.links import input_positive
from contention.case.convert.converter import Converter
from contention.case.draft import Draft, Located
from contention.case.factor_kinds import traits
from contention.case.model import Case, Condition


def check_conditions(reading: Converter, case: Case) -> None:
    """Note every gate on a factor that is 0 at present: gates open by the ratio to that."""
    for entry, key, condition in _conditions(reading.draft, case):
        factor = case.factors.get(condition.factor)
        if factor is None or condition.side in ("on", "off"):
            continue
        place = entry.place(key, "factor")
        if traits(factor).set_as == "amount" and factor.baseline <= 0:
            message = f"`{factor.id}` is 0 at present, and conditions go by the ratio to that"
            hint = "give it a baseline above 0 in factors.yaml, or look at another factor"
            reading.draft.note(place, message, hint)
        if not input_positive(factor):
            message = f"the input `{factor.id}` is not above 0 throughout: no ratio can be taken"
            hint = "give it positive values, or dated `events` and `is: on`"
            reading.draft.note(place, message, hint)


def _conditions(draft: Draft, case: Case) -> Iterator[tuple[Located[Any], str, Condition]]:
    """Every condition with its entry and its key there."""
    for id_, claim in draft.claims.items():
        if (found := case.claims[id_].relation.condition) is not None:
            yield claim, "condition", found
    for id_, assumption in draft.assumptions.items():
        if (found := case.assumptions[id_].relation.condition) is not None:
            yield assumption, "condition", found
    for id_, factor in draft.factors.items():
        if (found := case.factors[id_].only_while) is not None:
            yield factor, "only_while", found
