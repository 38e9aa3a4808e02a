"""Which units the arguments and the result of a function have.

Arguments: `a` all alike, `t` a time, `1` a pure number, `_` anything; the last one is that of all
that follow. Results: a product of these.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_LISTED: Final = """
abs min max floor truncate round quantum floor_modulo truncate_modulo active_initial | a | a
sum least greatest mean deviation vector_reorder vector_elm_map lookup_mean | a _ | a
initial reinitial previous uniform normal truncated_normal | a | a
exp ln log10 sin cos tan arcsin arccos arctan sinh cosh tanh gamma_ln | 1 | 1
pi size element_count rank vector_sort_order vector_rank uniform_01 | _ | 1
log | 1 | 1
time time_step initial_time final_time | | t
step | a t | a
ramp | _ t | ramp
pulse pulse_train | t | 1
impulse | a t | a/t
smooth1 smooth3 delay1 delay3 delay_fixed delay delay_information | a t a | a
smooth_n delay_n | a t a _ | a
delay_material | a t a a | a
trend | a t _ | 1/t
forecast | a t t _ | a
sample_if_true | _ a a | a
history | a t | a
safe_divide zidz xidz | _ | quotient
sqrt | _ | root
power | _ | power
lookup lookup_extrapolate lookup_forward lookup_backward | _ _ | table
get_data_between_times get_data_at_time | _ t _ | table
allocate_available allocate_by_priority | a _ | a
"""


@dataclass(frozen=True)
class FunctionUnits:
    """Arguments by their letters, and the result."""

    arguments: tuple[str, ...]
    result: str

    def letter(self, place: int) -> str:
        """What argument number `place`, from 0, has to be."""
        if not self.arguments:
            return "_"
        return self.arguments[min(place, len(self.arguments) - 1)]


def _read(listed: str) -> Mapping[str, FunctionUnits]:
    found = {}
    for line in listed.strip().splitlines():
        names, arguments, result = (part.strip() for part in line.split("|"))
        for name in names.split():
            found[name] = FunctionUnits(tuple(arguments.split()), result)
    return found


FUNCTION_UNITS: Final = _read(_LISTED)
"""function → its units; what is not here has a result of unknown unit"""
