"""Failed draws: how many, where, and how to replay them."""

import shlex
from collections import Counter
from collections.abc import Iterator, Sequence

from contention.case.model import Case
from contention.judge.verdict import FailedDraw

EXAMPLES = 3
"""failed draws listed per account; there may be thousands"""


def failed_in_words(case: Case, failed: Sequence[FailedDraw], draws: int) -> str:
    """How many draws failed, where most of them did, and how they are counted."""
    count = len({item.draw for item in failed})
    places = Counter((item.scenario, item.factor) for item in failed)
    (scenario, factor), most = places.most_common(1)[0]
    where = f"in scenario “{case.scenarios[scenario].title}”" if scenario else "before the present"
    if factor:
        title = case.factors[factor].title if factor in case.factors else factor
        where = f"at “{title}” {where}"
    if len(places) > 1:
        where = f"most ({most}) {where}"
    return (
        f"{count} of {draws} draws failed, {where}: they produced a non-finite outcome. "
        "They count as undecided in every test of that outcome and are never dropped."
    )


def replay_commands(case: str, failed: Sequence[FailedDraw], seed: int) -> Iterator[str]:
    """The commands that replay the first few failed draws."""
    for item in failed[:EXAMPLES]:
        words = ["contention", "run", case, "--account", item.account]
        words += ["--scenario", item.scenario] if item.scenario else []
        yield shlex.join([*words, "--draw", str(item.draw), "--seed", str(seed)])
