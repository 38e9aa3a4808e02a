"""What cannot be done, with the status and the words that the browser gets."""

from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from contention.case.problem import CaseError, Problem
from contention.case.storage.entry_edit import StaleEntryError
from contention.case.storage.writing import BusyError, ChangedMeanwhileError, EditError
from contention.coding.review.undo import ReviewError
from contention.workbench.editing.edit import NotAsLeftError, NothingToDoError
from contention.workbench.git.running import GitError
from contention.workbench.messages.base import ErrorBody, ErrorReply, ProblemMessage
from contention.workbench.opened.workspace import UnknownCaseError
from contention.workbench.views.utf16 import InsideCharacterError

STATUSES = (400, 403, 404, 405, 409, 413, 422, 500)
"""Statuses of replies that are errors."""


class RefusedError(Exception):
    """A request that is answered with an error: what is wrong, and how to fix it."""

    def __init__(
        self, status: int, code: str, message: str, problems: Sequence[Problem] = (),
        claim: dict[str, Any] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(message)
        self.status = status
        self.body = ErrorBody(
            code=code, message=message, claim=claim,
            problems=[ProblemMessage.of(each) for each in problems],
        )  # fmt: skip

    def reply(self) -> dict[str, Any]:
        """The JSON that is sent."""
        return ErrorReply(error=self.body).wire()


_UNWRITTEN = "; nothing was written"
_KINDS: tuple[tuple[tuple[type[Exception], ...], int, str, str], ...] = (
    ((UnknownCaseError,), 404, "unknown_case", ""),
    ((InsideCharacterError,), 422, "no_such_place", ""),
    ((GitError,), 422, "git", ""),
    ((NothingToDoError,), 409, "nothing_to_do", ""),
    ((StaleEntryError, ChangedMeanwhileError, NotAsLeftError), 409, "changed", _UNWRITTEN),
    ((EditError, ReviewError), 422, "not_possible", ""),
    ((FileNotFoundError,), 404, "unknown_file", "; see the list of files"),
    ((OSError,), 422, "not_possible", "; check space and permissions"),
)
"""Errors of the layers below, the narrower first: status, code, and what is added."""


def refused(error: Exception) -> RefusedError | None:
    """The refusal that an error of the layers below means; None for a fault of the program."""
    if isinstance(error, RefusedError):
        return error
    if isinstance(error, ValidationError):
        return RefusedError(422, "not_understood", fields_message(error))
    if isinstance(error, CaseError):
        said = "; ".join(str(each) for each in error.problems)
        if isinstance(error, BusyError):
            return RefusedError(409, "busy", said, error.problems)
        return RefusedError(422, "faulty", said, error.problems)
    for kinds, status, code, more in _KINDS:
        if isinstance(error, kinds):
            said = error.strerror or str(error) if isinstance(error, OSError) else str(error)
            return RefusedError(status, code, said + more)
    return None


def fields_message(error: ValidationError) -> str:
    """What is wrong with the fields of a request, in one line."""
    parts = []
    for each in error.errors(include_url=False, include_input=False)[:8]:
        where = ".".join(str(part) for part in each["loc"]) or "the body"
        parts.append(f"{where}: {each['msg']}")
    return "; ".join(parts)
