"""What happened to the draws of an account, apart from the outcomes of its contentions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from contention.runs.simulate import MeasureRun


@dataclass(frozen=True)
class Happened:
    """What diagnostics need of consecutive draws, but for the numbers of every draw."""

    draws: int
    clamped: int
    """draws that ran into a bound anywhere"""
    bounded: Mapping[str, int]
    """factor → draws in which it was the first to do so"""
    raised: tuple[tuple[int, Mapping[str, float]], ...]
    """for each batch its draws, and time constant → share of them in which it was raised"""
    stocks: tuple[str, ...]
    """stocks whose value at the end of history is known"""

    @classmethod
    def joined(cls, parts: Sequence["Happened"]) -> "Happened":
        """Consecutive parts as one."""
        bounded: dict[str, int] = {}
        for part in parts:
            for factor, count in part.bounded.items():
                bounded[factor] = bounded.get(factor, 0) + count
        return cls(
            draws=sum(part.draws for part in parts),
            clamped=sum(part.clamped for part in parts),
            bounded=bounded,
            raised=tuple(each for part in parts for each in part.raised),
            stocks=parts[0].stocks,
        )


def happened_in(run: MeasureRun) -> Happened:
    """What happened in the draws of one run."""
    draws = len(run.offset)
    return Happened(
        draws=draws,
        clamped=int(run.clamped.sum()),
        bounded={factor: int(found.sum()) for factor, found in run.bounded.items()},
        raised=((draws, dict(run.raised)),),
        stocks=tuple(run.arrived),
    )
