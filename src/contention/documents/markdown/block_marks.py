"""Blocks of Markdown: which lines are prose, and which marks before them are not.

CommonMark with the tables, notes and struck words of GitHub, as far as it decides what is a word of
the text. Linear in the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from contention.documents.document import Range

_QUOTE = re.compile(r"[ \t]*>[ ]?")
_FENCE = re.compile(r"[ \t]*(?P<mark>`{3,}(?=[^`]*$)|~{3,})")
_HEADING = re.compile(r"[ ]{0,3}(#{1,6})(?=[ \t]|$)")
_ATTRIBUTES = re.compile(r"\{[#.][^{}]{0,200}\}$")
_UNDERLINE = re.compile(r"[ ]{0,3}(?:=+|-+)[ \t]*$")
_RULE = re.compile(r"[ ]{0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_ITEM = re.compile(r"[ \t]*(?P<mark>[-*+]|\d{1,9}[.)])(?P<space>[ \t]+)(?P<task>\[[ xX]\][ \t]+)?")
_DEFINITION = re.compile(
    r"[ ]{0,3}\[(?P<label>[^\[\]^][^\[\]]{0,300})\]:[ \t]*(?:<[^<>]*>|\S+)"
    r"(?:[ \t]+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?[ \t]*$"
)
_NOTE = re.compile(r"[ ]{0,3}\[\^[^\[\]\s]{1,100}\]:[ \t]*")
_TITLE_LINE = re.compile(r"[ \t]+(?:\"[^\"]*\"|'[^']*')[ \t]*$")
_DELIMITERS = re.compile(r"\|?:?-+:?(?:\|:?-+:?)*\|?$")
_RAW = re.compile(r"[ ]{0,3}<(?P<name>!--|(?:script|style|pre|textarea|svg|math)\b)", re.I)
_DIRECTIVE = re.compile(r"[ ]{0,3}(?::{3,}.*|\[\[?_?TOC_?\]?\]|\{%.*%\}|\{\{.*\}\})[ \t]*$", re.I)
_FRONT = re.compile(
    r"\A---[ \t]*\n(?=[\w\"'-][^\n:]{0,60}:|#)(?P<inside>.{0,20000}?)"
    r"\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)",
    re.S,
)


_DEEPEST = 30
"""Quotes or lists inside one another on one line."""


@dataclass
class Blocks:
    """What the lines of a text are."""

    prose: list[Range] = field(default_factory=list)
    """stretches of lines, one a paragraph or heading; ascending"""
    gone: list[Range] = field(default_factory=list)
    """marks of blocks and lines that are not read"""
    breaks: list[int] = field(default_factory=list)
    """where a paragraph ends although no blank line follows"""
    headings: list[Range] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)
    """of the definitions of links, lower-case, spaces folded"""


@dataclass
class _Line:
    start: int
    end: int
    text: str
    """without the marks of quotes, same positions as from `at` on"""
    at: int
    depth: int
    """marks of quotes before it"""
    column: int
    """position of the first of these, or of the first word"""


def front_matter(text: str) -> re.Match[str] | None:
    """Front matter in YAML at the beginning of a text; its group `inside` holds the keys."""
    return _FRONT.match(text)


def label(written: str) -> str:
    """A label as definitions and links are matched by it."""
    return " ".join(written.casefold().split())


def blocks_of(text: str) -> Blocks:
    """Divide a text into blocks."""
    found = Blocks()
    front = front_matter(text)
    start = front.end() if front else 0
    if front:
        found.gone.append((0, start))
        found.breaks.append(start)
    reader = _Reader(found)
    for line in _lines(text, start):
        reader.take(line)
    reader.close()
    return found


def _lines(text: str, start: int) -> Iterator[_Line]:
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        at, depth = start, 0
        while (mark := _QUOTE.match(text, at, end)) and depth < _DEEPEST:
            if text[at : mark.end()].expandtabs(4).find(">") > 3 and depth == 0:
                break
            at, depth = mark.end(), depth + 1
        yield _Line(start, end, text[at:end], at, depth, _columns(text[start:end]))
        start = end + 1


def _without_tail(heading: str) -> str:
    """A heading without attributes, closing marks and spaces at its end."""
    left = heading.rstrip(" \t")
    if (attributes := _ATTRIBUTES.search(left, max(0, len(left) - 204))) is not None:
        left = left[: attributes.start()].rstrip(" \t")
    unmarked = left.rstrip("#")
    return unmarked.rstrip(" \t") if unmarked[-1:] in ("", " ", "\t") else left


def _columns(line: str) -> int:
    """Columns of space at the beginning of a line."""
    wide = line[: len(line) - len(line.lstrip(" \t"))].expandtabs(4)
    return len(wide)


def _closes(raw: str, line: str) -> bool:
    """Whether a line ends raw markup that is open."""
    return "-->" in line if raw == "!--" else f"</{raw}" in line.casefold()


@dataclass
class _Reader:
    """Takes line after line; what is open at the moment is kept here."""

    found: Blocks
    begun: int = -1
    """where the open paragraph begins, or −1"""
    ended: int = 0
    first_row: _Line | None = None
    """the only line of the open paragraph, which may be the head of a table"""
    fence: str = ""
    fence_depth: int = 0
    raw: str = ""
    """name of the element of raw markup that is open, `!--` for a comment"""
    table: bool = False
    indents: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """marks of quotes before a line → columns that belong to each open item of a list there"""
    depth: int = 0
    """marks of quotes before the present line"""
    blank: bool = True
    mark: int = -1
    """where the marks of items in the present line begin, or −1"""
    defined: bool = False

    @property
    def indent(self) -> int:
        """Columns of the present line that belong to the innermost open item of a list."""
        return self.indents.get(self.depth, (0,))[-1]

    def _leave(self, columns: int) -> None:
        """Close the items that a line after a blank one, or another item, is outdented from."""
        kept = {at: each for at, each in self.indents.items() if at < self.depth}
        here = self.indents.get(self.depth, (0,))
        kept[self.depth] = (0, *(each for each in here if 0 < each <= columns))
        self.indents = kept

    def _enter(self, columns: int) -> None:
        self.indents[self.depth] = (*self.indents.get(self.depth, (0,)), columns)

    def take(self, line: _Line) -> None:
        """Sort one line into what has been found."""
        self.depth = line.depth
        if self.blank and line.depth and line.column < self.indents.get(0, (0,))[-1]:
            self.indents[0] = (0,)
        if line.at > line.start:
            self.found.gone.append((line.start, line.at))
        if self._inside(line) or self._empty(line):
            return
        columns = _columns(line.text)
        if self.blank and columns < self.indent and not _ITEM.match(line.text):
            self._leave(columns)
        self.blank, self.mark = False, -1
        if self._rule(line):
            return
        line = self._items(line)
        for step in (self._fence_opens, self._heading, self._table, self._defines):
            if step(line):
                return
        self._words(line)

    def close(self) -> None:
        """End the open paragraph."""
        if self.begun >= 0:
            self.found.prose.append((self.begun, self.ended))
        self.begun, self.first_row = -1, None

    def _break(self, at: int) -> None:
        self.close()
        self.found.breaks.append(at)

    def _drop(self, line: _Line) -> None:
        self.found.gone.append((line.at, line.end))

    def _inside(self, line: _Line) -> bool:
        """Lines of code and of raw markup, their last one included."""
        if self.fence:
            if line.depth < self.fence_depth:
                self.fence = ""
                return False
            self._drop(line)
            mark = line.text.strip()
            if mark[:1] == self.fence[0] and len(mark) >= len(self.fence):
                self.fence = "" if not mark.strip(self.fence[0]) else self.fence
            return True
        if self.raw:
            self._drop(line)
            self.raw = "" if _closes(self.raw, line.text) else self.raw
            return True
        return False

    def _empty(self, line: _Line) -> bool:
        if line.text.strip():
            return False
        if self.begun >= 0 and line.depth:
            self.found.breaks.append(line.end)
        self.close()
        self.table, self.blank, self.defined = False, True, False
        return True

    def _fence_opens(self, line: _Line) -> bool:
        fence, raw = _FENCE.match(line.text), _RAW.match(line.text)
        if raw and raw["name"] == "!--" and _closes("!--", line.text):
            return False  # a comment within the line: what follows it is read
        if fence is None and raw is None:
            return False
        self._break(line.start)
        self._drop(line)
        if fence:
            self.fence, self.fence_depth = fence["mark"], line.depth
        elif raw and not _closes(raw["name"].casefold(), line.text):
            self.raw = raw["name"].casefold()
        return True

    def _rule(self, line: _Line) -> bool:
        """A line across the page, or the underline of a heading."""
        underlined = self.begun >= 0 and _UNDERLINE.match(line.text)
        if not underlined and not _RULE.match(line.text) and not _DIRECTIVE.match(line.text):
            return False
        if underlined and self.begun >= 0:
            self.found.headings.append((self.begun, self.ended))
        self._break(line.start)
        self._drop(line)
        self.found.breaks.append(line.end)
        return True

    def _heading(self, line: _Line) -> bool:
        mark = _HEADING.match(line.text)
        if mark is None:
            return False
        self._break(line.start)
        end = line.at + max(mark.end(), len(_without_tail(line.text)))
        self.found.gone += [(line.at, line.at + mark.end()), (end, line.end)]
        self.found.headings.append((line.at + mark.end(), end))
        self.found.prose.append((line.at + mark.end(), end))
        self.found.breaks.append(line.end)
        self._leave(0)
        return True

    def _table(self, line: _Line) -> bool:
        stripped = line.text.strip()
        row = len(stripped) > 1 and stripped.startswith("|") and stripped.endswith("|")
        head = self.first_row
        if (
            head
            and "|" in head.text
            and "|" in stripped
            and _DELIMITERS.match("".join(stripped.split()))
        ):
            self.begun, self.first_row, self.table = -1, None, True
            self._drop(head)
        if not self.table and not row:
            return False
        if not self.table:
            self._break(line.start)
        self._drop(line)
        self.found.breaks.append(line.end)
        return True

    def _defines(self, line: _Line) -> bool:
        """The definition of a link, or its title on a line of its own."""
        if self.defined and _TITLE_LINE.match(line.text):
            self._drop(line)
            return True
        self.defined = False
        found = _DEFINITION.match(line.text) if self.begun < 0 else None
        if found is None:
            return False
        self.defined = True
        self.found.labels.add(label(found["label"]))
        self._drop(line)
        return True

    def _items(self, line: _Line) -> _Line:
        """What is left of a line after the marks of list items at its beginning."""
        columns = _columns(line.text)
        for _ in range(_DEEPEST):
            item = _ITEM.match(line.text)
            if item is None or not self._begins_item(item, columns):
                break
            self._break(line.start if self.mark < 0 else line.at)
            self.mark = line.at if self.mark < 0 else self.mark
            self._leave(columns)
            self._enter(columns + len(item["mark"]) + min(4, len(item["space"].expandtabs(4))))
            if item["mark"] == "+":
                self.found.gone.append((line.at + item.start("mark"), line.at + item.end("mark")))
            if item["task"]:
                self.found.gone.append((line.at + item.start("task"), line.at + item.end("task")))
            line = _Line(
                line.start,
                line.end,
                line.text[item.end() :],
                line.at + item.end(),
                line.depth,
                line.column,
            )
            columns = self.indent
        return line

    def _begins_item(self, item: re.Match[str], columns: int) -> bool:
        """Whether a mark begins an item; inside a paragraph a number does only if it is 1."""
        if self.begun < 0:
            return columns < self.indent + 4
        return not item["mark"][0].isdigit() or item["mark"][:-1] == "1" or self.indent > 0

    def _words(self, line: _Line) -> None:
        if self.begun < 0 and self.mark < 0 and _columns(line.text) >= self.indent + 4:
            self._drop(line)
            return
        start = line.at if self.mark < 0 else self.mark
        if note := _NOTE.match(line.text):
            self._break(line.start)
            start = line.at + note.end()
            self.found.gone.append((line.at, start))
        self.first_row = line if self.begun < 0 and self.mark < 0 else None
        self.begun = start if self.begun < 0 else self.begun
        self.ended = line.end
