"""Which flow of a stock a claim acts on."""

from contention.case.model import Flow


def acting_flow(given: Flow | None, *, has_inflow: bool) -> Flow:
    """The flow that a rate link names, else the inflow, or the outflow of what has no inflow."""
    if given is not None:
        return given
    return "inflow" if has_inflow else "outflow"
