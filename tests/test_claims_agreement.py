"""Two coders compared: pairing, fields, and the command."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from contention.case.schema_claims import ClaimsFile
from contention.claims.agreement import FieldAgreement, compare
from contention.cli.main import main


def entry(id_: str, start: int, end: int, **fields: object) -> dict[str, object]:
    base = {"id": id_, "cause": "aid", "effect": "front", "sign": "+", "paraphrase": "p"}
    return base | {"anchor": {"start": start, "end": end}} | fields


def coded(*claims: dict[str, object]) -> ClaimsFile:
    return ClaimsFile.model_validate({"document": "text", "claims": list(claims)})


FIRST = coded(
    entry("a", 0, 50),
    entry("b", 60, 100, cause="oil", sign="lowers", stance="hedged"),
    entry("c", 60, 100, cause="gas"),
    entry("d", 200, 240),
)
SECOND = coded(
    entry("x", 62, 101, cause="gas", sign="-"),
    entry("y", 58, 100, cause="oil", sign="-"),
    entry("z", 0, 48, holder="author_x"),
    entry("w", 300, 340),
)


def by_field(found: tuple[FieldAgreement, ...]) -> dict[str, FieldAgreement]:
    return {each.field: each for each in found}


def test_claims_on_the_same_words_are_told_apart_by_their_ends() -> None:
    found = compare(FIRST, SECOND)
    assert found.paired == (("a", "z"), ("b", "y"), ("c", "x"))
    assert (found.only_first, found.only_second) == (("d",), ("w",))
    assert found.found_by_both == pytest.approx(3 / 4)


def test_each_field_has_its_agreement_and_its_differences() -> None:
    found = compare(FIRST, SECOND)
    fields = by_field(found.fields)
    assert fields["cause"].agreement == fields["cause"].kappa == fields["cause"].alpha == 1
    assert fields["sign"].agreement == pytest.approx(2 / 3)
    assert fields["sign"].kappa == pytest.approx((2 / 3 - 4 / 9) / (1 - 4 / 9))
    assert {(d.first, d.field, d.values) for d in found.differences} == {
        ("a", "holder", ("(author)", "author_x")),
        ("a", "stance", ("asserted", "reported")),
        ("b", "stance", ("hedged", "asserted")),
        ("c", "sign", ("raises", "lowers")),
    }


def test_an_author_who_is_named_is_the_author() -> None:
    found = compare(FIRST, SECOND, author="author_x")
    assert by_field(found.fields)["holder"].agreement == 1
    assert {d.field for d in found.differences if d.first == "a"} == set()


def test_without_anchors_cause_and_effect_pair() -> None:
    one = coded({"id": "a", "cause": "p", "effect": "q", "sign": "+", "paraphrase": "-"})
    other = coded(entry("b", 0, 9, cause="p", effect="q"), entry("c", 0, 9))
    assert compare(one, other).paired == (("a", "b"),)


def test_the_command_agrees_with_itself_and_knows_the_author(small_case: Path) -> None:
    file = str(small_case / "claims" / "letter.yaml")
    result = CliRunner().invoke(main, ["agree", file, file, "--json"])
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    assert found["found_by_both"] == 1
    assert found["differences"] == []
    fields = {each["field"]: each for each in found["fields"]}
    assert fields["cause"]["kappa"] == 1
    assert fields["status"]["kappa"] is None
    assert "No field differs." in CliRunner().invoke(main, ["agree", file, file]).output


def test_differences_are_listed_for_people(small_case: Path, tmp_path: Path) -> None:
    file = small_case / "claims" / "letter.yaml"
    other = tmp_path / "other.yaml"
    text = file.read_text("utf-8").replace("sign: raises", "sign: lowers", 1)
    other.write_text(text.replace("holder: miller", "holder: teacher"), "utf-8")
    result = CliRunner().invoke(main, ["agree", str(file), str(other)])
    assert "  trust_money: sign raises | lowers" in result.output
    assert "  dam_careless_reported: holder miller | teacher" in result.output


def test_bad_files_are_refused_with_their_places(small_case: Path, tmp_path: Path) -> None:
    letter, reply = (str(small_case / "claims" / f"{n}.yaml") for n in ("letter", "reply"))
    broken = tmp_path / "broken.yaml"
    broken.write_text("document: letter\nclaims:\n  - id: 3\n", "utf-8")
    for file, said in ((reply, "different documents"), (str(broken), "broken.yaml:3"),
                       (str(tmp_path / "none.yaml"), "cannot be read")):  # fmt: skip
        result = CliRunner().invoke(main, ["agree", letter, file])
        assert result.exit_code == 2
        assert said in result.output
