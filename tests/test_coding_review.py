"""Review of proposed claims: what is decided, what is written, and what comes back."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from contention.case.parsed_case import read_draft
from contention.cli.main import main
from contention.coding.review.claim_lines import with_fields
from contention.coding.review.review_queue import waiting
from contention.coding.review.undo import ReviewError
from contention.coding.review.walk import Review
from tests.conftest import LETTER, REPLY

PROPOSED = f"""\
  - id: repairs_dam   # seen by the rules
    cause: repairs
    effect: care
    # the sign is a guess
    sign: raises
    status: proposed  # for a person to decide
    paraphrase: >-
      Repairs keep
      the dam strong
    anchor: {{start: {LETTER.index("repairs keep")}, end: {LETTER.index("strong. Gossip") + 6}}}
  - {{id: gossip_care, cause: gossip, effect: care, sign: 0, status: proposed, paraphrase: "x: y"}}
"""


@pytest.fixture
def file(small_case: Path) -> Path:
    """The claims file of the letter, with two proposals more at the head of its claims."""
    file = small_case / "claims" / "letter.yaml"
    file.write_text(
        file.read_text("utf-8").replace("claims:\n", "claims:\n" + PROPOSED, 1), "utf-8"
    )
    return file


def run(case: Path, keys: str, *options: str) -> Result:
    return CliRunner().invoke(main, ["review", str(case), *options], input=keys)


def claim(file: Path, id_: str) -> dict[str, object]:
    loaded = yaml.safe_load(file.read_text("utf-8"))
    (found,) = [each for each in loaded["claims"] if each["id"] == id_]
    return dict(found)


def changed_lines(before: str, after: str) -> list[tuple[str, str]]:
    pairs = zip(before.split("\n"), after.split("\n"), strict=True)
    return [(one, other) for one, other in pairs if one != other]


def test_proposals_come_in_the_order_of_the_text(small_case: Path, file: Path) -> None:
    found = waiting(read_draft(small_case))
    assert [each.id for each in found] == ["repairs_dam", "gossip_care", "rain_flood_proposed"]
    assert found[0].line == file.read_text("utf-8").split("\n").index(PROPOSED.split("\n")[0]) + 1
    assert [each.id for each in waiting(read_draft(small_case), "reply")] == ["rain_flood_proposed"]


@pytest.mark.parametrize("turned", [False, True])
def test_documents_are_walked_as_the_case_lists_them_whatever_their_files_are_called(
    small_case: Path, file: Path, turned: bool
) -> None:
    head = small_case / "case.yaml"
    shown = yaml.safe_load(head.read_text("utf-8"))
    names = list(shown["documents"])
    assert names == ["letter", "reply"]
    if turned:
        shown["documents"] = {name: shown["documents"][name] for name in reversed(names)}
        head.write_text(yaml.safe_dump(shown, sort_keys=False), "utf-8")
    file.rename(file.with_name("z.yaml"))
    found = [each.document for each in waiting(read_draft(small_case))]
    assert found == (["reply", "letter", "letter"] if turned else ["letter", "letter", "reply"])
    assert Review(small_case).queue[0][1] == ("rain_flood_proposed" if turned else "repairs_dam")


def test_two_files_of_one_document_are_walked_as_its_text_goes_on(
    small_case: Path, file: Path
) -> None:
    """What one file leaves out another may have: the sentences still come one after the other."""
    late = LETTER.index("Gossip lifted")
    more = PROPOSED.replace("repairs_dam", "later").replace("gossip_care", "unplaced")
    first = f"anchor: {{start: {late}, end: {late + 6}}}"
    more = re.sub(r"anchor: \{.*", first, more)
    file.with_name("a.yaml").write_text("document: letter\nclaims:\n" + more, "utf-8")
    found = [each.id for each in waiting(read_draft(small_case), "letter")]
    assert found == ["repairs_dam", "later", "unplaced", "gossip_care"]


@pytest.mark.usefixtures("file")
def test_a_proposal_is_shown_with_its_sentence_and_neighbours(small_case: Path) -> None:
    first = waiting(read_draft(small_case))[0]
    passage = first.passage
    assert passage is not None
    assert passage.sentence[slice(*passage.marked)] == "repairs keep the dam strong"
    assert passage.sentence.startswith("More trust in the council brought")
    assert passage.before.endswith("has kept the river calm.")
    assert passage.after.startswith("Gossip lifted the mood")
    assert "Why the valley" not in passage.before


def test_claims_on_the_same_pair_are_neighbours(small_case: Path, file: Path) -> None:
    text = file.read_text("utf-8").replace("effect: care", "effect: flood", 1)
    file.write_text(text, "utf-8")
    first = waiting(read_draft(small_case))[0]
    assert [each.id for each in first.neighbours] == ["repairs_flood"]


def test_accepting_changes_one_line(small_case: Path, file: Path) -> None:
    before = file.read_text("utf-8")
    result = run(small_case, "a")
    assert result.exit_code == 0, result.output
    after = file.read_text("utf-8").replace('    coder: "reviewer"\n', "", 1)
    assert changed_lines(before, after) == [
        ("    status: proposed  # for a person to decide",
         "    status: accepted  # for a person to decide"),
    ]  # fmt: skip
    assert "1 accepted, 0 rejected, 0 skipped; 2 still to review." in result.output


def test_rejecting_keeps_the_claim_and_names_the_coder(small_case: Path, file: Path) -> None:
    run(small_case, "r", "--coder", "cd")
    found = claim(file, "repairs_dam")
    assert (found["status"], found["coder"]) == ("rejected", "cd")


def test_flip_turns_the_sign_and_stays_and_undo_brings_everything_back(
    small_case: Path, file: Path
) -> None:
    before = file.read_bytes()
    result = run(small_case, "f a u u")
    assert result.output.count("repairs_dam  (claims/") == 4
    assert "flipped repairs_dam" in result.output
    assert file.read_bytes() == before


def test_a_claim_that_was_changed_no_longer_says_what_the_reader_said(
    small_case: Path, file: Path
) -> None:
    noted = file.read_text("utf-8").replace(
        "    # the sign", '    note: "confidence 0.72; seen twice"\n    # the sign', 1
    )
    file.write_text(noted, "utf-8")
    ends = {each: read_draft(small_case).factors[each].body.title for each in ("repairs", "care")}
    run(small_case, "f q")
    now = claim(file, "repairs_dam")
    assert now["paraphrase"] == f"{ends['repairs']} lowers {ends['care']}"
    assert (now["note"], now["drafted"]) == ("seen twice", True)
    assert now["coder"] == "reviewer"
    run(small_case, "e\nsign none\n\nq")
    said = claim(file, "repairs_dam")["paraphrase"]
    assert said == f"{ends['repairs']} has no effect on {ends['care']}"
    run(small_case, "e\nparaphrase in my words\n\nq")
    now = claim(file, "repairs_dam")
    assert (now["paraphrase"], now["note"]) == ("in my words", "seen twice")
    assert "drafted" not in now
    run(small_case, "e\nsign raises\nparaphrase other words\n\nu q")
    assert claim(file, "repairs_dam") == now


def test_accepting_leaves_the_words_and_records_who_did(small_case: Path, file: Path) -> None:
    run(small_case, "a", "--coder", "nv")
    now = claim(file, "repairs_dam")
    assert (now["paraphrase"], now["coder"]) == ("Repairs keep the dam strong", "nv")


def test_a_sign_without_direction_is_not_flipped(small_case: Path, file: Path) -> None:
    result = run(small_case, "sf")
    assert "not done: the sign is `none`" in result.output
    assert claim(file, "gossip_care")["sign"] == 0


def test_edit_takes_lines_until_an_empty_one(small_case: Path, file: Path) -> None:
    keys = (
        "e\neffect flood\nsign -\nstrength weak\nparaphrase It is said: no repairs, # no dam\n\na"
    )
    result = run(small_case, keys)
    assert result.exit_code == 0, result.output
    found = claim(file, "repairs_dam")
    assert (found["effect"], found["sign"], found["strength"]) == ("flood", "lowers", "weak")
    assert found["paraphrase"] == "It is said: no repairs, # no dam"
    assert found["status"] == "accepted"
    assert "# the sign is a guess" in file.read_text("utf-8")


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        ("effect dams", "unknown factor `dams`"),
        ("sign up", "sign"),
        ("id other", "`id` cannot be edited here"),
        ("nonsense 3", "`nonsense` cannot be edited here"),
        ("cause", "cause"),
    ],
)
def test_an_edit_that_breaks_the_case_is_not_made(
    small_case: Path, file: Path, edit: str, said: str
) -> None:
    before = file.read_bytes()
    result = run(small_case, f"e\n{edit}\n\nq")
    assert "not done: " in result.output
    assert said in result.output
    assert file.read_bytes() == before


def test_a_new_factor_can_be_named_in_an_edit(small_case: Path, file: Path) -> None:
    result = run(small_case, 'n\nwalls Walls: "high" ones\ne\neffect walls\n\na')
    assert result.exit_code == 0, result.output
    assert claim(file, "repairs_dam")["effect"] == "walls"
    factors = yaml.safe_load((small_case / "factors.yaml").read_text("utf-8"))
    assert factors["walls"] == {"title": 'Walls: "high" ones'}


@pytest.mark.parametrize("line", ["trust Trust again", "Bad Id", "x-y Title", "walls", ""])
def test_a_factor_that_cannot_be_is_not_added(small_case: Path, line: str) -> None:
    before = (small_case / "factors.yaml").read_bytes()
    assert "not done: " in run(small_case, f"n\n{line}\n").output
    assert (small_case / "factors.yaml").read_bytes() == before


def test_a_reviewer_stands_beside_who_coded_first(small_case: Path, file: Path) -> None:
    file.write_text(file.read_text("utf-8").replace("sign: raises", "coder: rules\n    sign: +", 1))
    run(small_case, "f u a", "--coder", "cd")
    assert claim(file, "repairs_dam")["coder"] == "rules; cd"


def test_a_claim_in_braces_is_written_out_when_it_is_edited(small_case: Path, file: Path) -> None:
    before = yaml.safe_load(file.read_text("utf-8"))
    run(small_case, "sa")
    after = yaml.safe_load(file.read_text("utf-8"))
    before["claims"][1] |= {"status": "accepted", "coder": "reviewer"}
    assert after == before


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ('- {id: g, sign: 0, status: proposed, paraphrase: "x # y"}  # mine', ["# mine"]),
        ("- {id: g, # one\n   sign: 0, # two\n   paraphrase: it's so, status: proposed} # three",
         ["# one", "# two", "# three"]),
        ("- {id: g, sign: 0, paraphrase: a#b, status: proposed}", []),
        ("- id: g  # one\n  status: proposed # two\n  paraphrase: 'a # b' # three\n  # four",
         ["# one", "# two", "# three", "# four"]),
    ],
)  # fmt: skip
def test_comments_stay(written: str, kept: list[str]) -> None:
    """Fault 20: the comment behind a claim in braces was dropped."""
    lines = written.split("\n")
    data = yaml.safe_load(written)[0]
    changed = "\n".join(with_fields(lines, data, {"status": "accepted", "coder": "nv"}))
    assert yaml.safe_load(changed)[0] == data | {"status": "accepted", "coder": "nv"}
    assert re.findall(r"(?:^|(?<=\s))# \w+$", changed, re.MULTILINE) == kept


def test_the_last_decision_can_be_undone_too(small_case: Path) -> None:
    before = (small_case / "claims" / "reply.yaml").read_bytes()
    result = run(small_case, "au")
    assert "All are decided" in result.output
    assert "undone: rain_flood_proposed is no longer accepted" in result.output
    assert "0 accepted, 0 rejected, 0 skipped; 1 still to review." in result.output
    assert (small_case / "claims" / "reply.yaml").read_bytes() == before


def test_a_file_changed_meanwhile_is_left_alone(small_case: Path, file: Path) -> None:
    review = Review(small_case)
    review.accept()
    file.write_text(file.read_text("utf-8").replace("the dam strong", "it strong", 1), "utf-8")
    now = file.read_bytes()
    with pytest.raises(ReviewError, match="changed since"):
        review.undo()
    assert file.read_bytes() == now
    assert len(review.steps) == 1


def test_json_lists_what_waits_and_changes_nothing(small_case: Path, file: Path) -> None:
    before = file.read_bytes()
    result = run(small_case, "aaa", "--json")
    listed = json.loads(result.stdout)["waiting"]
    assert [each["id"] for each in listed] == ["repairs_dam", "gossip_care", "rain_flood_proposed"]
    assert listed[0]["sentence"].startswith("More trust")
    assert listed[1]["sentence"] is None
    assert file.read_bytes() == before


def test_nothing_waiting_is_said(small_case: Path) -> None:
    run(small_case, "a")
    assert "Nothing to review" in run(small_case, "").output


def test_no_case_and_no_document_are_refused(tmp_path: Path, small_case: Path) -> None:
    assert run(tmp_path, "").exit_code == 2
    result = run(small_case, "", "--document", "leter")
    assert result.exit_code == 2
    assert "did you mean `letter`" in result.output


def test_control_characters_of_a_case_do_not_reach_the_terminal(
    small_case: Path, change: Callable[[str, str, str], object]
) -> None:
    change("claims/reply.yaml", "Rain makes floods more likely", '"Rain \\e[2J falls"')
    result = run(small_case, "q")
    assert "falls" in result.output
    assert "\x1b" not in result.output


def test_the_text_at_hand_need_not_be_there(small_case: Path) -> None:
    assert "text not attached" in run(small_case, "q").output
    assert REPLY.split("\n")[0] not in run(small_case, "q").output


WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40)


@given(text=WORDS, key=st.sampled_from(["paraphrase", "note", "coder"]))
def test_any_text_can_be_written_into_a_field(text: str, key: str) -> None:
    lines = ("- id: a", "  cause: b", "  paraphrase: >-", "    folded", "    text", "  status: x")
    data = yaml.safe_load("\n".join(lines))[0]
    changed = with_fields(lines, data, {key: text})
    assert yaml.safe_load("\n".join(changed))[0] == data | {key: text}


@given(st.sampled_from(["cause", "paraphrase", "status", "id"]))
def test_a_field_can_be_taken_out(key: str) -> None:
    lines = ("- id: a", "  cause: b", "  paraphrase: >-", "    folded", "  # kept", "  status: x")
    data = yaml.safe_load("\n".join(lines))[0]
    changed = with_fields(lines, data, {key: None})
    assert yaml.safe_load("\n".join(changed))[0] == {k: v for k, v in data.items() if k != key}
    assert "  # kept" in changed


def test_a_claim_with_an_end_to_be_named_is_not_accepted(file: Path, small_case: Path) -> None:
    factors = small_case / "factors.yaml"
    factors.write_text(factors.read_text("utf-8") + '\nopen: {title: "To be named"}\n', "utf-8")
    file.write_text(file.read_text("utf-8").replace("effect: care", "effect: open", 1), "utf-8")
    review = Review(small_case)
    with pytest.raises(ReviewError, match="its effect is still to be named"):
        review.accept()
    assert review.reject().action == "rejected"
