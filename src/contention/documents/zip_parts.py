"""Zip files of others: what a part must be before it is unpacked, and what damage is called."""

import lzma
import re
import stat
import struct
import zipfile
import zlib
from typing import Final

ZIP_ERRORS: Final = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, NotImplementedError,
    RuntimeError, EOFError, OSError, ValueError, OverflowError, KeyError, IndexError,
)  # fmt: skip
"""what `zipfile` and the decompressors raise for damaged archives"""
HIGHEST_RATIO: Final = 200
"""of a part's size to its packed size, for parts above a megabyte"""
_BIG: Final = 1_000_000
_DAMAGED = re.compile(r"Bad CRC-32 for file '(?P<part>.{0,80})'")
_CUT = frozenset({"File is not a zip file", "Truncated central directory"})


def part_fault(part: zipfile.ZipInfo, most: int) -> str:
    """Why a part is not unpacked, after its name; empty if nothing is wrong.

    `most` is the number of bytes that it may have.
    """
    if stat.S_ISLNK(part.external_attr >> 16):
        return "is a link, not a file"
    if part.flag_bits & 1:
        return "has a password"
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "is packed in an unusual way"
    if part.file_size > most:
        return f"has {part.file_size:,} bytes unpacked; up to {most:,} are read"
    if part.file_size > _BIG and part.file_size > HIGHEST_RATIO * max(1, part.compress_size):
        return f"unpacks to {part.file_size:,} bytes: a zip bomb?"
    return ""


def damage(error: BaseException) -> str:
    """What is wrong with an archive, in words."""
    said = str(error.args[0]) if isinstance(error, KeyError) and error.args else str(error)
    said = " ".join(said.split())[:200] or type(error).__name__
    if said in _CUT:
        return "the file is cut off or damaged"
    if found := _DAMAGED.search(said):
        return f"{found['part']} in it is damaged"
    if isinstance(error, zlib.error | EOFError | lzma.LZMAError):
        return f"a part of it is damaged: {said}"
    return said
