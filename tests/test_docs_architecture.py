"""docs/architecture.md names files, stages and types that exist."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
SOURCE = ROOT / "src" / "contention"
PATHS = sorted(set(re.findall(r"`((?:src|docs|tests|scripts|case|maps|models|runs|judge|show|cli|"
                              r"documents|extraction|coding|corpus|language|analysis|api|evidence|exchange)/"
                              r"[a-z_/.-]*)`", PAGE)))  # fmt: skip


def test_paths_are_found_on_the_page() -> None:
    assert len(PATHS) > 40


@pytest.mark.parametrize("path", PATHS)
def test_every_path_exists(path: str) -> None:
    assert (ROOT / path).exists() or (SOURCE / path).exists()


def test_every_stage_is_described_in_the_order_that_is_checked() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    stages = [layer.removeprefix("contention.") for layer in reversed(layers)]
    rows = re.findall(r"^\| `(\w+)` \|", PAGE, re.M)
    assert rows == stages


@pytest.mark.parametrize(
    ("name", "path"), re.findall(r"`(\w+)`(?:, `\w+`)? in `([a-z_/]+\.py)`", PAGE)
)
def test_every_type_is_in_the_file_named(name: str, path: str) -> None:
    assert re.search(rf"^(class )?{name}\b", (SOURCE / path).read_text("utf-8"), re.M)
