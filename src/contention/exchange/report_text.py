"""A loss report for a person."""

from collections.abc import Iterator, Sequence

from contention.case.articles import counted
from contention.exchange.losses import Loss, LossReport

SHOWN = 20
"""losses of a kind that are listed; the rest is counted"""
MOST_IDS, MOST_NAMES = 3, 20
"""ids on a line; names of columns and fields, which nobody can count through"""


def report_text(report: LossReport) -> str:
    """What was kept, changed and left out, one line each."""
    return "\n".join(_lines(report))


def _lines(report: LossReport) -> Iterator[str]:
    if report.kept:
        yield f"kept: {', '.join(counted(count, kind) for kind, count in report.kept)}"
    for heading, losses in (("changed", report.changed), ("left out", report.left_out)):
        if losses:
            yield f"{heading}:"
            yield from _listed(losses)
    for note in report.notes:
        yield f"note: {note}"
    if not report.changed and not report.left_out:
        yield "nothing was changed or left out"


def _listed(losses: Sequence[Loss]) -> Iterator[str]:
    """What became of things, those with one fate on one line."""
    fates: dict[tuple[str, str], list[str]] = {}
    for loss in losses:
        fates.setdefault((loss.kind, loss.what), []).append(loss.id)
    for (kind, what), ids in list(fates.items())[:SHOWN]:
        most = MOST_NAMES if kind.startswith(("column", "field of")) else MOST_IDS
        more = f" and {len(ids) - most} more" if len(ids) > most else ""
        yield f"  {kind} {', '.join(ids[:most])}{more}: {what}"
    if len(fates) > SHOWN:
        yield f"  … {len(fates) - SHOWN} more kinds of loss; --json lists all"
