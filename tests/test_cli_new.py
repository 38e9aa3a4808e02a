import json
from pathlib import Path

import pytest
import yaml
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from contention.case.characters import steering
from contention.case.load import load_case
from contention.case.normalise import fingerprint
from contention.case.start import identifier, quoted
from contention.case.yaml_text import read_yaml
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


def test_the_examples_in_comments_are_a_case_too(tmp_path: Path, text: Path) -> None:
    """What the comments show works when the comment marks are taken away."""
    folder = tmp_path / "case"
    new(folder, text)
    for name in ("factors.yaml", "claims/why_the_valley_its_dam.yaml", "contentions.yaml",
                 "assumptions.yaml", "scenarios.yaml"):  # fmt: skip
        _uncomment(folder / name)
    case, problems = load_case(folder)
    assert case is not None, problems
    assert len(case.claims) == 2
    assert len(case.contentions) == 1
    assert len(case.assumptions) == 1
    assert case.scenarios["otherwise"].actions


def _uncomment(file: Path) -> None:
    kept = []
    for line in file.read_text("utf-8").splitlines():
        inner = (
            line.removeprefix("# ") if file.name != "scenarios.yaml" else line.replace("#", " ", 1)
        )
        is_yaml = line.startswith("#") and (":" in line) and not line.rstrip().endswith(".")
        if is_yaml:
            kept.append(inner)
        elif line not in ("{}", "claims: []", "assumptions: []", "contentions: []"):
            kept.append(line.replace("actions: []", "actions:"))
    file.write_text("\n".join(kept) + "\n", "utf-8")


def test_nothing_is_overwritten(small_case: Path, text: Path) -> None:
    before = contents(small_case)
    result = new(small_case, text)
    assert result.exit_code == 2
    assert "there is something in this folder already" in result.stderr
    assert contents(small_case) == before


def test_a_file_in_the_way_is_refused(tmp_path: Path, text: Path) -> None:
    (tmp_path / "case").write_text("mine")
    assert new(tmp_path / "case", text).exit_code == 2
    assert (tmp_path / "case").read_text() == "mine"


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"\xff\xfe\x00", "no text in UTF-8"), (None, "cannot be read"), (b" \n", "empty")],
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
