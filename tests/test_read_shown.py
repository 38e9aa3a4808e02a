"""What is shown of a Markdown text are its words, in the positions of its characters."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from contention.analysis.quotation import read_sentences
from contention.case.load import load_case
from contention.case.text.texts import AttachedText
from contention.cli.main import main
from contention.documents.shown_text import shown_text, shown_words

MARKED = """# On *tolls*

The **toll** reduced [traffic](https://example.org/traffic "a page") and un*loved* queues.[^1]
Higher `rents` raise ==evictions==, says a [survey][s]. Nothing else <!-- yet --> follows.

[s]: https://example.org/survey
[^1]: A note.
"""
SEEN = [
    "The toll reduced traffic and unloved queues.",
    "Higher rents raise evictions, says a survey.",
]
MARKS = ("**", "`", "==", "](", "https", "<!--", "[^", "][")


def run(*words: object) -> str:
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture(params=["tolls.md", "tolls.txt"])
def case(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    text = tmp_path / request.param
    text.write_text(MARKED, "utf-8")
    told = ("--author", "A. Ash", "--date", "2024", "--title", "Tolls")
    run("read", "--reader", "rules", text, "--into", tmp_path / "case", *told)
    return tmp_path / "case"


def is_markdown(case: Path) -> bool:
    return (case.parent / "tolls.md").exists()


def test_review_shows_what_a_reader_of_markdown_sees(case: Path) -> None:
    listed = json.loads(run("review", case, "--json"))["waiting"]
    sentences = [each["sentence"] for each in listed]
    shown = json.dumps([[each[key] for key in ("before", "sentence", "after")] for each in listed])
    if is_markdown(case):
        assert dict.fromkeys(sentences) == dict.fromkeys(SEEN)
        assert [mark for mark in MARKS if mark in shown] == []
    else:
        assert "**toll**" in sentences[0]


def test_the_card_of_review_marks_the_anchor_in_those_words(case: Path) -> None:
    shown = CliRunner().invoke(main, ["review", str(case)], input="sq").stdout
    assert ("> ⟦The toll reduced traffic and unloved queues⟧" in shown) == is_markdown(case)
    assert ("**toll**" in shown) != is_markdown(case)


def test_reports_and_locate_show_the_same(case: Path) -> None:
    loaded, problems = load_case(case)
    assert loaded is not None, problems
    sentences = read_sentences(loaded)
    sources = [sentences.source("tolls", each.anchor) for each in loaded.claims.values()]
    shown = {each.sentence for each in sources if each is not None}
    found = json.loads(run("locate", case, "tolls", "raise evictions", "--json"))["matches"]
    if is_markdown(case):
        assert shown == set(SEEN)
        assert [each["sentence"] for each in found] == SEEN[1:]
    else:
        assert "**toll**" in str(shown)
        assert "==evictions==" in found[0]["sentence"]


@given(st.text(alphabet="ab *_`[](){}<>#=~^!|\\&;\n-1.", max_size=200))
def test_positions_stay_whatever_the_marks(text: str) -> None:
    for name in ("a.md", "a.MARKDOWN", "a.txt", ""):
        assert len(shown_words(text, name)) == len(text)
    given_ = AttachedText(text, name="a.md")
    assert (shown_text(given_).copy, shown_text(given_).name) == (None, "a.md")
