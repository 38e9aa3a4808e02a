"""A table of results as a file, with the report of what is in it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from contention.exchange.exported import Exported
from contention.exchange.losses import Loss, LossReport
from contention.exchange.results.table import Batch, ResultTable


def write_table(
    table: ResultTable, form: str, left_out: tuple[Loss, ...] = (), notes: tuple[str, ...] = ()
) -> Exported:
    """The table as `parquet` or `arrow`; needs pyarrow.

    The report counts rows and says how many of them are of draws that failed.
    """
    from contention.exchange.results.arrow import arrow_file, parquet

    counted = _Counted()
    watched = replace(table, batches=counted.watch(table.batches))
    content = (parquet if form == "parquet" else arrow_file)(watched)
    if counted.failed:
        notes = (
            *notes,
            f"{counted.failed} rows are of draws that failed: no number, `failed` true",
        )
    return Exported(content, LossReport((("row", counted.rows),), (), left_out, notes))


class _Counted:
    """Rows that went by."""

    rows = 0
    failed = 0

    def watch(self, batches: Iterable[Batch]) -> Iterator[Batch]:
        """The same batches, counted."""
        for batch in batches:
            self.rows += batch.rows
            failed = batch.columns.get("failed")
            if isinstance(failed, np.ndarray) and failed.dtype == np.bool_:
                self.failed += int(failed.sum())
            yield batch
