"""What is run while a person looks: verdicts and courses, with claims off and sliders moved."""

from typing import Annotated, Any, Literal

from pydantic import Field

from contention.workbench.live.what_if import (
    LEAST_DRAWS,
    LEAST_TIMES,
    MOST_CHANGED,
    MOST_DRAWS,
    MOST_TIMES,
)
from contention.workbench.messages.base import Id, Message, Revised

Share = Annotated[float, Field(ge=0, le=1)]
Times = Annotated[float, Field(ge=LEAST_TIMES, le=MOST_TIMES)]
ActionId = Annotated[str, Field(max_length=200)]
"""`scenario/number`."""


class TrialRequest(Message):
    """What is tried without being written."""

    off: list[Id] = Field(
        default=[], max_length=MOST_CHANGED, description="Claims and assumptions switched off"
    )
    strengths: dict[Id, Times] = Field(
        default={}, max_length=MOST_CHANGED, description="Claim: what its strength is times"
    )
    actions: dict[ActionId, float] = Field(
        default={}, max_length=MOST_CHANGED, description="Action: its value"
    )
    draws: Annotated[int, Field(ge=LEAST_DRAWS, le=MOST_DRAWS)] = 1000
    seed: Annotated[int, Field(ge=0, le=2**31)] = 1


class JudgeRequest(TrialRequest):
    """Verdicts of one account."""

    rank: int = Field(
        default=0, ge=0, le=2, description="Whatever runs with a smaller number goes first"
    )
    account: Id
    contentions: list[Id] = Field(default=[], max_length=500, description="Empty: all")
    quick: bool = Field(default=False, description="Whether longer steps will do where they can")
    preview: bool = Field(default=False, description="Whether the first draws will do as well")


class SharesMessage(Message):
    """Shares of the draws that tell a direction; null where none does."""

    yes: Share | None
    no: Share | None


class FormerMessage(Message):
    """A verdict with all claims on and every slider where the case has it."""

    verdict: str
    way: str
    shares: SharesMessage
    words: str


class LiveVerdictMessage(Message):
    """A verdict as it is now."""

    contention: str
    verdict: Literal["supported", "opposed", "undecided", "does not follow", "true by construction"]
    way: str = Field(description="How the account answers: follows, reverse, open …")
    cell: str = Field(description="The number that fits into a table; may be empty")
    shares: SharesMessage
    sentence: str = Field(description="The answer for a person")
    shares_in_words: str
    reason: str | None = Field(description="Why nothing follows")
    presence: Share | None = Field(description="Share of draws that connect lever and outcome")
    moving: Share | None = Field(description="Share of draws in which the outcome differs")
    size: str | None = Field(description="Size of the change in a word")
    claims: list[str] = Field(description="Claims between lever and outcome")
    by_denial: bool
    near_threshold: bool
    before: FormerMessage
    moved: bool = Field(description="Whether a share differs by more than its error")
    turned: bool = Field(description="Whether the answer differs")
    numbers: dict[str, Any] = Field(
        description="All numbers, as `contention judge --json` has them"
    )


class JudgeReply(Revised):
    """Verdicts of one account."""

    account: str
    draws: int = Field(description="How many were run: a preview takes the first only")
    seed: int
    ms: float
    final: bool = Field(
        description="False: in longer steps, or the first draws only; "
        "ask again without `quick` and `preview`"
    )
    verdicts: list[LiveVerdictMessage]


class CoursesRequest(TrialRequest):
    """Courses of one factor."""

    accounts: list[Id] = Field(min_length=1, max_length=24)
    scenarios: list[Id] = Field(min_length=1, max_length=24)
    factor: Id
    percent: bool = Field(default=True, description="In percent of the value at present")


class FanMessage(Message):
    """Quantiles of the draws that never fail, at each time; null where there is no number."""

    account: str
    scenario: str
    times: list[float] = Field(description="Decimal years")
    p5: list[float | None]
    p25: list[float | None]
    median: list[float | None]
    p75: list[float | None]
    p95: list[float | None]
    draws: int


class CoursesReply(Revised):
    """Courses of one factor."""

    factor: str
    percent: bool
    draws: int
    ms: float
    present: float
    series: list[FanMessage]
    silent: list[str] = Field(description="Accounts that do not mention the factor")
