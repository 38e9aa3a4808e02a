"""Label Studio: exports with annotations of several people, and what they do not say."""

import json
from typing import Any
from xml.etree import ElementTree

from contention.exchange.texts.coded_text import (
    Code,
    CodedDocument,
    CodedTexts,
    Coder,
    Coding,
    Relation,
)
from contention.exchange.texts.given import GivenFile
from contention.exchange.texts.label_studio import (
    read_label_studio,
    write_label_studio,
    write_label_studio_config,
)

TEXT = "💩 Rain causes floods."


def region(id_: str, start: int, end: int, label: str, **more: Any) -> dict[str, Any]:
    value = {"start": start, "end": end, "text": TEXT[start:end], "labels": [label]}
    return {
        "id": id_, "from_name": "label", "to_name": "text", "type": "labels", "origin": "manual",
        "value": value, **more,
    }  # fmt: skip


def arc(start: str, end: str, direction: str | None, *labels: str) -> dict[str, Any]:
    return {
        "from_id": start, "to_id": end, "type": "relation", "direction": direction,
        "labels": list(labels),
    }  # fmt: skip


def read(tasks: Any) -> CodedTexts:
    return read_label_studio(GivenFile("project-1-at-2026.json", json.dumps(tasks).encode()))


def task(*annotations: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "id": 7, "data": {"text": TEXT}, "annotations": list(annotations), "predictions": [],
        "created_at": "2026-01-01T00:00:00Z", "project": 1, **more,
    }  # fmt: skip


def by(coder: Any, *results: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": 3, "completed_by": coder, "result": list(results), "was_cancelled": False, **more}


def test_regions_and_relations_of_two_people() -> None:
    first = by(
        {"id": 1, "email": "ada@example.org"},
        region("x", 2, 6, "Weather", meta={"text": ["a note"]}), region("y", 14, 20, "Harm"),
        arc("x", "y", "right", "raises"), arc("x", "y", "left", "lowers"),
        arc("x", "y", "bi", "mixed"), arc("x", "gone", "right"),
        {"id": "z", "type": "choices", "value": {"choices": ["good"]}},
    )  # fmt: skip
    texts = read([task(first, by(2, region("x", 2, 6, "Sky")), by(3, was_cancelled=True))])
    assert [(one.code, TEXT[slice(*one.span)], one.coder) for one in texts.codings] == [
        ("Weather", "Rain", "ada@example.org"), ("Harm", "floods", "ada@example.org"),
        ("Sky", "Rain", "2"),
    ]  # fmt: skip
    ends = [(one.cause[-1], one.label, one.effect[-1]) for one in texts.relations]
    assert ends == [("x", "raises", "y"), ("y", "lowers", "x"), ("x", "mixed", "y")]
    assert texts.codings[0].note == "a note"
    whats = [loss.what for loss in texts.report.left_out]
    assert whats == [
        "choices without place or label in the text", "one of its ends is not there",
        "it was skipped",
    ]  # fmt: skip
    assert [loss.what for loss in texts.report.changed] == ["it has no direction: taken as drawn"]


def test_positions_of_old_versions_are_utf_16_units() -> None:
    old = {**region("x", 3, 7, "Weather")}
    old["value"]["text"] = "Rain"
    texts = read([task(by(1, old))])
    assert TEXT[slice(*texts.codings[0].span)] == "Rain"
    assert texts.report.notes == ("positions are counted in utf-16 in 1 document",)


def test_predictions_count_where_nobody_annotated() -> None:
    said = {"model_version": "v2", "score": 0.5, "result": [region("x", 2, 6, "Weather")]}
    assert read([task(predictions=[said])]).codings[0].coder == "v2"
    both = read([task(by(1, region("x", 2, 6, "Sky")), predictions=[said])])
    assert [one.code for one in both.codings] == ["Sky"]
    assert both.report.left_out[0].what.startswith("a model's")


def test_the_short_form_has_labels_without_relations() -> None:
    short = {"id": 1, "text": TEXT, "label": [{"start": 2, "end": 6, "text": "Rain",
             "labels": ["Weather", "Sky"]}], "annotator": 1, "annotation_id": 2}  # fmt: skip
    texts = read([short])
    assert [(one.code, one.coder) for one in texts.codings] == [("Weather", "1"), ("Sky", "1")]


PROJECT = CodedTexts(
    "t", "case", (CodedDocument("d", "D", TEXT),), (Code("a", 'A "b"'), Code("b", "B")),
    (Coding("x", "d", "a", 2, 6, "u"), Coding("y", "d", "b", 14, 20, "v")),
    (Relation("r", "x", "y", "raises"),), coders=(Coder("u", "U"), Coder("v", "V")),
)  # fmt: skip


def test_a_relation_between_two_coders_is_left_out_and_said() -> None:
    made = write_label_studio(PROJECT)
    assert [(loss.kind, loss.id) for loss in made.report.left_out] == [("relation", "r")]
    (written,) = json.loads(made.content)
    assert [one["completed_by"] for one in written["annotations"]] == ["U", "V"]


def test_the_labelling_interface_has_every_label_and_relation() -> None:
    root = ElementTree.fromstring(write_label_studio_config(PROJECT).content)
    assert [one.get("value") for one in root.iter("Label")] == ['A "b"', "B"]
    assert [one.get("value") for one in root.iter("Relation")] == ["raises"]
    assert root.find("Text") is not None
