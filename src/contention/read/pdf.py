"""PDF files, through PDFium: columns read one after the other, words made whole."""

import re
from collections.abc import Sequence
from typing import Any

import pypdfium2

from contention.case.normalise import normalise
from contention.read.faults import UnreadableFileError, too_large
from contention.read.flow import PageText, goes_on, join, known_words, page_text, running_lines
from contention.read.glyphs import words_of
from contention.read.layout import Line, reading_order
from contention.read.limits import ReadOptions
from contention.read.raw import RawText

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
        if not any(pages):
            raise _no_text(file)
    text, starts = _joined(pages)
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
    return UnreadableFileError("the PDF holds no text", "see whether it is the right file")


def _pages(file: Any, limit: int) -> list[list[list[Line]]]:
    """Blocks of lines of each page, in reading order."""
    found = []
    size = 0
    for page in file:
        text_page = page.get_textpage()
        words = words_of(text_page)
        text_page.close()
        page.close()
        size += sum(len(word.text) + 1 for word in words)
        if size > limit:
            raise too_large("the PDF", size, limit, "characters")
        found.append(reading_order(words))
    return found


def _joined(pages: Sequence[Sequence[Sequence[Line]]]) -> tuple[str, tuple[int, ...]]:
    """All pages as one text, and where each begins.

    Notes stand before a paragraph that goes on overleaf, so that no sentence is cut in two.
    """
    running, known = running_lines(pages), known_words(pages)
    done: list[str] = []
    length = 0
    starts: list[int] = []
    for blocks in pages:
        texts = _in_order(page_text(blocks, running, known))
        if done and texts and goes_on(done[-1], texts[0]):
            before = done.pop()
            length -= len(before) + 2
            whole = normalise(join(before, texts[0], known))
            starts.append(length + min(len(whole), len(normalise(before))))
            texts = [whole, *texts[1:]]
        else:
            starts.append(length)
        for text in map(normalise, texts):
            done.append(text)
            length += len(text) + 2
    return "\n\n".join(done), tuple(min(each, max(0, length - 2)) for each in starts)


def _in_order(page: PageText) -> list[str]:
    body = list(page.body)
    unfinished = body[-1:] if body and not body[-1].rstrip().endswith((".", "!", "?", ":")) else []
    finished = body[: len(body) - len(unfinished)]
    return [*finished, *page.notes, *unfinished]


def _date(told: dict[str, str]) -> str:
    found = _DATE.match(told.get("CreationDate", "") or told.get("ModDate", ""))
    return "-".join(part for part in found.groups() if part) if found else ""
