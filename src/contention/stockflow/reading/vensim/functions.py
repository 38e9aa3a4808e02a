"""What Vensim calls its functions (Vensim Reference Manual, "Functions"); arguments are alike."""

from collections.abc import Mapping
from typing import Final

from contention.stockflow.names import key

_LISTED: Final = """
ABS | abs
EXP | exp
LN | ln
LOG | log
SQRT | sqrt
GAMMA LN | gamma_ln
POWER | power
SIN | sin
COS | cos
TAN | tan
ARCSIN | arcsin
ARCCOS | arccos
ARCTAN | arctan
SINH | sinh
COSH | cosh
TANH | tanh
PI | pi
MIN | min
MAX | max
INTEGER | truncate
MODULO | truncate_modulo
QUANTUM | quantum
XIDZ | xidz
ZIDZ | zidz
STEP | step
RAMP | ramp
PULSE | pulse
PULSE TRAIN | pulse_train
GET TIME VALUE | get_time_value
SMOOTH | smooth1
SMOOTHI | smooth1
SMOOTH3 | smooth3
SMOOTH3I | smooth3
SMOOTH N | smooth_n
DELAY1 | delay1
DELAY1I | delay1
DELAY3 | delay3
DELAY3I | delay3
DELAY N | delay_n
DELAY FIXED | delay_fixed
DELAY INFORMATION | delay_information
DELAY MATERIAL | delay_material
DELAY CONVEYOR | delay_conveyor
TREND | trend
FORECAST | forecast
NPV | npv
SAMPLE IF TRUE | sample_if_true
INITIAL | initial
ACTIVE INITIAL | active_initial
REINITIAL | reinitial
LOOKUP EXTRAPOLATE | lookup_extrapolate
TABXL | lookup_extrapolate
LOOKUP FORWARD | lookup_forward
LOOKUP BACKWARD | lookup_backward
LOOKUP INVERT | lookup_invert
LOOKUP AREA | lookup_area
LOOKUP SLOPE | lookup_slope
GET DATA BETWEEN TIMES | get_data_between_times
GET DATA AT TIME | get_data_at_time
GET DATA FIRST TIME | get_data_first_time
GET DATA LAST TIME | get_data_last_time
SUM | sum
PROD | product
VMIN | least
VMAX | greatest
ELMCOUNT | element_count
VECTOR SELECT | vector_select
VECTOR ELM MAP | vector_elm_map
VECTOR SORT ORDER | vector_sort_order
VECTOR RANK | vector_rank
VECTOR REORDER | vector_reorder
VECTOR LOOKUP | vector_lookup
INVERT MATRIX | invert_matrix
MATRIX INVERT | invert_matrix
MATRIX DETERMINANT | determinant
ALLOCATE AVAILABLE | allocate_available
ALLOCATE BY PRIORITY | allocate_by_priority
RANDOM 0 1 | uniform_01
RANDOM UNIFORM | uniform
RANDOM NORMAL | truncated_normal
RANDOM EXPONENTIAL | random_exponential
RANDOM POISSON | random_poisson
RANDOM TRIANGULAR | random_triangular
RANDOM WEIBULL | random_weibull
RANDOM GAMMA | random_gamma
RANDOM BETA | random_beta
RANDOM BINOMIAL | random_binomial
RANDOM NEGATIVE BINOMIAL | random_negative_binomial
RANDOM LOGNORMAL | random_lognormal
RANDOM LOOKUP | random_lookup
RANDOM PINK NOISE | random_pink_noise
"""

FUNCTIONS: Final[Mapping[str, str]] = {
    key(name): ours.strip()
    for name, ours in (line.split("|") for line in _LISTED.strip().splitlines())
}
"""our name of each function, by the key of Vensim's"""
