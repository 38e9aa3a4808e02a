"""Lines of pages joined into paragraphs, over columns and pages; notes and tables kept apart."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Literal

from contention.read.furniture import Page, without_furniture
from contention.read.hyphens import Spelling
from contention.read.line_text import line_text, note_mark
from contention.read.lines import Line

PAGE = "\ufdd0"
"""Stands where a page begins, until the text is whole; no file's own text holds it."""
_BULLET = re.compile(r"^[•‣▪▫●○◦·■□➢✓]\s")
_ITEM = re.compile(
    r"^(?:[-–—*o]|[(\[]?(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)\]]|\d{1,2}(?:\.\d{1,2}){1,3})\s"
)
_NOTE = re.compile(r"^(?:[(\[]?\d{1,3}[.)\]]?|[*†‡§¶]+)\s?(?=\S)")
_CAPTION = re.compile(
    r"^(?:Table|Figure|Fig\.|Box|Chart|Map|Source|Sources|Notes?)\b[\s:.]*(?:\d|[IVX]+\b|[:.])"
)
_ENDED = re.compile(r"[.!?…][\"'”’»)\]]*$")
_STOPPED = re.compile(r"[.!?:;…][\"'”’»)\]]*$")

Kind = Literal["body", "aside", "note"]


@dataclass
class _Paragraph:
    text: str
    kind: Kind
    size: float
    bold: bool
    full: bool
    """whether its last line reaches the right edge of its column"""
    begins_block: bool
    indented: bool


@dataclass(frozen=True)
class _Measures:
    """What is usual in a document."""

    size: float
    """of the body's type"""
    leading: Mapping[int, float]
    """distance of lines, by the size of their type in half points"""

    def step(self, line: Line) -> float:
        """The usual distance of lines like this."""
        return self.leading.get(round(2 * line.size), 1.25 * line.size)


def flowing_text(pages: Sequence[Page]) -> str:
    """The text of all pages in paragraphs, with PAGE where each page begins."""
    kept = without_furniture(pages)
    lines = [line for page in kept for block in page.blocks for line in block]
    if not lines:
        return PAGE * len(pages)
    measures = _measures(lines, kept)
    spelling = Spelling.of(line_text(line) for line in lines)
    flow = _Flow(spelling)
    for page in kept:
        flow.pending += PAGE
        for block in page.blocks:
            for number, paragraph in enumerate(_paragraphs(block, measures, spelling, page)):
                paragraph.begins_block = number == 0
                flow.add(paragraph)
    return "\n\n".join(each.text for each in flow.done) + flow.pending


def _measures(lines: Sequence[Line], pages: Sequence[Page]) -> _Measures:
    sizes: Counter[int] = Counter()
    for line in lines:
        sizes[round(2 * line.size)] += sum(len(word.text) for word in line.words)
    steps: defaultdict[int, list[float]] = defaultdict(list)
    for page in pages:
        for block in page.blocks:
            for before, line in pairwise(block):
                step = before.base - line.base
                same = abs(before.size - line.size) < 0.05 * line.size
                if same and 0.8 * line.size < step < 3.2 * line.size:
                    steps[round(2 * line.size)].append(step)
    return _Measures(
        sizes.most_common(1)[0][0] / 2, {size: median(each) for size, each in steps.items()}
    )


@dataclass
class _Flow:
    """Paragraphs in order; one that breaks off goes on over columns, pages, tables and notes."""

    spelling: Spelling
    done: list[_Paragraph] = field(default_factory=list)
    pending: str = ""
    """marks of pages that begin before the next paragraph"""
    _open: _Paragraph | None = None

    def add(self, paragraph: _Paragraph) -> None:
        """Take the next paragraph, as a part of the open one where that goes on in it."""
        before = self._open if paragraph.kind == "body" else self.done[-1] if self.done else None
        if before is not None and before.kind == paragraph.kind and _goes_on(before, paragraph):
            joined = self.spelling.join(before.text, paragraph.text)
            at = len(joined) - len(paragraph.text)
            before.text = joined[:at] + self.pending + joined[at:]
            before.full = paragraph.full
        else:
            paragraph.text = self.pending + paragraph.text
            self.done.append(paragraph)
            if paragraph.kind == "body":
                self._open = paragraph
        self.pending = ""


def _goes_on(before: _Paragraph, after: _Paragraph) -> bool:
    """Whether a paragraph breaks off inside a sentence that goes on in the next one."""
    start = after.text.lstrip("“\"'‘([")[:1]
    if not 0.93 < before.size / after.size < 1.08 or before.bold != after.bold:
        return False
    if _BULLET.match(after.text) or (_ITEM.match(after.text) and not start.islower()):
        return False
    if _STOPPED.search(before.text[-12:]):
        return start.islower() and before.full and not _ENDED.search(before.text[-12:])
    if start.islower():
        return before.full or len(before.text) > 40
    return before.full and not after.indented and len(before.text) > 40


def _paragraphs(
    block: Sequence[Line], measures: _Measures, spelling: Spelling, page: Page
) -> Iterator[_Paragraph]:
    """The paragraphs of one column."""
    body, notes = _without_notes(block, measures, page)
    for kind, lines in (("body", body), ("note", notes)):
        margins = _Margins.of(lines)
        group: list[Line] = []
        for line in lines:
            if group and _begins(line, group, margins, measures):
                yield _paragraph(group, margins, measures, spelling, kind == "note")
                group = []
            group.append(line)
        if group:
            yield _paragraph(group, margins, measures, spelling, kind == "note")


@dataclass(frozen=True)
class _Margins:
    left: float
    right: float

    @classmethod
    def of(cls, lines: Sequence[Line]) -> "_Margins":
        """The edges of a column."""
        if not lines:
            return cls(0.0, 0.0)
        return cls(min(each.left for each in lines), max(each.right for each in lines))


def _paragraph(
    lines: Sequence[Line], margins: _Margins, measures: _Measures, spelling: Spelling, note: bool
) -> _Paragraph:
    text = ""
    for line in lines:
        text = spelling.join(text, line_text(line)) if text else line_text(line)
    first, last = lines[0], lines[-1]
    size = median(each.size for each in lines)
    other = not 0.93 < size / measures.size < 1.08
    aside = other or first.is_row or _CAPTION.match(text) is not None
    kind: Kind = "note" if note else "aside" if aside else "body"
    full = last.right > margins.right - max(0.12 * (margins.right - margins.left), 3 * size)
    return _Paragraph(text, kind, size, all(each.bold for each in lines), full, False,
                      first.left > margins.left + 0.5 * size)  # fmt: skip


def _without_notes(
    block: Sequence[Line], measures: _Measures, page: Page
) -> tuple[Sequence[Line], Sequence[Line]]:
    """The lines of a column, and the small ones at its foot that begin with a note's mark."""
    first = len(block)
    while first > 0 and block[first - 1].size < 0.93 * measures.size:
        first -= 1
    while first < len(block) and not (
        note_mark(block[first]) or _NOTE.match(line_text(block[first]))
    ):
        first += 1
    if first == 0 and any(line.base < block[-1].base for each in page.blocks for line in each
                          if line.size >= 0.93 * measures.size):  # fmt: skip
        return block, ()
    return block[:first], block[first:]


def _begins(line: Line, group: Sequence[Line], margins: _Margins, measures: _Measures) -> bool:
    """Whether a line begins a paragraph after those of the group."""
    before = group[-1]
    text, last = line_text(line), line_text(before)
    stopped = _STOPPED.search(last[-12:]) is not None
    goes_on = not stopped and text[:1].islower()
    gap = (before.base - line.base) / measures.step(line)
    if line.is_row or before.is_row or line.bold != before.bold:
        return True
    if not 0.9 < line.size / before.size < 1.11 or gap > (1.9 if goes_on else 1.3) or gap < 0:
        return True
    if _BULLET.match(text) or (note_mark(line) and line.size < 0.93 * measures.size):
        return True
    short = _is_short(before, group, line, margins)
    if _ITEM.match(text) and (stopped or short or _hangs(line, group)):
        return True
    indented = line.left > margins.left + 0.6 * line.size and before.left < line.left - 2
    if stopped and (short or (indented and len(group) > 1) or (indented and gap > 1.05)):
        return True
    return short and not stopped and not text[:1].islower()


def _is_short(before: Line, group: Sequence[Line], line: Line, margins: _Margins) -> bool:
    """Whether the next line's first word would have had room on the line before."""
    beside = [each.right for each in group[-4:-1]] or [line.right]
    edge = max(beside) if len(group) > 1 else max(line.right, before.right)
    edge = min(edge, margins.right)
    first = line.words[0]
    room = edge - before.right - 0.35 * line.size
    return room > first.right - first.left + 0.5 * line.size


def _hangs(line: Line, group: Sequence[Line]) -> bool:
    """Whether an item begins here, further left than the lines of the item before."""
    first = group[0]
    return _ITEM.match(line_text(first)) is not None and abs(line.left - first.left) < 1.5
