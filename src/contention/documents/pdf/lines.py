"""Lines of a page: words put together along their lines, raised marks and table rows included."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from statistics import median

from contention.documents.pdf.glyphs import PageWord
from contention.documents.pdf.hyphens import is_english

PIECE_GAP = 0.7
"""Type sizes of white up to which words belong to one piece of a line."""
_MOST_LARGE = 50
"""Words in large type above which none is looked at as a watermark or a first letter."""
_MOST_PIECES = 3_000
"""Pieces of lines above which they are not compared with each other."""
_CAP = re.compile(r"[“\"'‘]?[A-Z][’']?|[“\"'‘]")
_FIGURE = re.compile(r"[-–—−+(]?[£$€]?\d[\d.,:/]*\d?(?:%|bn|m|k)?[)*]?|[-–—.…]+|n/?a", re.I)


@dataclass(frozen=True)
class Line:
    """Words side by side, from left to right."""

    words: tuple[PageWord, ...]
    joined: bool = False
    """whether it was put together of the cells of a table's row"""

    @cached_property
    def plain(self) -> str:
        """Its words with single spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.words[0].left

    @cached_property
    def right(self) -> float:
        """Where it ends."""
        return max(word.right for word in self.words)

    @cached_property
    def size(self) -> float:
        """Size of most of its type."""
        return _weighted(self.words, [word.size for word in self.words])

    @cached_property
    def base(self) -> float:
        """Height of the baseline of most of its letters."""
        return _weighted(self.words, [word.base for word in self.words])

    @cached_property
    def bold(self) -> bool:
        """Whether all its words are bold."""
        return all(word.bold for word in self.words)

    @property
    def top(self) -> float:
        """Height of its tallest letters."""
        return self.base + 0.75 * self.size

    @property
    def bottom(self) -> float:
        """Depth of its deepest letters."""
        return self.base - 0.22 * self.size

    @cached_property
    def is_row(self) -> bool:
        """Whether this is a row of a table: cells with wide white between them, or figures."""
        gaps = [word.left - before.right for before, word in pairwise(self.words)]
        figures = sum(is_figure(word.text) for word in self.words)
        if self.joined or not gaps or max(gaps) < 1.4 * self.size:
            return self.joined
        uneven = any(0.13 * self.size < gap < 0.6 * max(gaps) for gap in gaps)
        cells = sum(gap > 1.4 * self.size for gap in gaps) + 1
        return 2 * figures > len(self.words) or (uneven and (cells > 2 or self._ends_in_figure()))

    def _ends_in_figure(self) -> bool:
        before, last = self.words[-2:]
        return is_figure(last.text) and last.left - before.right > 1.4 * self.size


def is_figure(text: str) -> bool:
    """Whether this is a number as tables have them, or a dash in the place of one."""
    return _FIGURE.fullmatch(text) is not None


def _weighted(words: Sequence[PageWord], values: Sequence[float]) -> float:
    """The median of the values, each word counted as often as it has letters."""
    return median(value for word, value in zip(words, values, strict=True) for _ in word.text[:40])


def usual_size(words: Sequence[PageWord]) -> float:
    """The size of most of the type of these words."""
    return _weighted(words, [word.size for word in words])


def line_pieces(words: Sequence[PageWord]) -> list[Line]:
    """The pieces of lines that words make, raised marks and the rows of tables put together."""
    return _with_rows(_pieces(_with_drop_caps(_without_overprint(words))))


def _without_overprint(words: Sequence[PageWord]) -> list[PageWord]:
    """The words without those in very large type printed over others: upright watermarks."""
    size = usual_size(words)
    large = [word for word in words if word.size > 2.2 * size]
    if not large or len(large) > _MOST_LARGE:
        return list(words)
    gone = {id(word) for word in large if sum(_is_over(word, each) for each in words) > 2}
    return [word for word in words if id(word) not in gone]


def _is_over(word: PageWord, under: PageWord) -> bool:
    return (
        under.size < 0.6 * word.size
        and word.left < under.right - 1
        and word.right > under.left + 1
        and word.base < under.base < word.base + 0.7 * word.size
    )


def _with_drop_caps(words: Sequence[PageWord]) -> list[PageWord]:
    """The words with large first letters put before the first of the lines next to them."""
    size = usual_size(words)
    found = list(words)
    caps = [word for word in words if word.size > 1.7 * size and _CAP.fullmatch(word.text)]
    for cap in caps if len(caps) < _MOST_LARGE else ():
        if cap in found:
            nearby = [word for word in found if _is_beside(cap, word, size)]
            if len({round(word.base) for word in nearby}) > 1:
                first = max(nearby, key=lambda each: (round(each.base), -each.left))
                found[found.index(first)] = _capped(cap, first)
                found.remove(cap)
    return found


def _is_beside(cap: PageWord, word: PageWord, size: float) -> bool:
    level = cap.base - 0.3 * size < word.base < cap.top
    return level and word.size < 1.3 * size and -2 < word.left - cap.right < 1.5 * size


def _capped(cap: PageWord, word: PageWord) -> PageWord:
    """The first word with its large first letter; A and I may be words of their own."""
    apart = cap.text in ("A", "I") and not is_english((cap.text + word.text).casefold())
    return replace(word, text=f"{cap.text}{' ' if apart else ''}{word.text}")


def _pieces(words: Sequence[PageWord]) -> list[Line]:
    """Words joined along their lines as far as the white between them is a word's distance."""
    joined: list[Line] = []
    for level in _levels(words):
        gaps = _gaps(level)
        part = [level[0]]
        for number, word in enumerate(level[1:]):
            if _parts(gaps, number, max(word.size, part[-1].size)):
                joined.append(Line(tuple(part)))
                part = []
            part.append(word)
        joined.append(Line(tuple(part)))
    return _with_raised(joined) if len(joined) <= _MOST_PIECES else joined


def _gaps(level: Sequence[PageWord]) -> list[float]:
    """The white between each word and the next one."""
    gaps, reached = [], level[0].right
    for word in level[1:]:
        gaps.append(word.left - reached)
        reached = max(reached, word.right)
    return gaps


def _parts(gaps: Sequence[float], number: int, size: float) -> bool:
    """Whether white is wider than a space between words, in a justified line too."""
    gap = gaps[number]
    nearby = [*gaps[max(0, number - 3) : number], *gaps[number + 1 : number + 4]]
    usual = median(nearby) if len(nearby) > 1 else 0.0
    return gap > PIECE_GAP * size and not (usual < 2 * size and gap < 1.25 * usual)


def _levels(words: Sequence[PageWord]) -> Iterator[list[PageWord]]:
    """Words on one line, across columns, from left to right."""
    level: list[PageWord] = []
    for word in sorted(words, key=lambda each: -each.base):
        if level and level[-1].base - word.base > 0.15 * max(word.size, level[-1].size):
            yield sorted(level, key=lambda each: each.left)
            level = []
        level.append(word)
    yield sorted(level, key=lambda each: each.left)


def _with_raised(pieces: Sequence[Line]) -> list[Line]:
    """The pieces with raised or lowered small ones put where they belong on the adjacent line."""
    hosts = sorted(pieces, key=lambda each: -each.base)
    taken: dict[int, list[Line]] = {}
    moved: set[int] = set()
    for piece in pieces:
        host = next((each for each in hosts if _carries(each, piece)), None)
        if host is not None and len(piece.words) <= 3:
            taken.setdefault(id(host), []).append(piece)
            moved.add(id(piece))
    found = []
    for piece in pieces:
        if id(piece) in moved and id(piece) not in taken:
            continue
        more = [word for each in taken.get(id(piece), []) for word in each.words]
        words = sorted([*piece.words, *more], key=lambda each: each.left)
        found.append(Line(tuple(words)) if more else piece)
    return _rejoined(found)


def _carries(host: Line, piece: Line) -> bool:
    """Whether the small piece is a note call, exponent or index of the other."""
    if piece.size > 0.85 * host.size or host is piece:
        return False
    shift = piece.base - host.base
    near = 0.35 * host.size
    nearby = any(
        -0.1 * host.size < piece.left - word.right < near
        or -0.1 * host.size < word.left - piece.right < 0.1 * host.size
        for word in host.words
    )
    return -0.35 * host.size < shift < 0.75 * host.size and abs(shift) > 0.04 * host.size and nearby


def _rejoined(pieces: Sequence[Line]) -> list[Line]:
    """Pieces of one line that a raised mark parted are one again."""
    found: list[Line] = []
    for piece in sorted(pieces, key=lambda each: (-each.base, each.left)):
        last = found[-1] if found else None
        if (
            last is not None
            and abs(last.base - piece.base) < 0.15 * piece.size
            and -0.3 * piece.size < piece.left - last.right < PIECE_GAP * max(piece.size, last.size)
        ):
            found[-1] = Line(last.words + piece.words)
        else:
            found.append(piece)
    return found


def _with_rows(pieces: Sequence[Line]) -> list[Line]:
    """The pieces with the cells of a table's rows joined, so that no gutter divides a table."""
    if len(pieces) > _MOST_PIECES:
        return list(pieces)
    by_level: list[list[Line]] = []
    for piece in sorted(pieces, key=lambda each: -each.base):
        if by_level and abs(by_level[-1][-1].base - piece.base) < 0.15 * piece.size:
            by_level[-1].append(piece)
        else:
            by_level.append([piece])
    found: list[Line] = []
    for level in by_level:
        part: list[Line] = []
        for piece in sorted(level, key=lambda each: each.left):
            if part and not _in_one_row(part, piece, pieces):
                found.append(_as_one(part))
                part = []
            part.append(piece)
        found.append(_as_one(part))
    return found


def _as_one(pieces: Sequence[Line]) -> Line:
    return Line(tuple(word for piece in pieces for word in piece.words), len(pieces) > 1)


def _in_one_row(part: Sequence[Line], piece: Line, pieces: Sequence[Line]) -> bool:
    """Whether a piece is the next cell: one of figures, in a column of such, after a label."""
    if not _is_cell(piece) or not _in_column(piece, pieces):
        return False
    return _is_cell(part[-1]) or (len(part) == 1 and _is_label(part[0], pieces))


def _is_cell(piece: Line) -> bool:
    return len(piece.words) < 4 and all(is_figure(word.text) for word in piece.words)


def _in_column(piece: Line, pieces: Sequence[Line]) -> bool:
    """Whether there are figures above or below."""
    return any(
        _is_cell(each)
        and each is not piece
        and each.left < piece.right
        and each.right > piece.left
        and abs(each.base - piece.base) < 3 * piece.size
        for each in pieces
    )


def _is_label(piece: Line, pieces: Sequence[Line]) -> bool:
    """Whether a piece is a row's label: short, in a column mostly followed by figures."""
    column = [
        each
        for each in pieces
        if abs(each.left - piece.left) < 3 and abs(each.base - piece.base) < 4.5 * piece.size
    ]
    with_figures = sum(
        any(_is_cell(cell) and abs(cell.base - each.base) < 0.15 * each.size for cell in pieces)
        for each in column
    )
    short = median(len(each.words) for each in column) < 5
    return short and 2 * with_figures > len(column)


def rows(pieces: Sequence[Line]) -> list[Line]:
    """The lines of a column from top to bottom, their pieces put together."""
    rows: list[list[Line]] = []
    for piece in sorted(pieces, key=lambda each: -each.base):
        if rows and abs(rows[-1][0].base - piece.base) < 0.3 * min(rows[-1][0].size, piece.size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    ordered = (sorted(row, key=lambda each: each.left) for row in rows)
    return [
        Line(tuple(word for each in row for word in each.words), any(each.joined for each in row))
        for row in ordered
    ]
