"""`contention move`: a coded case carried to an edited text."""

from collections.abc import Iterator
from pathlib import Path

import click

from contention.case.problem import CaseError, Place, Problem
from contention.case.storage.writing import EditError
from contention.cli.case_argument import FAULTY, case_argument, refuse
from contention.cli.options import json_option
from contention.cli.output import say, say_json
from contention.coding.moving.move_plan import Moved, State
from contention.coding.moving.write_move import MoveOutcome, MoveRequest, move

KINDS = {
    "negation": "a negation came or went",
    "number": "a number changed",
    "direction": "a direction changed",
}
STATES: dict[State, str] = {
    "same": "in the same words",
    "moved": "in the same words elsewhere",
    "reworded": "in other words",
    "lost": "not in the new text",
}


@click.command()
@case_argument
@click.argument("document")
@click.argument("file", metavar="NEWFILE", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would change, and write nothing.")
@click.option(
    "--keep",
    multiple=True,
    metavar="ID",
    help="An entry whose words changed and that is coded rightly all the same: it stays accepted "
    "at its new place. May be given several times.",
)
@click.option(
    "--propose-changed",
    is_flag=True,
    help="Write although words changed: claims and figures in other words or without a place "
    "become proposals, with a note, for `contention review`.",
)
@json_option
@click.pass_context
def command(
    context: click.Context,
    case: Path,
    document: str,
    file: Path,
    dry_run: bool,
    keep: tuple[str, ...],
    propose_changed: bool,
    as_json: bool,
) -> None:
    """Carry the coding of DOCUMENT to an edited text.

    NEWFILE is the text as it is now. The document gets its hash, length and word print, and every
    claim, figure, demand and contention the anchor of its words in it. Each is judged by itself:
    in the same words, in the same words elsewhere, in other words, or lost. Where anything that
    counts in the case is in other words or lost, nothing is written and the exit status is 2,
    unless --keep and --propose-changed say what is to become of it. The old text need not be at
    hand: the word print is enough, though it cannot say which words went.
    """
    request = MoveRequest(document, file, frozenset(keep), propose_changed)
    try:
        outcome = move(case, request, dry_run=dry_run)
    except CaseError as error:
        refuse(error.problems, as_json=as_json)
    except EditError as error:
        hint = "nothing was written"
        refuse((Problem(Place(str(case)), str(error), hint),), as_json=as_json)
    plan = outcome.plan
    undecided = plan.undecided()
    stopped = bool(undecided) and not propose_changed
    if as_json:
        say_json(_json(outcome, dry_run=dry_run))
    else:
        say("\n".join(_lines(outcome, dry_run=dry_run, proposed=propose_changed)))
    if stopped and not dry_run:
        context.exit(FAULTY)


def _json(outcome: MoveOutcome, *, dry_run: bool) -> dict[str, object]:
    plan = outcome.plan
    return {
        "document": plan.document,
        "share": plan.share,
        "old_text": plan.old_known,
        "dry_run": dry_run,
        "written": list(outcome.written),
        "undecided": [each.id for each in plan.undecided()],
        "entries": [each.as_json() for each in plan.moved],
    }


def _lines(outcome: MoveOutcome, *, dry_run: bool, proposed: bool) -> Iterator[str]:
    plan = outcome.plan
    counted = ", ".join(f"{plan.count(s)} {words}" for s, words in STATES.items() if plan.count(s))
    yield f"{plan.document}: {len(plan.moved)} anchored entries: {counted or 'none'}."
    for each in plan.moved:
        if each.state != "same":
            yield ""
            yield from _entry(each)
    yield ""
    undecided = plan.undecided()
    if outcome.written:
        yield f"Written: {', '.join(outcome.written)}."
        if undecided:
            yield f"{len(undecided)} became proposals: contention review decides on them."
    elif undecided and not (dry_run and proposed):
        yield (
            f"Nothing was written: {len(undecided)} accepted in other words or lost. Read them; "
            "name each that is still coded rightly with --keep ID, and let the others become "
            "proposals with --propose-changed."
        )
    elif dry_run:
        yield "Nothing was written (--dry-run)."
    else:
        yield "Nothing had to be written."


def _entry(each: Moved) -> Iterator[str]:
    wording = each.wording
    kinds = [KINDS[kind] for kind in wording.kinds] if wording else []
    status = "" if each.accepted else f" ({each.entry.body.status})"
    about = f": {'; '.join(kinds)}" if kinds else f": {each.reason}" if each.reason else ""
    yield f"{each.path}:{each.line}: {each.kind} {each.id}{status} — {STATES[each.state]}{about}"
    if each.before is not None and each.state != "moved":
        yield f"  was: {each.before}"
    if each.after is not None and each.state != "lost":
        yield f"  now: {each.after}"
    if wording is not None:
        if each.own_words:
            yield "  its own words are the same, the sentence around them changed"
        if wording.removed:
            yield f"  out: {' '.join(wording.removed)}"
        if wording.added:
            yield f"  in:  {' '.join(wording.added)}"
