"""What every draw of an account says about every contention: what shares and margins count."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from contention.case.model import Case
from contention.judge.account_draws import CHUNK, Drawn, run_batch
from contention.judge.evaluation import HOLDS, REVERSE
from contention.judge.question import Question, question
from contention.judge.required_runs import docket
from contention.judge.shares import Booleans
from contention.judge.tally import Tally, put, room_like
from contention.judge.verdict import FailedDraw, MarginKind
from contention.judge.verdicts import horizon_years, margin_kind, margin_row
from contention.models.program import Floats1d
from contention.models.schedule import HISTORY
from contention.runs.plan import prepare


@dataclass(frozen=True)
class DrawOutcomes:
    """One contention in every draw of one account, draw 0 first; arrays have shape (draws,)."""

    contention: str
    account: str
    holds: Booleans
    reverse: Booleans
    speaks: Booleans
    """draws that tell a direction: shares are counted among these"""
    present: Booleans
    denied: Booleans
    margin: Floats1d
    """NaN where the draw has none"""
    margin_kind: MarginKind
    failed: Booleans


def draw_outcomes(
    case: Case,
    account: str,
    contentions: Sequence[str],
    *,
    draws: int,
    seed: int,
    workers: int = 1,
) -> Iterator[DrawOutcomes]:
    """The contentions that an account can answer, in the draws that `judge` counts."""
    asked = [question(case, case.contentions[id_]) for id_ in contentions]
    item = docket(case, account, asked, hinges=False)
    if not item.following:
        return
    plan = prepare(case, account, item.measures())
    drawn = Drawn(case, plan, item, seed, horizon_years(case))
    tallies: dict[str, Tally] = {}
    failed: list[FailedDraw] = []
    for first in range(0, draws, CHUNK):
        batch = run_batch(drawn, first, min(CHUNK, draws - first), workers)
        failed += batch.failed
        for id_, tallied in batch.tallies.items():
            put(tallies.setdefault(id_, room_like(tallied, draws)), first, tallied)
    for each in item.following:
        yield _outcomes(each, account, tallies[each.contention.id], failed)


def _outcomes(
    asked: Question, account: str, tally: Tally, failed: Sequence[FailedDraw]
) -> DrawOutcomes:
    scenarios = {HISTORY, *(measure.scenario for measure in asked.measures)}
    gone = np.zeros(len(tally.final), dtype=np.bool_)
    gone[[item.draw for item in failed if item.scenario in scenarios]] = True
    row = margin_row(tally.margin[:, tally.moving])
    return DrawOutcomes(
        contention=asked.contention.id,
        account=account,
        holds=np.asarray(tally.final == HOLDS),
        reverse=np.asarray(tally.final == REVERSE),
        speaks=tally.speaking(),
        present=tally.present,
        denied=tally.denied,
        margin=np.where(tally.moving & ~gone, tally.margin[row], np.nan),
        margin_kind=margin_kind(asked, row),
        failed=gone,
    )
