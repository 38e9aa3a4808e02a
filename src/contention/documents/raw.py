"""What the reader of one kind of file hands over, before it is divided and hashed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RawText:
    """The text of a file and what the file says about it; empty if nothing."""

    text: str
    title: str = ""
    author: str = ""
    date: str = ""
    pages: tuple[int, ...] = ()
    """where each page begins in the text"""
    prose: str = ""
    """what is read of the text, character by character in its places; the text itself if empty"""
    breaks: tuple[int, ...] = ()
    """where a paragraph ends although no blank line follows; ascending"""
