"""The examples in docs/maps.md run."""

import re
from pathlib import Path

from contention.case.load import load_case

PAGE = Path(__file__).parent.parent / "docs" / "maps.md"
NAMES = {
    "authors_2023": "miller",
    "authors_2024": "teacher",
    "western_aid": "repairs",
    "civilians_killed": "ruined",
}
"""Ids of the worked case that the page uses, and what stands for them in the small one"""


def test_the_example_runs(small_case: Path) -> None:
    case, _ = load_case(small_case)
    (code,) = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    for name, stand_in in NAMES.items():
        assert f'"{name}"' in code
        code = code.replace(f'"{name}"', f'"{stand_in}"')
    scope: dict[str, object] = {"case": case}
    exec(compile(code, str(PAGE), "exec"), scope)
    assert scope["after"]
