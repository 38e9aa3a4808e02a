"""What a page carries besides its text: running heads and feet, page numbers, line numbers."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from contention.documents.pdf.line_text import line_text
from contention.documents.pdf.lines import Line

_NUMBER = re.compile(
    r"^(?:page\s+|p\.\s*)?[-–—|\[\s]*(?:\d{1,4}|[ivxlc]{1,7})[-–—|\]\s]*(?:(?:of|/)\s*\d{1,4})?$",
    re.I,
)
_PRINTED = re.compile(
    r"^(?:file|https?)://\S+|^\d{1,2}/\d{1,2}/\d{2,4}, \d{1,2}:\d\d|\s\d{1,4}/\d{1,4}$"
)
_DIGITS = re.compile(r"\d+")
_ROMAN = re.compile(r"\b[ivxlc]{1,7}\b")
_ENDED = re.compile(r"[.!?][\"'”’)\]]*$")
_ZONE = 0.09
"""Share of a page's height, at its top and at its foot, in which headers and footers appear."""
_EDGE = 3
"""Lines at the top and at the foot of a page that may be heads or feet."""


@dataclass(frozen=True)
class Page:
    """The columns of a page in reading order, and how high it is from its foot at 0."""

    blocks: Sequence[Sequence[Line]]
    height: float

    def lines(self) -> list[Line]:
        """Its lines from top to bottom."""
        return sorted(
            (each for block in self.blocks for each in block), key=lambda each: -each.base
        )


def without_furniture(pages: Sequence[Page]) -> list[Page]:
    """The pages without running heads and feet, page numbers and numbers of lines."""
    size = _usual_size(pages)
    repeated = _repeated(pages) | _slots(pages, size)
    found = []
    for page in pages:
        gone = {id(line) for line in _furniture(page, repeated, size)}
        blocks = [[line for line in block if id(line) not in gone] for block in page.blocks]
        kept = [each for each in blocks if each and not _numbers_lines(each, page)]
        found.append(Page(kept, page.height))
    return found


def _usual_size(pages: Sequence[Page]) -> float:
    sizes = [line.size for page in pages for block in page.blocks for line in block]
    return median(sizes) if sizes else 10.0


def _edges(page: Page) -> list[tuple[Line, ...]]:
    """The outermost lines at the top and at the foot, each row as one, from outside in."""
    rows: list[list[Line]] = []
    for line in page.lines():
        if rows and abs(rows[-1][0].base - line.base) < 0.3 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    few = min(_EDGE, len(rows) // 2)
    return [tuple(row) for row in [*rows[:few], *rows[len(rows) - few :]]]


def _repeated(pages: Sequence[Page]) -> frozenset[tuple[str, int]]:
    """Lines with the same words, but for figures, at the same height of several pages."""
    seen: Counter[tuple[str, int]] = Counter()
    for page in pages:
        keys = {key for row in _edges(page) for line in row for key in _keys(line)}
        seen.update(keys)
    fewest = 2 if len(pages) < 8 else 3
    return frozenset(key for key, count in seen.items() if count >= fewest)


def _slots(pages: Sequence[Page], size: float) -> frozenset[tuple[str, int]]:
    """Heights at which most pages have a line set apart at their edge, whatever its words."""
    seen: Counter[tuple[str, int]] = Counter()
    for page in pages:
        lines = [line for row in _edges(page) for line in row if _may_be_head(line, page)]
        seen.update({("", _height(line)) for line in lines if line.size < 1.15 * size})
    return frozenset(key for key, count in seen.items() if count >= max(2, 0.6 * len(pages)))


def _may_be_head(line: Line, page: Page) -> bool:
    apart = _is_at_edge(line, page) and _is_apart(line, page)
    return apart and not _ENDED.search(line_text(line))


def _is_at_edge(line: Line, page: Page) -> bool:
    share = line.base / max(page.height, 1.0)
    return share > 1 - _ZONE or share < _ZONE


def _height(line: Line) -> int:
    return round(line.base / 4)


def _keys(line: Line) -> Iterable[tuple[str, int]]:
    folded = _ROMAN.sub("0", _DIGITS.sub("0", line_text(line).casefold()))
    height = _height(line)
    return ((folded, height), (folded, height + 1), (folded, height - 1))


def _furniture(page: Page, repeated: frozenset[tuple[str, int]], size: float) -> Iterable[Line]:
    rows = _edges(page)
    half = len(rows) // 2
    for outside_in in (rows[:half], rows[half:][::-1]):
        for row in outside_in:
            if not all(_is_furniture(line, page, repeated, size) for line in row):
                break
            yield from row


def _is_furniture(
    line: Line, page: Page, repeated: frozenset[tuple[str, int]], size: float
) -> bool:
    text = line_text(line)
    if _NUMBER.match(text) and (_is_at_edge(line, page) or _is_apart(line, page)):
        return True
    if _PRINTED.search(text) and _is_at_edge(line, page):
        return True
    if next(iter(_keys(line))) in repeated:
        return True
    if not _may_be_head(line, page):
        return False
    slot = any(("", _height(line) + shift) in repeated for shift in (-1, 0, 1))
    plain = line.size < 1.05 * size and not line.bold
    return slot or line.size < 0.93 * size or (plain and _numbered(text))


def _numbered(text: str) -> bool:
    words = text.split()
    return len(words) > 1 and (words[0].isdigit() or words[-1].isdigit())


def _is_apart(line: Line, page: Page) -> bool:
    """Whether white above or below sets a line apart from the text."""
    distances = [
        abs(each.base - line.base) for each in page.lines() if abs(each.base - line.base) > 2
    ]
    return not distances or min(distances) > 1.6 * line.size


def _numbers_lines(block: Sequence[Line], page: Page) -> bool:
    """Whether a column holds the line numbers of the text next to it and nothing else."""
    if len(block) < 4 or not all(line_text(line).isdigit() for line in block):
        return False
    numbers = [int(line_text(line)[:6]) for line in block]
    steps = {after - before for before, after in pairwise(numbers)}
    return len(steps) == 1 and steps <= {1, 2, 5, 10} and len(page.blocks) > 1
