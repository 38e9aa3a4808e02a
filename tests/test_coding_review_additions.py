"""What a person adds in review: claims, ends cut anew, titles, merges; and the way back."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from contention.case.load import load_case
from contention.case.parsed_case import read_draft
from contention.case.problem import errors
from contention.case.storage.remembered import remembering
from contention.cli.main import main
from contention.coding.review.additions import (
    Chosen,
    NewClaim,
    add_claim,
    cut,
    factor_named,
    merge,
    new_factor,
    rename,
    set_ends,
)
from contention.coding.review.review_factors import factors, matching
from contention.coding.review.review_texts import picked
from contention.coding.review.undo import ReviewError
from contention.coding.review.walk import Review
from tests.review_case import make_case

FIGURES = """\
figures:
- {id: low, subject: trams, value: 7, unit: tram, status: proposed, anchor: {start: 3, end: 9}} # c
- id: high
  subject: queue
  value: 12
  paraphrase: "about 12: queue"
  anchor: {start: 80, end: 84}
  status: proposed
"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    make_case(tmp_path / "case", 4, blank=2)
    return tmp_path / "case"


def contents(case: Path) -> dict[Path, bytes]:
    return {
        file: file.read_bytes()
        for file in sorted(case.rglob("*"))
        if file.is_file() and ".contention" not in file.parts
    }


def claims(case: Path) -> dict[str, dict[str, object]]:
    loaded = yaml.safe_load((case / "claims" / "talk.yaml").read_text("utf-8"))
    return {each["id"]: each for each in loaded["claims"]}


def run(case: Path, keys: str, *options: str) -> Result:
    result = CliRunner().invoke(main, ["review", str(case), *options], input=keys)
    assert result.exit_code == (2 if "not done" in result.output else 0), result.output
    return result


def span(review: Review, words: str) -> tuple[int, int]:
    text, _, number = review.text()
    found = picked(words, text.words(number, number))
    assert found is not None
    return found


def test_a_claim_is_added_where_the_reader_saw_none(case: Path) -> None:
    review = Review(case, coder="nv")
    review.skip()
    for _ in range(3):
        review.go(1)
    assert review.current() is None
    new = NewClaim(Chosen("northern_levy"), "lowers", new_factor(review.draft(), "café visits"))
    step = add_claim(review, new)
    added = claims(case)[step.claim]
    assert added["paraphrase"] == "Northern levy lowers Café visits"
    assert (added["status"], added["coder"], added["drafted"]) == ("accepted", "nv", True)
    anchor = added["anchor"]
    assert isinstance(anchor, dict)
    text = (case / "texts" / "talk.txt").read_text("utf-8")
    assert text[anchor["start"] : anchor["end"]].startswith("Nobody expected the café")
    assert load_case(case)[0] is not None
    assert [each.id for each in review.here()] == [step.claim]


def test_an_end_is_cut_anew_by_the_numbers_of_its_words(case: Path) -> None:
    review = Review(case)
    assert review.current() is not None
    text, _, _ = review.text()
    start, end = span(review, "3-5")
    assert text.text[start:end] == "0 the northern"
    cut(review, "cause", *span(review, "5-7"))
    now = claims(case)["talk_1"]
    assert now["cause"] == "northern_levy_raised"
    assert now["paraphrase"] == "Northern levy raised raises Rural levy"
    cut(review, "cause", *span(review, "5-6"))
    assert claims(case)["talk_1"]["cause"] == "northern_levy"
    cut(review, "anchor", *span(review, "4-10"))
    assert claims(case)["talk_1"]["anchor"] == {"start": 10, "end": 49}


@pytest.mark.parametrize("written", ["0", "3-99", "5-4", "a", "1-", "", "-2"])
def test_what_picks_no_words_is_refused(case: Path, written: str) -> None:
    text, _, number = Review(case).text()
    assert picked(written, text.words(number, number)) is None


def test_everything_can_be_taken_back_in_turn(case: Path) -> None:
    """Claims added, ends cut, titles, merges, edits, decisions: the files are as they were."""
    before = contents(case)
    with remembering():
        review = Review(case, coder="nv")
        review.current()
        add_claim(review, NewClaim(Chosen("salt", "Salt"), "raises", Chosen("milk", "Milk")))
        cut(review, "effect", *span(review, "7-10"))
        rename(review, "northern_levy", "The levy of the north")
        merge(review, "rural_levy", "inner_fare", turned=True)
        set_ends(review, {"cause": Chosen("tiles", "Tiles")})
        review.flip()
        review.accept()
        review.skip()
        review.reject()
        assert len(review.steps) == 9
        assert load_case(case)[0] is not None
        while review.steps:
            review.undo()
            assert not errors(load_case(case)[1])
    after = contents(case)
    assert after.pop(case / "merges.yaml") == b"merges:\n"
    assert after == before
    assert review.position == 0


def test_renaming_keeps_the_id_and_makes_the_factor_a_person_s(case: Path) -> None:
    review = Review(case)
    rename(review, "northern_levy", "Levy: “north”")
    factor = yaml.safe_load((case / "factors.yaml").read_text("utf-8"))["northern_levy"]
    assert factor == {"title": "Levy: “north”"}
    with pytest.raises(ReviewError, match="merge the two"):
        rename(review, "rural_levy", "levy: “NORTH”")
    factors_file = case / "factors.yaml"
    factors_file.write_text(
        factors_file.read_text("utf-8") + "mill:\n  # old\n  title: Mill  # why\n  kind: share\n",
        "utf-8",
    )
    rename(review, "mill", "The mill")
    assert '  # old\n  title: "The mill"  # why\n  kind: share\n' in factors_file.read_text("utf-8")


def test_merging_takes_a_rejected_pair_over(case: Path) -> None:
    (case / "merges.yaml").write_text(
        "merges:\n  - {factor: inner_fare, into: rural_levy, status: rejected} # no\n", "utf-8"
    )
    review = Review(case, coder="nv")
    merge(review, "rural_levy", "inner_fare", turned=False)
    (entry,) = yaml.safe_load((case / "merges.yaml").read_text("utf-8"))["merges"]
    assert entry == {"factor": "rural_levy", "into": "inner_fare", "status": "accepted",
                     "coder": "nv"}  # fmt: skip
    assert "# no" in (case / "merges.yaml").read_text("utf-8")
    assert "rural_levy" not in {each.id for each in factors(review.draft())}


def test_figures_are_reviewed_like_claims(case: Path) -> None:
    file = case / "claims" / "talk.yaml"
    file.write_text(file.read_text("utf-8") + FIGURES, "utf-8")
    result = run(case, "r a e\nvalue 13\nunit person\n\na q", "--coder", "nv")
    assert "low  (claims/talk.yaml" in result.output
    assert "2 accepted, 1 rejected, 0 skipped; 3 still to review." in result.output
    found = yaml.safe_load(file.read_text("utf-8"))
    low, high = found["figures"]
    assert (low["status"], low["coder"]) == ("rejected", "nv")
    assert "# c" in file.read_text("utf-8")
    assert [each["status"] for each in found["claims"]][:2] == ["accepted", "proposed"]
    assert high["status"] == "accepted"
    assert (high["value"], high["paraphrase"], high["coder"]) == (13, "13 person: queue", "nv")
    assert not errors(load_case(case)[1])


def test_only_figures_waiting_is_not_nothing(case: Path) -> None:
    run(case, "aaaaq")
    assert "Nothing to review" in run(case, "").output
    file = case / "claims" / "talk.yaml"
    file.write_text(file.read_text("utf-8") + FIGURES, "utf-8")
    result = run(case, "aaq")
    assert "2 accepted" in result.output
    assert "not done" not in result.output


def test_sentences_are_walked_with_and_without_proposals(case: Path) -> None:
    review = Review(case)
    seen = []
    for _ in range(5):
        review.go(1)
        item = review.current()
        seen.append(item.id if item else "")
    assert seen == ["talk_2", "talk_3", "talk_4", "", ""]
    with pytest.raises(ReviewError, match="last sentence"):
        review.go(1)
    review.go(-1)
    review.back()
    item = review.current()
    assert item is not None
    assert item.id == "talk_4"


def test_skipping_from_a_sentence_is_no_step(case: Path) -> None:
    result = run(case, "a , s r q")
    assert "1 accepted, 1 rejected, 0 skipped; 2 still to review." in result.output
    assert [each["status"] for each in claims(case).values()][:2] == ["accepted", "rejected"]


def test_what_was_decided_can_be_looked_at_and_changed(case: Path) -> None:
    review = Review(case)
    review.accept()
    review.go(-1)
    assert review.current() is None
    review.look_at("talk_1")
    review.flip()
    assert claims(case)["talk_1"]["sign"] == "lowers"
    review.reject()
    item = review.current()
    assert item is not None
    assert (claims(case)["talk_1"]["status"], item.id) == ("rejected", "talk_2")


def test_a_decision_is_refused_on_what_somebody_else_changed(case: Path) -> None:
    file = case / "claims" / "talk.yaml"
    with remembering():
        review = Review(case)
        assert review.current() is not None
        file.write_text(file.read_text("utf-8").replace("sign: raises", "sign: none", 1), "utf-8")
        saved = file.read_bytes()
        with pytest.raises(ReviewError, match="changed in the file"):
            review.accept()
        assert file.read_bytes() == saved
        again = review.current()
        assert again is not None
        assert again.fields["sign"] == "none"
        file.write_text("# mine\n" + file.read_text("utf-8"), "utf-8")
        review.accept()
    assert file.read_text("utf-8").startswith("# mine\n")
    assert claims(case)["talk_1"]["status"] == "accepted"


def test_a_claim_by_a_script(case: Path) -> None:
    keys = "+\n5-6\n-\nsea salt\nr\nThe insurer\n q"
    result = run(case, keys, "--coder", "nv")
    added = claims(case)["talk_5"]
    assert (added["cause"], added["effect"], added["sign"]) == (
        "northern_levy",
        "sea_salt",
        "lowers",
    )
    assert (added["stance"], added["holder"]) == ("reported", "the_insurer")
    assert "added talk_5: Northern levy lowers Sea salt" in result.output
    assert read_draft(case).holders["the_insurer"].body.title == "The insurer"
    assert not errors(load_case(case)[1])


def test_a_claim_by_a_script_on_the_lines_of_its_keys(case: Path) -> None:
    run(case, "+ 5-6\n- 9-10\n\na q")
    added, first = claims(case)["talk_5"], claims(case)["talk_1"]
    assert (added["cause"], added["sign"], added["stance"]) == (
        "northern_levy",
        "lowers",
        "asserted",
    )
    assert first["status"] == "accepted"


def test_a_script_stops_at_the_first_that_cannot_be_done(case: Path) -> None:
    result = run(case, "a shortage")
    assert result.exit_code == 2
    assert "not done: `h` is not a key here" in result.output
    assert "stopped here, after 1 decision; the rest of the input is not read" in result.output
    assert "1 accepted, 0 rejected, 1 skipped" in result.output
    statuses = [each["status"] for each in claims(case).values()]
    assert statuses.count("proposed") == len(statuses) - 1


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("+\nlevy\n", "`levy` is ambiguous"),
        ("+\n5-6\n+\nnorthern levy\na", "cause and effect are the same factor"),
        ("c e\n1-99\n", "write numbers of words, 1 to"),
        ("m c\nsea\n", "merge it into a factor of the case"),
        ("9", "no claim listed here has the number 9"),
        ("z", "`z` is not a key here"),
        ("b", "nothing before this is still waiting"),
        (",", "this is the first sentence"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(case: Path, keys: str, said: str) -> None:
    before = contents(case)
    assert f"not done: {said}" in run(case, keys).output
    assert contents(case) == before


def test_factors_are_found_by_a_part_of_their_names(case: Path) -> None:
    known = factors(read_draft(case))
    found: Callable[[str], list[str]] = lambda typed: [e.id for e in matching(typed, known)]  # noqa: E731
    assert found("NORTHERN le") == ["northern_levy"]
    assert found("levy")[0] in found("")
    assert set(found("levy")) >= {"rural_levy", "northern_levy"}
    assert found("lev nor") == ["northern_levy"]
    assert found("zzz") == []
    assert factor_named(read_draft(case), "the northern levies") == Chosen("northern_levy")
