"""Edits that are asked for, and what became of them."""

from typing import Annotated

from pydantic import Field, StringConstraints

from contention.workbench.messages.base import (
    Hash,
    Id,
    Message,
    Place,
    ProblemMessage,
    Query,
    Revised,
    Title,
    Words,
)
from contention.workbench.messages.texts import ClaimMessage, ConditionMessage, Sign, Stance, Status


class KnownFactor(Message):
    """A factor of the case."""

    factor: Id


class NewNamed(Message):
    """Something new, by its title; one of the case that has this title is taken instead."""

    new: Title


FactorChoice = KnownFactor | NewNamed
HolderChoice = Id | NewNamed
Strength = (
    Annotated[str, StringConstraints(pattern=r"^[a-z][a-z ]{0,40}$")]
    | Annotated[float, Field(gt=0, le=10)]
)


class NewClaimRequest(Message):
    """A claim on a range of a text."""

    document: Id
    start: Place
    end: Place
    cause: FactorChoice
    effect: FactorChoice
    sign: Sign
    stance: Stance = "asserted"
    holder: HolderChoice | None = Field(default=None, description="Null: the document's author")
    strength: Strength | None = None
    condition: ConditionMessage | None = None


class ClaimChanges(Message):
    """Fields that change; null takes a field out."""

    status: Status | None = None
    start: Place | None = Field(default=None, description="Together with `end`: another range")
    end: Place | None = None
    cause: FactorChoice | None = None
    effect: FactorChoice | None = None
    sign: Sign | None = None
    strength: Strength | None = None
    delay: Words | None = None
    stance: Stance | None = None
    holder: HolderChoice | None = None
    condition: ConditionMessage | None = None
    paraphrase: Words | None = None
    note: Words | None = None
    comment: Words | None = Field(default=None, description="A comment that is added")


class ClaimPatch(Message):
    """Changes to a claim as it was read."""

    hash: Hash
    changes: ClaimChanges


class HashQuery(Query):
    """The entry as it was read."""

    hash: Hash


class ClaimReply(Revised):
    """The claim as it is now."""

    claim: ClaimMessage
    created: list[str] = Field(description="Ids of factors and holders that were added")


class ChangedReply(Revised):
    """Something was changed."""


class NewFactorRequest(Message):
    """A factor."""

    title: Title
    unit: Words = ""
    note: Words = ""


class FactorReply(Revised):
    """The factor that was added, or has this title already."""

    id: str
    created: bool


class FactorChanges(Message):
    """Fields that change; null takes a field out."""

    title: Title | None = None
    unit: Words | None = None
    note: Words | None = None
    group: Words | None = None


class FactorPatch(Message):
    """Changes to a factor as it was read."""

    hash: Hash
    changes: FactorChanges


class MergeRequest(Message):
    """Which factor stays."""

    into: Id
    opposite: bool = False


Coordinate = Annotated[float, Field(ge=-1e6, le=1e6)]


class PositionsRequest(Message):
    """Where factors are on the map: x to the right, y down, in pixels at full size."""

    positions: dict[Id, tuple[Coordinate, Coordinate]] = Field(max_length=5_000)


class Nothing(Message):
    """An empty object."""


class StepMessage(Message):
    """One step of the history."""

    name: str
    at: str
    by: str


class HistoryReply(Revised):
    """What can be undone and redone, the last step last."""

    done: list[StepMessage]
    undone: list[StepMessage]
    more: int = Field(description="Older steps that can be undone and are not listed")


class StepReply(Revised):
    """The step that was undone or redone."""

    name: str
    paths: list[str]
    claim: str | None = Field(description="The claim that it changed, if it changed one")


class FileSummary(Message):
    """A file of the case."""

    path: str
    size: int
    editable: bool


class FilesReply(Revised):
    """The files of a case."""

    files: list[FileSummary]


class FileReply(Revised):
    """A file as text."""

    path: str
    text: str
    hash: str
    problems: list[ProblemMessage]


class FileRequest(Message):
    """A file as it should be, and the hash of what was read; empty for a file that is new."""

    text: Annotated[str, Field(max_length=5_000_000)]
    hash: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")]


class AttachReply(Revised):
    """What was attached."""

    document: str
    exact: bool
    matched: float
    absent: list[str] = Field(description="Entries whose sentence is not in this copy")
