"""The functions of stock-and-flow models: names, arguments, and where their rule is written.

A name means one rule, so that a reader chooses where languages differ: `INTEGER` of Vensim is
`truncate`, `INT` of XMILE is `floor`. Arguments are in the order given; a bracket holds those that
may be left out.

Sources: X = XMILE 1.0, section; V = Vensim Reference Manual, entry of the function.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

MANY: Final = 1000
"""more arguments than any function has"""


@dataclass(frozen=True)
class Signature:
    """How a function is called: `arguments` as documented, least and most of them, the source."""

    arguments: str
    least: int
    most: int
    source: str


def _signature(arguments: str, source: str) -> Signature:
    needed, _, optional = arguments.partition("[")
    least = len([name for name in needed.split(",") if name.strip()])
    if arguments.endswith("..."):
        return Signature(arguments, least, MANY, source)
    most = least + len([name for name in optional.strip("]").split(",") if name.strip()])
    return Signature(arguments, least, most, source)


_LISTED: Final = """
abs | x | X 3.5.1, V ABS
exp | x | X 3.5.1, V EXP
ln | x | X 3.5.1, V LN
log10 | x | X 3.5.1
log | x, base | V LOG
sqrt | x | X 3.5.1, V SQRT
gamma_ln | x | V GAMMA LN: above 0
power | x, exponent | V POWER
sin | x | X 3.5.1, V SIN
cos | x | X 3.5.1, V COS
tan | x | X 3.5.1, V TAN
arcsin | x | X 3.5.1, V ARCSIN
arccos | x | X 3.5.1, V ARCCOS
arctan | x | X 3.5.1, V ARCTAN
sinh | x | V SINH
cosh | x | V COSH
tanh | x | V TANH
pi | | X 3.5.1
infinity | | X 3.5.1 INF
min | x ... | X 3.5.1, V MIN
max | x ... | X 3.5.1, V MAX
floor | x | X 3.5.1 INT: the largest integer not above x
truncate | x | V INTEGER: towards zero
round | x | Stella ROUND: the nearest integer, halves away from zero
floor_modulo | x, divisor | X 3.3.1, the operator MOD: the sign of the divisor
truncate_modulo | x, divisor | V MODULO: the sign of x
quantum | x, quantum | V QUANTUM: quantum * truncate(x / quantum), x if the quantum is not above 0
xidz | x, divisor, otherwise | V XIDZ: `otherwise` if the divisor is within 1e-6 of 0
zidz | x, divisor | V ZIDZ
safe_divide | x, divisor [otherwise] | X 3.5.5 SAFEDIV: `otherwise` (0) if the divisor is 0
time | | X 3.5.3 TIME, V Time
time_step | | X 3.5.3 DT
initial_time | | X 3.5.3 STARTTIME
final_time | | X 3.5.3 STOPTIME
step | height, time | X 3.5.4, V STEP
ramp | slope, start [end] | X 3.5.4, V RAMP
pulse | start, width | V PULSE: 1 from start for the width, at least one step
pulse_train | start, width, interval, end | V PULSE TRAIN
impulse | volume [first, interval] | X 3.5.4 PULSE: volume / DT in one step, or every interval
get_time_value | relative_to, offset, measure | V GET TIME VALUE
smooth1 | input, time [initial] | X 3.5.2 SMTH1, V SMOOTH, SMOOTHI
smooth3 | input, time [initial] | X 3.5.2 SMTH3, V SMOOTH3, SMOOTH3I
smooth_n | input, time, initial, order | X 3.5.2 SMTHN, V SMOOTH N
delay1 | input, time [initial] | X 3.5.2, V DELAY1, DELAY1I
delay3 | input, time [initial] | X 3.5.2, V DELAY3, DELAY3I
delay_n | input, time, initial, order | X 3.5.2 DELAYN, V DELAY N
delay_fixed | input, time, initial | V DELAY FIXED
delay_information | input, time, initial | V DELAY INFORMATION
delay_material | input, time, initial, missing | V DELAY MATERIAL: `missing` if nothing leaves
delay_conveyor | input, time, leak, profile, total, initial_time | V DELAY CONVEYOR, see above
delay | input, time [initial] | X 3.5.2 DELAY
trend | input, time [initial] | X 3.5.2 TREND, V TREND
forecast | input, time, horizon [initial] | X 3.5.2 FORCST, V FORECAST
npv | stream, rate, initial, factor | V NPV
sample_if_true | condition, input, initial | V SAMPLE IF TRUE
initial | x | X 3.5.5 INIT, V INITIAL
active_initial | active, initial | V ACTIVE INITIAL
reinitial | x | V REINITIAL
history | x, time | Stella HISTORY: at the step not after the time, 0 before the run and after now
previous | x, initial | X 3.5.5 PREVIOUS
self | | X 3.5.5 SELF: the variable whose equation it is in
lookup | table, x | X 3.1.4, V lookups: by the table's rule
lookup_extrapolate | table, x | V LOOKUP EXTRAPOLATE, TABXL
lookup_forward | table, x | V LOOKUP FORWARD: y of the next point
lookup_backward | table, x | V LOOKUP BACKWARD: y of the point before
lookup_invert | table, y | V LOOKUP INVERT
lookup_slope | table, x, mode | V LOOKUP SLOPE
lookup_area | table, from, to | V LOOKUP AREA
lookup_mean | table | Stella LOOKUPMEAN
get_data_between_times | series, time, mode | V GET DATA BETWEEN TIMES
get_data_at_time | series, time | V GET DATA AT TIME
get_data_first_time | series | V GET DATA FIRST TIME
get_data_last_time | series | V GET DATA LAST TIME
sum | array | X 3.7.1, V SUM
product | array | X 3.7.1, V PROD
least | array | X 3.7.1 MIN of an array, V VMIN
greatest | array | X 3.7.1 MAX of an array, V VMAX
mean | array | X 3.7.1 MEAN
deviation | array | X 3.7.1 STDDEV
size | array | X 3.7.1 SIZE
rank | array, place [ties] | X 3.7.1 RANK
element_count | range | V ELMCOUNT
vector_select | selection, array, missing, numerical, error | V VECTOR SELECT
vector_elm_map | element, offset | V VECTOR ELM MAP
vector_sort_order | array, direction | V VECTOR SORT ORDER
vector_rank | array, direction | V VECTOR RANK
vector_lookup | first, x, least, greatest, mode | V VECTOR LOOKUP, modes 0 to 4, 6, 7 and 9
vector_reorder | array, order | V VECTOR REORDER
invert_matrix | matrix, size | V INVERT MATRIX
determinant | matrix [size] | the determinant of a square matrix
allocate_available | request, profile, available | V ALLOCATE AVAILABLE
allocate_by_priority | request, priority, size, width, supply | V ALLOCATE BY PRIORITY
uniform | least, greatest [seed] | X 3.5.2 UNIFORM, RANDOM, V RANDOM UNIFORM
uniform_01 | | V RANDOM 0 1
normal | mean, deviation [seed] | X 3.5.2 NORMAL
truncated_normal | least, greatest, mean, deviation [seed] | V RANDOM NORMAL
lognormal | mean, deviation [seed] | X 3.5.2 LOGNORMAL
exponential | mean [seed] | X 3.5.2 EXPRND
poisson | mean [seed] | X 3.5.2 POISSON
random_exponential | least, greatest, shift, stretch, seed | V RANDOM EXPONENTIAL
random_poisson | least, greatest, mean, shift, stretch, seed | V RANDOM POISSON
random_triangular | least, greatest, start, peak, stop, seed | V RANDOM TRIANGULAR
random_weibull | least, greatest, shape, shift, stretch, seed | V RANDOM WEIBULL
random_lookup | density, least, greatest, shift, stretch, seed | V RANDOM LOOKUP
random_pink_noise | mean, deviation, correlation_time, time_step, seed | V RANDOM PINK NOISE
"""


def _read(listed: str) -> dict[str, Signature]:
    lines = [[part.strip() for part in line.split("|")] for line in listed.strip().splitlines()]
    return {name: _signature(arguments, source) for name, arguments, source in lines}


FUNCTIONS: Final[Mapping[str, Signature]] = _read(_LISTED)
"""every function that a `Call` may name, macros of the model apart"""
