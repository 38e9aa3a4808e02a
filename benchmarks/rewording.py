"""`python -m benchmarks.rewording`: the share of verdicts that rewordings leave as they are.

Puts every kind of `benchmarks.rewordings` to the worked cases and to random accounts, a few sites
each, and compares every verdict that the reworded claims have a part in. A verdict is unchanged if
its word is the same; one that signs alone settle, only if its share is the same too. The compared
verdicts are those of plain comparisons, of which the answer is a direction.

With the sources of another version on PYTHONPATH the same is measured for that version.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from zlib import crc32

import numpy as np

from benchmarks.random_accounts import random_account
from benchmarks.rewordings import REWORDINGS, Rewording
from contention.case.load import load_case
from contention.case.model import Case
from contention.judge.judge import judge
from contention.judge.verdict import Verdict

CASES = Path(__file__).parent.parent / "cases"
WORKED = ("congestion-charge", "war-against-war")
SAME = 1e-9
PLAIN = re.compile(r"(\w+)\((\w+) @ \w+(, [^()]+)?\) [<>] \1\(\2 @ \w+(?(3)\3)\)")
"""a test that compares one outcome of two scenarios, in the same window if it names one"""

Key = tuple[str, str]
Verdicts = dict[Key, Verdict]


@dataclass(frozen=True)
class Change:
    """One verdict before and after one rewording."""

    kind: str
    site: str
    before: Verdict
    after: Verdict
    direction: bool
    """whether the contention is a plain comparison of one outcome"""

    @property
    def by_signs(self) -> bool:
        """Whether signs alone settle the verdict before the rewording."""
        return self.before.needs == "signs" and self.direction

    @property
    def same(self) -> bool:
        """The same word; where signs settle it the same share too."""
        alike = self.before.verdict == self.after.verdict
        if not (alike and self.by_signs):
            return alike
        return _close(self.before.support, self.after.support) and _close(
            self.before.opposed, self.after.opposed
        )


def _close(one: float | None, other: float | None) -> bool:
    return one is not None and other is not None and abs(one - other) < SAME


def verdicts_of(case: Case, draws: int, contentions: Sequence[str] | None = None) -> Verdicts:
    """Verdicts by contention and account, without hinges and other readings of strengths."""
    if hasattr(case, "readings"):  # as no case of earlier versions has
        case = replace(case, readings={})
    judged = judge(case, draws=draws, hinges=False, contentions=contentions)
    return {(item.contention, item.account): item for item in judged.verdicts}


def changes(
    case: Case, kind: Rewording, sites: Sequence[str], before: Verdicts, draws: int
) -> Iterator[Change]:
    """Each verdict that some site has a part in, before and after."""
    for site in sites:
        claims = kind.touched(case, site)
        concerned = [
            key
            for key, item in before.items()
            if item.support is not None
            and (claims is None or not claims.isdisjoint(item.claims_on_path))
        ]
        reworded = kind.apply(case, site)
        asked = dict.fromkeys(key[0] for key in concerned if key[0] in reworded.contentions)
        if not asked:
            continue
        after = verdicts_of(reworded, draws, tuple(asked))
        for key in concerned:
            if key in after:
                plain = PLAIN.fullmatch(case.contentions[key[0]].test) is not None
                yield Change(kind.kind, site, before[key], after[key], plain)


def chosen(case: Case, kind: Rewording, most: int) -> tuple[str, ...]:
    """At most so many sites of a kind, the same ones whatever else is measured."""
    sites = kind.sites(case)
    rng = np.random.default_rng(crc32(kind.kind.encode()))
    return tuple(sites[int(place)] for place in rng.permutation(len(sites))[:most])


def measured(case: Case, most: int, draws: int) -> Iterator[Change]:
    """All kinds at a few sites of one case."""
    before = verdicts_of(case, draws)
    for kind in REWORDINGS:
        yield from changes(case, kind, chosen(case, kind, most), before, draws)


def table(found: Sequence[Change]) -> str:
    """Kind × share of verdicts unchanged, with their number."""
    lines = [f"{'rewording':34} {'all':>12} {'by signs':>12} {'others':>12}"]
    for kind in [*(item.kind for item in REWORDINGS), "all"]:
        mine = [item for item in found if kind in (item.kind, "all")]
        signs = [item for item in mine if item.by_signs]
        others = [item for item in mine if not item.by_signs]
        lines.append(f"{kind:34} {_share(mine):>12} {_share(signs):>12} {_share(others):>12}")
    return "\n".join(lines)


def _share(some: Sequence[Change]) -> str:
    if not some:
        return "–"
    return f"{sum(item.same for item in some) / len(some):.0%} of {len(some)}"


def what_changed(found: Sequence[Change]) -> Iterator[str]:
    """From which words to which, by kind; the most frequent first."""
    turned = Counter(
        (item.kind, item.before.verdict, item.after.verdict) for item in found if not item.same
    )
    for (kind, before, after), count in turned.most_common():
        yield f"{count:4} {kind}: {before} → {after}"


def main() -> int:
    """Print a table for each worked case, for random accounts, and for all together."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", default=WORKED, help="worked cases (default: both)")
    parser.add_argument("--draws", type=int, default=256)
    parser.add_argument("--sites", type=int, default=6, help="of each kind in a worked case")
    parser.add_argument("--accounts", type=int, default=40, help="random ones, a site a kind each")
    parser.add_argument("--cases", type=Path, default=CASES, help="folder of the worked cases")
    options = parser.parse_args()
    every: list[Change] = []
    for name in options.names:
        case, problems = load_case(options.cases / name)
        if case is None:
            print(*problems, sep="\n", file=sys.stderr)
            return 1
        found = list(measured(case, options.sites, options.draws))
        print(f"{name}\n{table(found)}\n", *what_changed(found), sep="\n", flush=True)
        every += found
    found = [
        change
        for seed in range(options.accounts)
        for change in measured(random_account(seed), 1, options.draws)
    ]
    if found:
        print(f"\nrandom accounts\n{table(found)}\n", *what_changed(found), sep="\n")
        print(f"\nall together\n{table([*every, *found])}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
