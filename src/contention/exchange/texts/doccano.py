"""JSONL of doccano: sequence labels, and entities with relations.

Positions are UTF-16 units, unless the project counts grapheme clusters; nothing in the file says
which. Source: https://doccano.github.io/doccano/tutorial/, issue 2290 of doccano.
"""

import json
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from contention.case.problem import Place, Problem
from contention.exchange.exported import Exported
from contention.exchange.json_file import parsed_json
from contention.exchange.links.imported import ImportRefusedError
from contention.exchange.texts.coded_text import CodedTexts
from contention.exchange.texts.gathering import Gathering
from contention.exchange.texts.given import GivenFile
from contention.exchange.texts.json_parts import entries, inner, span, texts_of, words
from contention.exchange.texts.offsets import Offsets
from contention.exchange.texts.writing import (
    Held,
    Written,
    by_document,
    code_names,
    named_twice,
    writing_report,
)

FORM = "doccano"
TEXT_KEYS = ("text", "data")
LABEL_KEYS = ("label", "labels")
HOLDS: tuple[Held, ...] = ("relation",)
ALL = ("all", "unknown")
"""names of files that are not those of a coder"""


def is_doccano(value: Any) -> bool:
    """Whether the value of a line, or the first of a list, looks like doccano's."""
    value = value[0] if isinstance(value, list) and value else value
    return any(isinstance(inner(value, key), str) for key in TEXT_KEYS) and any(
        isinstance(inner(value, key), list) for key in ("entities", *LABEL_KEYS)
    )


def read_doccano(given: GivenFile) -> CodedTexts:
    """A JSONL file, or an archive with one a coder; raises ImportRefusedError."""
    gathering = Gathering(given.stem, FORM, given.name)
    files = {name: data for name, data in given.files().items() if name.endswith(".jsonl")}
    for name, data in (files or {given.name: given.data}).items():
        stem = PurePosixPath(name).stem
        coder = stem if len(files) > 1 and stem not in ALL else ""
        for number, held in _values(data, name):
            if not isinstance(held, dict) or not is_doccano(held):
                hint = "each line has `text` and `label` or `entities`"
                problem = Problem(Place(name, number), "not a line of doccano", hint)
                raise ImportRefusedError(problem)
            _line(gathering, held, number, coder)
    return gathering.texts()


def _values(data: bytes, name: str) -> Iterator[tuple[int, Any]]:
    """The value of each line with its number, or those of the one list that a file is."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"[":
        held = parsed_json(data, name)
        yield from enumerate(held, 1)
        return
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.strip():
            yield number, parsed_json(line, name, number)


def _line(gathering: Gathering, held: dict[str, Any], number: int, coder: str) -> None:
    text = next(held[key] for key in TEXT_KEYS if isinstance(held.get(key), str))
    if not text.strip():
        gathering.lost("line", str(number), "it has no text")
        return
    id_ = words(held.get("document")) or f"text {words(held.get('id')) or number}"
    document = gathering.document(id_, words(held.get("title")), text, "utf-16")
    known: dict[str, str] = {}
    for place, each in enumerate(_spans(gathering, document, held), 1):
        entity, label, where = each
        made = gathering.coding(document, f"e{place}", label, where, coder=coder)
        if made and entity:
            known.setdefault(entity, made)
    for place, arc in enumerate(entries(held.get("relations")), 1):
        ends = (known.get(words(arc.get(key))) for key in ("from_id", "to_id"))
        cause, effect = ends
        label = words(arc.get("type")) or words(arc.get("label"))
        gathering.relation(f"{document}/r{place}", cause, effect, label, coder=coder)
    comments = held.get("Comments") or held.get("comments")
    if isinstance(comments, list) and comments:
        gathering.lost("comments", document, "on the whole text")


def _spans(
    gathering: Gathering, document: str, held: dict[str, Any]
) -> list[tuple[str, str, tuple[int, int]]]:
    """Id, label and place of each span, whichever of the three forms it has."""
    found = []
    rows: list[Any] = [
        [each.get("start_offset"), each.get("end_offset"), each.get("label"), each.get("id")]
        for each in entries(held.get("entities"))
    ]
    for key in LABEL_KEYS:
        rows += held[key] if isinstance(held.get(key), list) else []
    for row in rows:
        if isinstance(row, dict):
            row = [row.get("start_offset"), row.get("end_offset"), row.get("label"), row.get("id")]
        where = span(row[0], row[1]) if isinstance(row, list) and len(row) > 2 else None
        if where is None:
            shown = ", ".join(texts_of(row)) or "?"
            gathering.lost("label", f"{document}/{shown[:80]}", "it has no place in the text")
        else:
            found.append((words(row[3]) if len(row) > 3 else "", words(row[2]), where))
    return found


def write_doccano(texts: CodedTexts) -> Exported:
    """JSONL for a project of sequence labelling with relations."""
    names = code_names(texts)
    lines = [_written(each, names) for each in by_document(texts)]
    content = "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)
    wide = any(one > "\uffff" for each in texts.documents for one in each.text)
    notes = (
        ("positions are UTF-16 units, as doccano counts; Python counts emoji as one character",)
        if wide
        else ()
    )
    report = writing_report(texts, HOLDS, named_twice(texts), notes=notes)
    return Exported(content.encode("utf-8"), report)


def _written(written: Written, names: dict[str, str]) -> dict[str, Any]:
    offsets = Offsets(written.document.text, "utf-16")
    ids = {each.id: number for number, each in enumerate(written.codings)}
    entities = [
        {
            "id": ids[each.id], "label": names[each.code],
            "start_offset": offsets.counted(each.start), "end_offset": offsets.counted(each.end),
        }
        for each in written.codings
    ]  # fmt: skip
    relations = [
        {
            "id": number, "from_id": ids[each.cause], "to_id": ids[each.effect],
            "type": each.label or "related",
        }
        for number, each in enumerate(written.relations)
    ]  # fmt: skip
    document = written.document
    return {
        "text": document.text, "entities": entities, "relations": relations,
        "document": document.id, "title": document.title,
    }  # fmt: skip
