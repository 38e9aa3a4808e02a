"""A page's words in the order in which a person reads them: lines, columns, what spans them.

Words at a word's distance from each other are a piece of a line. A gutter is an upright strip of
white, from one piece that crosses it to the next, with text on both sides. The page is divided at
its tallest gutter: what is above it, the left side, the right side, what is below, each in the same
way. White strips inside tables divide nothing, so that tables are read by rows.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from contention.documents.pdf.glyphs import PageWord
from contention.documents.pdf.lines import PIECE_GAP, Line, line_pieces, rows, usual_size

_GUTTER = 0.7
"""Minimum width of a gutter next to many lines, in type sizes."""
_ROWS = 4
"""Minimum number of stacked lines for a narrow white strip next to them to be a gutter."""
_ORDINAL = re.compile(r"[-*•‣▪▫●○◦–—·■□➢✓]|[(\[]?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)\]:]")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_DEEPEST = 40
"""Gutters inside each other; no page has more."""
_MOST_PIECES = 3_000
"""Maximum number of line pieces of a page in columns; above it, pages are read row by row."""


def reading_order(words: Sequence[PageWord]) -> list[list[Line]]:
    """Lines of each column in reading order; what spans the columns divides them."""
    if not words:
        return []
    pieces = line_pieces(words)
    size = usual_size(words)
    if len(pieces) > _MOST_PIECES:
        return [rows(pieces)]
    return [rows(block) for block in _divided(pieces, size, _DEEPEST) if block]


def _divided(pieces: Sequence[Line], size: float, depth: int) -> Iterator[list[Line]]:
    """The pieces of each column in reading order."""
    gutter = _gutter(pieces, size) if depth else None
    if gutter is None:
        yield list(pieces)
        return
    edge, top, bottom = gutter
    above = [each for each in pieces if each.base > top]
    below = [each for each in pieces if each.base < bottom]
    nearby = [
        part for each in pieces if bottom <= each.base <= top for part in _cut(each, edge, size)
    ]
    left = [each for each in nearby if each.right < edge]
    right = [each for each in nearby if each.left > edge - 1]
    over = [each for each in nearby if each.right >= edge and each.left <= edge - 1]
    for part in (above, left, right, over, below):
        if part:
            yield from _divided(part, size, depth - 1)


def _cut(piece: Line, edge: float, size: float) -> Iterator[Line]:
    """The two parts of a justified line of which white as wide as a gutter lies at the edge."""
    words = piece.words
    at = next((n for n, word in enumerate(words) if word.left >= edge - 0.5), len(words))
    if not 0 < at < len(words) or not _opens(piece, edge, size):
        yield piece
    else:
        yield Line(words[:at])
        yield Line(words[at:])


def _opens(piece: Line, edge: float, size: float) -> bool:
    """Whether no word of the piece lies in a gutter that ends at the edge."""
    start = edge - PIECE_GAP * size
    return not piece.joined and not any(
        word.left < edge - 1 and word.right > start for word in piece.words
    )


def _gutter(pieces: Sequence[Line], size: float) -> tuple[float, float, float] | None:
    """The tallest gutter: its right edge, and the heights between which it parts columns."""
    best: tuple[float, float, float] | None = None
    tallest = 0.0
    floating = _floating(pieces, size)
    for edge in sorted({round(each.left) for each in pieces if id(each) not in floating}):
        for found, height in _gutters_at(pieces, float(edge), size, floating):
            if height > tallest:
                best, tallest = found, height
    return best


def _floating(pieces: Sequence[Line], size: float) -> frozenset[int]:
    """Identities of the pieces in other type, with text on both sides: set into the columns."""
    return frozenset(
        id(each)
        for each in pieces
        if not _is_body(each, size) and _has_text_beside(each, pieces, size)
    )


def _has_text_beside(piece: Line, pieces: Sequence[Line], size: float) -> bool:
    level = [
        each
        for each in pieces
        if _is_body(each, size) and each.top > piece.bottom and each.bottom < piece.top
    ]
    return any(each.right < piece.left for each in level) and any(
        each.left > piece.right for each in level
    )


def _gutters_at(
    pieces: Sequence[Line], edge: float, size: float, floating: frozenset[int]
) -> Iterator[tuple[tuple[float, float, float], float]]:
    """Gutters that end at this edge, with the height of the text on both their sides."""
    start, end = edge - _GUTTER * size, edge - 1.0
    ordered = sorted(pieces, key=lambda each: -each.base)
    bands = _bands(ordered, edge, size)
    left: list[Line] = []
    right: list[Line] = []
    opened: list[Line] = []
    above: Line | None = None
    for piece in [*ordered, None]:
        crosses = piece is not None and piece.left < end and piece.right > start
        if piece is not None and crosses and id(piece) in floating:
            continue
        crosses = crosses or (piece is not None and id(piece) in bands)
        if piece is not None and crosses and id(piece) not in bands and _opens(piece, edge, size):
            opened.append(piece)
        elif piece is None or crosses:
            left, right = _above(left, piece, size), _above(right, piece, size)
            height = _parted(left, right, edge, size)
            if height:
                top, bottom = _extent(left, right, above)
                top = _reached(top, opened, above, 1, 2.6 * size)
                bottom = _reached(bottom, opened, piece, -1, 2.6 * size)
                yield (edge - 0.5, top, bottom), height
            left, right, opened, above = [], [], [], piece
        elif above is not None and above.base - piece.base < 0.3 * size:
            continue
        elif piece.right <= start:
            left.append(piece)
        else:
            right.append(piece)


def _above(lines: list[Line], crossing: Line | None, size: float) -> list[Line]:
    """The lines that do not lie level with the one that ends their gutter: those follow it."""
    if crossing is None:
        return lines
    return [each for each in lines if each.base - crossing.base > 0.3 * size]


def _bands(ordered: Sequence[Line], edge: float, size: float) -> frozenset[int]:
    """Identities of short heads and captions that span columns.

    They are in other type, alone in a white band across the page; the columns end above it and
    begin again below it at about the same heights on both sides.
    """
    found: list[Line] = []
    body = [each for each in ordered if _is_body(each, size)]
    for above, below in pairwise(body):
        if above.bottom - below.top < 1.5 * size:
            continue
        inside = [each for each in ordered if above.bottom > each.base > below.base]
        if inside and all(each.right < edge for each in inside):
            ends = _level(reversed([x for x in body if x.base >= above.base]), edge, 3 * size)
            begins = _level([x for x in body if x.base <= below.base], edge, 1.5 * size)
            found += inside if ends and begins else []
    return frozenset(map(id, found))


def _is_body(piece: Line, size: float) -> bool:
    return 0.92 < piece.size / size < 1.09


def _level(lines: Iterable[Line], edge: float, reach: float) -> bool:
    """Whether the first lines left and right of an edge lie at about one height."""
    first: dict[bool, float] = {}
    for each in lines:
        first.setdefault(each.left > edge - 1, each.base)
    return len(first) == 2 and abs(first[True] - first[False]) < reach


def _reached(
    height: float, opened: Sequence[Line], end: Line | None, sign: int, step: float
) -> float:
    """How far justified lines that leave the gutter open carry it on, up or down.

    Not at all where they lead to a line that crosses it: then they belong to that one's text.
    """
    reached = height
    for each in sorted(opened, key=lambda line: sign * line.base):
        if sign * (each.base - reached) > step:
            break
        reached = sign * max(sign * each.base, sign * reached)
    blocked = end is not None and sign * (end.base - reached) < step
    return height if blocked and reached != height else reached


def _extent(left: Sequence[Line], right: Sequence[Line], above: Line | None) -> tuple[float, float]:
    """Heights between which a gutter parts columns.

    Not the last short lines of what spans the columns `above`: they belong to that.
    """
    top, bottom = max(x.base for x in (*left, *right)), min(x.base for x in (*left, *right))
    level = max(each.top for each in right)
    first = [each for each in left if each.bottom >= level]
    chain = next(_chains([above, *left]), []) if above is not None else []
    if first and len(first) < 3 and chain[1 : len(first) + 1] == first:
        top = max((each.base for each in (*left, *right) if each not in first), default=top)
    return top, bottom


def _parted(left: Sequence[Line], right: Sequence[Line], edge: float, size: float) -> float:
    """The height over which a gutter has text on both sides; 0 if it is not a gutter."""
    if not left or not right:
        return 0.0
    top = min(max(each.top for each in left), max(each.top for each in right))
    bottom = max(min(each.bottom for each in left), min(each.bottom for each in right))
    if top - bottom < 0.5 * size:
        return 0.0
    before = _nearest(left, bottom, top, last=True)
    after = _nearest(right, bottom, top, last=False)
    if not before or not after or min(each.left for each in after) > edge + 2 * size:
        return 0.0
    if all(_ORDINAL.fullmatch(each.plain) for each in before):
        return 0.0
    if not (_is_prose(left, before) or _is_prose(right, after)):
        return 0.0
    white = (edge - max(each.right for each in before)) / size
    nearby = [x for x in before if any(y.top > x.bottom and y.bottom < x.top for y in after)]
    rows = max((len(chain) for chain in _chains(nearby)), default=0)
    filling = ([x for x in left if x.right > edge - 6 * size],
               [x for x in right if abs(x.left - edge) < 1.5])  # fmt: skip
    filled = max(
        (len(chain) for side in filling for chain in _chains(side)
         if chain[0].top > bottom and chain[-1].bottom < top), default=0
    )  # fmt: skip
    apart = rows > 1 and not any(_is_body(x, y.size) for x in before for y in after)
    many = rows >= _ROWS or filled > _ROWS or apart
    return top - bottom if white >= (_GUTTER if many else 1.5 if rows > 1 else 99) else 0.0


def _chains(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines that follow each other from top to bottom without a break."""
    chain: list[Line] = []
    for line in lines:
        if chain and chain[-1].base - line.base > 2.6 * line.size:
            yield chain
            chain = []
        chain.append(line)
    if chain:
        yield chain


def _nearest(pieces: Sequence[Line], bottom: float, top: float, *, last: bool) -> list[Line]:
    """For each line between two heights, the piece next to the gutter."""
    found: list[Line] = []
    for piece in pieces:  # from top to bottom
        if not (piece.top > bottom and piece.bottom < top):
            continue
        if found and abs(found[-1].base - piece.base) < 0.3 * piece.size:
            nearer = piece.right > found[-1].right if last else piece.left < found[-1].left
            found[-1] = piece if nearer else found[-1]
        else:
            found.append(piece)
    return found


def _is_prose(side: Sequence[Line], nearest: Sequence[Line]) -> bool:
    """Whether one side of a gutter has running text, and not the cells of a table."""
    bottom, top = nearest[-1].bottom, nearest[0].top
    nearby = (each for each in side if each.top > bottom and each.bottom < top)
    words = sum(len(_LETTERS.findall(each.plain)) for each in nearby)
    return words >= 2.6 * len(nearest)
