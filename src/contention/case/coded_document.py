"""A coded text: somebody's own, or a summary of a position that was written for the case."""

from dataclasses import dataclass
from typing import Literal

DocumentKind = Literal["text", "summary"]


@dataclass(frozen=True)
class Work:
    """A published work whose position a summary sums up, and never quotes."""

    author: str
    title: str
    year: int


@dataclass(frozen=True)
class Document:
    """A coded text: who wrote it and when, and the hash of its normalised text."""

    id: str
    title: str
    author: str
    """id of the holder who speaks in it"""
    date: str
    length: int
    sha256: str
    published: tuple[str, ...] = ()
    language: str = "en"
    file: str | None = None
    """path inside the case, if the case may carry its text"""
    kind: DocumentKind = "text"
    """`summary`: written for this case, to put a position at its strongest"""
    sums_up: tuple[Work, ...] = ()
    """the works whose position a summary sums up"""
