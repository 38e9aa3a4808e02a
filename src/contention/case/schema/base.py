"""What all models of the case files share: strictness, words and common fields."""

from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    model_validator,
)

from contention.case.bounds import Amount, Position, Saturation, StatedStrength, Step, Year
from contention.language.parsing import LONGEST


class Entry(BaseModel):
    """A mapping in a case file: unknown keys are refused, an empty value counts as left out."""

    model_config = ConfigDict(
        extra="forbid", strict=True, frozen=True, allow_inf_nan=False, populate_by_name=False
    )

    @model_validator(mode="before")
    @classmethod
    def _drop_empty(cls, data: Any) -> Any:
        if isinstance(data, dict):
            return {key: value for key, value in data.items() if value is not None}
        return data


def _kind_of_value(value: Any) -> str:
    if isinstance(value, bool):
        return "word"
    return "number" if isinstance(value, int | float) else "word"


Text = Annotated[str, Field(max_length=20_000)]
Expression = Annotated[str, Field(max_length=LONGEST)]
"""An expression as written."""
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=80)]
"""Lower-case words joined by underscores."""
AmountOrWord = Annotated[
    Annotated[Amount, Tag("number")] | Annotated[Text, Tag("word")], Discriminator(_kind_of_value)
]
"""A quantity, or a word with a meaning of its own."""
StepOrWord = Annotated[
    Annotated[Step, Tag("number")] | Annotated[Text, Tag("word")], Discriminator(_kind_of_value)
]
"""A number of years, or a duration as written."""
StrengthOrWord = Annotated[
    Annotated[StatedStrength, Tag("number")] | Annotated[Text, Tag("word")],
    Discriminator(_kind_of_value),
]
"""A median elasticity, or a word of the strength table."""
SaturationOrNone = Annotated[
    Annotated[Saturation, Tag("number")] | Annotated[Literal["none"], Tag("word")],
    Discriminator(_kind_of_value),
]
"""How far a cause can move an effect, or `none` for no limit."""


def _number_as_text(value: Any) -> Any:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return f"{value!r}" if number else value


Date = Annotated[
    str,
    BeforeValidator(_number_as_text, json_schema_input_type=str | Year | Amount),
    Field(
        description="`2024-02-24`, `2024-02`, `2024`, `present` or `present + 2 years`; in models "
        "a number"
    ),
]
"""A date as written; a bare year, or the time of a model, may be a YAML number."""
Duration = Annotated[
    Text, Field(description="A word of the time table, or a number with a unit: `18 months`")
]
"""A duration as written."""
Length = Annotated[Duration, BeforeValidator(_number_as_text, json_schema_input_type=str | Amount)]
"""The same; a YAML number is a length of a model's time, in its own unit."""


class AnchorEntry(Entry):
    """Half-open range of characters of the document's normalised text."""

    start: Position = Field(description="First character, counted from 0")
    end: Position = Field(description="Character after the last")
    quote: Text | None = Field(
        default=None, description="The words themselves, if they may be given"
    )


Stretch = Annotated[list[Position], Field(min_length=2, max_length=2)]
"""First character and the one after the last."""


class ClaimAnchorEntry(AnchorEntry):
    """The place of a claim and, where a reader found them, of the words for its two ends."""

    cause: Stretch | None = Field(
        default=None, description="Words for the cause: first character, and the one after the last"
    )
    effect: Stretch | None = Field(default=None, description="The same for the effect")


class ConditionEntry(Entry):
    """A gate on a factor: exactly one of `is`, `below` and `above`."""

    factor: Id = Field(description="The factor that is looked at")
    is_: Literal["none", "low", "high", "on", "off"] | None = Field(
        default=None,
        alias="is",
        description="`none`, `low`, `high`; `on`, `off` for events and dated inputs",
    )
    below: Amount | None = Field(
        default=None,
        description="Holds below this: a multiple of the reference for quantities, else a value",
    )
    above: Amount | None = Field(
        default=None,
        description="Holds above this: a multiple of the reference for quantities, else a value",
    )
