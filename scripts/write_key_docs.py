"""Write docs/workbench-keys.md from the table that the workbench acts by and that `?` shows."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
KEYS = ROOT / "frontend" / "src" / "lib" / "keys.ts"
PAGE = ROOT / "docs" / "workbench-keys.md"
HEAD = """# Keys of the workbench

Written by `make docs` from the table by which the workbench acts; a test fails if it is out of
date. `?` shows the same in the [workbench](workbench.md). Keys typed into a field are text; Tab and
Shift+Tab lead through everything else, and whatever has the keys is outlined.
"""
_TABLE = re.compile(r"^export const ([A-Z]+): readonly Key\[\] = \[\n(.*?)^\]", re.M | re.S)
_ENTRY = re.compile(r"^  key\('((?:[^'\\]|\\.)*)', '\w+', '((?:[^'\\]|\\.)*)'\),$", re.M)
_GROUP = re.compile(r"\{ title: '([^']+)', keys: ([A-Z]+) \}")
_NAMES = {"ArrowRight": "→", "ArrowLeft": "←", "ArrowDown": "↓", "ArrowUp": "↑", "Escape": "Esc",
          "Delete": "Del", "Mod": "Ctrl"}  # fmt: skip


def page() -> str:
    """The whole page."""
    source = KEYS.read_text("utf-8")
    tables = {name: _ENTRY.findall(body) for name, body in _TABLE.findall(source)}
    groups = [_group(title, tables[name]) for title, name in _GROUP.findall(source)]
    return "\n".join([HEAD, *groups])


def _group(title: str, entries: list[tuple[str, str]]) -> str:
    rows = [f"| {' '.join(map(_key, keys.split()))} | {what} |" for keys, what in entries]
    return "\n".join([f"## {title}\n", "| key | what it does |", "|---|---|", *rows, ""])


def _key(written: str) -> str:
    """A key as it is printed on a keyboard; ⌘ does what Ctrl does."""
    parts = re.split(r"\+(?=.)", written)
    return f"`{'+'.join(_NAMES.get(part, part) for part in parts)}`"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
