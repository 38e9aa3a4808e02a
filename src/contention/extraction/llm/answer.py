"""What a language model may answer; everything else is discarded and counted."""

import json
import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from contention.case.model import Sign, Stance

MOST_CLAIMS = 500
"""Maximum in one answer; more cannot come from a few thousand characters of text."""

_LIST = re.compile(r'\s*(?:```(?:json)?\s*)?\{\s*"claims"\s*:\s*\[\s*', re.I)
_NEXT = re.compile(r"\s*,?\s*")
_FENCE = re.compile(r"\A\s*```(?:json)?\s*\n(.*?)\n?\s*```\s*\Z", re.S | re.I)
_DURATION = r"^(?:\d{1,3} (?:days|weeks|months|years)|days|weeks|months|years|decades|a year)$"

ModelWords = Annotated[str, Field(min_length=1, max_length=400, pattern=r"\S")]


class UnusableAnswerError(Exception):
    """The answer is not what was asked for."""


class CutAnswerError(UnusableAnswerError):
    """The answer ended before it was complete."""

    def __init__(self, content: str) -> None:
        super().__init__("the model's answer was cut off")
        self.content = content


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
        raise CutAnswerError(choice.message.content)
    return choice.message.content


def claims_of(content: str) -> tuple[list[ClaimAnswer], int]:
    """The claims in what a model said, and how many were malformed; raises UnusableAnswerError."""
    fenced = _FENCE.match(content)
    try:
        listed = _Claims.model_validate_json(fenced[1] if fenced else content).claims
    except ValidationError as error:
        raise UnusableAnswerError("the model's answer is not the JSON asked for") from error
    return _checked(listed)


def complete_claims_of(content: str) -> tuple[list[ClaimAnswer], int]:
    """The same for an answer that was cut off: the claims before the cut, which may be none."""
    listed: list[Any] = []
    opening = _LIST.match(content)
    at = opening.end() if opening else len(content)
    decoder = json.JSONDecoder()
    while at < len(content) and len(listed) < MOST_CLAIMS:
        try:
            each, end = decoder.raw_decode(content, at)
        except (ValueError, RecursionError):
            break
        listed.append(each)
        at = _NEXT.match(content, end).end()  # type: ignore[union-attr]
    return _checked(listed)


def _checked(listed: list[Any]) -> tuple[list[ClaimAnswer], int]:
    good: list[ClaimAnswer] = []
    for each in listed:
        try:
            good.append(ClaimAnswer.model_validate(each))
        except ValidationError:
            continue
    return good, len(listed) - len(good)
