"""The word print of a text: enough to recognise a copy and find places in it, too little to read.

One line a sentence: where its first word begins, where its last word ends, and one hexadecimal
digit for each word. Sixteen possible digits say far less than a word does, so the sentence cannot
be read off; thousands of them in order still tell one text from every other.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from contention.case.folding import folded_words
from contention.case.sentences import sentence_ends

_LINE = re.compile(r"([0-9]{1,9}) ([0-9]{1,9}) ([0-9a-f]+)")


@dataclass(frozen=True)
class Stretch:
    """A sentence or quote: range of characters from first to last word, a digit for each word."""

    start: int
    end: int
    digits: str


def digit(folded: str) -> str:
    """The hexadecimal digit of a folded word."""
    return hashlib.sha256(folded.encode("utf-8")).hexdigest()[0]


def word_print(text: str) -> tuple[Stretch, ...]:
    """The print of a normalised text, sentence by sentence."""
    words = folded_words(text)
    stretches: list[Stretch] = []
    index = 0
    for stop in sentence_ends(text):
        first = index
        while index < len(words) and words[index].start < stop:
            index += 1
        if index > first:
            digits = "".join(digit(word.folded) for word in words[first:index])
            stretches.append(Stretch(words[first].start, words[index - 1].end, digits))
    return tuple(stretches)


def print_of_quotes(quotes: Iterable[tuple[int, str]]) -> tuple[Stretch, ...]:
    """A print made of quotes, given with the positions at which they start; overlaps left out."""
    stretches: list[Stretch] = []
    for start, quote in sorted(quotes):
        words = folded_words(quote)
        if words and (not stretches or start + words[0].start > stretches[-1].end):
            digits = "".join(digit(word.folded) for word in words)
            stretches.append(Stretch(start + words[0].start, start + words[-1].end, digits))
    return tuple(stretches)


def print_text(stretches: Sequence[Stretch]) -> str:
    """The print as the text of a file."""
    lines = (f"{each.start} {each.end} {each.digits}\n" for each in stretches)
    return "# start, end and one digit a word, for each sentence (contention attach)\n" + "".join(
        lines
    )


def parse_print(text: str) -> tuple[Stretch, ...] | int:
    """The print in a text; the number of the first line that is none where there is one."""
    stretches: list[Stretch] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        match = _LINE.fullmatch(line.strip())
        if match is None:
            return number
        stretch = Stretch(int(match[1]), int(match[2]), match[3])
        after = stretches[-1].end if stretches else -1
        if not after < stretch.start < stretch.end:
            return number
        stretches.append(stretch)
    return tuple(stretches)
