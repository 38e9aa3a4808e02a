"""Whether small departures from the reference die away: in the equations, and in the steps."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import ArpackError, LinearOperator, eigs

from contention.models.program import Floats2d, Floats3d, Ints1d, Method
from contention.models.states import StateName
from contention.runs.jacobian import Linearised

GROWTH = 1e-6
"""growth per year below which an eigenvalue counts as zero (central differences are no better)"""
DENSE = 80
"""states in one loop structure up to which all eigenvalues are computed"""
CHUNK = 1 << 22
"""entries of dense matrices held at a time"""


@dataclass(frozen=True)
class Growth:
    """States that act on each other in a circle, and how often a push among them grows."""

    states: tuple[StateName, ...]
    share: float
    """of draws"""


@dataclass(frozen=True)
class Stability:
    """What becomes of a small departure from the reference, draw by draw."""

    grows: NDArray[np.bool_]
    """by the equations: an eigenvalue has a positive real part"""
    astray: NDArray[np.bool_]
    """only by the integration: the equations bring it back, the steps make it grow"""
    growing: tuple[Growth, ...] = ()
    """where it grows by the equations, the most often first"""


def stability(linear: Linearised, step: float, method: Method) -> Stability:
    """Eigenvalues of the Jacobians, pure integrators left out, and of one step of the method.

    States that do not act on each other in a circle are looked at apart: the eigenvalues of a
    block-triangular matrix are those of its blocks.
    """
    grows = np.zeros(linear.draws, dtype=np.bool_)
    magnified = np.zeros(linear.draws, dtype=np.bool_)
    growing = []
    for members in _loops(linear):
        rising = np.zeros(linear.draws, dtype=np.bool_)
        for draws, matrices in _blocks(linear, members):
            finite = np.isfinite(matrices).all(axis=(1, 2))
            look = _all_eigenvalues if len(members) <= DENSE else _extreme_eigenvalues
            up, out = look(matrices[finite], step, AMPLIFICATION[method])
            chosen = np.arange(linear.draws)[draws][finite]
            rising[chosen] = up
            magnified[chosen] |= out
        grows |= rising
        if rising.any():
            names = tuple(linear.states[number] for number in members)
            growing.append(Growth(names, float(rising.mean())))
    growing.sort(key=lambda item: -item.share)
    return Stability(grows, magnified & ~grows, tuple(growing))


def _loops(linear: Linearised) -> Iterator[Ints1d]:
    """States that act on each other, pure integrators left out; those alone come together."""
    size = len(linear.states)
    kept = ~linear.integrators
    inside = kept[linear.rows] & kept[linear.columns]
    graph = sparse.coo_array(
        (np.ones(int(inside.sum())), (linear.rows[inside], linear.columns[inside])),
        shape=(size, size),
    )
    _, group = connected_components(graph, directed=True, connection="strong")
    counts = np.bincount(group[kept], minlength=size + 1)
    for number in np.flatnonzero(counts):
        yield np.flatnonzero(kept & (group == number)).astype(np.int64)


def _blocks(linear: Linearised, members: Ints1d) -> Iterator[tuple[slice, Floats3d]]:
    """Dense matrices of some states, a few draws at a time."""
    some = max(1, CHUNK // len(members) ** 2)
    for first in range(0, linear.draws, some):
        draws = slice(first, first + some)
        yield draws, linear.block(members, draws)


def _euler(z: Any) -> Any:
    return 1.0 + z


def _heun(z: Any) -> Any:
    return 1.0 + z * (1.0 + z / 2.0)


def _runge_kutta(z: Any) -> Any:
    return 1.0 + z * (1.0 + z / 2.0 * (1.0 + z / 3.0 * (1.0 + z / 4.0)))


AMPLIFICATION: dict[Method, Callable[[Any], Any]] = {
    "euler": _euler, "rk2": _heun, "rk4": _runge_kutta,
}  # fmt: skip
"""What one step makes of a departure along an eigenvector, as a function of step · eigenvalue."""

Verdicts = tuple[NDArray[np.bool_], NDArray[np.bool_]]


def _all_eigenvalues(matrices: Floats3d, step: float, amplify: Callable[[Any], Any]) -> Verdicts:
    if not len(matrices):
        return np.zeros(0, dtype=np.bool_), np.zeros(0, dtype=np.bool_)
    found = np.linalg.eigvals(matrices)
    grows = found.real.max(axis=1) > GROWTH
    magnified = np.abs(amplify(step * found)).max(axis=1) > 1.0 + step * GROWTH
    return np.asarray(grows), np.asarray(magnified)


def _extreme_eigenvalues(
    matrices: Floats3d, step: float, amplify: Callable[[Any], Any]
) -> Verdicts:
    answers = np.array([_extreme(matrix, step, amplify) for matrix in matrices]).reshape(-1, 2)
    return answers[:, 0].astype(np.bool_), answers[:, 1].astype(np.bool_)


def _extreme(matrix: Floats2d, step: float, amplify: Callable[[Any], Any]) -> tuple[bool, bool]:
    """The same for one large matrix: a bound if it decides, else Arnoldi, else all eigenvalues."""
    lasting = sparse.csr_array(step * matrix)
    if _contracting(lasting):
        return False, False
    start = np.ones(len(matrix))

    def one_step(vector: Floats2d) -> Floats2d:
        if amplify is _euler:
            return np.asarray(vector + lasting @ vector)
        result = vector
        for divisor in (4.0, 3.0, 2.0, 1.0):
            result = vector + np.asarray(lasting @ result) / divisor
        return np.asarray(result)

    stepped = LinearOperator(matrix.shape, matvec=one_step, dtype=np.float64)
    options: dict[str, Any] = {
        "k": 4,
        "ncv": 60,
        "v0": start,
        "return_eigenvectors": False,
        "tol": 1e-9,
    }
    try:
        if np.abs(eigs(stepped, which="LM", **options)).max() <= 1.0 + step * GROWTH:
            return False, False  # what grows by the equations grows by the steps
        rising = eigs(lasting, which="LR", **options).real.max() > step * GROWTH
    except ArpackError:  # no convergence
        up, out = _all_eigenvalues(matrix[None], step, amplify)
        return bool(up[0]), bool(out[0])
    return bool(rising), True


def _contracting(lasting: "sparse.csr_array[Any]") -> bool:
    """Whether a bound shows that one Euler step shrinks every departure.

    The Perron root of the absolute values bounds all eigenvalues of the step, and is itself
    bounded by the largest quotient of Collatz and Wielandt at any positive vector.
    """
    absolute = abs(sparse.eye_array(lasting.shape[0], format="csr") + lasting)
    vector = np.ones(lasting.shape[0])
    for _ in range(50):
        image = absolute @ vector
        if float((image / vector).max()) < 1.0:
            return True
        vector = image / image.max() + 1e-12
    return False
