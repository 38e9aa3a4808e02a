"""Rows with named cells as links; what cannot be read is reported with its row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from contention.case.convert.scales import STRENGTHS
from contention.case.model import Sign
from contention.exchange.links.imported import ImportedLink
from contention.exchange.losses import Loss

LONGEST_NAME = 200
"""characters of a factor's name"""

_SIGNS: dict[str, Sign] = {}
for _sign, _words in (
    ("+", "+ positive pos plus increase increases raise raises s same direct reinforcing excites"),
    ("-", "- − – negative neg minus decrease decreases lower lowers o opposite inverse inhibits"),
    ("0", "0 none neutral"),
    ("?", "? unclear unknown mixed ambiguous"),
):
    _SIGNS.update(dict.fromkeys(_words.split(), _sign))  # type: ignore[arg-type]


@dataclass(frozen=True)
class TableRow:
    """One row: its place in the file, and its cells by column."""

    where: str
    """`row 12`, `connection 3`"""
    cells: Mapping[str, str]

    def lost(self, what: str) -> Loss:
        """What became of it."""
        kind, number = self.where.split(" ", 1)
        return Loss(kind, number, what)


def links_of(
    rows: Sequence[TableRow], columns: Mapping[str, str]
) -> tuple[tuple[ImportedLink, ...], tuple[Loss, ...], tuple[Loss, ...]]:
    """The links, what was changed and what was left out."""
    links: list[ImportedLink] = []
    changed: list[Loss] = []
    left: list[Loss] = []
    used = set(columns.values())
    for row in rows:
        fault = _fault(row, columns)
        if fault:
            left.append(row.lost(fault))
            continue
        link = _link(row, columns, changed)
        links.append(link)
        other = [name for name, cell in row.cells.items() if name not in used and cell.strip()]
        if other:
            left.append(row.lost(f"columns not read: {', '.join(other)}"))
    return tuple(links), tuple(changed), tuple(left)


def _cell(row: TableRow, columns: Mapping[str, str], meaning: str) -> str:
    return " ".join(row.cells.get(columns.get(meaning, ""), "").split())


def _fault(row: TableRow, columns: Mapping[str, str]) -> str:
    """Why a row cannot be a link; empty if it can."""
    cause, effect = (_cell(row, columns, end) for end in ("from", "to"))
    if not cause or not effect:
        return "one end is empty"
    if max(len(cause), len(effect)) > LONGEST_NAME:
        return f"a factor's name is longer than {LONGEST_NAME} characters"
    if cause.casefold() == effect.casefold():
        return "a factor that acts on itself"
    return ""


def _link(row: TableRow, columns: Mapping[str, str], changed: list[Loss]) -> ImportedLink:
    notes = [_cell(row, columns, "note")]
    strength = _cell(row, columns, "strength").casefold()
    if strength and strength not in STRENGTHS:
        changed.append(row.lost(f"strength `{strength}` kept in the note"))
        notes.append(f"strength in the file: {strength}")
    written = _cell(row, columns, "sign")
    sign = sign_of(written)
    if sign is None:
        what = f"sign `{written}`" if written else "no sign"
        changed.append(row.lost(f"{what}: unclear"))
    delay = _cell(row, columns, "delay")
    return ImportedLink(
        row=row.where,
        cause=_cell(row, columns, "from"),
        effect=_cell(row, columns, "to"),
        sign=sign or "?",
        strength_word=strength if strength in STRENGTHS else None,
        delay_word=_duration(delay, row, changed, notes),
        quote=_cell(row, columns, "quote"),
        holder=_cell(row, columns, "holder"),
        note="; ".join(each for each in notes if each),
    )


def _duration(text: str, row: TableRow, changed: list[Loss], notes: list[str]) -> str | None:
    if not text:
        return None
    try:
        years = float(text)
    except ValueError:
        years = 0.0
    if 0 < years < 10_000:
        return f"{years:g} years"
    changed.append(row.lost(f"delay `{text}` kept in the note"))
    notes.append(f"delay in the file: {text}")
    return None


def sign_of(text: str) -> Sign | None:
    """The sign that a word, a symbol or a weight stands for; None if it says none."""
    folded = text.strip().casefold()
    if folded in _SIGNS:
        return _SIGNS[folded]
    try:
        weight = float(folded)
    except ValueError:
        words = set(folded.split())
        found: set[Sign] = {_SIGNS[word] for word in words if word in _SIGNS and len(word) > 1}
        return found.pop() if len(found) == 1 else None
    return "+" if weight > 0 else "-" if weight < 0 else "0" if weight == 0 else None
