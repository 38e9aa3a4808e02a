"""Size limits for files: protection against decompression bombs, and bounded memory."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Sizes above which a file is refused, each with its own message."""

    file_bytes: int = 100_000_000
    characters: int = 50_000_000
    pages: int = 5_000
    sentence: int = 2_000_000
    """characters of one sentence: a text that has longer ones is a table or a dump"""
    unpacked_bytes: int = 300_000_000
    """of one part of a docx"""
    ratio: int = 200
    """of a docx part's size to its packed size, for parts above a megabyte"""


@dataclass(frozen=True)
class ReadOptions:
    """User options for reading a file."""

    encoding: str | None = None
    """of plain text and HTML; default: UTF-8, or what a byte order mark says"""
    any_language: bool = False
    """read a text even if it is not in English"""
    limits: Limits = Limits()
