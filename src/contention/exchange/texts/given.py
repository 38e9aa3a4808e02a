"""A file of coded texts as it was given, with what belongs to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from contention.case.problem import Place, Problem
from contention.exchange.archives import members
from contention.exchange.links.imported import ImportRefusedError


@dataclass(frozen=True)
class GivenFile:
    """The bytes of a file."""

    name: str
    data: bytes
    siblings: Mapping[str, bytes] = field(default_factory=dict)
    """files of its folder that belong to it: name → bytes"""
    text: str = ""
    """the text that was coded, for formats that do not hold it"""

    @property
    def stem(self) -> str:
        """The name without its suffix."""
        return self.name.rsplit(".", 1)[0] or self.name

    def files(self) -> dict[str, bytes]:
        """The files of an archive, or the file itself with its siblings."""
        if self.data[:2] == b"PK":
            return members(self.data, self.name)
        return {self.name: self.data, **self.siblings}


def decoded(data: bytes, name: str) -> str:
    """A text file in UTF-8 or with a byte-order mark; raises ImportRefusedError with the place."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        begun = data.rfind(b"\n", 0, error.start) + 1
        line = data.count(b"\n", 0, error.start) + 1
        column = len(data[begun : error.start].decode("utf-8", "replace")) + 1
        place = Place(name, line, column if encoding == "utf-8" else 1)
        problem = Problem(place, "the file is not UTF-8", "save it as UTF-8")
        raise ImportRefusedError(problem) from None
