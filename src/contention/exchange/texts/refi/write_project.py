"""Coded texts as a REFI-QDA project (`.qdpx`) and its codes as a codebook (`.qdc`).

The schema is Project.xsd 1.0 of 18 March 2019, the standard REFI-QDA 1.5. A claim is a selection
with a code of its own, `cause → effect (sign)`; its ends are two more selections, with the codes of
the factors, since some readers take one code of a selection only. The same texts give the same
bytes: GUIDs are made of ids, and times are those of the documents.
"""

import io
import uuid
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from contention.case.model import Sign
from contention.case.text.characters import STEERING
from contention.exchange.exported import Exported
from contention.exchange.links.sign_words import sign_of
from contention.exchange.losses import Loss, LossReport
from contention.exchange.texts.claim_fields import fields_text
from contention.exchange.texts.coded_text import (
    Code,
    CodedDocument,
    CodedTexts,
    Coding,
    Relation,
)
from contention.exchange.texts.codes_read import claim_name

PROJECT, CODEBOOK = "urn:QDA-XML:project:1.0", "urn:QDA-XML:codebook:1.0"
ORIGIN = "contention"
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:contention:refi-qda")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_NAME = 60
"""characters of a selection's name, which is how its words begin"""
CLAIMS = "Claims"


def write_project(texts: CodedTexts) -> Exported:
    """A project with its texts; the report says what has no place in it."""
    writing = _Writing.of(texts)
    root = writing.project()
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        _put(archive, "project.qde", _serialised(root))
        for document in texts.documents:
            _put(archive, f"sources/{guid_of('document', document.id)}.txt", _bytes(document.text))
    kept = (
        ("document", len(texts.documents)), ("claim", len(texts.relations)),
        ("code", len(texts.codes)), ("coder", len(texts.coders)),
    )  # fmt: skip
    report = LossReport(
        tuple(each for each in kept if each[1]),
        (*texts.report.changed, *writing.changed),
        texts.report.left_out,
        texts.report.notes,
    )
    return Exported(held.getvalue(), report)


def write_codebook(texts: CodedTexts) -> Exported:
    """The codes alone, with their descriptions."""
    root = etree.Element(f"{{{CODEBOOK}}}CodeBook", nsmap={None: CODEBOOK}, origin=ORIGIN)
    _codes(etree.SubElement(root, f"{{{CODEBOOK}}}Codes"), texts.codes, "")
    left = tuple(Loss("document", each.id, "a codebook has no texts") for each in texts.documents)
    report = LossReport((("code", len(texts.codes)),), (), left, ())
    return Exported(_serialised(root), report)


def guid_of(kind: str, id_: str) -> str:
    """The GUID of a thing: always the same for the same kind and id."""
    return str(uuid.uuid5(_NAMESPACE, f"{kind}:{id_}"))


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _serialised(root: Any) -> bytes:
    etree.indent(root)
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return made + b"\n"


def _plain(text: str) -> str:
    """A text without the characters that XML does not have."""
    return STEERING.sub("", text)


def _codes(parent: Any, codes: tuple[Code, ...], above: str) -> None:
    """Codes below one, each with those below it; a stack, as trees may be deep."""
    space = etree.QName(parent).namespace
    by_parent: dict[str, list[Code]] = {}
    for each in codes:
        by_parent.setdefault(each.parent, []).append(each)
    waiting = [(parent, each) for each in reversed(by_parent.get(above, ()))]
    while waiting:
        holder, code = waiting.pop()
        attributes = {
            "guid": guid_of("code", code.id), "name": _plain(code.name),
            "isCodable": "true" if code.codable else "false",
            **({"color": code.color} if code.color else {}),
        }  # fmt: skip
        element = etree.SubElement(holder, f"{{{space}}}Code", attributes)
        if code.description:
            etree.SubElement(element, f"{{{space}}}Description").text = _plain(code.description)
        waiting += [(element, each) for each in reversed(by_parent.get(code.id, ()))]


@dataclass
class _Writing:
    """A project while it is written."""

    texts: CodedTexts
    codings: Mapping[str, Coding]
    names: Mapping[str, str]
    """code → its name"""
    changed: list[Loss] = field(default_factory=list)

    @classmethod
    def of(cls, texts: CodedTexts) -> "_Writing":
        return cls(
            texts, {each.id: each for each in texts.codings},
            {each.id: each.name for each in texts.codes},
        )  # fmt: skip

    def project(self) -> Any:
        root = etree.Element(
            f"{{{PROJECT}}}Project", nsmap={None: PROJECT},
            name=_plain(self.texts.title), origin=ORIGIN,
        )  # fmt: skip
        if self.texts.coders:
            users = _below(root, "Users")
            for coder in self.texts.coders:
                _below(users, "User", guid=guid_of("coder", coder.id), name=_plain(coder.name))
        codes = (*self.texts.codes, *self._claim_codes())
        if codes:
            _codes(_below(_below(root, "CodeBook"), "Codes"), codes, "")
        variables = self._variables()
        if variables:
            listed = _below(root, "Variables")
            for name in variables:
                _below(listed, "Variable", guid=guid_of("variable", name), name=_plain(name),
                       typeOfVariable="Text")  # fmt: skip
        if self.texts.documents:
            held = _below(root, "Sources")
            for document in self.texts.documents:
                self._source(held, document)
        self._notes(root)
        self._sets(root)
        if self.texts.description:
            _below(root, "Description").text = _plain(self.texts.description)
        return root

    def _claim_codes(self) -> Iterator[Code]:
        """A code for each kind of claim, below one heading."""
        names = dict.fromkeys(self._claim_name(each) for each in self.texts.relations)
        if names:
            yield Code(CLAIMS, CLAIMS, codable=False)
        for name in names:
            yield Code(f"{CLAIMS}:{name}", name, CLAIMS)

    def _claim_name(self, relation: Relation) -> str:
        cause, effect = (
            self.names[self.codings[end].code] for end in (relation.cause, relation.effect)
        )
        sign: Sign = sign_of(relation.label) or "?"
        return claim_name(cause, effect, sign)

    def _variables(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for each in self.texts.documents for name in _values(each)))

    def _source(self, held: Any, document: CodedDocument) -> None:
        made, id_ = _time(document), guid_of("document", document.id)
        source = _below(
            held, "TextSource", guid=id_, name=_plain(document.title),
            plainTextPath=f"internal://{id_}.txt", creationDateTime=made,
        )  # fmt: skip
        if document.description:
            _below(source, "Description").text = _plain(document.description)
        written: set[tuple[int, int, str, str]] = set()
        for coding, details in self._selections(document):
            key = (*coding.span, coding.code, coding.coder)
            if key in written and not details:
                continue
            written.add(key)
            self._selection(source, document, coding, details, made)
        for name, value in _values(document).items():
            holder = _below(source, "VariableValue")
            _below(holder, "VariableRef", targetGUID=guid_of("variable", name))
            _below(holder, "TextValue").text = _plain(value)

    def _selections(self, document: CodedDocument) -> Iterator[tuple[Coding, str]]:
        """Codings with what is written about each: first the claims, then their ends."""
        codings = self.codings
        for each in self.texts.relations:
            cause, effect = codings[each.cause], codings[each.effect]
            if cause.document == document.id:
                start, end = min(cause.start, effect.start), max(cause.end, effect.end)
                details = "\n\n".join(filter(None, (fields_text(each.fields), each.note)))
                code = f"{CLAIMS}:{self._claim_name(each)}"
                yield Coding(f"claim:{each.id}", document.id, code, start, end,
                             each.coder or cause.coder), details  # fmt: skip
        for coding in self.texts.codings:
            if coding.document == document.id:
                yield coding, coding.note

    def _selection(
        self, source: Any, document: CodedDocument, coding: Coding, details: str, made: str
    ) -> None:
        user = {"creatingUser": guid_of("coder", coding.coder)} if coding.coder else {}
        words = " ".join(document.text[coding.start : coding.end].split())
        name = words if len(words) <= _NAME else f"{words[:_NAME].rstrip()}..."
        selection = _below(
            source, "PlainTextSelection", guid=guid_of("selection", coding.id), name=_plain(name),
            startPosition=str(coding.start), endPosition=str(coding.end), **user,
            creationDateTime=made,
        )  # fmt: skip
        if details:
            _below(selection, "Description").text = _plain(details)
        holder = _below(
            selection, "Coding", guid=guid_of("coding", coding.id), **user, creationDateTime=made
        )
        _below(holder, "CodeRef", targetGUID=guid_of("code", coding.code))

    def _notes(self, root: Any) -> None:
        if self.texts.memos:
            notes = _below(root, "Notes")
            for memo in self.texts.memos:
                note = _below(notes, "Note", guid=guid_of("memo", memo.id), name=_plain(memo.title))
                _below(note, "PlainTextContent").text = _plain(memo.text)
                if memo.about:
                    self.changed.append(Loss("memo", memo.id, "without a link to its object"))

    def _sets(self, root: Any) -> None:
        codes = {each.id for each in self.texts.codes}
        if self.texts.sets:
            held = _below(root, "Sets")
            for each in self.texts.sets:
                one = _below(held, "Set", guid=guid_of("set", each.id), name=_plain(each.name))
                if each.description:
                    _below(one, "Description").text = _plain(each.description)
                for member in sorted(each.members, key=lambda id_: id_ not in codes):
                    kind = "code" if member in codes else "document"
                    tag = "MemberCode" if kind == "code" else "MemberSource"
                    _below(one, tag, targetGUID=guid_of(kind, member))


def _below(parent: Any, tag: str, **attributes: str) -> Any:
    return etree.SubElement(parent, f"{{{PROJECT}}}{tag}", attributes)


def _values(document: CodedDocument) -> dict[str, str]:
    """The variables of a document: those it has, its author and its date."""
    own = {"author": document.author, "date": document.date}
    return {key: value for key, value in {**document.attributes, **own}.items() if value}


def _time(document: CodedDocument) -> str:
    """When a document was published, as a time: the standard asks for one of everything."""
    parts = [*document.date.split("-"), "01", "01"][:3] if document.date[:4].isdigit() else []
    if len(parts) == 3 and [len(each) for each in parts] == [4, 2, 2]:
        return f"{'-'.join(parts)}T00:00:00Z"
    return "1980-01-01T00:00:00Z"
