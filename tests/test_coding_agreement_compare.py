"""Coders compared: which claims are the same, fields, stretches, and the command."""

import json
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from contention.case.schema.claims import ClaimsFile
from contention.cli.main import main
from contention.coding.agreement.coding import AUTHOR, Coding
from contention.coding.agreement.comparison import Agreement, FieldAgreement
from contention.coding.agreement.comparison import compare as compare_codings
from contention.coding.agreement.reliability import krippendorffs_alpha


def entry(id_: str, start: int, end: int, **fields: object) -> dict[str, object]:
    base = {"id": id_, "cause": "aid", "effect": "front", "sign": "+", "paraphrase": "p"}
    return base | {"anchor": {"start": start, "end": end}} | fields


def coded(*claims: dict[str, object]) -> ClaimsFile:
    return ClaimsFile.model_validate({"document": "text", "claims": list(claims)})


def compare(*files: ClaimsFile, author: str = AUTHOR) -> Agreement:
    return compare_codings([replace(Coding.of(file), author=author) for file in files])


def shared(found: Agreement) -> list[tuple[str | None, ...]]:
    return [group for group in found.groups if None not in group]


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
    assert shared(found) == [("a", "z"), ("b", "y"), ("c", "x")]
    assert (found.only(0), found.only(1)) == (("d",), ("w",))
    assert found.found_by_both == pytest.approx(3 / 4)


def test_each_field_has_its_agreement_and_its_differences() -> None:
    found = compare(FIRST, SECOND)
    fields = by_field(found.fields)
    assert fields["cause"].agreement == fields["cause"].kappa == fields["cause"].alpha == 1
    assert fields["sign"].agreement == pytest.approx(2 / 3)
    assert fields["sign"].kappa == pytest.approx((2 / 3 - 4 / 9) / (1 - 4 / 9))
    assert {(d.claims[0], d.field, d.values) for d in found.differences} == {
        ("a", "holder", ("(author)", "author_x")),
        ("a", "stance", ("asserted", "reported")),
        ("b", "stance", ("hedged", "asserted")),
        ("c", "sign", ("raises", "lowers")),
    }


def test_an_author_who_is_named_is_the_author() -> None:
    found = compare(FIRST, SECOND, author="author_x")
    assert by_field(found.fields)["holder"].agreement == 1
    assert {d.field for d in found.differences if d.claims[0] == "a"} == set()


def test_without_anchors_cause_and_effect_pair() -> None:
    one = coded({"id": "a", "cause": "p", "effect": "q", "sign": "+", "paraphrase": "-"})
    other = coded(entry("b", 0, 9, cause="p", effect="q"), entry("c", 0, 9))
    assert shared(compare(one, other)) == [("a", "b")]


THIRD = coded(
    entry("k", 1, 50, sign="-"),
    entry("l", 61, 100, cause="oil", sign="-", strength="strong"),
    entry("m", 301, 340),
)


def test_three_coders_have_their_claims_put_together() -> None:
    found = compare(FIRST, SECOND, THIRD)
    assert set(found.groups) == {
        ("a", "z", "k"), ("b", "y", "l"), ("c", "x", None), ("d", None, None), (None, "w", "m")
    }  # fmt: skip
    assert [pair.shared for pair in found.pairs] == [3, 2, 3]
    assert found.pairs[2].f1 == pytest.approx(6 / 7)
    sign = by_field(found.fields)["sign"]
    assert sign.kappa is None
    assert sign.claims == 4
    assert sign.alpha == pytest.approx(krippendorffs_alpha(["++-", "---", "+-", "++"]), abs=1e-12)


def test_the_order_of_coders_does_not_matter() -> None:
    files = (FIRST, SECOND, THIRD)
    expected = {frozenset(group) - {None} for group in compare(*files).groups}
    for order in permutations(files):
        found = compare(*order)
        assert {frozenset(group) - {None} for group in found.groups} == expected


def test_two_reviewers_of_the_same_proposals_have_only_what_they_accepted() -> None:
    """Fault 21: rejected and proposed claims are not had."""
    spots = [(0, 50), (60, 100), (120, 160), (200, 240)]
    accepted, rejected, proposed = "accepted", "rejected", "proposed"
    one, other = (
        coded(*(entry(f"c{n}", *spot, status=status)
                for n, (spot, status) in enumerate(zip(spots, statuses, strict=True))))
        for statuses in ((accepted, rejected, accepted, proposed),
                         (accepted, accepted, rejected, accepted))
    )  # fmt: skip
    found = compare(one, other)
    assert shared(found) == [("c0", "c0")]
    assert (found.only(0), found.only(1)) == (("c2",), ("c1", "c3"))
    assert found.found_by_both == pytest.approx(2 / 5)
    assert (found.codings[0].rejected, found.codings[0].proposed) == (1, 1)
    assert found.spans.coded < 0.5


def test_strengths_count_by_their_order() -> None:
    """A neighbouring word is less of a disagreement than one at the other end."""
    words = ["weak", "strong", "decisive", None, "weak"]
    near = ["unqualified", "strong", "decisive", None, "weak"]
    far = ["decisive", "strong", "decisive", None, "weak"]
    base, close, off = (
        coded(*(entry(f"c{n}", 100 * n, 100 * n + 50, strength=word)
                for n, word in enumerate(each)))
        for each in (words, near, far)
    )  # fmt: skip
    alphas = [by_field(compare(base, each).fields)["strength"].alpha for each in (close, off)]
    assert alphas[0] > alphas[1]
    as_number = coded(*(entry(f"c{n}", 100 * n, 100 * n + 50, strength=number)
                        for n, number in enumerate([0.1, 0.7, 1.0, 0.3, 0.1])))  # fmt: skip
    assert by_field(compare(base, as_number).fields)["strength"].alpha == 1


def test_a_field_without_variation_is_null_in_json(tmp_path: Path) -> None:
    file = tmp_path / "one.yaml"
    file.write_text(
        "document: a\nclaims:\n- {id: c, cause: x, effect: y, sign: +, paraphrase: p}\n"
    )
    result = CliRunner().invoke(main, ["agree", str(file), str(file), "--json"])
    assert result.exit_code == 0, result.output
    (sign,) = [each for each in json.loads(result.stdout)["fields"] if each["field"] == "sign"]
    assert (sign["agreement"], sign["alpha"], sign["kappa"], sign["interval"]) == (
        1,
        None,
        None,
        None,
    )


def test_the_command_takes_three_files(small_case: Path, tmp_path: Path) -> None:
    file = small_case / "claims" / "letter.yaml"
    other = tmp_path / "ben.yaml"
    other.write_text(file.read_text("utf-8").replace("sign: raises", "sign: lowers", 1), "utf-8")
    result = CliRunner().invoke(main, ["agree", str(file), str(file), str(other)])
    assert result.exit_code == 0, result.output
    assert "3 coders" in result.output
    assert "trust_money: sign raises | raises | lowers" in result.output
    assert "kappa" not in result.output
    assert CliRunner().invoke(main, ["agree", str(file)]).exit_code == 2


def test_the_command_agrees_with_itself_and_knows_the_author(small_case: Path) -> None:
    file = str(small_case / "claims" / "letter.yaml")
    result = CliRunner().invoke(main, ["agree", file, file, "--json"])
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    assert found["found_by_both"] == 1
    assert found["differences"] == []
    fields = {each["field"]: each for each in found["fields"]}
    assert fields["cause"]["kappa"] == 1
    assert found["spans"]["coded"] == 1
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
    for file, said in ((reply, "it codes `reply`"), (str(broken), "broken.yaml:3"),
                       (str(tmp_path / "none.yaml"), "cannot be read")):  # fmt: skip
        result = CliRunner().invoke(main, ["agree", letter, file])
        assert result.exit_code == 2
        assert said in result.output
