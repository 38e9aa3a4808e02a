"""Run the draws of accounts in chunks, wherever there is somebody to run them."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from importlib.util import find_spec

from contention.case.model import Case
from contention.execution.executor import Executor, Lost, MissingExtraError
from contention.judge.account_draws import Drawn
from contention.judge.chunks.chunk import ChunkTask, run_chunk
from contention.judge.chunks.run_folder import RunFolder, refused, spans
from contention.judge.question import question
from contention.judge.required_runs import docket
from contention.judge.verdicts import horizon_years
from contention.runs.plan import prepare


def require_parquet() -> None:
    """Raise MissingExtraError unless pyarrow is there."""
    if find_spec("pyarrow") is None:
        raise MissingExtraError(
            "a run folder needs pyarrow: pip install 'contention[corpora]'"
        )  # fmt: skip


def drawn_accounts(
    case: Case, accounts: Sequence[str], contentions: Sequence[str], seed: int
) -> Iterator[Drawn]:
    """What there is to run: the accounts that answer any of the contentions."""
    asked = [question(case, case.contentions[id_]) for id_ in contentions]
    for account in accounts:
        item = docket(case, account, asked, hinges=False)
        if item.following:
            plan = prepare(case, account, item.measures())
            yield Drawn(case, plan, item, seed, horizon_years(case))


def run_chunks(
    folder: RunFolder,
    executor: Executor,
    accounts: Sequence[Drawn],
    draws: int,
    *,
    threads: int = 1,
    progress: Callable[[int, int], None],
) -> None:
    """Run every chunk that the folder lacks, and keep it.

    Raises CaseError if a chunk cannot be run (its error, or its worker died again and again) and
    OSError if one cannot be written; the chunks done so far are kept.
    """
    tasks = [
        ChunkTask(drawn, first, count, threads)
        for drawn in accounts
        for account, first, count in spans(drawn.docket.account, draws)
        if (account, first, count) not in folder.entries
    ]
    total = len(accounts) * draws
    done = total - sum(task.count for task in tasks)
    progress(done, total)
    if not tasks:
        return
    with closing(executor.run(run_chunk, tasks)) as outcomes:
        for outcome in outcomes:
            if isinstance(outcome, Lost):
                raise _lost(folder, outcome)
            folder.put(outcome)
            done += outcome.count
            progress(done, total)


def _lost(folder: RunFolder, lost: Lost[ChunkTask]) -> Exception:
    task = lost.task
    account, last = task.drawn.docket.account, task.first + task.count - 1
    message = f"draws {task.first:,} to {last:,} of {account} were lost: {lost.reason}"
    hint = "the chunks done so far are kept; continue with --resume"
    return refused(folder.folder, message, hint)
