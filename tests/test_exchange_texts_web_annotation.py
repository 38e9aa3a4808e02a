"""Web Annotations: the forms that the model allows, and files of other tools."""

import json
from typing import Any

import pytest

from contention.exchange.archives import archive_of
from contention.exchange.links.imported import ImportRefusedError
from contention.exchange.texts.coded_text import CodedTexts
from contention.exchange.texts.given import GivenFile
from contention.exchange.texts.selectors import selectors
from contention.exchange.texts.web_annotation_in import read_web_annotations

TEXT = "Rain 🌧 brings floods. Dams stop them."
SOURCE = "https://example.org/texts/speech.txt"


def selector(words: str) -> list[dict[str, Any]]:
    start = TEXT.index(words)
    return [
        {"type": "TextPositionSelector", "start": start, "end": start + len(words)},
        {"type": "TextQuoteSelector", "exact": words},
    ]


def annotation(id_: str, words: str, body: Any, **more: Any) -> dict[str, Any]:
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld", "id": id_, "type": "Annotation",
        "body": body, "target": {"source": SOURCE, "selector": selector(words)}, **more,
    }  # fmt: skip


def tag(value: str) -> dict[str, Any]:
    return {"type": "TextualBody", "purpose": "tagging", "value": value}


def read(value: Any, text: str = TEXT) -> CodedTexts:
    return read_web_annotations(GivenFile("a.jsonld", json.dumps(value).encode(), text=text))


RAIN = annotation("http://a/1", "Rain 🌧", [tag("Rain"), {"type": "TextualBody", "value": "hm",
                  "purpose": "commenting"}], creator={"type": "Person", "name": "Ada"})  # fmt: skip
FLOODS = annotation("http://a/2", "floods", tag("Floods"), creator="Bob", motivation="tagging")


def said(texts: CodedTexts) -> list[tuple[str, str, str, str]]:
    words = texts.documents[0].text
    return [(one.code, words[slice(*one.span)], one.coder, one.note) for one in texts.codings]


def test_bodies_targets_and_creators() -> None:
    texts = read([
        RAIN, FLOODS,
        annotation("http://a/3", "Dams", "https://vocabulary.example/terms#Dam"),
        annotation("http://a/4", "stop", {"type": "SpecificResource", "purpose": "classifying",
                   "source": "https://vocabulary.example/stop"}),
        {**annotation("http://a/5", "them", None), "bodyValue": "a remark"},
    ])  # fmt: skip
    assert said(texts) == [
        ("Rain", "Rain 🌧", "Ada", "hm"), ("Floods", "floods", "Bob", ""),
        ("Dam", "Dams", "", ""), ("stop", "stop", "", ""), ("a remark", "them", "", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "link",
    [
        {"body": [tag("raises"), {"purpose": "linking", "source": "http://a/2"}],
         "target": "http://a/1"},
        {"body": [tag("raises")], "target": [{"id": "http://a/1"}, {"id": "http://a/2"}]},
        {"body": ["http://a/2", tag("raises")], "target": {"id": "http://a/1"}},
    ],
)  # fmt: skip
def test_an_annotation_that_links_two_others_is_a_relation(link: dict[str, Any]) -> None:
    whole = {"id": "http://a/9", "type": "Annotation", "motivation": "linking", **link}
    texts = read({"type": "AnnotationPage", "items": [whole, RAIN, FLOODS]})
    (relation,) = texts.relations
    codes = {one.id: one.code for one in texts.codings}
    assert (codes[relation.cause], relation.label, codes[relation.effect]) == (
        "Rain", "raises", "Floods",
    )  # fmt: skip


def test_collections_pages_and_lists() -> None:
    page = {"type": "AnnotationPage", "items": [RAIN, FLOODS]}
    for value in (page, [RAIN, FLOODS], {"type": "AnnotationCollection", "first": page},
                  {"@graph": [RAIN, FLOODS]}):  # fmt: skip
        assert len(read(value).codings) == 2


def test_positions_in_utf_16_units_are_told_by_the_quotation() -> None:
    shifted = annotation("http://a/2", "floods", tag("Floods"))
    shifted["target"]["selector"][0] = {"type": "TextPositionSelector", "start": 15, "end": 21}
    texts = read([shifted])
    assert said(texts) == [("Floods", "floods", "", "")]
    assert texts.report.notes == ("positions are counted in utf-16 in 1 document",)


def test_another_quotation_than_at_the_position_is_not_taken_for_it() -> None:
    wrong = annotation("http://a/2", "floods", tag("Floods"))
    wrong["target"]["selector"][1]["exact"] = "droughts"
    texts = read([wrong])
    assert not texts.codings
    assert texts.report.left_out[0].what == "its words are not in the text"


def test_texts_of_several_sources_come_from_the_archive() -> None:
    other = {**FLOODS, "target": {"source": "other.txt", "selector": selector("floods")}}
    files = {"list.json": json.dumps([RAIN, other]).encode(), "speech.txt": TEXT.encode(),
             "texts/other.txt": TEXT.encode()}  # fmt: skip
    texts = read_web_annotations(GivenFile("a.zip", archive_of(files)))
    assert [each.title for each in texts.documents] == ["speech", "other"]
    assert [each.text for each in texts.documents] == [TEXT, TEXT]
    with pytest.raises(ImportRefusedError, match="annotations of 2 texts"):
        read([RAIN, other])


def test_what_selects_otherwise_is_left_out_and_said() -> None:
    fragment = {**RAIN, "id": "http://a/7", "target": f"{SOURCE}#char=0,4"}
    texts = read([FLOODS, fragment])
    assert [loss.id for loss in texts.report.left_out] == ["http://a/7"]


def test_the_context_of_a_quotation_has_at_most_32_utf_16_units() -> None:
    """More than that stops a library of browsers."""
    quote, _ = selectors("🌧" * 40 + "ab" + "🌧" * 40, (40, 42), (80, 82))
    assert (quote["prefix"], quote["exact"], quote["suffix"]) == ("🌧" * 16, "ab", "🌧" * 16)
    quote, _ = selectors("a" * 40 + "🌧b", (41, 42), (42, 43))
    assert quote["prefix"] == "a" * 30 + "🌧"
