"""Characters that steer a terminal or a page are refused wherever a case holds text."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from contention.case.text.characters import steering
from contention.show.words.printable import printable
from tests.test_cli_check import run

Change = Callable[[str, str, str], tuple[int, int]]


def test_what_is_taken_out_of_pages_is_what_is_refused() -> None:
    for code in range(0x11_0000):
        character = chr(code)
        assert (steering(f"a{character}") is None) == (printable(character) == character), hex(code)


@pytest.mark.parametrize(
    ("path", "old", "new", "shift", "code"),
    [
        ("case.yaml", "title: A dam", "title: A\u202e dam", 8, "202E"),
        ("case.yaml", "title: A dam in the valley", 'title: "A \\e[31mdam"', 7, "001B"),
        ("factors.yaml", "source: the insurer", 'source: "the\\x9binsurer"', 8, "009B"),
        ("claims/letter.yaml", "e: Floods ruin", "e: Floods\u2066 ruin", 9, "2066"),
        ("scenarios.yaml", "title: Repairs go on", 'title: "Repairs\\r go on"', 7, "000D"),
        ("factors.yaml", "\ncare: {", '\n"ca\\x1bre": {', None, "001B"),
        ("contentions.yaml", "id: no_care", 'id: "no\\u202acare"', 4, "202A"),
        ("data/rain.csv", "2010,1.0,weather office", "2010,1.0,weather\u2069 office", 16, "2069"),
        ("data/repairs.csv", "from the accounts", "from\x1b the accounts", 4, "001B"),
    ],
)  # fmt: skip
def test_they_are_refused_with_place_and_hint(
    small_case: Path, change: Change, path: str, old: str, new: str, shift: int | None, code: str
) -> None:
    line, column = change(path, old, new)
    place = (line, column + shift) if shift is not None else (line + 1, 1)
    result = run("check", str(small_case), "--json")
    assert result.exit_code == 2
    problems = json.loads(result.stdout)["problems"]
    (problem,) = [each for each in problems if f"U+{code}" in each["message"]]
    assert problem["path"] == path
    assert (problem["line"], problem["column"]) == place
    assert "remove it" in problem["hint"]


def test_tabs_and_line_ends_are_text(small_case: Path, change: Change) -> None:
    change("case.yaml", "title: A dam in the valley", 'title: "A dam\\tin\\nthe valley"')
    rain = small_case / "data" / "rain.csv"
    rain.write_bytes(b'date,value,note\r\n2010,1.0,"two\r\nlines"\r\n')
    assert run("check", str(small_case)).exit_code == 0
