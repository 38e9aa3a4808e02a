"""Whatever stands in the files, a case is read or its problems are told."""

import copy
import random
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from contention.case.load import load_case
from contention.case.problem import errors
from contention.case.storage.yaml_text import read_yaml
from tests import conftest

MERGES = """\
merges:
  - {factor: gossip, into: rain, turned: true}
  - factor: trust
    into: flood
    status: rejected
    similarity: 0.5
    reason: they only look alike
  - {factor: care, into: ruined, status: proposed}
"""
FILES = {**conftest.FILES, "merges.yaml": MERGES}
YAML_FILES = sorted(path for path in FILES if path.endswith(".yaml"))
VALUES: list[Any] = [
    None, True, 0, -1, 3.5, 1e308, float("nan"), "", "x", "present", "on", "none", [], ["x"], [[]],
    {}, {"is": "on"}, {"factor": "trust"}, "a\u2028b", "9" * 50, "trust", "flood", "ruined",
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("valley")


def write(folder: Path, path: str, content: str) -> None:
    for name, original in FILES.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content if name == path else original, "utf-8", newline="")


def load(folder: Path) -> None:
    case, problems = load_case(folder)
    assert (case is None) == bool(errors(problems))
    for problem in problems:
        assert problem.message
        assert problem.place.line >= 1
        assert problem.place.column >= 1


@settings(max_examples=50, deadline=None)
@given(st.sampled_from(sorted(FILES)), st.randoms(use_true_random=False))
def test_damaged_characters(folder: Path, path: str, drawn: random.Random) -> None:
    text = FILES[path]
    for _ in range(drawn.randint(1, 4)):
        start = drawn.randrange(len(text))
        end = min(len(text), start + drawn.randint(0, 12))
        text = (
            text[:start] + drawn.choice(["", "-", ": ", "{", "]", "\t", "0", "é", '"']) + text[end:]
        )
    write(folder, path, text)
    load(folder)


def _places(data: Any) -> list[tuple[Any, Any]]:
    """Every (container, key) in plain data."""
    items = list(data.items()) if isinstance(data, dict) else list(enumerate(data))
    found = [(data, key) for key, _ in items]
    for _, value in items:
        if isinstance(value, dict | list):
            found += _places(value)
    return found


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(YAML_FILES), st.randoms(use_true_random=False))
def test_damaged_values(folder: Path, path: str, drawn: random.Random) -> None:
    data = read_yaml(path, FILES[path])[0].data
    for _ in range(drawn.randint(1, 3)):
        places = _places(data)
        if not places:
            break
        container, key = drawn.choice(places)
        container[key] = copy.deepcopy(drawn.choice(VALUES))
    write(folder, path, yaml.safe_dump(data, allow_unicode=True, sort_keys=False))
    load(folder)
