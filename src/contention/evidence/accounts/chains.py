"""A posterior as chains, for tools that read them: each island is one."""

from contention.evidence.accounts.posterior import Posterior
from contention.evidence.accounts.tempering import ISLANDS
from contention.models.program import Floats2d, Floats3d


def quantiles(found: Posterior) -> Floats3d:
    """Where each number lies in what the words alone leave open, (chains, draws, keys).

    0.5 is the median that a strength or time has from the words; a doubtful claim is in a draw if
    its number is below the share of draws that its credibility gives it.
    """
    return found.uniforms.reshape(len(found.keys), -1, ISLANDS).transpose(2, 1, 0)


def log_likelihoods(found: Posterior) -> Floats2d | None:
    """Log likelihood of every draw, (chains, draws); None if no data bear on the account."""
    if found.run is None:
        return None
    return found.run.log_likelihood.reshape(-1, ISLANDS).T
