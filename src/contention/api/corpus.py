"""Judging the texts of a corpus that was read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from contention.case.problem import CaseError, Place, Problem
from contention.case.storage.lock import LockedError, locked
from contention.corpus.store import write_whole
from contention.exchange.spreadsheets import comma_separated
from contention.judge.statements.judge_statements import (
    CostEstimate,
    StatementOptions,
    StatementsJudged,
    judge_statements,
)
from contention.judge.statements.phrases import COLUMNS

if TYPE_CHECKING:
    from contention.api.case import Progress
    from contention.execution.executor import Executor

__all__ = ["CostEstimate", "StatementOptions", "StatementsJudged", "judge_corpus"]


def judge_corpus(
    out: Path,
    executor: Executor,
    options: StatementOptions,
    *,
    texts: int,
    progress: Progress,
    said: Callable[[CostEstimate], None],
) -> StatementsJudged | None:
    """Judge the texts whose readings are in a folder; None if only the cost was asked for.

    `said` is called with the cost when the first texts are judged. Raises CaseError if questions
    cannot be asked, a text cannot be judged or a file cannot be written, and ExecutorError if there
    is nobody to do the work; what was judged so far is kept.
    """
    place = Place(str(out))
    try:
        with locked(out / "readings" / "lock"):
            found = judge_statements(out, executor, options, texts, progress, said)
            if found is not None:
                _write(out, found)
            return found
    except LockedError:
        hint = "wait until it has ended, or name another folder; nothing was written"
        problem = Problem(place, "another run is writing into this folder", hint)
        raise CaseError((problem,)) from None
    except OSError as error:
        message = f"cannot be written: {error.strerror or error}; what was judged so far is kept"
        hint = "free some space, then continue with --resume"
        raise CaseError((Problem(place, message, hint),)) from None


def _write(out: Path, found: StatementsJudged) -> None:
    rows = [COLUMNS, *(tuple(getattr(each, name) for name in COLUMNS) for each in found.phrases)]
    write_whole(out / "phrases.csv", comma_separated(rows).decode())
    told = json.dumps(found.as_json(), ensure_ascii=False, indent=1)
    write_whole(out / "judged.json", told)
