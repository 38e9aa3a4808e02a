"""Everything that is said of a worked case, in one run: time and peak memory.

    python -m benchmarks.whole_case [CASE] [--workers 2]

Judges under all readings of the words (2,000 draws, 256 for hinges, 1,000 for each reading), looks
for what every verdict turns on (sets of up to three claims, other numbers, Shapley values to a
standard error of 0.02, with the default budget), and judges under every other choice (512 draws).
It prints how many Shapley values stopped at their standard error, and how many at the budget.
"""

import argparse
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from contention.case.load import load_case
from contention.case.model import Case
from contention.judge.hinges.verdict_hinges import Carried, Wanted, carried
from contention.judge.judge import judge
from contention.judge.robustness.robustness import robustness
from contention.judge.verdict import Judgement

CASE = Path(__file__).parent.parent / "cases" / "war-against-war"
Made = TypeVar("Made")


def main() -> None:
    """Print one line for each part, and one for all of them."""
    options = _options()
    case, problems = load_case(options.case)
    if case is None:
        sys.exit("\n".join(str(problem) for problem in problems))
    judge(case, draws=16, hinges=False, accounts=[list(case.accounts)[-1]])  # compiled
    sys.stdout.write(f"{'':24}{'seconds':>9}{'processor':>11}{'peak MB':>9}\n")
    begun, busy = time.perf_counter(), time.process_time()
    judgement = _timed("judge", lambda: judge(case, workers=options.workers))
    found = _timed("hinges", lambda: _hinges(case, judgement, options.workers))
    _timed("robustness", lambda: robustness(case, workers=options.workers))
    _line("all", begun, busy)
    stopped = Counter(one.stopped for each in found for one in each.values)
    spent = sum(each.sets.spent for each in found)
    unvalued = sum(len(each.unvalued) for each in found)
    sys.stdout.write(
        f"{len(found)} verdicts; searches for sets that the budget ended: {spent}; "
        f"Shapley values: {dict(stopped)}, none within the budget: {unvalued}\n"
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Time everything that is said of a case.")
    parser.add_argument("case", type=Path, nargs="?", default=CASE)
    parser.add_argument("--workers", type=int, default=2)
    return parser.parse_args()


def _hinges(case: Case, judgement: Judgement, workers: int) -> list[Carried]:
    wanted = Wanted(judgement.hinge_draws, judgement.seed, values=True, workers=workers)
    return carried(case, judgement.verdicts, wanted)


def _timed(name: str, make: Callable[[], Made]) -> Made:
    begun, busy = time.perf_counter(), time.process_time()
    made = make()
    _line(name, begun, busy)
    return made


def _line(name: str, begun: float, busy: float) -> None:
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(
        f"{name:24}{time.perf_counter() - begun:9.1f}{time.process_time() - busy:11.1f}"
        f"{memory:9.0f}\n"
    )
    sys.stdout.flush()


if __name__ == "__main__":
    main()
