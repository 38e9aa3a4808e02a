"""What a language model may answer; everything else is discarded and counted."""

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from contention.case.model import Sign, Stance

MOST_CLAIMS = 500
"""Maximum in one answer; more cannot come from a few thousand characters of text."""

_FENCE = re.compile(r"\A\s*```(?:json)?\s*\n(.*?)\n?\s*```\s*\Z", re.S | re.I)
_DURATION = r"^(?:\d{1,3} (?:days|weeks|months|years)|days|weeks|months|years|decades|a year)$"

ModelWords = Annotated[str, Field(min_length=1, max_length=400, pattern=r"\S")]


class UnusableAnswerError(Exception):
    """The answer is not what was asked for."""


class ClaimAnswer(BaseModel):
    """One claim as the model words it; its quotes are not looked up yet."""

    model_config = ConfigDict(frozen=True, strict=True)

    sentence: int = Field(ge=1)
    cause: ModelWords
    effect: ModelWords
    sign: Sign
    stance: Stance
    holder: Annotated[str, Field(min_length=1, max_length=120, pattern=r"\S")]
    confidence: float = Field(ge=0, le=1)
    signal: ModelWords | None = None
    strength: Literal["weak", "strong", "decisive"] | None = None
    delay: Annotated[str, Field(pattern=_DURATION)] | None = None
    condition: ModelWords | None = None
    necessary: bool = False


class _Claims(BaseModel):
    claims: list[Any] = Field(max_length=MOST_CLAIMS)


class _Said(BaseModel):
    content: str


class _Choice(BaseModel):
    message: _Said
    finish_reason: str | None = None


class _Completion(BaseModel):
    choices: list[_Choice] = Field(min_length=1)


def content_of(body: bytes) -> str:
    """What the model said, out of a chat completion; raises UnusableAnswerError."""
    try:
        choice = _Completion.model_validate_json(body).choices[0]
    except ValidationError as error:
        raise UnusableAnswerError("the server's answer is not a chat completion") from error
    if choice.finish_reason == "length":
        raise UnusableAnswerError("the model's answer was cut off")
    return choice.message.content


def claims_of(content: str) -> tuple[list[ClaimAnswer], int]:
    """The claims in what a model said, and how many were malformed; raises UnusableAnswerError."""
    fenced = _FENCE.match(content)
    try:
        listed = _Claims.model_validate_json(fenced[1] if fenced else content).claims
    except ValidationError as error:
        raise UnusableAnswerError("the model's answer is not the JSON asked for") from error
    good: list[ClaimAnswer] = []
    for each in listed:
        try:
            good.append(ClaimAnswer.model_validate(each))
        except ValidationError:
            continue
    return good, len(listed) - len(good)
