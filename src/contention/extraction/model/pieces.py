"""Words into pieces of a vocabulary, with their places in the text: WordPiece as BERT has it.

Method: Devlin et al., *BERT* (2019), and Schuster and Nakajima (2012) for the pieces. The text is
cleaned, lower-cased and stripped of accents, split at spaces and around punctuation, and every
word is cut into the longest pieces that the vocabulary has, from the left.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

LONGEST_WORD: Final = 100
"""Characters of a word; a longer one is unknown as a whole."""
CONTINUES: Final = "##"
"""precedes a piece within a word"""
UNKNOWN, FIRST, LAST = "[UNK]", "[CLS]", "[SEP]"

Offsets = tuple[int, int]
_Placed = tuple[str, int]
"""one character as it is looked up, and where in the text it comes from"""

_IDEOGRAPHS = (
    (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F), (0x2B920, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F),
)  # fmt: skip
_SPACES = frozenset(
    "\t\n\r \xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
)
_LEFT_OUT = frozenset({"Cc", "Cf", "Co", "Cs"})
"""Categories of characters that are not looked up: controls, formats, private use, surrogates."""


@dataclass(frozen=True)
class Pieces:
    """The pieces of a text: their numbers in the vocabulary, and their places."""

    ids: list[int]
    offsets: list[Offsets]
    """half-open ranges of characters; (0, 0) for the marks of beginning and end"""


class WordPieces:
    """Cuts texts into the pieces of one vocabulary."""

    def __init__(self, vocabulary: Mapping[str, int], special: Sequence[str]) -> None:
        self._vocabulary = vocabulary
        self._unknown = vocabulary[UNKNOWN]
        self._ends = vocabulary[FIRST], vocabulary[LAST]
        self._special = re.compile("|".join(map(re.escape, special)) or r"(?!)")
        self._characters: dict[str, tuple[_Part, ...]] = {}
        self._longest = max(map(len, vocabulary))

    @classmethod
    def load(cls, file: Path) -> "WordPieces":
        """The vocabulary of a `tokenizer.json`; raises ValueError if it is of another kind."""
        said = json.loads(file.read_text("utf-8"))
        model, normaliser = said["model"], said["normalizer"]
        found = (model["type"], said["pre_tokenizer"]["type"], normaliser["type"])
        plain = normaliser["lowercase"] and normaliser["strip_accents"] in (None, True)
        if found != ("WordPiece", "BertPreTokenizer", "BertNormalizer") or not plain:
            raise ValueError(f"{file} is not a lower-casing WordPiece vocabulary")
        return cls(model["vocab"], [token["content"] for token in said["added_tokens"]])

    def __len__(self) -> int:
        return len(self._vocabulary)

    def encode(self, text: str, *, ends: bool = True) -> Pieces:
        """The pieces of a text, between the marks of beginning and end if `ends`."""
        ids: list[int] = []
        offsets: list[Offsets] = []
        for number, place in self._pieces(text):
            ids.append(number)
            offsets.append(place)
        if not ends:
            return Pieces(ids, offsets)
        return Pieces(self.between_ends(ids), [(0, 0), *offsets, (0, 0)])

    def between_ends(self, ids: Sequence[int]) -> list[int]:
        """Pieces with the marks of beginning and end around them."""
        return [self._ends[0], *ids, self._ends[1]]

    def _pieces(self, text: str) -> Iterator[tuple[int, Offsets]]:
        at = 0
        for found in self._special.finditer(text):
            yield from self._plain(text, at, found.start())
            yield self._vocabulary[found[0]], found.span()
            at = found.end()
        yield from self._plain(text, at, len(text))

    def _plain(self, text: str, start: int, end: int) -> Iterator[tuple[int, Offsets]]:
        word: list[_Placed] = []
        for placed in self._normalised(text, start, end):
            character = placed[0]
            if character == " " or _is_punctuation(character):
                yield from self._word(word)
                word = []
                if character != " ":
                    yield from self._word([placed])
            else:
                word.append(placed)
        yield from self._word(word)

    def _normalised(self, text: str, start: int, end: int) -> Iterator[_Placed]:
        """The characters as they are looked up; a letter is where it and its marks are."""
        places: list[int] = []
        parts: list[_Part] = []
        for at in range(start, end):
            character = text[at]
            if character not in self._characters:
                self._characters[character] = _parts(character)
            for part in self._characters[character]:
                if part.begins:
                    places.append(at)
                parts.append(part)
        taken = -1
        for part in _ordered(parts):
            taken += part.begins
            for each in part.shown:
                yield each, places[max(taken, 0)]

    def _word(self, word: Sequence[_Placed]) -> Iterator[tuple[int, Offsets]]:
        """The longest pieces of a word, from the left; unknown as a whole if one is missing."""
        if not word:
            return
        whole = (word[0][1], word[-1][1] + 1)
        letters = "".join(character for character, _ in word)
        cut = self._cut(letters) if len(letters) <= LONGEST_WORD else None
        if cut is None:
            yield self._unknown, whole
            return
        for number, start, end in cut:
            yield number, (word[start][1], word[end - 1][1] + 1)

    def _cut(self, letters: str) -> list[tuple[int, int, int]] | None:
        found: list[tuple[int, int, int]] = []
        start = 0
        while start < len(letters):
            mark = CONTINUES if start else ""
            for end in range(min(len(letters), start + self._longest), start, -1):
                number = self._vocabulary.get(mark + letters[start:end])
                if number is not None:
                    found.append((number, start, end))
                    start = end
                    break
            else:
                return None
        return found


@dataclass(frozen=True)
class _Part:
    """A part that a character decomposes into."""

    shown: str
    """what it is looked up as; nothing for an accent"""
    begins: bool
    """whether it is the first part"""
    rank: int = 0
    """of a mark that combines with the letter before it"""


def _parts(character: str) -> tuple[_Part, ...]:
    """What a character is looked up as; nothing if it is left out."""
    if character in _SPACES:
        return (_SPACE,)
    if character == "\ufffd" or unicodedata.category(character) in _LEFT_OUT:
        return ()
    found = tuple(
        _Part(
            "" if unicodedata.category(each) == "Mn" else each.lower(),
            number == 0,
            unicodedata.combining(each),
        )
        for number, each in enumerate(unicodedata.normalize("NFD", character))
    )
    code = ord(character)
    if any(first <= code <= last for first, last in _IDEOGRAPHS):
        return (_SPACE, *found, _SPACE)
    return found


_SPACE = _Part(" ", begins=True)


def _ordered(parts: Sequence[_Part]) -> Iterator[_Part]:
    """The parts, with the marks behind one letter in their canonical order."""
    marks: list[_Part] = []
    for part in parts:
        if part.rank:
            marks.append(part)
            continue
        if marks:
            yield from sorted(marks, key=lambda mark: mark.rank)
            marks.clear()
        yield part
    yield from sorted(marks, key=lambda mark: mark.rank)


def _is_punctuation(character: str) -> bool:
    if character.isascii():
        return not character.isalnum() and character != " "
    return unicodedata.category(character)[0] == "P"
