"""Which claims of a link a scenario has taken out, from when to when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from contention.models.states import InputName, InputRole


@dataclass(frozen=True)
class RemovalStage:
    """From `start` until `end` (None: to the end) these claims of a link are gone."""

    removed: tuple[str, ...]
    start: float
    end: float | None


def removal_stages(
    claims: Iterable[str], removals: Mapping[str, float]
) -> tuple[RemovalStage, ...]:
    """The stages of one link in one scenario: at each date of removal a little more is gone.

    `removals` gives the date (decimal year) at which each removed claim goes.
    """
    dates = sorted({removals[claim] for claim in claims if claim in removals})
    ends: list[float | None] = [*dates[1:], None]
    return tuple(
        RemovalStage(
            tuple(sorted(c for c in claims if c in removals and removals[c] <= date)), date, end
        )
        for date, end in zip(dates, ends[: len(dates)], strict=True)
    )


def removal_mask(claims: tuple[str, ...]) -> InputName:
    """The input that is 1 while these claims are removed."""
    return InputName(InputRole.REMOVED, "+".join(claims))
