"""Every format of coded texts, written and read again: what comes back is what is promised."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contention.exchange.texts.coded_text import (
    Code,
    CodedDocument,
    CodedTexts,
    Coder,
    Coding,
    Relation,
)
from contention.exchange.texts.formats import TEXT_FORMATS
from contention.exchange.texts.given import GivenFile
from contention.exchange.texts.recognising import recognised

READ = sorted({name for name, form in TEXT_FORMATS.items() if form.reads} - {"qdpx", "qdc"})
"""REFI-QDA has tests of its own"""
WITHOUT_TEXT = ("hypothesis",)
WITH_FIELDS = sorted({*READ} - {"doccano"})

TEXT = (
    "Rain 🌧 brings *floods*, says_the [mayor].\nIt does | not; \\ help 👩‍🚒 at all.\n\n"
    "\tThe end → of it, naïvely"
)


def place(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


FIELDS = {"id": "r1", "stance": "hedged", "delay": "18 months", "paraphrase": "Rain: brings | a \\"}
PROJECT = CodedTexts(
    "A project",
    "case",
    (CodedDocument("the letter", "A letter", TEXT), CodedDocument("reply", "Reply", "é plain. T")),
    (Code("rain", "Rain; heavy"), Code("flood", "Floods [big]"), Code("it", "🌧")),
    (
        Coding("a", "the letter", "rain", *place("Rain 🌧"), coder="u", note="a note"),
        Coding("b", "the letter", "flood", *place("*floods*, says_the [mayor].\nIt"), coder="u"),
        Coding("c", "the letter", "it", *place("🚒 at")),
        Coding("d", "the letter", "it", *place("oes |")),
        Coding("e", "reply", "rain", 0, 1),
        Coding("f", "the letter", "flood", *place("*floods*, says_the [mayor].\nIt")),
    ),
    (
        Relation("r1", "a", "b", "raises", "u", "n[o]te_*", FIELDS),
        Relation("r2", "c", "d", "lowers"),
        Relation("r3", "d", "c", "?"),
    ),
    coders=(Coder("u", "Ürsula"),),
)


def back(name: str, texts: CodedTexts, text: str = "") -> CodedTexts:
    form = TEXT_FORMATS[name]
    file = GivenFile(f"project{form.suffix}", form.write(texts).content, text=text)
    found = recognised(file)
    assert found is not None
    assert found.reads == form.reads
    return found.read(file)


def codings(texts: CodedTexts) -> list[tuple[str, str]]:
    """Code and words of each coding: what it is, wherever its document is."""
    names = {each.id: each.name for each in texts.codes}
    said = {each.id: each.text for each in texts.documents}
    return sorted((names[one.code], said[one.document][slice(*one.span)]) for one in texts.codings)


def arcs(texts: CodedTexts) -> list[tuple[str, str, str]]:
    """Words of the cause, label and words of the effect of each relation."""
    said = {each.id: each.text for each in texts.documents}
    words = {one.id: said[one.document][slice(*one.span)] for one in texts.codings}
    return sorted((words[one.cause], one.label, words[one.effect]) for one in texts.relations)


@pytest.mark.parametrize("name", sorted(TEXT_FORMATS))
def test_the_same_texts_give_the_same_bytes(name: str) -> None:
    form = TEXT_FORMATS[name]
    assert form.write(PROJECT).content == form.write(PROJECT).content


@pytest.mark.parametrize("name", sorted({*READ} - {*WITHOUT_TEXT}))
def test_texts_codings_and_relations_come_back(name: str) -> None:
    found = back(name, PROJECT)
    assert sorted(each.text for each in found.documents) == sorted(
        each.text for each in PROJECT.documents
    )
    assert codings(found) == codings(PROJECT)
    assert arcs(found) == arcs(PROJECT)
    assert not found.report.left_out


@pytest.mark.parametrize("name", WITH_FIELDS)
def test_what_a_claim_says_comes_back(name: str) -> None:
    found = back(name, PROJECT)
    (full,) = (each for each in found.relations if each.fields)
    assert (dict(full.fields), full.note, full.label) == (FIELDS, "n[o]te_*", "raises")


@pytest.mark.parametrize("name", READ)
def test_what_does_not_come_back_is_reported(name: str) -> None:
    """Notes, coders and fields that the format lacks are in the report of writing it."""
    found, report = back(name, PROJECT), TEXT_FORMATS[name].write(PROJECT).report
    reported = " ".join(loss.what for loss in (*report.left_out, *report.changed))
    if not found.coders:
        assert "coder" in reported
    if not any(each.fields for each in found.relations):
        assert "stance" in reported
    if not any(each.note == "a note" for each in found.codings):
        assert "note" in reported


def test_an_annotation_of_hypothesis_is_a_claim() -> None:
    one = CodedTexts(
        "t", "case", PROJECT.documents[:1], PROJECT.codes, PROJECT.codings[:2],
        PROJECT.relations[:1], coders=PROJECT.coders,
    )  # fmt: skip
    listed, placed = back("hypothesis", one), back("hypothesis", one, TEXT)
    hull = TEXT[: TEXT.index("It") + 2]
    assert listed.documents[0].text == hull
    assert placed.documents[0].text == TEXT
    for found in (listed, placed):
        assert arcs(found) == [(hull, "raises", hull)]
        assert [each.name for each in found.codes] == ["Rain; heavy", "Floods [big]"]
        assert [each.name for each in found.coders] == ["Ürsula"]
    assert any("--text" in note for note in listed.report.notes)
    assert not placed.report.notes


LETTERS = st.text(
    st.sampled_from("ab c.\n\n\t🌧𝔘é→|[]_*\\;:-\"'<&👩‍🚒") | st.characters(codec="utf-8"),
    min_size=1,
    max_size=60,
)


@st.composite
def projects(draw: st.DrawFn) -> CodedTexts:
    raw = draw(LETTERS)
    text = unicodedata.normalize("NFC", raw.replace("\r\n", "\n").replace("\r", "\n"))
    text = text.removeprefix("\ufeff") or "a"
    edges = st.integers(0, len(text))
    made = []
    for number in range(draw(st.integers(1, 4))):
        start, end = sorted((draw(edges), draw(edges)))
        if text[start:end].strip() and text[start:end] == text[start:end].strip():
            made.append(Coding(f"c{number}", "d", draw(st.sampled_from("xy")), start, end))
    ids = [each.id for each in made]
    ends = [(draw(st.sampled_from(ids)), draw(st.sampled_from(ids))) for _ in ids[:3]]
    joined = tuple(Relation(f"r{n}", *end, "raises") for n, end in enumerate(ends))
    codes = (Code("x", "Rain"), Code("y", "Floods"))
    return CodedTexts("t", "case", (CodedDocument("d", "D", text),), codes, tuple(made), joined)


@pytest.mark.parametrize("name", sorted({*READ} - {*WITHOUT_TEXT}))
@settings(max_examples=60)
@given(texts=projects())
def test_any_text_comes_back(name: str, texts: CodedTexts) -> None:
    """Whatever letters it has; what a format changes of them is reported."""
    report = TEXT_FORMATS[name].write(texts).report
    if not texts.codings or report.changed:
        return
    found = back(name, texts)
    lost = {loss.kind for loss in (*report.left_out, *found.report.left_out)}
    if not lost:
        assert codings(found) == codings(texts)
        assert arcs(found) == arcs(texts)
