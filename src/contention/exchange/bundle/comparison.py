"""How far the numbers of two judgements lie apart."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from contention.exchange.bundle.case_files import BundleError

SHARES = ("support", "opposed", "undecided", "presence", "moving")


@dataclass(frozen=True)
class Difference:
    """Two judgements of one case, verdict by verdict."""

    words: tuple[str, ...]
    """contention and account of every verdict that has another word, or is in one only"""
    share: float
    """largest difference of a share of draws"""
    compared: int
    """verdicts that are in both"""


def compared(old: bytes, new: bytes) -> Difference:
    """Two files `judgement.json`; raises BundleError for one that is not such."""
    before, after = _verdicts(old), _verdicts(new)
    both = before.keys() & after.keys()
    words = list(before.keys() ^ after.keys())
    words += [key for key in both if before[key].get("verdict") != after[key].get("verdict")]
    largest = 0.0
    for key in both:
        for name in SHARES:
            one, two = before[key].get(name), after[key].get(name)
            if isinstance(one, int | float) and isinstance(two, int | float):
                largest = max(largest, abs(one - two))
            elif one != two:
                largest = 1.0
    return Difference(tuple(sorted(" by ".join(key) for key in words)), largest, len(both))


def _verdicts(content: bytes) -> Mapping[tuple[str, str], Mapping[str, Any]]:
    try:
        held = json.loads(content.decode("utf-8"))
        return {(each["contention"], each["account"]): each for each in held["verdicts"]}
    except (ValueError, KeyError, TypeError, RecursionError):
        raise BundleError("results/judgement.json is not a judgement") from None
