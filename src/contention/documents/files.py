"""Reading a file of any kind that is known: the edge of the stage, where errors become values."""

import io
import re
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from contention.case.other_tools import import_hint, other_tool
from contention.case.problem import Place, Problem
from contention.case.storage.new_case import identifier
from contention.case.text.normalise import fingerprint, normalise
from contention.documents.document import ReadDocument
from contention.documents.language_detection import language_name, language_of
from contention.documents.limits import ReadOptions
from contention.documents.raw import RawText
from contention.documents.segmentation import paragraphs, sentences
from contention.documents.unreadable import UnreadableFileError, too_large, unforeseen

PLAIN, MARKDOWN, HTML, DOCX, PDF = (
    "text/plain",
    "text/markdown",
    "text/html",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/pdf",
)
_HTML_HEAD = re.compile(
    rb"^\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html|head|body)", re.I
)
_BY_SUFFIX = {".md": MARKDOWN, ".markdown": MARKDOWN, ".html": HTML, ".htm": HTML, ".xhtml": HTML}
_NOT_READ = {
    ".doc": "docx", ".odt": "docx", ".rtf": "docx", ".epub": "HTML", ".mht": "HTML",
    ".mhtml": "HTML", ".pages": "docx",
}  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0"
_WORDS = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True)
class ReadResult:
    """A document, or None with the problems that kept it from being read."""

    document: ReadDocument | None
    problems: tuple[Problem, ...] = ()


def read_file(path: Path, options: ReadOptions | None = None) -> ReadResult:
    """Read a file; its type is detected by content, and by name if that is ambiguous."""
    chosen = options or ReadOptions()
    try:
        data = _bytes(path, chosen)
        return ReadResult(read_bytes(data, path.name, chosen))
    except UnreadableFileError as error:
        return _refused(path, error.message, error.hint, error.line)
    except OSError as error:
        why = "is a folder" if path.is_dir() else error.strerror or str(error)
        return _refused(path, f"cannot be read: {why}", "check that it exists and can be read")
    except MemoryError:
        raise
    except Exception as error:  # a library error on one file must not prevent reading the others
        return ReadResult(None, (unforeseen(path, error),))


def _refused(path: Path, message: str, hint: str, line: int = 1) -> ReadResult:
    return ReadResult(None, (Problem(Place(str(path), line), message, hint),))


def _bytes(path: Path, options: ReadOptions) -> bytes:
    size = path.stat().st_size
    if size > options.limits.file_bytes:
        raise too_large("the file", size, options.limits.file_bytes, "bytes")
    with path.open("rb") as stream:
        data = stream.read(options.limits.file_bytes + 1)
    if len(data) > options.limits.file_bytes:
        raise too_large("the file", len(data), options.limits.file_bytes, "bytes")
    if not data.strip():
        raise UnreadableFileError("the file is empty", "name a file with a text in it")
    return data


def read_bytes(data: bytes, name: str, options: ReadOptions) -> ReadDocument:
    """Read a file's bytes; raises UnreadableFileError."""
    media_type = media_type_of(data, name)
    raw = _reader(media_type)(data, options)
    if len(raw.text) > options.limits.characters:
        raise too_large("its text", len(raw.text), options.limits.characters, "characters")
    document = divide(raw, name, media_type)
    longest = max((end - start for start, end in document.sentences), default=0)
    if longest > options.limits.sentence:
        message = (
            f"one sentence has {longest:,} characters; the limit is {options.limits.sentence:,}"
        )
        hint = (
            "is it a table, or data? A text without full stops needs line breaks between sentences"
        )
        raise UnreadableFileError(message, hint)
    if not options.any_language and document.language not in ("en", "und"):
        message = f"the text seems to be in {language_name(document.language)}, not in English"
        hint = "the readers know English only; --any-language reads it nevertheless"
        raise UnreadableFileError(message, hint)
    return document


def media_type_of(data: bytes, name: str) -> str:
    """Media type of a file; raises UnreadableFileError for kinds that are not read."""
    suffix = Path(name).suffix.lower()
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return PDF
    if suffix in _NOT_READ:
        message = f"`{suffix}` files are not read"
        raise UnreadableFileError(message, f"save it as {_NOT_READ[suffix]} or plain text")
    if kind := other_tool(Path(name)):
        hint = f"`{import_hint(Path(name))}` reads it"
        raise UnreadableFileError(f"this is {kind}, not a text", hint)
    if data.startswith(b"PK\x03\x04"):
        return _packed(data)
    if data.startswith(_OLE) and suffix == ".docx":
        message = "this Word file has a password, or is an old .doc under a new name"
        raise UnreadableFileError(message, "open it in a word processor and save it as docx")
    if suffix in (".pdf", ".docx"):
        message = f"this is not a {suffix[1:]} file, despite its name"
        raise UnreadableFileError(message, "see whether it was copied whole")
    told = kind_by_name(name)
    if told is not None:
        return told
    return HTML if _HTML_HEAD.match(data[:2048]) else PLAIN


def kind_by_name(name: str) -> str | None:
    """Media type of a text file, by its name; None if that is unknown."""
    return _BY_SUFFIX.get(Path(name).suffix.lower())


def _packed(data: bytes) -> str:
    """The kind of an archive: a Word file, or refused with its name."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error):
        message, hint = "the file is a broken archive", "see whether it was copied whole"
        raise UnreadableFileError(message, hint) from None
    if any(name.startswith("word/") for name in names):
        return DOCX
    for folder, what in (("xl/", "a spreadsheet"), ("ppt/", "a set of slides")):
        if any(name.startswith(folder) for name in names):
            raise UnreadableFileError(
                f"this is {what}, not a text",
                "save its text as docx or txt; `contention import` reads tables of links",
            )
    raise UnreadableFileError("this is an archive, not a text", "unpack it and read its files")


def _reader(media_type: str) -> Callable[[bytes, ReadOptions], RawText]:
    """The reader of a kind of file; libraries are loaded only when needed."""
    if media_type == PDF:
        from contention.documents.pdf.pages import read_pdf

        return read_pdf
    if media_type == DOCX:
        from contention.documents.word.docx import read_docx

        return read_docx
    if media_type == HTML:
        from contention.documents.html import read_html

        return read_html
    if media_type == MARKDOWN:
        from contention.documents.markdown.markdown import read_markdown

        return read_markdown
    from contention.documents.plain_text import read_plain

    return read_plain


def divide(raw: RawText, name: str, media_type: str = PLAIN) -> ReadDocument:
    """A document from a text: paragraphs, sentences, language, hash.

    Raises UnreadableFileError if there is no word in it.
    """
    text = normalise(raw.text)
    if not _WORDS.search(text):
        raise UnreadableFileError("there is no sentence in it", "name a file with a text in it")
    prose = raw.prose if len(raw.prose) == len(text) else text
    blocks = paragraphs(prose, raw.breaks)
    title = " ".join(raw.title.split())
    return ReadDocument(
        id=identifier(title or Path(name).stem, "text"),
        title=title,
        author=" ".join(raw.author.split()),
        date=raw.date,
        text=text,
        sha256=fingerprint(text),
        paragraphs=blocks,
        sentences=sentences(prose, blocks),
        pages=raw.pages,
        language=language_of(prose),
        media_type=media_type,
        prose="" if prose == text else prose,
    )


def document_from_text(text: str, name: str = "text") -> ReadDocument:
    """A document from a string, whatever its language; raises UnreadableFileError if empty."""
    return divide(RawText(text), name)
