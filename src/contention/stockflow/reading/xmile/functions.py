"""What XMILE calls its functions (XMILE 1.0, section 3.5), and what Stella adds."""

from collections.abc import Mapping
from typing import Final

from contention.stockflow.names import key
from contention.stockflow.reading.vensim.functions import FUNCTIONS as OF_VENSIM

_LISTED: Final = """
ABS | abs
ARCCOS | arccos
ARCSIN | arcsin
ARCTAN | arctan
COS | cos
COSH | cosh
EXP | exp
INF | infinity
INT | floor
LN | ln
LOG10 | log10
MAX | max
MIN | min
PI | pi
ROUND | round
SIN | sin
SINH | sinh
SQRT | sqrt
TAN | tan
TANH | tanh
EXPRND | exponential
LOGNORMAL | lognormal
NORMAL | normal
POISSON | poisson
RANDOM | uniform
UNIFORM | uniform
DELAY | delay
DELAY1 | delay1
DELAY3 | delay3
DELAYN | delay_n
FORCST | forecast
SMTH1 | smooth1
SMTH3 | smooth3
SMTHN | smooth_n
TREND | trend
NPV | stella_npv
PULSE | impulse
RAMP | ramp
STEP | step
INIT | initial
PREVIOUS | previous
HISTORY | history
SAFEDIV | safe_divide
LOOKUP | lookup
LOOKUPINV | lookup_invert
LOOKUPMEAN | lookup_mean
LOOKUPAREA | lookup_area
MEAN | mean
PROD | product
RANK | rank
SIZE | size
STDDEV | deviation
SUM | sum
"""

_OWN: Final = {
    key(name): ours.strip()
    for name, ours in (line.split("|") for line in _LISTED.strip().splitlines())
}

FUNCTIONS: Final[Mapping[str, str]] = {
    **{
        name: ours
        for name, ours in OF_VENSIM.items()
        if name not in ("log", "integer", "modulo", "npv")
    },
    **_OWN,
}
"""our name of each function by the key of XMILE's; Vensim's own functions under their names with
underscores, as converters write them, where no rule of XMILE is in the way"""

CONSTANTS: Final[Mapping[str, str]] = {
    "time": "time",
    "dt": "time_step",
    "starttime": "initial_time",
    "stoptime": "final_time",
    "pi": "pi",
    "inf": "infinity",
    "self": "self",
}
"""names that are functions without arguments (sections 3.5.3 and 3.5.5)"""

OF_CONVERTERS: Final[Mapping[str, str]] = {
    "initial time": "initial_time",
    "final time": "final_time",
    "time step": "time_step",
}
"""Vensim's names of the settings, where the model has no variable of that name"""
