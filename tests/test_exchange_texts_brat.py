"""brat standoff: what its files say, line by line."""

import io
import zipfile

import pytest

from contention.exchange.archives import archive_of
from contention.exchange.links.imported import ImportRefusedError
from contention.exchange.texts.brat_in import read_brat
from contention.exchange.texts.brat_out import write_brat
from contention.exchange.texts.coded_text import Code, CodedDocument, CodedTexts, Coding
from contention.exchange.texts.given import GivenFile

TEXT = "Heavy rain causes floods\nand washes soil away. Dams, they say, may stop them."
ANN = """\
T1\tWeather 0 10\tHeavy rain
T2\tHarm 18 24\tfloods
T3\tHarm 29 35;41 45\twashes away
T4\tWork 47 51\tDams
T5\tTrigger 11 17\tcauses
T6\tTrigger 67 71\tstop
R1\tRaises Arg1:T1 Arg2:T3
E1\tIncrease:T5 Cause:T1 Theme:T2 Place:T4
E2\tDecrease:T6 Agent:T4 Theme2:T2 Theme3:T3
A1\tSpeculation E2
A2\tStrength E1 strong
A3\tPolarity T1 high
A4\tPolarity E1 negative
#1\tAnnotatorNotes T1\tsee the map
#2\tAnnotatorNotes R1\tseems plain | stance: reported | holder: the miller
*\tEquiv T2 T3
N1\tReference T1 Wikidata:Q7925\train
"""


def given(ann: str = ANN, text: str = TEXT) -> GivenFile:
    return GivenFile("doc.ann", ann.encode(), {"doc.txt": text.encode()})


def test_spans_relations_events_attributes_and_notes() -> None:
    texts = read_brat(given())
    words = {one.id.split("/")[1]: TEXT[slice(*one.span)] for one in texts.codings}
    assert words["T1"] == "Heavy rain"
    assert words["T3"] == "washes soil away"
    ends = {
        one.id.split("/")[1]: (one.cause.split("/")[1], one.label, one.effect.split("/")[1])
        for one in texts.relations
    }
    assert ends == {
        "R1": ("T1", "Raises", "T3"), "E1": ("T1", "negative", "T2"),
        "E2": ("T4", "Decrease", "T2"), "E2.2": ("T4", "Decrease", "T3"),
    }  # fmt: skip
    fields = {one.id.split("/")[1]: dict(one.fields) for one in texts.relations}
    assert fields["R1"] == {"stance": "reported", "holder": "the miller"}
    assert fields["E1"] == {"strength": "strong"}
    assert fields["E2"] == {"stance": "hedged"}
    notes = {one.id.split("/")[1]: one.note for one in texts.codings}
    notes |= {one.id.split("/")[1]: one.note for one in texts.relations}
    assert notes["T1"] == "Polarity high; see the map"
    assert (notes["R1"], notes["E1"]) == ("seems plain", "Increase")
    left = {loss.id: loss.what for loss in texts.report.left_out}
    assert left["doc/E1"] == "not read: Place"
    assert left["doc/*"] == "an equivalence"
    assert left["doc/N1"] == "a reference to a database"
    assert [loss.id for loss in texts.report.changed] == ["doc/T3"]


def test_positions_in_utf_16_are_told_by_the_words() -> None:
    ann = "T1\tA 3 7\tRain\nT2\tA 8 14\tfloods\n"
    texts = read_brat(given(ann, "🌧 Rain floods"))
    assert [one.span for one in texts.codings] == [(2, 6), (7, 13)]
    assert texts.report.notes == ("positions are counted in utf-16 in 1 document",)


def test_words_that_are_elsewhere_move_the_annotation_or_lose_it() -> None:
    ann = "T1\tA 0 6\tfloods\nT2\tA 0 1\ta\nT3\tA 0 5\tnever\nT4\tA 900 905\tHeavy\n"
    texts = read_brat(given(ann))
    assert [(one.id, TEXT[slice(*one.span)]) for one in texts.codings] == [
        ("doc/T1", "floods"), ("doc/T4", "Heavy"),
    ]  # fmt: skip
    assert [loss.id for loss in texts.report.left_out] == ["doc/T2", "doc/T3"]


def test_every_faulty_line_is_named() -> None:
    with pytest.raises(ImportRefusedError) as refusal:
        read_brat(given("T1\tA 0 5\tHeavy\nT2 A 0 5 Heavy\nQ1\tx y\n"))
    assert [str(one).split(" — ")[0] for one in refusal.value.problems] == [
        "doc.ann:2:1: not a line of annotations", "doc.ann:3:1: unknown id `Q1`",
    ]  # fmt: skip
    with pytest.raises(ImportRefusedError) as refusal:
        read_brat(given("T1\tA 0 x\tHeavy\nR1\tB T1 T2\nE1\tC\n"))
    assert len(refusal.value.problems) == 4  # a faulty event has no trigger either


def test_a_missing_text_is_named() -> None:
    with pytest.raises(ImportRefusedError, match="the text that it annotates is missing"):
        read_brat(GivenFile("doc.ann", ANN.encode()))


def test_several_documents_in_folders() -> None:
    files = {"a/one.txt": b"Rain", "a/one.ann": b"T1\tX 0 4\tRain\n", "b/one.txt": b"Sun",
             "b/one.ann": b"T1\tX 0 3\tSun\n", ".stats_cache": b"x"}  # fmt: skip
    texts = read_brat(GivenFile("corpus.zip", archive_of(files)))
    assert [(one.id, one.title) for one in texts.documents] == [("a/one", "one"), ("b/one", "one")]
    assert [one.id for one in texts.codings] == ["a/one/T1", "b/one/T1"]


def test_an_annotation_over_several_lines_is_written_in_stretches() -> None:
    texts = CodedTexts(
        "t", "case", (CodedDocument("d", "D", "one\n\ntwo"),), (Code("c", "Lines & all"),),
        (Coding("x", "d", "c", 0, 8), Coding("y", "d", "c", 3, 5)),
    )  # fmt: skip
    made = write_brat(texts)
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        assert archive.read("d.ann") == b"T1\tLines_all 0 3;5 8\tone two\n"
        assert b"Lines_all | Lines & all\n" in archive.read("visual.conf")
        assert archive.read("annotation.conf").startswith(b"[entities]\nLines_all\n")
    assert [(loss.id, loss.what) for loss in made.report.left_out] == [
        ("y", "nothing but line breaks")
    ]
