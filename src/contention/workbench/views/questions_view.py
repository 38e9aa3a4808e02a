"""Scenarios and contentions as messages."""

from collections.abc import Iterator

from contention.case.draft import Located
from contention.case.factor_kinds import traits
from contention.case.model import Action, RemoveAction, Scenario, SetAction, ShockAction
from contention.case.schema.scenarios import ContentionEntry
from contention.language.contentions import reducer_calls
from contention.language.parsing import names, parse
from contention.language.syntax import Fault, InScenario
from contention.language.tree_walking import walk
from contention.show.words.plain_words import action_in_words
from contention.workbench.live.what_if import sliders_of
from contention.workbench.messages.cases import (
    ActionMessage,
    ContentionSummary,
    ScenarioSummary,
)
from contention.workbench.opened.snapshot import Snapshot
from contention.workbench.views.text_view import spans_of


def scenario_summaries(snapshot: Snapshot) -> list[ScenarioSummary]:
    """The scenarios; without their actions if the case cannot run."""
    case = snapshot.case
    if case is None:
        drafts = snapshot.draft.scenarios.items()
        return [ScenarioSummary(id=id_, title=e.body.title, actions=[]) for id_, e in drafts]
    return [
        ScenarioSummary(id=id_, title=each.title, actions=list(_actions(snapshot, each)))
        for id_, each in case.scenarios.items()
    ]


def _actions(snapshot: Snapshot, scenario: Scenario) -> Iterator[ActionMessage]:
    case = snapshot.case
    assert case is not None
    sliders = snapshot.once("sliders", lambda: {one.id: one for one in sliders_of(case)})
    for number, action in enumerate(scenario.actions):
        slider = sliders.get(f"{scenario.id}/{number}")
        name = None if isinstance(action, RemoveAction) else action.factor
        factor = None if name is None else case.factors.get(name)
        kind, value, until = _told(action)
        yield ActionMessage.model_validate(
            {
                "id": f"{scenario.id}/{number}",
                "kind": kind,
                "factor": name,
                "claim": action.claim if isinstance(action, RemoveAction) else None,
                "title": factor.title if factor is not None else getattr(action, "claim", ""),
                "value": value,
                "unit": factor.unit if factor is not None else "",
                "from": action.at,
                "to": until,
                "switch": factor is not None and factor.switch,
                "low": None if slider is None else slider.low,
                "high": None if slider is None else slider.high,
                "measure": "nothing" if factor is None else traits(factor).set_as,
                "words": action_in_words(action, case),
            }
        )


def _told(action: Action) -> tuple[str, float | None, float | None]:
    """Kind, value and end of an action."""
    if isinstance(action, SetAction):
        return "set", action.to, action.until
    if isinstance(action, ShockAction):
        return "shock", action.times if action.times is not None else action.add, None
    return "remove", None, None


def contention_summaries(snapshot: Snapshot) -> list[ContentionSummary]:
    """The contentions with what they look at."""
    return [_contention(snapshot, each) for each in snapshot.draft.contentions.values()]


def _contention(snapshot: Snapshot, entry: Located[ContentionEntry]) -> ContentionSummary:
    body = entry.body
    node = parse(body.test, contention=True)
    factors: list[str] = []
    scenarios: list[str] = []
    kind = ""
    if not isinstance(node, Fault):
        known = snapshot.draft.known["factor"]
        scenarios = list(dict.fromkeys(e.scenario for e in walk(node) if isinstance(e, InScenario)))
        factors = [name for name in dict.fromkeys(names(node)) if name in known]
        kind = next(iter(_kinds(node)), "")
    return ContentionSummary(
        id=entry.id,
        title=body.title,
        test=body.test,
        kind=kind,
        factor=factors[0] if factors else None,
        factors=factors,
        scenarios=scenarios,
        note=body.note,
        holder=body.holder or "",
        document=body.document,
        spans=spans_of(snapshot, body.document, body.anchor),
    )


def _kinds(node: object) -> Iterator[str]:
    try:
        yield from (leaf.kind for leaf in reducer_calls(node))  # type: ignore[arg-type]
    except ValueError:  # a reducer without a scenario: listed among the problems
        return
