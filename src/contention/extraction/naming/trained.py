"""Weights of evidence, as `training.names` wrote them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

WEIGHTS: Final = "weights.json"


@dataclass(frozen=True)
class Weighing:
    """What each piece of evidence weighs, and the constant of the logistic model."""

    weights: Mapping[str, float]
    constant: float

    def log_odds(self, evidence: Mapping[str, float]) -> float:
        """Logarithm of the odds."""
        return self.constant + sum(self.weights[key] * value for key, value in evidence.items())


@cache
def weighings() -> Mapping[str, Weighing]:
    """`likeness` of mentions, and `antecedents` of pronouns."""
    text = (files("contention.extraction") / "naming" / WEIGHTS).read_text("utf-8")
    return {
        name: Weighing(each["weights"], each["constant"]) for name, each in json.loads(text).items()
    }
