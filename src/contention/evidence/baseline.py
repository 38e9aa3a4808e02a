"""The scenario in which nothing is done, with which all others are compared."""

from collections.abc import Container
from dataclasses import replace
from itertools import chain, count

from contention.case.model import Case, Scenario
from contention.case.suggestions import unknown_id

REST = "nothing_is_done"
"""id of the scenario that a case gets if each of its own does something"""


def with_baseline(case: Case, named: str | None = None) -> tuple[Case, str]:
    """The case and the id of its baseline: the named scenario, or the first without actions.

    A case without such a scenario gets one. Raises KeyError for a name that the case lacks.
    """
    if named is not None:
        if named not in case.scenarios:
            raise KeyError(unknown_id("scenario", named, case.scenarios))
        return case, named
    for scenario in case.scenarios.values():
        if not scenario.actions:
            return case, scenario.id
    id_ = unused_id(REST, case.scenarios)
    rest = Scenario(id_, "Nothing is done")
    return replace(case, scenarios={**case.scenarios, id_: rest}), id_


def unused_id(wanted: str, known: Container[str]) -> str:
    """The wanted id, with a number if it is taken."""
    ids = chain([wanted], (f"{wanted}_{number}" for number in count(2)))
    return next(id_ for id_ in ids if id_ not in known)
