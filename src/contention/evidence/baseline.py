"""The scenario in which nothing is done, with which all others are compared."""

from dataclasses import replace

from contention.case.model import Case, Scenario
from contention.case.suggestions import unknown_id

REST = "nothing is done"
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
    rest = Scenario(REST, "Nothing is done")
    return replace(case, scenarios={**case.scenarios, REST: rest}), REST
