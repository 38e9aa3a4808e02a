"""Models of `case.yaml`."""

from typing import Annotated, Any, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from contention.case.bounds import (
    Change,
    Length,
    Probability,
    Spread,
    Spreading,
    Strength,
    Supported,
    Tolerance,
    Year,
    Years,
)
from contention.case.schema.base import (
    Date,
    Duration,
    Entry,
    Id,
    SaturationOrNone,
    StepOrWord,
    Text,
)


class TimesEntry(Entry):
    """The span of time that is run."""

    start: Date = Field(description="Where history begins")
    present: Date = Field(description="Where the text speaks from: the reference")
    end: Date = Field(description="Where the scenarios end")
    step: StepOrWord = Field(description="Step of integration: years, or a duration: `2 weeks`")
    method: Literal["euler", "rk2", "rk4"] = Field(
        default="euler", description="How the steps are taken; `rk2` for model files only"
    )
    unit: Text | None = Field(
        default=None,
        description="Accounts of model files: the unit in which the model counts time",
    )


class HolderEntry(Entry):
    """Somebody who makes claims."""

    title: Text = Field(description="The name as reports show it")
    note: Text = Field(default="", description="Anything a reader should know")


def _holder_form(value: Any) -> str:
    return "HolderEntry" if isinstance(value, dict) else "name"


HolderOrName = Annotated[
    Annotated[HolderEntry, Tag("HolderEntry")] | Annotated[Text, Tag("name")],
    Discriminator(_holder_form),
]


class WorkEntry(Entry):
    """A published work."""

    author: Text = Field(description="Who wrote it")
    title: Text = Field(description="Its title")
    year: Year = Field(description="Year in which it was published")


class DocumentEntry(Entry):
    """A coded text."""

    title: Text = Field(description="Title of the text")
    author: Id = Field(description="The holder who speaks in it")
    date: Date = Field(description="Date of publication")
    length: Length = Field(description="Characters of the normalised text")
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] = Field(
        description="SHA-256 of the normalised text in UTF-8, 64 hexadecimal digits"
    )
    published: list[Text] = Field(default_factory=list, description="Where it is published")
    language: Text = Field(default="en", description="Language of the text")
    file: Text | None = Field(
        default=None, description="Path of the text in the case, only if the case may carry it"
    )
    words: Text | None = Field(
        default=None,
        description="Path of its word print in the case: lets a copy that differs in spaces, "
        "quotes or dashes be attached (made by `contention new` and `contention attach`)",
    )
    kind: Literal["text", "summary"] = Field(
        default="text",
        description="`summary`: written for this case, to put a position at its strongest",
    )
    sums_up: list[WorkEntry] = Field(
        default_factory=list,
        description="Published works whose position a summary sums up, in words of its own",
    )


class AccountEntry(Entry):
    """Which claims an account is made of."""

    title: Text = Field(description="The name as reports show it")
    holders: list[Id] = Field(default_factory=list, description="Whose claims")
    documents: list[Id] | None = Field(
        default=None, description="From which documents; default all"
    )
    common_ground: bool = Field(default=True, description="Whether the common ground belongs to it")
    include: list[Id] = Field(default_factory=list, description="Further claims")
    exclude: list[Id] = Field(default_factory=list, description="Claims left out")
    reported_as: Id | None = Field(
        default=None,
        description="The account that holds the same position as others report it",
    )
    model: Text | None = Field(
        default=None,
        description="Path of a Vensim or XMILE model in the case, which is the account instead of "
        "claims",
    )
    data: list[Text] = Field(
        default_factory=list,
        description="Paths of tables in the case with the values of the model's variables that "
        "have no equation",
    )
    note: Text = Field(default="", description="Anything a reader should know")


class SpreadEntry(Entry):
    """Geometric standard deviations of strengths."""

    stated: Spread = Field(default=2.0, description="Where the text gives a strength")
    unstated: Spread = Field(default=2.5, description="Where it gives none")


class StanceEntry(Entry):
    """Weights of the stances in the author's account; negated claims make no link."""

    asserted: Probability = Field(default=1.0, description="Weight of asserted claims")
    conceded: Probability = Field(default=1.0, description="Weight of conceded claims")
    hedged: Probability = Field(default=0.5, description="Weight of hedged claims")
    reported: Probability = Field(default=0.0, description="Weight of reported claims")
    rejected: Probability = Field(default=0.0, description="Weight of rejected claims")


class TablesEntry(Entry):
    """Words to numbers: a judgement, not a finding. Any part may be left out."""

    strength: dict[str, Strength] = Field(
        default_factory=dict, description="Median elasticity of each word; `unqualified` for none"
    )
    strength_spread: SpreadEntry = Field(
        default_factory=lambda: SpreadEntry(), description="Spread of strengths"
    )
    time: dict[str, Years] = Field(default_factory=dict, description="Median years of each word")
    time_spread: Spread = Field(default=2.0, description="Geometric standard deviation of times")
    adjustment: Duration = Field(default="months", description="Default adjustment time")
    fading: Duration = Field(
        default="a year", description="Default fading time of transient claims"
    )
    stance: StanceEntry = Field(
        default_factory=lambda: StanceEntry(), description="Weights of stances"
    )
    saturation: SaturationOrNone = Field(
        default=4.0,
        description="The factor by which one cause changes its effect at most, at a strength of 1; "
        "`none` for no limit",
    )


class ReadingEntry(Entry):
    """Another way to turn the words for strengths into numbers: every verdict is judged by it."""

    title: Text = Field(description="An adjective for it: `undecided if wide`")
    reason: Text = Field(description="Why the words may be read in this way")
    strength: dict[str, Strength] = Field(
        default_factory=dict,
        description="Median elasticity of words; those left out are as in `tables`",
    )
    spread: Spreading = Field(
        default=1.0,
        description="What the logarithm of every spread of a strength is multiplied by: 2 squares "
        "the geometric standard deviation",
    )
    scaling: Literal["none", "stable loops", "shared"] = Field(
        default="none",
        description="What becomes of the strengths onto one effect: nothing, a limit within loops, "
        "or one movement that its causes share",
    )


class ThresholdsEntry(Entry):
    """When a contention counts as supported, and which change has which size."""

    supported: Supported = Field(default=0.8, description="Share of draws that makes a verdict")
    tolerance: Tolerance = Field(
        default=0.05,
        description="Relative change below which a change is negligible; also what `=` allows",
    )
    clear: Change = Field(default=0.2, description="Least relative change that is clear")
    large: Change = Field(default=1.0, description="Least relative change that is large")
    tolerance_share: Tolerance = Field(
        default=0.02, description="What `=` allows between shares and probabilities, absolute"
    )

    @model_validator(mode="after")
    def _ascending(self) -> Self:
        if not self.tolerance < self.clear < self.large:
            msg = "`tolerance`, `clear` and `large` should ascend"
            raise PydanticCustomError("not_ascending", msg)
        return self


class CaseHead(Entry):
    """What `case.yaml` says apart from its holders, documents and accounts."""

    title: Text = Field(description="What the case is about")
    question: Text = Field(default="", description="The question that it is to answer")
    main: list[Id] = Field(
        default_factory=list,
        description="Ids of the contentions that answer the question; the brief shows them",
    )
    time: TimesEntry = Field(description="Start, present, end and step")
    common_ground: list[Id] = Field(
        default_factory=list, description="Ids of claims that every account shares"
    )
    tables: TablesEntry = Field(
        default_factory=lambda: TablesEntry(), description="Words to numbers"
    )
    readings: dict[Id, ReadingEntry] = Field(
        default_factory=dict,
        description="Other ways to read the words, besides `length_neutral`, `shared` and `wide`",
    )
    thresholds: ThresholdsEntry = Field(
        default_factory=lambda: ThresholdsEntry(), description="When a verdict is one"
    )


class CaseFile(CaseHead):
    """case.yaml: what the case is about, time, documents, holders, accounts and tables."""

    holders: dict[Id, HolderOrName] = Field(description="Who makes claims: a title, or more")
    documents: dict[Id, DocumentEntry] = Field(description="The coded texts")
    accounts: dict[Id, AccountEntry] = Field(description="Whose claims make a model")
