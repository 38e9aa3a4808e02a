"""Lines of pages joined into paragraphs: hyphens, notes and running heads seen to."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from contention.read.layout import Line

_BULLET = re.compile(r"^(?:[-*•‣▪–·]|\(?\d{1,2}[.)]|\(?[a-z]\))\s")
_NOTE = re.compile(r"^(?:\[?\d{1,3}\]?[.)]?|[*†‡§])(?:\s|(?=[A-Z]))")
_PAGE_NUMBER = re.compile(
    r"^(?:page\s+)?[-–—|\s]*(?:\d{1,4}|[ivxlc]{1,7})[-–—|\s]*(?:of\s+\d+)?$", re.I
)
_ENDED = re.compile(r"[.!?:;…][\"'”’»)\]]*(?:\[\d+\])?$")
_DIGITS = re.compile(r"\d+")
_LAST_PART = re.compile(r"([^\W\d_]+)-$")
_FIRST_PART = re.compile(r"^([^\W\d_]+)")


@dataclass(frozen=True)
class PageText:
    """Paragraphs of one page, the notes at its foot apart."""

    body: tuple[str, ...]
    notes: tuple[str, ...]


def running_lines(pages: Sequence[Sequence[Sequence[Line]]]) -> frozenset[str]:
    """Heads and feet that stand on many pages, with their figures folded."""
    seen: Counter[str] = Counter()
    for blocks in pages:
        seen.update({_folded(line) for line in _edges(blocks)})
    fewest = max(3, len(pages) // 3)
    return frozenset(text for text, count in seen.items() if count >= fewest)


def _edges(blocks: Sequence[Sequence[Line]]) -> list[Line]:
    """The highest and lowest two lines of a page."""
    lines = sorted((line for block in blocks for line in block), key=lambda each: -each.middle)
    return [*lines[:2], *lines[-2:]] if len(lines) > 4 else [*lines[:1], *lines[-1:]]


def _folded(line: Line) -> str:
    return _DIGITS.sub("0", line.text.casefold())


def known_words(pages: Sequence[Sequence[Sequence[Line]]]) -> frozenset[str]:
    """Words that stand whole inside lines: they tell how to join those broken at line ends."""
    return frozenset(
        word.text.strip(".,;:!?()[]\"'“”‘’").casefold()
        for blocks in pages
        for block in blocks
        for line in block
        for word in line.words[:-1]
    )


def page_text(
    blocks: Sequence[Sequence[Line]], running: frozenset[str], known: frozenset[str]
) -> PageText:
    """The paragraphs of a page; a paragraph goes on from column to column."""
    edges = {id(line) for line in _edges(blocks)}
    kept = [
        [line for line in block if not (id(line) in edges and _is_running(line, running))]
        for block in blocks
    ]
    lines = [line for block in kept for line in block]
    size = median(line.size for line in lines) if lines else 0.0
    body: list[str] = []
    notes: list[str] = []
    for block in kept:
        text_lines, note_lines = _without_notes(block, size)
        _append(body, _paragraphs(text_lines, known), known)
        notes += _paragraphs(note_lines, known)
    return PageText(tuple(body), tuple(notes))


def _is_running(line: Line, running: frozenset[str]) -> bool:
    return _folded(line) in running or _PAGE_NUMBER.match(line.text) is not None


def _without_notes(block: Sequence[Line], size: float) -> tuple[list[Line], list[Line]]:
    """The lines of a column, and the small ones at its foot that begin with a note's mark."""
    first = len(block)
    while first > 0 and block[first - 1].size < 0.92 * size:
        first -= 1
    while first < len(block) and not _NOTE.match(block[first].text):
        first += 1
    return list(block[:first]), list(block[first:])


def _append(body: list[str], more: Sequence[str], known: frozenset[str]) -> None:
    for number, paragraph in enumerate(more):
        if number == 0 and body and goes_on(body[-1], paragraph):
            body[-1] = join(body[-1], paragraph, known)
        else:
            body.append(paragraph)


def goes_on(before: str, after: str) -> bool:
    """Whether a paragraph breaks off inside a sentence that goes on in the next."""
    return not _ENDED.search(before[-20:]) and after[:1].islower() and len(before) > 40


def join(before: str, after: str, known: frozenset[str]) -> str:
    """Two pieces of a paragraph as one; a word broken by a hyphen is made whole."""
    first, last = _FIRST_PART.search(after[:60]), _LAST_PART.search(before[-60:])
    if last is None or first is None or not first[1][0].islower():
        return f"{before}{'' if before.endswith(('-', '—', '–')) else ' '}{after}"
    whole, hyphenated = (last[1] + first[1]).casefold(), f"{last[1]}-{first[1]}".casefold()
    keep = hyphenated in known and whole not in known
    return before + after if keep else before[:-1] + after


def _paragraphs(lines: Sequence[Line], known: frozenset[str]) -> list[str]:
    found: list[str] = []
    pieces = ""
    for number, line in enumerate(lines):
        if number and _begins(lines, number):
            found.append(pieces)
            pieces = ""
        pieces = join(pieces, line.text, known) if pieces else line.text
    return [each for each in [*found, pieces] if each.strip()]


def _begins(lines: Sequence[Line], number: int) -> bool:
    """Whether a line begins a paragraph."""
    line, before = lines[number], lines[number - 1]
    steps = list(_steps(lines[max(0, number - 20) : number + 20]))
    usual = median(steps) if steps else line.size
    gap = before.middle - line.middle
    apart = gap > 1.4 * usual or gap > 2.5 * line.size
    other_size = not 0.87 < line.size / max(before.size, 0.1) < 1.15
    margin = min(each.left for each in lines)
    width = max(each.right for each in lines) - margin
    indented = 0.6 * line.size < line.left - margin < 4 * line.size and before.left < line.left - 2
    ended = _ENDED.search(before.text[-20:]) is not None
    short = before.right < margin + 0.8 * width
    item = _BULLET.match(line.text) is not None or (ended and _NOTE.match(line.text) is not None)
    return apart or other_size or item or (ended and (indented or short))


def _steps(lines: Sequence[Line]) -> Iterator[float]:
    for before, line in pairwise(lines):
        if before.middle > line.middle:
            yield before.middle - line.middle
