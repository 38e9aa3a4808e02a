"""Two accounts or texts side by side, as text and as plain JSON values."""

from collections.abc import Iterator
from typing import Any

from contention.analysis.figure_changes import FigureChange
from contention.analysis.premise import Premise
from contention.analysis.quotation import read_sentences
from contention.analysis.side_by_side import Side, SideBySide, VerdictChange
from contention.case.model import Case, Figure
from contention.maps.stated_pairs import PairChange, Stated
from contention.show.side_by_side_rows import (
    PairRow,
    SideBySideRow,
    SideBySideRows,
    side_by_side_rows,
)
from contention.show.terminal.difference_text import fitted, shares_json
from contention.show.words.share_words import worded


def side_by_side_text(case: Case, found: SideBySide, width: int | None = None) -> str:
    """The comparison as text for a terminal of `width` columns; None leaves it unwrapped."""
    rows = side_by_side_rows(case, read_sentences(case), found)
    return "\n".join(line for each in _lines(rows, found) for line in fitted(each, width))


def _lines(rows: SideBySideRows, found: SideBySide) -> Iterator[str]:
    yield f"{rows.first} → {rows.second}"
    yield rows.in_short
    for row in rows.verdicts:
        yield ""
        yield from _verdict(row, found.hinged)
    for group in rows.groups:
        yield ""
        yield f"{group.heading.upper()} ({len(group.rows)})"
        for pair in group.rows:
            yield from _pair(pair)
    for heading, lines in rows.figures:
        yield ""
        yield f"FIGURES {heading.upper()} ({len(lines)})"
        yield from (f"  {line}" for line in lines)


def _verdict(row: SideBySideRow, hinged: bool) -> Iterator[str]:
    yield f"“{row.title}”: {worded(row.before)} → {worded(row.after)}"
    if row.chain:
        yield f"  {row.chain}"
    for cause in row.causes:
        said = f": {cause.premise.paraphrase}" if cause.premise.paraphrase else ""
        yield f"  “{cause.premise.title}”: {cause.words} ({cause.premise.place}){said}"
    for premise in row.denials:
        yield f"  denied, not by this claim alone: {_premise(premise)}"
    if hinged and not (row.causes or row.denials or row.chain):
        yield "  because of several claims together: no single one changes either verdict"


def _pair(row: PairRow) -> Iterator[str]:
    differs = f" ({row.difference})" if row.difference else ""
    if row.before and row.after:
        yield f"  {row.cause} → {row.effect}{differs}"
        for mark, premises in (("−", row.before), ("+", row.after)):
            yield from (f"    {mark} {_premise(premise)}" for premise in premises)
        return
    yield from (f"  {_premise(premise)}" for premise in row.before or row.after)


def _premise(premise: Premise) -> str:
    said = f": {premise.paraphrase}" if premise.paraphrase else ""
    return f"{premise.title} ({premise.stance}, {premise.place}){said}"


def side_by_side_json(found: SideBySide) -> dict[str, Any]:
    """The comparison as plain JSON values."""
    return {
        "first": _side_json(found.first),
        "second": _side_json(found.second),
        "claims": [_pair_json(pair) for pair in found.pairs],
        "verdicts": [_verdict_json(change) for change in found.verdicts],
        "unchanged": found.unchanged,
        "figures": [_change_json(change) for change in found.figures],
    }


def _side_json(side: Side) -> dict[str, Any]:
    return {"title": side.title, "document": side.document, "account": side.account}


def _pair_json(pair: PairChange) -> dict[str, Any]:
    return {
        "cause": pair.cause,
        "effect": pair.effect,
        "change": pair.kind,
        "before": _stated_json(pair.before),
        "after": _stated_json(pair.after),
    }


def _stated_json(stated: Stated | None) -> dict[str, Any] | None:
    if stated is None:
        return None
    return {
        "signs": sorted(stated.signs),
        "inclusion": stated.inclusion,
        "strength": stated.strength,
        "claims": [one.claim.id for one in stated.claims],
    }


def _verdict_json(change: VerdictChange) -> dict[str, Any]:
    causes = [
        {
            "claim": cause.claim,
            "in": "second" if cause.later else "first",
            "verdict_without": cause.without,
            "settles": cause.settles,
        }
        for cause in change.causes
    ]
    return {
        "contention": change.before.contention,
        "before": shares_json(change.before),
        "after": shares_json(change.after),
        "causes": causes,
        "path": list(change.chain),
    }


def _change_json(change: FigureChange) -> dict[str, Any]:
    return {
        "change": change.kind,
        "before": _figure_json(change.before),
        "after": _figure_json(change.after),
    }


def _figure_json(figure: Figure | None) -> dict[str, Any] | None:
    if figure is None:
        return None
    return {
        "figure": figure.id,
        "value": figure.value,
        "comparator": figure.comparator,
        "unit": figure.unit,
        "date": figure.date,
    }
