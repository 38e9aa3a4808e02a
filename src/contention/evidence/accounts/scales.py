"""The scale on which a factor is compared with what was observed of it."""

import numpy as np
from scipy.special import expit, logit

from contention.case.model import Factor
from contention.models.program import Floats1d, Floats2d

OBSERVABLE = ("quantity", "share", "stock", "equation")
"""Kinds of factors that a series can observe; events and inputs are dated instead."""
SMALLEST = 1e-9
"""How close to 0 or 1 a share may come, and to 0 a ratio."""


def on_scale(factor: Factor, reference: float, values: Floats2d) -> Floats2d:
    """Distance from the reference: log ratio, log odds ratio (shares) or units (stocks)."""
    if factor.kind == "share":
        kept = np.clip(values, SMALLEST, 1.0 - SMALLEST)
        return np.asarray(logit(kept) - logit(reference))
    if factor.kind == "stock":
        return np.asarray(values - reference)
    return np.asarray(np.log(np.maximum(values / reference, SMALLEST)))


def off_scale(factor: Factor, reference: float, distances: Floats2d) -> Floats2d:
    """The inverse of `on_scale`: values in the factor's own unit."""
    if factor.kind == "share":
        return np.asarray(expit(distances + logit(reference)))
    if factor.kind == "stock":
        return np.asarray(distances + reference)
    return np.asarray(reference * np.exp(distances))


def level_spread(factor: Factor, reference: float) -> float:
    """How far the level of a series may lie from the reference: a factor e, or all of a stock."""
    return abs(reference) if factor.kind == "stock" else 1.0


def usable(factor: Factor, values: Floats1d) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Which values have a place on the scale."""
    if factor.kind == "share":
        return np.asarray((values > 0.0) & (values < 1.0))
    if factor.kind == "stock":
        return np.asarray(np.isfinite(values))
    return np.asarray(values > 0.0)
