"""REFI-QDA projects: what is read of each tool's."""

import re
from dataclasses import replace

import pytest

from contention.exchange.texts.as_proposals import as_proposals
from contention.exchange.texts.coded_text import (
    CodedTexts,
)
from contention.exchange.texts.refi.read_project import read_project
from tests.refi_projects import FARES, TOOLS, Project, Tool, archived, qdpx, xml

LETTER, REPLY = FARES.documents.values()


def read(tool: Tool, project: Project = FARES) -> CodedTexts:
    return read_project(qdpx(tool, project), "fares.qdpx")


@pytest.mark.parametrize("tool", TOOLS)
def test_every_tools_project_has_the_same_codings(tool: Tool) -> None:
    found = read(tool)
    names = {each.id: each.name for each in found.codes}
    coders = {each.id: each.name for each in found.coders}
    texts = {each.id: each for each in found.documents}
    codings = {
        (texts[one.document].title, texts[one.document].text[one.start : one.end],
         names[one.code], coders[one.coder])
        for one in found.codings
    }  # fmt: skip
    assert codings == {
        (one.document, one.words, one.code.split("/")[-1], one.coder) for one in FARES.codings
    }
    assert [each.text for each in found.documents] == [LETTER, REPLY]
    assert found.report.left_out == ()
    assert found.report.notes == ()
    assert found.codings[0].note == "see page 3"
    assert {each.made for each in found.documents} == {"2024-05-03"}
    parents = {each.name: names.get(each.parent, "") for each in found.codes}
    assert parents == {"Money": "", "Fares": "Money", "Passengers": "", "Air": "", "Cars": ""}
    assert next(each for each in found.codes if each.name == "Fares").description == (
        "about Money/Fares"
    )


@pytest.mark.parametrize("tool", ["QualCoder", "MAXQDA"])
def test_variables_say_who_speaks_and_when(tool: Tool) -> None:
    letter, reply = read(tool).documents
    assert (letter.author, letter.date) == ("A reader", "2023-11")
    assert dict(letter.attributes) == {"paper": "The Post"}
    assert (reply.author, reply.date) == ("", "")


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        (lambda text, place: len(text[:place].encode()), "bytes of UTF-8"),
        (lambda text, place: len(text[:place].encode("utf-16-le")) // 2, "UTF-16 units"),
        (lambda _text, place: place + 1, "the byte-order mark as a character"),
    ],
)
def test_positions_in_other_units_are_told_by_the_words(unit, said) -> None:  # type: ignore[no-untyped-def]
    content = xml("QualCoder", FARES, "Fares")
    for coded in FARES.codings:
        text = FARES.documents[coded.document]
        start = text.index(coded.words)
        end = start + len(coded.words)
        content = content.replace(
            f'startPosition="{start}" endPosition="{end}"',
            f'startPosition="{unit(text, start)}" endPosition="{unit(text, end)}"',
        )
    found = read_project(archived(qdpx("QualCoder", FARES), content), "fares.qdpx")
    texts = {each.id: each.text for each in found.documents}
    words = [texts[one.document][one.start : one.end] for one in found.codings]
    assert words == [one.words for one in FARES.codings]
    assert any(said in note for note in found.report.notes)


def test_a_link_between_two_codings_is_a_claim() -> None:
    linked = replace(FARES, links=((2, 3, "leads to more"), (0, 3, "")))
    found = read("ATLAS.ti", linked)
    claims = as_proposals(found).claims
    stated = [(one.cause, one.sign, one.effect) for one in claims if one.origin == "relation"]
    assert stated == [("Passengers", "+", "Air"), ("Fares", "?", "Air")]


EXTRA = """
<Notes><Note guid="n1" name="Diary"><PlainTextContent>Day one.</PlainTextContent></Note>
<Note guid="n2" plainTextPath="internal://n2.txt"/></Notes>
<Links><Link guid="l1" originGUID="n1" targetGUID="{document}"/>
<Link guid="l2" name="is a" direction="OneWay" originGUID="{code}" targetGUID="{code}"/></Links>
<Sets><Set guid="s1" name="Letters"><MemberSource targetGUID="{document}"/></Set></Sets>
<Graphs><Graph guid="g1" name="Sketch"/></Graphs>
<Description>Fares and cars.</Description>
"""


def test_notes_links_sets_and_graphs() -> None:
    plain = read("NVivo")
    letter, code = plain.documents[0].id, plain.codes[0].id
    found = read("NVivo", replace(FARES, extra=EXTRA.format(document=letter, code=code)))
    assert [(each.title, each.text) for each in found.memos] == [("Diary", "Day one.")]
    assert [(each.name, each.members) for each in found.sets] == [("Letters", (letter,))]
    assert found.description == "Fares and cars."
    lost = {(each.kind, each.id) for each in found.report.left_out}
    assert lost == {("link", "is a"), ("graph", "Sketch")}


def test_a_selection_without_a_code_is_a_comment_or_nothing() -> None:
    content = xml("MAXQDA", FARES, "Fares").replace(
        "</TextSource>",
        '<PlainTextSelection guid="p1" startPosition="0" endPosition="4">'
        "<Description>Who?</Description></PlainTextSelection>"
        '<PlainTextSelection guid="p2" startPosition="0" endPosition="4"/>'
        '<PlainTextSelection guid="p3" startPosition="4" endPosition="4"/>'
        '<PlainTextSelection guid="p4" startPosition="0" endPosition="9999"/></TextSource>', 1,
    )  # fmt: skip
    found = read_project(archived(qdpx("MAXQDA", FARES), content), "fares.qdpx")
    assert [(each.title, each.text) for each in found.memos] == [("on “Dear”", "Who?")]
    assert [(each.id, each.what) for each in found.report.left_out] == [
        ("without a code in A letter", "positions 4 to 4: not two whole numbers, the lower first"),
        ("“Dear” in A letter", "it has no code and no comment"),
        ("without a code in A letter", "positions 0 to 9999: beyond the end of the text"),
    ]


@pytest.mark.parametrize(("start", "end"), [("-3", "5"), ("9", "2"), ("1.5", "4"), ("0", "99999")])
def test_a_selection_without_words_is_named_by_its_code_and_document(start: str, end: str) -> None:
    whole = xml("QualCoder", FARES, "Fares")
    content = re.sub(r'startPosition="\d+" endPosition="\d+"',
                     f'startPosition="{start}" endPosition="{end}"', whole, count=1)  # fmt: skip
    found = read_project(archived(qdpx("QualCoder", FARES), content), "fares.qdpx")
    (lost,) = found.report.left_out
    first = FARES.codings[0]
    assert lost.id == f"“{first.code.split('/')[-1]}” in {first.document}"
    assert f"positions {start} to {end}" in lost.what


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("relative:///letter.txt", "its text is in another file"),
        ("absolute:///etc/passwd", "its text is in another file"),
        ("internal://../../../etc/passwd", "there is no file"),
        ("internal:///etc/passwd", "there is no file"),
        ("internal://nowhere.txt", "there is no file"),
        ("", "it has no plain text"),
    ],
)
def test_a_text_outside_of_the_project_is_not_read(path: str, why: str) -> None:
    content = xml("QualCoder", FARES, "Fares")
    begin = content.index('plainTextPath="')
    end = content.index('"', begin + 15)
    changed = f'{content[:begin]}plainTextPath="{path}{content[end:]}'
    found = read_project(archived(qdpx("QualCoder", FARES), changed), "fares.qdpx")
    assert [each.title for each in found.documents] == ["A reply"]
    assert any(each.what.startswith(why) for each in found.report.left_out)
    assert len(found.codings) == 2


def test_the_text_of_a_pdf_is_its_representation() -> None:
    content = xml("ATLAS.ti", FARES, "Fares")
    content = content.replace("<TextSource ", '<PDFSource guid="f" name="x"><Representation ', 1)
    content = content.replace(
        "</TextSource>", '</Representation><PDFSelection guid="area" page="0"/></PDFSource>', 1
    )
    found = read_project(archived(qdpx("ATLAS.ti", FARES), content, "x.qde"), "fares.qdpx")
    assert found.documents[0].text == LETTER
    assert len(found.codings) == 6
    assert [(each.id, each.what) for each in found.report.left_out] == [
        ("area", "an area of a page, not words")
    ]


def test_a_transcript_is_a_text_with_places_in_time() -> None:
    content = (
        '<Project name="x"><CodeBook><Codes><Code guid="c" name="Rain" isCodable="true"/></Codes>'
        '</CodeBook><Sources><AudioSource guid="a" name="Talk"><Transcript guid="t">'
        "<PlainTextContent>It rains a lot.</PlainTextContent>"
        '<SyncPoint guid="one" position="3" timeStamp="10"/>'
        '<SyncPoint guid="two" position="8" timeStamp="20"/>'
        '<TranscriptSelection guid="s" fromSyncPoint="one" toSyncPoint="two">'
        '<Coding guid="k"><CodeRef targetGUID="c"/></Coding></TranscriptSelection></Transcript>'
        '<AudioSelection guid="u" begin="0" end="5"/></AudioSource>'
        '<VideoSource guid="v" name="Film"/></Sources></Project>'
    )
    found = read_project(archived(qdpx("QualCoder", FARES), content), "talk.qdpx")
    (coding,) = found.codings
    assert found.documents[0].text[coding.start : coding.end] == "rains"
    assert {each.id for each in found.report.left_out} == {"u", "Film"}


def test_the_title_of_a_text_is_without_the_ending_of_its_file() -> None:
    letter, reply = FARES.documents
    project = Project({f"{letter}.docx": LETTER, f"{reply} 3.5": REPLY}, ())
    assert [each.title for each in read("QualCoder", project).documents] == [letter, f"{reply} 3.5"]
