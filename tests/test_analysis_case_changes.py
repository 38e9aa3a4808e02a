"""What differs between two revisions of a case."""

from collections.abc import Callable
from pathlib import Path

from contention.analysis.case_changes import changes
from contention.analysis.turning_changes import Turn, bears_on, whole, with_change
from contention.case.load import load_case
from contention.case.model import Case
from contention.show.words.change_words import details
from tests.show_example import verdict

Edit = Callable[[str, str, str], tuple[int, int]]


def loaded(folder: Path) -> Case:
    case, problems = load_case(folder)
    assert case is not None, problems
    return case


def test_lines_that_only_move_are_no_change(small_case: Path, change: Edit) -> None:
    before = loaded(small_case)
    change("claims/letter.yaml", "claims:\n", "\n\n\nclaims:\n")
    assert changes(before, loaded(small_case)) == ()


def test_a_changed_claim_stands_with_its_line_and_its_fields(
    small_case: Path, change: Edit
) -> None:
    before = loaded(small_case)
    change("claims/letter.yaml", "strength: strong", "strength: weak")
    (found,) = changes(before, loaded(small_case))
    assert (found.name, found.action) == ("claim repairs_flood", "changed")
    lines = (small_case / "claims/letter.yaml").read_text("utf-8").splitlines()
    path, line = found.place.split(":")
    assert path == "claims/letter.yaml"
    assert "repairs_flood" in lines[int(line) - 1]
    assert "strength_word: strong → weak" in details(found, before)


def test_added_removed_and_settings(small_case: Path, change: Edit) -> None:
    before = loaded(small_case)
    change("contentions.yaml", "id: no_care", "id: careless")
    change("case.yaml", "tolerance: 0.05", "tolerance: 0.1")
    found = {(item.name, item.action) for item in changes(before, loaded(small_case))}
    assert found == {
        ("contention no_care", "removed"),
        ("contention careless", "added"),
        ("thresholds", "changed"),
    }


def test_a_change_can_be_undone_alone(small_case: Path, change: Edit) -> None:
    before = loaded(small_case)
    change("claims/letter.yaml", "strength: strong", "strength: weak")
    change("claims/letter.yaml", "strength: 0.5", "strength: 0.7")
    after = loaded(small_case)
    first, second = changes(before, after)
    undone = with_change(after, before, first)
    assert undone is not None
    assert [item.name for item in changes(before, undone)] == [second.name]


def test_what_others_need_cannot_be_undone_alone(small_case: Path, change: Edit) -> None:
    before = loaded(small_case)
    change("factors.yaml", "care: {title", "mood: {title: Mood}\ncare: {title")
    change(
        "claims/letter.yaml",
        "figures:",
        "  - {id: mood_trust, cause: mood, effect: trust, sign: raises,\n"
        "     paraphrase: Good mood makes for trust}\nfigures:",
    )
    after = loaded(small_case)
    by_name = {item.name: item for item in changes(before, after)}
    assert with_change(after, before, by_name["factor mood"]) is None
    assert with_change(before, after, by_name["claim mood_trust"]) is None
    assert with_change(after, before, by_name["claim mood_trust"]) is not None
    assert whole(before)
    assert whole(after)


def test_only_what_a_verdict_can_notice_bears_on_it(small_case: Path, change: Edit) -> None:
    before = loaded(small_case)
    change("claims/letter.yaml", "strength: strong", "strength: weak")
    change("scenarios.yaml", "times: 1.5", "times: 1.6")
    after = loaded(small_case)
    by_name = {item.name: item for item in changes(before, after)}
    old = verdict("stopping_floods", "teacher", 0.9)
    turn = Turn(old, old)
    assert not bears_on(before, after, turn, by_name["scenario unlucky"])
    assert not bears_on(before, after, turn, by_name["claim repairs_flood"])
    from dataclasses import replace

    on_path = replace(old, claims_on_path=("repairs_flood",))
    assert bears_on(before, after, Turn(old, on_path), by_name["claim repairs_flood"])
