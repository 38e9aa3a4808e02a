"""Models of `claims/*.yaml` and `assumptions.yaml`."""

from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Discriminator, Field, Tag

from contention.case.bounds import Amount, Probability
from contention.case.model import LinkKind
from contention.case.old_words import LINKS, choice_schema, reads_also
from contention.case.schema.base import (
    AnchorEntry,
    ClaimAnchorEntry,
    ConditionEntry,
    Date,
    Duration,
    Entry,
    Id,
    StrengthOrWord,
    Text,
)

SignWord = Literal["+", "-", "0", "?", "raises", "lowers", "none", "unclear"]


def _zero_as_text(value: Any) -> Any:
    return "0" if value == 0 and not isinstance(value, bool) else value


def _switch(value: Any) -> str:
    return "switch" if isinstance(value, bool) else "duration"


Transience = Annotated[
    Annotated[bool, Tag("switch")] | Annotated[Duration, Tag("duration")], Discriminator(_switch)
]

Link = Annotated[LinkKind, reads_also(LINKS), choice_schema(get_args(LinkKind), LINKS)]


class RelationEntry(Entry):
    """The causal content that a claim and an assumption share."""

    id: Id = Field(description="Its id; claims and assumptions share one set of ids")
    cause: Id = Field(description="The factor that acts")
    effect: Id = Field(description="The factor that is acted on")
    sign: Annotated[
        SignWord,
        BeforeValidator(_zero_as_text, json_schema_input_type=Literal[SignWord, 0]),
    ] = Field(description="`raises`, `lowers`, `none` or `unclear`; or `+`, `-`, `0`, `?`")
    strength: StrengthOrWord | None = Field(
        default=None, description="A word of the strength table or a median elasticity"
    )
    delay: Duration | None = Field(
        default=None, description="Lag beyond the effect's own adjustment; default none"
    )
    link: Link | None = Field(default=None, description="Default: `rate` into stocks, else `value`")
    flow: Literal["inflow", "outflow"] | None = Field(
        default=None,
        description="Which flow a rate link acts on; default the inflow if there is one",
    )
    transient: Transience | None = Field(
        default=None, description="`true` or a fading time: the effect wears off"
    )
    condition: ConditionEntry | None = Field(
        default=None, description="The link acts while this holds"
    )
    necessary: bool = Field(default=False, description="The effect is impossible without the cause")
    credibility: Probability = Field(
        default=1.0, description="Probability that the link is there, above 0"
    )
    sign_credibility: Probability | None = Field(
        default=None,
        description="Probability that the sign is as coded, above 0; default 1, 0.5 for `?`",
    )


class CommentEntry(Entry):
    """What somebody remarks on a claim."""

    by: Text = Field(description="Who says so")
    at: Date = Field(description="The day on which it was said")
    text: Text = Field(description="What is said")


class ClaimEntry(RelationEntry):
    """One coded causal sentence of the document."""

    stance: Literal["asserted", "hedged", "conceded", "negated", "reported", "rejected"] | None = (
        Field(
            default=None,
            description="The author's attitude; default `asserted`, `reported` for other holders",
        )
    )
    holder: Id | None = Field(
        default=None, description="Who says so; default the document's author"
    )
    paraphrase: Text = Field(description="What is said, in the coder's own words")
    drafted: bool = Field(
        default=False,
        description="The paraphrase was put together by a program and is nobody's wording",
    )
    anchor: ClaimAnchorEntry | None = Field(default=None, description="Its place in the document")
    coder: Text = Field(default="", description="Who coded it")
    status: Literal["accepted", "proposed", "rejected"] = Field(
        default="accepted", description="Only accepted claims enter a run"
    )
    note: Text = Field(default="", description="Anything a reader should know")
    comments: list[CommentEntry] = Field(
        default_factory=list, description="What coders remark on it to each other"
    )


class AssumptionEntry(RelationEntry):
    """A link that no text states but an account needs."""

    reason: Text = Field(description="Why an account needs it")
    coder: Text = Field(description="Whose judgement it is")
    accounts: Annotated[
        Annotated[Literal["all"], Tag("all")] | Annotated[list[Id], Tag("ids")],
        Discriminator(lambda value: "ids" if isinstance(value, list) else "all"),
    ] = Field(default="all", description="Ids of the accounts that need it; default `all`")


class FigureEntry(Entry):
    """A number that the document states."""

    id: Id = Field(description="Its id")
    subject: Text = Field(description="What is counted or measured")
    value: Amount = Field(description="The number")
    comparator: Literal["about", "over", "at least", "under", "at most", "exactly"] = Field(
        default="about", description="How the text puts it"
    )
    unit: Text = Field(default="", description="Its unit")
    date: Date | None = Field(default=None, description="When it was so")
    source: Text | None = Field(default=None, description="Whom the text names as its source")
    factor: Id | None = Field(default=None, description="The factor that it measures")
    holder: Id | None = Field(
        default=None, description="Who says so; default the document's author"
    )
    paraphrase: Text = Field(default="", description="What is said, in the coder's own words")
    anchor: AnchorEntry | None = Field(default=None, description="Its place in the document")
    coder: Text = Field(default="", description="Who coded or reviewed it")
    status: Literal["accepted", "proposed", "rejected"] = Field(
        default="accepted", description="Only accepted figures are compared with series"
    )


class ClaimsFile(Entry):
    """claims/*.yaml: the claims and figures of one document."""

    document: Id = Field(description="The document that contains them all")
    claims: list[ClaimEntry] = Field(default_factory=list, description="Coded causal sentences")
    figures: list[FigureEntry] = Field(default_factory=list, description="Numbers stated")


class AssumptionsFile(Entry):
    """assumptions.yaml: links that no text states, with reasons."""

    assumptions: list[AssumptionEntry] = Field(
        default_factory=list, description="Links that no text states"
    )
