"""A page's words in the order in which a person reads them: columns, lines, paragraphs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from contention.read.glyphs import PageWord

_FEWEST_LINES = 5
"""Lines that must lie beside a gap before it counts as the space between columns."""


@dataclass(frozen=True)
class Line:
    """Words side by side."""

    words: tuple[PageWord, ...]

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(word.right for word in self.words)

    @property
    def size(self) -> float:
        """Height of its letters."""
        return median(word.size for word in self.words)

    @property
    def middle(self) -> float:
        """Height on the page of its middle."""
        return median(word.middle for word in self.words)

    @property
    def text(self) -> str:
        """Its words with single spaces; raised figures, which call notes, in brackets."""
        pieces: list[str] = []
        for word in self.words:
            raised = word.size < 0.85 * self.size and word.middle > self.middle
            if raised and word.text.isdigit() and pieces:
                pieces[-1] += f"[{word.text}]"
            else:
                pieces.append(word.text)
        return " ".join(pieces)


def reading_order(words: Sequence[PageWord]) -> list[list[Line]]:
    """Lines of each column in reading order; what spans the columns divides them."""
    if not words:
        return []
    gaps = _gutters(words)
    if not gaps:
        return [_lines(words)]
    spanning, inside = _apart(words, gaps)
    blocks: list[list[Line]] = []
    rest = list(inside)
    for line in _lines(spanning):
        above = [word for word in rest if word.middle > line.middle]
        rest = [word for word in rest if word.middle <= line.middle]
        blocks += _columns(above, gaps)
        blocks.append([line])
    return blocks + _columns(rest, gaps)


def _columns(words: Sequence[PageWord], gaps: Sequence[tuple[float, float]]) -> list[list[Line]]:
    edges = [(left + right) / 2 for left, right in gaps]
    columns: list[list[PageWord]] = [[] for _ in range(len(edges) + 1)]
    for word in words:
        columns[sum((word.left + word.right) / 2 > edge for edge in edges)].append(word)
    return [_lines(column) for column in columns if column]


def _gutters(words: Sequence[PageWord]) -> list[tuple[float, float]]:
    """Upright gaps that hardly any word crosses, with lines on both sides."""
    left = min(word.left for word in words)
    right = max(word.right for word in words)
    width = int(right - left) + 1
    size = median(word.size for word in words)
    if not 50 < width < 20_000:
        return []
    cover = [0] * (width + 1)
    for word in words:
        for x in range(max(0, int(word.left - left)), min(width, int(word.right - left)) + 1):
            cover[x] += 1
    usual = median(cover[int(0.1 * width) : int(0.9 * width)])
    if usual < _FEWEST_LINES:
        usual = median(each for each in cover if each) if any(cover) else 0
    if usual < _FEWEST_LINES:
        return []
    low = [x for x in range(int(0.12 * width), int(0.88 * width)) if cover[x] <= 0.3 * usual]
    wide = [(a + left, b + left) for a, b in _runs(low) if b - a >= max(5.0, 0.55 * size)]
    return [gap for gap in wide if _both_sides(words, gap, usual)]


def _runs(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    start = before = None
    for place in places:
        if start is None or before is None:
            start = place
        elif place != before + 1:
            yield start, before + 1
            start = place
        before = place
    if start is not None and before is not None:
        yield start, before + 1


def _both_sides(words: Sequence[PageWord], gap: tuple[float, float], usual: float) -> bool:
    before = sum(1 for word in words if word.right <= gap[0] + 1)
    after = sum(1 for word in words if word.left >= gap[1] - 1)
    return min(before, after) > 1.5 * usual


def _apart(
    words: Sequence[PageWord], gaps: Sequence[tuple[float, float]]
) -> tuple[list[PageWord], list[PageWord]]:
    """Words of lines that span a gap, and all the others."""
    spanning: list[PageWord] = []
    inside: list[PageWord] = []
    for line in _lines(words, chained=True):
        (spanning if _spans(line, gaps) else inside).extend(line.words)
    return spanning, inside


def _spans(line: Line, gaps: Sequence[tuple[float, float]]) -> bool:
    for left, right in gaps:
        middle = (left + right) / 2
        if any(word.left < right - 1 and word.right > left + 1 for word in line.words):
            return True
        before = [word.right for word in line.words if word.right <= middle]
        after = [word.left for word in line.words if word.left >= middle]
        if before and after and min(after) - max(before) < 0.75 * (right - left):
            return True
    return False


def _lines(words: Sequence[PageWord], *, chained: bool = False) -> list[Line]:
    """Lines from top to bottom; `chained` ones are broken at wide gaps between words."""
    rows: list[list[PageWord]] = []
    for word in sorted(words, key=lambda each: -each.middle):
        row = next((row for row in reversed(rows[-4:]) if _level(row, word)), None)
        if row is None:
            rows.append([word])
        else:
            row.append(word)
    ordered = [sorted(row, key=lambda each: each.left) for row in rows]
    if chained:
        ordered = [part for row in ordered for part in _broken(row)]
    return [Line(tuple(row)) for row in sorted(ordered, key=_height)]


def _height(row: Sequence[PageWord]) -> float:
    return -median(word.middle for word in row)


def _level(row: Sequence[PageWord], word: PageWord) -> bool:
    largest = max(row, key=lambda each: each.size)
    overlap = min(largest.top, word.top) - max(largest.bottom, word.bottom)
    return overlap > 0.55 * min(largest.size, word.size)


def _broken(row: Sequence[PageWord]) -> Iterator[list[PageWord]]:
    part = [row[0]]
    for word in row[1:]:
        if word.left - part[-1].right > 1.5 * max(word.size, part[-1].size):
            yield part
            part = []
        part.append(word)
    yield part
