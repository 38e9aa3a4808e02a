"""`contention move`: what it writes, what it leaves to the coder, and what a kill leaves behind."""

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import Result

from contention.case.load import load_case
from contention.case.parsed_case import read_draft
from contention.case.storage import writing
from contention.case.storage.replacing import put_in_place
from contention.case.text.normalise import fingerprint
from contention.case.text.texts import attached_text, sentence_at
from contention.coding.moving.write_move import MoveRequest, move
from tests.moving_case import PARTS, coded_case, place_of, plain
from tests.test_case_anchors import SENTENCES, TEXT
from tests.test_cli_check import contents, run


@pytest.fixture
def coded(tmp_path: Path) -> Path:
    return coded_case(tmp_path)


def moved(coded: Path, tmp_path: Path, text: str, *more: str) -> Result:
    file = tmp_path / "edited.txt"
    file.write_text(text, "utf-8")
    return run("move", str(coded), "page", str(file), *more)


def test_a_case_follows_an_edited_text(coded: Path, tmp_path: Path) -> None:
    new = f"Reprinted.\n\n{TEXT}\n\nPort Ansel, 1 May\n"
    before = (coded / "claims" / "page.yaml").read_text()
    result = moved(coded, tmp_path, new, "--json")
    assert result.exit_code == 0, result.stderr
    told = json.loads(result.stdout)
    assert told["undecided"] == []
    assert {each["state"] for each in told["entries"]} == {"same"}
    case, problems = load_case(coded)
    assert case is not None
    assert problems == ()
    document = case.documents["page"]
    assert (document.length, document.sha256) == (len(new), fingerprint(new))
    text = attached_text(case, "page")
    assert text == new
    for name in SENTENCES:
        anchor = case.claims[name].anchor
        assert anchor is not None
        assert new[anchor.start : anchor.end] == SENTENCES[name]
    unanchored = [
        re.sub(r"\{start.*?\}", "", (coded / "claims" / "page.yaml").read_text()),
        re.sub(r"\{start.*?\}", "", before),
    ]
    assert unanchored[0] == unanchored[1]
    words = (coded / "words" / "page.txt").read_text()
    assert words.startswith("#")
    assert run("attach", str(coded), "page", str(tmp_path / "edited.txt")).exit_code == 0


def test_moving_to_the_very_text_changes_nothing_that_git_sees(coded: Path, tmp_path: Path) -> None:
    def seen() -> dict[str, str]:
        return {n: c for n, c in contents(coded).items() if ".contention" not in n}

    before = seen()
    assert moved(coded, tmp_path, TEXT).exit_code == 0
    assert seen() == before


CHANGED = TEXT.replace("lowers", "raises").replace(SENTENCES["not"] + " ", "")


def test_nothing_is_written_while_changes_are_not_decided(coded: Path, tmp_path: Path) -> None:
    before = {n: c for n, c in contents(coded).items() if "lock" not in n}
    for options in ((), ("--dry-run",), ("--dry-run", "--propose-changed"), ("--keep", "lowers")):
        result = moved(coded, tmp_path, CHANGED, *options)
        assert result.exit_code == (0 if "--dry-run" in options else 2)
        assert "Nothing was written" in result.stdout
        assert "claim lowers — reworded: a direction changed" in result.stdout or options
        after = {n: c for n, c in contents(coded).items() if "lock" not in n}
        assert after == before


def test_changed_claims_become_proposals_that_review_shows(coded: Path, tmp_path: Path) -> None:
    result = moved(coded, tmp_path, CHANGED, "--propose-changed", "--keep", "part_bridge")
    assert result.exit_code == 0, result.stdout
    assert "3 became proposals" in result.stdout
    case, problems = load_case(coded)
    assert case is not None, problems
    claims = read_draft(coded).claims
    assert claims["part_bridge"].body.status == "accepted"
    assert claims["lowers"].body.status == "proposed"
    assert claims["lowers"].body.note == (
        "moved to an edited text, other words: out: lowers, in: raises"
    )
    assert claims["not"].body.anchor is None
    assert claims["part_houses"].body.status == "proposed"
    assert claims["count"].body.status == "accepted"
    waiting = json.loads(run("review", str(coded), "--json").stdout)
    assert "lowers" in json.dumps(waiting)


def test_an_unknown_id_to_keep_is_said(coded: Path, tmp_path: Path) -> None:
    result = moved(coded, tmp_path, CHANGED, "--keep", "ferries")
    assert result.exit_code == 2
    assert "ferries" in result.stderr


def test_another_text_is_refused(coded: Path, tmp_path: Path) -> None:
    result = moved(coded, tmp_path, "Quite another text about bread and its price in towns.")
    assert result.exit_code == 2
    assert "is a different text" in result.stderr


def test_a_text_edited_where_it_lies_needs_the_print_only(coded: Path, tmp_path: Path) -> None:
    text = tmp_path / "ferry.txt"
    text.write_text(TEXT.replace("Why pay twice?", "Who would pay twice?"), "utf-8")
    result = run("move", str(coded), "page", str(text), "--json")
    assert result.exit_code == 2
    told = json.loads(result.stdout)
    assert told["old_text"] is False
    assert told["undecided"] == ["short"]


def test_without_the_old_words_nothing_is_guessed(coded: Path, tmp_path: Path) -> None:
    case = coded / "case.yaml"
    case.write_text(case.read_text().replace("    words: words/page.txt\n", ""))
    (tmp_path / "ferry.txt").unlink()
    result = moved(coded, tmp_path, TEXT + "\n")
    assert result.exit_code == 2
    assert "its old text is not attached" in result.stderr


def test_a_carried_text_is_replaced_by_the_new_one(small_case: Path, tmp_path: Path) -> None:
    old = (small_case / "texts" / "letter.txt").read_text()
    file = tmp_path / "new.txt"
    file.write_text(old.replace("Dear neighbours", "Dear friends and neighbours"), "utf-8")
    result = run("move", str(small_case), "letter", str(file))
    assert result.exit_code == 0, result.stdout
    case, problems = load_case(small_case)
    assert case is not None, problems
    assert case.documents["letter"].file == "texts/letter_2.txt"
    inside = small_case / "texts" / "letter_2.txt"
    inside.write_text(f"{inside.read_text()}One line more.\n", "utf-8")
    assert load_case(small_case)[0] is None
    assert run("move", str(small_case), "letter", str(inside)).exit_code == 2  # no print
    (small_case / "texts" / "letter_3.txt").write_text(inside.read_text())
    inside.write_text(file.read_text())
    moved_inside = run("move", str(small_case), "letter", str(small_case / "texts/letter_3.txt"))
    assert moved_inside.exit_code == 0, moved_inside.stderr
    case, _ = load_case(small_case)
    assert case is not None
    assert case.documents["letter"].file == "texts/letter_3.txt"


def test_quotes_are_carried(coded: Path, tmp_path: Path) -> None:
    file = coded / "claims" / "page.yaml"
    place = place_of(PARTS["bridge"])
    quoted = f'{place[:-1]}, quote: "{PARTS["bridge"]}"}}'
    file.write_text(file.read_text().replace(place, quoted))
    assert load_case(coded)[1] == ()
    new = CHANGED.replace("The harbour and its", "Our harbour and its")
    assert moved(coded, tmp_path, new, "--propose-changed").exit_code == 0
    case, problems = load_case(coded)
    assert case is not None, problems
    anchor = read_draft(coded).claims["part_bridge"].body.anchor
    assert anchor is not None
    assert anchor.quote == PARTS["bridge"].replace("lowers", "raises")


class Killed(BaseException):
    """As if the process had ended here."""


def killed_before(
    step: int, folder: Path, request: MoveRequest, monkeypatch: pytest.MonkeyPatch
) -> bool:
    """Move, and end before the file of that number takes its place; False where there is none."""
    left = [step]

    def place(new: Path, file: Path, expected: bytes | None) -> bool:
        if left[0] == 0:
            raise Killed
        left[0] -= 1
        return put_in_place(new, file, expected)

    with monkeypatch.context() as patch:
        patch.setattr(writing, "put_in_place", place)
        try:
            move(folder, request)
        except Killed:
            return True
    return False


def shows_only_what_was_coded(folder: Path) -> None:
    """Every claim that has a place is shown with its own sentence, or with none."""
    case, problems = load_case(folder)
    assert case is not None, problems
    text = attached_text(case, "page")
    for name, sentence in SENTENCES.items():
        anchor = case.claims[name].anchor
        if text is not None and anchor is not None:
            shown = plain(sentence_at(text, anchor) or "").replace("lowers", "raises")
            assert plain(sentence).replace("lowers", "raises") in shown


def kept(folder: Path) -> dict[str, bytes]:
    """The files of a case that git sees."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".contention" not in path.parts
    }


@pytest.mark.parametrize(
    "new",
    [CHANGED, pytest.param(f"Reprinted.\n\n{TEXT}", marks=pytest.mark.slow)],
    ids=["shorter", "longer"],
)
def test_a_move_that_is_killed_leaves_a_case_that_runs_and_is_taken_to_its_end(
    coded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, new: str
) -> None:
    """Killed before each of its files: the case runs, shows nothing wrong, the rerun ends it."""
    edited = tmp_path / "edited.txt"
    edited.write_text(new, "utf-8")
    request = MoveRequest("page", edited, propose=True)
    whole = shutil.copytree(coded, tmp_path / "whole")
    move(whole, request)
    step = 0
    while True:
        folder = shutil.copytree(coded, tmp_path / f"killed{step}")
        killed = killed_before(step, folder, request, monkeypatch)
        shows_only_what_was_coded(folder)
        move(folder, request)
        assert kept(folder) == kept(whole)
        if not killed:
            break
        step += 1
    assert step > 4


def test_files_changed_after_an_interrupted_move_are_not_written_over(
    coded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edited = tmp_path / "edited.txt"
    edited.write_text(CHANGED, "utf-8")
    assert killed_before(4, coded, MoveRequest("page", edited, propose=True), monkeypatch)
    checked = run("check", str(coded))
    assert checked.exit_code == 0
    assert "was interrupted: its text is not shown" in checked.stdout
    case = coded / "case.yaml"
    case.write_text(case.read_text() + "# mine\n")
    result = run("move", str(coded), "page", str(edited), "--propose-changed")
    assert result.exit_code == 2
    assert "cannot be completed" in result.stderr
    assert case.read_text().endswith("# mine\n")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"files": [1]}', '{"files": {"a": 1}}', "7"])
def test_a_broken_note_of_a_move_is_as_good_as_none(
    coded: Path, tmp_path: Path, content: str
) -> None:
    (coded / ".contention" / "move.json").write_text(content)
    assert run("check", str(coded)).exit_code == 0
    assert moved(coded, tmp_path, f"Reprinted.\n\n{TEXT}").exit_code == 0
