"""The tables of results: every column with its type, unit and meaning."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

ColumnKind = Literal["text", "number", "whole", "yes"]


@dataclass(frozen=True)
class Column:
    """One column; a number that there is none of is null, never NaN."""

    name: str
    kind: ColumnKind
    meaning: str
    unit: str = ""
    """of numbers: `1` if they have none, empty for everything else"""
    nullable: bool = False


@dataclass(frozen=True)
class TableSchema:
    """A table: what one row is, and its columns in order."""

    name: str
    row: str
    """what one row stands for"""
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(column.name for column in self.columns)


def _key(name: str, meaning: str) -> Column:
    return Column(name, "text", meaning)


def _share(name: str, meaning: str, *, nullable: bool = True) -> Column:
    return Column(name, "number", meaning, "1", nullable)


_CONTENTION = _key("contention", "id of the contention")
_ACCOUNT = _key("account", "id of the account")
_DRAW = Column("draw", "whole", "number of the draw: `--draw` of other commands replays it", "1")
_FAILED = Column("failed", "yes", "whether the draw ran out of finite numbers; numbers are null")
_MARGIN = "unit named by `margin_kind`"

VERDICTS = TableSchema("verdicts", "a contention as one account answers it", (
    _CONTENTION, _ACCOUNT,
    _key("verdict", "supported, opposed, undecided, does not follow, or true by construction"),
    Column("needs", "text", "what it rests on: signs, strengths or assumptions", nullable=True),
    _share("support", "share of speaking draws in which it holds"),
    _share("opposed", "share of speaking draws in which its reverse holds"),
    _share("undecided", "share of speaking draws in which neither does"),
    _share("share", "the larger of `support` and `opposed`"),
    _share("share_low", "lower end of its 95 % interval"),
    _share("share_high", "upper end of its 95 % interval"),
    Column("margin_low", "number", "5 % quantile of the margin", _MARGIN, True),
    Column("margin", "number", "median margin by which it holds; below 0 it fails", _MARGIN, True),
    Column("margin_high", "number", "95 % quantile of the margin", _MARGIN, True),
    Column("margin_kind", "text", "log-ratio, difference, log hazard ratio, scaled difference or "
           "mixed", nullable=True),
    _share("presence", "share of all draws in which the account connects lever and outcome"),
    _share("moving", "share of all draws in which the outcome differs as well"),
    _share("denied", "share of all draws in which the account denies the connection"),
    Column("size", "text", "how far the outcome moves, in a word", nullable=True),
    Column("size_low", "number", "5 % quantile of the relative change of the outcome", "1", True),
    Column("size_median", "number", "its median", "1", True),
    Column("size_high", "number", "its 95 % quantile", "1", True),
    Column("near_threshold", "yes", "undecided, and a share is too near the threshold to tell"),
    Column("turns", "number", "year in which the verdict turns", "year", True),
    Column("reason", "text", "why the account cannot say, in a sentence", nullable=True),
))  # fmt: skip

HINGES = TableSchema("hinges", "a claim taken out of one verdict", (
    _CONTENTION, _ACCOUNT, _key("claim", "id of the claim or assumption"),
    Column("assumption", "yes", "whether it is an assumption"),
    _share("change", "support without it minus support with it", nullable=False),
    _share("error", "Monte Carlo standard error of `change`"),
    _share("opposed_change", "the same of the share in which the reverse holds", nullable=False),
    _share("opposed_error", "Monte Carlo standard error of `opposed_change`"),
    Column("margin_change", "number", "change of the median margin", _MARGIN, True),
    _share("presence_change", "change of the share of draws in which the outcome differs"),
    _share("support_without", "support without it"),
    _share("opposed_without", "share in which the reverse holds without it"),
    _key("verdict_without", "the verdict without it"),
    Column("matters", "yes", "whether a share, the presence or the margin moves beyond its error"),
    Column("overturns", "yes", "whether the verdict changes, beyond the error"),
))  # fmt: skip

OUTCOMES = TableSchema("outcomes", "a contention in one draw of one account", (
    _CONTENTION, _ACCOUNT, _DRAW,
    Column("speaks", "yes", "whether the draw tells a direction: shares count these draws"),
    Column("holds", "yes", "whether the contention holds", nullable=True),
    Column("reverse", "yes", "whether its reverse holds", nullable=True),
    Column("present", "yes", "whether the account connects lever and outcome in it"),
    Column("denied", "yes", "whether the account denies the connection in it"),
    Column("margin", "number", "margin by which the contention holds", _MARGIN, True),
    Column("margin_kind", "text", "as in `verdicts`", nullable=True),
    _FAILED,
))  # fmt: skip

PARAMETERS = TableSchema("parameters", "an uncertain number in one draw of one account", (
    _ACCOUNT, _DRAW,
    _key("parameter", "name of the number: whose it is, and what"),
    _key("kind", "strength, sign, inclusion, prevails, delay, fading, adjustment, hazard, inflow, "
         "outflow or chance"),
    _key("subject", "id of the claim, assumption or factor that it belongs to"),
    Column("value", "number", "the number drawn; yes-or-no numbers are 1 or 0; null for `chance`",
           "unit named by `unit`", True),
    _key("unit", "1, yr, 1/yr, or the factor's unit per yr"),
    Column("uniform", "number", "where it lies in its distribution, between 0 and 1", "1"),
))  # fmt: skip

COURSES = TableSchema("courses", "a factor at one time in one draw", (
    _ACCOUNT, _key("scenario", "id of the scenario"), _key("factor", "id of the factor"),
    Column("time", "number", "decimal year", "year"), _DRAW,
    Column("value", "number", "value of the factor", "unit named by `unit`", True),
    _key("unit", "unit of the factor; empty: relative to the present, or a share"),
    _FAILED,
))  # fmt: skip

QUANTILES = TableSchema("quantiles", "a factor at one time over all draws", (
    *COURSES.columns[:4],
    *(Column(f"q{level:02}", "number", f"{level} % quantile over the draws with a number",
             "unit named by `unit`", True) for level in (5, 25, 50, 75, 95)),
    _key("unit", "as in `courses`"),
    Column("draws", "whole", "draws with a number", "1"),
    Column("failed", "whole", "draws without", "1"),
))  # fmt: skip

TABLES: Mapping[str, TableSchema] = {
    table.name: table for table in (VERDICTS, HINGES, OUTCOMES, PARAMETERS, COURSES, QUANTILES)
}
"""name on the command line → table"""
