"""Judge every text of a corpus that was read: an account each, all asked the same."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from dataclasses import asdict, dataclass, field, replace
from itertools import count, islice
from pathlib import Path
from typing import Any

from contention.case.problem import CaseError, Place, Problem
from contention.corpus.store import clear_partial, read_reading
from contention.corpus.tables import open_table, table_suffix
from contention.execution.executor import Executor, Lost
from contention.extraction.confidence import WORTHWHILE
from contention.judge.statements.default_questions import write_default_questions
from contention.judge.statements.phrases import Names, PhraseUse, phrase_uses, read_names
from contention.judge.statements.questions import AskedQuestions, asked, digest_of
from contention.judge.statements.rows import ACCOUNT_COLUMNS, CODING, VERDICT_COLUMNS
from contention.judge.statements.statement import read_statements
from contention.judge.statements.worker import Judged, JudgeTask, judge_some, most_memory

TEXTS = 25
"""texts of a task: what a dead worker costs"""
MEASURED = 2
"""tasks from which the cost is estimated"""

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class StatementOptions:
    """How the texts of a corpus are judged."""

    questions: Path | None = None
    """a case; None: the commonest effects in the texts themselves"""
    contentions: tuple[str, ...] = ()
    """ids; empty: all"""
    names: Path | None = None
    """a CSV file of phrases and the factors that they name"""
    confidence: float = WORTHWHILE
    """least confidence of a proposal that counts"""
    draws: int = 256
    seed: int = 1
    only_estimate: bool = False
    """stop when the cost is known"""


@dataclass(frozen=True)
class CostEstimate:
    """What judging a corpus will cost, from its first texts."""

    texts: int
    measured: int
    seconds: float
    """of work, for all texts; divided by the number of workers it is the time to wait"""
    bytes: int
    """of disk, for all texts"""


@dataclass(frozen=True)
class RunCost:
    """What judging a corpus did cost."""

    seconds: float
    """of waiting"""
    work: float
    """seconds of all workers, without what was there from an earlier run"""
    bytes: int
    memory: int
    """most bytes of a process"""


@dataclass
class AnswerTally:
    """How the texts answer one contention."""

    title: str
    follows: int = 0
    reverse: int = 0
    open: int = 0
    silent: int = 0
    silences: dict[str, int] = field(default_factory=dict)
    """why a text is silent → texts"""


@dataclass(frozen=True)
class StatementsJudged:
    """What the texts of a corpus answer."""

    out: Path
    questions: Path
    texts: int
    speaking: int
    """texts that answer any contention"""
    reused: int
    claims: int
    """proposals of the least confidence or more"""
    used: int
    answers: dict[str, AnswerTally]
    left_out: tuple[str, ...]
    """contentions that no text can be asked"""
    phrases: list[PhraseUse]
    """what the texts call the factors, the commonest first"""
    tables: tuple[str, ...]
    cost: RunCost
    estimate: CostEstimate | None

    def as_json(self) -> dict[str, Any]:
        """The same as plain JSON values."""
        told = asdict(replace(self, phrases=[]))
        del told["phrases"]  # they are in a table of their own
        return {**told, "out": str(self.out), "questions": str(self.questions), "coding": CODING}


def judge_statements(
    out: Path,
    executor: Executor,
    options: StatementOptions,
    texts: int,
    progress: Progress,
    said: Callable[[CostEstimate], None],
) -> StatementsJudged | None:
    """Judge the texts whose readings are in a folder; None if only the cost was asked for.

    What was judged is kept in `judged/`, and used again if nothing that it depends on has changed.
    Raises CaseError for questions that cannot be asked and for texts that cannot be judged,
    ExecutorError if there is nobody to do the work, OSError if the disk fails.
    """
    begun = time.monotonic()
    clear_partial(out, out / "judged")
    ready = _ready(out, options)
    run = _Run(texts)
    with closing(executor.run(judge_some, _tasks(out, ready, options))) as outcomes:
        for judged in _told(outcomes, out):
            estimate = run.add(judged)
            progress(run.texts, texts)
            if estimate is not None:
                said(estimate)
                if options.only_estimate:
                    return None
    contentions = ready.found.draft.contentions
    answers = {id_: AnswerTally(contentions[id_].body.title) for id_ in ready.found.contentions}
    sums = _write_tables(out, run.every, answers)
    return _said(out, ready, run, answers, sums, time.monotonic() - begun)


@dataclass(frozen=True)
class _Ready:
    """What is asked."""

    folder: Path
    digest: str
    found: AskedQuestions
    names: Names
    confidence: float


def _ready(out: Path, options: StatementOptions) -> _Ready:
    folder = options.questions or write_default_questions(
        out, read_statements(out, options.confidence)
    )
    digest = digest_of(folder)
    found = asked(folder, digest, options.contentions)
    names = () if options.names is None else read_names(options.names, found.titles)
    return _Ready(folder, digest, found, names, options.confidence)


@dataclass
class _Run:
    """The tasks that are done."""

    total: int
    texts: int = 0
    done: list[Judged] = field(default_factory=list)
    estimate: CostEstimate | None = None

    @property
    def every(self) -> list[Judged]:
        """In the order of the texts."""
        return sorted(self.done, key=lambda each: each.number)

    def add(self, judged: Judged) -> CostEstimate | None:
        """Add a task; gives the estimate when there is one for the first time."""
        self.done.append(judged)
        self.texts += judged.texts
        fresh = [each for each in self.done if not each.reused]
        if self.estimate is not None or len(fresh) < MEASURED:
            return None
        self.estimate = _estimate(fresh, self.total)
        return self.estimate


def _tasks(out: Path, ready: _Ready, options: StatementOptions) -> Iterator[JudgeTask]:
    statements = read_statements(out, options.confidence)
    for number in count():
        some = tuple(islice(statements, TEXTS))
        if not some:
            return
        yield JudgeTask(
            number, out / "judged", ready.folder, ready.digest, options.contentions, ready.names,
            some, options.draws, options.seed,
        )  # fmt: skip


def _told(outcomes: Iterable[Judged | Lost[JudgeTask]], out: Path) -> Iterator[Judged]:
    for outcome in outcomes:
        if isinstance(outcome, Lost):
            names = [each.document for each in outcome.task.statements]
            message = f"{names[0]} to {names[-1]} could not be judged: {outcome.reason}"
            hint = "what was judged so far is kept; continue with --resume"
            raise CaseError((Problem(Place(str(out)), message, hint),))
        yield outcome


def _estimate(fresh: list[Judged], texts: int) -> CostEstimate:
    measured = sum(each.texts for each in fresh)
    share = texts / measured
    seconds = sum(each.seconds for each in fresh) * share
    return CostEstimate(texts, measured, seconds, round(sum(each.bytes for each in fresh) * share))


def _write_tables(out: Path, every: list[Judged], answers: dict[str, AnswerTally]) -> Counter[str]:
    """Write both tables from what was kept, and count what is in them."""
    sums: Counter[str] = Counter()
    paths = [out / f"{name}{table_suffix()}" for name in ("verdicts", "accounts")]
    with ExitStack() as stack:
        verdicts, accounts = (
            stack.enter_context(open_table(path, columns))
            for path, columns in zip(paths, (VERDICT_COLUMNS, ACCOUNT_COLUMNS), strict=True)
        )
        for judged in every:
            for line in read_reading(out / "judged", judged.key):
                if "verdict" in line:
                    verdicts.add(line["verdict"])
                    _count(answers[line["verdict"]["contention"]], line["verdict"])
                else:
                    accounts.add(line["account"])
                    sums["claims"] += line["account"]["confident"]
                    sums["used"] += line["account"]["used"]
                    sums["speaking"] += line["account"]["answers"] > 0
    return sums


def _count(tally: AnswerTally, row: dict[str, Any]) -> None:
    match row["verdict"]:
        case "supported" | "true by construction":
            tally.follows += 1
        case "opposed":
            tally.reverse += 1
        case "undecided":
            tally.open += 1
        case _:
            why = row["silence"] or "nothing asked"
            tally.silences[why] = tally.silences.get(why, 0) + 1


def _said(
    out: Path, ready: _Ready, run: _Run, answers: dict[str, AnswerTally], sums: Counter[str],
    seconds: float,
) -> StatementsJudged:  # fmt: skip
    for tally in answers.values():
        tally.silent = run.texts - tally.follows - tally.reverse - tally.open
        tally.silences["no claims"] = tally.silent - sum(tally.silences.values())
    fresh = [each for each in run.done if not each.reused]
    cost = RunCost(
        seconds=round(seconds, 1),
        work=round(sum(each.seconds for each in fresh), 1),
        bytes=sum(each.bytes for each in run.done),
        memory=max([most_memory(), *(each.memory for each in run.done)]),
    )
    return StatementsJudged(
        out=out,
        questions=ready.folder,
        texts=run.texts,
        speaking=sums["speaking"],
        reused=run.texts - sum(each.texts for each in fresh),
        claims=sums["claims"],
        used=sums["used"],
        answers=answers,
        left_out=ready.found.left_out,
        phrases=phrase_uses(
            read_statements(out, ready.confidence), ready.found.titles, ready.names
        ),
        tables=tuple(f"{name}{table_suffix()}" for name in ("verdicts", "accounts")),
        cost=cost,
        estimate=run.estimate,
    )
