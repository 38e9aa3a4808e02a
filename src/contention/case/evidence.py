"""What a case says about the data that speak to it, as frozen values (`evidence.yaml`)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from contention.case.problem import Place

_EVIDENCE = Place("evidence.yaml")

Grade = Literal["solid", "usable", "doubtful", "derived"]
Design = Literal[
    "interrupted_time_series",
    "before_after",
    "group_difference",
    "survival_difference",
    "local_projection",
]
Scale = Literal["value", "log", "logit", "change"]
"""What is taken of a number: itself, its logarithm, its log odds, or its change a year."""


@dataclass(frozen=True)
class DataSource:
    """A published series or panel: what it measures, and the file that holds it."""

    id: str
    title: str
    publisher: str
    unit: str = ""
    definition: str = ""
    """what exactly is counted or measured"""
    grade: Grade = "usable"
    file: str | None = None
    """path inside the case, if the case carries the data"""
    source: str | None = None
    """file name in the data folder that `contention data --folder` names"""
    column: str = "value"
    date: str = "date"
    """column with the date of a value"""
    low: str = "low"
    high: str = "high"
    """columns with the ends of its range, if the file has them"""
    rows: Mapping[str, str] = field(default_factory=dict)
    """column → the value that a row must have to belong to the series"""
    scale: float = 1.0
    """a value of the file times this is a value in `unit`"""
    cumulative: bool = False
    """whether values only add up from the beginning"""
    breaks: tuple[float, ...] = ()
    """decimal years at which the definition or the method changes"""
    lag: float | None = None
    """years after its date for which a value counts as the latest; None: by its usual distance"""
    caveat: str = ""
    address: str = ""
    """where the publisher has it"""
    place: Place = _EVIDENCE


@dataclass(frozen=True)
class FigureSources:
    """Which series measure a figure of a text."""

    figure: str
    data: tuple[str, ...]
    note: str = ""
    place: Place = _EVIDENCE


@dataclass(frozen=True)
class Parts:
    """Figures of one text that must agree: a whole and its parts, which may be shares of it."""

    whole: str
    parts: tuple[str, ...]
    complete: bool = False
    """whether the parts make up the whole"""
    note: str = ""
    place: Place = _EVIDENCE


@dataclass(frozen=True)
class DataTest:
    """A design that compares claims with data."""

    id: str
    title: str
    claims: tuple[str, ...]
    design: Design
    data: str
    """the source with the outcome"""
    outcome: str
    """column with the outcome"""
    expected: Literal["+", "-"]
    """sign of the effect if the claims are right"""
    opposed: tuple[str, ...] = ()
    """claims that expect an effect of the other sign"""
    outcome_is: str = ""
    """value of the outcome column that counts as the event, if it is not a number"""
    outcome_scale: Scale = "value"
    unit: str = ""
    """column that names the unit of a panel: a country, a war, a pair of states"""
    time: str = "date"
    """column with the date, or with the end of a spell (survival)"""
    start: str = ""
    """column with the date at which the risk of a spell begins; its time is a duration if empty"""
    entry: str = ""
    """column with the date, or the duration, from which a spell is observed"""
    recurs: bool = False
    """whether the event is that the same unit begins another row"""
    exposure: str = ""
    """column with the exposure, if it is not a date"""
    exposed: str = ""
    """value of the exposure column that counts as exposed, if it is not a number"""
    compared: str = ""
    """value of the exposure column that exposed units are compared with; the rest if empty"""
    exposure_scale: Scale = "value"
    exposure_data: str = ""
    """the source with the exposure of a local projection, if it is a different one"""
    exposure_unit: str = ""
    exposure_time: str = ""
    absent_is_zero: tuple[Literal["outcome", "exposure"], ...] = ()
    """what is 0 in a unit and year without a row, since the table lists events"""
    part: Literal["level", "slope"] = "level"
    """what changes at the intervention"""
    every: Literal["", "month", "quarter", "year"] = ""
    """what values are averaged over"""
    since: float | None = None
    until: float | None = None
    """decimal years between which rows count; spells are observed until then"""
    negligible: float = 0.0
    """an effect within this of 0 counts as none"""
    at: float | None = None
    """decimal year of the intervention"""
    window: tuple[float, float] | None = None
    """years before and after the intervention that are used"""
    comparison: str = ""
    """id of a source that should not have moved"""
    cluster: str = ""
    """column within which observations are not independent"""
    adjust: tuple[str, ...] = ()
    """columns that are held constant"""
    horizon: float = 0.0
    """years after the exposure at which the effect is measured"""
    where: Mapping[str, str] = field(default_factory=dict)
    """column → value of the rows that are used"""
    effect_unit: str = ""
    confounders: str = ""
    """what would confound it, in a sentence"""
    note: str = ""
    prior: bool = False
    """whether the effect takes the place of the claims' strengths"""
    place: Place = _EVIDENCE


@dataclass(frozen=True)
class MeasuredStrength:
    """A strength that a test gives, in the place of the coded one."""

    claim: str
    test: str
    median: float
    spread: float
    """geometric standard deviation"""
    interval: tuple[float, float]
    """of 90 %"""
    n: int
    coded_word: str
    """as coded; empty if the text gives no strength"""
    coded_median: float


@dataclass(frozen=True)
class Observation:
    """A factor tied to a series, with the error of observation."""

    factor: str
    data: str
    error: float
    """standard deviation on the factor's scale: log ratio, log odds, or units of a stock"""
    misfit: float = 0.0
    """standard deviation per root-year of what the model leaves out, on the same scale"""
    note: str = ""
    place: Place = _EVIDENCE


@dataclass(frozen=True)
class NoData:
    """Claims that no data can speak to, with the reason."""

    claims: tuple[str, ...]
    reason: str
    place: Place = _EVIDENCE


@dataclass(frozen=True)
class Cost:
    """What carrying out a demand or a scenario costs, in any one unit."""

    scenario: str
    cost: float
    source: str
    place: Place = _EVIDENCE


@dataclass(frozen=True)
class EvidencePlan:
    """Everything that `evidence.yaml` declares; empty if a case has none."""

    data: Mapping[str, DataSource] = field(default_factory=dict)
    figures: tuple[FigureSources, ...] = ()
    parts: tuple[Parts, ...] = ()
    tests: Mapping[str, DataTest] = field(default_factory=dict)
    observations: tuple[Observation, ...] = ()
    no_data: tuple[NoData, ...] = ()
    costs: tuple[Cost, ...] = ()
    budget: float | None = None
    """what may be spent in all, in the unit of the costs"""
