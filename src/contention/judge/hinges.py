"""Knock-out hinges: what becomes of a verdict without one claim, in the same draws."""

from collections.abc import Iterator, Mapping

import numpy as np

from contention.case.values import Case
from contention.judge.docket import Docket, Removal
from contention.judge.evaluate import HOLDS, REVERSE, SCALED
from contention.judge.needs import settled_by_signs
from contention.judge.values import Hinge, Needs, Verdict
from contention.judge.verdicts import Tally, margin_row, share, word
from contention.models.program import Floats1d
from contention.runs.draws import replicate_error

Knockouts = Mapping[tuple[Removal, str], Tally]
"""(what is taken out, contention) → its tally; missing where no path is left"""


def hinges_of(
    case: Case, docket: Docket, contention: str, base: Tally, knockouts: Knockouts
) -> tuple[Hinge, ...]:
    """All hinges of one contention, the largest changes first.

    Ordered by the larger of the changes in support and in opposition, then by the change in
    margin. `base` holds the same draws as the knock-outs.
    """
    without = {
        claim: knockouts.get((frozenset({claim}), contention))
        for claim in docket.singles.get(contention, ())
    }
    found = [
        _hinge(case, docket, contention, claim, base, after) for claim, after in without.items()
    ]
    return tuple(sorted(found, key=_weight))


def _weight(hinge: Hinge) -> tuple[float, float, str]:
    size = max(abs(hinge.change), abs(hinge.opposed_change))
    return -round(size, 9), -round(abs(hinge.margin_change), 9), hinge.claim


def _hinge(
    case: Case, docket: Docket, contention: str, claim: str, base: Tally, without: Tally | None
) -> Hinge:
    gone = without is None
    after = _silent(base) if without is None else without
    held, holds = (part.final == HOLDS for part in (base, after))
    opposed = share(after.final, REVERSE)
    return Hinge(
        contention=contention,
        account=docket.account,
        claim=claim,
        assumption=claim in case.assumptions,
        support_without=share(after.final, HOLDS),
        change=share(after.final, HOLDS) - share(base.final, HOLDS),
        margin_change=margin_change(base, after),
        error=replicate_error(holds.astype(np.float64) - held.astype(np.float64)),
        verdict_without="does not follow" if gone else word(after.final, case.thresholds),
        opposed_without=opposed,
        opposed_change=opposed - share(base.final, REVERSE),
    )


def _silent(base: Tally) -> Tally:
    """What is left without a path: nothing differs, so every draw is undecided."""
    return Tally(np.zeros_like(base.truth), np.zeros_like(base.margin))


def margin_change(base: Tally, after: Tally) -> float:
    """Change of the median margin, both measured alike."""
    row = SCALED if SCALED in (margin_row(base.margin), margin_row(after.margin)) else 0
    return _median(after.margin[row]) - _median(base.margin[row])


def _median(margin: Floats1d) -> float:
    known = margin[~np.isnan(margin)]
    return float(np.median(known)) if known.size else 0.0


def needs_of(
    case: Case, docket: Docket, verdict: Verdict, base: Tally, knockouts: Knockouts
) -> Needs | None:
    """Whether a verdict needs assumptions, else strengths, or signs alone.

    Assumptions where all of them on its paths, taken out together, change the verdict.
    """
    id_ = verdict.contention
    if verdict.verdict == "true by construction":
        return None
    if docket.followings[id_].construction:
        return "signs"  # nor those, but nothing needs less
    premises = docket.premises[id_]
    if premises:
        without = knockouts.get((premises, id_))
        if without is None or _differ(case, base, without):
            return "assumptions"
    side = {"supported": 1, "opposed": -1}.get(verdict.verdict)
    if side is not None and settled_by_signs(case, docket.followings[id_], side):
        return "signs"
    return "strengths"


def _differ(case: Case, base: Tally, without: Tally) -> bool:
    return word(base.final, case.thresholds) != word(without.final, case.thresholds)


def in_order(docket: Docket) -> Iterator[tuple[Removal, tuple[str, ...]]]:
    """The knock-out runs of an account in an order that does not depend on hashing."""
    yield from sorted(docket.runs.items(), key=lambda item: sorted(item[0]))
