"""The data of a case for a terminal."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from contention.case.articles import counted
from contention.evidence.sources.coverage import Coverage
from contention.show.terminal.styled_text import Line, Span, Style, rendered, wrapped

STYLES: dict[str, Style] = {
    "readable": "supported", "a panel": "supported", "unusable": "opposed", "missing": "opposed",
}  # fmt: skip


def data_text(
    rows: Sequence[Coverage], folder: Path | None, width: int = 100, *, colour: bool = False
) -> str:
    """Every source with its state and what it covers; `width` is in columns."""
    return rendered(_lines(rows, folder, max(width, 40)), colour=colour)


def _lines(rows: Sequence[Coverage], folder: Path | None, width: int) -> Iterator[Line]:
    if not rows:
        yield from wrapped([Span("The case has no evidence.yaml that names data.")], width)
        return
    where = f"in {folder}" if folder is not None else "in a folder: give it with --folder"
    carried = sum(row.source.file is not None for row in rows)
    head = f"{counted(len(rows), 'source')}: {carried} carried by the case, the others {where}."
    yield from wrapped([Span(head, "dim")], width)
    for row in rows:
        yield from _row(row, width)


def _row(row: Coverage, width: int) -> Iterator[Line]:
    source = row.source
    head = [Span(source.id, "bold"), Span(f" {source.title} ({source.publisher}): ")]
    yield from wrapped([*head, Span(row.state, STYLES[row.state])], width, "", "  ")
    if row.state == "missing":
        place = f"; available from {source.address}" if source.address else ""
        text = f"{source.source}: {row.reason}{place}"
        yield from wrapped([Span(text)], width, "  ", "    ")
    elif row.rows:
        yield from wrapped([Span(_covered(row))], width, "  ", "    ")
    if source.caveat:
        yield from wrapped([Span(f"{source.grade}: {source.caveat}", "dim")], width, "  ", "    ")


def _covered(row: Coverage) -> str:
    parts = [counted(row.rows, "row" if row.state == "a panel" else "value")]
    if row.first:
        parts[0] += f", {row.first} to {row.last}"
    if row.missing:
        parts.append(counted(row.missing, "row has no value", "rows have no value"))
    if row.gaps:
        first, last = row.gaps[-1]
        parts.append(f"{counted(len(row.gaps), 'gap')}, the last from {first} to {last}")
    return "; ".join(parts)
