"""REFI-QDA projects that are written, and what comes back of them."""

import unicodedata
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from contention.case.parsed_case import read_draft
from contention.exchange.texts.as_proposals import as_proposals
from contention.exchange.texts.coded_text import (
    Code,
    CodedDocument,
    CodedTexts,
    Coder,
    CodeSet,
    Coding,
    Memo,
    Relation,
    checked,
)
from contention.exchange.texts.from_case import coded_texts
from contention.exchange.texts.refi.read_project import read_codebook, read_project
from contention.exchange.texts.refi.write_project import write_codebook, write_project
from contention.extraction.proposals import Proposal
from tests.refi_projects import FARES, codes_xml, qdpx

_LETTERS = st.characters(categories=["L", "N", "Zs"], include_characters="-,'’&<>\"")
NAMES = (
    st.text(_LETTERS, min_size=1, max_size=20)
    .map(lambda name: " ".join(name.split()))
    .filter(lambda name: any(map(str.isalnum, name)))
)
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "strength": st.sampled_from(["strong", "weak", "0.45"]),
        "stance": st.sampled_from(["hedged", "asserted", "conceded", "reported"]),
        "delay": st.sampled_from(["months", "18 months"]),
        "holder": NAMES,
        "paraphrase": NAMES,
        "credibility": st.sampled_from(["0.5", "0.9"]),
        "transient": st.sampled_from(["true", "a year"]),
        "condition": st.sampled_from(["low: Rain", "above 0.5: Rain & <snow>"]),
    },
)


@st.composite
def projects(draw: st.DrawFn) -> CodedTexts:
    """Documents, factors, and claims at places of the text."""
    names = draw(st.lists(NAMES, min_size=2, max_size=5, unique_by=str.casefold))
    codes = tuple(Code(f"f{number}", name) for number, name in enumerate(names))
    words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)
    documents = tuple(
        CodedDocument(f"d{number}", f"Text {number}", f"{draw(words)}. Some words.\n", "A. Writer",
                      "2024-05")
        for number in range(draw(st.integers(1, 2)))
    )  # fmt: skip
    documents = tuple(replace(each, text=_normal(each.text)) for each in documents)
    coders = (Coder("c1", "Ann"), Coder("c2", "Ben"))
    codings, relations = [], []
    for number in range(draw(st.integers(1, 5))):
        document = draw(st.sampled_from(documents))
        start = draw(st.integers(0, len(document.text) - 1))
        end = draw(st.integers(start + 1, len(document.text)))
        cause, effect = draw(st.permutations(codes))[:2]
        coder = draw(st.sampled_from(["c1", "c2"]))
        ends = [Coding(f"{number}.{end_}", document.id, code.id, start, end, coder)
                for end_, code in (("a", cause), ("b", effect))]  # fmt: skip
        codings += ends
        label = draw(st.sampled_from(["raises", "lowers", "none", "unclear"]))
        relations.append(
            Relation(f"r{number}", ends[0].id, ends[1].id, label, coder,
                     draw(st.sampled_from(["", "a note", "id: of mine\n\nmore"])),
                     {"id": f"claim_{number}", **draw(FIELDS)})
        )  # fmt: skip
    return checked(
        CodedTexts("t", "case", documents, codes, tuple(codings), tuple(relations), (), coders)
    )


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", text).lstrip("\ufeff")


def stated(texts: CodedTexts) -> list[object]:
    """The claims as proposals, without what names their file."""
    found = []
    for reading in as_proposals(texts).readings:
        found += [(reading.document.text, reading.coder, _plain(each))
                  for each in reading.reading.proposals]  # fmt: skip
    return sorted(found, key=repr)


def _plain(each: Proposal) -> object:
    assert each.coded is not None
    coded = replace(each.coded, fields=tuple(sorted(each.coded.fields)))
    return (each.cause.text, each.effect.text, each.sign, each.stance, each.holder, each.anchor,
            None if each.gate is None else each.gate.factor.text, coded)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(projects())
def test_claims_come_back_as_they_went(texts: CodedTexts) -> None:
    written = write_project(texts)
    assert write_project(texts).content == written.content
    found = read_project(written.content, "t.qdpx")
    assert found.report.left_out == ()
    assert [each.text for each in found.documents] == [each.text for each in texts.documents]
    assert [(each.author, each.date) for each in found.documents] == [
        (each.author, each.date) for each in texts.documents
    ]
    assert stated(found) == stated(texts)


def test_the_worked_case_comes_back() -> None:
    draft = read_draft(Path(__file__).parent.parent / "cases" / "congestion-charge")
    texts = coded_texts(draft)
    assert len(texts.relations) == 38
    found = read_project(write_project(texts).content, "charge.qdpx")
    assert stated(found) == stated(texts)
    assert {each.name for each in found.codes if "→" not in each.name} == {
        *(each.name for each in texts.codes), "Claims",
    }  # fmt: skip


def test_memos_and_sets_are_written() -> None:
    texts = checked(
        CodedTexts(
            "t", "case", (CodedDocument("d", "Text", "Rain."),), (Code("c", "Rain"),),
            memos=(Memo("m", "Diary", "Day one.", ("d",)),),
            sets=(CodeSet("s", "All", ("d", "c"), "both"),),
        )
    )  # fmt: skip
    written = write_project(texts)
    found = read_project(written.content, "t.qdpx")
    assert [(each.title, each.text) for each in found.memos] == [("Diary", "Day one.")]
    assert [(each.name, len(each.members)) for each in found.sets] == [("All", 2)]
    assert [each.id for each in written.report.changed] == ["m"]


def test_a_codebook_goes_out_and_in() -> None:
    texts = read_project(qdpx("MAXQDA", FARES), "fares.qdpx")
    written = write_codebook(texts)
    found = read_codebook(written.content, "fares.qdc")
    assert [(each.name, each.description, each.codable) for each in found.codes] == [
        (each.name, each.description, each.codable) for each in texts.codes
    ]
    assert [each.id for each in written.report.left_out] == [each.id for each in texts.documents]
    root = etree.fromstring(written.content)
    assert root.tag == "{urn:QDA-XML:codebook:1.0}CodeBook"
    old = f'<CodeBook xmlns="urn:QDA-XML:codebook:0:4"><Codes>{codes_xml("NVivo", FARES)}'
    assert len(read_codebook(f"{old}</Codes></CodeBook>".encode(), "x.qdc").codes) == 5
