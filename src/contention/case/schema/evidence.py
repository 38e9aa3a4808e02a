"""Models of `evidence.yaml`."""

from typing import Annotated, Literal

from pydantic import Field

from contention.case.bounds import Amount, Multiple, Years
from contention.case.evidence import Design, Grade, Scale
from contention.case.schema.base import Date, Duration, Entry, Id, Text

Column = Annotated[str, Field(min_length=1, max_length=200)]
Deviation = Annotated[float, Field(gt=0, le=1e15)]
Cells = dict[Column, Text]
"""Column → the text that its cell must hold."""


class DataEntry(Entry):
    """A published series or panel; exactly one of `file` and `source`."""

    title: Text = Field(description="The name as reports show it")
    publisher: Text = Field(description="Who publishes it")
    unit: Text = Field(default="", description="Unit of the values after `scale`")
    definition: Text = Field(default="", description="What exactly is counted or measured")
    grade: Grade = Field(default="usable", description="How far it can be relied on")
    file: Text | None = Field(default=None, description="Path of a CSV in the case")
    source: Text | None = Field(
        default=None, description="Name of a CSV in the folder that `contention data` is given"
    )
    column: Column = Field(default="value", description="The column with the values")
    date: Column = Field(default="date", description="The column with the dates")
    low: Column = Field(default="low", description="The column with the low end of its range")
    high: Column = Field(default="high", description="The column with the high end of its range")
    rows: Cells = Field(
        default_factory=dict, description="Column and value of the rows that belong to it"
    )
    scale: Multiple = Field(default=1.0, description="What values are multiplied by")
    cumulative: bool = Field(default=False, description="Values add up from the beginning")
    breaks: list[Date] = Field(
        default_factory=list, description="Dates at which the definition or method changes"
    )
    lag: Duration | None = Field(
        default=None,
        description="How long after its date a value counts as the latest; default 2.5 steps",
    )
    caveat: Text = Field(default="", description="What a reader must know before relying on it")
    address: Text = Field(default="", description="Where its publisher has it")


class FigureSourcesEntry(Entry):
    """Which series measure a figure of a text."""

    data: list[Id] = Field(
        default_factory=list, description="Ids of the series; none if nothing measures it"
    )
    note: Text = Field(
        default="", description="How the definitions differ, or why there is no data"
    )


class PartsEntry(Entry):
    """Figures of one text that must agree: a whole and its parts."""

    whole: Id = Field(description="The figure of the whole")
    parts: list[Id] = Field(min_length=1, description="Figures of its parts, in the same unit")
    complete: bool = Field(default=False, description="The parts make up the whole")
    note: Text = Field(default="", description="Anything a reader should know")


class DataTestEntry(Entry):
    """A design that compares claims with data."""

    title: Text = Field(description="The question in a few words")
    claims: list[Id] = Field(min_length=1, description="The claims that it speaks to")
    opposed: list[Id] = Field(
        default_factory=list, description="Claims that expect an effect of the other sign"
    )
    design: Design = Field(description="How the effect is estimated")
    data: Id = Field(description="The source with the outcome")
    outcome: Column = Field(default="value", description="The column with the outcome")
    outcome_is: Text = Field(
        default="", description="Its value that counts as the event, if it is not a number"
    )
    outcome_scale: Scale = Field(default="value", description="What is taken of the outcome")
    expected: Literal["+", "-"] = Field(description="Sign of the effect if the claims are right")
    unit: Text = Field(default="", description="The column that names the unit of a panel")
    time: Column = Field(default="date", description="The column with the date or the duration")
    exposure: Text = Field(default="", description="The column with the exposure")
    exposed: Text = Field(default="", description="Its value that counts as exposed")
    compared: Text = Field(default="", description="Its value to compare with; default the rest")
    exposure_scale: Literal["value", "log"] = Field(
        default="value", description="What is taken of an exposure that is a number"
    )
    exposure_data: Id | None = Field(
        default=None, description="The source with the exposure of a local projection, if another"
    )
    exposure_unit: Text = Field(default="", description="Its column with the unit; default `unit`")
    exposure_time: Text = Field(default="", description="Its column with the date; default `time`")
    absent_is_zero: list[Literal["outcome", "exposure"]] = Field(
        default_factory=list, description="What is 0 in a unit and year without a row"
    )
    start: Text = Field(default="", description="The column with the date at which risk begins")
    entry: Text = Field(
        default="", description="The column with the date from which a spell is observed"
    )
    recurs: bool = Field(
        default=False, description="The event is that the same unit begins another row"
    )
    part: Literal["level", "slope"] = Field(
        default="level", description="What changes at the intervention"
    )
    every: Literal["", "month", "quarter", "year"] = Field(
        default="", description="Values are averaged over this"
    )
    since: Date | None = Field(default=None, description="The first date looked at")
    until: Date | None = Field(
        default=None, description="The date up to which rows are looked at and spells observed"
    )
    at: Date | None = Field(default=None, description="Date of the intervention")
    before: Years | None = Field(default=None, description="Years looked at before it")
    after: Years | None = Field(default=None, description="Years looked at after it")
    comparison: Id | None = Field(
        default=None, description="A source that the intervention should not have moved"
    )
    cluster: Text = Field(
        default="", description="The column within which observations are not independent"
    )
    adjust: list[Column] = Field(default_factory=list, description="Columns held constant")
    horizon: Annotated[float, Field(ge=0, le=100)] = Field(
        default=0.0, description="Years after the exposure at which the effect is measured"
    )
    where: Cells = Field(
        default_factory=dict, description="Column and value of the rows that are looked at"
    )
    negligible: Annotated[float, Field(ge=0, le=1e15)] = Field(
        default=0.0, description="An effect within this of 0 counts as none"
    )
    effect_unit: Text = Field(default="", description="Unit of the effect in words")
    confounders: Text = Field(description="What would confound it, in a sentence")
    note: Text = Field(default="", description="Anything a reader should know")
    prior: bool = Field(
        default=False, description="The effect takes the place of the claims' strengths"
    )


class ObservationEntry(Entry):
    """A factor tied to a series."""

    data: Id = Field(description="The series")
    error: Deviation = Field(
        description="Standard deviation of observation: log ratio, log odds, or units of a stock"
    )
    misfit: Annotated[float, Field(ge=0, le=1e15)] = Field(
        default=0.0, description="Standard deviation per root-year of what the model leaves out"
    )
    note: Text = Field(default="", description="Anything a reader should know")


class NoDataEntry(Entry):
    """Claims that no data can speak to."""

    claims: list[Id] = Field(min_length=1, description="The claims")
    reason: Text = Field(description="Why no data can")


class CostEntry(Entry):
    """What a scenario costs."""

    cost: Amount = Field(description="A number, in one unit for all scenarios")
    source: Text = Field(description="Where the number comes from, or whose judgement it is")


class EvidenceFile(Entry):
    """evidence.yaml: data and what is compared with them."""

    data: dict[Id, DataEntry] = Field(default_factory=dict, description="Series and panels by id")
    figures: dict[Id, FigureSourcesEntry] = Field(
        default_factory=dict, description="By id of a figure: the series that measure it"
    )
    parts: list[PartsEntry] = Field(
        default_factory=list, description="Figures of one text that must agree"
    )
    tests: dict[Id, DataTestEntry] = Field(
        default_factory=dict, description="Designs that compare claims with data, by id"
    )
    factors: dict[Id, ObservationEntry] = Field(
        default_factory=dict, description="By id of a factor: the series that observes it"
    )
    no_data: list[NoDataEntry] = Field(
        default_factory=list, description="Claims that no data can speak to"
    )
    costs: dict[Id, CostEntry] = Field(
        default_factory=dict, description="By id of a scenario: what it costs"
    )
    budget: Amount | None = Field(default=None, description="What may be spent in all")
