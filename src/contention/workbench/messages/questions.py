"""A question that is put to a case: what is done, and what is concluded from it."""

from typing import Annotated, Literal

from pydantic import Field

from contention.workbench.messages.base import Id, Message, Place, Revised, Title, Words

Value = Annotated[float, Field(ge=-1e12, le=1e12)] | Literal["on", "off", "none"]


class KnownScenario(Message):
    """A scenario of the case."""

    scenario: Id


class NewScenario(Message):
    """A scenario in which one factor is held at a value from the present on."""

    title: Title
    factor: Id
    to: Value = Field(description="As `to` of a `set` in scenarios.yaml")
    note: Words = Field(default="", description="Why this much")


class DrawnIn(Message):
    """Where a text draws the conclusion."""

    document: Id
    start: Place
    end: Place


class QuestionRequest(Message):
    """A scenario held against the one in which nothing is done."""

    scenario: KnownScenario | NewScenario
    factor: Id = Field(description="What is looked at")
    higher: bool = Field(description="Whether it ends higher, or lower")
    title: Title
    holder: Id | None = Field(default=None, description="Null: nobody in particular")
    drawn: DrawnIn | None = None


class QuestionReply(Revised):
    """The contention that was added."""

    contention: str
    scenario: str
    created: list[str] = Field(description="Ids of scenarios that were added")
