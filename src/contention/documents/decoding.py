"""Bytes to characters: UTF-8, what a byte order mark says, or what the user says; no guessing."""

import codecs
import re

from contention.documents.unreadable import UnreadableFileError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_SAMPLE = 65_536


def decode(data: bytes, encoding: str | None) -> str:
    """The characters of a text file; raises UnreadableFileError if it is not a text file."""
    chosen = encoding or next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(chosen)
    except LookupError:
        hint = "name one such as utf-8, windows-1252 or koi8-r"
        raise UnreadableFileError(f"there is no encoding `{chosen}`", hint) from None
    except UnicodeDecodeError as error:
        if looks_binary(data):
            raise binary() from None
        line = data[: error.start].count(b"\n") + 1
        message = f"byte {error.start} is not {chosen.upper()}"
        hint = "save it in UTF-8, or give its encoding, e.g. --encoding windows-1252"
        raise UnreadableFileError(message, hint, line) from None
    sample = text[:_SAMPLE]
    if "\x00" in sample or len(_CONTROL.findall(sample)) > len(sample) / 100:
        raise binary()
    return text.replace("\x00", "\ufffd")


def looks_binary(data: bytes) -> bool:
    """Whether bytes that are not UTF-8 cannot be any other text either."""
    sample = data[:_SAMPLE]
    odd = sum(each < 9 or 13 < each < 32 for each in sample)
    return b"\x00" in sample or odd > len(sample) / 50


def binary() -> UnreadableFileError:
    """The file holds no text."""
    hint = "give plain text, Markdown, HTML, docx or pdf"
    return UnreadableFileError("this is a binary file, not a text", hint)
