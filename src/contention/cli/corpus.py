"""`contention corpus`: extract claims and figures from many files into tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contention.api.asking import cores
from contention.case.problem import CaseError
from contention.cli.case_argument import FAULTY, refuse, say_problems
from contention.cli.corpus_judging import judge_read, judging_options, say_judged
from contention.cli.executor_options import EXECUTORS, chosen_executor, scheduler_option
from contention.cli.interrupted import interruption_said
from contention.cli.options import json_option, progress_on_stderr
from contention.cli.output import say, say_json
from contention.documents.limits import ReadOptions
from contention.execution.choose import ExecutorName
from contention.execution.executor import ExecutorError
from contention.extraction.combine import ReaderName

if TYPE_CHECKING:
    from contention.api.corpus import StatementOptions
    from contention.corpus.run_corpus import CorpusResult

LISTED = 20


@click.command()
@click.argument(
    "files", nargs=-1, required=True, metavar="FOLDER_OR_FILE…", type=click.Path(path_type=Path)
)
@click.option(
    "--out",
    metavar="DIR",
    required=True,
    type=click.Path(path_type=Path),
    help="Folder for the results.",
)
@click.option(
    "--reader",
    type=click.Choice(("rules", "model", "both")),
    default="model",
    show_default=True,
    help="Who reads.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 1024),
    help="Processes that read (default: one per core). Results do not depend on it.",
)
@click.option(
    "--executor",
    type=EXECUTORS,
    default="processes",
    show_default=True,
    help="Kind of workers.",
)
@scheduler_option
@click.option("--resume", is_flag=True, help="Resume the run whose results are in DIR.")
@click.option("--claims", "claims_files", is_flag=True, help="Write claims files, too.")
@click.option("--encoding", help="Encoding of plain text and HTML; default UTF-8.")
@click.option("--any-language", is_flag=True, help="Read texts that are not in English, too.")
@judging_options
@json_option
@click.pass_context
def command(
    context: click.Context, files: tuple[Path, ...], out: Path, reader: ReaderName,
    workers: int | None,
    executor: ExecutorName, scheduler: str | None, resume: bool, claims_files: bool,
    encoding: str | None, any_language: bool, judging: StatementOptions | None, as_json: bool,
) -> None:  # fmt: skip
    """Propose claims and figures from many texts in parallel.

    Folders are searched recursively. Tables of documents, claims and figures are written as
    Parquet if pyarrow is installed, else as JSON lines. Results are kept as they come: after an
    interruption, --resume reads only the rest. Files that cannot be read are listed, the others
    are still read, and the exit status is 2. With --judge every text becomes an account, coded by a
    program and reviewed by nobody, that answers contentions: see docs/scale.md.
    """
    from contention.corpus.run_corpus import CorpusOptions, read_corpus

    read = ReadOptions(encoding=encoding, any_language=any_language)
    options = CorpusOptions(reader, read, resume, claims_files)
    so_far, judged = _SoFar(out), None
    try:
        workforce = chosen_executor(executor, workers, scheduler)
        with (
            interruption_said(so_far.message, signals=True),
            progress_on_stderr("reading") as progress,
        ):
            result = read_corpus(files, out, workforce, options, so_far.counting(progress))
        if judging is not None:
            judged = judge_read(result, workforce, judging, workers or cores(None))
    except CaseError as error:
        refuse(error.problems, as_json=as_json)
    except ExecutorError as error:
        raise click.UsageError(str(error)) from None
    if as_json:
        told = result.as_json()
        say_json(told if judged is None else {**told, "judged": judged.as_json()})
    else:
        _say(result)
        if judged is not None:
            say_judged(judged)
    if result.problems:
        context.exit(FAULTY)


@dataclass
class _SoFar:
    """Progress of a run, for the message after an interruption."""

    out: Path
    done: int = 0
    total: int = 0

    def counting(self, progress: Callable[[int, int], None]) -> Callable[[int, int], None]:
        """Wrap a progress callback so that the counts are kept here."""

        def count(done: int, total: int) -> None:
            self.done, self.total = done, total
            progress(done, total)

        return count

    def message(self) -> str:
        """What was done, what was not, and how to resume."""
        if not self.total:
            return "no file was read"
        return (
            f"{self.done:,} of {self.total:,} files were read and are kept in {self.out}, and no "
            f"tables are written yet; run the same command with --resume to continue"
        )


def _say(result: CorpusResult) -> None:
    totals = result.totals
    earlier = f" ({result.reused} of them earlier)" if result.reused else ""
    click.echo(
        f"{totals.documents:,} of {result.files:,} files read{earlier}: {totals.sentences:,} "
        f"sentences, {totals.claims:,} claims and {totals.figures:,} figures proposed"
    )
    if result.passed_over:
        click.echo(f"{result.passed_over:,} files skipped: their names are not those of texts")
    for note in totals.notes:
        say(f"note: {note}")
    say(f"In {result.out}: {', '.join(totals.tables)}, summary.json")
    say_problems(result.problems[:LISTED], err=True)
    if len(result.problems) > LISTED:
        more = len(result.problems) - LISTED
        say(f"and {more:,} more problems, in {result.out / 'summary.json'}", err=True)
