"""`contention import` of coded texts, as a coder calls it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

import contention as ct
from contention.api.texts import import_texts
from contention.cli.main import main
from contention.exchange.links.imported import ImportRefusedError
from tests.refi_projects import FARES, Coded, Project, qdpx

CLAIM = "Fares → Passengers (−)"
TWO_CODERS = Project(
    FARES.documents,
    (
        Coded("A letter", "Higher fares empty the buses", CLAIM, "Ann", "strength: strong"),
        Coded("A letter", "fewer cars clean the air", "Cars → Air pollution (+)", "Ann"),
        Coded("A letter", "fares empty the buses", CLAIM, "Ben"),
        Coded("A letter", "fewer cars clean the air", "Cars → Air pollution (−)", "Ben"),
    ),
    variables={"A letter": {"author": "A reader", "date": "2023-11"},
               "A reply": {"date": "2023-12"}},
)  # fmt: skip


def run(*words: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(main, [str(word) for word in words])
    return result.exit_code, result.output


@pytest.fixture
def project(tmp_path: Path) -> Path:
    file = tmp_path / "fares.qdpx"
    file.write_bytes(qdpx("QualCoder", TWO_CODERS))
    return file


def test_without_a_case_the_codes_are_shown_and_nothing_is_written(project: Path) -> None:
    code, said = run("import", project)
    assert code == 0
    assert "2 documents, 3 codes, 4 codings by Ann, Ben" in said
    assert f"{CLAIM}    2 codings: claim" in said
    assert "4 claims: 4 by a code for it" in said
    assert "nothing is written without --into" in said
    assert list(project.parent.iterdir()) == [project]


def test_other_commands_point_to_import(project: Path) -> None:
    for words in (("read", project), ("check", project), ("judge", project),
                  ("new", project.parent / "c", "--from", project, "--date", "2024")):  # fmt: skip
        code, said = run(*words)
        assert code == 2
        assert "this is a project of coded texts (REFI-QDA), not a" in said
        assert "`contention import " in said


def test_claims_that_coders_share_are_told(project: Path) -> None:
    file = project.with_name("alike.qdpx")
    coded = [replace(each, coder=who) for who in ("Ann", "Ben") for each in TWO_CODERS.codings[:2]]
    file.write_bytes(qdpx("QualCoder", replace(TWO_CODERS, codings=coded)))
    (note,) = [each for each in import_texts(file).report.notes if "alike" in each]
    assert note.startswith("2 claims are coded alike by Ann and Ben, and come in once for each")
    assert not any("alike" in each for each in import_texts(project).report.notes)


def test_coders_have_files_of_their_own_and_agree_or_not(project: Path) -> None:
    case = project.parent / "case"
    code, said = run("import", project, "--into", case, "--accept")
    assert code == 0, said
    files = sorted(each.name for each in (case / "claims").iterdir())
    assert files == ["a_letter.yaml", "a_letter_ann.yaml", "a_letter_ben.yaml", "a_reply.yaml"]
    assert run("check", case)[0] == 0
    ann, ben = (case / "claims" / f"a_letter_{name}.yaml" for name in ("ann", "ben"))
    code, said = run("agree", ann, ben, "--json")
    found = json.loads(said)
    assert (code, found["pairs"][0]["shared"]) == (0, 2)
    by_field = {each["field"]: each["agreement"] for each in found["fields"]}
    assert (by_field["cause"], by_field["sign"], by_field["strength"]) == (1.0, 0.5, 0.5)
    value = ct.load(case).value
    assert {each.coder for each in value.claims.values()} == {"Ann", "Ben"}
    titles = {each.title: value.holders[each.author].title for each in value.documents.values()}
    assert titles == {"A letter": "A reader", "A reply": "A reply"}
    code, said = run("import", project, "--into", case, "--accept", "--json")
    assert [each["claims"] for each in json.loads(said)["written"]["documents"]] == [0, 0, 0]


def test_one_coder_can_be_taken(project: Path) -> None:
    case = project.parent / "case"
    assert run("import", project, "--into", case, "--coder", "ben", "--accept")[0] == 0
    assert {each.coder for each in ct.load(case).value.claims.values()} == {"Ben"}
    code, said = run("import", project, "--into", case, "--coder", "Benn")
    assert (code, "there is no coder “Benn”" in said, "Ben" in said) == (2, True, True)


def test_a_text_without_a_date_needs_one(tmp_path: Path) -> None:
    file = tmp_path / "x.qdpx"
    data = qdpx("QualCoder", Project({"One": "Rain fell.", "Two": "Snow fell."}, ()))
    file.write_bytes(data)
    texts = ct.import_texts(file)
    assert [each.made for each in texts.value.documents] == ["2024-05-03"] * 2
    assert run("import", file, "--into", tmp_path / "case", "--date", "someday")[0] == 2
    code, said = run("import", file, "--into", tmp_path / "case", "--author", "The post")
    assert code == 0, said
    value = ct.load(tmp_path / "case").value
    assert {each.date for each in value.documents.values()} == {"2024-05-03"}
    assert {value.holders[each.author].title for each in value.documents.values()} == {"The post"}


def test_suggestions_stay_proposed_even_with_accept(tmp_path: Path) -> None:
    file = tmp_path / "x.qdpx"
    file.write_bytes(qdpx("MAXQDA", FARES))
    code, said = run("import", file, "--into", tmp_path / "case", "--accept")
    assert code == 0
    assert "contention review" in said
    value = ct.load(tmp_path / "case").value
    assert {each.status for each in value.claims.values()} == {"proposed"}
    assert value.factors["fares"].note == "about Money/Fares"


def test_options_of_links_are_refused(project: Path) -> None:
    code, said = run("import", project, "--title", "x", "--columns", "from=A")
    assert (code, "--columns, --title: not for coded texts" in said) == (2, True)


def test_a_codebook_adds_factors_to_a_case_that_is_there(small_case: Path, tmp_path: Path) -> None:
    out = tmp_path / "codes.qdc"
    assert run("export", small_case, "--format", "qdc", "--out", out)[0] == 0
    code, said = run("import", out, "--into", small_case)
    assert (code, "0 new factors" in said) == (0, True)
    book = (
        '<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes><Code guid="a" name="Group" '
        'isCodable="false"><Code guid="b" name="Snow &amp; ice" isCodable="true"><Description>'
        "what falls in winter</Description></Code></Code></Codes></CodeBook>"
    )
    out.write_text(book, "utf-8")
    code, said = run("import", out, "--into", small_case)
    assert (code, "1 new factor" in said) == (0, True)
    factor = ct.load(small_case).factors["snow_ice"]
    assert (factor.title, factor.note) == ("Snow & ice", "what falls in winter")
    code, said = run("import", out, "--into", tmp_path / "none")
    assert (code, "a codebook has no text to start a case with" in said) == (2, True)


def test_a_case_in_a_project_comes_back_with_its_claims(tmp_path: Path) -> None:
    worked = Path(__file__).parent.parent / "cases" / "congestion-charge"
    out, case = tmp_path / "charge.qdpx", tmp_path / "case"
    code, said = run("export", worked, "--format", "qdpx", "--out", out)
    assert (code, "38 claims" in said) == (0, True)
    assert run("import", out, "--into", case, "--accept")[0] == 0
    before, after = ct.load(worked).value, ct.load(case).value
    for id_, claim in after.claims.items():
        old = before.claims[id_]
        ends = (old.relation.cause, old.relation.effect)
        titles = [before.factors[end].title for end in ends]
        ends_now = (claim.relation.cause, claim.relation.effect)
        assert [after.factors[end].title for end in ends_now] == titles
        assert claim.relation.strength == old.relation.strength
        assert (claim.relation.sign, claim.stance, claim.anchor, claim.coder, claim.status) == (
            old.relation.sign, old.stance, old.anchor, old.coder, old.status
        )  # fmt: skip
        assert " ".join(claim.paraphrase.split()) == " ".join(old.paraphrase.split())
        assert after.holders[claim.holder].title == before.holders[old.holder].title
    assert len(after.claims) == 38
    again = ct.export_texts(case, "qdpx").content
    assert ct.export_texts(case, "qdpx").content == again


def test_what_is_not_coded_texts_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "links.csv"
    file.write_text("from,to\na,b\n", "utf-8")
    with pytest.raises(ImportRefusedError, match="no coded texts are found in it"):
        ct.import_texts(file)
    with pytest.raises(KeyError, match="qdpx"):
        ct.export_texts(tmp_path, "qdpz")
    broken = tmp_path / "broken.qdpx"
    broken.write_bytes(b"nothing")
    code, said = run("import", broken)
    assert (code, "broken.qdpx:1:1: not an archive" in said) == (2, True)


def test_one_coder_can_be_looked_at(project: Path) -> None:
    code, said = run("import", project, "--coder", "ben")
    assert (code, "2 codings by Ben" in said, "2 claims: 2 by a code" in said) == (0, True, True)
    found = json.loads(run("import", project, "--coder", "Ben", "--json")[1])
    assert (found["coders"], len(found["claims"])) == (["Ben"], 2)
    code, said = run("import", project, "--coder", "Nobody")
    assert (code, "there is no coder “Nobody”" in said) == (2, True)


def test_a_misspelt_code_is_refused(project: Path) -> None:
    roles = project.parent / "roles.csv"
    roles.write_text("code,role\nFare → Passengers (−),factor\n", "utf-8")
    code, said = run("import", project, "--codes", roles)
    assert (code, "roles.csv:2:1: there is no code" in said, CLAIM in said) == (2, True, True)
    with pytest.raises(ImportRefusedError, match="there is no code “Snow”"):
        ct.import_texts(project, codes={"Snow": "ignore"})


def test_claims_that_were_edited_are_not_proposed_again(project: Path) -> None:
    case = project.parent / "case"
    assert run("import", project, "--into", case)[0] == 0
    file = case / "claims" / "a_letter_ann.yaml"
    before = file.read_text("utf-8")
    file.write_text(before.replace("cause: cars", "cause: fares"), "utf-8")
    assert file.read_text("utf-8") != before
    code, said = run("import", project, "--into", case, "--json")
    assert code == 0, said
    assert [each["claims"] for each in json.loads(said)["written"]["documents"]] == [0, 0, 0]


def test_a_description_stays_with_another_spelling(tmp_path: Path) -> None:
    file = tmp_path / "x.qdpx"
    text = "Rent control raises rents. Rents would fall."
    codes = (Coded("A", "raises rents", "rents", "Ann"), Coded("A", "would fall", "rent control",
                                                               "Ann"))  # fmt: skip
    file.write_bytes(qdpx("QualCoder", Project({"A": text}, codes)))
    assert run("import", file, "--into", tmp_path / "case")[0] == 0
    factor = ct.load(tmp_path / "case").value.factors["rent_control"]
    assert (factor.title, factor.note) == ("rent control", "about rent control")
