"""The formats of coded texts, one entry each: how a file is recognised, read and written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, cast

from contention.case.problem import Place, Problem
from contention.exchange.exported import Exported
from contention.exchange.links.imported import ImportRefusedError
from contention.exchange.texts.coded_text import CodedTexts

MOST_BYTES = 500_000_000
"""of a file that is read"""
_HOME = "contention.exchange.texts"


@dataclass(frozen=True)
class TextFormat:
    """A format that holds coded texts; functions are named `module:function` below this package."""

    name: str
    title: str
    suffix: str
    tools: str
    """what reads and writes it"""
    recognises: str = ""
    """(bytes) → bool; empty if the format is not read"""
    reads: str = ""
    """(bytes, name) → CodedTexts; raises ImportRefusedError"""
    writes: str = ""
    """(CodedTexts) → Exported; empty if the format is not written"""

    def read(self, data: bytes, name: str) -> CodedTexts:
        """The coded texts in a file."""
        return cast("Callable[[bytes, str], CodedTexts]", _function(self.reads))(data, name)

    def write(self, texts: CodedTexts) -> Exported:
        """The file, with its report."""
        return cast("Callable[[CodedTexts], Exported]", _function(self.writes))(texts)

    def is_of(self, data: bytes) -> bool:
        """Whether a file looks like this format."""
        if not self.recognises:
            return False
        return cast("Callable[[bytes], bool]", _function(self.recognises))(data)


_TEXTS = (
    TextFormat("qdpx", "REFI-QDA project", ".qdpx", "NVivo, MAXQDA, ATLAS.ti, QualCoder",
               "refi.read_project:recognises", "refi.read_project:read_project",
               "refi.write_project:write_project"),
    TextFormat("qdc", "REFI-QDA codebook", ".qdc", "NVivo, MAXQDA, ATLAS.ti, QualCoder",
               "refi.read_project:recognises_codebook", "refi.read_project:read_codebook",
               "refi.write_project:write_codebook"),
)  # fmt: skip

TEXT_FORMATS: Mapping[str, TextFormat] = {each.name: each for each in _TEXTS}
"""name on the command line → format; a file is read by the first that recognises it"""
WRITTEN = tuple(name for name, each in TEXT_FORMATS.items() if each.writes)
"""names of the formats that a case can be written in"""


def _function(home: str) -> Any:
    module, function = home.split(":")
    return getattr(import_module(f"{_HOME}.{module}"), function)


def format_of(file: Path) -> tuple[TextFormat, bytes] | None:
    """The format of a file of coded texts, with its bytes; None if it holds something else.

    Raises ImportRefusedError for a file that cannot be opened or is too large.
    """
    try:
        size = file.stat().st_size
        if size > MOST_BYTES:
            message = f"the file has {size:,} bytes; up to {MOST_BYTES:,} are read"
            hint = "export fewer documents at once"
            raise ImportRefusedError(Problem(Place(str(file)), message, hint))
        data = file.read_bytes()
    except OSError as error:
        message = f"cannot be opened: {error.strerror or error}"
        raise ImportRefusedError(Problem(Place(str(file)), message, "name a file")) from None
    named = [each for each in TEXT_FORMATS.values() if file.suffix.casefold() == each.suffix]
    found = next((each for each in TEXT_FORMATS.values() if each.is_of(data)), None)
    if found is None and named and named[0].suffix in (".qdpx", ".qdc"):
        found = named[0]
    return None if found is None else (found, data)
