"""Operations that models of other tools need, and accounts do not."""

import math

import numpy as np

from contention.models.program import Floats1d, Floats2d, Op
from contention.runs.compiled import compiled
from contention.runs.layout import BLOCK
from contention.runs.tape import Equations

TRUNCATE, TAN, ARCSIN = int(Op.TRUNCATE), int(Op.TAN), int(Op.ARCSIN)
ARCCOS, ARCTAN, RANDOM = int(Op.ARCCOS), int(Op.ARCTAN), int(Op.RANDOM)
NORMAL_QUANTILE, NORMAL_SHARE = int(Op.NORMAL_QUANTILE), int(Op.NORMAL_SHARE)
LOOKUP_EXTRAPOLATE, LOOKUP_BACKWARD = int(Op.LOOKUP_EXTRAPOLATE), int(Op.LOOKUP_BACKWARD)

SQRT_HALF = math.sqrt(0.5)
COUNTED = 48
"""segments of a graphical function that are counted, not searched"""
MOST_COUNTS = 100_000
"""of a Poisson distribution that are tried one after the other"""

Coefficients = tuple[float, float, float, float, float, float, float, float]
# Of the quotients of polynomials in `normal_quantile`, by Wichura's names A to F.
MIDDLE_ABOVE: Coefficients = (
    2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
    13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608,
)  # fmt: skip
MIDDLE_BELOW: Coefficients = (
    5226.495278852545925, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867,
    5394.1960214247511077, 687.1870074920579083, 42.313330701600911252, 1.0,
)  # fmt: skip
NEAR_ABOVE: Coefficients = (
    7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177,
    1.27045825245236838258, 3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959,
    1.42343711074968357734,
)  # fmt: skip
NEAR_BELOW: Coefficients = (
    1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966,
    0.14810397642748007459, 0.68976733498510000455, 1.6763848301838038494,
    2.05319162663775882187, 1.0,
)  # fmt: skip
FAR_ABOVE: Coefficients = (
    2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386,
    0.026532189526576123093, 0.29656057182850489123, 1.7848265399172913358,
    5.4637849111641143699, 6.6579046435011037772,
)  # fmt: skip
FAR_BELOW: Coefficients = (
    2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5,
    7.868691311456132591e-4, 0.0148753612908506148525, 0.13692988092273580531,
    0.59983220655588793769, 1.0,
)  # fmt: skip


@compiled
def further(rows: Floats2d, op: int, out: int, a: int, b: int) -> None:  # noqa: C901
    """One pass of an operation of one or two rows."""
    if op == TRUNCATE:
        for i in range(BLOCK):
            rows[out, i] = np.trunc(rows[a, i])
    elif op == TAN:
        for i in range(BLOCK):
            rows[out, i] = np.tan(rows[a, i])
    elif op == ARCSIN:
        for i in range(BLOCK):
            rows[out, i] = np.arcsin(rows[a, i])
    elif op == ARCCOS:
        for i in range(BLOCK):
            rows[out, i] = np.arccos(rows[a, i])
    elif op == ARCTAN:
        for i in range(BLOCK):
            rows[out, i] = np.arctan(rows[a, i])
    elif op == RANDOM:
        for i in range(BLOCK):
            rows[out, i] = _random(rows[a, i], rows[b, i])
    elif op == NORMAL_QUANTILE:
        for i in range(BLOCK):
            rows[out, i] = normal_quantile(rows[a, i])
    elif op == NORMAL_SHARE:
        for i in range(BLOCK):
            rows[out, i] = 0.5 * math.erfc(-rows[a, i] * SQRT_HALF)
    else:
        for i in range(BLOCK):
            rows[out, i] = _poisson_quantile(rows[a, i], rows[b, i])


@compiled
def _random(own: float, number: float) -> float:
    """Number `number` of the sequence that begins at the bits of `own`, strictly inside 0 … 1.

    The generator is that of `runs/draws.py`, which gives any number without those before it.
    """
    word = np.float64(own).view(np.uint64) + np.uint64(0x9E3779B97F4A7C15) * np.uint64(number + 1.0)
    word = (word ^ (word >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    word = (word ^ (word >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    word = word ^ (word >> np.uint64(31))
    return (float(word >> np.uint64(11)) + 0.5) / 9007199254740992.0


@compiled
def normal_quantile(share: float) -> float:
    """Wichura's algorithm AS 241 (Applied Statistics 37, 1988), accurate to about 1e-16."""
    q = share - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        return q * _polynomial(MIDDLE_ABOVE, r) / _polynomial(MIDDLE_BELOW, r)
    tail = share if q < 0.0 else 1.0 - share
    if not tail > 0.0:
        return math.copysign(math.inf, q) if tail == 0.0 else math.nan
    r = math.sqrt(-math.log(tail))
    if r <= 5.0:
        far = _polynomial(NEAR_ABOVE, r - 1.6) / _polynomial(NEAR_BELOW, r - 1.6)
    else:
        far = _polynomial(FAR_ABOVE, r - 5.0) / _polynomial(FAR_BELOW, r - 5.0)
    return far if q > 0.0 else -far


@compiled
def _polynomial(coefficients: Coefficients, x: float) -> float:
    """The coefficient of the highest power comes first."""
    result = 0.0
    for each in coefficients:
        result = result * x + each
    return result


@compiled
def _poisson_quantile(share: float, mean: float) -> float:
    """Add up probabilities from the count 0 on, in logarithms so that none underflows early."""
    if not mean >= 0.0:
        return math.nan
    if mean == 0.0:
        return 0.0
    count, logarithm = 0, -mean
    total = math.exp(logarithm)
    while total < share and count < MOST_COUNTS:
        count += 1
        logarithm += math.log(mean / count)
        total += math.exp(logarithm)
    return float(count)


@compiled
def segments(rows: Floats2d, out: int, a: int, x: Floats1d, first: int, last: int) -> None:
    """Write into `out` in which segment of a graphical function each draw is, from 0.

    Short functions count the points that are not above a draw, in vector code; a search by halves
    jumps differently in each draw, which takes ten times as long.
    """
    if last - first <= COUNTED:
        for i in range(BLOCK):
            rows[out, i] = 0.0
        for point in range(first + 1, last):
            at = x[point]
            for i in range(BLOCK):
                rows[out, i] += 1.0 if at <= rows[a, i] else 0.0
        return
    for i in range(BLOCK):
        low, high = first, last
        while high - low > 1:
            middle = (low + high) // 2
            if x[middle] <= rows[a, i]:
                low = middle
            else:
                high = middle
        rows[out, i] = low - first


@compiled
def tabled(rows: Floats2d, op: int, out: int, a: int, equations: Equations, table: int) -> None:
    """One pass of a graphical function that does not hold its ends between straight lines."""
    x, y = equations.table_x, equations.table_y
    first, last = equations.table_first[table], equations.table_first[table + 1] - 1
    segments(rows, out, a, x, first, last)
    for i in range(BLOCK):
        value = rows[a, i]
        low = first + int(rows[out, i])
        high = min(low + 1, last)
        if op == LOOKUP_EXTRAPOLATE:
            width = x[high] - x[low]
            slope = (y[high] - y[low]) / width if width > 0.0 else 0.0
            rows[out, i] = y[low] + (value - x[low]) * slope
        elif value != value:
            rows[out, i] = value
        elif op == LOOKUP_BACKWARD:
            rows[out, i] = y[high] if value >= x[high] else y[low]
        else:
            rows[out, i] = y[low] if value <= x[low] else y[high]
