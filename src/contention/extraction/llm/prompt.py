"""What a language model is told: the package's prompt files, and the text marked as data."""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from contention.documents.document import Range, ReadDocument

VERSION = "claims-1"
"""Hash of the prompt files; a changed prompt is a new version."""

PIECE_CHARACTERS = 6_000
"""Of text in one request; a piece ends where a sentence ends."""
PIECE_SENTENCES = 80
CONTEXT_SENTENCES = 2
"""Sentences from the piece before that are shown once more."""

_PLACE = re.compile(r"\{(begin|end|data)\}")

Message = dict[str, str]


@dataclass(frozen=True)
class PromptPart:
    """Sentences of a document that one request shows."""

    sentences: tuple[Range, ...]
    texts: tuple[str, ...]
    """character by character the document's, with spaces for line breaks and tabs"""
    context: int = 0
    """how many of the first are shown only as context for references"""


def pieces(document: ReadDocument, most: int = PIECE_CHARACTERS) -> Iterator[PromptPart]:
    """A document's sentences in pieces of a size that a model can take in."""
    starts = {start for start, _ in document.paragraphs}
    first = length = 0
    ranges = document.sentences
    for at, (start, end) in enumerate(ranges):
        full = length + end - start > most or at - first == PIECE_SENTENCES
        if at > first and (full or (start in starts and length > most * 3 // 4)):
            yield _piece(document, ranges, first, at)
            first, length = at, 0
        length += end - start
    if first < len(ranges):
        yield _piece(document, ranges, first, len(ranges))


def _piece(document: ReadDocument, ranges: Sequence[Range], first: int, end: int) -> PromptPart:
    begin = max(0, first - CONTEXT_SENTENCES)
    shown = tuple(ranges[begin:end])
    return PromptPart(shown, tuple(spaced(document.slice(each)) for each in shown), first - begin)


def halves(piece: PromptPart) -> tuple[PromptPart, ...]:
    """A piece as two that are half as long; none if it is one sentence."""
    own = len(piece.sentences) - piece.context
    if own < 2:
        return ()
    middle = piece.context + own // 2
    shown = max(0, middle - CONTEXT_SENTENCES)
    return (
        PromptPart(piece.sentences[:middle], piece.texts[:middle], piece.context),
        PromptPart(piece.sentences[shown:], piece.texts[shown:], middle - shown),
    )


def spaced(text: str) -> str:
    """The same length of text, with a space for every kind of white space."""
    return "".join(" " if character.isspace() else character for character in text)


def messages(piece: PromptPart) -> list[Message]:
    """What is sent for a piece: the rules, and the sentences between marks they do not contain."""
    data = "\n".join(
        json.dumps({"n": number, "text": text}, ensure_ascii=False)
        for number, text in enumerate(piece.texts, 1)
    )
    begin, end = marks(data)
    filled = {"begin": begin, "end": end, "data": data}
    return [
        {"role": "system", "content": prompt("system")},
        {"role": "user", "content": _fill(prompt("user"), filled)},
    ]


def marks(data: str) -> tuple[str, str]:
    """Two marks that the data cannot contain: they include its own hash.

    The same data gives the same marks, so that an answer can be kept.
    """
    number = 0
    while True:
        token = hashlib.sha256(f"{number}\n{data}".encode("utf-8", "replace")).hexdigest()[:32]
        if token not in data.lower():
            return f"<<<DATA {token}>>>", f"<<<END OF DATA {token}>>>"
        number += 1


def _fill(template: str, values: dict[str, str]) -> str:
    """The template with its places filled in one pass: what is filled in is not expanded again."""
    return _PLACE.sub(lambda place: values[place[1]], template)


@cache
def prompt(part: str) -> str:
    """One of the package's prompt files: `system`, `user` or `again`."""
    folder = files("contention.extraction.llm") / "prompts"
    return (folder / f"{VERSION}.{part}.txt").read_text("utf-8")
