"""Tables of words and phrases: data files in this folder, checked as they are loaded.

Each file documents the format of its lines. In all of them empty lines and lines that begin with
`#` are skipped, and text is in lower case.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_NUMBER = re.compile(r"\d+(\.\d+)?")
_LIST = re.compile(r"\[([a-z]+(?:-[a-z]+)*)\]")
_WORD = re.compile(r"[a-z']+(?:-[a-z]+)*")
NONE = "."
"""what a cell holds if it has no value"""
DIRECTIONS = {"+": 1, "-": -1}


class TableError(ValueError):
    """A table with a line that cannot be used; the message begins with file and line."""


@dataclass(frozen=True)
class TableLine:
    """A line of a table whose cells are divided by tabs."""

    place: str
    """file and line"""
    cells: tuple[str, ...]

    def error(self, message: str) -> TableError:
        """What is wrong with this line."""
        return TableError(f"{self.place}: {message}")

    def words(self) -> tuple[str, ...]:
        """The words of the first cell; `an` becomes `a`, which matches any article."""
        words = self.cells[0].split(" ")
        for word in words:
            if not _WORD.fullmatch(word):
                raise self.error(
                    f"`{word}` is not a word in lower case, with one space between words"
                )
        return tuple("a" if word == "an" else word for word in words)

    def sign(self, cell: int, signs: Mapping[str, int] = DIRECTIONS) -> int:
        """The sign in a cell."""
        found = signs.get(self.cells[cell])
        if found is None:
            raise self.error(f"unknown sign `{self.cells[cell]}`; use one of {' '.join(signs)}")
        return found

    def confidence(self, cell: int) -> float:
        """The confidence in a cell."""
        text = self.cells[cell]
        if not _NUMBER.fullmatch(text):
            raise self.error(f"confidence `{text}` is not a number such as 0.7")
        value = float(text)
        if not 0 < value <= 1:
            raise self.error(f"confidence `{text}` is not above 0 and at most 1")
        return value


def table_text(name: str) -> str:
    """The text of a data file of this folder."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def rows(
    text: str, name: str, least: int, most: int | None = None, own: int = 1
) -> Iterator[TableLine]:
    """The lines of a table, each with `least` to `most` cells, the first `own` like no other's."""
    first: dict[tuple[str, ...], str] = {}
    for place, line in _lines(text, name):
        row = TableLine(place, tuple(line.split("\t")))
        if not least <= len(row.cells) <= (most or least):
            wanted = f"{least} to {most}" if most else f"{least}"
            raise row.error(f"expected {wanted} cells divided by tabs, found {len(row.cells)}")
        words = (*row.words(), *row.cells[1:own])
        if words in first:
            raise row.error(f"`{' '.join(words)}` is in the table already ({first[words]})")
        first[words] = place
        yield row


def parse_word_lists(text: str, name: str) -> dict[str, frozenset[str]]:
    """The lists of a file by name; raises TableError for an unusable line."""
    found: dict[str, set[str]] = {}
    current: set[str] | None = None
    for place, line in _lines(text, name):
        heading = _LIST.fullmatch(line)
        if heading:
            if heading[1] in found:
                raise TableError(f"{place}: the list `{heading[1]}` is in the file already")
            current = found[heading[1]] = set()
            continue
        if current is None:
            raise TableError(f"{place}: expected the name of a list, such as [more], before words")
        for word in line.split():
            if not _WORD.fullmatch(word):
                raise TableError(f"{place}: `{word}` is not a word in lower case")
            if word in current:
                raise TableError(f"{place}: `{word}` is in this list already")
            current.add(word)
    for heading_name, words in found.items():
        if not words:
            raise TableError(f"{name}: the list `{heading_name}` is empty")
    return {key: frozenset(words) for key, words in found.items()}


def parse_phrase_lists(text: str, name: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The lists of a file by name, longest phrases first; raises TableError for a stray line."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for place, line in _lines(text, name):
        heading = _LIST.fullmatch(line)
        if heading:
            phrases = found.setdefault(heading[1], [])
        elif not found:
            raise TableError(f"{place}: expected the name of a list, such as [reasons]")
        else:
            phrases += (tuple(each.split()) for each in line.split("|"))
    return {key: tuple(sorted(each, key=len, reverse=True)) for key, each in found.items()}


@cache
def phrase_lists() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """The lists of `phrase_lists.txt`, loaded once: the words of each phrase, longest first."""
    return parse_phrase_lists(table_text("phrase_lists.txt"), "phrase_lists.txt")


@cache
def word_lists() -> Mapping[str, frozenset[str]]:
    """The lists of `words.txt`, loaded once."""
    return parse_word_lists(table_text("words.txt"), "words.txt")


def phrase_list(name: str) -> tuple[tuple[str, ...], ...]:
    """A list of `phrase_lists.txt`."""
    return phrase_lists()[name]


def word_list(name: str) -> frozenset[str]:
    """A list of `words.txt`."""
    return word_lists()[name]


def _lines(text: str, name: str) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield f"{name}:{number}", line
