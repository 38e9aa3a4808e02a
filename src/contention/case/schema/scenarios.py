"""Models of `scenarios.yaml` and `contentions.yaml`."""

from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from contention.case.bounds import Amount, Multiple
from contention.case.schema.base import (
    AmountOrWord,
    AnchorEntry,
    Date,
    Entry,
    Expression,
    Id,
    Length,
    Text,
)


class SetEntry(Entry):
    """From a date on a factor is held at a value."""

    set: Id = Field(description="The factor that is held")
    to: AmountOrWord = Field(
        description="Quantities and inputs: a multiple of the reference, or `none`; shares and "
        "stocks: a value; events and dated inputs: `on`, `off`; variables and parameters of "
        "models: a value"
    )
    at: Date = Field(default="present", description="From when")
    over: Length | None = Field(default=None, description="How long it takes to get there")
    until: Date | None = Field(default=None, description="Until when; default to the end")


class ShockEntry(Entry):
    """At a date a factor is moved once."""

    shock: Id = Field(description="The factor that is moved")
    times: Multiple | None = Field(default=None, description="Quantities: multiplied by this")
    add: Amount | None = Field(
        default=None, description="Shares, stocks, and stocks of models: this is added"
    )
    at: Date = Field(default="present", description="When")


class RemoveEntry(Entry):
    """From a date on a claim or assumption no longer acts."""

    remove: Id = Field(description="The claim or assumption")
    at: Date = Field(default="present", description="From when")


def _action_form(value: Any) -> str | None:
    forms = {"set": "SetEntry", "shock": "ShockEntry", "remove": "RemoveEntry"}
    found = [forms[key] for key in forms if isinstance(value, dict) and key in value]
    return found[0] if found else None


ActionEntry = Annotated[
    Annotated[SetEntry, Tag("SetEntry")]
    | Annotated[ShockEntry, Tag("ShockEntry")]
    | Annotated[RemoveEntry, Tag("RemoveEntry")],
    Discriminator(
        _action_form,
        custom_error_type="no_action",
        custom_error_message="an action begins with `set`, `shock` or `remove`",
    ),
]


class ScenarioEntry(Entry):
    """What is done to the system and when."""

    title: Text = Field(description="The name as reports show it")
    actions: list[ActionEntry] = Field(default_factory=list, description="What is done")
    note: Text = Field(default="", description="Anything a reader should know")


class DemandEntry(Entry):
    """An action that a document calls for."""

    id: Id = Field(description="Its id")
    document: Id = Field(description="The document that contains it")
    paraphrase: Text = Field(description="What is called for, in the coder's own words")
    holder: Id | None = Field(default=None, description="Who calls for it; default the author")
    anchor: AnchorEntry | None = Field(default=None, description="Its place in the document")
    scenario: Id | None = Field(default=None, description="The scenario that carries it out")
    factor: Id | None = Field(default=None, description="The lever that it pulls")
    no_lever: Text | None = Field(
        default=None, description="Instead of both: why nothing in these accounts answers to it"
    )


class ScenariosFile(Entry):
    """scenarios.yaml: scenarios and demands."""

    scenarios: dict[Id, ScenarioEntry] = Field(description="Scenarios by id")
    demands: list[DemandEntry] = Field(default_factory=list, description="What is called for")


class ContentionEntry(Entry):
    """A conclusion made testable."""

    id: Id = Field(description="Its id")
    title: Text = Field(description="The conclusion in words")
    test: Expression = Field(description="The conclusion as an expression over scenarios")
    holder: Id | None = Field(
        default=None, description="Whose conclusion; default the document's author"
    )
    document: Id | None = Field(default=None, description="The document that draws it")
    anchor: AnchorEntry | None = Field(default=None, description="Its place in the document")
    note: Text = Field(default="", description="Anything a reader should know")


class ContentionsFile(Entry):
    """contentions.yaml: conclusions made testable."""

    contentions: list[ContentionEntry] = Field(
        default_factory=list, description="Conclusions as tests"
    )
