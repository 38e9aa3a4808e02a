"""Results as files: what tables say of themselves, and writing where nothing is overwritten."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from contention.api.asking import require
from contention.api.outputs import refuse_output, write_file

if TYPE_CHECKING:
    from contention.api.case import Case
    from contention.api.judgement import Judgement
    from contention.exchange.exported import Exported
    from contention.exchange.results.table import ResultTable


def save(case: Case, path: str | PathLike[str], make: Callable[[], Exported]) -> Path:
    """Write what is made, if the file may be written; raises ValueError before it is made."""
    refuse_output(case.value, path)
    return write_file(path, make().content)


def about_results(case: Case, seed: int, draws: int) -> Mapping[str, str]:
    """What a table of results says of how it was made."""
    import contention

    return {
        "case": case.id, "title": case.title, "seed": str(seed), "draws": str(draws),
        "version": contention.__version__,
    }  # fmt: skip


def judged_table(judgement: Judgement, table: str) -> ResultTable:
    """The verdicts or hinges of a judgement as a table; raises KeyError for another name."""
    from contention.exchange.results.columns import HINGES, VERDICTS
    from contention.exchange.results.table import from_records

    require("table", table, ("verdicts", "hinges"))
    about = about_results(judgement.case, judgement.value.seed, judgement.value.draws)
    if table == "hinges":
        return from_records(HINGES, (item.record() for item in judgement.hinges), about)
    return from_records(VERDICTS, (item.record() for item in judgement.verdicts), about)
