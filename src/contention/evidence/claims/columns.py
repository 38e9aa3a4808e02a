"""The rows that a test uses, as arrays; problems in them are noted."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from contention.case.evidence import DataTest, Scale
from contention.case.problem import Problem
from contention.case.suggestions import did_you_mean
from contention.evidence.designs.clusters import Labels, dummies
from contention.evidence.designs.estimate import Floats
from contention.evidence.sources.cells import BLANK, numbers, times
from contention.evidence.sources.table import DataTable, missing_column

Known = NDArray[np.bool_]
ANY = "any"
"""What `where` says about a column that may hold anything but a blank."""


class Columns:
    """A table and what is wrong with it for one test; unavailable numbers are NaN."""

    def __init__(self, test: DataTest, table: DataTable) -> None:
        self.test = test
        self.problems: list[Problem] = []
        self.left_out: list[str] = []
        """clauses that say how many rows do not count, and why"""
        self.table = self._chosen(table)

    def note(self, message: str, hint: str, column: str) -> None:
        """Note a fault of a whole column."""
        self.problems.append(Problem(self.table.header_place(column), message, hint))

    def has(self, *columns: str) -> bool:
        """Whether the table has these columns; notes those that it lacks."""
        absent = [name for name in columns if name not in self.table.columns]
        self.problems += [missing_column(self.table, name) for name in absent]
        return not absent

    def numbers(self, column: str, scale: Scale = "value") -> Floats:
        """A column as numbers on a scale; notes those that have no place on it."""
        cells = numbers(self.table, column)
        self.problems += cells.problems
        values = _floats(cells.values)
        if scale == "change":
            hint = "in panels the outcome of before is held constant instead: see the designs"
            self.note("`change` is for series", hint, column)
        if scale in ("value", "change"):
            return values
        fits = {"log": "above 0", "logit": "between 0 and 1"}[scale]
        outside = (values <= 0) | (values >= 1) if scale == "logit" else values <= 0
        if outside.any():
            message = f"{int(outside.sum())} values of `{column}` are not {fits}"
            self.note(message, f"`{scale}` needs such values; see `scale` of the source", column)
            values = np.where(outside, np.nan, values)
        return np.log(values / (1 - values)) if scale == "logit" else np.log(values)

    def times(self, column: str) -> Floats:
        """A column of dates as decimal years."""
        cells = times(self.table, column)
        self.problems += cells.problems
        return _floats(cells.values)

    def outcome(self) -> Floats:
        """The outcome; 100 where it has the value that counts as the event, 0 where another."""
        test = self.test
        if not test.outcome_is:
            scale = "value" if "outcome" in test.absent_is_zero else test.outcome_scale
            return self.numbers(test.outcome, scale)
        chosen = self._indicator(test.outcome, test.outcome_is, "")
        return 100 * chosen

    def exposure(self) -> Floats:
        """1 in exposed and 0 in compared rows, NaN in others; or the exposure as a number."""
        test = self.test
        if not test.exposed:
            scale = "value" if "exposure" in test.absent_is_zero else test.exposure_scale
            return self.numbers(test.exposure, scale)
        return self._indicator(test.exposure, test.exposed, test.compared)

    def _indicator(self, column: str, chosen: str, other: str) -> Floats:
        cells = self.table.columns.get(column)
        if cells is None:
            self.problems.append(missing_column(self.table, column))
            return np.full(len(self.table), np.nan)
        for value in filter(None, (chosen, other)):
            if value.strip() not in cells:
                hint = did_you_mean(value, set(cells) - {""}, f"column `{column}`")
                self.note(f"no row has `{value[:40]}` in column `{column}`", hint, column)
        found = np.full(len(cells), np.nan)
        for row, cell in enumerate(cells):
            if cell == chosen.strip():
                found[row] = 1
            elif cell == other.strip() if other else cell.casefold() not in BLANK:
                found[row] = 0
        return found

    def labels(self, column: str) -> Labels:
        """A column of names as numbers from 0; a row without a name is a fault."""
        cells = self.table.columns.get(column)
        if cells is None:
            self.problems.append(missing_column(self.table, column))
            return np.zeros(len(self.table), dtype=np.int64)
        blank = [row for row, cell in enumerate(cells) if cell.casefold() in BLANK]
        if blank:
            place = self.table.place(blank[0], column)
            message = f"{len(blank)} rows have no value in `{column}`, first here"
            hint = f"leave rows that belong nowhere out with `where: {{{column}: any}}`"
            self.problems.append(Problem(place, message, hint))
        return np.unique(np.asarray(cells), return_inverse=True)[1].astype(np.int64)

    def controls(self) -> Floats:
        """What is held constant (n, k): a number as it is, a word as a constant for each word."""
        parts: list[Floats] = [np.empty((len(self.table), 0))]
        for column in self.test.adjust:
            cells = self.table.columns.get(column)
            if cells is None:
                self.problems.append(missing_column(self.table, column))
                continue
            as_numbers = numbers(self.table, column)
            if not as_numbers.problems:
                parts.append(_floats(as_numbers.values)[:, None])
                continue
            part = dummies(np.unique(np.asarray(cells), return_inverse=True)[1])
            part[[cell.casefold() in BLANK for cell in cells]] = np.nan
            parts.append(part)
        return np.column_stack(parts)

    def known(self, *parts: Floats) -> Known:
        """The rows in which everything is available; says how many are not."""
        rows = np.ones(len(self.table), dtype=bool)
        for part in parts:
            rows &= np.isfinite(part).reshape(len(rows), -1).all(axis=1)
        absent = int((~rows).sum())
        if absent:
            self.left_out.append(f"{absent} of {len(rows)} rows lack a value or a group")
        return rows

    def _chosen(self, table: DataTable) -> DataTable:
        """The rows with the cells and dates that the test wants."""
        self.table = table
        for column, text in self.test.where.items():
            if not self.has(column) or text == ANY:
                continue
            if text.strip() not in table.columns[column]:
                hint = did_you_mean(text, set(table.columns[column]), f"column `{column}`")
                self.note(f"no row has `{text[:40]}` in column `{column}`", hint, column)
        if self.problems:
            return table
        chosen = table.where({key: text for key, text in self.test.where.items() if text != ANY})
        chosen = _filled_in(chosen, [key for key, text in self.test.where.items() if text == ANY])
        if not len(chosen):
            self.note("no row has all that `where` names", "each occurs, but never together", "")
            return table
        return self._dated(chosen)

    def _dated(self, table: DataTable) -> DataTable:
        since, until = self.test.since, self.test.until
        column = self.test.start or self.test.time
        if (since is None and until is None) or not self.has(column):
            return table
        cells = times(table, column)
        self.problems += cells.problems
        dates = _floats(cells.values)
        rows = (dates >= (-np.inf if since is None else since)) & (
            dates <= (np.inf if until is None else until)
        )
        if not rows.any():
            self.note(f"no row is dated between `since` and `until` by `{column}`", "", column)
            return table
        return table.rows(np.flatnonzero(rows).tolist())


def _filled_in(table: DataTable, columns: Sequence[str]) -> DataTable:
    """The rows that have some value in each of these columns."""
    rows = [
        row
        for row in range(len(table))
        if all(table.columns[column][row].casefold() not in BLANK for column in columns)
    ]
    return table if len(rows) == len(table) else table.rows(rows)


def _floats(values: Sequence[float | None]) -> Floats:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)
