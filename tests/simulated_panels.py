"""Series and panels with effects that are known, because they were put there."""

import numpy as np
from numpy.typing import NDArray

from contention.evidence.designs.projection import PanelData
from contention.evidence.designs.survival import Spells

Floats = NDArray[np.float64]


def autocorrelated(random: np.random.Generator, n: int, rho: float) -> Floats:
    """Errors of a stationary first-order autoregression with innovations of variance 1."""
    innovations = random.normal(size=n)
    errors = np.empty(n)
    errors[0] = innovations[0] / np.sqrt(1 - rho**2)
    for index in range(1, n):
        errors[index] = rho * errors[index - 1] + innovations[index]
    return errors


def months(n: int, at: float = 2014.0) -> Floats:
    """Months round a date, n of them, half before it."""
    return at + (np.arange(n) - n // 2) / 12


def grouped(
    random: np.random.Generator, clusters: int, each: int, effect: float, confounded: float = 0.0
) -> tuple[Floats, Floats, Floats, NDArray[np.int64]]:
    """Outcome, exposure of whole clusters, a confounder, clusters; clusters differ by sd 0.7."""
    labels = np.repeat(np.arange(clusters), each)
    third = random.normal(size=clusters)
    exposed = np.zeros(clusters)
    exposed[np.argsort(confounded * third + random.normal(size=clusters))[clusters // 2 :]] = 1
    own = random.normal(scale=0.7, size=clusters) + effect * exposed + confounded * third
    outcome = own[labels] + random.normal(size=clusters * each)
    return outcome, exposed[labels], third[labels][:, None], labels


def spells(
    random: np.random.Generator,
    clusters: int,
    log_ratio: float,
    late: bool,
    frailty: float = 0.4,
) -> Spells:
    """Four spells a cluster, two of them exposed, with frailty by cluster, censored at 8 years."""
    labels = np.repeat(np.arange(clusters), 4)
    exposed = np.tile([0.0, 1.0, 0.0, 1.0], clusters)
    risk = 0.15 * np.exp(random.normal(scale=frailty, size=clusters)[labels] + log_ratio * exposed)
    duration = random.exponential(size=len(labels)) / risk
    entry = random.uniform(0, 2, size=len(labels)) if late else np.zeros(len(labels))
    seen = duration > entry
    end = np.ceil(np.minimum(duration, 8.0) * 12) / 12
    return Spells(
        entry[seen],
        end[seen],
        (duration < 8)[seen],
        exposed[seen],
        np.empty((int(seen.sum()), 0)),
        np.unique(labels[seen], return_inverse=True)[1],
    )


def panel(random: np.random.Generator, units: int, years: int, effect: float) -> PanelData:
    """A panel with constants by unit and year in which an exposure acts and wears off by half.

    The outcome of a year is half that of the year before plus `effect` times the exposure, so
    that one more of it raises the outcome h years on by effect / 2 ** h.
    """
    exposure = random.normal(size=(units, years + 20))
    outcome = np.zeros((units, years + 20))
    for year in range(1, years + 20):
        shock = random.normal(scale=0.5, size=units) + random.normal(scale=0.5)
        outcome[:, year] = 0.5 * outcome[:, year - 1] + effect * exposure[:, year] + shock
    outcome += random.normal(scale=3, size=(units, 1))
    labels, calendar = np.indices((units, years)).reshape(2, -1)
    return PanelData(
        labels,
        calendar + 1990,
        outcome[:, 20:].reshape(-1),
        exposure[:, 20:].reshape(-1),
        np.empty((units * years, 0)),
        labels,
    )
