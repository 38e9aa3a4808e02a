"""`contention review`: decide on proposed claims, figures and merges one by one."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import click

from contention.case.articles import counted
from contention.case.draft import Draft
from contention.case.parsed_case import read_draft
from contention.case.problem import CaseError, Place, Problem
from contention.case.storage.remembered import remembering
from contention.case.storage.writing import EditError
from contention.case.suggestions import did_you_mean
from contention.cli.case_argument import case_argument, refuse
from contention.cli.options import json_option
from contention.cli.output import say_json
from contention.cli.reviewing.claims import ClaimStage
from contention.cli.reviewing.keys import Binding, help_text
from contention.cli.reviewing.merges import MergeStage, PruneStage
from contention.cli.reviewing.names import NamesStage
from contention.cli.terminal.dialogue import NotPossibleError, TerminalUi, Ui, stream_ui
from contention.cli.terminal.keys import END, REDRAW, Paste
from contention.cli.terminal.styled import STRONG, StyledParagraph, plain, styled
from contention.coding.merges.merge_queue import waiting_merges
from contention.coding.merges.merge_review import MergeReview
from contention.coding.review.proposed_names import proposed_names
from contention.coding.review.review_queue import waiting
from contention.coding.review.review_texts import Texts
from contention.coding.review.settling_names import NamesReview
from contention.coding.review.undo import ReviewError
from contention.coding.review.walk import REVIEWER, Review

INTERRUPTED = 130
"""Exit status after Ctrl-C."""
STOPPED = 2
"""Exit status if a key that is not typed cannot be done."""
_DONE = "All are decided or skipped."
_DONE_KEYS = "u undoes the last step, any other key ends."


class Stage(Protocol):
    """One part of a review: a sequence of cards."""

    @property
    def decisions(self) -> int: ...  # noqa: D102
    @property
    def begun(self) -> bool: ...  # noqa: D102
    @property
    def bindings(self) -> Sequence[Binding]: ...  # noqa: D102
    def keys(self) -> str: ...  # noqa: D102
    def card(self) -> list[StyledParagraph] | None: ...  # noqa: D102
    def act(self, pressed: str, ui: Ui) -> str: ...  # noqa: D102
    def back(self) -> str: ...  # noqa: D102
    def said(self) -> str: ...  # noqa: D102


@click.command()
@case_argument
@click.option("--document", help="Only the names, claims and figures proposed in one document.")
@click.option(
    "--from-start",
    is_flag=True,
    help="Begin at the first sentence of the document, whatever is proposed: to code it by hand.",
)
@click.option("--names", is_flag=True, help="Only the names of the proposals, settled or not.")
@click.option("--merges", is_flag=True, help="Only the proposed merges of factors.")
@click.option(
    "--again", is_flag=True, help="With --merges: also those already accepted or rejected."
)
@click.option(
    "--coder",
    default=REVIEWER,
    show_default=True,
    envvar="CONTENTION_CODER",
    help="Name recorded as reviewer in decisions, changes and additions ($CONTENTION_CODER).",
)
@json_option
def command(
    case: Path, document: str | None, from_start: bool, names: bool, merges: bool, again: bool,
    coder: str, as_json: bool,
) -> None:  # fmt: skip
    """Decide on the proposed names, claims, figures and merges of CASE with single keys.

    First the names that a reader proposed and nobody has settled yet, as one list: a accept all, t
    change the selected name, m join it with another or its opposite, . and , or / select, s skip.
    What is decided holds for all proposals, and is not asked again. --names shows the list alone.

    Then claim by claim: a accept, r reject, s skip, e edit, f flip the sign, c recut an end from
    the sentence, + add a claim that the reader missed, . and , next and previous sentence, u undo,
    q quit; ? shows all of them. Merges of factors come after the claims, and at the end the factors
    that a reader proposed and that nothing names any more.

    Every decision is written immediately, changing only the lines concerned; a change that would
    introduce an error is refused. If the input is not a terminal, keys are read from it, up to the
    first that cannot be done (exit status 2). With --json, prints what is waiting and changes
    nothing.
    """
    if names and merges:
        raise click.UsageError("--names and --merges cannot be combined: give one of them")
    if again and not merges:
        raise click.UsageError("--again requires --merges")
    if document is not None and merges:
        raise click.UsageError(
            "--document cannot be combined with --merges: merges do not belong to a document"
        )
    if from_start and (names or merges):
        raise click.UsageError("--from-start cannot be combined with --names and --merges")
    draft = _draft(case, document, as_json=as_json)
    if as_json:
        _print_json(case, draft, document, claims=not merges, again=again)
        return
    start = _first_text(draft, document, case) if from_start else None
    with remembering():
        stages = _stages(case, document, coder, start, names=names, merges=merges, again=again)
        _review(stages, draft, "name" if names else "merge" if merges else "claim and no figure")


def _draft(case: Path, document: str | None, *, as_json: bool) -> Draft:
    """The case as written; exit if there is none, or no such document."""
    if not (case / "case.yaml").is_file():
        hint = "give the folder that contains case.yaml"
        refuse(
            (Problem(Place(str(case)), "there is no case in this folder", hint),), as_json=as_json
        )
    draft = read_draft(case)
    if document is not None and document not in draft.known["document"]:
        hint = did_you_mean(document, draft.known["document"])
        problem = Problem(Place("case.yaml"), f"unknown document `{document}`", hint)
        refuse((problem,), case, as_json=as_json)
    return draft


def _first_text(draft: Draft, document: str | None, case: Path) -> str:
    """The document in which to begin; exit if its text is not there."""
    wanted = next(iter(draft.known["document"]), "") if document is None else document
    text = Texts().of(draft, wanted) if wanted else None
    if text is None or not text.sentences:
        found = f"the text of `{wanted}` is not available" if wanted else "the case has no document"
        hint = f"attach it: contention attach {case} {wanted or 'DOCUMENT'} FILE"
        refuse((Problem(Place("case.yaml"), found, hint),), case, as_json=False)
    return wanted


def _print_json(
    case: Path, draft: Draft, document: str | None, *, claims: bool, again: bool
) -> None:
    found = waiting(draft, document) if claims else ()
    shown = {
        "case": str(case),
        "names": [each.as_json() for each in proposed_names(draft, document)] if claims else [],
        "waiting": [each.as_json() for each in found if each.kind == "claim"],
        "figures": [each.as_json() for each in found if each.kind == "figure"],
        "merges": [each.as_json() for each in waiting_merges(draft, again=again)],
    }
    say_json(shown)


def _stages(
    case: Path, document: str | None, coder: str, start: str | None,
    *, names: bool, merges: bool, again: bool,
) -> list[Stage]:  # fmt: skip
    """The parts of the review, in order."""
    stages: list[Stage] = []
    if not merges:
        review = NamesReview(case, document=document, coder=coder, again=names)
        stages.append(NamesStage(review))
    if names:
        return stages
    if not merges:
        stages.append(ClaimStage(Review(case, document=document, coder=coder, start=start)))
    if document is None:
        stages.append(MergeStage(MergeReview(case, coder=coder, again=again)))
        stages.append(PruneStage(case))
    return stages


def _review(stages: Sequence[Stage], draft: Draft, what: str) -> None:
    """Walk through the stages; `what` is said to be missing if nothing is proposed."""
    if all(stage.card() is None for stage in stages):
        click.echo(f"Nothing to review: no {what} is proposed.")
        return
    status = 0
    try:
        with _ui() as ui:
            status = _walk(stages, ui)
    except KeyboardInterrupt:
        status = INTERRUPTED
    finally:
        _sum_up(stages, draft, merges=what == "merge")
    if status:
        raise SystemExit(status)


@contextmanager
def _ui() -> Iterator[Ui]:
    """The terminal if the input is one, else the stream."""
    if not sys.stdin.isatty() or sys.platform == "win32":
        yield stream_ui()
        return
    from contention.cli.terminal.terminal import can_colour, open_terminal

    with open_terminal() as terminal:
        yield TerminalUi(terminal, colour=can_colour())


def _sum_up(stages: Sequence[Stage], draft: Draft, *, merges: bool) -> None:
    for stage in stages:
        quiet = isinstance(stage, MergeStage) and not (merges or draft.merges or stage.begun)
        if not quiet and (said := stage.said()):
            click.echo(said)


def _walk(stages: Sequence[Stage], ui: Ui) -> int:
    """Show cards and handle keys until nothing is left or the user quits; the exit status.

    Keys that nobody types end at the first that cannot be done: those after it were meant for
    another card.
    """
    at, said = 0, ""
    while True:
        card = stages[at].card()
        if card is None and at + 1 < len(stages):
            at += 1
            continue
        if card is None:
            ui.show([StyledParagraph(styled(_DONE, STRONG))], said, _DONE_KEYS)
        else:
            ui.show(card, said, stages[at].keys())
        key = ui.key()
        if key == REDRAW:
            continue
        if key in ("q", END, "ctrl-d") or (card is None and key != "u"):
            return 0
        try:
            at, said = _acted(stages, at, key, ui)
        except (ReviewError, NotPossibleError, EditError) as error:
            said = plain(f"not done: {error}")
        except CaseError as error:
            said = plain("not done: " + "; ".join(str(each) for each in error.problems))
        else:
            continue
        if not ui.interactive:
            made = counted(sum(stage.decisions for stage in stages), "decision")
            click.echo(f"{said}\nstopped here, after {made}; the rest of the input is not read")
            return STOPPED


def _acted(stages: Sequence[Stage], at: int, key: str, ui: Ui) -> tuple[int, str]:
    """Handle a key; return the stage to show next and what was done."""
    if isinstance(key, Paste):
        raise ReviewError("pasted text is not accepted as keys")
    if key == "?" and ui.interactive:
        _help(ui, stages[at].bindings)
        return at, ""
    if key in ("escape", "unknown", "ctrl-l", "enter"):
        return at, ""
    if key != "u":
        return at, plain(stages[at].act(key, ui))
    last = max((n for n, stage in enumerate(stages[: at + 1]) if stage.begun), default=at)
    if not stages[last].begun:
        raise ReviewError("there is nothing to undo")
    return last, plain(stages[last].back())


def _help(ui: Ui, bindings: Sequence[Binding]) -> None:
    lines = help_text(bindings).split("\n")
    while True:
        ui.show(
            [StyledParagraph(styled(line), "", "     ") for line in lines], "", "any key goes back"
        )
        if ui.key() != REDRAW:
            return
