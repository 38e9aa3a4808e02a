"""Texts of documents and claims on them."""

from typing import Literal

from pydantic import Field

from contention.workbench.messages.base import Message, Range, Revised

Stance = Literal["asserted", "hedged", "conceded", "negated", "reported", "rejected"]
Status = Literal["accepted", "proposed", "rejected"]
Sign = Literal["raises", "lowers", "none", "unclear"]


class SentenceMessage(Message):
    """A sentence, with what a new claim there is preset to."""

    start: int
    end: int
    stance: Stance | None = Field(description="Null in long texts: ask for `standing`")
    holder: str | None = Field(description="Id of a holder; null: nobody whom the case knows")
    name: str = Field(description="The name that the text gives; empty: the author")


class DocumentReply(Revised):
    """A document with its text."""

    id: str
    title: str
    author: str
    date: str
    text: str | None
    where_to_get: str = Field(description="Where it is published; empty if that is not known")
    differs: bool = Field(description="Whether it is a copy that differs from the coded text")
    paragraphs: list[Range]
    sentences: list[SentenceMessage]


class StandingReply(Message):
    """Who says what is in a range of a text, and how."""

    start: int = Field(description="Of the sentence")
    end: int
    stance: Stance
    holder: str | None = Field(description="Id of a holder; null: nobody whom the case knows")
    name: str = Field(description="The name that the text gives; empty: the author")


class CommentMessage(Message):
    """A remark on a claim."""

    by: str
    at: str
    text: str


class ConditionMessage(Message):
    """A gate on a factor: exactly one of the three is given."""

    factor: str
    is_: Literal["none", "low", "high", "on", "off"] | None = Field(default=None, alias="is")
    below: float | None = None
    above: float | None = None


class ClaimMessage(Message):
    """A claim as it is written."""

    id: str
    document: str
    start: int | None = Field(description="Null: the text, or this sentence of it, is not here")
    end: int | None
    cause: str
    effect: str
    sign: Sign
    strength: str | float | None
    delay: str | None
    stance: Stance
    holder: str
    condition: ConditionMessage | None
    status: Status
    coder: str
    paraphrase: str
    drafted: bool = Field(description="Whether the paraphrase is a program's")
    note: str
    comments: list[CommentMessage]
    confidence: float | None = Field(description="A reader's, if it proposed the claim")
    path: str
    line: int
    hash: str = Field(description="Guards a change; empty if it cannot be changed here")


class ClaimsReply(Revised):
    """All claims of a case."""

    claims: list[ClaimMessage]
