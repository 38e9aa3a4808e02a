"""The model of `map.yaml`."""

from typing import Annotated

from pydantic import Field

from contention.case.bounds import Amount
from contention.case.schema.base import Entry, Id

PointEntry = Annotated[list[Amount], Field(min_length=2, max_length=2)]
"""x to the right and y down, in pixels."""


class MapFile(Entry):
    """map.yaml: where factors are on the map of the workbench."""

    positions: dict[Id, PointEntry] = Field(
        default_factory=dict, description="Factor: `[x, y]`, where a person put it"
    )
