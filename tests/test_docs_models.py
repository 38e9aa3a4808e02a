"""docs/models.md lists every function, and its example runs."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from scripts.write_model_docs import PAGE, page

from contention.cli.main import main
from contention.stockflow.expressions import HANDLERS
from contention.stockflow.functions import FUNCTIONS

EPIDEMIC = """{UTF-8}
Infectious = INTEG(contact rate * 0.05 * Infectious * (1 - Infectious / 1000) - Infectious / 14, 1)
~~|
contact rate = 6 ~~|
INITIAL TIME = 0 ~~|
FINAL TIME = 100 ~~|
TIME STEP = 0.25 ~~|
SAVEPER = 1 ~~|
"""


def test_the_table_of_functions_is_up_to_date() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert page(text) == text, "run `make docs`"


def test_every_function_that_is_listed_is_carried() -> None:
    assert FUNCTIONS.keys() == HANDLERS.keys()


def test_the_examples_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("epidemic.mdl").write_text(EPIDEMIC, encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```$", PAGE.read_text("utf-8"), re.M | re.S)
    names: dict[str, object] = {}
    exec(compile("\n".join(blocks), "docs/models.md", "exec"), names)
    assert "Infectious" in repr(names["run"]) or "1000 draws" in repr(names["run"])
    assert "epidemic.mdl" in repr(names["found"])


def test_the_case_around_a_model_is_judged_as_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("epidemic.mdl").write_text(EPIDEMIC, encoding="utf-8")
    section = PAGE.read_text("utf-8").split("## A case around a model")[1].split("\n## ")[0]
    commands = re.findall(r"^contention (.*)$", section, re.M)
    blocks = dict(re.findall(r"^```yaml\n# (\w+)\.yaml.*?\n(.*?)^```$", section, re.M | re.S))
    assert commands == ["import epidemic.mdl --into my-case", "check my-case", "judge my-case"]
    for number, command in enumerate(commands):
        done = CliRunner().invoke(main, command.split())
        assert done.exit_code == 0, done.output
        if number == 0:
            with Path("my-case/scenarios.yaml").open("a", encoding="utf-8") as file:
                file.write(blocks["scenarios"])
            Path("my-case/contentions.yaml").write_text(blocks["contentions"], "utf-8")
    said = " ".join(done.output.split())
    assert "“Halving contacts lowers the peak” follows for “epidemic”" in said
    assert "“Fewer than 300 are infectious at once”" in said
    assert "The reverse of “Fewer than 300 are infectious at once” follows" in said
