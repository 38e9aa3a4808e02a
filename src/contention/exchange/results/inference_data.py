"""Draws of an account as ArviZ data: prior, what follows from it, posterior; needs arviz-base."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from contention.case.model import Case
from contention.evidence.accounts.chains import log_likelihoods
from contention.evidence.accounts.posterior import Posterior
from contention.evidence.accounts.tempering import ISLANDS
from contention.exchange.missing import needs
from contention.exchange.results.draw_tables import unit_of, value_of
from contention.judge.draw_outcomes import draw_outcomes
from contention.judge.hinges.uncertain_quantities import Quantity, uncertain_quantities
from contention.models.program import Floats3d
from contention.runs.draws import REPLICATES, uniforms
from contention.runs.plan import prepare

if TYPE_CHECKING:
    from xarray import DataTree


@dataclass(frozen=True)
class DrawsAsked:
    """Which draws."""

    contentions: tuple[str, ...]
    draws: int
    """rounded down to a multiple of the 16 independent randomisations, which are the chains"""
    seed: int
    workers: int


def inference_data(
    case: Case, account: str, asked: DrawsAsked, found: Posterior | None = None
) -> DataTree:
    """The groups `prior`, `prior_predictive` and, of an account that was fitted, `posterior`.

    `quantile` and `value` have the dimensions chain, draw and key; `key` names an uncertain
    number, `unit` and `kind` belong to it. `holds` is 1 where a contention holds, -1 where its
    reverse does, else 0; `speaks` is 1 in draws that shares count. Every number is finite.
    """
    with needs("arviz_base", "ArviZ data", "posterior"):
        import arviz_base
    plan = prepare(case, account)
    plan = prepare(case, account, outputs=plan.map.factors)
    items = uncertain_quantities(plan)
    count = asked.draws // REPLICATES * REPLICATES
    keys = tuple(item.key for item in items)
    prior = _chains(plan.given.uniforms(keys, asked.seed, 0, count), REPLICATES)
    groups: dict[str, dict[str, Any]] = {"prior": _both(items, prior)}
    dims: dict[str, list[str]] = {"quantile": ["key"], "value": ["key"]}
    coords: dict[str, Any] = {"key": list(keys)}
    told = _told(case, account, asked, count)
    if told is not None:
        groups["prior_predictive"], coords["contention"] = told
        dims |= {"holds": ["contention"], "speaks": ["contention"]}
    if found is not None:
        groups |= _fitted(items, found, asked.seed)
    about = {"case": case.id, "account": account, "seed": asked.seed}
    with warnings.catch_warnings():  # that chains are longer than draws, of few draws
        warnings.simplefilter("ignore", UserWarning)
        tree: DataTree = arviz_base.from_dict(groups, dims=dims, coords=coords, attrs={"/": about})
    return _described(tree, case, items)


def netcdf(tree: DataTree) -> bytes:
    """The data as a netCDF 4 file, which `xarray.open_datatree` opens; needs h5netcdf."""
    with needs("h5netcdf", "netCDF files", "posterior"):
        import h5netcdf  # noqa: F401
    return bytes(tree.to_netcdf(engine="h5netcdf"))


def _chains(values: np.ndarray[Any, Any], chains: int) -> np.ndarray[Any, Any]:
    """(keys, draws) → (chains, draws, keys): draw i is the next one of chain i modulo chains."""
    return values.reshape(len(values), -1, chains).transpose(2, 1, 0)


def _both(items: Sequence[Quantity], uniform: Floats3d) -> dict[str, Floats3d]:
    """Where each number lies in its distribution, and the number itself."""
    values = uniform.copy()
    for place, item in enumerate(items):
        own = value_of(item, uniform[:, :, place].ravel())
        if own is not None:
            values[:, :, place] = own.reshape(uniform.shape[:2])
    return {"quantile": uniform, "value": values}


def _told(
    case: Case, account: str, asked: DrawsAsked, count: int
) -> tuple[dict[str, Any], list[str]] | None:
    found = list(
        draw_outcomes(case, account, asked.contentions, draws=count, seed=asked.seed,
                      workers=asked.workers)
    )  # fmt: skip
    if not found:
        return None
    holds = np.array([each.holds.astype(np.int8) - each.reverse for each in found], dtype=np.int8)
    speaks = np.array([each.speaks & ~each.failed for each in found], dtype=np.int8)
    groups = {"holds": _chains(holds, REPLICATES), "speaks": _chains(speaks, REPLICATES)}
    return groups, [each.contention for each in found]


def _fitted(items: Sequence[Quantity], found: Posterior, seed: int) -> dict[str, dict[str, Any]]:
    """The posterior; numbers that the data say nothing of are drawn as in the prior."""
    given = dict(zip(found.keys, found.uniforms, strict=True))
    keys = [item.key for item in items]
    free = uniforms(keys, seed, 0, found.uniforms.shape[1])
    rows = [given.get(key, own) for key, own in zip(keys, free, strict=True)]
    groups: dict[str, dict[str, Any]] = {
        "posterior": _both(items, _chains(np.array(rows).reshape(free.shape), ISLANDS))
    }
    lengths = log_likelihoods(found)
    if lengths is not None:
        groups["log_likelihood"] = {"observations": lengths}
    return groups


def _described(tree: DataTree, case: Case, items: Sequence[Quantity]) -> DataTree:
    """The units and kinds of the numbers as coordinates along with their keys."""
    for group in tree.children.values():
        group.attrs.pop("created_at", None)  # the same draws give the same file
    for name in ("prior", "posterior"):
        if name in tree.children:
            tree[name] = tree[name].to_dataset().assign_coords(
                unit=("key", [unit_of(case, item) for item in items]),
                kind=("key", [item.kind for item in items]),
            )  # fmt: skip
    return tree
