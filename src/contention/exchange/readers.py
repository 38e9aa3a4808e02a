"""Everything that is read of other tools: one entry a format."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from contention.exchange.links.read_links import read_links
from contention.exchange.texts.formats import TEXT_FORMATS
from contention.exchange.texts.recognising import format_of

Kind = Literal["links", "texts"]


@dataclass(frozen=True)
class FileReader:
    """How files of a format are read; `read` raises ImportRefusedError, MissingPackageError."""

    name: str
    """as the format is called where it is written, if it is"""
    suffix: str
    kind: Kind
    """what is in them: links, or texts with codings"""
    read: Callable[[Path], Any]


def _read_texts(path: Path) -> Any:
    """Coded texts of a file; raises ImportRefusedError."""
    found = format_of(path)
    return read_links(path) if found is None else found[0].read(found[1])


_LINKS = {
    "links": ".csv", "links-tsv": ".tsv", "xlsx": ".xlsx", "kumu": ".json", "kumu-xlsx": ".xlsx",
    "sd-json": ".sd.json", "graphml": ".graphml", "gexf": ".gexf",
}  # fmt: skip
_TEXTS = {name: form.suffix for name, form in TEXT_FORMATS.items() if form.reads}

READERS: Mapping[str, FileReader] = {
    **{name: FileReader(name, suffix, "links", read_links) for name, suffix in _LINKS.items()},
    **{name: FileReader(name, suffix, "texts", _read_texts) for name, suffix in _TEXTS.items()},
}
"""name → reader"""


def kind_of(path: Path) -> Kind:
    """What a file holds, told by its content; raises ImportRefusedError if it cannot be opened."""
    return "links" if format_of(path) is None else "texts"
