"""A text that is dropped on a document: kept on this machine, and attached if it is the text."""

from pathlib import Path

from contention.case.parsed_case import read_draft
from contention.case.problem import CaseError, Place, Problem
from contention.case.storage.writing import PRIVATE, change
from contention.case.text.attachment import Attached, attach
from contention.coding.review.undo import ReviewError
from contention.documents.files import MARKDOWN, kind_by_name, read_bytes
from contention.documents.limits import ReadOptions
from contention.documents.unreadable import UnreadableFileError
from contention.workbench.editing.splices import sha256_of


def attach_bytes(folder: Path, document: str, name: str, content: bytes) -> Attached:
    """Attach the text of a file that a browser sent; raises CaseError if it is another text.

    A copy is kept in `.contention/texts`, which git ignores.
    """
    draft = read_draft(folder)
    if document not in draft.documents:
        raise ReviewError(f"there is no document `{document}`")
    if draft.documents[document].body.file is not None:
        raise ReviewError(f"the case carries the text of `{document}`: there is nothing to attach")
    text = _text(name, content)
    suffix = ".md" if kind_by_name(name) == MARKDOWN else ".txt"
    path = f"{PRIVATE}/texts/{document}-{sha256_of(text.encode('utf-8'))[:12]}{suffix}"
    known = (folder / path).exists()
    change(folder, lambda changes: changes.put(path, text))
    try:
        return attach(draft, document, folder / path)
    except CaseError as error:
        if not known:
            (folder / path).unlink(missing_ok=True)
        problems = tuple(_named(each, Path(path).name, name) for each in error.problems)
        raise CaseError(problems) from None


def _text(name: str, content: bytes) -> str:
    try:
        return read_bytes(content, name, ReadOptions(any_language=True)).text
    except UnreadableFileError as error:
        place = Place(name, error.line)
        raise CaseError((Problem(place, error.message, error.hint),)) from None


def _named(problem: Problem, kept: str, name: str) -> Problem:
    """A problem with the name that the user knows the file by."""
    return Problem(
        problem.place, problem.message.replace(kept, name), problem.hint.replace(kept, name),
        problem.severity,
    )  # fmt: skip
