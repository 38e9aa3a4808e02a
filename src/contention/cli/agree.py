"""`contention agree`: two coders' claims of one text compared."""

import json
import math
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from contention.case.problem import CaseError
from contention.claims.agreement import Agreement, compare_files
from contention.cli.case_argument import refuse
from contention.cli.options import json_option

FILE = click.Path(path_type=Path)


@click.command()
@click.argument("file1", type=FILE)
@click.argument("file2", type=FILE)
@json_option
def command(file1: Path, file2: Path, as_json: bool) -> None:
    """Compare two coders' claims of one document, FILE1 and FILE2.

    Claims are paired by their anchors (by cause and effect where there are none). For each field of
    the paired claims: share of agreement, Cohen's kappa and Krippendorff's alpha (nominal); then
    every difference.
    """
    try:
        found = compare_files(file1, file2)
    except CaseError as error:
        refuse(error.problems, as_json=as_json)
        return
    click.echo(json.dumps(_json(found), ensure_ascii=False, indent=1) if as_json else _said(found))


def _said(found: Agreement) -> str:
    lines = [
        f"{found.document}: {found.sizes[0]} and {found.sizes[1]} claims, {len(found.paired)} in "
        f"both ({_number(found.found_by_both)} of the mean number)",
        "",
        f"{'field':10}{'pairs':>8}{'agreement':>11}{'kappa':>8}{'alpha':>8}",
    ]
    lines += [
        f"{f.field:10}{f.pairs:>8}{_number(f.agreement):>11}{_number(f.kappa):>8}"
        f"{_number(f.alpha):>8}"
        for f in found.fields
    ]
    differences = [
        f"  {_both(d.first, d.second)}: {d.field} {d.values[0]} | {d.values[1]}"
        for d in found.differences
    ]
    lines += ["", *(["Differences:", *differences] if differences else ["No field differs."])]
    for which, ids in (("first", found.only_first), ("second", found.only_second)):
        lines += [f"Only in the {which} file: {', '.join(ids)}"] if ids else []
    return "\n".join(lines)


def _both(first: str, second: str) -> str:
    return first if first == second else f"{first} = {second}"


def _number(value: float) -> str:
    """Three digits, or a dash where chance alone would give the same."""
    return "–" if math.isnan(value) else f"{value:.3f}"


def _json(found: Agreement) -> dict[str, Any]:
    shown = asdict(found) | {"found_by_both": found.found_by_both}
    return _without_nan(shown)  # type: ignore[no-any-return]


def _without_nan(value: Any) -> Any:
    """The same with null for NaN, which JSON does not have."""
    if isinstance(value, dict):
        return {key: _without_nan(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_without_nan(each) for each in value]
    return None if isinstance(value, float) and math.isnan(value) else value
