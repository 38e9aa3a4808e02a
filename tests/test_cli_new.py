import json
from pathlib import Path

import pytest
import yaml
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from contention.case.load import load_case
from contention.case.parsed_case import read_draft
from contention.case.storage.entry_edit import append_entry
from contention.case.storage.new_case import identifier, quoted
from contention.case.storage.writing import Changes, change
from contention.case.storage.yaml_text import read_yaml
from contention.case.text.characters import steering
from contention.case.text.normalise import fingerprint
from tests.conftest import LETTER
from tests.test_cli_check import contents, run


@pytest.fixture
def text(tmp_path: Path) -> Path:
    file = tmp_path / "letter.txt"
    file.write_text(LETTER.replace("\n", "\r\n"), "utf-8", newline="")
    return file


def new(folder: Path, text: Path, *more: str, title: str = "Why the valley: its dam") -> Result:
    options = ["--from", str(text), "--title", title, "--author", 'A "teacher"']
    return run("new", str(folder), *options, "--date", "2020-01-01", *more)


def test_a_new_case_can_be_checked_at_once(tmp_path: Path, text: Path) -> None:
    result = new(tmp_path / "case", text, "--json")
    assert result.exit_code == 0, result.stderr
    told = json.loads(result.stdout)
    assert told["document"] == "why_the_valley_its_dam"
    assert "claims/why_the_valley_its_dam.yaml" in told["files"]
    assert run("check", told["folder"]).exit_code == 0
    case, _ = load_case(tmp_path / "case")
    assert case is not None
    document = case.documents[told["document"]]
    assert (document.length, document.sha256) == (len(LETTER), fingerprint(LETTER))
    assert case.holders[document.author].title == 'A "teacher"'
    assert list(case.accounts) == [document.author]
    assert len(case.scenarios) == 2
    assert case.texts == {told["document"]: text}


def test_the_text_itself_is_not_copied(tmp_path: Path, text: Path) -> None:
    new(tmp_path / "case", text)
    sentence = "Gossip lifted the mood"
    files = [file for file in (tmp_path / "case").rglob("*") if file.is_file()]
    assert files
    assert not any(sentence in file.read_text("utf-8") for file in files)


def uncomment(folder: Path) -> None:
    """Take `# ` away from every line that begins with it, in all files."""
    for file in folder.rglob("*.yaml"):
        lines = file.read_text("utf-8").splitlines()
        file.write_text("".join(f"{line.removeprefix('# ')}\n" for line in lines), "utf-8")


@pytest.mark.parametrize("content", [LETTER, "Hi"])
def test_the_examples_in_comments_are_a_case_too(tmp_path: Path, content: str) -> None:
    """What the comments show works when the comment marks are taken away."""
    folder, text = tmp_path / "case", tmp_path / "text.txt"
    text.write_text(content, "utf-8")
    new(folder, text)
    uncomment(folder)
    result = run("check", str(folder), "--json")
    assert json.loads(result.stdout)["problems"] == []
    assert result.exit_code == 0
    case, _ = load_case(folder)
    assert case is not None
    assert (len(case.factors), len(case.claims), len(case.assumptions)) == (3, 2, 1)
    assert case.scenarios["otherwise"].actions
    contention = case.contentions["more_ruined"]
    assert (contention.document, contention.holder) == ("why_the_valley_its_dam", "a_teacher")


def test_the_first_entries_can_be_appended(tmp_path: Path, text: Path) -> None:
    folder = tmp_path / "case"
    new(folder, text)

    def make(changes: Changes) -> None:
        append_entry(changes, "factors.yaml", None, ["care: {title: Care}"])
        entry = ["- {id: a, title: A, test: 1 > 0}"]
        append_entry(changes, "contentions.yaml", "contentions", entry)

    change(folder, make)
    draft = read_draft(folder)
    assert draft.problems == []
    assert (list(draft.factors), list(draft.contentions)) == (["care"], ["a"])


@pytest.mark.parametrize("date", ["0011", "0999-12-31", "9988-12-31"])
def test_the_earliest_and_latest_dates_make_a_case(tmp_path: Path, text: Path, date: str) -> None:
    result = new(tmp_path / "case", text, "--date", date)
    assert result.exit_code == 0, result.stderr
    assert run("check", str(tmp_path / "case")).exit_code == 0


@pytest.mark.parametrize("date", ["0001-01-01", "0010-12-31", "9989", "9999-12-31"])
def test_dates_without_room_around_them_start_nothing(
    tmp_path: Path, text: Path, date: str
) -> None:
    result = new(tmp_path / "case", text, "--date", date)
    assert result.exit_code == 2
    assert "0011 to 9988" in " ".join(result.stderr.split())
    assert not (tmp_path / "case").exists()


@pytest.mark.parametrize("title", ["a\x1b[31m", "a\u202eb", " "])
def test_titles_that_no_case_may_have_start_nothing(tmp_path: Path, text: Path, title: str) -> None:
    assert new(tmp_path / "case", text, title=title).exit_code == 2
    assert not (tmp_path / "case").exists()


def test_nothing_is_overwritten(small_case: Path, text: Path) -> None:
    before = contents(small_case)
    result = new(small_case, text)
    assert result.exit_code == 2
    assert "the folder is not empty" in result.stderr
    assert contents(small_case) == before


def test_a_file_in_the_way_is_refused(tmp_path: Path, text: Path) -> None:
    (tmp_path / "case").write_text("mine")
    assert new(tmp_path / "case", text).exit_code == 2
    assert (tmp_path / "case").read_text() == "mine"


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"\xff\xfe\x00", "not UTF-8 text"), (None, "cannot be read"), (b" \n", "empty")],
)
def test_what_is_no_text_starts_nothing(
    tmp_path: Path, content: bytes | None, message: str
) -> None:
    file = tmp_path / "text.txt"
    if content is not None:
        file.write_bytes(content)
    result = new(tmp_path / "case", file)
    assert result.exit_code == 2
    assert message in result.stderr
    assert not (tmp_path / "case").exists()


def test_a_date_that_is_none_starts_nothing(tmp_path: Path, text: Path) -> None:
    options = ["--from", str(text), "--title", "T", "--author", "A", "--date", "yesterday"]
    result = run("new", str(tmp_path / "case"), *options)
    assert result.exit_code == 2
    assert "2024-02-24" in result.stderr
    assert not (tmp_path / "case").exists()


@pytest.mark.parametrize("title", ["…", "Что делать?", "2024", 'a "b": #c', "x" * 300, "on"])
def test_any_title_makes_a_case(tmp_path: Path, text: Path, title: str) -> None:
    result = new(tmp_path / "case", text, title=title)
    assert result.exit_code == 0, result.stderr
    case, problems = load_case(tmp_path / "case")
    assert case is not None, problems
    assert case.title == title


@pytest.mark.parametrize("title", ["CON", "nul", "Com1", "LPT9", "aux", "Prn"])
def test_no_file_has_a_name_that_windows_reserves(tmp_path: Path, text: Path, title: str) -> None:
    assert new(tmp_path / "case", text, title=title).exit_code == 0
    assert (tmp_path / "case" / "claims" / f"text_{title.lower()}.yaml").is_file()


@pytest.mark.parametrize("title", ["CON game", "com10", "auxiliary"])
def test_names_that_only_begin_like_reserved_ones_stay(title: str) -> None:
    assert not identifier(title, "text").startswith("text_")


def test_the_id_of_the_document_can_be_chosen(tmp_path: Path, text: Path) -> None:
    result = new(tmp_path / "case", text, "--id", "brief", "--json")
    assert json.loads(result.stdout)["document"] == "brief"
    assert (tmp_path / "case" / "claims" / "brief.yaml").is_file()
    for wrong in ("Brief", "a b", "1st", "con", "x" * 41):
        refused = new(tmp_path / "other", text, "--id", wrong)
        assert refused.exit_code == 2
        assert "lower-case words with underscores" in refused.stderr
        assert not (tmp_path / "other").exists()


def test_what_comes_next_is_said(tmp_path: Path, text: Path) -> None:
    said = new(tmp_path / "case", text).stdout
    for step in ("read", "review", "locate", "check", "judge"):
        assert f"contention {step} " in said


@given(
    st.text(st.characters(blacklist_categories=["Cs"])).filter(lambda text: steering(text) is None)
)
def test_quoted_text_reads_back(text: str) -> None:
    tree, problems = read_yaml("x.yaml", f"a: {quoted(text)}\n")
    assert problems == ()
    assert tree.data == {"a": text}
    assert yaml.safe_load(f"a: {quoted(text)}\n") == {"a": text}


@given(st.text())
def test_identifiers_are_ids(text: str) -> None:
    made = identifier(text, "text")
    assert made.isidentifier()
    assert made.isascii()
    assert made == made.lower()
    assert len(made) <= 60


MARKED = (
    "---\ntitle: The toll\nauthor: Ada Ash\n---\n\n# Another\n\n4 May 2024\n\nTolls cut traffic.\n"
)
PLAIN = "The toll\n\nBy Ada Ash, 4 May 2024\n\nTolls cut traffic.\n"


@pytest.mark.parametrize(
    ("name", "content", "places"),
    [
        ("a.md", MARKED.replace("---\n\n# A", "date: 2024-05-04\n---\n\n# A"),
         ["its front matter"] * 3),
        ("a.md", "# The *toll*\n\nBy Ada Ash\n\n4 May 2024\n\nTolls cut traffic.\n",
         ["its first heading", "its first lines", "its first lines"]),
        ("a.txt", PLAIN, ["its first line", "its first lines", "its first lines"]),
    ],
)  # fmt: skip
def test_what_the_text_states_of_itself_is_taken_and_said(
    tmp_path: Path, name: str, content: str, places: list[str]
) -> None:
    text = tmp_path / name
    text.write_text(content, "utf-8")
    result = run("new", str(tmp_path / "case"), "--from", str(text), "--json")
    assert result.exit_code == 0, result.output
    taken = json.loads(result.stdout)["taken"]
    assert {key: one["value"] for key, one in taken.items()} == {
        "title": "The toll", "author": "Ada Ash", "date": "2024-05-04"
    }  # fmt: skip
    assert [one["from"] for one in taken.values()] == places
    case, problems = load_case(tmp_path / "case")
    assert case is not None, problems
    (document,) = case.documents.values()
    assert (document.title, document.date) == ("The toll", "2024-05-04")
    given = run("new", str(tmp_path / "two"), "--from", str(text), "--author", "B. Birch")
    assert "title “The toll”, from " in given.stdout
    assert "author “" not in given.stdout


def test_what_the_text_does_not_state_is_asked_for_and_never_guessed(tmp_path: Path) -> None:
    text = tmp_path / "the-toll-2024-05-04.txt"
    text.write_text("Tolls cut traffic. In 2019 there were more cars.\n", "utf-8")
    result = run("new", str(tmp_path / "case"), "--from", str(text), "--json")
    problems = json.loads(result.stdout)["problems"]
    assert (result.exit_code, [each["hint"] for each in problems]) == (
        2, ["give --title", "give --author", "give --date"]
    )  # fmt: skip
    assert not (tmp_path / "case").exists()
