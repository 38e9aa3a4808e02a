from pathlib import Path

import pytest
from click.testing import CliRunner

from contention.case.problem import Place, Problem
from contention.cli.main import main
from contention.cli.source_excerpt import Excerpts, cut
from contention.cli.terminal.styled import cells


def excerpt(folder: Path, text: str, line: int, column: int, message: str = "bad") -> str:
    (folder / "a.yaml").write_text(text, encoding="utf-8", newline="")
    problem = Problem(Place("a.yaml", line, column), message)
    return "\n".join(Excerpts(folder, 80).of(problem))


def test_the_caret_is_under_the_column(tmp_path: Path) -> None:
    shown = excerpt(tmp_path, "a: 1\n  cause: turst\n", 2, 10)
    assert shown == "      cause: turst\n             ^"


def test_lines_are_counted_as_yaml_counts_them(tmp_path: Path) -> None:
    assert excerpt(tmp_path, "\ufeffa: 1\r\nb: 2\x85c: 3", 3, 4) == "    c: 3\n       ^"


@pytest.mark.parametrize(("line", "column"), [(0, 1), (1, 0), (3, 1), (2, 1), (1, 6)])
def test_a_place_outside_the_file_has_no_excerpt(tmp_path: Path, line: int, column: int) -> None:
    assert excerpt(tmp_path, "a: 1\n", line, column) == ""


def test_the_end_of_a_line_is_a_place(tmp_path: Path) -> None:
    assert excerpt(tmp_path, "a: 1\n", 1, 5) == "    a: 1\n        ^"


def test_the_first_place_has_an_excerpt_only_if_the_message_quotes_it(tmp_path: Path) -> None:
    assert excerpt(tmp_path, "titel: x\n", 1, 1, "unknown key `titel`") == "    titel: x\n    ^"
    assert excerpt(tmp_path, "titel: x\n", 1, 1, "`title` is missing") == ""


def test_control_characters_are_written_out_and_the_caret_follows(tmp_path: Path) -> None:
    shown = excerpt(tmp_path, "a: 1\n\tb\x1b[2J\u202e: c\n", 2, 8)
    source, caret = shown.split("\n")
    assert source == "    \\tb\\x1b[2J\\u202e: c"
    assert source[caret.index("^")] == ":"
    wide = excerpt(tmp_path, "a: 1\n水道: x\n", 2, 5)
    assert wide.split("\n")[1] == "    " + " " * 6 + "^"


@pytest.mark.parametrize("column", [1, 2, 20, 37, 38, 39, 100, 400, 990, 1000, 1001])
@pytest.mark.parametrize("character", ["", "水", "\x1b", "e\u0301"])
def test_a_long_line_is_cut_around_the_caret(column: int, character: str) -> None:
    body = "".join(chr(ord("a") + n % 26) for n in range(1000))
    line = body[:500] + character + body[500:]
    source, caret = cut(line, column, 40)
    assert cells(source) <= 4 + 40
    assert len(caret) <= 4 + 40
    at = caret.index("^")
    if column <= 500:
        assert source[at] == line[column - 1]
    if column > 40:
        assert source.startswith("    …")
    if column < 960:
        assert source.endswith("…")


def test_files_outside_the_case_are_not_shown(tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("a: 1\nb: 2\n", encoding="utf-8")
    folder = tmp_path / "case"
    folder.mkdir()
    (folder / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    excerpts = Excerpts(folder, 80)
    for path in ("../secret.yaml", "link.yaml", str(tmp_path / "secret.yaml"), "none.yaml", "\0"):
        assert excerpts.of(Problem(Place(path, 2, 1), "bad")) == ()


def test_what_is_not_utf8_has_no_excerpt(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"a: 1\nb: \xff\n")
    assert Excerpts(tmp_path, 80).of(Problem(Place("a.yaml", 2, 4), "bad")) == ()


@pytest.mark.parametrize("command", ["check", "judge"])
def test_commands_show_the_line_but_not_in_json(small_case: Path, command: str) -> None:
    claims = small_case / "claims/letter.yaml"
    text = claims.read_text(encoding="utf-8")
    claims.write_text(text.replace("cause: trust\n", "cause: turst\n", 1), encoding="utf-8")
    shown = CliRunner().invoke(main, [command, str(small_case)], env={"COLUMNS": "80"})
    assert shown.exit_code == 2
    lines = shown.output.splitlines()
    at = next(n for n, line in enumerate(lines) if "unknown factor `turst`" in line)
    assert lines[at + 1].endswith("cause: turst")
    assert lines[at + 2].index("^") == lines[at + 1].index("turst")
    assert "^" not in CliRunner().invoke(main, [command, str(small_case), "--json"]).output
