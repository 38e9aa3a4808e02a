"""Tasks of Label Studio: spans of text with labels, and relations between them.

Positions are code points since Label Studio 1.4 (UTF-16 units before); the words that a span quotes
tell which. Source: https://labelstud.io/guide/task_format.
"""

from collections.abc import Iterator
from html import escape
from typing import Any

from contention.case.problem import Place, Problem
from contention.exchange.exported import Exported
from contention.exchange.json_file import json_bytes, parsed_json
from contention.exchange.links.imported import ImportRefusedError
from contention.exchange.losses import Loss
from contention.exchange.texts.claim_fields import KEYS
from contention.exchange.texts.coded_text import CodedTexts, Coding, Relation
from contention.exchange.texts.gathering import Gathering
from contention.exchange.texts.given import GivenFile
from contention.exchange.texts.json_parts import entries, inner, span, texts_of, words
from contention.exchange.texts.writing import (
    Held,
    Written,
    by_document,
    code_names,
    named_twice,
    writing_report,
)

FORM = "Label Studio"
TEXT_KEYS = ("text", "content", "body", "document", "txt")
"""keys of a task's data that hold its text; otherwise its longest one"""
TITLE_KEYS = ("title", "name", "file_name", "filename", "file_upload")
CLAIMS = "claims"
"""key of a task's data where we keep what its relations cannot hold"""
_ARC = " -> "


def is_label_studio(value: Any) -> bool:
    """Whether a JSON value looks like tasks."""
    first = next(entries(value), {})
    return isinstance(first.get("data"), dict) or (
        "text" in first and any(_min_spans(first)) and "annotator" in first
    )


def read_label_studio(given: GivenFile) -> CodedTexts:
    """An export (JSON or JSON-MIN) or tasks to be imported; raises ImportRefusedError."""
    tasks = parsed_json(given.data, given.name)
    if not is_label_studio(tasks):
        hint = "a list of tasks, each with `data` and `annotations`"
        raise ImportRefusedError(Problem(Place(given.name), "not tasks of Label Studio", hint))
    gathering = Gathering(given.stem, FORM, given.name)
    for number, task in enumerate(entries(tasks), 1):
        _task(gathering, task, number)
    return gathering.texts()


def _task(gathering: Gathering, task: dict[str, Any], number: int) -> None:
    data = task["data"] if isinstance(task.get("data"), dict) else task
    text = _text(data)
    id_ = words(inner(data, "document")) if data.get(CLAIMS) is not None else ""
    title = next((words(data[key]) for key in TITLE_KEYS if words(data.get(key))), "")
    if not text:
        gathering.lost("task", words(task.get("id")) or str(number), "it has no text")
        return
    id_ = gathering.document(id_ or f"task {words(task.get('id')) or number}", title, text)
    if data is task:
        results = [_as_result(each, place) for place, each in enumerate(_min_spans(task), 1)]
        _results(gathering, id_, results, words(task.get("annotator")), {}, "")
        return
    annotations = list(entries(task.get("annotations") or task.get("completions")))
    for place, annotation in enumerate(annotations):
        if annotation.get("was_cancelled") is True:
            gathering.lost("annotation", words(annotation.get("id")), "it was skipped")
            continue
        prefix = f"{place + 1}." if len(annotations) > 1 else ""
        _results(
            gathering, id_, list(entries(annotation.get("result"))), _coder(annotation),
            data.get(CLAIMS), prefix,
        )  # fmt: skip
    predictions = list(entries(task.get("predictions")))
    for place, prediction in enumerate(predictions if not annotations else ()):
        coder = words(prediction.get("model_version")) or "a model"
        results = list(entries(prediction.get("result")))
        _results(gathering, id_, results, coder, data.get(CLAIMS), f"p{place + 1}.")
    if annotations and predictions:
        gathering.lost("predictions", id_, "a model's, next to those of people")


def _text(data: dict[str, Any]) -> str:
    for key in TEXT_KEYS:
        if isinstance(data.get(key), str) and data[key].strip():
            return str(data[key])
    texts = [value for value in data.values() if isinstance(value, str) and value.strip()]
    return max(texts, key=len, default="")


def _coder(annotation: dict[str, Any]) -> str:
    by = annotation.get("completed_by")
    if isinstance(by, dict):
        by = by.get("email") or by.get("username") or by.get("id")
    return words(by)


def _min_spans(task: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The spans of a task in JSON-MIN, where labels are next to the data."""
    for value in task.values():
        yield from (each for each in entries(value) if "start" in each and "labels" in each)


def _as_result(value: dict[str, Any], number: int) -> dict[str, Any]:
    return {"id": str(number), "type": "labels", "value": value}


def _results(
    gathering: Gathering, document: str, results: list[dict[str, Any]], coder: str, claims: Any,
    prefix: str,
) -> None:  # fmt: skip
    for number, result in enumerate(results, 1):
        if result.get("type") != "relation":
            _region(gathering, document, result, coder, prefix, number)
    for number, result in enumerate(results, 1):
        if result.get("type") == "relation":
            _relation(gathering, document, result, coder, claims, f"{prefix}r{number}")


def _region(
    gathering: Gathering, document: str, result: dict[str, Any], coder: str, prefix: str,
    number: int,
) -> None:  # fmt: skip
    value = result.get("value")
    kind, id_ = words(result.get("type")), words(result.get("id")) or f"region {number}"
    labels = texts_of(inner(value, "labels") or inner(value, kind or "labels"))
    where = span(inner(value, "start"), inner(value, "end"))
    if where is None or not labels:
        what = f"{kind or 'a result'} without place or label in the text"
        gathering.lost("result", f"{document}/{prefix}{id_}", what)
        return
    note = "; ".join(texts_of(inner(result, "meta", "text")))
    for place, label in enumerate(labels):
        made = f"{prefix}{id_}" + (f".{place + 1}" if place else "")
        gathering.coding(
            document, made, label, where, quote=words(inner(value, "text")), coder=coder, note=note
        )


def _relation(
    gathering: Gathering, document: str, result: dict[str, Any], coder: str, claims: Any, id_: str
) -> None:
    ends = [words(result.get(key)) for key in ("from_id", "to_id")]
    said = inner(claims, _ARC.join(ends))
    prefix = id_.partition("r")[0]
    if result.get("direction") == "left":
        ends.reverse()
    elif result.get("direction") not in ("right", None):
        what = "it has no direction: taken as drawn"
        gathering.changed("relation", f"{document}/{id_}", what)
    labels = texts_of(result.get("labels"))
    fields = {
        key: words(value)
        for key, value in (said.items() if isinstance(said, dict) else ())
        if key in (*KEYS, "note") and words(value)
    }
    cause, effect = (f"{document}/{prefix}{end}" for end in ends)
    gathering.relation(
        f"{document}/{id_}", cause, effect, ", ".join(labels), coder=coder,
        note=fields.pop("note", ""), fields=fields,
    )  # fmt: skip


HOLDS: tuple[Held, ...] = (
    "relation", "notes on codings", "notes on relations", "fields", "coders"
)  # fmt: skip


def write_label_studio(texts: CodedTexts) -> Exported:
    """Tasks with annotations, to be imported into a project with the labels of the configuration.

    What claims say beyond their sign is in the data of the task, where the tool keeps it.
    """
    names, coders = code_names(texts), {each.id: each.name for each in texts.coders}
    lost: list[Loss] = []
    tasks = [_written(each, names, coders, lost) for each in by_document(texts)]
    notes = ("make the project with the labelling interface of `--format label-studio-config`",)
    report = writing_report(texts, HOLDS, named_twice(texts), lost, notes)
    return Exported(json_bytes(tasks), report)


def _written(
    written: Written, names: dict[str, str], coders: dict[str, str], lost: list[Loss]
) -> dict[str, Any]:
    ids = {each.id: f"c{number}" for number, each in enumerate(written.codings, 1)}
    by_coder: dict[str, list[dict[str, Any]]] = {}
    for coding in written.codings:
        region = _region_of(coding, written.document.text, names, ids)
        by_coder.setdefault(coding.coder, []).append(region)
    home = {each.id: each.coder for each in written.codings}
    claims: dict[str, dict[str, str]] = {}
    for relation in written.relations:
        if home[relation.cause] != home[relation.effect]:
            what = "its ends are of two coders, who have an annotation each"
            lost.append(Loss("relation", relation.id, what))
            continue
        by_coder[home[relation.cause]].append(_arc_of(relation, ids))
        said = {**relation.fields, **({"note": relation.note} if relation.note else {})}
        if said:
            claims[_ARC.join((ids[relation.cause], ids[relation.effect]))] = said
    document = written.document
    return {
        "data": {
            "text": document.text, "title": document.title, "document": document.id, CLAIMS: claims,
        },
        "annotations": [
            {"result": results, **({"completed_by": coders[coder]} if coder in coders else {})}
            for coder, results in by_coder.items()
        ],
    }  # fmt: skip


def _region_of(
    coding: Coding, text: str, names: dict[str, str], ids: dict[str, str]
) -> dict[str, Any]:
    note = {"meta": {"text": [coding.note]}} if coding.note else {}
    value = {
        "start": coding.start, "end": coding.end, "text": text[coding.start : coding.end],
        "labels": [names[coding.code]],
    }  # fmt: skip
    return {
        "id": ids[coding.id], "from_name": "label", "to_name": "text", "type": "labels",
        "value": value, **note,
    }  # fmt: skip


def _arc_of(relation: Relation, ids: dict[str, str]) -> dict[str, Any]:
    return {
        "type": "relation", "from_id": ids[relation.cause], "to_id": ids[relation.effect],
        "direction": "right", "labels": [relation.label] if relation.label else [],
    }  # fmt: skip


def write_label_studio_config(texts: CodedTexts) -> Exported:
    """The labelling interface for the tasks: every code as a label, every sign as a relation."""
    labels = sorted({each.name for each in texts.codes})
    arcs = sorted({each.label for each in texts.relations if each.label})
    rows = [
        "<View>", "  <Relations>",
        *(f'    <Relation value="{_attribute(arc)}"/>' for arc in arcs),
        "  </Relations>", '  <Labels name="label" toName="text">',
        *(f'    <Label value="{_attribute(label)}"/>' for label in labels),
        "  </Labels>", '  <Text name="text" value="$text"/>', "</View>", "",
    ]  # fmt: skip
    kept = writing_report(CodedTexts(texts.title, FORM), ())
    return Exported("\n".join(rows).encode("utf-8"), kept)


def _attribute(text: str) -> str:
    """A text as the value of an XML attribute, without what XML 1.0 cannot hold."""
    return escape("".join(one for one in text if one >= " "), quote=True)
