"""Jobs, git, agreement between coders, and cases that are started."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from contention.case.text.characters import steering
from contention.workbench.messages.base import Id, Message, Query, Revised, Title, Words


class ReadRequest(Message):
    """The document that is to be read."""

    document: Id


class HingesRequest(Message):
    """Whose verdict on what."""

    account: Id
    contention: Id
    draws: Annotated[int, Field(ge=16, le=5_000)] = 1000
    budget: Annotated[int, Field(ge=0, le=5_000)] = 500


class RobustnessRequest(Message):
    """Whose verdicts."""

    account: Id
    contentions: list[Id] | None = None
    draws: Annotated[int, Field(ge=16, le=5_000)] = 256


class JobStarted(Message):
    """A job that has been started, or waits for its turn."""

    id: str


class JobReply(Message):
    """A job."""

    id: str
    state: Literal["running", "done", "failed", "stopped"]
    done: int
    total: int
    result: Any = Field(default=None, description="What the command prints with --json")
    message: str | None = Field(default=None, description="Why it failed")


class GitChange(Message):
    """A file that differs from the last commit."""

    path: str
    state: Literal["added", "changed", "deleted", "renamed"]


class GitReply(Message):
    """What git says about a case."""

    repository: bool
    branch: str
    changed: list[GitChange]
    staged: bool = Field(description="Whether files outside of the case are staged")


class DiffQuery(Query):
    """A file, or the lines of a claim in it."""

    path: str
    claim: str | None = None


class DiffLineMessage(Message):
    """One line."""

    kind: Literal["same", "added", "removed"]
    old: int | None
    new: int | None
    text: str


class DiffReply(Message):
    """What has changed since the last commit."""

    lines: list[DiffLineMessage]


def _no_steering(text: str) -> str:
    if steering(text) is not None or not text.strip():
        raise ValueError("give some text without control characters")
    return text.strip()


class CommitRequest(Message):
    """What the commit is about."""

    message: Annotated[str, Field(min_length=1, max_length=5_000), AfterValidator(_no_steering)]


class CommitReply(Revised):
    """The commit."""

    commit: str


class AgreementQuery(Query):
    """Two coders of one document."""

    other: str
    coder: str | None = None
    document: str | None = None


class AgreementField(Message):
    """A field of the claims that both have."""

    field: str
    scale: str
    pairs: int
    agreement: float | None
    alpha: float | None
    kappa: float | None


class CodingDifferenceMessage(Message):
    """A field in which they differ."""

    claims: list[str | None]
    field: str
    values: list[str | None]


class AgreementReply(Revised):
    """How far two coders agree; numbers are null where they cannot be computed."""

    coder: str
    other: str
    document: str
    claims: tuple[int, int]
    shared: int
    f1: float | None
    words: float | None = Field(description="Alpha for which words carry a claim, and its sign")
    fields: list[AgreementField]
    differences: list[CodingDifferenceMessage]
    only: tuple[list[str], list[str]] = Field(description="Claims that one alone has")


class SentFile(Message):
    """A text: its words, or a file of any kind that can be read."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    text: Annotated[str, Field(max_length=5_000_000)] = ""
    file: Annotated[str, Field(max_length=5_000_000)] = Field(
        default="", description="The file itself, in base64, instead of its words"
    )
    title: Words = ""
    author: Words = ""
    date: Words = ""


class NewCaseRequest(Message):
    """A case, with at least one text."""

    title: Title
    question: Words = ""
    files: list[SentFile] = Field(min_length=1, max_length=20)


class NewCaseReply(Revised):
    """The case that was started."""

    id: str


class ContentionQuery(Query):
    """The contention that the brief is about; left out: the main ones."""

    contention: str | None = None
