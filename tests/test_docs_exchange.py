"""Every command of `docs/exchange.md` runs, each block in a folder of its own."""

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from contention.cli.main import main
from tests.model_cases import TANK

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "exchange.md").read_text("utf-8")
BLOCKS = [each.replace("\\\n", " ") for each in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)]
GIVEN = {
    "links.csv": "Cause,Effect,Sign,Quote\nRain,Floods,+,Rain brings floods\n",
    "speech.txt": "It has been wet. Rain brings floods, he says.\n",
    "model.mdl": TANK,
    "sold.mdl": TANK.replace("inflow = 10", "inflow"),
    "sales.csv": "time,inflow\n0,8\n100,12\n",
}


@pytest.mark.parametrize("block", BLOCKS)
def test_the_commands_run(block: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    case = ROOT / "cases" / "congestion-charge"
    shutil.copytree(case, tmp_path / "cases" / case.name, ignore=shutil.ignore_patterns(".*"))
    for name, content in GIVEN.items():
        (tmp_path / name).write_text(content, "utf-8")
    for line in block.splitlines():
        words = shlex.split(line, comments=True)
        assert words[0] == "contention"
        done = CliRunner().invoke(main, words[1:])
        assert done.exit_code == 0, f"{line}\n{done.output}"


def test_links_to_pictures_and_pages_lead_somewhere() -> None:
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", PAGE)
    assert [each for each in targets if not (ROOT / "docs" / each).exists()] == []
