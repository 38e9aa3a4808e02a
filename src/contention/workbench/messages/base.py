"""What all messages share: camel case outside, strict checking, nothing unknown."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from contention.case.problem import Problem
from contention.case.text.characters import not_allowed, steering

LONGEST = 20_000
"""Characters of a text field."""


class Message(BaseModel):
    """A JSON object of the API."""

    model_config = ConfigDict(
        alias_generator=to_camel,
        populate_by_name=True,
        extra="forbid",
        strict=True,
        frozen=True,
        allow_inf_nan=False,
    )

    def wire(self) -> dict[str, Any]:
        """The object as it is sent."""
        return self.model_dump(mode="json", by_alias=True)


class Query(Message):
    """Parameters of an address, written with underscores."""

    model_config = ConfigDict(alias_generator=None)


def _plain(text: str) -> str:
    offset = steering(text)
    if offset is not None:
        raise ValueError(not_allowed(text[offset]))
    return text


def _said(text: str) -> str:
    if not text.strip():
        raise ValueError("give some text")
    return " ".join(text.split())


Words = Annotated[str, Field(max_length=LONGEST), AfterValidator(_plain)]
"""A text without control characters; may be empty."""
Title = Annotated[str, Field(min_length=1, max_length=300), AfterValidator(_plain),
                  AfterValidator(_said)]  # fmt: skip
"""One line that says something."""
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,79}$")]
"""An id of a case."""
Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
"""SHA-256 of the lines of an entry, or of a file, as they were read."""
Place = Annotated[int, Field(ge=0, le=100_000_000)]
"""A position in a text, in UTF-16 code units."""
Range = tuple[int, int]


class ProblemMessage(Message):
    """One fault in a file of the case."""

    path: str
    line: int
    column: int
    message: str
    hint: str
    severity: Literal["error", "warning", "note"]

    @classmethod
    def of(cls, problem: Problem) -> "ProblemMessage":
        """The message about a problem."""
        place = problem.place
        return cls(
            path=place.path, line=place.line, column=place.column, message=problem.message,
            hint=problem.hint, severity=problem.severity,
        )  # fmt: skip


class ErrorBody(Message):
    """What went wrong."""

    code: str
    message: str = Field(description="What is wrong, and how to fix it")
    problems: list[ProblemMessage] = []
    claim: dict[str, Any] | None = Field(
        default=None, description="With a clash about a claim: the claim as it is now"
    )


class ErrorReply(Message):
    """The reply to what cannot be done."""

    error: ErrorBody


class Revised(Message):
    """A reply about a case."""

    revision: str = Field(description="Hash of all that was read of the case")
