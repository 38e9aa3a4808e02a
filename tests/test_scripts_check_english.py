"""The check of phrases finds the turns that it lists, and leaves plain English alone."""

from pathlib import Path

import pytest
from scripts.check_english import PATTERNS, faults, files, main


@pytest.mark.parametrize(
    "line",
    [
        "`x` is no duration",
        "here stands a mapping",
        "what stands beside it",
        "a way to mend it",
        "below nought",
        "whoever has the text",
        "one fault a line",
    ],
)
def test_a_phrase_is_found_with_its_place(tmp_path: Path, line: str) -> None:
    path = tmp_path / "page.md"
    path.write_text(f"A plain line.\n{line}\n", "utf-8")
    found = list(faults(path))
    assert found
    assert all(each.startswith(f"{path}:2:") for each in found)
    assert main([str(tmp_path)]) == 1


def test_plain_english_is_left_alone(tmp_path: Path) -> None:
    text = (
        "There is no path. It is no longer run. WHO stands for the health body. A recommendation."
    )
    (tmp_path / "page.md").write_text(f"{text}\n", "utf-8")
    assert main([str(tmp_path)]) == 0


def test_files_of_phrases_are_left_out(tmp_path: Path) -> None:
    lexicon = tmp_path / "extraction" / "rules"
    lexicon.mkdir(parents=True)
    (lexicon / "verbs.py").write_text("MENDS = 'mend'\n", "utf-8")
    assert list(files(tmp_path)) == []
    assert len(PATTERNS) > 8
