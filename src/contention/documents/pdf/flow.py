"""Lines of pages joined into paragraphs, over columns and pages; notes and tables kept apart."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Literal

from contention.documents.pdf.furniture import Page, without_furniture
from contention.documents.pdf.hyphens import Spelling
from contention.documents.pdf.line_text import line_text, note_mark
from contention.documents.pdf.lines import Line

PAGE = "\ufdd0"
"""Marks the beginning of a page until the text is joined; never part of a file's own text."""
_BULLET = re.compile(r"^[•‣▪▫●○◦·■□➢✓]\s")
_ITEM = re.compile(
    r"^(?:[-–—*o]|[(\[]?(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)\]]|\d{1,2}(?:\.\d{1,2}){1,3}(?=\s[“‘]?[A-Z]))\s"
)
_NOTE = re.compile(r"^(?:[(\[]?\d{1,3}[.)\]]?|[*†‡§¶]+)\s?(?=\S)")
_CAPTION = re.compile(
    r"^(?:Table|Figure|Fig\.|Box|Chart|Map|Source|Sources|Notes?)\b[\s:.]*(?:\d|[IVX]+\b|[:.])"
)
_ENDED = re.compile(r"[.!?…][\"'”’»)\]]*$")
_STOPPED = re.compile(r"[.!?:;…][\"'”’»)\]]*$")

_WINDOW = 12
"""Paragraphs after one that breaks off among which it may go on."""
_LONG, _TAIL = 50_000, 1_000
"""Characters of a paragraph above which its beginning is put aside, and of what is kept."""

Kind = Literal["body", "aside", "note"]


@dataclass
class _Paragraph:
    text: str
    kind: Kind
    size: float
    bold: bool = False
    full: bool = False
    """whether its last line reaches the right edge of its column"""
    indented: bool = False
    begins_block: bool = False
    mark: str = ""
    """PAGE for each page that begins with it"""

    @property
    def stopped(self) -> bool:
        """Whether it ends as a sentence or a clause does."""
        return _STOPPED.search(self.text[-12:]) is not None

    @property
    def starts_low(self) -> bool:
        """Whether it begins with a small letter."""
        return self.text.lstrip("“\"'‘([")[:1].islower()


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
    found = []
    for page in kept:
        pending = PAGE
        for block in page.blocks:
            for number, paragraph in enumerate(_paragraphs(block, measures, spelling, page)):
                paragraph.begins_block = number == 0
                paragraph.mark, pending = pending, ""
                found.append(paragraph)
        if pending:
            found.append(_Paragraph("", "aside", 0.0, mark=pending))
    return _text(_joined(found, spelling))


def _text(paragraphs: Sequence["_Paragraph"]) -> str:
    pieces: list[str] = []
    begun = False
    for each in paragraphs:
        pieces += [each.mark, "\n\n" if begun and each.text else "", each.text]
        begun = begun or bool(each.text)
    return "".join(pieces)


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


def _joined(paragraphs: Sequence["_Paragraph"], spelling: Spelling) -> list["_Paragraph"]:
    """The paragraphs in order, those that break off joined with their continuations."""
    done: list[_Paragraph] = []
    used: set[int] = set()
    for number, paragraph in enumerate(paragraphs):
        if number in used:
            continue
        done.append(paragraph)
        last, start = number, ""
        while (following := _continuation(paragraph, paragraphs, last, used)) is not None:
            after = paragraphs[following]
            used.add(following)
            joined = spelling.join(paragraph.text, after.text)
            at = len(joined) - len(after.text)
            paragraph.text = joined[:at] + after.mark + joined[at:]
            paragraph.full, last = after.full, following
            if len(paragraph.text) > _LONG:  # so that joining stays linear in the text
                start += paragraph.text[:-_TAIL]
                paragraph.text = paragraph.text[-_TAIL:]
        paragraph.text = start + paragraph.text
    return done


def _continuation(
    paragraph: "_Paragraph", paragraphs: Sequence["_Paragraph"], last: int, used: set[int]
) -> int | None:
    """The number of the paragraph that continues one that breaks off, or None.

    That is the next one of the same kind or, where that begins with a capital, one close by that
    begins a column in the middle of a sentence: what is between is a box outside the text.
    """
    close = [
        each
        for each in range(last + 1, min(len(paragraphs), last + 1 + _WINDOW))
        if each not in used and paragraphs[each].kind == paragraph.kind
    ]
    if not close or (paragraph.kind != "body" and close[0] != last + 1):
        return None
    first = paragraphs[close[0]]
    if not _goes_on(paragraph, first) and first.starts_low:
        return None
    if first.starts_low:
        return close[0]
    for before, each in pairwise(close):
        candidate = paragraphs[each]
        if (
            candidate.begins_block
            and candidate.starts_low
            and paragraphs[before].stopped
            and _goes_on(paragraph, candidate)
        ):
            return each
    apart = first.begins_block or close[0] > last + 1
    return close[0] if apart and _goes_on(paragraph, first) else None


def _goes_on(before: "_Paragraph", after: "_Paragraph") -> bool:
    """Whether one paragraph breaks off inside a sentence that may go on in the other."""
    if not 0.93 < before.size / max(after.size, 0.1) < 1.08 or before.bold != after.bold:
        return False
    if _BULLET.match(after.text) or (_ITEM.match(after.text) and not after.starts_low):
        return False
    if before.stopped:
        ended = _ENDED.search(before.text[-12:]) is not None
        return after.starts_low and before.full and not ended
    if after.starts_low:
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
    return _Paragraph(text, kind, size, all(each.bold for each in lines), full,
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
    nearby = [each.right for each in group[-4:-1]] or [line.right]
    edge = max(nearby) if len(group) > 1 else max(line.right, before.right)
    edge = min(edge, margins.right)
    first = line.words[0]
    room = edge - before.right - 0.35 * line.size
    return room > first.right - first.left + 0.5 * line.size


def _hangs(line: Line, group: Sequence[Line]) -> bool:
    """Whether an item begins here, further left than the lines of the item before."""
    first = group[0]
    return _ITEM.match(line_text(first)) is not None and abs(line.left - first.left) < 1.5
