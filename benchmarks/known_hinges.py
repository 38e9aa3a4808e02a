"""`python -m benchmarks.known_hinges`: how many planted hinges are found.

Judges simulated accounts whose hinges are known (`benchmarks.planted`). A single hinge, an
assumption, or a joint pair is found if exactly the planted claims overturn the verdict, one by
one; a redundant pair has no such claim, and only sets of two (`--find sets`) show it. Also counted
are the accounts in which a method names a set that overturns nothing or is not smallest.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.planted import KINDS, Kind, Planted, planted
from contention.judge.hinges.knockouts import overturns
from contention.judge.hinges.verdict_hinges import Wanted, carried
from contention.judge.judge import judge

DRAWS = 512
BUDGET = 500
"""runs for one account: every single claim and pair"""

Finder = Callable[[Planted], frozenset[frozenset[str]]]
"""the smallest sets of claims without which the verdict is another, as a method finds them"""


@dataclass(frozen=True)
class Found:
    """How one way of looking for hinges fares on accounts of one kind."""

    kind: Kind
    accounts: int
    exact: int
    """accounts in which it finds all smallest overturning sets and no other"""
    wrong: int
    """accounts in which it names a set that overturns nothing, or that is not smallest"""
    verdicts: int
    """accounts of which the verdict is the oracle's"""

    @property
    def share(self) -> float:
        """Share of accounts in which the hinges are found exactly."""
        return self.exact / self.accounts


def knock_outs(account: Planted) -> frozenset[frozenset[str]]:
    """The single claims without which `judge` gives another verdict."""
    judged = judge(account.case, draws=DRAWS, hinge_draws=DRAWS)
    (verdict,) = judged.verdicts
    return frozenset(
        frozenset({hinge.claim}) for hinge in judged.hinges if overturns(hinge, verdict)
    )


def sets(account: Planted) -> frozenset[frozenset[str]]:
    """The smallest sets of one or two claims that `contention hinges` finds."""
    (verdict,) = judge(account.case, draws=DRAWS, hinge_draws=16, hinges=False).verdicts
    wanted = Wanted(draws=DRAWS, seed=1, budget=BUDGET, numbers=False)
    found = carried(account.case, [verdict], wanted)[0].sets
    every = (frozenset(item.claims) for item in found.overturning)
    return frozenset(claims for claims in every if len(claims) <= 2)


FINDERS: dict[str, Finder] = {"knock-outs": knock_outs, "sets": sets}


def score(kind: Kind, accounts: Sequence[Planted], find: Finder) -> Found:
    """Count what a method finds in accounts of one kind."""
    found = [(account, find(account)) for account in accounts]
    return Found(
        kind=kind,
        accounts=len(accounts),
        exact=sum(sets == account.overturning for account, sets in found),
        wrong=sum(bool(sets - account.overturning) for account, sets in found),
        verdicts=sum(_verdict(account) == account.verdict for account in accounts),
    )


def _verdict(account: Planted) -> str:
    return judge(account.case, draws=DRAWS, hinges=False).verdicts[0].verdict


def main() -> int:
    """Print one line a kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accounts", type=int, default=25, help="of each kind")
    parser.add_argument("--find", choices=FINDERS, default="sets", help="how (default: sets)")
    options = parser.parse_args()
    print(f"{'kind':12} {'accounts':>8} {'found':>6} {'wrong':>6} {'verdicts':>9}")
    for kind in KINDS:
        accounts = [planted(kind, seed) for seed in range(options.accounts)]
        found = score(kind, accounts, FINDERS[options.find])
        right = found.verdicts / found.accounts
        print(
            f"{kind:12} {found.accounts:8} {found.share:6.0%} {found.wrong:6} {right:9.0%}",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
