"""Trials of several contentions in two joined accounts, from one plan and one run."""

from collections.abc import Mapping, Sequence

from contention.evidence.contest.joined_accounts import JOINED, Joined
from contention.judge.hinges.removal_trials import Trials, calm
from contention.judge.judge import Taken, tally
from contention.judge.question import question
from contention.judge.required_runs import docket
from contention.runs.inclusion import inclusion, inclusion_draws
from contention.runs.plan import prepare
from contention.runs.run_inputs import sample
from contention.runs.simulate import run_measures


def joined_trials(
    joined: Joined, contentions: Sequence[str], *, draws: int, seed: int, workers: int = 1
) -> Mapping[str, Trials]:
    """Trials of each contention that claims of the two accounts could change."""
    case = joined.case
    questions = [question(case, case.contentions[id_]) for id_ in contentions]
    item = docket(case, JOINED, questions, hinges=False)
    if not item.following:
        return {}
    plan = prepare(case, JOINED, item.measures())
    end = (case.times.end,)
    run = run_measures(plan, seed=seed, first=0, count=draws, horizons=end, workers=workers)
    doubtful = inclusion_draws(plan.map, seed=seed, first=0, count=draws)
    drawn = sample(plan, seed=seed, first=0, count=draws)
    taken = Taken(run.values, inclusion(plan.map, doubtful), end)
    found = {}
    for asked in item.following:
        following = item.followings[asked.contention.id]
        if following.construction or not following.on_path:
            continue
        measured = (measure for measure in asked.measures if measure in run.values)
        found[asked.contention.id] = Trials(
            case=case,
            following=following,
            asked=asked,
            base=tally(case, asked, following, taken),
            plan=plan,
            drawn=drawn,
            doubtful=doubtful,
            ends={measure: run.values[measure][-1] for measure in measured},
            budget=0,
            workers=workers,
            calm=calm(case, following),
        )
    return found
