"""Cells of a table as numbers and dates; blank ones are not available, and never zero."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from contention.case.bounds import AMOUNTS, countable
from contention.case.problem import Problem
from contention.evidence.sources.table import MOST_PROBLEMS, DataTable, missing_column
from contention.language.dates import parse_date

BLANK = frozenset({"", "na", "n/a", "nan", "null", "none", "..", "-"})
"""What files write if a value is not available, in upper or lower case."""


@dataclass(frozen=True)
class Cells:
    """One column as numbers: None if the value is not available or cannot be read."""

    values: tuple[float | None, ...]
    problems: tuple[Problem, ...] = ()


def numbers(table: DataTable, column: str) -> Cells:
    """A column as numbers, with a problem for each cell that is none."""
    return _read(table, column, _number)


def times(table: DataTable, column: str) -> Cells:
    """A column of dates as decimal years: `2024-02-24`, `2024-02` or `2024`."""
    return _read(table, column, _time)


class _WrongCellError(Exception):
    """A cell that cannot be read: message and hint."""


def _read(table: DataTable, column: str, parse: Callable[[str], float]) -> Cells:
    if column not in table.columns:
        return Cells((None,) * len(table), (missing_column(table, column),))
    values: list[float | None] = []
    problems: list[Problem] = []
    wrong = 0
    for row, text in enumerate(table.columns[column]):
        try:
            values.append(None if text.casefold() in BLANK else parse(text))
        except _WrongCellError as error:
            values.append(None)
            wrong += 1
            if wrong <= MOST_PROBLEMS:
                message, hint = error.args
                shown = f"`{text[:40]}` in column `{column[:40]}` {message}"
                problems.append(Problem(table.place(row, column), shown, hint))
    if wrong > MOST_PROBLEMS:
        message = f"{wrong - MOST_PROBLEMS} more faults like these in column `{column[:40]}`"
        problems.append(Problem(table.header_place(column), message, "fix the ones above first"))
    return Cells(tuple(values), tuple(problems))


def _number(text: str) -> float:
    try:
        number = float(text) if text.isascii() and "_" not in text else math.nan
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        hint = "write it with a point and without spaces or separators: `1234.5`; blank if unknown"
        raise _WrongCellError("is not a number", hint)
    if not countable(number):
        raise _WrongCellError("is too large or too near to 0", AMOUNTS)
    return number


def _time(text: str) -> float:
    time = parse_date(text)
    if time is None:
        raise _WrongCellError("is not a valid date", "write `2024-02-24`, `2024-02` or `2024`")
    return time
