"""A `.qdpx`: an archive of one XML file and the sources, unpacked with care."""

import posixpath
import zipfile
from dataclasses import dataclass, field

from contention.case.problem import Place, Problem
from contention.documents.zip_parts import ZIP_ERRORS, damage, part_fault
from contention.exchange.archives import opened
from contention.exchange.links.imported import ImportRefusedError

MOST_ENTRIES = 20_000
MOST_BYTES = 200_000_000
"""of one part, unpacked"""
MOST_IN_ALL = 1_000_000_000
"""of all parts that are read, unpacked"""
_AGAIN = "export the project again"


@dataclass
class ProjectArchive:
    """An opened project; parts are read by name, into memory, and nothing is written."""

    name: str
    """of the file, for messages"""
    archive: zipfile.ZipFile
    unpacked: int = 0
    _by_folded: dict[str, zipfile.ZipInfo] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for info in self.archive.infolist():
            self._by_folded.setdefault(info.filename.casefold(), info)

    def project(self) -> tuple[str, bytes]:
        """Name and content of the XML file.

        The standard calls it `project.qde` (section 8.1); ATLAS.ti names it after the project.
        """
        found = [
            info.filename for info in self.archive.infolist()
            if info.filename.casefold().endswith(".qde") and "/" not in info.filename
        ]  # fmt: skip
        named = [each for each in found if each.casefold() == "project.qde"]
        if not found or len(named or found) > 1:
            what = "no file" if not found else f"{len(found)} files"
            message = f"there is {what} `.qde` in it: a project has one"
            raise self.refused(message, "export the project as REFI-QDA (.qdpx)")
        chosen = (named or found)[0]
        return chosen, self._read(self.archive.getinfo(chosen))

    def source(self, path: str) -> bytes | None:
        """A source by its name (`internal://NAME`); None if there is none.

        It is in `sources`, `Sources` or at the top; capitals do not count.
        """
        inner = posixpath.normpath(path.replace("\\", "/")).lstrip("/")
        for folder in ("sources/", ""):
            info = self._by_folded.get(f"{folder}{inner}".casefold())
            if info is not None:
                return self._read(info)
        return None

    def _read(self, info: zipfile.ZipInfo) -> bytes:
        if fault := part_fault(info, MOST_BYTES):
            raise self.refused(f"{info.filename} {fault}", _AGAIN)
        try:
            data = self.archive.read(info)
        except ZIP_ERRORS as error:
            raise self.refused(f"{info.filename}: {damage(error)}", _AGAIN) from None
        self.unpacked += len(data)
        if self.unpacked > MOST_IN_ALL:
            message = f"its parts unpack to more than {MOST_IN_ALL:,} bytes"
            raise self.refused(message, "export fewer documents at once")
        return data

    def refused(self, message: str, hint: str) -> ImportRefusedError:
        """The file cannot be read."""
        return ImportRefusedError(Problem(Place(self.name), message, hint))


def open_archive(data: bytes, name: str) -> ProjectArchive:
    """Open a project; raises ImportRefusedError."""
    archive = opened(data, name)
    if len(archive.infolist()) > MOST_ENTRIES:
        message = f"it holds {len(archive.infolist()):,} files; up to {MOST_ENTRIES:,} are read"
        raise ImportRefusedError(Problem(Place(name), message, "export fewer documents at once"))
    return ProjectArchive(name, archive)
