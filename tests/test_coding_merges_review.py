"""Reading writes proposed merges; review decides on them; what nothing names can be taken out."""

import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from contention.case.load import load_case
from contention.case.problem import errors
from contention.cli.main import main
from contention.coding.merges.merge_review import MergeReview
from contention.coding.merges.prune import BY_READER
from contention.coding.review.additions import add_factor
from contention.coding.review.undo import ReviewError
from contention.coding.review.walk import Review
from contention.coding.yaml_proposals import named_lines

TEXT = """\
On work in the valley

High unemployment lowers wages. Joblessness raises poverty. Employment lowers crime.
If the mill closes, crime will rise.
"""
MERGES = """\
# by hand
merges:
  - factor: joblessness   # the same word
    into: unemployment
    status: proposed      # see below
    similarity: 1
    found_by: words
    reason: "the same: said twice"
  - {factor: unemployment, into: employment, turned: true, status: proposed}
"""


def contention(*arguments: str, keys: str = "") -> Result:
    result = CliRunner().invoke(main, list(arguments), input=keys)
    assert result.exit_code == (2 if "not done" in result.output else 0), result.output
    return result


def review(case: Path, keys: str, *options: str) -> Result:
    return contention("review", str(case), *options, keys=keys)


@pytest.fixture(autouse=True)
def _apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names stay apart as the words are, so that there is something to merge."""
    monkeypatch.setattr("contention.extraction.combine.settled", lambda _, found: tuple(found))


@pytest.fixture
def text(tmp_path: Path) -> Path:
    file = tmp_path / "work.txt"
    file.write_text(TEXT, "utf-8")
    return file


@pytest.fixture
def case(tmp_path: Path, text: Path) -> Path:
    """A case that a reader made of the text."""
    folder = tmp_path / "case"
    read(text, folder)
    return folder


def read(text: Path, case: Path, *options: str) -> Result:
    told = ["--title", "Work", "--author", "The miller", "--date", "2024"]
    return contention("read", str(text), "--into", str(case), "--reader", "rules", *told, *options)


def merges(case: Path) -> list[dict[str, object]]:
    found = yaml.safe_load((case / "merges.yaml").read_text("utf-8"))["merges"]
    return list(found)


def contents(case: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in sorted(case.rglob("*")) if file.is_file()}


def test_reading_proposes_merges_and_accepts_none(case: Path) -> None:
    found = merges(case)
    assert {each["status"] for each in found} == {"proposed"}
    pairs = {frozenset((each["factor"], each["into"])): each for each in found}
    assert "turned" not in pairs[frozenset(("joblessness", "unemployment"))]
    opposite = pairs[next(pair for pair in pairs if "employment" in pair)]
    assert opposite["turned"] is True
    assert "opposite" in str(opposite["reason"])
    assert {"similarity", "found_by", "reason"} <= set(found[0])
    assert " merges (contention review" in contention("check", str(case)).output or (
        " merge (contention review" in contention("check", str(case)).output
    )


def test_known_pairs_are_never_proposed_again(case: Path, text: Path) -> None:
    (case / "merges.yaml").write_text(
        (case / "merges.yaml").read_text("utf-8").replace("status: proposed", "status: rejected", 1)
    )
    before = (case / "merges.yaml").read_bytes()
    longer = text.with_name("longer.txt")
    longer.write_text(TEXT + "\nUnemployment raises anger. Joblessness raises anger.\n", "utf-8")
    read(longer, case, "--json")
    assert (case / "merges.yaml").read_bytes().startswith(before)
    pairs = [frozenset((str(each["factor"]), str(each["into"]))) for each in merges(case)]
    assert len(pairs) == len(set(pairs))


def test_the_case_s_own_factors_stay(tmp_path: Path, text: Path, small_case: Path) -> None:
    factors = small_case / "factors.yaml"
    factors.write_text(factors.read_text("utf-8") + 'jobs: {title: "Out of work: joblessness"}\n')
    factors.write_text(factors.read_text("utf-8").replace("Out of work: j", "J"))
    result = json.loads(read(text, small_case, "--json").stdout)[0]
    found = {(each["factor"], each["into"]): each["turned"] for each in result["merges"]}
    assert found[("unemployment", "jobs")] is False
    assert load_case(small_case)[0] is not None
    del tmp_path


def test_a_file_in_braces_is_left_alone_and_that_is_said(case: Path, text: Path) -> None:
    (case / "merges.yaml").write_text(
        "merges: [{factor: wages, into: crime, status: rejected}]\n", "utf-8"
    )
    longer = text.with_name("longer.txt")
    longer.write_text(TEXT + "\nDismissals raise anger. Layoffs lower wages.\n", "utf-8")
    result = read(longer, case)
    assert "no merges proposed" in result.output
    assert "Layoffs" not in (case / "merges.yaml").read_text("utf-8")


def test_what_was_left_out_is_proposed_when_the_text_is_read_again(
    case: Path, text: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = {(each["factor"], each["into"]) for each in merges(case)}
    assert len(every) > 1
    (case / "merges.yaml").unlink()
    monkeypatch.setattr("contention.coding.merges.merge_entries.MOST", 1)
    first = json.loads(read(text, case, "--json").stdout)[0]
    assert (len(first["merges"]), first["more_merges"]) == (1, len(every) - 1)
    for _ in every:
        read(text, case)
    assert {(each["factor"], each["into"]) for each in merges(case)} == every


@pytest.fixture
def by_hand(case: Path) -> Path:
    """The same case with merges written by hand, and all claims accepted."""
    (case / "merges.yaml").write_text(MERGES, "utf-8")
    for file in (case / "claims").glob("*.yaml"):
        file.write_text(file.read_text("utf-8").replace("status: proposed", "status: accepted"))
    assert not errors(load_case(case)[1])
    return case


def test_a_merge_is_shown_with_claims_and_sentences(by_hand: Path) -> None:
    output = review(by_hand, "q").output
    assert "merge joblessness into unemployment  (merges.yaml:3; 2 to decide)" in output
    assert "“Joblessness” (1 claim)" in output
    assert "> ⟦Joblessness raises poverty⟧." in output
    assert "would go into “Unemployment” (1 claim)" in output
    assert "similarity 1 by words: the same: said twice" in output
    assert "the signs of its claims are reversed" not in output


def test_deciding_changes_one_line_and_undo_restores_the_bytes(by_hand: Path) -> None:
    before = contents(by_hand)
    review(by_hand, "a q")
    lines = MERGES.split("\n")
    lines[4] = "    status: accepted      # see below"
    lines.insert(8, '    coder: "reviewer"')
    assert (by_hand / "merges.yaml").read_text("utf-8") == "\n".join(lines)
    (by_hand / "merges.yaml").write_text(MERGES, "utf-8")
    output = review(by_hand, "f w a f w r u u u u u u u q").output
    assert "undone: unemployment into employment is no longer flipped" in output
    assert "not done: there is nothing to undo" in output
    assert contents(by_hand) == before


def test_accepting_flipping_and_swapping_act_when_the_case_is_loaded(by_hand: Path) -> None:
    review(by_hand, "a w a", "--coder", "nv")
    assert merges(by_hand)[1] == {
        "factor": "employment", "into": "unemployment", "turned": True, "status": "accepted",
        "coder": "nv",
    }  # fmt: skip
    loaded, _ = load_case(by_hand)
    assert loaded is not None
    found = {(c.relation.cause, c.relation.sign, c.relation.effect) for c in loaded.claims.values()}
    assert {("unemployment", "+", "poverty"), ("unemployment", "+", "crime")} <= found
    assert "2 merges" in contention("check", str(by_hand)).output


def test_a_rejected_merge_stays_and_acts_no_more(by_hand: Path) -> None:
    result = review(by_hand, "r s")
    assert [each["status"] for each in merges(by_hand)] == ["rejected", "proposed"]
    assert "Merges: 0 accepted, 1 rejected, 1 skipped; 1 still to review." in result.output


def test_accepted_merges_can_be_taken_back_later(by_hand: Path) -> None:
    review(by_hand, "a a")
    assert "Nothing to review" in review(by_hand, "", "--merges").output
    result = review(by_hand, "r", "--merges", "--again")
    assert "accepted so far" in result.output
    assert [each["status"] for each in merges(by_hand)] == ["rejected", "accepted"]
    loaded, _ = load_case(by_hand)
    assert loaded is not None
    assert "joblessness" in loaded.factors


def test_a_merge_that_would_break_the_case_is_not_made(by_hand: Path) -> None:
    file = next((by_hand / "claims").glob("*.yaml"))
    text = file.read_text("utf-8").replace("effect: poverty", "effect: unemployment", 1)
    file.write_text(text, "utf-8")
    before = contents(by_hand)
    result = review(by_hand, "a q")
    assert "not done: cause and effect of" in result.output
    assert contents(by_hand) == before


def test_undo_goes_back_from_merges_to_claims(case: Path) -> None:
    before = contents(case)
    claims = sum(
        len(yaml.safe_load(file.read_text("utf-8"))["claims"])
        for file in (case / "claims").glob("*.yaml")
    )
    result = review(case, "a" * claims + "a" + "u" * (claims + 1) + "q")
    assert "is no longer accepted" in result.output
    assert contents(case) == before


def test_an_entry_changed_meanwhile_is_left_alone(by_hand: Path) -> None:
    walk = MergeReview(by_hand)
    walk.accept()
    file = by_hand / "merges.yaml"
    file.write_text(file.read_text("utf-8").replace("said twice", "said thrice"), "utf-8")
    now = file.read_bytes()
    with pytest.raises(ReviewError, match="changed since"):
        walk.undo()
    assert file.read_bytes() == now


def test_what_nothing_names_any_more_is_offered_and_comes_back(case: Path) -> None:
    claims = sum(
        len(yaml.safe_load(file.read_text("utf-8"))["claims"])
        for file in (case / "claims").glob("*.yaml")
    )
    output = review(case, "s" + "r" * claims + "q").output
    assert "no longer used:" in output
    assert "merge " not in output.split("no longer used:")[0].split("q quit")[-1]
    before = contents(case)
    review(case, "t u q")
    assert contents(case) == before
    result = review(case, "t q")
    assert "factors removed from factors.yaml" in result.output
    assert yaml.safe_load((case / "factors.yaml").read_text("utf-8")) is None
    assert yaml.safe_load((case / "merges.yaml").read_text("utf-8")) == {"merges": None}
    assert not errors(load_case(case)[1])
    assert "Nothing to review" in review(case, "").output
    assert CliRunner().invoke(main, ["report", str(case), "--out", str(case / "r.html"), "--draws",
                                     "16", "--hinge-draws", "16"]).exit_code == 0  # fmt: skip


def test_what_is_named_or_touched_is_not_offered(by_hand: Path) -> None:
    factors = by_hand / "factors.yaml"
    factors.write_text(
        factors.read_text("utf-8")
        + "\n".join(line for each in ("idle", "used") for line in named_lines(each, each))
        + "\nmine: {title: Mine, note: by hand}\n",
        "utf-8",
    )
    (by_hand / "contentions.yaml").write_text(
        'contentions:\n  - {id: up, title: Up, test: "final(used) > initial(used)"}\n', "utf-8"
    )
    output = review(by_hand, "s s q").output
    offered = output.split("no longer used:\n")[1].split("\n")[0]
    assert offered.split(", ") == ["  idle"]
    assert BY_READER in named_lines("x", "x")[0]


def test_a_new_factor_is_undone_too(case: Path) -> None:
    before = contents(case)
    result = review(case, "s n\nwalls Walls\nu q")
    assert "undone: walls is no longer added" in result.output
    assert contents(case) == before


def test_a_new_factor_is_not_undone_over_somebody_s_change(case: Path) -> None:
    factors = case / "factors.yaml"
    walk = Review(case)
    add_factor(walk, "walls", "Walls")
    factors.write_text(factors.read_text("utf-8").replace("Walls", "High walls"), "utf-8")
    with pytest.raises(ReviewError, match="changed since"):
        walk.undo()
    assert "High walls" in factors.read_text("utf-8")


def test_a_new_factor_is_undone_beside_somebody_s_change(case: Path) -> None:
    factors = case / "factors.yaml"
    before = factors.read_text("utf-8")
    walk = Review(case)
    add_factor(walk, "walls", "Walls")
    factors.write_text("# a comment\n" + factors.read_text("utf-8"), "utf-8")
    walk.undo()
    assert factors.read_text("utf-8") == "# a comment\n" + before


def test_json_lists_waiting_merges_and_changes_nothing(by_hand: Path) -> None:
    before = contents(by_hand)
    listed = json.loads(review(by_hand, "aaa", "--json").stdout)
    first = listed["merges"][0]
    assert first["merge"]["factor"] == "joblessness"
    assert first["factor"]["claims"] == 1
    assert first["into"]["title"] == "Unemployment"
    assert first["factor"]["passages"] == ["Joblessness raises poverty."]
    assert contents(by_hand) == before


def test_options_that_do_not_go_together_are_refused(by_hand: Path) -> None:
    for options in (["--again"], ["--merges", "--document", "work"]):
        assert CliRunner().invoke(main, ["review", str(by_hand), *options]).exit_code == 2


def test_control_characters_of_a_merge_do_not_reach_the_terminal(by_hand: Path) -> None:
    file = by_hand / "factors.yaml"
    file.write_text(file.read_text("utf-8").replace('"Joblessness"', '"Job\\u009blessness"'))
    output = review(by_hand, "q").output
    assert "blessness" in output
    assert "\x9b" not in output


def test_merged_ends_are_shown_at_a_claim(case: Path) -> None:
    (case / "merges.yaml").write_text(MERGES.replace("proposed", "accepted"), "utf-8")
    output = review(case, "s q").output
    assert "merged: unemployment means employment, turned" in output
