"""From a model file to the model that it states."""

import codecs
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from contention.case.problem import Place, Problem
from contention.stockflow.reading.given_data import read_given
from contention.stockflow.reading.source_text import SourceText
from contention.stockflow.reading.vensim.imported import Imports
from contention.stockflow.reading.vensim.model import read_vensim
from contention.stockflow.reading.xmile.model import read_xmile
from contention.stockflow.source import SourceModel

LARGEST: Final = 50_000_000
"""bytes of a model file"""
VENSIM: Final = (".mdl",)
XMILE: Final = (".xmile", ".stmx", ".itmx", ".xml")
_DECLARED = re.compile(rb"\s*\{([A-Za-z0-9_ -]{2,30})\}")
_ENCODINGS: Final = re.compile(
    r"utf-?8|utf-?16|iso-?8859-?\d+|latin-?1|windows-?125\d|cp125\d|cp?932|shift_?jis|gb\d+|gbk|big5"
    r"|euc-?\w\w|koi8-?[ru]|ascii|us-ascii",
    re.IGNORECASE,
)

Read = tuple[SourceModel | None, tuple[Problem, ...]]


def read_model(
    path: Path, shown: str = "", data_files: Sequence[Path] = (), data_shown: Sequence[str] = ()
) -> Read:
    """The model in a Vensim or XMILE file, and problems with their places.

    There is no model if a problem is an error. `shown` is the path that messages give,
    `data_files` are tables for variables of a Vensim model that have no equation, and `data_shown`
    their paths in messages. Raises OSError if the file cannot be read.
    """
    name = shown or path.name
    if path.stat().st_size > LARGEST:
        message = f"the file has more than {LARGEST // 1_000_000} MB"
        return None, (Problem(Place(name), message, "no model needs as much"),)
    data = path.read_bytes()
    suffix = path.suffix.lower()
    if suffix in XMILE or (suffix not in VENSIM and data.lstrip()[:1] == b"<"):
        problems = tuple(_no_data(name) for _ in data_files[:1])
        model, found = read_xmile(name, data)
        return (None if problems else model), (*problems, *found)
    if suffix in VENSIM:
        text, problems = decoded(name, data)
        given, wrong = read_given(data_files, data_shown)
        imports = Imports(path.parent, given)
        model, found = read_vensim(SourceText(name, text), imports)
        if model is not None:
            model = replace(model, files=imports.sheets.files)
        return (None if wrong else model), (*problems, *wrong, *found, *given.unused())
    hint = f"model files end in {', '.join((*VENSIM, *XMILE))}"
    return None, (Problem(Place(name), "this is not a model file", hint),)


def _no_data(name: str) -> Problem:
    message = "XMILE has no variables without an equation, to which a table could give values"
    return Problem(Place(name), message, "leave the table out; write a graphical function of TIME")


def decoded(name: str, data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """The characters of a Vensim file, which names its encoding in braces in its first line."""
    declared = _DECLARED.match(data.removeprefix(codecs.BOM_UTF8))
    encoding = "utf-8-sig"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif declared:
        word = declared[1].decode("ascii").strip().replace(" ", "-")
        if _ENCODINGS.fullmatch(word) and word.lower() not in ("utf-8", "utf8"):
            encoding = word
    for each in (encoding, "windows-1252"):
        try:
            text = data.decode(each)
        except (UnicodeDecodeError, LookupError):
            continue
        problems: tuple[Problem, ...] = ()
        if each != encoding:
            message = f"the file is not {encoding.removesuffix('-sig')}; it is read as {each}"
            problems = (Problem(Place(name), message, "save it in UTF-8", "warning"),)
        return text.replace("\r\n", "\n").replace("\r", "\n"), problems
    return data.decode("latin-1"), ()
