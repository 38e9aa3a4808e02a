"""Where paragraphs and sentences begin and end. Every pass is linear in the text."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from contention.documents.document import Range
from contention.language.vocabulary import vocabulary

_SPACE = " \t\n\r\f\v\xa0\u2002\u2003\u2009\u200a\u202f\u3000"
_INVISIBLE = (
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\xad"
)
_STRIPPED = _SPACE + _INVISIBLE
_BLANK = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_BULLET = re.compile(
    r"[ \t\xa0]*(?:[-*•‣▪–—·o](?=\s)|\(?\d{1,3}[.)](?=\s)|\(?[a-z]\)(?=\s)|#{1,6}\s)"
)
_CLOSING = "\"'”’»)\\]*_"
_STOP = re.compile(
    rf"[.!?…。！？]+[{_CLOSING}]*(?:\[\d{{1,3}}\]|(?P<note>\d{{1,3}})(?=\s+[A-Z“\"‘]))?(?=\s|$)"
    rf"|\n"
)
_ENDED = re.compile(rf"[.!?…:;][{_CLOSING}]*(?:\[?\d{{1,3}}\]?)?$")
_HANGING = re.compile(r"\s(?:that|the|an?|of|and|or|to|with|for|by|in|from|which|because|than)$")
"""Words that no heading and no paragraph ends in."""
_ABBREVIATIONS = vocabulary(
    """
    mr mrs ms dr prof st vs cf no gen col lt sgt maj capt rev hon pres sen rep gov jr sr e.g
    i.e etc al fig figs eq sec ch chap vol pp p para art approx ca c ed eds inc ltd co corp
    dept est jan feb mar apr jun jul aug sep sept oct nov dec u.s u.k u.n e.u viz resp incl
    """
)
_NEVER_LAST = vocabulary(
    """
    mr mrs ms dr prof st vs cf gen col lt sgt maj capt rev hon pres sen rep gov e.g i.e fig
    figs eq pp viz approx ca
    """
)
_STARTERS = vocabulary(
    """
    the a an this that these those it he she we they i in on at as but and if when while
    there however moreover yet so for since because after before although what who why how
    such no not many most some all our their its his her
    """
)
_LAST_WORD = re.compile(r"[^\s(\[“\"‘]*$")
_NEXT_WORD = re.compile(r"[^\w]*(\w+)")
_LOWER_NEXT = re.compile(rf"[{re.escape(_STRIPPED)}]*[a-z]")


def paragraphs(text: str, breaks: Sequence[int] = ()) -> tuple[Range, ...]:
    """Ranges between blank lines; a blank line inside a sentence does not count as one.

    `breaks` are places, ascending, where a paragraph ends whatever the text looks like.
    """
    found: list[Range] = []
    for start, end in _cut(text, _blocks(text), breaks):
        if found and not _between(breaks, found[-1][1], start) and _goes_on(text, found[-1], start):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return tuple(found)


def _between(breaks: Sequence[int], start: int, end: int) -> bool:
    at = bisect_left(breaks, start)
    return at < len(breaks) and breaks[at] <= end


def _cut(text: str, blocks: Iterable[Range], breaks: Sequence[int]) -> Iterator[Range]:
    """The blocks, cut at breaks inside them."""
    for start, end in blocks:
        here = start
        for place in breaks[bisect_right(breaks, start) : bisect_left(breaks, end)]:
            yield from _stripped(text, here, place)
            here = place
        yield from _stripped(text, here, end)


def _blocks(text: str) -> Iterator[Range]:
    start = 0
    for match in _BLANK.finditer(text):
        yield from _stripped(text, start, match.start())
        start = match.end()
    yield from _stripped(text, start, len(text))


def _stripped(text: str, start: int, end: int) -> Iterator[Range]:
    """The range without spaces and invisible marks at its ends, where anything is left."""
    while start < end and text[start] in _STRIPPED:
        start += 1
    while end > start and text[end - 1] in _STRIPPED:
        end -= 1
    if start < end:
        yield start, end


def _goes_on(text: str, before: Range, start: int) -> bool:
    """Whether the block before breaks off inside a sentence that goes on here."""
    tail = text[max(before[0], before[1] - 12) : before[1]]
    last_line = text.rfind("\n", before[0], before[1]) + 1
    starts_item = _BULLET.match(text, max(last_line, before[0]))
    long_enough = before[1] - max(last_line, before[0]) > 40
    hangs = _HANGING.search(tail) is not None
    return (
        (text[start].islower() or hangs)
        and (long_enough or hangs)
        and not _ENDED.search(tail)
        and not _BULLET.match(text, start)
        and not starts_item
    )


def sentences(text: str, within: Sequence[Range]) -> tuple[Range, ...]:
    """The sentences of each paragraph in order."""
    return tuple(found for each in within for found in _split(text, each))


def _split(text: str, paragraph: Range) -> Iterator[Range]:
    start, end = paragraph
    here = start
    for match in _STOP.finditer(text, start, end):
        stop = match.end()
        if match[0] == "\n":
            if _line_ends_sentence(text, here, match.start(), stop, end):
                yield from _stripped(text, here, match.start())
                here = stop
        elif stop >= end or _stops(text, here, match):
            yield from _stripped(text, here, stop)
            here = stop
    yield from _stripped(text, here, end)


def _line_ends_sentence(text: str, here: int, line_end: int, after: int, end: int) -> bool:
    """A line break ends a sentence before an item of a list, and after a heading."""
    if _BULLET.match(text, after, end):
        return True
    line = max(here, text.rfind("\n", max(here, line_end - 200), line_end) + 1)
    following = text[after : after + 1]
    is_heading = text.startswith("#", line)
    next_end = text.find("\n", after, min(end, after + 200))
    following_length = (end if next_end < 0 else next_end) - after
    short = line_end - line < 60 and line_end - line < following_length / 2
    return is_heading or (short and following.isupper() and line == here)


def _stops(text: str, here: int, match: re.Match[str]) -> bool:
    """Whether a full stop, question or exclamation mark ends the sentence."""
    follows = text[match.end() : match.end() + 80]
    if _LOWER_NEXT.match(follows) or (match["note"] and text[match.start() - 1].isdigit()):
        return False
    if match[0][0] != "." or match[0].startswith(("..", '."', ".”")):
        return True
    word = _last_word(text, here, match.start())
    next_word = _NEXT_WORD.match(follows)
    following = next_word[1] if next_word else ""
    if len(word) == 1 and word.isalpha() and word.isupper():
        return following.lower() in _STARTERS and word != "I" and len(following) > 1
    if word.lower() == "no":
        return not following.isdigit()
    if word.lower() in _NEVER_LAST:
        return False
    if word.lower() in _ABBREVIATIONS or (re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", word)):
        return following.lower() in _STARTERS
    return not (word.isdigit() and match.start() - here <= len(word) + 2 and len(word) <= 3)


def _last_word(text: str, here: int, stop: int) -> str:
    found = _LAST_WORD.search(text[max(here, stop - 24) : stop])
    return found[0] if found else ""
