"""`contention move`: carry the coding of a case over to an edited text."""

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
    "negation": "a negation was added or removed",
    "number": "a number changed",
    "direction": "a direction changed",
}
STATES: dict[State, str] = {
    "same": "unchanged",
    "moved": "unchanged, at another place",
    "reworded": "reworded",
    "lost": "not found in the new text",
}


@click.command()
@case_argument
@click.argument("document")
@click.argument("file", metavar="NEWFILE", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Report what would change without writing anything.")
@click.option(
    "--keep",
    multiple=True,
    metavar="ID",
    help="An entry that is still coded correctly although its wording changed: it stays accepted "
    "at its new place. Can be repeated.",
)
@click.option(
    "--propose-changed",
    is_flag=True,
    help="Write even if wording changed: claims and figures that were reworded or not found "
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
    """Carry the coding of DOCUMENT over to an edited text.

    NEWFILE is the edited text. The document gets its hash, length and word print, and every claim,
    figure, demand and contention gets a new anchor. Each passage is classified as unchanged,
    unchanged at another place, reworded, or not found. If any accepted entry is reworded or not
    found, nothing is written and the exit status is 2, unless --keep and --propose-changed decide
    what happens to it. The old text is not required: its word print is enough, but cannot show
    which words were removed.
    """
    request = MoveRequest(document, file, frozenset(keep), propose_changed)
    try:
        outcome = move(case, request, dry_run=dry_run)
    except CaseError as error:
        refuse(error.problems, case, as_json=as_json)
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
            yield f"{len(undecided)} became proposals: decide on them with contention review."
    elif undecided and not (dry_run and proposed):
        yield (
            f"Nothing was written: {len(undecided)} accepted entries are reworded or not "
            "found. Read them; keep each that is still coded correctly with --keep ID, and "
            "turn the others into proposals with --propose-changed."
        )
    elif dry_run:
        yield "Nothing was written (--dry-run)."
    else:
        yield "Nothing to write: the coding is up to date."


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
