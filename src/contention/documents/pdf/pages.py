"""PDF files, through PDFium: columns read one after the other, words made whole."""

import re
from typing import Any

import pypdfium2

from contention.case.text.normalise import normalise
from contention.documents.limits import ReadOptions
from contention.documents.pdf.flow import PAGE, flowing_text
from contention.documents.pdf.furniture import Page
from contention.documents.pdf.glyphs import words_of
from contention.documents.pdf.layout import reading_order
from contention.documents.raw import RawText
from contention.documents.unreadable import UnreadableFileError, too_large

_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?")


def read_pdf(data: bytes, options: ReadOptions) -> RawText:
    """The text of a PDF; raises UnreadableFileError, and nothing else, if it cannot be read."""
    try:
        return _read(data, options)
    except UnreadableFileError:
        raise
    except pypdfium2.PdfiumError as error:
        raise _refused(str(error)) from None
    except (ArithmeticError, AssertionError, LookupError, TypeError, ValueError, OSError) as error:
        raise _refused(f"{type(error).__name__}: {error}") from error


def _read(data: bytes, options: ReadOptions) -> RawText:
    with pypdfium2.PdfDocument(data) as file:
        if len(file) > options.limits.pages:
            raise too_large("the PDF", len(file), options.limits.pages, "pages")
        told = file.get_metadata_dict()
        pages = _pages(file, options.limits.characters)
        if not any(page.blocks for page in pages):
            raise _no_text(file)
    text, starts = _with_starts(flowing_text(pages))
    return RawText(text, told.get("Title", ""), told.get("Author", ""), _date(told), starts)


def _refused(detail: str) -> UnreadableFileError:
    if "password" in detail.lower():
        hint = "remove its password in a PDF viewer and read it again"
        return UnreadableFileError("the PDF is encrypted", hint)
    hint = "open it in a PDF viewer and print it to a new PDF"
    return UnreadableFileError(f"the PDF cannot be read ({detail[:120]})", hint)


def _no_text(file: Any) -> UnreadableFileError:
    pictures = any(True for page in file for _ in page.get_objects(filter=[3], max_depth=3))
    if pictures:
        hint = "run it through text recognition (ocrmypdf, for one) and read the result"
        return UnreadableFileError("the PDF holds pictures of text only: it was scanned", hint)
    return UnreadableFileError("the PDF holds no text", "check that it is the right file")


def _pages(file: Any, limit: int) -> list[Page]:
    """Blocks of lines of each page, in reading order."""
    found = []
    size = 0
    for page in file:
        text_page = page.get_textpage()
        words = words_of(page, text_page)
        high = page.get_height()
        text_page.close()
        page.close()
        size += sum(len(word.text) + 1 for word in words)
        if size > limit:
            raise too_large("the PDF", size, limit, "characters")
        found.append(Page(reading_order(words), high))
    return found


def _with_starts(marked: str) -> tuple[str, tuple[int, ...]]:
    """The text without the marks of pages, and where each page begins in it."""
    pieces = [normalise(each) for each in marked.split(PAGE)]
    starts, length = [], len(pieces[0])
    for piece in pieces[1:]:
        starts.append(length)
        length += len(piece)
    text = "".join(pieces)
    return text, tuple(min(each, len(text)) for each in starts)


def _date(told: dict[str, str]) -> str:
    found = _DATE.match(told.get("CreationDate", "") or told.get("ModDate", ""))
    return "-".join(part for part in found.groups() if part) if found else ""
