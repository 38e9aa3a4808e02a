"""The formats of coded texts that annotation tools read and write, one entry each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import Any, cast

from contention.case.problem import Place, Problem
from contention.exchange.archives import members
from contention.exchange.exported import Exported
from contention.exchange.json_file import parsed_json
from contention.exchange.links.imported import ImportRefusedError
from contention.exchange.texts.coded_text import CodedTexts
from contention.exchange.texts.doccano import is_doccano
from contention.exchange.texts.given import GivenFile
from contention.exchange.texts.hypothesis_in import is_hypothesis, is_hypothesis_csv
from contention.exchange.texts.inception_in import is_inception_json, is_webanno
from contention.exchange.texts.label_studio import is_label_studio
from contention.exchange.texts.web_annotation_in import is_web_annotation

MOST_BYTES = 100_000_000
SIBLINGS = {
    ".ann": ("{stem}.txt", "visual.conf"), ".xmi": ("TypeSystem.xml",),
}  # fmt: skip
"""suffix of a file → files in its folder that belong to it"""


@dataclass(frozen=True)
class TextFormat:
    """A format of coded texts; reader and writer are named below `contention.exchange.texts`."""

    name: str
    title: str
    suffix: str
    opened_by: str
    writer: str
    reader: str = ""
    """"" for what is only written"""

    def write(self, texts: CodedTexts) -> Exported:
        """The file, with its report."""
        return cast("Callable[[CodedTexts], Exported]", _function(self.writer))(texts)

    def read(self, given: GivenFile) -> CodedTexts:
        """What a file holds; raises ImportRefusedError, MissingPackageError."""
        return cast("Callable[[GivenFile], CodedTexts]", _function(self.reader))(given)


def _function(home: str) -> Any:
    module, name = home.split(":")
    return getattr(import_module(f"contention.exchange.texts.{module}"), name)


_FORMATS = (
    TextFormat("brat", "brat standoff (.txt and .ann)", ".zip", "brat, spaCy and NLP tools",
               "brat_out:write_brat", "brat_in:read_brat"),
    TextFormat("doccano", "doccano JSONL", ".jsonl", "doccano",
               "doccano:write_doccano", "doccano:read_doccano"),
    TextFormat("hypothesis", "Hypothesis export (JSON)", ".json", "Hypothesis",
               "hypothesis_out:write_hypothesis", "hypothesis_in:read_hypothesis"),
    TextFormat("inception", "UIMA CAS XMI with its type system", ".zip", "INCEpTION, dkpro-cassis",
               "uima_out:write_inception_xmi", "inception_in:read_inception"),
    TextFormat("inception-json", "UIMA CAS JSON with its type system", ".zip",
               "INCEpTION, dkpro-cassis",
               "uima_out:write_inception_json", "inception_in:read_inception"),
    TextFormat("label-studio", "Label Studio tasks (JSON)", ".json", "Label Studio",
               "label_studio:write_label_studio", "label_studio:read_label_studio"),
    TextFormat("label-studio-config", "Label Studio labelling interface", ".xml", "Label Studio",
               "label_studio:write_label_studio_config"),
    TextFormat("web-annotation", "W3C Web Annotation (JSON-LD)", ".zip",
               "Recogito, Apache Annotator, JSON-LD tools",
               "web_annotation_out:write_web_annotations",
               "web_annotation_in:read_web_annotations"),
    TextFormat("webanno-tsv", "WebAnno TSV 3.3", ".zip", "INCEpTION, WebAnno",
               "webanno_out:write_webanno", "inception_in:read_inception"),
)  # fmt: skip

TEXT_FORMATS: Mapping[str, TextFormat] = {each.name: each for each in _FORMATS}
"""name on the command line → format"""

_IN_JSON = (
    (is_inception_json, "inception-json"), (is_web_annotation, "web-annotation"),
    (is_hypothesis, "hypothesis"), (is_label_studio, "label-studio"), (is_doccano, "doccano"),
)  # fmt: skip
_IN_ARCHIVES = (
    (".ann", "brat"), (".xmi", "inception"), (".tsv", "webanno-tsv"), (".jsonld", "web-annotation"),
    (".jsonl", "doccano"), (".zip", "inception"),
)  # fmt: skip
"""suffix of a file in an archive → the format of the archive; the first that is there counts"""


def recognised(given: GivenFile) -> TextFormat | None:
    """The format of a file, told by what is in it; None if it is none of these."""
    if given.data[:2] == b"PK":
        return _of_archive(given)
    if given.name.lower().endswith(".ann"):
        return TEXT_FORMATS["brat"]
    if is_webanno(given.data):
        return TEXT_FORMATS["webanno-tsv"]
    start = given.data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start == b"<":
        return TEXT_FORMATS["inception"] if b"omg.org/XMI" in given.data[:4000] else None
    if start in (b"{", b"[") or given.data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _of_json(given.data, given.name)
    first = given.data.split(b"\n", 1)[0].decode("utf-8", "replace")
    return TEXT_FORMATS["hypothesis"] if is_hypothesis_csv(first) else None


def _of_archive(given: GivenFile) -> TextFormat | None:
    files = members(given.data, given.name)
    if "xl/workbook.xml" in files:
        return None
    suffixes = {PurePosixPath(path).suffix.lower() for path in files}
    for suffix, name in _IN_ARCHIVES:
        if suffix in suffixes:
            return TEXT_FORMATS[name]
    for path, data in files.items():
        found = _of_json(data, path) if path.lower().endswith(".json") else None
        if found is not None:
            return found
    return None


def _of_json(data: bytes, name: str) -> TextFormat | None:
    """By the whole value, or by the first of many lines."""
    first = data.split(b"\n", 1)[0]
    for part in dict.fromkeys((data, first)):
        try:
            value = parsed_json(part, name)
        except ImportRefusedError:
            continue
        found = next((form for looks, form in _IN_JSON if looks(value)), None)
        if found is not None:
            return TEXT_FORMATS[found]
    return None


def given_file(path: Path, text: str = "") -> GivenFile:
    """A file with those of its folder that belong to it; raises ImportRefusedError."""
    siblings = SIBLINGS.get(path.suffix.lower(), ())
    near = (path.with_name(name.format(stem=path.stem)) for name in siblings)
    found = {each.name: _bytes(each, each.name) for each in near if each.is_file()}
    return GivenFile(path.name, _bytes(path, str(path)), found, text)


def _bytes(path: Path, shown: str) -> bytes:
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            message = f"the file has {size:,} bytes; up to {MOST_BYTES:,} are read"
            raise ImportRefusedError(Problem(Place(shown), message, "split it"))
        with path.open("rb") as stream:
            return stream.read(MOST_BYTES)
    except OSError as error:
        message = f"cannot be opened: {error.strerror or error}"
        raise ImportRefusedError(Problem(Place(shown), message, "name a file")) from None


def read_text_files(path: Path, text: str = "") -> CodedTexts | None:
    """What a file of any of these formats holds; None if it is of none of them."""
    given = given_file(path, text)
    form = recognised(given)
    return None if form is None else form.read(given)
