"""The draws behind verdicts: uncertain numbers, and what every draw says about every contention."""

from __future__ import annotations

from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from contention.api.asking import require, shortened
from contention.api.results import about_results, save
from contention.case.articles import counted

if TYPE_CHECKING:
    import pyarrow as pa
    from xarray import DataTree

    from contention.api.case import Case
    from contention.exchange.results.table import ResultTable

DRAW_TABLES = ("outcomes", "parameters")


@dataclass(frozen=True, repr=False)
class Draws:
    """The draws of some accounts; tables are computed when they are asked for."""

    case: Case
    accounts: tuple[str, ...]
    contentions: tuple[str, ...]
    draws: int
    seed: int
    workers: int

    def __repr__(self) -> str:
        return (
            f"<Draws of {self.case.id}: {shortened(self.accounts)}; "
            f"{counted(self.draws, 'draw')}, seed {self.seed}>"
        )

    def to_arrow(self, table: str = "outcomes") -> pa.Table:
        """The table `outcomes` or `parameters`; needs pyarrow."""
        from contention.exchange.results.arrow import arrow_table

        return arrow_table(self.table(table))

    def to_parquet(self, path: str | PathLike[str], table: str = "outcomes") -> Path:
        """Write the table in one step; raises ValueError for a file of the case."""
        from contention.exchange.results.table_file import write_table

        return save(self.case, path, lambda: write_table(self.table(table), "parquet"))

    def to_arviz(self, *, fit: bool = False) -> DataTree:
        """The draws of one account as ArviZ data, with `fit` its posterior, too.

        Groups `prior`, `prior_predictive`, and `posterior` with `log_likelihood` where data bear
        on the account; needs arviz-base. Raises ValueError for several accounts.
        """
        from contention.api.exporting import posterior_of
        from contention.exchange.results.inference_data import DrawsAsked, inference_data

        if len(self.accounts) != 1:
            raise ValueError(f"name one account, not {len(self.accounts)}")
        (account,) = self.accounts
        asked = DrawsAsked(self.contentions, self.draws, self.seed, self.workers)
        found = None
        if fit:
            found = posterior_of(self.case, account, self.draws, self.seed, self.workers)
        return inference_data(self.case.value, account, asked, found)

    def table(self, table: str) -> ResultTable:
        """A table as batches of columns, computed when it is read."""
        from contention.exchange.results.draw_tables import outcomes_table, parameters_table

        require("table", table, DRAW_TABLES)
        value, about = self.case.value, about_results(self.case, self.seed, self.draws)
        if table == "parameters":
            return parameters_table(value, self.accounts, about, draws=self.draws, seed=self.seed)
        return outcomes_table(
            value, self.accounts, self.contentions, about,
            draws=self.draws, seed=self.seed, workers=self.workers,
        )  # fmt: skip
