import errno
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from contention.analysis.quotation import read_sentences
from contention.case.load import load_case
from contention.case.text.normalise import fingerprint
from contention.case.text.texts import attached_text, sentence_at
from tests.conftest import REPLY
from tests.test_cli_check import contents, run

Change = Callable[[str, str, str], tuple[int, int]]


@pytest.fixture
def reply(tmp_path: Path) -> Path:
    file = tmp_path / "reply.txt"
    file.write_text(REPLY, "utf-8")
    return file


@pytest.fixture
def with_print(small_case: Path, change: Change, reply: Path) -> Path:
    """The small case, with a word print of the reply."""
    assert run("attach", str(small_case), "reply", str(reply), "--words").exit_code == 0
    change("case.yaml", "\ncommon_ground", "\n    words: words/reply.txt\ncommon_ground")
    (small_case / ".contention" / "texts.json").unlink()
    return small_case


def anchor_of(words: str) -> str:
    start = REPLY.index(words)
    return f"{{start: {start}, end: {start + len(words)}}}"


def sentences(folder: Path, document: str) -> dict[str, str | None]:
    case, problems = load_case(folder)
    assert case is not None, problems
    text = attached_text(case, document)
    assert text is not None
    return {
        claim.id: sentence_at(text, claim.anchor)
        for claim in case.claims.values()
        if claim.document == document and claim.anchor
    }


def test_the_very_text_is_attached_and_nothing_else_changes(small_case: Path, reply: Path) -> None:
    before = contents(small_case)
    result = run("attach", str(small_case), "reply", str(reply), "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {
        "document": "reply", "file": str(reply), "exact": True, "matched": 1.0, "words": None,
        "sha256": fingerprint(REPLY), "length": len(REPLY), "absent": [],
    }  # fmt: skip
    after = contents(small_case)
    added = {Path(name).name for name in set(after) - set(before)}
    assert added == {".gitignore", "lock", "texts.json"}
    assert {name: after[name] for name in before} == before
    assert (small_case / ".contention" / ".gitignore").read_text() == "*\n"
    found = sentences(small_case, "reply")
    assert (found["care_ruined"] or "").startswith("The dam makes people careless, and careless")


def test_line_ends_and_a_byte_order_mark_do_not_count(small_case: Path, reply: Path) -> None:
    reply.write_bytes(b"\xef\xbb\xbf" + REPLY.replace("\n", "\r\n").encode())
    result = run("attach", str(small_case), "reply", str(reply), "--json")
    assert json.loads(result.stdout)["exact"] is True


def test_a_copy_is_refused_where_the_case_knows_no_words(small_case: Path, reply: Path) -> None:
    reply.write_text(REPLY.replace("\n", "  \n"), "utf-8")
    before = contents(small_case)
    result = run("attach", str(small_case), "reply", str(reply))
    assert result.exit_code == 2
    assert result.stderr.startswith("case.yaml:24:13: ")
    assert "its hash differs" in result.stderr
    assert "word print" in result.stderr
    assert contents(small_case) == before


def test_a_differing_copy_is_matched_and_its_anchors_mapped(with_print: Path, reply: Path) -> None:
    copy = "Home | Archive\n\n" + REPLY.upper().replace(" ", "  ").replace(",", " –")
    reply.write_text(copy, "utf-8")
    before = {n: h for n, h in contents(with_print).items() if ".contention" not in n}
    result = run("attach", str(with_print), "reply", str(reply), "--json")
    assert result.exit_code == 0, result.stderr
    told = json.loads(result.stdout)
    assert told["exact"] is False
    assert told["matched"] == 1.0
    after = {n: h for n, h in contents(with_print).items() if ".contention" not in n}
    assert after == before
    found = sentences(with_print, "reply")
    shown = found["dam_careless"] or ""
    assert shown.startswith("THE DAM MAKES PEOPLE CARELESS – AND")
    assert shown.endswith("BY THE WATER.")


@pytest.mark.parametrize(
    ("old", "new"),
    [("So the dam brings", "So the dam does not bring"), ("more ruined", "no ruined")],
)
def test_a_copy_with_other_words_lists_the_claims_and_shows_nothing_for_them(
    with_print: Path, change: Change, reply: Path, old: str, new: str
) -> None:
    place = "anchor: " + anchor_of("careless people build houses by the water")
    line, column = change("claims/reply.yaml", place, "anchor: " + anchor_of("So the dam brings"))
    reply.write_text(REPLY.replace(old, new), "utf-8")
    told = json.loads(run("attach", str(with_print), "reply", str(reply), "--json").stdout)
    assert told["exact"] is False
    assert told["absent"] == ["care_ruined"]
    said = run("attach", str(with_print), "reply", str(reply)).stdout
    assert "  care_ruined\n" in said
    result = run("check", str(with_print))
    assert result.exit_code == 0
    warned = (
        f"claims/reply.yaml:{line}:{column + 8}: warning: the sentence of `care_ruined` is not in"
    )
    assert warned in result.stdout
    case, _ = load_case(with_print)
    assert case is not None
    shown = read_sentences(case)
    lost, kept = (case.claims[id_] for id_ in ("care_ruined", "dam_careless"))
    source = shown.source("reply", lost.anchor)
    assert source is not None
    assert source.sentence is None
    assert source.position.endswith("not in the attached copy")
    assert (shown.source("reply", kept.anchor) or source).sentence is not None
    for command in ("report", "explain"):
        words = (
            ["--out", "-"]
            if command == "report"
            else ["--contention", "stopping_ruins", "--account", "teacher"]
        )
        out = run(command, str(with_print), *words, "--draws", "64")
        assert out.exit_code == 0, out.stderr
        assert "ruined houses, not fewer" not in out.stdout


def test_a_quote_that_a_copy_lacks_is_a_warning_that_names_the_copy(
    with_print: Path, change: Change, reply: Path
) -> None:
    quote = "careless people build houses by the water"
    change("claims/reply.yaml", anchor_of(quote), f'{anchor_of(quote)[:-1]}, quote: "{quote}"}}')
    assert run("attach", str(with_print), "reply", str(reply)).exit_code == 0
    assert run("check", str(with_print)).exit_code == 0
    reply.write_text(REPLY.replace("build houses", "build no houses"), "utf-8")
    assert run("attach", str(with_print), "reply", str(reply)).exit_code == 0
    result = run("check", str(with_print), "--json")
    assert result.exit_code == 0
    problems = json.loads(result.stdout)["problems"]
    assert {each["severity"] for each in problems} == {"warning"}
    (told,) = (each for each in problems if "`care_ruined`" in each["message"])
    assert "`reply.txt`" in told["message"]


def test_a_place_that_only_the_copy_has_gets_no_anchor(with_print: Path, reply: Path) -> None:
    reply.write_text(REPLY.replace("Stop the", "Ask the miller. Stop the"), "utf-8")
    assert run("attach", str(with_print), "reply", str(reply)).exit_code == 0
    result = run("locate", str(with_print), "reply", "Ask the miller")
    assert result.exit_code == 2
    assert "no anchor: this is only in the attached copy" in result.stdout
    assert run("locate", str(with_print), "reply", "Stop the repairs").exit_code == 0


def test_copies_attached_before_places_were_judged_are_not_shown(
    with_print: Path, reply: Path
) -> None:
    reply.write_text(REPLY.replace(" ", "  "), "utf-8")
    assert run("attach", str(with_print), "reply", str(reply)).exit_code == 0
    store = with_print / ".contention" / "texts.json"
    kept = json.loads(store.read_text())
    del kept["reply"]["found"]
    store.write_text(json.dumps(kept))
    case, problems = load_case(with_print)
    assert case is not None
    assert attached_text(case, "reply") is None
    assert any("attach" in problem.hint for problem in problems)


def test_anchors_of_a_copy_are_located_in_the_document(with_print: Path, reply: Path) -> None:
    reply.write_text("Home | Archive\n\n" + REPLY.replace(" ", "  "), "utf-8")
    assert run("attach", str(with_print), "reply", str(reply)).exit_code == 0
    result = run("locate", str(with_print), "reply", "Stop the repairs.", "--json")
    (match,) = json.loads(result.stdout)["matches"]
    start = REPLY.index("Stop the repairs.")
    assert match["start"] == start
    assert abs(match["end"] - (start + len("Stop the repairs."))) <= 2


def test_another_text_is_refused_and_the_share_said(with_print: Path, reply: Path) -> None:
    words = REPLY.split()
    words[5:12] = ["never", "before", "has", "anybody", "said", "so", "little"]
    reply.write_text(" ".join(words), "utf-8")
    result = run("attach", str(with_print), "reply", str(reply), "--json")
    assert result.exit_code == 2
    (problem,) = json.loads(result.stdout)["problems"]
    assert problem["path"] == "case.yaml"
    assert "% of the words" in problem["message"]
    assert not (with_print / ".contention" / "texts.json").exists()


def test_quotes_stand_in_for_a_word_print(small_case: Path, change: Change, reply: Path) -> None:
    quote = "careless people build houses by the water"
    start = REPLY.index(quote)
    old = f"{{start: {start}, end: {start + len(quote)}}}"
    change("claims/reply.yaml", old, f'{old[:-1]}, quote: "{quote}"}}')
    reply.write_text("Some page\n\n" + REPLY.replace(" ", "  "), "utf-8")
    assert run("attach", str(small_case), "reply", str(reply)).exit_code == 0
    assert sentences(small_case, "reply")["care_ruined"] == quote


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"caf\xe9", "not text in UTF-8"), (None, "cannot be read")],
)
def test_what_is_no_text_is_refused(
    small_case: Path, tmp_path: Path, content: bytes | None, message: str
) -> None:
    file = tmp_path / "text.txt"
    if content is not None:
        file.write_bytes(b"one\n" + content)
    result = run("attach", str(small_case), "reply", str(file))
    assert result.exit_code == 2
    assert message in result.stderr
    line = 2 if content else 1
    assert result.stderr.startswith(f"{file}:{line}:1: ")


def test_an_unknown_document_is_guessed_at(small_case: Path, reply: Path) -> None:
    result = run("attach", str(small_case), "replay", str(reply))
    assert result.exit_code == 2
    assert "did you mean `reply`?" in result.stderr


def test_a_text_that_changed_later_is_a_warning_and_not_shown(
    small_case: Path, reply: Path
) -> None:
    assert run("attach", str(small_case), "reply", str(reply)).exit_code == 0
    reply.write_text(REPLY + "More.\n", "utf-8")
    result = run("check", str(small_case))
    assert result.exit_code == 0
    said = "case.yaml:24:13: warning: the text that was attached to `reply` has changed"
    assert said in result.stdout
    case, _ = load_case(small_case)
    assert case is not None
    assert attached_text(case, "reply") is None
    result = run("locate", str(small_case), "reply", "Stop the repairs")
    assert result.exit_code == 2
    assert "has changed" in result.stderr


def test_a_hash_that_changed_later_is_a_warning_and_nothing_is_shown(
    small_case: Path, change: Change, reply: Path
) -> None:
    assert run("attach", str(small_case), "reply", str(reply)).exit_code == 0
    change("case.yaml", fingerprint(REPLY), fingerprint(REPLY + "More."))
    result = run("check", str(small_case))
    assert result.exit_code == 0
    assert "case.yaml:24:13: warning: another text is attached to `reply`" in result.stdout
    case, _ = load_case(small_case)
    assert case is not None
    assert attached_text(case, "reply") is None


def test_a_wrong_length_is_told_with_the_right_one(
    small_case: Path, change: Change, reply: Path
) -> None:
    assert run("attach", str(small_case), "reply", str(reply)).exit_code == 0
    line, _ = change("case.yaml", f"length: {len(REPLY)}", "length: 9999")
    for result in (
        run("check", str(small_case), "--json"),
        run("attach", str(small_case), "reply", str(reply), "--json"),
    ):
        assert result.exit_code == 2
        (problem,) = json.loads(result.stdout)["problems"]
        assert (problem["path"], problem["line"]) == ("case.yaml", line)
        assert f"has {len(REPLY)} characters, not 9999" in problem["message"]
        assert problem["hint"] == f"write `length: {len(REPLY)}`"


def test_a_refusal_says_the_hash_and_the_length(
    small_case: Path, change: Change, reply: Path
) -> None:
    change("case.yaml", fingerprint(REPLY), "later")
    result = run("attach", str(small_case), "reply", str(reply))
    assert result.exit_code == 2
    assert f"{len(REPLY)} characters and the hash {fingerprint(REPLY)}" in result.stderr


def test_a_text_that_is_too_long_is_said_to_be(
    small_case: Path, tmp_path: Path, reply: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("contention.case.text.texts.MOST_BYTES", 10)
    options = ["--title", "T", "--author", "A", "--date", "2020", "--from", str(reply)]
    for result in (
        run("attach", str(small_case), "reply", str(reply)),
        run("new", str(tmp_path / "new"), *options),
    ):
        assert result.exit_code == 2
        assert "it has more than" in result.stderr
        assert "exists" not in result.stderr
        assert "several documents" in result.stderr


@pytest.mark.parametrize("words", [(), ("--words",)])
@pytest.mark.parametrize("place", [".contention", "words"])
def test_where_nothing_can_be_written_it_is_said(
    small_case: Path, reply: Path, words: tuple[str, ...], place: str
) -> None:
    (small_case / place).write_text("a file in the place of the folder")
    result = run("attach", str(small_case), "reply", str(reply), *words)
    if place == "words" and not words:
        assert result.exit_code == 0
        return
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr


@pytest.mark.parametrize("words", [(), ("--words",)])
def test_a_case_that_may_not_be_written_to_is_no_crash(
    small_case: Path, reply: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    folder = "words" if words else ".contention"
    make = Path.mkdir

    def refuse(
        self: Path, mode: int = 0o777, parents: bool = False, exist_ok: bool = False
    ) -> None:
        if self.name == folder:
            raise PermissionError(errno.EACCES, "Permission denied", str(self))
        make(self, mode, parents, exist_ok)

    monkeypatch.setattr(Path, "mkdir", refuse)
    result = run("attach", str(small_case), "reply", str(reply), *words, "--json")
    assert result.exit_code == 2
    (problem,) = json.loads(result.stdout)["problems"]
    assert problem["path"].startswith(folder)
    assert problem["message"] == "cannot be written: Permission denied (nothing was changed)"


def test_a_print_from_before_there_were_seals_gets_them(with_print: Path, reply: Path) -> None:
    file = with_print / "words" / "reply.txt"
    sealed = file.read_text()
    file.write_text("".join(f"{line.rsplit(' ', 1)[0]}\n" for line in sealed.splitlines()[1:]))
    assert file.read_text() != sealed
    assert run("attach", str(with_print), "reply", str(reply), "--words").exit_code == 0
    assert file.read_text() == sealed


def test_a_word_print_that_is_no_text_is_not_overwritten(small_case: Path, reply: Path) -> None:
    (small_case / "words").mkdir()
    (small_case / "words" / "reply.txt").write_bytes(b"\xff\xfe")
    result = run("attach", str(small_case), "reply", str(reply), "--words")
    assert result.exit_code == 2
    assert "already exists and differs" in result.stderr


def test_a_text_that_is_gone_is_a_warning(small_case: Path, reply: Path) -> None:
    assert run("attach", str(small_case), "reply", str(reply)).exit_code == 0
    reply.unlink()
    result = run("check", str(small_case))
    assert result.exit_code == 0
    assert "case.yaml:19:3: warning: the text that was attached to `reply`" in result.stdout


def test_a_broken_store_is_as_good_as_none(small_case: Path, reply: Path) -> None:
    store = small_case / ".contention" / "texts.json"
    store.parent.mkdir()
    store.write_text('{"reply": [1]}', "utf-8")
    assert run("check", str(small_case)).exit_code == 0
    assert run("attach", str(small_case), "reply", str(reply)).exit_code == 0
    assert list(json.loads(store.read_text())) == ["reply"]


def test_a_word_print_is_made_of_the_coded_text_only(with_print: Path, reply: Path) -> None:
    reply.write_text(REPLY.replace(" ", "  "), "utf-8")
    result = run("attach", str(with_print), "reply", str(reply), "--words")
    assert result.exit_code == 2
    assert "Traceback" not in result.stderr


def test_nothing_is_written_through_links(small_case: Path, tmp_path: Path, reply: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    for name in (".contention", "words"):
        (small_case / name).symlink_to(outside)
    assert run("attach", str(small_case), "reply", str(reply)).exit_code == 2
    (small_case / ".contention").unlink()
    assert run("attach", str(small_case), "reply", str(reply), "--words").exit_code == 2
    assert list(outside.iterdir()) == []


def test_a_folder_is_no_text(small_case: Path, tmp_path: Path) -> None:
    result = run("attach", str(small_case), "reply", str(tmp_path))
    assert result.exit_code == 2
    assert "it is no file" in result.stderr
