"""Word files: unpacked with care, turned into HTML by mammoth, and read as a page."""

import io
import re
import zipfile
from xml.sax.saxutils import unescape

import mammoth

from contention.case.normalise import normalise
from contention.read.dates import first_date
from contention.read.faults import UnreadableFileError, too_large
from contention.read.html import page
from contention.read.limits import Limits, ReadOptions
from contention.read.raw import RawText

_BIG_PART = 1_000_000
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


def read_docx(data: bytes, options: ReadOptions) -> RawText:
    """A Word file's text, with notes at its end; what its properties tell of it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check(archive, options.limits)
            properties = _properties(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise _broken(str(error)) from None
    try:
        converted = mammoth.convert_to_html(io.BytesIO(data), convert_image=_no_image())
    except Exception as error:  # mammoth raises whatever the XML library and its own code raise
        raise _broken(f"{type(error).__name__}: {error}") from None
    read = page(f"<html><body>{converted.value}</body></html>")
    title = properties.get("title", "") or read.title
    date = first_date(properties.get("modified", "")[:10])
    return RawText(read.text, title, properties.get("creator", ""), date)


def _no_image() -> object:
    return mammoth.images.img_element(lambda _image: {"src": ""})


def _broken(detail: str) -> UnreadableFileError:
    hint = "open it in a word processor and save it anew as docx, or as plain text"
    return UnreadableFileError(f"the Word file cannot be read ({detail[:120]})", hint)


def _check(archive: zipfile.ZipFile, limits: Limits) -> None:
    """Refuse what unpacks to too much, and XML that declares entities."""
    parts = archive.infolist()
    total = sum(part.file_size for part in parts)
    if total > limits.unpacked_bytes:
        raise too_large("the unpacked Word file", total, limits.unpacked_bytes, "bytes")
    for part in parts:
        if part.file_size > _BIG_PART and part.file_size > limits.ratio * max(
            1, part.compress_size
        ):
            message = f"its part {part.filename} unpacks to {part.file_size:,} bytes: a bomb?"
            raise UnreadableFileError(message, "save it as plain text if it is really that large")
        if part.filename.endswith((".xml", ".rels")) and _declares(archive, part, limits):
            message = f"its part {part.filename} declares XML entities, which Word never does"
            raise UnreadableFileError(message, "open it in a word processor and save it anew")


def _declares(archive: zipfile.ZipFile, part: zipfile.ZipInfo, limits: Limits) -> bool:
    with archive.open(part) as stream:
        content = stream.read(limits.unpacked_bytes)
    return (
        _DECLARED.search(content) is not None
        or _DECLARED.search(content[:2000].replace(b"\x00", b"")) is not None
    )


def _properties(archive: zipfile.ZipFile) -> dict[str, str]:
    if "docProps/core.xml" not in archive.namelist():
        return {}
    xml = archive.read("docProps/core.xml")[:100_000].decode("utf-8", "replace")
    found = re.findall(r"<(?:dc|dcterms|cp):(title|creator|modified)\b[^>]*>([^<]{1,500})<", xml)
    return {key: normalise(unescape(value).strip()) for key, value in found}
