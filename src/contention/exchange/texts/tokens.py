"""Sentences and tokens of a text, for formats whose annotations cover whole tokens."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from contention.documents.document import Range

_TOKEN = re.compile(r"\w+|[^\w\s]")
_SENTENCE_END = re.compile(r"[.!?…]['\"”’»)\]]*\s+|\n")


@dataclass(frozen=True)
class Sentence:
    """A sentence with its tokens; it reaches to the first token of the next one."""

    start: int
    end: int
    tokens: tuple[Range, ...]


def sentences(text: str, spans: Iterable[Range] = ()) -> Iterator[Sentence]:
    """Sentences that have tokens, in order.

    No token lies across an end of one of the spans, and no sentence ends within one, since tools
    take a span for two where a sentence ends.
    """
    held = sorted(spans)
    cuts = sorted({edge for span in held for edge in span})
    tokens = [piece for found in _TOKEN.finditer(text) for piece in _cut(found.span(), cuts)]
    ends = [found.end() for found in _SENTENCE_END.finditer(text)]
    group: list[Range] = []
    number = reach = 0
    for token in tokens:
        while number < len(held) and held[number][0] < token[0]:
            reach = max(reach, held[number][1])
            number += 1
        if group and reach <= token[0] and _is_between(ends, group[-1][1], token[0]):
            yield Sentence(group[0][0], token[0], tuple(group))
            group = []
        group.append(token)
    if group:
        yield Sentence(group[0][0], len(text), tuple(group))


def _cut(token: Range, cuts: list[int]) -> Iterator[Range]:
    start, end = token
    for place in range(bisect_left(cuts, start + 1), len(cuts)):
        if cuts[place] >= end:
            break
        yield start, cuts[place]
        start = cuts[place]
    yield start, end


def _is_between(ends: list[int], first: int, last: int) -> bool:
    place = bisect_left(ends, first)
    return place < len(ends) and ends[place] <= last
