"""Where sentences end."""

import re

_END = re.compile(r"""[.!?…][.!?…"'”’»)\]]*(?=\s)|\n\s*\n|\n(?=\s*(?:[-*•–—]|\d+[.)])\s)""")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|vs|etc|cf|No|Gen|Col|e\.g|i\.e)|(?<![^\s(])[A-Z])\.$"
)


def sentence_ends(text: str) -> tuple[int, ...]:
    """Positions just after each sentence or paragraph, ascending; the text's end is the last."""
    ends = [
        match.end()
        for match in _END.finditer(text)
        if not _ABBREVIATION.search(text[max(0, match.start() - 6) : match.start() + 1])
    ]
    return tuple(ends) if ends and ends[-1] == len(text) else (*ends, len(text))


def sentence_range(text: str, start: int, end: int) -> tuple[int, int]:
    """The range of the whole sentences that a range touches, spaces at its ends aside."""
    start, end = min(start, len(text)), min(end, len(text))
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    ends = sentence_ends(text)
    first = max((stop for stop in ends if stop <= start), default=0)
    last = min((stop for stop in ends if stop >= max(end, start + 1)), default=len(text))
    return first, last
