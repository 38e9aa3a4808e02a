"""Input files of a corpus."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from contention.case.problem import Place, Problem

TEXTS = frozenset(
    {".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".docx", ".pdf",
     ".doc", ".odt", ".rtf", ".epub"}
)  # fmt: skip
"""Ends of the names that are taken from a folder; the last four are refused with a hint."""


@dataclass(frozen=True)
class Sources:
    """The files to read, sorted by name, each once."""

    files: tuple[Path, ...]
    passed_over: int = 0
    """files of folders whose name is not that of a text"""
    problems: tuple[Problem, ...] = ()


def find_sources(named: Sequence[Path], out: Path) -> Sources:
    """Named files, and the texts in named folders; excludes hidden files and `out`."""
    files: dict[Path, Path] = {}
    problems: list[Problem] = []
    passed_over = 0
    for each in named:
        if not each.is_dir():
            files.setdefault(each.resolve(), each)
            continue
        inside = list(_inside(each, out.resolve(), problems))
        texts = [path for path in inside if path.suffix.lower() in TEXTS]
        passed_over += len(inside) - len(texts)
        for path in texts:
            files.setdefault(path.resolve(), path)
        if not texts:
            hint = "texts are found by their names: .txt, .md, .html, .docx, .pdf"
            problems.append(Problem(Place(str(each)), "the folder contains no texts", hint))
    ordered = sorted(files.values(), key=lambda path: path.as_posix())
    return Sources(tuple(ordered), passed_over, tuple(problems))


def _inside(folder: Path, out: Path, problems: list[Problem]) -> Iterator[Path]:
    def refused(error: OSError) -> None:
        message = f"cannot be read: {error.strerror}"
        hint = "check that you have permission to read this folder"
        problems.append(Problem(Place(str(error.filename)), message, hint))

    for at, folders, names in os.walk(folder, onerror=refused):
        here = Path(at)
        folders[:] = sorted(
            name for name in folders if name[0] != "." and (here / name).resolve() != out
        )
        yield from (here / name for name in sorted(names) if name[0] != ".")
