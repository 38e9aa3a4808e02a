"""The part of a case that asks which loops drive a factor."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from contention.api.asking import MOST_COURSE_DRAWS, chosen, draws_of, require, whole

if TYPE_CHECKING:
    from contention.api.case import Case
    from contention.api.loops import Loops

LOOP_DRAWS = 64
"""draws in which loops are scored"""


class _AsksLoops:
    """Methods of `Case` about feedback loops."""

    def loops(
        self,
        account: str,
        factors: str | Iterable[str] | None = None,
        scenarios: str | Iterable[str] | None = None,
        *,
        draws: int = LOOP_DRAWS,
        seed: int = 1,
        first: int = 0,
    ) -> Loops:
        """Which feedback loops drive factors, when, and how often across draws.

        Scores are those of Loops That Matter, from the present on. `first` is the number of the
        first draw, whose scores are also given by themselves. Factors that the account does not
        mention are left out. Raises KeyError with a guess for an unknown id.
        """
        from contention.analysis.loops.scored_runs import Span
        from contention.analysis.loops.told_loops import told_loops
        from contention.api.loops import Loops

        case = cast("Case", self)
        require("account", account, case.value.accounts)
        wanted = chosen("factor", factors, case.value.factors)
        span = Span(
            whole("seed", seed), whole("first", first), draws_of("draws", draws, MOST_COURSE_DRAWS)
        )
        each = dict.fromkeys(chosen("scenario", scenarios, case.value.scenarios), wanted)
        return Loops(case, told_loops(case.value, account, each, span))
