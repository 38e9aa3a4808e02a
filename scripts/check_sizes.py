"""Fail where a file or a function has outgrown what a reader can hold.

Files up to 400 lines, functions up to 40 (docstring not counted).
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

FILE_LINES = 400
FUNCTION_LINES = 40


def too_long(path: Path) -> Iterator[str]:
    """One line for each file or function over its limit."""
    text = path.read_text(encoding="utf-8")
    lines = text.count("\n")
    if lines > FILE_LINES:
        yield f"{path}:1: {lines} lines (limit {FILE_LINES}): split it where its name splits"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = body_length(node)
            if length > FUNCTION_LINES:
                what = f"{node.name} has {length} lines (limit {FUNCTION_LINES})"
                yield f"{path}:{node.lineno}: {what}"


def body_length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function from its `def` on, its docstring left out."""
    end = node.end_lineno or node.lineno
    length = end - node.lineno + 1
    first = node.body[0]
    if ast.get_docstring(node) is not None:
        length -= (first.end_lineno or first.lineno) - first.lineno + 1
    return length


def main(roots: list[str]) -> int:
    """Check every Python file under the roots; the exit status is 1 where one is too long."""
    found = [
        message
        for root in roots
        for path in sorted(Path(root).rglob("*.py"))
        for message in too_long(path)
    ]
    print("\n".join(found) or "sizes: every file and function is within its limit")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
