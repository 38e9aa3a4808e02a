"""Judging in chunks of draws, which are kept in a folder and may be run elsewhere."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from contention.api.asking import cores
from contention.case.model_cases import of_model_files
from contention.case.storage.outputs import write_output
from contention.execution.choose import ExecutorName, executor_named
from contention.execution.here import Here

if TYPE_CHECKING:
    from contention.api.case import Case, Progress
    from contention.api.judgement import Judgement
    from contention.execution.executor import Executor
    from contention.judge.verdict import Judgement as JudgementValue

MOST_CHUNKED_DRAWS = 100_000_000
"""largest number of draws in chunks: a column of them has to fit in memory"""
AHEAD = 2
"""chunks queued per worker"""


@dataclass(frozen=True)
class Chunks:
    """Where chunks of draws are kept, and who runs them.

    `executor` is `processes` on this machine, or `dask` or `ray` with the `scheduler` of a cluster
    (by default one made on this machine); None runs them in this process. With `resume` the chunks
    that an earlier run left in the folder are used.
    """

    folder: str | PathLike[str]
    executor: ExecutorName | None = None
    scheduler: str | None = None
    resume: bool = False
    workers: int | None = None
    """processes, by default one for each core; a cluster at an address has its own"""


@dataclass(frozen=True)
class Wanted:
    """What is judged."""

    accounts: Sequence[str]
    contentions: Sequence[str]
    draws: int
    seed: int
    workers: int
    """threads"""


def judged_in_chunks(
    case: Case,
    wanted: Wanted,
    chunks: Chunks,
    judge: Callable[..., JudgementValue],
    progress: Progress | None,
) -> Judgement:
    """Run all draws in chunks, judge by what they add up to, and write the verdicts next to them.

    Raises CaseError if the folder cannot be used or a chunk is lost, and ExecutorError if there is
    nobody to do the work.
    """
    from contention.api.judgement import Judgement
    from contention.judge.chunks.fingerprint import fingerprint
    from contention.judge.chunks.run_chunks import drawn_accounts, require_parquet, run_chunks
    from contention.judge.chunks.run_folder import opened
    from contention.stockflow.file_model import hashes

    require_parquet()
    parts = (case.value, tuple(wanted.contentions), wanted.seed)
    files = hashes(case.value) if of_model_files(case.value) else ()
    asked = fingerprint((*parts, files) if files else parts)
    with opened(Path(chunks.folder), asked, resume=chunks.resume) as folder:
        drawn = drawn_accounts(case.value, wanted.accounts, wanted.contentions, wanted.seed)
        run_chunks(
            folder,
            _executor(chunks),
            list(drawn),
            wanted.draws,
            threads=wanted.workers if chunks.executor is None else 1,
            progress=progress or (lambda _done, _total: None),
        )
        value = judge(elsewhere=partial(folder.whole, draws=wanted.draws))
        found = Judgement(case, value)
        text = json.dumps(found.as_json(), ensure_ascii=False, indent=1)
        write_output(folder.folder / "verdicts.json", f"{text}\n".encode())
    return found


def _executor(chunks: Chunks) -> Executor:
    if chunks.executor is None:
        return Here()
    workers = cores(chunks.workers)
    return executor_named(chunks.executor, workers, chunks.scheduler, ahead=AHEAD)
