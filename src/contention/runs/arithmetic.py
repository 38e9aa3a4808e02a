"""Elementary functions without branches, so that loops over draws become vector code.

Accuracy is within 5 units in the last place over the whole range (measured in the tests).
The method is the classical one (Cody and Waite, *Software Manual for the Elementary Functions*,
1980): take out the power of two, then a polynomial on what is left. The exponential's polynomial
interpolates (e^r - 1 - r) / r² at Chebyshev nodes on |r| <= ln(2)/2 (relative error 2e-17), the
saturation's quotient tanh(f ln(2)/2) / f as a function of f² at those on |f| <= 1/2 (3e-17); the
logarithm's is that of fdlibm's `e_log.c`.
"""

import math

import numpy as np

from contention.models.program import SATURATION
from contention.runs.compiled import compiled

ROUNDING = 6755399441055744.0
"""1.5 · 2⁵²: adding it rounds to a whole number and leaves that number in the lowest bits."""
LOG2_E = 1.4426950408889634
LN2_HIGH = 6.93147180369123816490e-01
LN2_LOW = 1.90821492927058770002e-10
EXP_HIGHEST = 709.782712893384
EXP_LOWEST = -708.396418532264
"""below it a result would be subnormal; it is 0 here"""
SQRT_HALF_BITS = 0x3FE6A09E667F3BCD
ONE_BITS = 0x3FF0000000000000


@compiled
def bits(x: float) -> int:
    """The bits of a number as a whole number."""
    return np.float64(x).view(np.int64)  # type: ignore[return-value]


@compiled
def _from_bits(whole: int) -> float:
    return np.int64(whole).view(np.float64)


@compiled
def _exp_tail(r: float) -> float:
    """e^r - 1 for |r| <= ln(2) / 2."""
    s = r * r
    low = (0.5000000000000001 + 0.16666666666666669 * r) + s * (
        0.04166666666662399 + 0.008333333333330051 * r
    )
    middle = (0.0013888888917281794 + 0.00019841269863105968 * r) + s * (
        2.480152119021773e-05 + 2.7557268378684192e-06 * r
    )
    high = 2.7620138719733994e-07 + 2.5100424157005067e-08 * r
    return r + s * (low + (s * s) * (middle + (s * s) * high))


@compiled
def exp(x: float) -> float:
    """e to the x; 0 below -708.4, infinity above 709.78."""
    held = min(max(x, -800.0), 800.0)
    shifted = held * LOG2_E + ROUNDING
    whole = shifted - ROUNDING
    r = (held - whole * LN2_HIGH) - whole * LN2_LOW
    result = _from_bits(bits(1.0 + _exp_tail(r)) + (bits(shifted) << 52))
    result = result if x <= EXP_HIGHEST else x * math.inf
    return 0.0 if x < EXP_LOWEST else result


@compiled
def saturate(x: float) -> float:
    """Y tanh(x / Y), with one division and all digits of small x.

    With 2x / (Y ln 2) = k + f this is Y ((s+1) a + (s-1) q) / ((s+1) q + (s-1) a), where s = 2^k
    and a / q = tanh(f ln(2) / 2): for k = 0 nothing is subtracted. The long chains of a polynomial
    of 2^f would keep the processor waiting; these are short.
    """
    w = max(min(x * (2.0 * LOG2_E / SATURATION), 60.0), -60.0)
    shifted = w + ROUNDING
    s = _from_bits((bits(shifted) << 52) + ONE_BITS)
    f = w - (shifted - ROUNDING)
    z = f * f
    a = f * 0.34657359027997264 + (f * z) * (0.004624841170852369 + z * 5.287083987433538e-06)
    q = 1.0 + z * (0.05338222200402479 + z * 0.00022893359916127378)
    above = (s + 1.0) * a + (s - 1.0) * q
    below = (s + 1.0) * q + (s - 1.0) * a
    return SATURATION * above / below


@compiled
def logistic(x: float) -> float:
    """1 / (1 + e^-x)."""
    return 1.0 / (1.0 + exp(-x))


@compiled
def ln(x: float) -> float:
    """Natural logarithm; -infinity at 0, NaN below."""
    tiny = x < 2.2250738585072014e-308
    scaled = x * 18014398509481984.0 if tiny else x
    exponent = (bits(scaled) - SQRT_HALF_BITS) >> 52
    f = _from_bits(bits(scaled) - (exponent << 52)) - 1.0
    k = float(exponent) - (54.0 if tiny else 0.0)
    s = f / (2.0 + f)
    z = s * s
    w = z * z
    odd = w * (0.3999999999940941908 + w * (0.2222219843214978396 + w * 0.1531383769920937332))
    even = z * (
        0.6666666666666735130
        + w * (0.2857142874366239149 + w * (0.1818357216161805012 + w * 0.1479819860511658591))
    )
    half = 0.5 * f * f
    result = k * LN2_HIGH - ((half - (s * (half + odd + even) + k * LN2_LOW)) - f)
    result = result if x < math.inf else x
    result = math.nan if x < 0.0 else result
    return -math.inf if x == 0.0 else result


@compiled
def logit(x: float) -> float:
    """ln(x / (1 - x)); infinite at 0 and 1, NaN outside."""
    return ln(x / (1.0 - x))
