"""Hinges (leave-one-out sensitivity): a verdict without one claim, in the same draws."""

from collections.abc import Iterator, Mapping

import numpy as np

from contention.case.model import Case
from contention.judge.evaluation import HOLDS, LOG, REVERSE, SCALED
from contention.judge.required_runs import Docket, Removal, steps_left
from contention.judge.shares import difference_error
from contention.judge.sign_determinacy import settled_by_signs
from contention.judge.tally import Tally, near_threshold, silent_like, word
from contention.judge.verdict import Asserted, Hinge, Judgement, Needs, Verdict
from contention.judge.verdicts import margin_row
from contention.models.program import Floats1d

Knockouts = Mapping[tuple[Removal, str], Tally]
"""(what is taken out, contention) → its tally; missing if no path is left"""


LEAST_CHANGE = 0.005
"""changes of a share below half a point do not count, however small their error"""
LEAST_MARGIN_CHANGE = 0.1
"""share of the median margin: smaller changes of it do not count"""


def hinges_of(
    case: Case, docket: Docket, verdict: Verdict, base: Tally, knockouts: Knockouts
) -> tuple[Hinge, ...]:
    """All hinges of one verdict in the order of `sort_key`; `base` holds the same draws."""
    contention = verdict.contention
    without = {
        claim: knockouts.get((frozenset({claim}), contention))
        for claim in docket.singles.get(contention, ())
    }
    found = [
        _hinge(case, docket, contention, claim, base, after) for claim, after in without.items()
    ]
    return tuple(sorted(found, key=lambda hinge: sort_key(hinge, verdict)))


def overturns(hinge: Hinge, verdict: Verdict) -> bool:
    """Whether the verdict changes without the claim, beyond the error.

    Hinges are computed with fewer draws than verdicts: a share near a threshold can fall on its
    other side in the fewer draws without any claim being removed. So a share has to move beyond its
    error, and far enough to be distinguished from the threshold, as for sets of claims
    (`Trials.told`).
    """
    other = hinge.verdict_without != verdict.verdict
    return other and shifts(hinge) and not hinge.near_threshold_without


def matters(hinge: Hinge, verdict: Verdict) -> bool:
    """Whether a knock-out changes a share beyond its error, the presence, or the margin."""
    middle = abs(verdict.margin[1]) if verdict.margin else 0.0
    least = max(LEAST_MARGIN_CHANGE * middle, LEAST_CHANGE)
    moved = abs(hinge.margin_change) > least or abs(hinge.presence_change) > LEAST_CHANGE
    return moved or shifts(hinge)


def sort_key(hinge: Hinge, verdict: Verdict) -> tuple[bool, float, float, str]:
    """First what overturns the verdict; then the larger change of a share, then of the margin."""
    changes = (hinge.change, hinge.opposed_change, hinge.presence_change)
    return (
        not overturns(hinge, verdict),
        -round(max(map(abs, changes)), 9),
        -round(abs(hinge.margin_change), 9),
        hinge.claim,
    )


def hinges_by_verdict(judgement: Judgement, verdict: Verdict) -> tuple[Hinge, ...]:
    """The hinges of one verdict in the order of `sort_key`."""
    pair = (verdict.contention, verdict.account)
    found = (item for item in judgement.hinges if (item.contention, item.account) == pair)
    return tuple(sorted(found, key=lambda hinge: sort_key(hinge, verdict)))


def shifts(hinge: Hinge) -> bool:
    """Whether either share moves by more than twice the standard error of its change."""
    pairs = ((hinge.change, hinge.error), (hinge.opposed_change, hinge.opposed_error))
    return any(abs(change) > max(2 * error, LEAST_CHANGE) for change, error in pairs)


def _hinge(
    case: Case, docket: Docket, contention: str, claim: str, base: Tally, without: Tally | None
) -> Hinge:
    gone = without is None
    after = silent_like(base) if without is None else without
    support, opposed = _share(after, HOLDS), _share(after, REVERSE)
    return Hinge(
        contention=contention,
        account=docket.account,
        claim=claim,
        assumption=claim in case.assumptions,
        support_without=support,
        change=support - _share(base, HOLDS),
        margin_change=margin_change(base, after),
        error=paired_error(base, after, HOLDS),
        verdict_without="does not follow" if gone else word(after, case.thresholds),
        opposed_without=opposed,
        opposed_change=opposed - _share(base, REVERSE),
        opposed_error=paired_error(base, after, REVERSE),
        presence_without=float(after.moving.mean()),
        presence_change=float(after.moving.mean() - base.moving.mean()),
        near_threshold_without=not gone and near_threshold(after, case.thresholds),
    )


def paired_error(base: Tally, after: Tally, value: int) -> float:
    """Standard error of the change of a share, from differences within the same draws."""
    return difference_error(
        (after.final == value, after.speaking()), (base.final == value, base.speaking())
    )


def _share(tally: Tally, value: int) -> float:
    found = tally.holding(value)
    return 0.0 if found is None else found.value


def margin_change(base: Tally, after: Tally) -> float:
    """Change of the median margin, both measured alike."""
    before, left = base.margin[:, base.moving], after.margin[:, after.moving]
    row = SCALED if SCALED in (margin_row(before), margin_row(left)) else LOG
    return _median(left[row]) - _median(before[row])


def _median(margin: Floats1d) -> float:
    known = margin[~np.isnan(margin)]
    return float(np.median(known)) if known.size else 0.0


def needs_of(
    case: Case, docket: Docket, verdict: Verdict, base: Tally, knockouts: Knockouts
) -> Needs | None:
    """What a verdict needs: assumptions, else strengths, else signs alone.

    It needs assumptions if removing all of them on its paths together changes it.
    """
    id_ = verdict.contention
    if docket.map.file:
        return None  # numbers and equations of the file, which are varied one by one
    if verdict.verdict in ("true by construction", "does not follow") or verdict.by_denial:
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


def asserted_of(
    case: Case, docket: Docket, contention: str, base: Tally, knockouts: Knockouts
) -> Asserted | None:
    """The verdict without the claims that assert the contention outright; None if none does."""
    following = docket.followings[contention]
    direct = frozenset(following.direct)
    if not direct:
        return None
    after = knockouts.get((direct, contention), silent_like(base))
    argued = word(after, case.thresholds)
    share = after.holding(REVERSE if argued == "opposed" else HOLDS)
    if share is None:  # nothing moves without them
        return Asserted(following.direct, "does not follow", None, None, 0)
    steps = [steps_left(bearing, direct) for bearing in following.bearings if not bearing.gap]
    known = [step for step in steps if step is not None]
    return Asserted(
        claims=following.direct,
        argued=argued,
        support=share.value,
        steps=max(known) if known else None,
        premises=sum(id_ not in direct for id_ in following.on_path) if known else 0,
    )


def _differ(case: Case, base: Tally, without: Tally) -> bool:
    return word(base, case.thresholds) != word(without, case.thresholds)


def in_order(docket: Docket) -> Iterator[tuple[Removal, tuple[str, ...]]]:
    """The knock-out runs of an account in an order that does not depend on hashing."""
    yield from sorted(docket.runs.items(), key=lambda item: sorted(item[0]))
