"""How long the verdicts of an account take once a claim is switched off, on the server alone.

    python -m benchmarks.workbench_switching [CASE] [--claims 10] [--draws 1000] [--workers 1]

Takes the account with the most numbers to be drawn, and claims on the paths of as many contentions,
each off once; the parts are asked for in the order in which the page asks: the contention in
question, the contentions in view and then all in the first draws, all as they stay. Prints
milliseconds at the 50th and 95th percentile that each part takes after the one before: of the
processor, and by the clock.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from contention.case.load import load_case
from contention.case.model import Case
from contention.workbench.live.standing import Standing, standing
from contention.workbench.live.verdicts import LiveAccounts
from contention.workbench.live.what_if import WhatIf

CASES = Path(__file__).parents[1] / "cases"
IN_VIEW = 12
"""rows of the verdicts that a window of 1440 by 900 shows"""


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description="Time verdicts without a claim.")
    parser.add_argument("case", nargs="?", default="war-against-war")
    parser.add_argument("--claims", type=int, default=10)
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=1)
    options = parser.parse_args()
    case, problems = load_case(CASES / options.case)
    if case is None:
        sys.exit("\n".join(map(str, problems)))
    largest = max((_ready(case, account, options.draws) for account in case.accounts), key=_size)
    print(f"{options.case}, {largest.item.account}: {_size(largest)} numbers drawn, "
          f"{len(largest.contentions)} contentions, {options.draws} draws, "
          f"workers: {options.workers}\n")  # fmt: skip
    print("| after a claim is off | processor | clock |\n|---|---|---|")
    live = LiveAccounts(case, workers=options.workers)
    asked = WhatIf(largest.item.account, options.draws)
    live.judge(asked)
    live.look(asked.account, asked.draws, asked.seed)
    every = largest.contentions
    rounds = [
        [(name, *_timed(live, part)) for name, part in _parts(asked, claim, contention, every)]
        for contention, claim in list(_claims(largest))[: options.claims]
    ]
    for same in zip(*rounds, strict=True):
        processor, clock = (np.percentile([part[n] for part in same], [50, 95]) for n in (1, 2))
        print(f"| {same[0][0]} | {processor[0]:.0f}, {processor[1]:.0f} "
              f"| {clock[0]:.0f}, {clock[1]:.0f} |")  # fmt: skip


def _ready(case: Case, account: str, draws: int) -> Standing:
    return standing(case, WhatIf(account, draws), workers=1)


def _size(ready: Standing) -> int:
    return 0 if ready.draws is None else len(ready.draws.plan.parameters)


def _claims(ready: Standing) -> Iterator[tuple[str, str]]:
    """Contentions, and for each a claim on its paths that no other has yet."""
    taken = set[str]()
    for contention in ready.contentions:
        following = ready.item.followings[contention]
        free = sorted(following.reaching - taken) if following.follows else []
        if free:
            taken.add(free[0])
            yield contention, free[0]


def _parts(
    asked: WhatIf, off: str, contention: str, every: tuple[str, ...]
) -> Iterator[tuple[str, WhatIf]]:
    """What the page asks; with `IN_VIEW` rows around the contention in question in view."""
    first = max(0, min(every.index(contention) - IN_VIEW // 2, len(every) - IN_VIEW))
    tried = replace(asked, off=frozenset({off}))
    yield "the contention in question", replace(tried, contentions=(contention,), quick=True)
    in_view = every[first : first + IN_VIEW]
    yield "contentions in view, preliminary", replace(tried, contentions=in_view, preview=True)
    yield "all contentions, preliminary", replace(tried, preview=True)
    yield "all contentions, final", tried


def _timed(live: LiveAccounts, asked: WhatIf) -> tuple[float, float]:
    """Milliseconds of the processor and by the clock."""
    processor, clock = time.process_time(), time.perf_counter()
    live.judge(asked)
    return 1000 * (time.process_time() - processor), 1000 * (time.perf_counter() - clock)


if __name__ == "__main__":
    main()
