"""`contention hinges`."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from contention.cli.hinges import command
from contention.cli.interrupted import without_a_word

FEW = ("--draws", 64, "--hinge-draws", 64, "--workers", 1)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(command, [str(one) for one in arguments])


def test_every_claim_that_is_named_leads_to_its_sentence(small_case: Path) -> None:
    done = run(small_case, "--contention", "stopping_ruins", "--account", "teacher", *FEW)
    assert done.exit_code == 0, done.output
    words = " ".join(done.output.split())
    assert "overturn" in words
    assert "Sufficient by themselves: [" in words
    assert "“If the repairs stop, floods will become more likely.”" in words


def test_json_has_the_sets_and_the_claims_that_they_name(small_case: Path) -> None:
    done = run(small_case, "--contention", "stopping_ruins", *FEW, "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.output)
    accounts = {item["account"] for item in told["verdicts"]}
    assert {item["account"] for item in told["sets"]} == accounts
    named = {claim for item in told["sets"] for one in item["overturning"]
             for claim in one["claims"]}  # fmt: skip
    assert named
    assert named <= set(told["claims"])
    assert all(claim["place"] and claim["title"] for claim in told["claims"].values())
    again = run(small_case, "--contention", "stopping_ruins", *FEW, "--json")
    assert again.output == done.output


def test_an_unknown_contention_is_a_misuse_that_names_the_nearest(small_case: Path) -> None:
    done = run(small_case, "--contention", "stopping_ruin", *FEW)
    assert done.exit_code == 2
    assert "stopping_ruins" in done.output


def test_a_rate_of_the_coder_and_shapley_values_are_said(small_case: Path) -> None:
    asked = ("--contention", "stopping_ruins", "--account", "teacher", *FEW, "--shapley")
    done = run(small_case, *asked)
    assert done.exit_code == 0, done.output
    words = " ".join(done.output.split())
    assert "changed numbers and weakened claims" in words
    assert "Shapley values of presence" in words
    told = json.loads(run(small_case, *asked, "--json").output)
    hazards = [item for item in told["variations"] if item["kind"] == "hazard"]
    assert {item["id"] for item in hazards} >= {"factor:flood/hazard/half"}
    assert all(item["source"] for item in hazards)
    for item in told["shapley"]:
        assert abs(sum(item["values"].values()) - item["total"]) < 1e-4
        assert set(item["values"]) <= set(told["claims"])
    assert [item["answer"] for item in told["shapley"]] == ["presence", "direction", "size"]


def test_uncertain_numbers_and_regions_name_claims_that_lead_to_sentences(
    small_case: Path,
) -> None:
    asked = ("--contention", "stopping_ruins", "--draws", 256, "--hinge-draws", 32, "--workers", 1)
    done = run(small_case, *asked, "--no-numbers")
    assert done.exit_code == 0, done.output
    assert "Variance of size" in " ".join(done.output.split())
    told = json.loads(run(small_case, *asked, "--no-numbers", "--json").output)
    assert told["uncertain"]
    for item in told["uncertain"]:
        assert item["draws"] == 256
        for answer in item["indices"]:
            assert answer["noise"] > 0
            for each in answer["shares"]:
                assert each["share"] > answer["noise"]
                assert each["of"] == "factor" or each["subject"] in told["claims"]
    without = run(small_case, *asked, "--no-numbers", "--no-uncertain", "--json")
    assert json.loads(without.output)["uncertain"] == []


@pytest.mark.parametrize("name", ["hinges", "robustness"])
def test_an_interrupted_search_says_that_nothing_is_half_done(name: str) -> None:
    assert without_a_word(name) == without_a_word("judge")
    assert without_a_word(name) != without_a_word("read")
