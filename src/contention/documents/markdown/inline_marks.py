"""Marks inside a paragraph of Markdown: which characters are words that a reader sees."""

import html
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from contention.documents.markdown.block_marks import label
from contention.documents.prose import GONE
from contention.documents.superscripts import is_call, is_exponent
from contention.language.vocabulary import vocabulary

_TARGET = re.compile(
    r"\([ \t\n]{0,20}"
    r"(?:<[^<>\n]{0,2000}>|[^\s()<]{0,2000}(?:\([^\s()]{0,500}\)[^\s()]{0,500}){0,9})"
    r"(?:[ \t\n]{1,20}(?:\"[^\"]{0,2000}\"|'[^']{0,2000}'|\([^()]{0,2000}\)))?[ \t\n]{0,20}\)"
    r"(?:\{[^{}]{0,200}\})?"
)
_REFERENCE = re.compile(r"\[([^\[\]]{0,300})\]")
_AUTOLINK = re.compile(r"<(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[\w.+-]{1,99}@[\w.-]{1,99})>")
_TAG = re.compile(r"</?(?P<name>[A-Za-z][\w-]{0,30})(?:[\s/][^<>]*)?>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_IN_WORDS = vocabulary(
    """
    a abbr acronym b bdi bdo big cite code data dfn em font i ins kbd mark q rb ruby samp small
    span strong sub sup time tt u var wbr
    """
)
"""Elements that do not part words."""
_STRUCK_TAGS = ("del", "s", "strike", "script", "style")
_RAISED = re.compile(r"\^([^\s^\[\]]{1,12})\^")
_LOWERED = re.compile(r"(?<=[\w)])~([^\s~]{1,8})~(?!~)")
_STRUCK = re.compile(r"(~{1,2})(?=[^\s~])")
_RUN = re.compile(r"[*_]+|={2,}|`+")
_ESCAPED = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_SMALL = str.maketrans("0123456789-−+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁺")


@dataclass
class Inline:
    """One paragraph while its marks are taken out; `shown` has a character for each of `text`."""

    text: str
    labels: Collection[str]
    shown: list[str] = field(default_factory=list)
    closing: dict[int, int] = field(default_factory=dict)
    """opening bracket → its closing one"""
    ends: set[int] = field(default_factory=set)
    """closing brackets whose link ends after them, with its target"""
    ticks: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    """length of a run of backticks → where such runs begin"""
    tags: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    """name of an element → where its end tags begin"""
    tildes: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    """1 or 2 → where runs of tildes begin that may end struck words"""
    last_comment_end: int = -1
    targets: dict[int, int] = field(default_factory=dict)
    """closing bracket → where the target after it ends"""

    def __post_init__(self) -> None:
        """Look up what scanning must not search for again and again."""
        self.shown = list(self.text)
        waiting: list[int] = []
        self.last_comment_end = self.text.rfind("-->")
        for match in re.finditer(r"\\.|[\[\]]|`+|(?<=\S)~+|</\s*(\w+)", self.text, re.S):
            if match[0] == "[":
                waiting.append(match.start())
            elif match[0] == "]" and waiting:
                self.closing[waiting.pop()] = match.start()
            elif match[0][0] == "`":
                self.ticks[len(match[0])].append(match.start())
            elif match[0][0] == "~":
                self.tildes[min(2, len(match[0]))].append(match.start())
            elif match[1]:
                self.tags[match[1].casefold()].append(match.start())

    def drop(self, start: int, end: int) -> int:
        """Characters that are not read; gives back where they end."""
        self.shown[start:end] = [GONE] * (end - start)
        return end

    def put(self, start: int, end: int, words: str) -> int:
        """Other words for a stretch that is at least as long."""
        self.drop(start, end)
        self.shown[start : start + len(words)] = list(words)
        return end

    def run(self) -> list[str]:
        """Take out all marks."""
        at = 0
        while at < len(self.text):
            handler = _HANDLERS.get(self.text[at])
            at = handler(self, at) if handler else at + 1
        return self.shown


def _after(places: list[int], at: int) -> int:
    """The first of ascending places after one; −1 if there is none."""
    number = bisect_right(places, at)
    return places[number] if number < len(places) else -1


def _escape(one: Inline, at: int) -> int:
    following = one.text[at + 1 : at + 2]
    if following and (following in _ESCAPED or following == "\n"):
        one.drop(at, at + 1)
        return at + 2
    return at + 1


def _code(one: Inline, at: int) -> int:
    """Code inside a sentence: its words are read, its marks are not."""
    run = _RUN.match(one.text, at)
    length = len(run[0]) if run else 1
    end = _after(one.ticks.get(length, []), at)
    if end < 0:
        return at + length
    one.drop(at, at + length)
    return one.drop(end, end + length)


def _angle(one: Inline, at: int) -> int:
    if one.text.startswith("<!--", at):
        if one.last_comment_end < at:
            return at + 4
        return one.drop(at, one.text.find("-->", at) + 3)
    link = _AUTOLINK.match(one.text, at)
    if link:
        return one.drop(at, link.end())
    tag = _TAG.match(one.text, at)
    if tag is None:
        return at + 1
    name = tag["name"].casefold()
    if name == "br":
        return one.put(at, tag.end(), "\n")
    one.put(at, tag.end(), "" if name in _IN_WORDS or name in _STRUCK_TAGS else "\n\n")
    end = _after(one.tags.get(name, []), at)
    if end >= 0 and not one.text.startswith("</", at):
        if name in _STRUCK_TAGS:
            return one.drop(at, end)
        if name == "sup" and end - tag.end() < 30:
            closing = _TAG.match(one.text, end)
            return _raise(one, at, tag.end(), end, closing.end() if closing else end)
    return tag.end()


def _raise(one: Inline, at: int, start: int, end: int, after: int) -> int:
    """A superscript from `start` to `end` whose marks begin at `at` and end at `after`."""
    said, before = one.text[start:end].strip(), one.text[max(0, at - 40) : at]
    if is_exponent(before, said):
        return one.put(at, after, said.translate(_SMALL))
    if is_call(before, said, one.text[after : after + 8]):
        return one.drop(at, after)
    return one.put(at, after, said)


def _caret(one: Inline, at: int) -> int:
    if one.text.startswith("^[", at) and at + 1 in one.closing:
        return one.drop(at, one.closing[at + 1] + 1)
    found = _RAISED.match(one.text, at)
    if found is None:
        return at + 1
    return _raise(one, at, found.start(1), found.end(1), found.end())


def _bang(one: Inline, at: int) -> int:
    """A picture, its alternative text included."""
    if at + 1 not in one.closing:
        return at + 1
    end = _link_end(one, at + 1)
    return one.drop(at, end) if end else at + 1


def _link_end(one: Inline, at: int) -> int:
    """Where the link or picture ends whose text opens at a bracket; 0 if it is none."""
    close = one.closing[at]
    if _is_wiki(one, at, close):
        return close + 1
    target = _TARGET.match(one.text, close + 1)
    if target:
        return target.end()
    reference = _REFERENCE.match(one.text, close + 1)
    said = label(reference[1]) if reference else ""
    own = label(one.text[at + 1 : min(close, at + 300)])
    if reference and (said or own) in one.labels:
        return reference.end()
    return close + 1 if own in one.labels else 0


def _is_wiki(one: Inline, at: int, close: int) -> bool:
    """Whether two pairs of brackets make a link as wikis write it: [[page|words]]."""
    return (
        close - at < 500 and one.text.startswith("[[", at) and one.closing.get(at + 1) == close - 1
    )


def _bracket(one: Inline, at: int) -> int:
    close = one.closing.get(at)
    if close is None:
        return at + 1
    if one.text[at + 1 : at + 2] in ("^", "@") and close > at + 2:
        return one.drop(at, close + 1)
    if _is_wiki(one, at, close):
        bar = one.text.rfind("|", at, close)
        one.drop(close - 1, close + 1)
        return one.drop(at, bar + 1 if bar > 0 else at + 2)
    end = _link_end(one, at)
    if end:
        one.drop(at, at + 1)
        one.targets[close] = end
    return at + 1


def _closing(one: Inline, at: int) -> int:
    end = one.targets.get(at)
    return one.drop(at, end) if end else at + 1


def _tilde(one: Inline, at: int) -> int:
    lowered = _LOWERED.match(one.text, at)
    if lowered:
        return one.put(at, lowered.end(), lowered[1])
    opening = _STRUCK.match(one.text, at)
    if opening is None or one.text[at - 1 : at] == "~":
        return at + 1
    length = len(opening[1])
    end = _after(one.tildes.get(length, []), opening.end())
    if end < 0 or (length == 1 and "\n" in one.text[at:end][:1_000]):
        return opening.end()
    return one.drop(at, end + length)


def _emphasis(one: Inline, at: int) -> int:
    """Stars and underscores at the edge of words; those between numbers or in names stay."""
    run = _RUN.match(one.text, at)
    if run is None:
        return at + 1
    before, after = one.text[at - 1 : at] if at else " ", one.text[run.end() : run.end() + 1] or " "
    free = before.isspace() and after.isspace()
    between = before.isdigit() and after.isdigit()
    inside = before.isalnum() and after.isalnum() and run[0][0] in "_="
    if not (free or between or inside):
        one.drop(at, run.end())
    return run.end()


def _entity(one: Inline, at: int) -> int:
    found = _ENTITY.match(one.text, at)
    if found is None:
        return at + 1
    words = html.unescape(found[0])
    if words == found[0] or len(words) > len(found[0]):
        return at + 1
    words = "" if words in ("\xad", "\u200b") else words.replace("\n", " ").replace("\xa0", " ")
    return one.put(at, found.end(), words)


_HANDLERS: dict[str, Callable[[Inline, int], int]] = {
    "\\": _escape, "`": _code, "<": _angle, "^": _caret, "!": _bang, "[": _bracket, "]": _closing,
    "~": _tilde, "*": _emphasis, "_": _emphasis, "=": _emphasis, "&": _entity,
}  # fmt: skip
