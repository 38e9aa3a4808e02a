"""Coded texts as Web Annotations: each coding a tag with both selectors, each claim a link.

An archive of `annotations.jsonld`, a page of annotations, and the texts that it refers to.
"""

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from contention.exchange.archives import archive_of
from contention.exchange.exported import Exported
from contention.exchange.json_file import json_bytes
from contention.exchange.texts.coded_text import CodedDocument, CodedTexts, Coding, Relation
from contention.exchange.texts.fields_text import fields_text
from contention.exchange.texts.selectors import selectors
from contention.exchange.texts.writing import (
    Held,
    by_document,
    code_names,
    named_twice,
    plain_names,
    writing_report,
)

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
HOLDS: tuple[Held, ...] = (
    "relation", "notes on codings", "notes on relations", "fields", "coders"
)  # fmt: skip


def write_web_annotations(texts: CodedTexts) -> Exported:
    """The archive; positions are code points, as the standard counts."""
    stems = plain_names((each.id for each in texts.documents), "text")
    names, coders = code_names(texts), {each.id: each.name for each in texts.coders}
    files: dict[str, bytes] = {}
    items: list[dict[str, Any]] = []
    for written in by_document(texts):
        path = f"texts/{stems[written.document.id]}.txt"
        files[path] = written.document.text.encode("utf-8")
        for coding in written.codings:
            target = _target(written.document, coding, path)
            items.append(_annotation(coding, "tagging", names[coding.code], target, coders))
        items += [_link(relation, coders) for relation in written.relations]
    page = {
        "@context": CONTEXT,
        "id": _iri("page", texts.title),
        "type": "AnnotationPage",
        "partOf": {
            "id": _iri("collection", texts.title), "type": "AnnotationCollection",
            "label": texts.title, "total": len(items),
        },
        "startIndex": 0,
        "items": items,
    }  # fmt: skip
    report = writing_report(texts, HOLDS, named_twice(texts))
    return Exported(archive_of({"annotations.jsonld": json_bytes(page), **files}), report)


def _iri(kind: str, id_: str) -> str:
    """An IRI that the same id always has."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'contention/{kind}/{id_}')}"


def _target(document: CodedDocument, coding: Coding, path: str) -> dict[str, Any]:
    return {
        "type": "SpecificResource",
        "source": path,
        "selector": selectors(document.text, coding.span, coding.span),
    }


def _annotation(
    each: Coding | Relation, motive: str, tag: str, target: Any, coders: dict[str, str],
    *more: dict[str, Any], note: str = "",
) -> dict[str, Any]:  # fmt: skip
    bodies = [_body("tagging", tag)] if tag else []
    note = note or each.note
    kind = "relation" if isinstance(each, Relation) else "coding"
    by = {"creator": {"type": "Person", "name": coders[each.coder]}} if each.coder in coders else {}
    return {
        "id": _iri(kind, each.id),
        "type": "Annotation",
        "motivation": motive,
        **by,
        "body": [*bodies, *([_body("commenting", note)] if note else []), *more],
        "target": target,
    }


def _body(purpose: str, value: str) -> dict[str, Any]:
    return {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"}


def _link(relation: Relation, coders: dict[str, str]) -> dict[str, Any]:
    """The effect is what the cause is linked to: the one is the body, the other the target."""
    effect = {
        "type": "SpecificResource", "purpose": "linking",
        "source": _iri("coding", relation.effect),
    }  # fmt: skip
    return _annotation(
        relation, "linking", relation.label, _iri("coding", relation.cause), coders, effect,
        note=fields_text(relation.fields, relation.note),
    )  # fmt: skip
