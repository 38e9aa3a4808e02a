"""Which files of a case differ from the last commit, how, and committing them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from contention.workbench.git.running import git, is_repository, refuse_programs

State = Literal["added", "changed", "deleted", "renamed"]
Kind = Literal["same", "added", "removed"]
_HUNK = re.compile(r"@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@")
MOST_LINES = 20_000


@dataclass(frozen=True)
class GitState:
    """What git says about a case."""

    repository: bool
    branch: str = ""
    changed: tuple[tuple[str, State], ...] = ()
    """path in the case, and what has happened to it since the last commit"""
    staged: bool = False
    """whether something is staged that is not of the case"""


@dataclass(frozen=True)
class DiffLine:
    """One line of a difference: numbers in the old and the new file, from 1."""

    kind: Kind
    old: int | None
    new: int | None
    text: str


def git_state(folder: Path) -> GitState:
    """The state of a case; raises GitError."""
    if not is_repository(folder):
        return GitState(False)
    refuse_programs(folder)
    branch = git(folder, "symbolic-ref", "--short", "-q", "HEAD", failing=True).strip()
    prefix = git(folder, "rev-parse", "--show-prefix").rstrip("\n")
    listed = git(folder, "status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames")
    changed: list[tuple[str, State]] = []
    staged = False
    for entry in filter(None, listed.split("\0")):
        code, path = entry[:2], entry[3:]
        if path.startswith(prefix):
            changed.append((path[len(prefix) :], _state(code)))
        elif code[0] not in " ?":
            staged = True
    return GitState(True, branch or "no branch", tuple(changed), staged)


def _state(code: str) -> State:
    if "D" in code:
        return "deleted"
    return "added" if code == "??" or "A" in code else "changed"


def git_diff(folder: Path, path: str) -> tuple[DiffLine, ...]:
    """A file of the case in full, next to its last commit; raises GitError."""
    refuse_programs(folder)
    known = bool(git(folder, "rev-parse", "-q", "--verify", "HEAD", failing=True))
    tracked = known and bool(git(folder, "ls-tree", "HEAD", "--", path, failing=True))
    if not tracked:
        file = folder / path
        text = file.read_text("utf-8", "replace") if file.is_file() else ""
        lines = text.removesuffix("\n").split("\n")[:MOST_LINES] if text else []
        return tuple(DiffLine("added", None, n, line) for n, line in enumerate(lines, 1))
    options = ("--no-color", "--no-ext-diff", "--no-textconv", "--unified=1000000")
    return tuple(_lines(git(folder, "diff", *options, "HEAD", "--", path)))


def _lines(printed: str) -> Iterator[DiffLine]:
    old = new = 0
    for line in printed.split("\n"):
        if found := _HUNK.match(line):
            old, new = int(found[1]), int(found[2])
        elif not new and not old:
            continue
        elif line.startswith("+"):
            yield DiffLine("added", None, new, line[1:])
            new += 1
        elif line.startswith("-"):
            yield DiffLine("removed", old, None, line[1:])
            old += 1
        elif line.startswith(" "):
            yield DiffLine("same", old, new, line[1:])
            old, new = old + 1, new + 1


def around_changes(lines: tuple[DiffLine, ...], context: int = 3) -> tuple[DiffLine, ...]:
    """The changed lines with a few around them."""
    near = {
        place
        for number, line in enumerate(lines)
        if line.kind != "same"
        for place in range(number - context, number + context + 1)
    }
    return tuple(line for number, line in enumerate(lines) if number in near)


def within(lines: tuple[DiffLine, ...], first: int, last: int) -> tuple[DiffLine, ...]:
    """The lines between two of the new file, and what was removed among them."""
    at = 0
    found = []
    for line in lines:
        at = line.new or at
        if first <= (line.new or at + 1) <= last:
            found.append(line)
    return tuple(found)


def git_commit(folder: Path, message: str) -> str:
    """Commit the files of the case, and nothing else; gives the commit's short hash."""
    refuse_programs(folder)
    git(folder, "add", "--all", "--", ".")
    git(folder, "commit", "--quiet", "--no-verify", f"--message={message}", "--", ".")
    return git(folder, "rev-parse", "--short", "HEAD").strip()
