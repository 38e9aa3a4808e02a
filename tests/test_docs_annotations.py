"""The page on annotations: every format has its row, and its commands run."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from contention.cli.main import main
from contention.exchange.texts.formats import TEXT_FORMATS
from contention.exchange.texts.layers import NAMES

PAGE = (Path(__file__).parent.parent / "docs" / "annotations.md").read_text("utf-8")


def test_every_format_has_its_row() -> None:
    rows = re.findall(r"^\| `([a-z][a-z-]+)` \|([^|]*)\|", PAGE, re.MULTILINE)
    assert {name: bool(read.strip()) for name, read in rows} == {
        name: bool(form.reads) for name, form in TEXT_FORMATS.items() if name not in ("qdpx", "qdc")
    }


def test_the_features_that_name_a_code_are_listed_in_their_order() -> None:
    listed = re.search(r"The label is the feature ([^.]*), else the first one", PAGE)
    assert listed is not None
    assert tuple(re.findall(r"`(\w+)`", listed[1])) == NAMES


def test_the_commands_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = "Rain lets in floods. Dams keep them out."
    Path("letter.txt").write_text(text, "utf-8")
    Path("speech.txt").write_text(text, "utf-8")
    Path("letter.ann").write_text(
        "T1\tRain 0 4\tRain\nT2\tFlood 13 19\tfloods\nT3\tDams 21 25\tDams\n"
        "R1\tPromotes Arg1:T1 Arg2:T2\nR2\tPrevents Arg1:T3 Arg2:T2\n", "utf-8"
    )  # fmt: skip
    Path("search.json").write_text(
        '{"rows": [{"id": "a", "uri": "https://example.org/s", "user": "acct:a@x", "text": "",'
        ' "tags": ["cause:Dams", "effect:Floods", "sign:lowers"], "target": [{"selector": [{"type":'
        ' "TextQuoteSelector", "exact": "Dams keep them out"}]}]}]}', "utf-8"
    )  # fmt: skip
    block = PAGE.split("```sh\n")[1].split("```")[0].replace("\\\n", "")
    for line in block.splitlines():
        command = shlex.split(line, comments=True)[1:]
        done = CliRunner().invoke(main, command)
        assert done.exit_code == 0, (line, done.output)
    assert Path("brat.zip").stat().st_size > 0
