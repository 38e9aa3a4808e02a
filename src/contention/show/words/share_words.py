"""Shares of draws of a verdict and of its hinges, worded alike in every output."""

from contention.judge.hinges.knockouts import LEAST_CHANGE, LEAST_MARGIN_CHANGE
from contention.judge.sides import (
    Side,
    change_error,
    interval_of,
    share_change,
    share_of,
    share_without,
    side_of,
)
from contention.judge.verdict import Hinge, Verdict
from contention.show.words.numbers import percent, percent_range, points

ROUNDING = 1e-9
"""of shares: what is left of them below this is none"""
HOLDS = {"holds": "holds", "reverse": "its reverse holds"}
"""side → what holds in the share of draws given"""
OTHER: dict[Side, Side] = {"holds": "reverse", "reverse": "holds"}
NEEDS = {
    "signs": "the signs of the links alone",
    "strengths": "the strengths of the links too",
    "assumptions": "an assumption of the coder, which no text states",
}


def need_word(verdict: Verdict) -> str:
    """`needs`, or `rests on` if the verdict is undecided."""
    return "rests on" if verdict.verdict == "undecided" else "needs"


def shares_in_words(verdict: Verdict) -> str:
    """`holds in 91 % of draws (89–93 %), 4 % undecided`.

    Empty if nothing follows, and for a denial, which no number supports.
    """
    share, interval = share_of(verdict), interval_of(verdict)
    if share is None or verdict.by_denial:
        return ""
    side = side_of(verdict)
    parts = [f"{HOLDS[side]} in {percent(share)} of draws"]
    if interval:
        parts[0] += f" ({percent_range(interval)})"
    if verdict.verdict == "undecided":
        other = verdict.support if side == "reverse" else verdict.opposed
        parts.append(f"{'holds' if side == 'reverse' else 'its reverse'} in {percent(other)}")
    if (verdict.undecided or 0.0) > ROUNDING:
        parts.append(f"undefined in {percent(verdict.undecided)}")
    return ", ".join(parts)


def sides_in_words(verdict: Verdict) -> str:
    """`holds in 63 % and is reversed in 37 %`; empty if nothing follows."""
    if verdict.support is None or verdict.opposed is None or verdict.by_denial:
        return ""
    return f"holds in {percent(verdict.support)} and is reversed in {percent(verdict.opposed)}"


def short_shares(verdict: Verdict) -> str:
    """`91 %`; both sides if undecided: `holds 32 %, reverse 60 %`; `by denial`."""
    if verdict.by_denial:
        return "by denial"
    if verdict.verdict == "undecided":
        return f"holds {percent(verdict.support)}, reverse {percent(verdict.opposed)}"
    return percent(share_of(verdict))


def worded(verdict: Verdict) -> str:
    """`opposed (89 %)`, or the word alone if nothing follows."""
    shares = "" if verdict.support is None else f" ({short_shares(verdict)})"
    return f"{verdict.verdict}{shares}"


def change_in_words(hinge: Hinge, side: Side) -> str:
    """`−79 ± 2`, in percentage points of the share on a side."""
    error = change_error(hinge, side) * 100
    return f"{points(share_change(hinge, side))} ± {error:.0f}"


def without_in_words(hinge: Hinge, verdict: Verdict) -> str:
    """The verdict without a claim, with the share that this word is about and how it changed.

    `still supported, holds in 93 % of draws (−7 ± 2 points)`, `opposed, its reverse holds in 88 %
    of draws (+80 ± 3 points)`, or `does not follow`.
    """
    word = hinge.verdict_without
    if word == "does not follow":
        return word
    side = _side_without(hinge, verdict)
    alike = word == verdict.verdict
    said = f"still {word}" if alike else word
    if alike and not _noticed(hinge, side) and not other_side_moves(hinge, side):
        return f"{said}, in as many draws{_otherwise(hinge, verdict)}"
    said += f", {HOLDS[side]} in {percent(share_without(hinge, side))} of draws"
    said += f" ({change_in_words(hinge, side)} points)"
    if other_side_moves(hinge, side):
        other = OTHER[side]
        share = percent(share_without(hinge, other))
        said += f", {HOLDS[other]} in {share} ({change_in_words(hinge, other)} points)"
    return said + (", too near the threshold to call" if hinge.near_threshold_without else "")


def _side_without(hinge: Hinge, verdict: Verdict) -> Side:
    """The side that the verdict without the claim is about."""
    if hinge.verdict_without == "opposed":
        return "reverse"
    return side_of(verdict) if hinge.verdict_without == "undecided" else "holds"


def _otherwise(hinge: Hinge, verdict: Verdict) -> str:
    """What changes apart from the share: how far the outcome moves, and how often it does."""
    said = ""
    middle = abs(verdict.margin[1]) if verdict.margin else 0.0
    if abs(hinge.margin_change) > max(LEAST_MARGIN_CHANGE * middle, LEAST_CHANGE):
        toward = hinge.margin_change > 0
        said = (
            ", but with a larger effect"
            if toward == (side_of(verdict) == "holds")
            else ", but with a smaller effect"
        )
    if abs(hinge.presence_change) > LEAST_CHANGE:
        often = "more" if hinge.presence_change > 0 else "less"
        said += f"; the outcome moves {often} often ({points(hinge.presence_change)} points)"
    return said


def _noticed(hinge: Hinge, side: Side) -> bool:
    """Whether the share changes by half a point or more."""
    return abs(share_change(hinge, side)) >= 0.005


def other_side_moves(hinge: Hinge, side: Side) -> bool:
    """Whether the share on the other side changes more, by at least half a point."""
    here, there = (abs(share_change(hinge, one)) for one in (side, OTHER[side]))
    return there > here + 0.005
