"""The word print of a text: enough to recognise a copy and find places in it, too little to read.

One line a sentence: where its first word begins, where its last word ends, one hexadecimal digit
for each word, and a seal of four digits over everything in the sentence that counts. Sixteen
possible digits say far less than a word does, so the sentence cannot be read off; thousands of
them in order still tell one text from every other, and the seal tells whether a sentence is the
same to the last letter and number. Prints without seals are read, too.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from contention.case.text.folded_words import folded_words
from contention.case.text.letters import letters
from contention.case.text.sentence_ends import sentence_ends

_LINE = re.compile(r"([0-9]{1,9}) ([0-9]{1,9}) ([0-9a-f]+)(?: ([0-9a-f]{4}))?")


@dataclass(frozen=True)
class Stretch:
    """A sentence or quote: range of characters from first to last word, a digit for each word."""

    start: int
    end: int
    digits: str
    seal: str = ""
    """of what counts in the sentence; empty in old prints and for quotes"""


def seal(text: str, start: int, end: int) -> str:
    """Four hexadecimal digits over the letters and numbers of a range of a text."""
    counts = letters(text, start, end).folded
    return hashlib.sha256(counts.encode("utf-8")).hexdigest()[:4]


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
            start, end = words[first].start, words[index - 1].end
            stretches.append(Stretch(start, end, digits, seal(text, start, end)))
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
    head = "# start, end, one digit a word and a seal, for each sentence (contention attach)\n"
    return head + "".join(
        f"{each.start} {each.end} {each.digits} {each.seal}".rstrip() + "\n" for each in stretches
    )


def parse_print(text: str) -> tuple[Stretch, ...] | int:
    """The print in a text, or the number of the first line that belongs to no print."""
    stretches: list[Stretch] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        match = _LINE.fullmatch(line.strip())
        if match is None:
            return number
        stretch = Stretch(int(match[1]), int(match[2]), match[3], match[4] or "")
        after = stretches[-1].end if stretches else -1
        if not after < stretch.start < stretch.end:
            return number
        stretches.append(stretch)
    return tuple(stretches)
