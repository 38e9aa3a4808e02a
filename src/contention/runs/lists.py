"""Operations on lists of rows: which element, which place, which share.

An allocation has the requests of n parties and then their priority profiles, four numbers each:
kind, priority, width and extra (Vensim Reference, "Priority profiles"). What a party would take at
some priority falls from its request to 0 as that rises; the priority is sought at which all of
them together take what there is.
"""

import math

from contention.models.program import Floats2d, Ints1d, Op
from contention.runs.compiled import compiled
from contention.runs.layout import BLOCK
from contention.runs.tape import Equations

ELEMENT, ORDER, RANKED = int(Op.ELEMENT), int(Op.ORDER), int(Op.RANKED)
HALVINGS = 200
"""of the priorities between which the answer lies: more than numbers can be told apart"""
REACH = 40.0
"""widths from its priority at which a profile has its last digit"""
RECTANGULAR, TRIANGULAR, NORMAL, EXPONENTIAL = 1.0, 2.0, 3.0, 4.0


@compiled
def listed(
    rows: Floats2d, op: int, out: int, a: int, c: int, equations: Equations, number: int
) -> None:
    """One pass of an operation on a list."""
    items = equations.list_rows
    first, end = equations.list_first[number], equations.list_first[number + 1]
    for i in range(BLOCK):
        if op == ELEMENT:
            rows[out, i] = _element(rows, items, first, end, i, rows[a, i], rows[c, i])
        elif op == ORDER:
            rows[out, i] = _order(rows, items, first, end, i, rows[a, i] > 0.0, rows[c, i])
        elif op == RANKED:
            place = _place(rows, items, first, end, i, rows[a, i] > 0.0, int(rows[c, i]))
            rows[out, i] = place + 1.0
        else:
            rows[out, i] = _share(rows, items, first, end, i, rows[a, i], int(rows[c, i]))


@compiled
def _element(
    rows: Floats2d, items: Ints1d, first: int, end: int, i: int, place: float, otherwise: float
) -> float:
    nearest = math.floor(place + 0.5)
    if not 0.0 <= nearest < end - first:
        return otherwise
    return float(rows[items[first + int(nearest)], i])


@compiled
def _place(
    rows: Floats2d, items: Ints1d, first: int, end: int, i: int, ascending: bool, number: int
) -> int:
    """The place, from 0, of an element when sorted; equal ones stay in order when ascending."""
    own, before = rows[items[first + number], i], 0
    for k in range(end - first):
        value = rows[items[first + k], i]
        before += 1 if value < own or (value == own and k < number) else 0
    return before if ascending else end - first - 1 - before


@compiled
def _order(
    rows: Floats2d, items: Ints1d, first: int, end: int, i: int, ascending: bool, place: float
) -> float:
    """Which element is in a place when sorted; NaN if none is."""
    for k in range(end - first):
        if float(_place(rows, items, first, end, i, ascending, k)) == place:
            return float(k)
    return math.nan


@compiled
def _share(
    rows: Floats2d, items: Ints1d, first: int, end: int, i: int, supply: float, number: int
) -> float:
    """What one party gets of a supply."""
    count = (end - first) // 5
    asked, low, high = 0.0, math.inf, -math.inf
    for k in range(count):
        asked += rows[items[first + k], i]
        middle = rows[items[first + count + 4 * k + 1], i]
        reach = REACH * rows[items[first + count + 4 * k + 2], i]
        low, high = min(low, middle - reach), max(high, middle + reach)
    own = rows[items[first + number], i]
    if supply >= asked:
        return float(own)
    if supply <= 0.0:
        return 0.0
    for _ in range(HALVINGS):
        price, taken = 0.5 * (low + high), 0.0
        for k in range(count):
            taken += _taken(rows, items, first, count, i, k, price)
        if taken > supply:
            low = price
        else:
            high = price
    return _taken(rows, items, first, count, i, number, 0.5 * (low + high))


@compiled
def _taken(
    rows: Floats2d, items: Ints1d, first: int, count: int, i: int, k: int, price: float
) -> float:
    """What a party takes at a priority; NaN for a kind of profile that is not carried."""
    profile = first + count + 4 * k
    request, kind = float(rows[items[first + k], i]), rows[items[profile], i]
    width = float(rows[items[profile + 2], i])
    x = (price - float(rows[items[profile + 1], i])) / width
    if kind == RECTANGULAR:
        return request * min(max(0.5 - x, 0.0), 1.0)
    if kind == TRIANGULAR:
        near = 2.0 * max(0.5 - abs(x), 0.0) ** 2
        return request * (near if x > 0.0 else 1.0 - near)
    if kind == NORMAL:
        return request * 0.5 * math.erfc(x * math.sqrt(0.5))
    if kind == EXPONENTIAL:
        near = 0.5 * math.exp(-abs(x))
        return request * (near if x > 0.0 else 1.0 - near)
    return math.nan
