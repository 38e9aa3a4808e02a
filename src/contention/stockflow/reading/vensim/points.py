"""The points of Vensim's lookups."""

from collections.abc import Callable, Sequence

from contention.stockflow.reading.parsed import Parsed, parse
from contention.stockflow.reading.source_text import Refused, SourceText
from contention.stockflow.reading.vensim.grammar import parser
from contention.stockflow.tables import Table


def points(text: str, start: int, source: SourceText) -> Table:
    """The table in `([(0,0)-(10,10)],(1,2),(3,4))`, or in the older `(1,3,2,4)`: all x, all y."""
    place = source.place(start)

    def refuse(message: str, hint: str = "") -> Refused:
        return Refused(place, message, hint)

    try:
        return table_of(parse(parser("table"), text, source, start), refuse)
    except Refused as fault:
        try:
            columns = parse(parser("columns"), text, source, start)
        except Refused:
            raise fault from None
    numbers = [number(each) for each in columns.nodes() if each.rule == "signed_number"]
    half = len(numbers) // 2
    return _table(list(zip(numbers[:half], numbers[half:], strict=False)), (), refuse)


def table_of(node: Parsed, refuse: Callable[[str, str], Refused]) -> Table:
    """The table that a `table` of the grammar says."""
    pairs = [_pair(each.node(0)) for each in node.nodes() if each.rule == "point"]
    limits = [
        _pair(each) for part in node.nodes() if part.rule == "limits" for each in part.nodes()
    ]
    return _table(pairs, limits[:2], refuse)


def _table(
    pairs: Sequence[tuple[float, float]],
    limits: Sequence[tuple[float, float]],
    refuse: Callable[[str, str], Refused],
) -> Table:
    """Points in the order of x; one that is there twice counts once."""
    ordered = sorted(dict.fromkeys(pairs), key=lambda pair: pair[0])
    if not ordered:
        raise refuse("the lookup has no points", "give pairs (x, y)")
    x = tuple(pair[0] for pair in ordered)
    bounds = (limits[0][0], limits[1][0], limits[0][1], limits[1][1]) if len(limits) == 2 else ()
    return Table(x, tuple(pair[1] for pair in ordered), "hold", bounds)


def _pair(node: Parsed) -> tuple[float, float]:
    return number(node.node(0)), number(node.node(1))


def number(node: Parsed) -> float:
    """A literal with its signs."""
    *signs, digits = (str(part) for part in node.parts)
    return float(digits) * (-1.0 if signs.count("-") % 2 else 1.0)
