"""Gather what a report shows apart from the judgement: maps, drawings, conflicts and courses."""

from collections.abc import Callable, Mapping, Sequence

from contention.analysis.contradicted import shown_parts
from contention.analysis.loops.scored_runs import Span
from contention.analysis.loops.told_loops import ToldLoops, asked_about, told_loops
from contention.analysis.outcomes import charted
from contention.case.model import Case
from contention.evidence.evidence import Evidence, EvidenceSettings, gather
from contention.evidence.sources.library import DataLibrary
from contention.judge.hinges.verdict_hinges import Carried
from contention.judge.robustness.robustness import Robustness
from contention.judge.verdict import Judgement
from contention.maps.conflicts import conflicts
from contention.runs.account_kinds import account_map
from contention.runs.plan import prepare
from contention.runs.results import Course
from contention.runs.simulate import run_courses
from contention.show.map.drawing import draw_map
from contention.show.report.report import Materials
from contention.show.report.verdict_table import judged_accounts

FITTED_DRAWS = 2000
"""draws of the posterior of each account"""
POINTS = 90
"""times in a fan chart"""
LOOP_DRAWS = 32
"""draws in which loops are scored, if the courses have no fewer"""


def gathered(
    case: Case,
    judgement: Judgement,
    *,
    course_draws: int,
    workers: int,
    progress: Callable[[int, int], None],
    robustness: Robustness | None = None,
    carried: Sequence[Carried] = (),
    fit: bool = False,
    full: bool = False,
) -> Materials:
    """Draw the maps and run the courses of every judged account; `progress` counts accounts.

    With `fit` accounts are fitted to what was observed, else forecast from the words alone; with
    `full` all parts of the page are unfolded.
    """
    names = [spec.id for spec in judged_accounts(case, judgement)]
    maps = {name: account_map(case, name) for name in names}
    drawings: dict[str, str] = {}
    courses: dict[str, Mapping[str, Course]] = {}
    loops: dict[str, ToldLoops] = {}
    for done, name in enumerate(names, 1):
        drawings[name] = draw_map(maps[name], case)
        courses[name] = _courses(case, name, judgement.seed, course_draws, workers)
        span = Span(judgement.seed, 0, min(LOOP_DRAWS, course_draws))
        loops[name] = told_loops(case, name, asked_about(case, case.contentions.values()), span)
        progress(done, len(names))
    found = conflicts(case, maps)
    return Materials(
        case, judgement, maps, drawings, found, courses, course_draws, robustness, carried,
        _evidence(case, names, judgement.seed, course_draws, workers, fit=fit), loops, full,
    )  # fmt: skip


def _evidence(
    case: Case, accounts: Sequence[str], seed: int, draws: int, workers: int, *, fit: bool
) -> Evidence:
    """What data say; `draws` is for accounts that are not fitted."""
    parts = shown_parts(case)
    if case.evidence.observations:
        parts = (*parts, "accounts")
    settings = EvidenceSettings(
        FITTED_DRAWS if fit else draws, seed, workers, accounts=tuple(accounts), fit=fit
    )
    return gather(case, DataLibrary.of(case), parts, settings)


def _courses(case: Case, account: str, seed: int, draws: int, workers: int) -> Mapping[str, Course]:
    """Courses of the outcomes in this account, in the scenarios compared on them."""
    wanted = charted(case)
    plan = prepare(case, account)
    known = {item.factor.id for item in plan.model.equations}
    factors = [outcome for outcome in wanted if outcome in known]
    scenarios = [
        id_ for id_ in case.scenarios if any(id_ in wanted[outcome] for outcome in factors)
    ]
    if not factors:
        return {}
    return run_courses(
        plan, scenarios, seed=seed, draws=draws, points=POINTS, factors=factors, workers=workers
    )
