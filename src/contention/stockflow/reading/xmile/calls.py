"""XMILE functions whose arguments have another order, or whose number decides what they are."""

from contention.case.problem import Place
from contention.stockflow.reading.source_text import Refused
from contention.stockflow.reading.xmile.functions import FUNCTIONS
from contention.stockflow.syntax import Call, Expression, IfElse, Number

Arguments = tuple[Expression, ...]


def called(name: str, written: str, arguments: Arguments, place: Place) -> Expression | None:
    """The call of a function by its key; None if there is no such function."""
    count = len(arguments)
    if name in ("smthn", "delayn") and count in (3, 4):
        source, time, order = arguments[:3]
        initial = arguments[3] if count == 4 else source
        ours = "smooth_n" if name == "smthn" else "delay_n"
        return Call(ours, (source, time, initial, order), written, place)
    if name in ("min", "max") and count == 1:
        return Call("least" if name == "min" else "greatest", arguments, written, place)
    if name == "if then else" and count == 3:
        return IfElse(arguments[0], arguments[1], arguments[2], place)
    if name == "game" and count == 1:
        return arguments[0]
    if name == "log" and count <= 2:
        return Call("log10" if count == 1 else "log", arguments, written, place)
    if name in _SAMPLED and count > 3:
        return _truncated(name, written, arguments, place)
    if name == "lookup" and count == 2:
        return Call("lookup", arguments, written, place)
    if name in ("integer", "modulo"):
        ours = "floor" if name == "integer" else "floor_modulo"
        return Call(ours, arguments, written, place)
    ours_or_none = FUNCTIONS.get(name)
    return Call(ours_or_none, arguments, written, place) if ours_or_none else None


_SAMPLED = ("normal", "lognormal", "poisson", "exprnd")


def _truncated(name: str, written: str, arguments: Arguments, place: Place) -> Expression:
    """NORMAL(mean, deviation, seed, least, greatest) of XMILE 3.5.2."""
    if name != "normal" or len(arguments) > 5:
        raise Refused(
            place,
            f"`{written}` within limits is not carried",
            f"leave the limits out: `{written}` takes a seed last",
        )
    mean, deviation, seed, least, greatest = (*arguments, Number(float("inf")))[:5]
    return Call("truncated_normal", (least, greatest, mean, deviation, seed), written, place)
