"""A session, its cases, and what one case holds."""

from typing import Literal

from pydantic import Field

from contention.workbench.messages.base import Message, ProblemMessage, Range, Revised


class CaseSummary(Message):
    """One of the cases that are served."""

    id: str
    title: str
    problems: int = Field(description="Errors that keep it from running")


class SessionReply(Message):
    """What is served, and to whom."""

    version: str
    read_only: bool
    coder: str
    cases: list[CaseSummary]


class DocumentSummary(Message):
    """A document of a case."""

    id: str
    title: str
    author: str
    date: str
    has_text: bool
    where_to_get: str = Field(description="Where it is published; empty if that is not known")
    claims: int
    proposed: int


class HolderSummary(Message):
    """Somebody who makes claims."""

    id: str
    title: str
    colour: str


class FactorSummary(Message):
    """A factor as written, those that are merged away too."""

    id: str
    title: str
    unit: str
    kind: str
    group: str
    note: str
    named_by: str = Field(description="Who settled the name that a reader proposed")
    claims: int = Field(description="Claims that name it, rejected ones left out")
    uses: int = Field(description="Places that name it other than claims")
    definition: str = Field(description="What its entry says besides its title, as YAML")
    merged_into: str | None
    turned: bool = Field(description="Whether it is the opposite of what it is merged into")
    line: int
    hash: str = Field(description="Guards a change; empty if it cannot be changed here")


class AccountSummary(Message):
    """An account."""

    id: str
    title: str
    holders: list[str]


class ActionMessage(Message):
    """One action of a scenario."""

    id: str = Field(description="Scenario and number: `charge_only/0`")
    kind: Literal["set", "shock", "remove"]
    factor: str | None
    claim: str | None = None
    title: str
    value: float | None
    unit: str
    from_: float | None = Field(alias="from", description="Decimal year")
    to: float | None = Field(description="Decimal year; null: to the end")
    switch: bool = Field(description="Whether the factor is either on or off")
    low: float | None = Field(description="Least value to be tried; null: it has no number")
    high: float | None
    measure: Literal["multiple", "share", "amount", "switch", "nothing"] = Field(
        description="What the value of a `set` counts: multiples of the present, or as it is"
    )
    words: str


class ScenarioSummary(Message):
    """A scenario."""

    id: str
    title: str
    actions: list[ActionMessage]


class ContentionSummary(Message):
    """A conclusion made testable."""

    id: str
    title: str
    test: str
    kind: str = Field(description="How it looks at a course: `final`, `mean`, …")
    factor: str | None = Field(description="The first factor whose course it looks at")
    factors: list[str]
    scenarios: list[str]
    note: str
    holder: str
    document: str | None = None
    spans: list[Range] = Field(default=[], description="Where the document draws it")


class DemandSummary(Message):
    """An action that a document calls for."""

    id: str
    document: str
    paraphrase: str
    holder: str | None
    scenario: str | None
    factor: str | None
    no_lever: str | None
    spans: list[Range]


class FigureSummary(Message):
    """A number that a document states."""

    id: str
    document: str
    start: int | None
    end: int | None
    value: float
    comparator: str
    unit: str
    title: str
    status: Literal["accepted", "proposed", "rejected"]


class CaseReply(Revised):
    """A case as far as it can be read."""

    id: str
    title: str
    question: str
    runs: bool = Field(description="Whether it has no error, and can be judged")
    problems: list[ProblemMessage]
    documents: list[DocumentSummary]
    holders: list[HolderSummary]
    factors: list[FactorSummary]
    accounts: list[AccountSummary]
    scenarios: list[ScenarioSummary]
    contentions: list[ContentionSummary]
    demands: list[DemandSummary]
    figures: list[FigureSummary]
    coders: list[str] = Field(description="Whose claims the case has")
    strengths: list[str] = Field(description="Words for strengths")
