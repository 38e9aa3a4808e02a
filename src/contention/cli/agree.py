"""`contention agree`: inter-coder agreement on one document."""

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from contention.case.problem import CaseError
from contention.cli.case_argument import refuse
from contention.cli.options import json_option
from contention.cli.output import say, say_json
from contention.coding.agreement.coding import read_codings
from contention.coding.agreement.comparison import (
    Agreement,
    CodingDifference,
    FieldAgreement,
    compare,
)

FILE = click.Path(path_type=Path)


@click.command()
@click.argument("files", type=FILE, nargs=-1, required=True, metavar="FILE1 FILE2 [FILE3]...")
@json_option
def command(files: tuple[Path, ...], as_json: bool) -> None:
    """Compute inter-coder agreement from two or more claims files on one document.

    A coder has the claims that are accepted in the file. Claims are matched by their anchors (by
    cause and effect if they have none). Prints for each field of shared claims: observed agreement,
    Krippendorff's alpha with a 95 % interval and, for two coders, Cohen's kappa; then agreement on
    which words carry a claim at all (alpha for unitizing), and every difference.
    """
    if len(files) < 2:
        raise click.UsageError("give at least two claims files")
    try:
        found = compare(read_codings(files))
    except CaseError as error:
        refuse(error.problems, as_json=as_json)
        return
    if as_json:
        say_json(_json(found))
    else:
        say("\n".join(_said(found)))


def _said(found: Agreement) -> Iterator[str]:
    names = _names(found)
    yield f"{found.document}: {len(names)} coders, {len(found.groups)} claims in all"
    width = max(map(len, names))
    for name, coding in zip(names, found.codings, strict=True):
        left = [f"{n} {what}" for n, what in
                ((coding.proposed, "proposed"), (coding.rejected, "rejected")) if n]  # fmt: skip
        note = f" ({' and '.join(left)}, not counted)" if left else ""
        yield f"  {name:{width}}  {len(coding.claims)} accepted{note}"
    yield ""
    for pair in found.pairs:
        one, other = (names[coder] for coder in pair.coders)
        yield f"{one} and {other} share {pair.shared} claims (F1 {_number(pair.f1)})"
    yield ""
    yield from _table(found)
    yield ""
    yield from _stretches(found)
    yield ""
    yield "Differences:" if found.differences else "No field differs."
    yield from (f"  {_both(each)}" for each in found.differences)
    for coder, name in enumerate(names):
        if only := found.only(coder):
            yield f"Only in {name}: {', '.join(only)}"


def _names(found: Agreement) -> list[str]:
    """Shortest ends of the paths that distinguish the files."""
    parts = [Path(coding.file).parts for coding in found.codings]
    for count in range(1, max(map(len, parts)) + 1):
        names = ["/".join(each[-count:]) for each in parts]
        if len(set(names)) == len(names):
            return names
    return [f"{name} ({number})" for number, name in enumerate(names, 1)]


def _table(found: Agreement) -> Iterator[str]:
    two = len(found.codings) == 2
    head = f"{'field':10}{'scale':9}{'claims':>7}{'agreement':>11}{'alpha':>8}  95 % interval"
    yield head + (f"{'kappa':>10}" if two else "")
    for each in found.fields:
        kappa = f"{_number(each.kappa):>10}" if each.kappa is not None else ""
        yield (
            f"{each.field:10}{each.scale:9}{each.claims:>7}{_number(each.agreement):>11}"
            f"{_number(each.alpha):>8}  {_interval(each):13}{kappa}"
        ).rstrip()


def _interval(field: FieldAgreement) -> str:
    if field.interval is None:
        return "–"
    low, high = field.interval
    return f"{low:.2f} to {high:.2f}"


def _stretches(found: Agreement) -> Iterator[str]:
    spans = found.spans
    yield f"words of the text ({spans.length:,} characters)"
    yield f"  which carry a claim                 |uα {_number(spans.coded)}"
    yield f"  which carry one, and of which sign   uα {_number(spans.valued)}"
    covered = "–" if math.isnan(spans.covered) else f"{spans.covered:.0%}"
    yield f"  the sign where both have one        cuα {_number(spans.coding)}  ({covered})"


def _both(difference: CodingDifference) -> str:
    ids = dict.fromkeys(id_ for id_ in difference.claims if id_ is not None)
    values = ["·" if value is None else value for value in difference.values]
    return f"{' = '.join(ids)}: {difference.field} {' | '.join(values)}"


def _number(value: float) -> str:
    """Three digits, or a dash if chance alone would give the same."""
    return "–" if math.isnan(value) else f"{value:.3f}"


def _json(found: Agreement) -> dict[str, Any]:
    shown = {
        "document": found.document,
        "coders": [
            {"file": each.file, "claims": len(each.claims), "proposed": each.proposed,
             "rejected": each.rejected, "only": found.only(coder)}
            for coder, each in enumerate(found.codings)
        ],
        "found_by_both": found.found_by_both,
        "pairs": [vars(pair) for pair in found.pairs],
        "claims": found.groups,
        "fields": [vars(field) for field in found.fields],
        "spans": vars(found.spans),
        "differences": [vars(each) for each in found.differences],
    }  # fmt: skip
    return _without_nan(shown)  # type: ignore[no-any-return]


def _without_nan(value: Any) -> Any:
    """The same with null for NaN, which JSON does not have."""
    if isinstance(value, dict):
        return {key: _without_nan(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_without_nan(each) for each in value]
    return None if isinstance(value, float) and math.isnan(value) else value
