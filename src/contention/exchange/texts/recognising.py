"""The format of a file of coded texts, told by what is in it."""

from pathlib import Path, PurePosixPath

from contention.case.problem import Place, Problem
from contention.exchange.archives import members
from contention.exchange.json_file import parsed_json
from contention.exchange.links.imported import ImportRefusedError
from contention.exchange.texts.doccano import is_doccano
from contention.exchange.texts.formats import TEXT_FORMATS, TextFormat
from contention.exchange.texts.given import GivenFile
from contention.exchange.texts.hypothesis_in import is_hypothesis, is_hypothesis_csv
from contention.exchange.texts.inception_in import is_inception_json, is_webanno
from contention.exchange.texts.label_studio import is_label_studio
from contention.exchange.texts.refi.read_project import recognises, recognises_codebook
from contention.exchange.texts.web_annotation_in import is_web_annotation

MOST_BYTES = 100_000_000
MOST_PACKED = 500_000_000
"""of an archive, which may hold recordings that are not read"""
SIBLINGS = {
    ".ann": ("{stem}.txt", "visual.conf"), ".xmi": ("TypeSystem.xml",),
}  # fmt: skip
"""suffix of a file → files in its folder that belong to it"""


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
    """The format of a file, told by what is in it, or by its name if that tells nothing.

    None if it is none of these.
    """
    found = _by_content(given)
    suffix = PurePosixPath(given.name).suffix.lower()
    if found is None and suffix in (".qdpx", ".qdc") and not _holds_links(given):
        return TEXT_FORMATS[suffix[1:]]
    return found


def _holds_links(given: GivenFile) -> bool:
    """Whether a file that is called a project is a workbook or a graph."""
    if given.data[:2] == b"PK":
        return b"xl/workbook.xml" in given.data
    return b"<graphml" in given.data[:4000] or b"<gexf" in given.data[:4000]


def _by_content(given: GivenFile) -> TextFormat | None:
    if recognises(given.data):
        return TEXT_FORMATS["qdpx"]
    if recognises_codebook(given.data):
        return TEXT_FORMATS["qdc"]
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
        with path.open("rb") as stream:
            start = stream.read(2)
            most = MOST_PACKED if start == b"PK" else MOST_BYTES
            if size > most:
                message = f"the file has {size:,} bytes; up to {most:,} are read"
                problem = Problem(Place(shown), message, "export fewer documents at once")
                raise ImportRefusedError(problem)
            return start + stream.read(most)
    except OSError as error:
        message = f"cannot be opened: {error.strerror or error}"
        raise ImportRefusedError(Problem(Place(shown), message, "name a file")) from None


def format_of(path: Path, text: str = "") -> tuple[TextFormat, GivenFile] | None:
    """The format of a file of coded texts, with its content; None if it holds something else.

    Raises ImportRefusedError for a file that cannot be opened, is empty or too large.
    """
    given = given_file(path, text)
    if not given.data.strip() and not given.name.lower().endswith(".ann"):
        raise ImportRefusedError(Problem(Place(str(path)), "the file is empty", "export it again"))
    form = recognised(given)
    return None if form is None else (form, given)
