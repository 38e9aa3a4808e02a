"""Rows with named cells as links; what cannot be read is reported with its row."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from contention.case.articles import counted
from contention.case.convert.scales import STRENGTHS
from contention.case.model import Sign
from contention.exchange.links.imported import ImportedLink
from contention.exchange.links.sign_words import folded, number_of, sign_of
from contention.exchange.losses import Loss, LossReport

LONGEST_NAME = 200
"""characters of a factor's name"""
MOST_WORDS = 12
"""words of signs that are told; all are in the report, row by row"""


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
    rows: Sequence[TableRow], columns: Mapping[str, str], said: Mapping[str, Sign]
) -> tuple[tuple[ImportedLink, ...], LossReport]:
    """The links, and what became of the rest; `said` is folded word → sign."""
    links: list[ImportedLink] = []
    changed: list[Loss] = []
    left: list[Loss] = []
    used = set(columns.values())
    unread: Counter[str] = Counter()
    unclear: Counter[str] = Counter()
    for row in rows:
        fault = _fault(row, columns)
        if fault:
            left.append(row.lost(fault))
            continue
        written = _cell(row, columns, "sign")
        sign = said.get(folded(written)) or sign_of(written)
        if sign is None:
            changed.append(row.lost(f"sign `{written[:40]}`: unclear" if written
                                    else "no sign: unclear"))  # fmt: skip
            unclear.update(filter(None, [folded(written)[:40]]))
        links.append(_link(row, columns, sign or "?", changed))
        unread.update(name for name, cell in row.cells.items() if name not in used and cell.strip())
    left += [Loss("column", name, f"not read ({counted(count, 'value')})")
             for name, count in unread.items()]  # fmt: skip
    notes = (*_unclear(unclear), *_unsigned(rows, columns, unread, len(links)))
    return tuple(links), LossReport((("link", len(links)),), tuple(changed), tuple(left), notes)


def _unsigned(
    rows: Sequence[TableRow], columns: Mapping[str, str], unread: Iterable[str], links: int
) -> Iterator[str]:
    """What to do where no column is taken for the signs, with the columns that look like them."""
    if "sign" in columns or not links:
        return
    others = list(unread)
    alike = [name for name in others if _looks_like_signs(rows, name)]
    shown = ", ".join(f"`{name[:40]}`" for name in (alike or others)[:MOST_WORDS])
    which = f" ({'looks like it' if alike else 'not read'}: {shown})" if shown else ""
    many = "the link is" if links == 1 else f"all {links} links are"
    yield (f"no column says which sign a link has, so {many} unclear; "
           f"name one: --columns sign=COLUMN{which}")  # fmt: skip


def _looks_like_signs(rows: Sequence[TableRow], name: str) -> bool:
    cells = [cell for row in rows if (cell := row.cells.get(name, "").strip())]
    read = sum(sign_of(cell) is not None for cell in cells)
    words = sum(not cell.replace(".", "").isdigit() for cell in cells)
    return words > 0 and 10 * read >= 9 * len(cells)


def _unclear(words: Counter[str]) -> Iterator[str]:
    """The words of signs that are not understood, the commonest first."""
    if not words:
        return
    many = "1 sign is" if words.total() == 1 else f"{words.total()} signs are"
    told = ", ".join(f"{word} ({count})" for word, count in words.most_common(MOST_WORDS))
    more = ", …" if len(words) > MOST_WORDS else ""
    yield f"{many} not understood: {told}{more}; say what they mean: --labels WORD=negative"


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


def _link(
    row: TableRow, columns: Mapping[str, str], sign: Sign, changed: list[Loss]
) -> ImportedLink:
    notes = [_cell(row, columns, "note")]
    strength = _cell(row, columns, "strength").casefold()
    if strength and strength not in STRENGTHS:
        changed.append(row.lost(f"strength `{strength}` kept in the note"))
        notes.append(f"strength in the file: {strength}")
    delay = _cell(row, columns, "delay")
    return ImportedLink(
        row=row.where,
        cause=_cell(row, columns, "from"),
        effect=_cell(row, columns, "to"),
        sign=sign,
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
        years = number_of(text)
    except ValueError:
        years = 0.0
    if 0 < years < 10_000:
        return f"{years:g} years"
    changed.append(row.lost(f"delay `{text}` kept in the note"))
    notes.append(f"delay in the file: {text}")
    return None
