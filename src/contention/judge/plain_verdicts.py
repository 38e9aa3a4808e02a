"""The verdicts of a case alone: no hinges, no other readings, no diagnostics."""

from collections.abc import Sequence

from contention.case.model import Case
from contention.judge.account_draws import Drawn
from contention.judge.main_run import RunSettings, main_run
from contention.judge.question import question
from contention.judge.required_runs import docket
from contention.judge.verdict import Verdict
from contention.judge.verdicts import Told, horizon_years, not_following, verdict_of
from contention.runs.plan import prepare


def plain_verdicts(
    case: Case,
    *,
    draws: int,
    seed: int,
    workers: int = 1,
    accounts: Sequence[str] | None = None,
    contentions: Sequence[str] | None = None,
) -> tuple[Verdict, ...]:
    """Judge contentions (all where none are named) by accounts (likewise), as `judge` does."""
    wanted = case.contentions if contentions is None else contentions
    asked = [question(case, item) for id_, item in case.contentions.items() if id_ in wanted]
    settings = RunSettings(draws, seed, 0, 0, workers, horizon_years(case), {}, lambda _draws: None)
    found: list[Verdict] = []
    for account in case.accounts:
        if accounts is not None and account not in accounts:
            continue
        item = docket(case, account, asked, hinges=False)
        plan = prepare(case, account, item.measures()) if item.following else None
        whole = None
        if plan is not None:
            whole = main_run(Drawn(case, plan, item, seed, settings.years), settings).whole
        for id_, each in item.questions.items():
            following = item.followings[id_]
            if whole is None or not following.follows:
                found.append(not_following(each, account, following.gaps))
            else:
                told = Told(whole.part.totals[id_], whole.columns)
                found.append(verdict_of(case, account, each, following, told, settings.years))
    return tuple(found)
