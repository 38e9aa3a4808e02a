"""Agreement of the codings of a case: `python -m benchmarks.coding_agreement CASE`.

Every two codings of a document are compared: those in `CASE/codings`, which enter no run, and the
case's own (`now`, which was made from the others and agrees with them by making). Claims are paired
as `contention agree` pairs them, by their places and by what they say. A factor that a coder found
wanting (`missing_…`) is one value for all coders, as they had to name it for themselves.

`links` leaves places aside: F1 of the sets of (cause, effect, sign) that two coders have anywhere
in the document, those with a missing factor left out.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import combinations
from math import isnan
from pathlib import Path

from contention.case.schema.claims import ClaimEntry
from contention.coding.agreement.coding import Coding, read_codings, value
from contention.coding.agreement.comparison import FieldAgreement, compare

MISSING = "missing"
"""How the ids begin, and the one value that stands for them."""
FIELDS = ("cause", "effect", "sign", "stance", "holder", "strength")


@dataclass(frozen=True)
class Compared:
    """Two codings of a document; NaN if a figure cannot be computed."""

    document: str
    coders: tuple[str, str]
    claims: tuple[int, int]
    shared: int
    f1: float
    links: float
    coded: float
    """`|uα`: which characters carry a claim"""
    valued: float
    """`uα`: which carry one, and of which sign"""
    missing: tuple[int, int, int]
    """claims with a missing factor: of the one, of the other, and of both among those shared"""
    fields: tuple[FieldAgreement, ...]


def compared(one: Coding, other: Coding, coders: tuple[str, str]) -> Compared:
    """The figures of two codings."""
    pair = tuple(_with_one_missing(coding) for coding in (one, other))
    found = compare(pair)
    lacking = tuple({c.id for c in coding.claims if _lacks(c)} for coding in pair)
    return Compared(
        document=found.document,
        coders=coders,
        claims=(len(one.claims), len(other.claims)),
        shared=found.pairs[0].shared,
        f1=found.pairs[0].f1,
        links=_f1(*(_links(coding) for coding in pair)),
        coded=found.spans.coded,
        valued=found.spans.valued,
        missing=(
            len(lacking[0]),
            len(lacking[1]),
            sum(group[0] in lacking[0] and group[1] in lacking[1] for group in found.groups),
        ),
        fields=tuple(each for each in found.fields if each.field in FIELDS),
    )


def _with_one_missing(coding: Coding) -> Coding:
    return replace(coding, claims=tuple(
        claim.model_copy(update={
            end: MISSING for end in ("cause", "effect") if getattr(claim, end).startswith(MISSING)
        })
        for claim in coding.claims
    ))  # fmt: skip


def _lacks(claim: ClaimEntry) -> bool:
    return MISSING in (claim.cause, claim.effect)


def _links(coding: Coding) -> set[tuple[str, str, str]]:
    """A negated claim is one of no effect, whatever its sign."""
    return {
        (c.cause, c.effect, "none" if c.stance == "negated" else value(c, "sign", coding.author))
        for c in coding.claims
        if not _lacks(c)
    }


def _f1(one: set[tuple[str, str, str]], other: set[tuple[str, str, str]]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else float("nan")


def codings_of(case: Path) -> Iterator[list[tuple[str, Coding]]]:
    """The codings of each document with their coders: the file's name up to the first `_`."""
    by_document: dict[str, list[Path]] = {}
    for file in (*sorted((case / "codings").glob("*.yaml")), *sorted((case / "claims").glob("*"))):
        by_document.setdefault(read_codings([file])[0].document, []).append(file)
    for files in by_document.values():
        if len(files) > 1:
            names = [f.stem.split("_")[0] if f.parent.name == "codings" else "now" for f in files]
            yield list(zip(names, read_codings(files), strict=True))


def main(arguments: Sequence[str] | None = None) -> None:
    """Compare all codings of a case."""
    parser = argparse.ArgumentParser(prog="benchmarks.coding_agreement", description=__doc__)
    parser.add_argument("case", type=Path)
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    options = parser.parse_args(arguments)
    found = [
        compared(one, other, (name, another))
        for codings in codings_of(options.case)
        for (name, one), (another, other) in combinations(codings, 2)
    ]
    if not found:
        parser.exit(2, "no document of this case has two codings\n")
    print(json.dumps([asdict(e) for e in found], indent=1) if options.json else _tables(found))


def _tables(found: Sequence[Compared]) -> str:
    whole = [
        "document",
        "coders",
        "claims",
        "shared",
        "F1",
        "links",
        "uα any",
        "uα sign",
        "missing",
    ]
    fields = ["document", "coders", *FIELDS]
    return "\n".join([
        *_rows(whole, map(_whole, found)), "",
        "Agreement, alpha [95 % interval] and kappa of the shared claims:",
        *_rows(fields, map(_by_field, found)),
    ])  # fmt: skip


def _rows(head: Sequence[str], rows: Iterator[Sequence[str]]) -> Iterator[str]:
    yield from (f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows))


def _whole(each: Compared) -> Sequence[str]:
    figures = map(_number, (each.f1, each.links, each.coded, each.valued))
    claims, missing = "/".join(map(str, each.claims)), "/".join(map(str, each.missing))
    return [each.document, "-".join(each.coders), claims, str(each.shared), *figures, missing]


def _by_field(each: Compared) -> Sequence[str]:
    return [each.document, "-".join(each.coders), *map(_field, each.fields)]


def _field(field: FieldAgreement) -> str:
    interval = "" if field.interval is None else " [{:.2f}, {:.2f}]".format(*field.interval)
    kappa = float("nan") if field.kappa is None else field.kappa
    return f"{field.agreement:.0%}, {_number(field.alpha)}{interval}, {_number(kappa)}"


def _number(value: float) -> str:
    return "–" if isnan(value) else f"{value:.2f}"


if __name__ == "__main__":
    main()
