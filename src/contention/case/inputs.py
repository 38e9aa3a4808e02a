"""The values of inputs over time."""

from contention.case.model import DatedEvent, Factor, Series


def is_on(spans: tuple[DatedEvent, ...], time: float) -> bool:
    """True if one of the dated events lasts at that time."""
    return any(span.start <= time and (span.until is None or time < span.until) for span in spans)


def input_value(factor: Factor, time: float) -> float:
    """The value of an input at a time (decimal year)."""
    shape = factor.shape
    assert shape is not None
    if shape.form == "constant":
        return shape.value
    if shape.form == "events":
        return float(is_on(shape.events, time))
    if shape.form == "series":
        assert shape.series is not None
        return interpolated(shape.series, time)
    if shape.form == "step":
        return shape.value if time >= shape.start else factor.baseline
    if shape.form == "pulse":
        return shape.value if shape.start <= time < shape.end else factor.baseline
    passed = min(max((time - shape.start) / (shape.end - shape.start), 0.0), 1.0)
    return factor.baseline + passed * (shape.value - factor.baseline)


def interpolated(series: Series, time: float) -> float:
    """Linear between observed points, held before the first and after the last."""
    import numpy as np  # a case without a series does not need numpy

    return float(np.interp(time, series.times, series.values))
