"""Judging some texts in a worker process; the rows go to disk, only their key comes back."""

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import contention
from contention.corpus.store import Row, reading_path, write_reading
from contention.judge.chunks.fingerprint import fingerprint
from contention.judge.judge import judge
from contention.judge.statements.machine_account import machine_account
from contention.judge.statements.phrases import Names
from contention.judge.statements.questions import AskedQuestions, asked
from contention.judge.statements.rows import account_row, verdict_rows
from contention.judge.statements.statement import Statement
from contention.runs.warm import warm

HINGE_DRAWS = 64
"""draws in which it is found out what verdicts need"""


@dataclass(frozen=True)
class JudgeTask:
    """Some texts and what they are asked."""

    number: int
    judged: Path
    """folder of the rows"""
    questions: Path
    digest: str
    """of the questions"""
    contentions: tuple[str, ...]
    """empty: all"""
    names: Names
    statements: tuple[Statement, ...]
    draws: int
    seed: int

    @property
    def key(self) -> str:
        """A hash of everything that the rows depend on."""
        return fingerprint(
            (self.digest, self.contentions, self.names, self.statements, self.draws, self.seed,
             contention.__version__)
        )  # fmt: skip


@dataclass(frozen=True)
class Judged:
    """Texts that were judged."""

    number: int
    key: str
    texts: int
    seconds: float
    bytes: int
    memory: int
    """most bytes that the process has used so far"""
    reused: bool = False


def judge_some(task: JudgeTask) -> Judged:
    """Judge texts, unless their rows are there already."""
    key = task.key
    path = reading_path(task.judged, key)
    reused = path.exists()
    _warmed()
    found = asked(task.questions, task.digest, task.contentions)
    begun = time.monotonic()
    if not reused:
        write_reading(task.judged, key, _lines(task, found))
    took = time.monotonic() - begun
    size, texts = path.stat().st_size, len(task.statements)
    return Judged(task.number, key, texts, took, size, most_memory(), reused)


@cache
def _warmed() -> None:
    """Load the engine, which would count as the cost of the first text; once a process."""
    warm()


def _lines(task: JudgeTask, found: AskedQuestions) -> Iterator[dict[str, Row]]:
    for statement in task.statements:
        made = None
        if statement.claims:
            made = machine_account(found.draft, statement, task.names)
        judgement = None
        if made is not None and made.case is not None:
            judgement = judge(
                made.case, draws=task.draws, seed=task.seed, hinges=False, reading_draws=0,
                hinge_draws=min(HINGE_DRAWS, task.draws),
            )  # fmt: skip
            for row in verdict_rows(statement, judgement):
                yield {"verdict": row}
        yield {"account": account_row(statement, made, judgement)}


def most_memory() -> int:
    """The most memory that this process has used, in bytes; 0 where that is not known."""
    if sys.platform == "win32":
        return 0
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used if sys.platform == "darwin" else used * 1024
