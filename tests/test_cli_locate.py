import json
from pathlib import Path

from tests.conftest import LETTER
from tests.test_cli_check import contents, run


def found(case: Path, words: str) -> tuple[int, list[dict[str, object]], list[dict[str, object]]]:
    result = run("locate", str(case), "letter", words, "--json")
    told = json.loads(result.stdout)
    assert told["document"] == "letter"
    return result.exit_code, told["matches"], told["near"]


def test_words_give_their_anchor(small_case: Path) -> None:
    code, (match,), near = found(small_case, "repairs keep the dam strong")
    start = LETTER.index("repairs keep the dam strong")
    assert (match["start"], match["end"]) == (start, start + len("repairs keep the dam strong"))
    assert match["line"] == 4
    assert str(match["sentence"]).startswith("More trust in the council brought more money")
    assert (code, near) == (0, [])


def test_case_quotes_dashes_and_spaces_do_not_count(small_case: Path) -> None:
    _, (match,), _ = found(small_case, "“REPAIRS”  keep —the\tdam\n strong")
    assert match["start"] == LETTER.index("repairs keep the dam strong")


def test_the_full_stop_belongs_to_it_where_it_is_asked_for(small_case: Path) -> None:
    _, (match,), _ = found(small_case, "keep the dam strong.")
    assert LETTER[: int(str(match["end"]))].endswith("strong.")


def test_several_places_are_all_listed(small_case: Path) -> None:
    result = run("locate", str(small_case), "letter", "the dam")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "These words occur in 3 places:"
    assert [line.split(":")[0] for line in lines[1::2]] == ["anchor"] * 3
    assert lines[2].startswith("  line 3: Dear neighbours")


def test_the_anchor_can_be_pasted(small_case: Path) -> None:
    result = run("locate", str(small_case), "letter", "I do not believe it")
    start = LETTER.index("I do not believe it")
    assert result.stdout.startswith(f"anchor: {{start: {start}, end: {start + 19}}}\n")


def test_words_that_stand_nowhere_have_near_places(small_case: Path) -> None:
    code, matches, near = found(small_case, "floods will become less likley")
    assert (code, matches) == (2, [])
    assert near[0]["words"] == "floods will become more likely"
    assert near[0]["share"] == 0.8


def test_words_like_nothing_are_said_to_be_so(small_case: Path) -> None:
    result = run("locate", str(small_case), "letter", "quantum chromodynamics")
    assert result.exit_code == 2
    assert "does not contain" in result.stdout


def test_no_words_are_nowhere(small_case: Path) -> None:
    assert found(small_case, " — ")[0] == 2


def test_a_text_that_is_not_attached_is_asked_for(small_case: Path) -> None:
    before = contents(small_case)
    result = run("locate", str(small_case), "reply", "the dam")
    assert result.exit_code == 2
    assert result.stderr.startswith("case.yaml:19:3: the text of `reply` is not attached")
    assert "contention attach" in result.stderr
    assert contents(small_case) == before


def test_an_unknown_document_is_guessed_at(small_case: Path) -> None:
    result = run("locate", str(small_case), "leter", "the dam")
    assert result.exit_code == 2
    assert "did you mean `letter`?" in result.stderr
