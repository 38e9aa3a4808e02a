"""The names of proposals, settled before the claims."""

from typing import Annotated

from pydantic import Field

from contention.workbench.messages.base import Id, Message, Revised, Title


class NameMentionMessage(Message):
    """Where the text mentions what a name is about."""

    start: int | None = Field(description="Null: the text, or this part of it, is not here")
    end: int | None
    words: str = Field(description="Empty: only the place of the claim is known")
    sentence: int = Field(description="Its number, from 1; 0 without the text")


class NameMessage(Message):
    """A factor that proposed claims name."""

    id: str
    title: str
    claims: int = Field(description="Proposed claims of the document that use it")
    known: bool = Field(description="Whether it is the case's, and no reader's proposal")
    settled: bool
    named_by: str = Field(description="Who settled it; empty: nobody, or it was never proposed")
    mentions: list[NameMentionMessage]
    joined: list[str] = Field(description="What was merged into it; opposites begin with `not: `")


class NamesReply(Revised):
    """The names of the proposed claims of a document, the most used first."""

    document: str
    names: list[NameMessage]
    waiting: int = Field(description="Names that nobody has settled yet")


class SettleRequest(Message):
    """Names that are right as they are."""

    factors: Annotated[list[Id], Field(min_length=1, max_length=5_000)]


class RenameRequest(Message):
    """Another wording of a name."""

    title: Title


class JoinRequest(Message):
    """The name that another one becomes."""

    into: Id
    opposite: bool = False
