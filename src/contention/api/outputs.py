"""Whether a file may be written: never one that belongs to the case or is attached to it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from os import PathLike
from pathlib import Path

from contention.case.model import Case
from contention.case.problem import CaseError

READ = (".yaml", ".yml")
"""what a case reads wherever it lies in the folder"""


def refuse_output(case: Case, path: str | PathLike[str]) -> None:
    """Raise ValueError unless a file may be written; called before anything is computed."""
    fault = output_fault(Path(path), case)
    if fault:
        raise ValueError(fault)


def write_file(path: str | PathLike[str], content: bytes) -> Path:
    """Write a file in one step; the old file stays if that fails, and ValueError says why."""
    from contention.case.storage.outputs import write_output
    from contention.case.storage.writing import EditError

    out = Path(path)
    try:
        write_output(out, content)
    except OSError as error:
        raise ValueError(f"{out} cannot be written: {error.strerror or error}") from error
    except (CaseError, EditError) as error:
        raise ValueError(f"{out} cannot be written: {error}") from error
    return out


def output_fault(out: Path, case: Case) -> str:
    """Why a file may not or cannot be written, by whatever path or link; empty if it can."""
    try:
        file = out.resolve()
        return _belongs(file, case) or _unwritable(out, file)
    except (OSError, RuntimeError) as error:
        return f"{out} cannot be written: {getattr(error, 'strerror', None) or error}"


def _belongs(file: Path, case: Case) -> str:
    """Why a file may not be overwritten, seeing whose it is; empty if it may."""
    from contention.case.storage.outputs import enclosing_case, output_fault

    folder = case.folder.resolve()
    for document, text in _texts(case):
        if _same(file, text):
            return f"{file.name} is the text of “{document}” — name another file"
    if any(_same(file, part) for part in _parts(case)):
        return f"{file.name} is a part of the case — name another file"
    around = enclosing_case(file) or folder
    if not file.is_relative_to(around):
        return ""
    inside = file.relative_to(around)
    if file.suffix.lower() in READ or any(part.startswith(".") for part in inside.parts):
        return f"{inside.as_posix()} would be a part of the case — name another file"
    fault = output_fault(file)
    return f"{fault} — name another file" if fault else ""


def _texts(case: Case) -> Iterator[tuple[str, Path]]:
    """Every document with its text, carried or attached, whether or not it can be read."""
    from contention.case.text.texts import attachments

    yield from case.texts.items()
    for document, attachment in attachments(case.folder).items():
        yield document, attachment.file


def _parts(case: Case) -> Iterator[Path]:
    """Every file that the case reads, wherever a link in its folder leads."""
    from contention.case.parsed_case import read_draft

    for factor in case.factors.values():
        shape = factor.shape.series if factor.shape is not None else None
        for series in (shape, factor.observed):
            if series is not None:
                yield case.folder / series.path
    for document in read_draft(case.folder).documents.values():
        for path in (document.body.file, document.body.words):
            if path is not None:
                yield case.folder / path
    yield from case.folder.glob("*.yaml")
    yield from case.folder.glob("claims/*.yaml")


def _same(one: Path, other: Path) -> bool:
    """Whether two paths name one file, links included."""
    if one == other.resolve():
        return True
    return one.exists() and other.exists() and one.samefile(other)


def _unwritable(out: Path, file: Path) -> str:
    if file.is_dir():
        return f"{out} is a folder — name a file in it"
    if not file.parent.is_dir():
        return f"there is no folder “{out.parent}”"
    if not os.access(file if file.exists() else file.parent, os.W_OK):
        return f"{out} cannot be written: you may not write there"
    return ""
