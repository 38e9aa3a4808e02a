"""What a case folder holds, as frozen values. Times are decimal years, durations are years."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from contention.case.coded_document import Document
from contention.case.evidence import EvidencePlan
from contention.case.merged import Coded, Merge
from contention.case.problem import Place
from contention.case.strength_reading import WordReading

_CASE = Place("case.yaml")
_ASSUMPTIONS = Place("assumptions.yaml")
_FACTORS = Place("factors.yaml")
_SCENARIOS = Place("scenarios.yaml")
_CONTENTIONS = Place("contentions.yaml")

Sign = Literal["+", "-", "0", "?"]
Kind = Literal["quantity", "share", "stock", "event", "equation", "input"]
LinkKind = Literal["value", "rate"]
Flow = Literal["inflow", "outflow"]
Stance = Literal["asserted", "hedged", "conceded", "negated", "reported", "rejected"]
Status = Literal["accepted", "proposed", "rejected"]


@dataclass(frozen=True)
class Anchor:
    """Half-open range of characters in a document's normalised text, with an optional quote."""

    start: int
    end: int
    quote: str | None = None


@dataclass(frozen=True)
class Lognormal:
    """A positive uncertain number: median and geometric standard deviation (1 = certain)."""

    median: float
    spread: float = 1.0


@dataclass(frozen=True)
class Holder:
    """Somebody who makes claims."""

    id: str
    title: str
    note: str = ""


@dataclass(frozen=True)
class Condition:
    """A smooth gate on another factor: `on`, `off`, or below or above a value."""

    factor: str
    side: Literal["below", "above", "on", "off"]
    threshold: float = 0.0
    """relative to the reference for quantities, a value for shares, stocks and inputs"""
    relative: bool = True
    """True if `threshold` is a multiple of the reference value (words `none`, `low`, `high`)"""


@dataclass(frozen=True)
class Relation:
    """The causal content that a claim and an assumption share."""

    cause: str
    effect: str
    sign: Sign
    strength: Lognormal
    """elasticity at the reference"""
    strength_word: str | None = None
    """as written; None if the text gives no strength"""
    delay: Lognormal | None = None
    """years; Erlang-3"""
    link: LinkKind = "value"
    flow: Flow | None = None
    """which flow of a stock a rate link acts on"""
    transient: Lognormal | None = None
    """fading time in years"""
    condition: Condition | None = None
    necessary: bool = False
    credibility: float = 1.0
    sign_credibility: float = 1.0
    """probability that the sign is as coded (0.5 for `?`)"""


@dataclass(frozen=True)
class Claim:
    """One coded causal sentence of a document."""

    id: str
    document: str
    relation: Relation
    stance: Stance
    holder: str
    paraphrase: str
    anchor: Anchor | None
    coder: str = ""
    status: Status = "accepted"
    place: Place = _CASE
    coded: Coded | None = None
    """the entry as coded in the file, if merges changed what it refers to"""
    drafted: bool = False
    """whether the paraphrase was put together by a program, and written by nobody"""


@dataclass(frozen=True)
class Assumption:
    """A link that no text states but an account needs: an unstated premise."""

    id: str
    relation: Relation
    reason: str
    coder: str
    accounts: tuple[str, ...] | None = None
    """ids of the accounts that need it; None means all"""
    place: Place = _ASSUMPTIONS
    coded: Coded | None = None


@dataclass(frozen=True)
class Figure:
    """A number that a text states."""

    id: str
    document: str
    subject: str
    value: float
    unit: str
    comparator: str = "about"
    date: str | None = None
    source: str | None = None
    factor: str | None = None
    holder: str = ""
    paraphrase: str = ""
    anchor: Anchor | None = None
    status: Status = "accepted"
    place: Place = _CASE


@dataclass(frozen=True)
class Series:
    """Observed values: decimal years and numbers, with the publisher of each file."""

    path: str
    times: tuple[float, ...]
    values: tuple[float, ...]
    dates: tuple[str, ...]
    publisher: str = ""
    note: str = ""


@dataclass(frozen=True)
class Rate:
    """Units (flows) or occurrences (hazards) per year at the reference, with the source."""

    rate: Lognormal
    source: str = ""


@dataclass(frozen=True)
class DatedEvent:
    """Something that was so from one time until another (None = to the end)."""

    start: float
    until: float | None = None


@dataclass(frozen=True)
class InputShape:
    """How an input runs: exactly one of the fields is used, the one that `form` names."""

    form: Literal["constant", "series", "step", "pulse", "ramp", "events"]
    value: float = 1.0
    """constant: the value; step, pulse, ramp: the value reached"""
    start: float = 0.0
    end: float = 0.0
    series: Series | None = None
    events: tuple[DatedEvent, ...] = ()


@dataclass(frozen=True)
class Factor:
    """Something that can be higher or lower; which fields matter depends on `kind`."""

    id: str
    title: str
    kind: Kind = "quantity"
    unit: str = ""
    """'' means relative to the value at present (quantities) or dimensionless"""
    baseline: float = 1.0
    """value at present: the reference"""
    initial: float | None = None
    """value at the start of history; the reference where left out"""
    adjustment: Lognormal = Lognormal(0.25, 2.0)
    """first-order adjustment time in years (quantities and shares)"""
    inflow: Rate | str | None = None
    """stocks: a rate at the reference, or an expression"""
    outflow: Rate | str | None = None
    hazard: Rate | None = None
    duration: float | None = None
    """events: years that an occurrence lasts; None = permanent"""
    at_most: int = 1
    only_while: Condition | None = None
    occurred: tuple[DatedEvent, ...] = ()
    equation: str | None = None
    shape: InputShape | None = None
    observed: Series | None = None
    group: str = ""
    note: str = ""
    place: Place = _FACTORS

    @property
    def dated(self) -> bool:
        """Whether it is an input that dated events turn on and off."""
        return self.shape is not None and self.shape.form == "events"

    @property
    def switch(self) -> bool:
        """Whether it is either on or off: an event, or a dated input."""
        return self.kind == "event" or self.dated


@dataclass(frozen=True)
class SetAction:
    """From `at` (ramping over `over` years) until `until` the factor is held at `to`."""

    factor: str
    to: float
    """in the factor's own unit; events: 1 on, 0 off; quantities: a multiple of the reference"""
    at: float
    over: float = 0.0
    until: float | None = None
    place: Place = _SCENARIOS


@dataclass(frozen=True)
class ShockAction:
    """At `at`, quantities are multiplied by `times`, or `add` is added to shares and stocks."""

    factor: str
    at: float
    times: float | None = None
    add: float | None = None
    place: Place = _SCENARIOS


@dataclass(frozen=True)
class RemoveAction:
    """From `at` a claim or assumption no longer acts."""

    claim: str
    at: float
    place: Place = _SCENARIOS


Action = SetAction | ShockAction | RemoveAction


@dataclass(frozen=True)
class Scenario:
    """What is done to the system and when."""

    id: str
    title: str
    actions: tuple[Action, ...] = ()
    note: str = ""
    place: Place = _SCENARIOS


@dataclass(frozen=True)
class Demand:
    """An action that a text calls for, and the scenario that carries it out, if a lever exists."""

    id: str
    document: str
    paraphrase: str
    holder: str
    anchor: Anchor | None = None
    scenario: str | None = None
    factor: str | None = None
    """the lever that it pulls"""
    no_lever: str | None = None
    """why no lever in these accounts answers to it"""
    place: Place = _SCENARIOS


@dataclass(frozen=True)
class Contention:
    """A conclusion made testable."""

    id: str
    title: str
    test: str
    holder: str = ""
    document: str | None = None
    anchor: Anchor | None = None
    note: str = ""
    place: Place = _CONTENTIONS
    test_place: Place = _CONTENTIONS


@dataclass(frozen=True)
class AccountSpec:
    """Which claims an account is made of."""

    id: str
    title: str
    holders: tuple[str, ...]
    documents: tuple[str, ...] | None = None
    """None means all documents"""
    common_ground: bool = True
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    note: str = ""
    reported_as: str | None = None
    """id of the account that holds the same position as others report it"""
    place: Place = _CASE


@dataclass(frozen=True)
class Times:
    """Decimal years of start, present and end, and the step in years."""

    start: float
    present: float
    end: float
    step: float
    method: Literal["euler", "rk4"] = "euler"


@dataclass(frozen=True)
class Thresholds:
    """From what share of draws a verdict is one, and which changes have which size."""

    supported: float = 0.8
    """share of draws"""
    tolerance: float = 0.05
    """relative change: below it negligible, from it on slight; also what `=` allows"""
    clear: float = 0.2
    """relative change from which on it is clear"""
    large: float = 1.0
    """relative change from which on it is large: a doubling or a halving"""
    tolerance_share: float = 0.02
    """what `=` allows between shares and probabilities, absolute"""


@dataclass(frozen=True)
class Case:
    """A whole case, read and valid; every value knows its place in the files."""

    folder: Path
    id: str
    title: str
    question: str
    times: Times
    documents: Mapping[str, Document]
    holders: Mapping[str, Holder]
    accounts: Mapping[str, AccountSpec]
    factors: Mapping[str, Factor]
    claims: Mapping[str, Claim]
    """accepted, proposed and rejected ones; only accepted claims enter a run"""
    assumptions: Mapping[str, Assumption]
    figures: Mapping[str, Figure]
    scenarios: Mapping[str, Scenario]
    demands: Mapping[str, Demand]
    contentions: Mapping[str, Contention]
    merges: Mapping[str, Merge] = field(default_factory=dict)
    """accepted ones have been followed: their factors are gone"""
    common_ground: tuple[str, ...] = ()
    """ids of claims that every account with `common_ground: true` shares"""
    stance_weights: Mapping[str, float] = field(default_factory=dict)
    thresholds: Thresholds = Thresholds()
    saturation: float = 4.0
    """factor by which a cause changes its effect at most, at a strength of 1; infinity: no limit"""
    strengths: Mapping[str, Lognormal] = field(default_factory=dict)
    """what each word for strength stands for"""
    texts: Mapping[str, Path] = field(default_factory=dict)
    """documents whose text is attached or carried, with the file"""
    readings: Mapping[str, WordReading] = field(default_factory=dict)
    """how verdicts are judged; of a case that was loaded always `coded` first, then the others"""
    evidence: EvidencePlan = field(default_factory=EvidencePlan)
