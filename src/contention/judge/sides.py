"""Which share of the draws a verdict's word is about: that in which it holds, or its reverse."""

from typing import Literal

from contention.judge.verdict import Hinge, Verdict

Side = Literal["holds", "reverse"]


def side_of(verdict: Verdict) -> Side:
    """`reverse` if the contention is opposed, or is undecided and fails more often than not."""
    if verdict.verdict == "undecided":
        return "reverse" if (verdict.opposed or 0.0) > (verdict.support or 0.0) else "holds"
    return "reverse" if verdict.verdict == "opposed" else "holds"


def share_of(verdict: Verdict) -> float | None:
    """The share of draws on the side of the verdict; None if nothing follows."""
    return verdict.opposed if side_of(verdict) == "reverse" else verdict.support


def interval_of(verdict: Verdict) -> tuple[float, float] | None:
    """The 95 % interval of that share."""
    return verdict.opposed_interval if side_of(verdict) == "reverse" else verdict.interval


def share_without(hinge: Hinge, side: Side) -> float:
    """The share of draws on a side once the claim is taken out."""
    return hinge.opposed_without if side == "reverse" else hinge.support_without


def share_change(hinge: Hinge, side: Side) -> float:
    """That share minus the same with the claim."""
    return hinge.opposed_change if side == "reverse" else hinge.change


def change_error(hinge: Hinge, side: Side) -> float:
    """The standard error of that change."""
    return hinge.opposed_error if side == "reverse" else hinge.error
