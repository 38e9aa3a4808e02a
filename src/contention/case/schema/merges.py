"""Models of `merges.yaml`."""

from typing import Literal

from pydantic import Field

from contention.case.bounds import Probability
from contention.case.schema.base import Entry, Id, Text


class MergeEntry(Entry):
    """Two factors that are one: the first goes, the second stays."""

    factor: Id = Field(description="The factor that goes")
    into: Id = Field(description="The factor that stays")
    turned: bool = Field(
        default=False, description="It is the opposite: the signs of its claims are turned"
    )
    status: Literal["accepted", "proposed", "rejected"] = Field(
        default="accepted", description="Only accepted merges act"
    )
    similarity: Probability | None = Field(
        default=None, description="How alike the names are, if a reader proposed it"
    )
    found_by: Text = Field(default="", description="`words`, `embeddings`, both, or a coder")
    reason: Text = Field(default="", description="Why they are one")
    coder: Text = Field(default="", description="Who decided")


class MergesFile(Entry):
    """merges.yaml: factors that are one under two names."""

    merges: list[MergeEntry] = Field(default_factory=list, description="Which goes into which")
