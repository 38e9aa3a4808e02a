"""The notebooks in `examples/` run, cell by cell, and show what they should."""

import ast
import json
import shutil
from pathlib import Path

import matplotlib as mpl
import pytest

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "examples").glob("*.ipynb"))


def cells(notebook: Path) -> list[str]:
    """The code of a notebook, with few draws so that the test is quick."""
    found = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    code = ["".join(cell["source"]) for cell in found if cell["cell_type"] == "code"]
    return [each.replace("draws=512", "draws=32") for each in code]


def shown(cell: str, names: dict[str, object]) -> object:
    """Run a cell and give the value of its last line, as a notebook does."""
    tree = ast.parse(cell)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), names)
    if not isinstance(last, ast.Expr):
        return None
    value: object = eval(compile(ast.Expression(last.value), "cell", "eval"), names)
    return value


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs(notebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mpl.use("Agg")
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "cases" / "congestion-charge", tmp_path / "cases" / "congestion-charge")
    names: dict[str, object] = {}
    rich = 0
    for cell in cells(notebook):
        value = shown(cell, names)
        for form in ("_repr_html_", "_repr_svg_"):
            if hasattr(value, form):
                assert len(getattr(value, form)()) > 500
                rich += 1
    assert rich >= 4


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_kept_without_outputs(notebook: Path) -> None:
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None


def test_there_is_a_notebook_to_begin_with() -> None:
    assert [path.name for path in NOTEBOOKS] == ["first-steps.ipynb"]
