"""The parts of a Word file: unpacked with care, found by their relationships."""

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass
from typing import Any

from lxml import etree

from contention.documents.limits import Limits
from contention.documents.unreadable import UnreadableFileError, too_large
from contention.documents.zip_parts import ZIP_ERRORS

_BIG_PART = 1_000_000
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_USUAL = {
    "officeDocument": "word/document.xml", "styles": "styles.xml",
    "numbering": "numbering.xml", "footnotes": "footnotes.xml", "endnotes": "endnotes.xml",
}  # fmt: skip
"""Where parts lie when no relationship says so."""


def broken(detail: object) -> UnreadableFileError:
    """The Word file is damaged."""
    hint = "open it in a word processor and save it again as docx, or save it as plain text"
    said = " ".join(str(detail).split())[:120] or type(detail).__name__
    return UnreadableFileError(f"the Word file is damaged ({said})", hint)


def local(element: Any) -> str:
    """Name of an element without its namespace, which differs in strict files; '' for others."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, name: str) -> str:
    """An attribute by its name without a namespace; '' if there is none."""
    if element is not None:
        for key, value in element.attrib.items():
            if key.rpartition("}")[2] == name:
                return str(value)
    return ""


def child(element: Any, *path: str) -> Any:
    """The first descendant along a path of local names, or None."""
    for name in path:
        if element is None:
            return None
        element = next((each for each in element if local(each) == name), None)
    return element


@dataclass(frozen=True)
class Package:
    """An opened Word file; every part is read at most once by its reader."""

    archive: zipfile.ZipFile
    limits: Limits
    main: str
    """name of the part that holds the text"""

    def xml(self, name: str) -> Any:
        """Root element of a part, or None if there is no such part; raises on damage."""
        data = self.part(name)
        if data is None:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        try:
            return etree.fromstring(data, parser)
        except (etree.LxmlError, ValueError) as error:
            raise broken(f"{name}: {error}") from None

    def part(self, name: str) -> bytes | None:
        """Bytes of a part, within the limits; None if there is no such part."""
        try:
            info = self.archive.getinfo(name)
        except KeyError:
            return None
        self._check(info)
        try:
            data = self.archive.read(info)
        except ZIP_ERRORS as error:
            raise broken(error) from None
        if _DECLARED.search(data) or _DECLARED.search(data[:2000].replace(b"\x00", b"")):
            message = f"its part {name} declares XML entities, which Word never does"
            raise UnreadableFileError(message, "open it in a word processor and save it again")
        return data

    def _check(self, info: zipfile.ZipInfo) -> None:
        size, packed = info.file_size, max(1, info.compress_size)
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise broken(f"its part {info.filename} is packed as Word never does")
        if size > self.limits.unpacked_bytes:
            raise too_large(
                f"its part {info.filename}", size, self.limits.unpacked_bytes, "bytes unpacked"
            )
        if size > _BIG_PART and size > self.limits.ratio * packed:
            message = f"its part {info.filename} unpacks to {size:,} bytes: a zip bomb?"
            raise UnreadableFileError(message, "save it as plain text if it is really that large")

    def related(self, kind: str) -> Any:
        """Root of a part that belongs to the text (`styles`, `footnotes`), or None."""
        folder, _, name = self.main.rpartition("/")
        targets = _targets(self.xml(f"{folder}/_rels/{name}.rels".lstrip("/")), folder)
        return self.xml(targets.get(kind) or posixpath.join(folder, _USUAL[kind]))


def open_package(data: bytes, limits: Limits) -> Package:
    """Open a Word file; raises UnreadableFileError."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except ZIP_ERRORS as error:
        raise broken(error) from None
    package = Package(archive, limits, _USUAL["officeDocument"])
    main = _targets(package.xml("_rels/.rels"), "").get("officeDocument", package.main)
    if main not in archive.namelist():
        main = package.main
    return Package(archive, limits, main)


def _targets(relations: Any, folder: str) -> dict[str, str]:
    """Kind of relationship → name of the part."""
    found: dict[str, str] = {}
    for each in relations if relations is not None else ():
        if local(each) != "Relationship" or each.get("TargetMode") == "External":
            continue
        kind = (each.get("Type") or "").rpartition("/")[2]
        target = each.get("Target") or ""
        path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        found.setdefault(kind, posixpath.normpath(path))
    return found
