"""Exports of INCEpTION: UIMA CAS as XMI or JSON, WebAnno TSV, or a project with many of them.

CAS files need dkpro-cassis. Positions are UTF-16 units.
"""

import io
import warnings
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from contention.case.problem import Place, Problem
from contention.exchange.archives import members
from contention.exchange.json_file import parsed_json
from contention.exchange.links.imported import ImportRefusedError
from contention.exchange.missing import needs
from contention.exchange.texts.coded_text import CodedTexts
from contention.exchange.texts.gathering import Gathering
from contention.exchange.texts.given import GivenFile, decoded
from contention.exchange.texts.layered import LayeredArc, LayeredSpan, put_layers
from contention.exchange.texts.layers import DEPENDENT, GOVERNOR, is_layer
from contention.exchange.texts.offsets import Unit
from contention.exchange.texts.webanno_in import HEADER, read_table
from contention.exchange.xml_file import parsed_xml

FORM = "INCEpTION"
STRUCTURES = "%FEATURE_STRUCTURES"
META = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
TYPES = "typesystem.xml"
SUFFIXES = (".xmi", ".json", ".tsv")
PARTS = {"annotation": "", "annotations": "", "curation": "curation"}
"""folders of an exported project that have a folder a document, and in it a file a coder"""
INITIAL = "INITIAL_CAS"


def is_inception_json(value: Any) -> bool:
    """Whether a JSON value is a UIMA CAS."""
    return isinstance(value, dict) and STRUCTURES in value


def is_webanno(data: bytes) -> bool:
    """Whether a file begins as WebAnno TSV does."""
    return data.removeprefix(b"\xef\xbb\xbf").startswith(HEADER.encode())


def read_inception(given: GivenFile) -> CodedTexts:
    """A file, or an archive of them; raises ImportRefusedError."""
    files = _unpacked(given)
    gathering = Gathering(given.stem, FORM, given.name)
    reading = _Reading(gathering, files)
    for path in sorted(files):
        if path.lower().endswith(SUFFIXES) and INITIAL not in path:
            reading.take(path, files[path])
    return gathering.texts()


def _unpacked(given: GivenFile) -> dict[str, bytes]:
    """The files of an archive, and those of archives within it, once."""
    found: dict[str, bytes] = {}
    for path, data in given.files().items():
        if data[:2] != b"PK":
            found[path] = data
            continue
        folder = path.removesuffix(".zip")
        for inside, content in members(data, path).items():
            found[f"{folder}/{inside}"] = content
        if sum(map(len, found.values())) > MOST_BYTES:
            message = f"its archives unpack to more than {MOST_BYTES:,} bytes"
            raise ImportRefusedError(Problem(Place(path), message, "export fewer documents"))
    return found


MOST_BYTES = 200_000_000


class _Reading:
    def __init__(self, gathering: Gathering, files: dict[str, bytes]) -> None:
        self._gathering = gathering
        self._types = {
            str(PurePosixPath(path).parent): data
            for path, data in files.items()
            if path.lower().endswith(TYPES)
        }
        self._systems: dict[bytes, Any] = {}
        self._documents: dict[tuple[str, str], str] = {}
        """what it is called in the file, and its text → the document"""

    def take(self, path: str, data: bytes) -> None:
        """One file."""
        suffix = PurePosixPath(path).suffix.lower()
        document, coder = _whose(path)
        if suffix == ".tsv":
            table = read_table(decoded(data, path), path)
            id_ = self._document(document, document, table.text, table.unit)
            for loss in table.lost:
                self._gathering.lost(loss.kind, f"{id_}/{loss.id}", loss.what)
            put_layers(self._gathering, id_, coder, table.spans, table.arcs)
        elif suffix == ".xmi" or is_inception_json(parsed_json(data, path)):
            cas = self._cas(path, data)
            text = cas.sofa_string
            if not isinstance(text, str) or not text.strip():
                self._gathering.lost("document", path, "it has no text")
                return
            id_ = self._document(document, _title(cas) or document, text, "code points")
            spans, arcs = _layers(self._gathering, cas, path)
            put_layers(self._gathering, id_, coder, spans, arcs)

    def _document(self, name: str, title: str, text: str, unit: Unit) -> str:
        """The document of this name and text, which several people may have annotated."""
        if (name, text) not in self._documents:
            made = self._gathering.document(name, title, text, unit)
            self._documents[name, text] = made
        return self._documents[name, text]

    def _cas(self, path: str, data: bytes) -> Any:
        with needs("cassis", "UIMA CAS files", "exchange"):
            import cassis
        types = self._type_system(path) if path.lower().endswith(".xmi") else None
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            try:
                if types is None:
                    cas: Any = cassis.load_cas_from_json(decoded(data, path), lenient=True)
                else:
                    parsed_xml(data, path)
                    cas = cassis.load_cas_from_xmi(io.BytesIO(data), typesystem=types, lenient=True)
            except (ImportRefusedError, MemoryError):
                raise
            except Exception as error:  # whatever goes wrong inside is a fault of the file
                raise _unreadable(path, error) from None
        if said:
            what = f"{len(said)} of types that its type system does not have"
            self._gathering.lost("annotations", path, what)
        return cas

    def _type_system(self, path: str) -> Any:
        import cassis

        folder = str(PurePosixPath(path).parent)
        data = self._types.get(folder) or next(iter(self._types.values()), b"")
        if not data:
            message = "its type system is missing"
            hint = "put TypeSystem.xml next to it, or name the archive that INCEpTION exports"
            raise ImportRefusedError(Problem(Place(path), message, hint))
        if data not in self._systems:
            parsed_xml(data, "TypeSystem.xml")
            try:
                self._systems[data] = cassis.load_typesystem(io.BytesIO(data))
            except Exception as error:  # whatever goes wrong inside is a fault of the file
                raise _unreadable("TypeSystem.xml", error) from None
        return self._systems[data]


def _unreadable(path: str, error: Exception) -> ImportRefusedError:
    kind = "UIMA type system" if path.endswith(".xml") else "UIMA CAS"
    shown = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    message = f"not a {kind} that can be read: {shown}"
    return ImportRefusedError(Problem(Place(path), message, "export it again"))


def _whose(path: str) -> tuple[str, str]:
    """Document and coder, as the folders of an exported project tell them."""
    parts = PurePosixPath(path).parts
    for place, part in enumerate(parts[:-2]):
        if part in PARTS:
            return parts[place + 1], PARTS[part] or PurePosixPath(parts[place + 2]).stem
    return PurePosixPath(path).stem, ""


def _title(cas: Any) -> str:
    """The title that the file says, if its type system has one."""
    try:
        found = cas.select(META)
    except Exception:  # cassis raises one of its own for a type that is not there
        return ""
    return next((str(each.documentTitle) for each in found if _has_title(each)), "")


def _has_title(meta: Any) -> bool:
    return isinstance(getattr(meta, "documentTitle", None), str)


def _layers(
    gathering: Gathering, cas: Any, path: str
) -> tuple[list[LayeredSpan], list[LayeredArc]]:
    spans: list[LayeredSpan] = []
    arcs: list[LayeredArc] = []
    for view in cas.views[1:]:
        gathering.lost("view", f"{path}/{view.sofa.sofaID}", "only the first view is read")
    for each in cas.select_all_annotations():
        layer = each.type.name
        if not is_layer(layer):
            continue
        values, ends, slots = _features(each)
        id_ = str(each.xmiID)
        if GOVERNOR in ends and DEPENDENT in ends:
            arcs.append(LayeredArc(id_, layer, ends[GOVERNOR], ends[DEPENDENT], values))
        elif isinstance(getattr(each, "begin", None), int) and isinstance(each.end, int):
            spans.append(LayeredSpan(id_, layer, (each.begin, each.end), values))
            for slot in slots:
                gathering.lost("feature", f"{path}/{id_}", f"{slot}: slots are not read")
    return spans, arcs


def _features(each: Any) -> tuple[dict[str, str], dict[str, str], list[str]]:
    """Features that are texts, those that are other annotations (by id), and names of the rest."""
    values: dict[str, str] = {}
    ends: dict[str, str] = {}
    slots: list[str] = []
    for feature in _own_features(each.type):
        value = getattr(each, feature, None)
        if isinstance(value, str | int | float | bool):
            values[feature] = str(value)
        elif value is not None and hasattr(value, "xmiID"):
            ends[feature] = str(value.xmiID)
        elif value is not None:
            slots.append(feature)
    return values, ends, slots


def _own_features(type_: Any) -> Iterator[str]:
    builtin = ("sofa", "begin", "end")
    yield from (each.name for each in type_.all_features if each.name not in builtin)
