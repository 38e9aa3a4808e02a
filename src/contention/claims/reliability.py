"""Agreement beyond chance between coders: Cohen's kappa and Krippendorff's alpha.

Values are nominal: any hashable thing, equal or not.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence


def observed_agreement(pairs: Sequence[tuple[Hashable, Hashable]]) -> float:
    """Share of pairs with equal values; NaN where there are none."""
    return sum(one == other for one, other in pairs) / len(pairs) if pairs else float("nan")


def cohens_kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float:
    """Agreement of two coders beyond what their own habits would give.

    `(po - pe) / (1 - pe)`, with `pe` from each coder's own shares. NaN where there are no pairs, or
    where both use one and the same value throughout: chance alone would then agree too.
    Source: Cohen, A coefficient of agreement for nominal scales, 1960.
    """
    total = len(pairs)
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    agreed = sum(one == other for one, other in pairs) * total
    chance = sum(count * second[value] for value, count in first.items())
    return (agreed - chance) / (total**2 - chance) if total**2 != chance else float("nan")


def krippendorffs_alpha(units: Iterable[Sequence[Hashable | None]]) -> float:
    """Reliability of any number of coders, some of whose values may be missing (None).

    `1 - Do / De` from the coincidence matrix of nominal values; a unit with fewer than two values
    says nothing and is left out. NaN where all values are the same or none can be paired.
    Source: Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011, sections A to C.
    """
    coincidences: defaultdict[tuple[Hashable, Hashable], float] = defaultdict(float)
    for unit in units:
        values = Counter(value for value in unit if value is not None)
        among = values.total() - 1
        if among < 1:
            continue
        for one, count in values.items():
            for other, others in values.items():
                coincidences[one, other] += count * (others - (one == other)) / among
    totals: defaultdict[Hashable, float] = defaultdict(float)
    for (one, _), share in coincidences.items():
        totals[one] += share
    size = sum(totals.values())
    disagreed = sum(share for (one, other), share in coincidences.items() if one != other)
    expected = size**2 - sum(share**2 for share in totals.values())
    return 1 - (size - 1) * disagreed / expected if len(totals) > 1 else float("nan")
