"""`contention review`: proposed claims and merges accepted, edited or rejected one by one."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import click

from contention.case.draft import Draft
from contention.case.problem import Place, Problem
from contention.case.suggestions import did_you_mean
from contention.claims.merges.review import MergeReview
from contention.claims.merges.waiting import waiting_merges
from contention.claims.review import Review, list_waiting
from contention.claims.undo import ReviewError
from contention.cli.case_argument import case_argument, refuse
from contention.cli.options import json_option
from contention.cli.review_claims import ClaimStage
from contention.cli.review_keys import Keys, StreamKeys, TerminalKeys, plain
from contention.cli.review_merges import MergeStage, PruneStage


class Stage(Protocol):
    """A part of the walk: its cards one after the other."""

    @property
    def begun(self) -> bool: ...  # noqa: D102
    def card(self) -> str | None: ...  # noqa: D102
    def act(self, key: str, keys: Keys) -> str: ...  # noqa: D102
    def back(self) -> str: ...  # noqa: D102
    def said(self) -> str: ...  # noqa: D102


@click.command()
@case_argument
@click.option("--document", help="Only the proposed claims of one document.")
@click.option("--merges", is_flag=True, help="Only the proposed merges of factors.")
@click.option(
    "--again", is_flag=True, help="With --merges: those that were accepted or rejected, too."
)
@click.option("--coder", default="", help="Who reviews; added to the coders of what is decided.")
@json_option
def command(
    case: Path, document: str | None, merges: bool, again: bool, coder: str, as_json: bool
) -> None:
    """Decide on the proposed claims and merges of CASE, one by one, with single keys.

    Keys for claims: a accept, e edit, f flip the sign, r reject, s skip, u undo, n new factor,
    q quit. For merges of factors, which come after them: a accept, f flip (opposite or not), w swap
    which one stays, r reject, s skip, u undo, q quit. At the end, factors that a reader proposed
    and that nothing names any more can be taken out: t take out, s skip.

    Only the lines concerned are rewritten, at once; a change that would leave the case with an
    error is not made. Where the input is no terminal, keys are read from it. With --json, prints
    what is waiting and changes nothing.
    """
    if again and not merges:
        raise click.UsageError("--again: only with --merges")
    if document is not None and merges:
        raise click.UsageError("--document and --merges: merges belong to no document")
    if not (case / "case.yaml").is_file():
        hint = "name the folder that holds case.yaml"
        refuse((Problem(Place(str(case)), "there is no case here", hint),), as_json=as_json)
    draft, found = list_waiting(case, document)
    if document is not None and document not in draft.known["document"]:
        hint = did_you_mean(document, draft.known["document"])
        problem = Problem(Place("case.yaml"), f"unknown document `{document}`", hint)
        refuse((problem,), as_json=as_json)
    if as_json:
        _print_json(case, draft, [] if merges else [each.as_json() for each in found], again=again)
        return
    stages: list[Stage] = []
    if not merges:
        stages.append(ClaimStage(Review(case, document=document, coder=coder)))
    if document is None:
        stages.append(MergeStage(MergeReview(case, coder=coder, again=again)))
        stages.append(PruneStage(case))
    if all(stage.card() is None for stage in stages):
        what = "merge" if merges else "claim"
        click.echo(f"Nothing is waiting: no {what} is proposed.")
        return
    _walk(stages, TerminalKeys() if sys.stdin.isatty() else StreamKeys(sys.stdin))
    _sum_up(stages, draft, merges=merges)


def _print_json(case: Path, draft: Draft, claims: list[object], *, again: bool) -> None:
    merges = [each.as_json() for each in waiting_merges(draft, again=again)]
    shown = {"case": str(case), "waiting": claims, "merges": merges}
    click.echo(json.dumps(shown, ensure_ascii=False, indent=1))


def _sum_up(stages: Sequence[Stage], draft: Draft, *, merges: bool) -> None:
    for stage in stages:
        quiet = isinstance(stage, MergeStage) and not (merges or draft.merges)
        if not quiet and (said := stage.said()):
            click.echo(said)


def _walk(stages: Sequence[Stage], keys: Keys) -> None:
    """Show a card, take a key, until there is nothing left or the person quits."""
    at, shown = 0, ""
    while True:
        card = stages[at].card()
        if card is None and at + 1 < len(stages):
            at += 1
            continue
        if card is None:
            click.echo("All are decided or skipped. u takes the last step back, any key ends.")
        elif card != shown:
            click.echo(card)
        shown = card or ""
        key = keys.key()
        if key == "q" or (card is None and key != "u"):
            return
        try:
            if key == "u":
                at = max((n for n, stage in enumerate(stages[: at + 1]) if stage.begun), default=at)
                if not stages[at].begun:
                    raise ReviewError("there is nothing to undo")
                click.echo(plain(stages[at].back()))
            else:
                click.echo(plain(stages[at].act(key, keys)))
        except ReviewError as error:
            click.echo(plain(f"not done: {error}"))
