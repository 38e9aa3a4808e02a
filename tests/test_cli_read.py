import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

from contention.case.load import load_case
from contention.case.problem import errors
from contention.cli.main import main

TEXT = """On tolls

The toll reduced traffic and cleaned the air. Critics argue that the toll hurts shops.
Over 12,000 drivers left their cars at home in 2021.
"""


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["read", "--reader", "rules", *map(str, arguments)])


@pytest.fixture
def text(tmp_path: Path) -> Path:
    file = tmp_path / "tolls.txt"
    file.write_text(TEXT, "utf-8")
    return file


def read_json(file: Path) -> dict[str, Any]:
    result = run(file, "--json")
    assert result.exit_code == 0, result.output
    read: dict[str, Any] = json.loads(result.output)
    return read


def test_json_touches_nothing(text: Path) -> None:
    before = sorted(text.parent.rglob("*"))
    read = read_json(text)
    assert sorted(text.parent.rglob("*")) == before
    assert read["document"]["title"] == "On tolls"
    claims = {(each["cause"], each["sign"], each["effect"]): each for each in read["claims"]}
    hurt = claims["toll", "-", "shops"]
    assert (hurt["stance"], hurt["holder"], hurt["found_by"]) == ("reported", "Critics", "rules")
    assert TEXT[hurt["anchor"]["start"] : hurt["anchor"]["end"]].endswith("toll hurts shops")
    assert read["figures"][0]["value"] == 12_000


def test_sd_json_has_signed_relationships(tmp_path: Path) -> None:
    file = tmp_path / "loop.txt"
    file.write_text(
        "As blorks increase, fimbles tend to decrease. Fewer fimbles lead to more zorps."
    )
    result = run(file, "--format", "sd-json")
    shown = json.loads(result.output)
    names = [each["name"] for each in shown["variables"]]
    assert names == ["Blorks", "Fimbles", "Zorps"]
    assert [(e["from"], e["to"], e["polarity"]) for e in shown["relationships"]] == [
        ("Blorks", "Fimbles", "-"), ("Fimbles", "Zorps", "-"),
    ]  # fmt: skip
    assert shown["relationships"][0]["reasoning"].startswith("As blorks increase")


SD_JSON = {
    "type": "object",
    "additionalProperties": False,
    "required": ["variables", "relationships"],
    "properties": {
        "variables": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["name", "type"],
                "properties": {
                    "name": {"type": "string", "minLength": 1},
                    "type": {"enum": ["stock", "flow", "variable"]},
                },
            },
        },
        "relationships": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["from", "to", "polarity", "reasoning", "polarityReasoning"],
                "properties": {
                    "from": {"type": "string"},
                    "to": {"type": "string"},
                    "polarity": {"enum": ["+", "-", ""]},
                    "reasoning": {"type": "string", "minLength": 1},
                    "polarityReasoning": {"type": "string", "minLength": 1},
                },
            },
        },
    },
}
"""The format as its README describes it."""


def test_sd_json_has_one_relationship_a_pair_and_the_polarities_of_the_format(
    tmp_path: Path,
) -> None:
    file = tmp_path / "tolls.txt"
    file.write_text(
        "The toll raises rents. Slow courts affect wages. The bridge raises trade. "
        "The toll lowers rents. The bridge affects trade. The bus affects the toll."
    )
    shown = json.loads(run(file, "--format", "sd-json").output)
    jsonschema.validate(shown, SD_JSON)
    found = {(each["from"], each["to"]): each for each in shown["relationships"]}
    assert len(found) == len(shown["relationships"])
    assert {ends: each["polarity"] for ends, each in found.items()} == {
        ("Toll", "Rents"): "", ("Speed of courts", "Wages"): "", ("Bridge", "Trade"): "+",
        ("Bus", "Toll"): "",
    }  # fmt: skip
    torn = found["Toll", "Rents"]["reasoning"]
    assert "opposite claims" in torn
    assert "toll raises rents" in torn
    assert "toll lowers rents" in torn
    assert "disagree" in found["Toll", "Rents"]["polarityReasoning"]
    assert "not said" in found["Speed of courts", "Wages"]["polarityReasoning"]
    names = [each["name"] for each in shown["variables"]]
    assert sorted(names) == sorted({end for ends in found for end in ends})


def test_a_new_case_is_valid_and_holds_proposals_only(text: Path, tmp_path: Path) -> None:
    case = tmp_path / "case"
    result = run(text, "--into", case, "--author", "A. Ash", "--date", "2024-03-05")
    assert result.exit_code == 0, result.output
    loaded, problems = load_case(case)
    assert loaded is not None, errors(problems)
    assert {each.status for each in loaded.claims.values()} == {"proposed"}
    assert {each.drafted for each in loaded.claims.values()} == {True}
    assert {each.status for each in loaded.figures.values()} == {"proposed"}
    assert "critics" in loaded.holders


def test_reading_twice_adds_nothing_and_changes_no_line(text: Path, tmp_path: Path) -> None:
    case = tmp_path / "case"
    run(text, "--into", case, "--author", "A. Ash", "--date", "2024-03-05")
    before = {file: file.read_bytes() for file in case.rglob("*.yaml")}
    result = run(text, "--into", case, "--json")
    assert json.loads(result.output)[0]["claims"] == 0
    assert {file: file.read_bytes() for file in case.rglob("*.yaml")} == before


def test_what_is_said_otherwise_of_a_text_that_is_there_is_answered(
    text: Path, tmp_path: Path
) -> None:
    """Neither a second id nor another title, author or date is passed over in silence."""
    case = tmp_path / "case"
    told = ("--title", "On Tolls", "--author", "A. Ash", "--date", "2024-03-05")
    assert run(text, "--into", case, *told).exit_code == 0
    before = {file: file.read_bytes() for file in case.rglob("*.yaml")}
    same = run(text, "--into", case, "--author", "a. ash", "--id", "on_tolls")
    assert (same.exit_code, "not taken" in same.output) == (0, False)
    other = ("--title", "Tolls", "--author", "B. Birch", "--date", "2024", "--id", "answer")
    notes = json.loads(run(text, "--into", case, *other, "--json").output)[0]["notes"]
    assert notes == [
        "the case has this text already, as `on_tolls`: --id answer is not taken",
        *(
            f'--{option} is not taken: case.yaml says "{said}" of `on_tolls`; change it there'
            for option, said in (("title", "On Tolls"), ("author", "A. Ash"),
                                 ("date", "2024-03-05"))
        ),
    ]  # fmt: skip
    shown = run(text, "--into", case, *other).output
    assert all(f"note: {note}" in shown for note in notes)
    assert {file: file.read_bytes() for file in case.rglob("*.yaml")} == before


def test_a_second_text_is_added_and_only_lines_are_added(text: Path, tmp_path: Path) -> None:
    case = tmp_path / "case"
    run(text, "--into", case, "--author", "A. Ash", "--date", "2024-03-05")
    before = (case / "factors.yaml").read_text().splitlines()
    other = tmp_path / "rents.md"
    other.write_text("# On rents\n\nHigher rents raise evictions. The toll raised rents.\n")
    result = run(other, "--into", case, "--author", "B. Birch", "--date", "2024-04-01")
    assert result.exit_code == 0, result.output
    loaded, problems = load_case(case)
    assert loaded is not None, errors(problems)
    assert len(loaded.documents) == 2
    after = (case / "factors.yaml").read_text().splitlines()
    assert [line for line in after if line in before] == before
    assert sum(line.startswith("toll:") for line in after) == 1


def test_a_second_author_gets_an_account_and_a_first_one_no_second(
    text: Path, tmp_path: Path
) -> None:
    case = tmp_path / "case"
    run(text, "--into", case, "--author", "A. Ash", "--date", "2024-03-05")
    for number, author in enumerate(("B. Birch", "A. Ash", "B. Birch")):
        other = tmp_path / f"other{number}.txt"
        other.write_text(f"The toll number {number} raised rents in the town.", "utf-8")
        told = ("--author", author, "--date", "2024-04-01", "--id", f"answer_{number}")
        assert run(other, "--into", case, *told).exit_code == 0
    found, problems = load_case(case)
    assert found is not None, problems
    assert {id_: each.holders for id_, each in found.accounts.items()} == {
        "a_ash": ("a_ash",), "b_birch": ("b_birch",),
    }  # fmt: skip
    assert [*found.documents] == ["on_tolls", "answer_0", "answer_1", "answer_2"]


def test_what_was_read_waits_and_is_no_fault_of_the_case(text: Path, tmp_path: Path) -> None:
    case = tmp_path / "case"
    run(text, "--into", case, "--author", "A. Ash", "--date", "2024-03-05")
    checked = CliRunner().invoke(main, ["check", str(case)])
    assert checked.exit_code == 0
    assert "warning" not in checked.stdout
    assert "Waiting for a decision: 2 claims, 1 figure (contention review" in checked.stdout
    told = json.loads(CliRunner().invoke(main, ["check", str(case), "--json"]).stdout)
    assert told["waiting"] == {"claims": 2, "figures": 1, "merges": 0}
    claims = case / "claims" / "on_tolls.yaml"
    claims.write_text(claims.read_text().replace("status: proposed", "status: rejected"))
    again = CliRunner().invoke(main, ["check", str(case)])
    assert "has no claims" in again.stdout


def test_an_id_that_is_taken_or_for_several_texts_is_refused(text: Path, tmp_path: Path) -> None:
    case = tmp_path / "case"
    told = ("--author", "A. Ash", "--date", "2024", "--id", "tolls")
    assert run(text, "--into", case, *told).exit_code == 0
    assert (case / "claims" / "tolls.yaml").is_file()
    other = tmp_path / "other.txt"
    other.write_text("The toll raised rents.", "utf-8")
    refused = run(other, "--into", case, *told)
    assert refused.exit_code == 2
    assert "there is a document `tolls` already" in refused.stderr
    assert run(other, text, "--into", case, *told).exit_code == 2
    assert run(other, "--id", "tolls").exit_code == 2


def test_who_speaks_and_when_must_be_told(text: Path, tmp_path: Path) -> None:
    result = run(text, "--into", tmp_path / "case")
    assert result.exit_code == 2
    assert "--author" in result.output
    assert "--date" in result.output
    assert not (tmp_path / "case").exists()


def test_a_file_that_cannot_be_read_ends_with_2_and_a_hint(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"\x00\x01" * 100)
    result = run(tmp_path / "a.bin")
    assert result.exit_code == 2
    assert "binary" in result.output
    result = run(tmp_path / "a.bin", "--json")
    assert json.loads(result.output)["problems"][0]["hint"]


def test_one_bad_file_among_good_ones_loses_nothing(text: Path, tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"\x00\x01" * 100)
    result = run(text, tmp_path / "a.bin")
    assert result.exit_code == 2
    assert "toll lowers traffic" in result.output


def test_a_text_that_is_too_long_to_hold_is_sent_to_the_corpus(
    text: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("contention.api.extraction.MOST", 3)
    result = run(text)
    assert result.exit_code == 2
    assert "4 sentences" in result.output
    assert "contention corpus" in result.output
