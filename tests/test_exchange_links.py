"""Links of other tools as claims: what is read, what is not, and what is refused."""

import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

import contention as ct
from contention.api.importing import Links, import_links
from contention.case.problem import Place
from contention.cli.main import main
from contention.exchange.formats import MAP_FORMATS
from contention.exchange.links.columns import guess
from contention.exchange.links.imported import ImportRefusedError
from contention.exchange.links.sign_words import sign_of

TABLE = """\
From;To;Polarity;Quote;Speaker;Page
Rain;Floods;+;Rain brings floods;the miller;3
Repairs;Floods;negative;Repairs keep them away;;4
;Floods;+;nobody;;5
Floods;Mood;sad;;;6
"""


def given(folder: Path, name: str, content: str | bytes) -> Path:
    file = folder / name
    file.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return file


def ends(links: Links) -> list[tuple[str, str, str]]:
    return [(link.cause, link.sign, link.effect) for link in links.links]


def test_columns_are_guessed_and_everything_else_is_reported(tmp_path: Path) -> None:
    links = import_links(given(tmp_path, "links.csv", TABLE))
    assert links.columns == {
        "from": "From", "to": "To", "sign": "Polarity", "quote": "Quote", "holder": "Speaker",
    }  # fmt: skip
    assert ends(links) == [
        ("Rain", "+", "Floods"), ("Repairs", "-", "Floods"), ("Floods", "?", "Mood"),
    ]  # fmt: skip
    left = {(loss.kind, loss.id): loss.what for loss in links.report.left_out}
    assert left["row", "4"] == "one end is empty"
    assert left["column", "Page"] == "not read (3 values)"
    assert links.report.notes == (
        "1 sign is not understood: sad (1); say what they mean: --labels WORD=negative",
    )
    assert [(loss.id, loss.what) for loss in links.report.changed] == [("5", "sign `sad`: unclear")]


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        ("Ursache;Wirkung;Vorzeichen;Zitat;Quelle", "from to sign quote holder"),
        ("Von;Nach;Wirkung;Verzögerung;Anmerkung", "from to sign delay note"),
        ("Quelle;Ziel;Polarität;Stärke;Sprecher:in", "from to sign strength"),
        ("De;Vers;Signe;Citation;Auteur", "from to sign quote holder"),
        ("causa;efecto;signo;cita;notas", "from to sign quote note"),
        ("van;naar;teken;citaat;spreker", "from to sign quote holder"),
    ],
)
def test_heads_in_other_languages_and_the_encoding_of_old_spreadsheets(
    tmp_path: Path, header: str, columns: str
) -> None:
    table = f"{header}\nLöhne;Preise;senkt;1,5;x\nZölle;Preise;–;2;y\n"
    links = import_links(given(tmp_path, "links.csv", table.encode("windows-1252")))
    assert list(links.columns) == columns.split()
    assert ends(links) == [("Löhne", "-", "Preise"), ("Zölle", "-", "Preise")]
    (note,) = links.report.notes
    assert note.startswith("the file is not UTF-8: it is read as Windows-1252; if `")
    assert "`Löhne`" in note
    again = import_links(given(tmp_path, "links.csv", table))
    assert (again.columns, again.links, again.report.notes) == (links.columns, links.links, ())


def test_where_no_column_is_taken_for_signs_the_likely_one_is_named(tmp_path: Path) -> None:
    file = given(tmp_path, "links.csv", "from,to,Page,Way\nRain,Floods,3,+\nSun,Floods,4,-\n")
    assert import_links(file).report.notes == (
        "no column says which sign a link has, so all 2 links are unclear; name one: "
        "--columns sign=COLUMN (looks like it: `Way`)",
    )
    assert import_links(file, columns={"sign": "Way"}).report.notes == ()


def test_what_is_said_of_columns_comes_before_a_guess(tmp_path: Path) -> None:
    file = given(tmp_path, "links.csv", "A,B,from\nRain,Floods,x\n")
    links = import_links(file, columns={"from": "A", "to": "B"})
    assert ends(links) == [("Rain", "?", "Floods")]
    with pytest.raises(ImportRefusedError, match="there is no column `AA`"):
        import_links(file, columns={"from": "AA", "to": "B"})
    with pytest.raises(ImportRefusedError, match="no column says where a link goes to"):
        import_links(file)


def test_accepted_links_are_a_case_that_judges(tmp_path: Path) -> None:
    links = import_links(given(tmp_path, "links.csv", TABLE))
    folder = tmp_path / "case"
    written = links.write_into(folder, author="The council", date="2024", accept=True)
    assert (written.claims, len(written.factors), written.status) == (3, 4, "accepted")
    case = ct.load(folder)
    assert set(case.value.accounts) == {"the_council", "the_miller"}
    signs = {(one.relation.cause, one.relation.sign) for one in case.value.claims.values()}
    assert signs == {("rain", "+"), ("repairs", "-"), ("floods", "?")}
    assert {claim.status for claim in case.value.claims.values()} == {"accepted"}
    text = (folder / "texts" / "links.txt").read_text("utf-8")
    claim = next(one for one in case.value.claims.values() if one.relation.cause == "rain")
    assert claim.anchor is not None
    assert text[claim.anchor.start : claim.anchor.end] == "Rain raises Floods. Rain brings floods"
    again = links.write_into(folder, author="The council", date="2024", accept=True)
    assert (again.claims, again.known) == (0, 3)


def test_links_are_anchored_at_their_quotations_in_a_text(tmp_path: Path) -> None:
    text = given(tmp_path, "speech.txt", "It is wet. “Rain  brings floods”, he says. Rain. Rain.")
    table = TABLE + "Sun;Floods;-;Rain brings floods;;\nSnow;Floods;+;Rain.;;\n"
    links = import_links(given(tmp_path, "links.csv", table), text=text)
    folder = tmp_path / "case"
    links.write_into(folder, author="A speaker", date="2024-05-01", title="A speech")
    case = ct.load(folder)
    places = {one.relation.cause: one.anchor for one in case.value.claims.values()}
    assert set(places) == {"rain", "sun"}
    assert places["rain"] == places["sun"]
    whys = {loss.id: loss.what for loss in links.report.left_out if "quotation" in loss.what}
    assert whys["row 3"] == "its quotation is not in the text"
    assert whys["row 7"].startswith("its quotation is in the text")


@pytest.mark.parametrize(
    "form", ["graphml", "gexf", "kumu", "kumu-xlsx", "sd-json", "links", "xlsx"]
)
def test_a_map_that_is_exported_comes_back(small_case: Path, tmp_path: Path, form: str) -> None:
    case = ct.load(small_case)
    causal_map = case.account("teacher").map()
    titles = {id_: factor.title for id_, factor in case.value.factors.items()}
    file = given(tmp_path, f"map{MAP_FORMATS[form].suffix}", causal_map.export(form).content)
    found = import_links(file)
    assert sorted(ends(found)) == sorted(
        (titles[link.cause], link.sign, titles[link.effect]) for link in causal_map.links
    )
    if form not in ("sd-json",):
        words = {link.strength_word for link in found.links}
        assert {"strong", "weak", "decisive"} <= words


def test_a_connection_both_ways_is_two_links(tmp_path: Path) -> None:
    held = {
        "elements": [{"_id": "e1", "attributes": {"label": "Rain"}}, {"_id": "e2", "label": "Sun"}],
        "connections": [{"from": "e1", "to": "e2", "direction": "mutual", "type": "-"}],
    }
    links = import_links(given(tmp_path, "map.json", json.dumps(held)))
    assert ends(links) == [("Rain", "-", "Sun"), ("Sun", "-", "Rain")]


def test_what_a_blueprint_has_beside_its_links_is_told(tmp_path: Path) -> None:
    """A connection may name what is not listed; an id of Kumu that nothing has is no name."""
    held = {
        "elements": [{"label": "Rain", "type": "Weather", "tags": ["wet"]}, {"label": "Alone"}],
        "connections": [{"from": "Rain", "to": "Floods", "type": "+"},
                        {"from": "Rain", "to": "elem-x4Bq", "type": "+"}],
        "perspectives": [{"id": "p"}],
    }  # fmt: skip
    links = import_links(given(tmp_path, "map.json", json.dumps(held)))
    assert ends(links) == [("Rain", "+", "Floods")]
    assert [(loss.kind, loss.id, loss.what) for loss in links.report.left_out] == [
        ("connection", "2", "one end is empty"),
        ("field of elements", "type", "not read (1 value)"),
        ("field of elements", "tags", "not read (1 value)"),
        ("element", "Alone", "no link begins or ends at it"),
        ("part", "perspectives", "not read (1 entry)"),
    ]


def test_merged_cells_and_formulas_of_a_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["nothing here"])
    sheet = book.create_sheet("Links")
    for row in (["Cause", "Effect", "Sign"], ["Rain", "Floods", "+"], [None, "Mud", "+"]):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    sheet.append(['=CONCAT("R","s")', "Mud", "-"])
    book.save(tmp_path / "links.xlsx")
    links = import_links(tmp_path / "links.xlsx")
    assert ends(links) == [("Rain", "+", "Floods"), ("Rain", "+", "Mud")]
    assert [loss.id for loss in links.report.left_out] == ["4", "Sheet"]  # 4: no stored value
    with pytest.raises(ImportRefusedError, match="there is no sheet `Link`"):
        import_links(tmp_path / "links.xlsx", sheet="Link")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", "", "the table is empty"),
        ("a.csv", "from,to\n", "there are no links in it"),
        ("a.csv", "from,from,to\na,b,c\n", "duplicate column `from`"),
        ("a.csv", b"from,to\n\xe9\x00,b\n", "a.csv:2:1: the file is not UTF-8"),
        ("a.csv", b"von,nach\nL\xf6hne,Pr\x81\n", "a.csv:2:1: the file is not UTF-8"),
        ("a.csv", 'from,to\n"a,b\n', "not a table"),
        ("a.json", '{"connections": [', "a.json:1:18: not JSON"),
        ("a.json", "[" * 100_000, "nested too deeply"),
        ("a.json", "[1]", "no links are found in this JSON"),
        ("a.graphml", "<graphml>", "not XML"),
        ("a.xml", "<svg/>", "<svg> is not a graph"),
        ("a.graphml", "<!DOCTYPE g [<!ENTITY a 'b'>]><graphml/>", "declares a document type"),
        ("a.gexf", '<graphml><graph edgedefault="undirected"/></graphml>', "have no direction"),
        ("a.xlsx", b"PK\x03\x04rest", "not a workbook that can be read: the file is cut off"),
        ("a.xlsx", b"\x00" * 90, "not a workbook that can be read: the file is cut off"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..", "a workbook of the old kind (XLS)"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_place(
    tmp_path: Path, name: str, content: str | bytes, message: str
) -> None:
    with pytest.raises(ImportRefusedError) as refusal:
        import_links(given(tmp_path, name, content))
    assert message in str(refusal.value)
    assert all(problem.hint for problem in refusal.value.problems)


@pytest.mark.parametrize("name", ["a.json", "a.csv", "a.xlsx", "a.qdpx", "a.xmi"])
def test_an_empty_file_is_said_to_be_empty(tmp_path: Path, name: str) -> None:
    done = CliRunner().invoke(main, ["import", str(given(tmp_path, name, " \n"))])
    assert done.exit_code == 2
    assert f"{name}:1:1: the file is empty" in done.output


def test_parts_that_are_packed_in_another_way_are_not_unpacked(tmp_path: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(ImportRefusedError, match="is packed in an unusual way") as refusal:
        import_links(given(tmp_path, "a.xlsx", held.getvalue()))
    assert refusal.value.problems[0].hint == "save it again as XLSX, or as CSV"


def test_a_workbook_that_declares_entities_is_refused(tmp_path: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("xl/workbook.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><workbook/>")
    with pytest.raises(ImportRefusedError, match="declares entities"):
        import_links(given(tmp_path, "a.xlsx", held.getvalue()))


@pytest.mark.parametrize(
    ("text", "sign"),
    [("+", "+"), ("Positive", "+"), ("o", "-"), ("-0.5", "-"), ("0.7", "+"), ("0", "0"), ("−", "-"),
     ("positive effect", "+"), ("increases or decreases", None), ("because", None), ("", None),
     ("nan", None), ("Leads to  less", "-"), ("strongly reduces", "-"), ("has no effect", "0"),
     ("promotes", "+"), ("no increase", None), ("positively", "+"), ("up", "+"), ("falls", "-")],
)  # fmt: skip
def test_signs_in_words_symbols_and_weights(text: str, sign: str | None) -> None:
    assert sign_of(text) == sign


def test_words_for_signs_can_be_said_and_the_others_are_counted(tmp_path: Path) -> None:
    rows = "A,B,fosters,x\nB,C,fosters,y\nC,D,dampens,\nD,E,reduces,z\n"
    file = given(tmp_path, "links.csv", "from,to,sign,Page\n" + rows)
    links = import_links(file)
    assert [sign for _, sign, _ in ends(links)] == ["?", "?", "?", "-"]
    assert "3 signs are not understood: fosters (2), dampens (1)" in links.report.notes[0]
    assert [loss.id for loss in links.report.left_out] == ["Page"]
    said = import_links(file, labels={"Fosters": "positive", "dampens": "-", "reduces": "?"})
    assert [sign for _, sign, _ in ends(said)] == ["+", "+", "-", "?"]
    assert said.report.notes == ()
    with pytest.raises(ImportRefusedError) as refusal:
        import_links(file, labels={"fostres": "positive", "dampens": "sideways"})
    told = str(refusal.value)
    assert "`sideways` is not a sign" in told
    assert "no link has the sign `fostres`" in told


def test_a_title_may_be_above_the_header_and_notes_on_another_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Notes"
    for row in (["Coding", "of 2024"], ["who", "Ann"]):
        book.active.append(row)
    sheet = book.create_sheet("Coded links")
    sheet.append(["Links of the floods study"])
    sheet.merge_cells("A1:C1")
    for row in ([], ["Cause", "Effect", "Sign"], ["Rain", "Floods", "+"]):
        sheet.append(row)
    book.save(tmp_path / "links.xlsx")
    links = import_links(tmp_path / "links.xlsx")
    assert ends(links) == [("Rain", "+", "Floods")]
    assert links.links[0].row == "row 4"
    assert links.report.notes == (
        "read from sheet `Coded links`, header in row 3; for another: --sheet",
    )
    with pytest.raises(ImportRefusedError) as refusal:
        import_links(tmp_path / "links.xlsx", sheet="Notes")
    assert "this is sheet `Notes`, for another: --sheet (sheets: `Notes`, `Coded links`)" in str(
        refusal.value
    )


def test_the_header_below_a_title_is_found_by_the_columns_that_are_said(tmp_path: Path) -> None:
    file = given(tmp_path, "links.csv", "Links, 2024\n\nA;B;C\nRain;Floods;+\n")
    links = import_links(file, columns={"from": "A", "to": "B", "sign": "C"})
    assert ends(links) == [("Rain", "+", "Floods")]
    assert links.report.notes == ("the header is row 3",)
    with pytest.raises(ImportRefusedError, match="no column says where a link comes from"):
        import_links(given(tmp_path, "far.csv", "x,y\n" * 10 + "from,to\nRain,Floods\n"))


def test_a_title_that_is_merged_over_columns_that_are_not_known_is_no_header(
    tmp_path: Path,
) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Our links"])
    book.active.merge_cells("A1:B1")
    book.active.append(["Alpha", "Beta"])
    book.save(tmp_path / "links.xlsx")
    with pytest.raises(ImportRefusedError, match="columns here: `Alpha`, `Beta`"):
        import_links(tmp_path / "links.xlsx")


def test_columns_named_as_questions_are_understood() -> None:
    header = ("Driver", "Outcome", "Direction of influence", "How strong?", "Who said it?",
              "Remarks")  # fmt: skip
    found = guess(header, {}, Place("links.csv"))
    meanings = ("from", "to", "sign", "strength", "holder", "note")
    assert tuple(map(found.get, meanings)) == header
