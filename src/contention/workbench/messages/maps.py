"""The map of an account."""

from typing import Literal

from pydantic import Field

from contention.workbench.messages.base import Message, Revised
from contention.workbench.messages.texts import Sign


class MapNodeMessage(Message):
    """A factor on the map."""

    id: str
    title: str
    kind: str
    group: str
    x: float | None = Field(description="Pixels to the right; null: nobody put it anywhere")
    y: float | None = Field(description="Pixels down")
    placed: bool = Field(description="Whether a person put it there")


class MapEdgeMessage(Message):
    """A link, a denied effect, or a dependency of an expression or gate."""

    id: str
    kind: Literal["link", "denial", "dependency"]
    cause: str
    effect: str
    sign: Sign
    weight: float = Field(description="Elasticity that the words stand for; 0 if not stated")
    holders: list[str]
    claims: list[str] = Field(description="Claims that state it, or deny it; no assumptions")
    assumptions: list[str]
    documents: list[str] = Field(description="Documents that these claims are in")
    denied: bool = Field(description="Whether the account denies the effect (too)")
    assumption: bool = Field(description="Whether no claim states it")
    conflict: bool = Field(description="Whether the account contradicts itself about it")
    delay: bool
    conditional: bool
    transient: bool
    necessary: bool


class MapReply(Revised):
    """The map of an account, or what lies between levers and outcomes of a contention."""

    account: str
    nodes: list[MapNodeMessage]
    edges: list[MapEdgeMessage]
    levers: list[str]
    outcomes: list[str]
    notes: list[str] = Field(description="What is left out, in words")
