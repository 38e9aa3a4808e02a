"""`contention corpus --judge`: an unreviewed account for every text, and what they answer."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from contention.api.asking import MOST_DRAWS
from contention.case.articles import counted
from contention.cli.interrupted import interruption_said
from contention.cli.options import progress_on_stderr, terminal_width
from contention.cli.output import say
from contention.extraction.confidence import WORTHWHILE

if TYPE_CHECKING:
    from contention.api.corpus import CostEstimate, StatementOptions, StatementsJudged
    from contention.corpus.run_corpus import CorpusResult
    from contention.execution.executor import Executor

UNREVIEWED = "Accounts are coded by a program and reviewed by nobody."


OPTIONS = (
    click.option("--judge", is_flag=True, help="Judge an unreviewed account of every text, too."),
    click.option(
        "--questions",
        metavar="CASE",
        type=click.Path(path_type=Path),
        help="Case whose contentions every text is asked (default: the commonest effects).",
    ),
    click.option(
        "--contention", "contentions", multiple=True, help="Contention to ask (default: all)."
    ),
    click.option(
        "--names",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="CSV with the columns phrase and factor: what texts call the factors of CASE.",
    ),
    click.option(
        "--confidence",
        default=WORTHWHILE,
        show_default=True,
        type=click.FloatRange(0, 1),
        help="Least confidence of a proposed claim that counts.",
    ),
    click.option(
        "--draws",
        default=256,
        show_default=True,
        type=click.IntRange(16, MOST_DRAWS),
        help="Monte Carlo draws for each text.",
    ),
    click.option("--estimate", is_flag=True, help="Judge a few texts, say the cost, and stop."),
)


def judging_options(command: Callable[..., None]) -> Callable[..., None]:
    """`--judge` and what goes with it, given to the command as `judging`."""

    @wraps(command)
    def with_judging(
        judge: bool,
        questions: Path | None,
        contentions: tuple[str, ...],
        names: Path | None,
        confidence: float,
        draws: int,
        estimate: bool,
        **rest: Any,
    ) -> None:
        from contention.api.corpus import StatementOptions

        for option, given in (
            ("--questions", questions is not None), ("--contention", bool(contentions)),
            ("--names", names is not None), ("--estimate", estimate),
        ):  # fmt: skip
            if given and not judge:
                raise click.BadParameter("requires --judge", param_hint=option)
        for option, given in (("--contention", bool(contentions)), ("--names", names is not None)):
            if given and questions is None:
                raise click.BadParameter("requires --questions CASE", param_hint=option)
        options = StatementOptions(
            questions, contentions, names, confidence, draws, only_estimate=estimate
        )
        command(judging=options if judge else None, **rest)

    for option in reversed(OPTIONS):
        with_judging = option(with_judging)
    return with_judging


def judge_read(
    result: CorpusResult, workforce: Executor, options: StatementOptions, workers: int
) -> StatementsJudged | None:
    """Judge what was read; says the cost beforehand, and what is kept after an interruption."""
    from contention.api.corpus import judge_corpus

    with (
        interruption_said(
            lambda: f"what was judged is kept in {result.out}; continue with --resume", signals=True
        ),
        progress_on_stderr("judging") as progress,
    ):
        return judge_corpus(
            result.out, workforce, options, texts=result.totals.documents, progress=progress,
            said=lambda found: say_estimate(found, workers),
        )  # fmt: skip


def say_estimate(found: CostEstimate, workers: int) -> None:
    """Say beforehand what judging will cost."""
    say(
        f"judging {found.texts:,} texts: about {time_said(found.seconds / workers)} with "
        f"{counted(workers, 'worker')}, {size_said(found.bytes)} of disk (measured on the first "
        f"{found.measured})",
        err=True,
    )


def say_judged(found: StatementsJudged) -> None:
    """Print what the texts answer, and what it cost."""
    width = terminal_width()
    say("")
    say(click.wrap_text(
        f"{found.speaking:,} of {found.texts:,} texts answer any of "
        f"{counted(len(found.answers), 'contention')}. {UNREVIEWED} "
        f"{found.used:,} of {found.claims:,} claims are in them.", width,
    ))  # fmt: skip
    say("")
    say(f"{'follows':>9}{'reverse':>9}{'open':>9}{'silent':>9}  contention")
    for id_, each in found.answers.items():
        numbers = "".join(
            f"{count:>9,}" for count in (each.follows, each.reverse, each.open, each.silent)
        )
        say(f"{numbers}  {id_}: {each.title}")
    for id_ in found.left_out:
        say(f"not asked: {id_}, which takes claims of its case away")
    cost = found.cost
    earlier = f" ({found.reused:,} texts judged earlier)" if found.reused else ""
    say("")
    say(
        f"Took {time_said(cost.seconds)}{earlier}, {size_said(cost.bytes)} of disk and up to "
        f"{size_said(cost.memory)} of memory in a process"
    )
    say(f"In {found.out}: {', '.join(found.tables)}, phrases.csv, judged.json")


def time_said(seconds: float) -> str:
    """A time in words."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 5400:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h"


def size_said(size: float) -> str:
    """A number of bytes in words."""
    if size < 1e6:
        return f"{size / 1e3:.0f} kB"
    return f"{size / 1e6:.0f} MB" if size < 1e9 else f"{size / 1e9:.1f} GB"
