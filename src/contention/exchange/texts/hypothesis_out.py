"""Coded texts as an export of Hypothesis, which its client imports: a claim is one annotation.

Its tags are `cause:…`, `effect:…` and `sign:…`, its text says the rest.
"""

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from contention.exchange.exported import Exported
from contention.exchange.json_file import json_bytes
from contention.exchange.losses import Loss
from contention.exchange.texts.coded_text import CodedDocument, CodedTexts
from contention.exchange.texts.fields_text import fields_text
from contention.exchange.texts.hypothesis_in import NOBODY
from contention.exchange.texts.offsets import Offsets
from contention.exchange.texts.selectors import selectors
from contention.exchange.texts.writing import (
    Held,
    Written,
    by_document,
    code_names,
    named_twice,
    writing_report,
)

WRITTEN = "1970-01-01T00:00:00.000Z"
"""the same case gives the same bytes"""
HOLDS: tuple[Held, ...] = (
    "relation", "notes on codings", "notes on relations", "fields", "coders"
)  # fmt: skip


def write_hypothesis(texts: CodedTexts) -> Exported:
    """JSON as the client exports it."""
    names, coders = code_names(texts), {each.id: each.name for each in texts.coders}
    changed: list[Loss] = []
    rows: list[dict[str, Any]] = []
    for written in by_document(texts):
        rows += _rows(written, names, coders, changed)
    held = {
        "export_date": WRITTEN,
        "export_userid": NOBODY,
        "client_version": "1.0.0",
        "annotations": rows,
    }
    notes = ("the texts are not in it; the client places the annotations on the page it shows",)
    report = writing_report(texts, HOLDS, [*named_twice(texts), *changed], notes=notes)
    return Exported(json_bytes(held), report)


def _rows(
    written: Written, names: dict[str, str], coders: dict[str, str], changed: list[Loss]
) -> list[dict[str, Any]]:
    page = _Page(written.document)
    codings = {each.id: each for each in written.codings}
    joined = {end for each in written.relations for end in (each.cause, each.effect)}
    rows = [
        page.row(each.id, each.span, [names[each.code]], each.note, coders.get(each.coder, ""))
        for each in written.codings
        if each.id not in joined
    ]
    for relation in written.relations:
        cause, effect = codings[relation.cause], codings[relation.effect]
        span = min(cause.start, effect.start), max(cause.end, effect.end)
        if cause.span != effect.span:
            what = "one annotation from the first word of both ends to the last"
            changed.append(Loss("relation", relation.id, what))
        changed += [
            Loss("coding", each.id, "its note is not in the annotation of its claim")
            for each in (cause, effect)
            if each.note
        ]
        tags = [f"cause:{names[cause.code]}", f"effect:{names[effect.code]}"]
        tags += [f"sign:{relation.label}"] if relation.label else []
        said = fields_text(relation.fields, relation.note)
        rows.append(page.row(relation.id, span, tags, said, coders.get(relation.coder, "")))
    return rows


class _Page:
    """A document, as what Hypothesis calls a page."""

    def __init__(self, document: CodedDocument) -> None:
        self._document = document
        self._offsets = Offsets(document.text, "utf-16")
        iri = f"urn:uuid:{uuid5(NAMESPACE_URL, f'contention/text/{document.id}')}"
        self._uri = document.attributes.get("uri") or iri

    def row(
        self, id_: str, where: tuple[int, int], tags: list[str], text: str, coder: str
    ) -> dict[str, Any]:
        """One annotation."""
        counted = self._offsets.counted(where[0]), self._offsets.counted(where[1])
        chosen = selectors(self._document.text, where, counted)
        plain = "".join(one for one in coder if one.isascii() and one.isalnum())
        user = f"acct:{plain or 'coder'}@localhost" if coder else NOBODY
        return {
            "id": id_, "created": WRITTEN, "updated": WRITTEN, "user": user,
            "user_info": {"display_name": coder or None}, "uri": self._uri, "text": text,
            "tags": tags, "group": "__world__",
            "document": {"title": [self._document.title]},
            "target": [{"source": self._uri, "selector": chosen}],
        }  # fmt: skip
