"""Confidence in a claim: the share of proposals with such a score that are right.

A proposal is right if the text makes the claim: both ends in their order, and the sign. Readers
score by whatever they have. A curve for each reader and each way of finding turns the score into
the share that is right of such proposals for labelled passages. `python -m benchmarks.confidence
--fit` fits the curves, and `confidence.json` has them.
"""

import itertools
import json
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

WORTHWHILE = 0.3
"""From here on a proposal saves a person time: judging one takes some 10 s, and one that is right
saves adding it by hand, some 35 s."""
FILE = "confidence.json"

Curve = tuple[tuple[float, float], ...]
"""Scores, ascending, with the shares that are right."""


@dataclass(frozen=True)
class ConfidenceCurves:
    """Curves by reader and by what `found_by` of a proposal says."""

    curves: Mapping[str, Mapping[str, Curve]] = field(default_factory=dict)

    def of(self, reader: str, found_by: str, score: float) -> float:
        """The share that is right, between the nearest scores; the score if there is no curve."""
        curve = self.curves.get(reader, {}).get(found_by)
        if not curve:
            return score
        place = bisect_right(curve, (score, 1.0))
        if place in (0, len(curve)):
            return curve[min(place, len(curve) - 1)][1]
        (low, below), (high, above) = curve[place - 1], curve[place]
        return round(below + (above - below) * (score - low) / (high - low), 3)


UNCHANGED = ConfidenceCurves()
"""Leaves every score as it is."""


@cache
def shipped_curves() -> ConfidenceCurves:
    """The curves that are part of the package."""
    text = (files("contention.extraction") / FILE).read_text("utf-8")
    return curves_from_json(text)


def curves_from_json(text: str) -> ConfidenceCurves:
    """Curves from `{reader: {found_by: [[score, share], …]}}`; raises ValueError for others."""
    read: dict[str, dict[str, Curve]] = {}
    for reader, by_finding in json.loads(text).items():
        for found_by, points in by_finding.items():
            curve = tuple((float(score), float(share)) for score, share in points)
            scores, shares = zip(*curve, strict=True)
            ascending = all(one < two for one, two in itertools.pairwise(scores))
            if not ascending or not all(0 <= share <= 1 for share in shares):
                raise ValueError(f"{reader}, {found_by}: scores ascend, and shares are from 0 to 1")
            read.setdefault(reader, {})[found_by] = curve
    return ConfidenceCurves(read)
