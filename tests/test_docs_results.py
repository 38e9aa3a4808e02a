"""The examples of docs/results.md run, and its tables are those that are written."""

import re
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from contention.cli.main import main
from contention.exchange.formats import RESULT_FORMATS
from contention.exchange.results.columns import TABLES, ColumnKind
from contention.show.figures.catalogue import FIGURES

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "results.md").read_text(encoding="utf-8")
TYPES: dict[ColumnKind, str] = {
    "text": "text", "number": "float64", "whole": "int64", "yes": "boolean",
}  # fmt: skip


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, flags=re.MULTILINE | re.DOTALL)


def test_commands_queries_and_calls_of_the_page_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cases").symlink_to(ROOT / "cases")
    monkeypatch.chdir(tmp_path)
    commands = [line.removeprefix("contention ").split() for line in blocks("sh")[0].splitlines()]
    for words in commands:
        done = CliRunner().invoke(main, [*words, "--draws", "16", "--workers", "1"])
        assert done.exit_code == 0, done.output
        assert (tmp_path / words[-1]).stat().st_size > 500
    (query,) = blocks("sql")
    rows = duckdb.execute(query).fetchall()
    assert len(rows) > 20
    assert all(share == support for _, _, share, support in rows)
    for code in blocks("python"):
        names: dict[str, object] = {}
        exec(compile(code.replace("draws=512", "draws=16"), "docs/results.md", "exec"), names)
        if "at_the_end" in names:
            assert names["at_the_end"].height == 5  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", TABLES)
def test_every_column_is_in_the_page(name: str) -> None:
    table = TABLES[name]
    part = PAGE.partition(f"### {name}\n")[2].partition("\n#")[0]
    assert f"A row is {table.row}." in part
    rows = [line for line in part.splitlines() if line.startswith("| `")]
    assert rows == [
        f"| `{column.name}` | {TYPES[column.kind]}{', null' if column.nullable else ''} "
        f"| {column.unit} | {column.meaning} |"
        for column in table.columns
    ]


def test_every_format_and_figure_is_in_the_page() -> None:
    for form in RESULT_FORMATS:
        assert f"`{form}`" in PAGE
    for name, shows in FIGURES.items():
        assert f"| `{name}` | {shows} |" in PAGE
