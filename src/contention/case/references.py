"""The value of a factor at present, which its movements are measured against."""

from collections.abc import Mapping

from contention.case.inputs import input_value, is_on
from contention.case.model import Factor
from contention.language.reference import evaluate
from contention.language.syntax import Node


def reference_value(
    factor: Factor, equation: Node | None, references: Mapping[str, float], present: float
) -> float:
    """Value at present, in the factor's own unit; events and dated inputs: 1 if on.

    `equation` is the factor's own, parsed; `references` has those of the factors that it names.
    """
    if equation is not None:
        return evaluate(equation, references, time=present)
    if factor.kind == "event":
        return float(is_on(factor.occurred, present))
    if factor.shape is not None:
        return input_value(factor, present)
    return factor.baseline
