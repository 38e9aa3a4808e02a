"""Markdown: kept to the character; what is read of it is the words that a reader would see."""

import re
from dataclasses import dataclass

from contention.case.text.normalise import normalise
from contention.documents.decoding import decode
from contention.documents.document import Range
from contention.documents.limits import ReadOptions
from contention.documents.markdown.block_marks import Blocks, blocks_of, front_matter
from contention.documents.markdown.inline_marks import Inline
from contention.documents.plain_text import byline, head
from contention.documents.prose import GONE, plain_prose, settled
from contention.documents.raw import RawText
from contention.documents.written_dates import first_date

KEY = re.compile(r"^(title|author|date)[ \t]{0,9}:(.+)$", re.M | re.I)
"""A line of front matter that says something about the text"""


@dataclass(frozen=True)
class MarkdownProse:
    """What is read of a Markdown text."""

    text: str
    """as many characters as the source"""
    breaks: tuple[int, ...]
    """where a paragraph ends although no blank line follows; ascending"""
    headings: tuple[Range, ...]


def read_markdown(data: bytes, options: ReadOptions) -> RawText:
    """Markdown: front matter tells title, author and date, or else the first heading."""
    text = normalise(decode(data, options.encoding))
    front = front_matter(text)
    keys = KEY.findall(front["inside"]) if front else []
    told = {key.lower(): value.strip(" \t\"'") for key, value in keys}
    prose = prose_of_markdown(text)
    titles = (" ".join(prose.text[start:end].split()) for start, end in prose.headings)
    title = told.get("title") or next((each for each in titles if each), "")
    author, date = byline([] if front else head(prose.text))
    date = first_date(told.get("date", "")) or date
    return RawText(
        text, title, told.get("author", author), date, prose=prose.text, breaks=prose.breaks
    )


def prose_of_markdown(text: str) -> MarkdownProse:
    """The words of a text in their places."""
    blocks = blocks_of(text)
    shown = list(text)
    for start, end in blocks.gone:
        shown[start:end] = [each if each == "\n" else GONE for each in shown[start:end]]
    for start, end in blocks.prose:
        _set_inline(shown, start, end, blocks)
    read = plain_prose(settled(shown))
    return MarkdownProse(read, tuple(sorted(set(blocks.breaks))), tuple(blocks.headings))


def _set_inline(shown: list[str], start: int, end: int, blocks: Blocks) -> None:
    """Take the marks out of one paragraph; marks of blocks are spaces to it."""
    paragraph = "".join(each or " " for each in shown[start:end])
    if not re.search(r"[\\`<^!\[\]~*_=&]", paragraph):
        return
    found = Inline(paragraph, blocks.labels).run()
    shown[start:end] = [
        GONE if old == GONE else new for old, new in zip(shown[start:end], found, strict=True)
    ]
