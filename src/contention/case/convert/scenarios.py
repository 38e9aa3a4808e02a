"""Scenarios, demands and contentions as values."""

from contention.case.articles import with_article
from contention.case.convert.converter import Converter
from contention.case.convert.copying import value_of
from contention.case.draft import Located
from contention.case.factor_kinds import CEILING, FLOOR, SHARES, TRAITS
from contention.case.model import (
    Action,
    Contention,
    Demand,
    RemoveAction,
    Scenario,
    SetAction,
    ShockAction,
)
from contention.case.schema.scenarios import (
    ContentionEntry,
    DemandEntry,
    RemoveEntry,
    ScenarioEntry,
    SetEntry,
    ShockEntry,
)


def scenario_value(reading: Converter, entry: Located[ScenarioEntry]) -> Scenario:
    """A scenario; actions that do not fit their factor are noted and left out."""
    actions: list[Action] = []
    for index, body in enumerate(entry.body.actions):
        action: Action | None
        if isinstance(body, SetEntry):
            action = _set(reading, entry, index, body)
        elif isinstance(body, ShockEntry):
            action = _shock(reading, entry, index, body)
        else:
            action = _remove(reading, entry, index, body)
        if action is not None:
            actions.append(action)
    place = entry.key_place()
    return Scenario(entry.id, entry.body.title, tuple(actions), entry.body.note, place)


def _when(
    reading: Converter, entry: Located[ScenarioEntry], index: int, text: str, key: str = "at"
) -> float:
    """A date from present to end: nothing before the present differs between scenarios."""
    times = reading.times
    place = entry.place("actions", index, key)
    return reading.date_within(text, place, times.present, times.end)


def _set(
    reading: Converter, entry: Located[ScenarioEntry], index: int, body: SetEntry
) -> SetAction | None:
    keys = ("actions", index)
    if not reading.draft.check_id("factor", body.set, entry.place(*keys, "set")):
        return None
    value = _target(reading, entry, index, body)
    at = _when(reading, entry, index, body.at)
    until = None
    if body.until is not None:
        until = _when(reading, entry, index, body.until, "until")
        if until <= at:
            message = "`until` is not after `at`"
            hint = "swap or correct the dates"
            reading.draft.note(entry.place(*keys, "until"), message, hint)
    over = 0.0
    if body.over is not None:
        over = reading.years(body.over, entry.place(*keys, "over"))
        if reading.switched(body.set):
            message = f"`{body.set}` is on or off and cannot change gradually"
            reading.draft.note(entry.key_place(*keys, "over"), message, "leave `over` out")
    return SetAction(body.set, value, at, over, until, entry.place(*keys))


def _target(reading: Converter, entry: Located[ScenarioEntry], index: int, body: SetEntry) -> float:
    """The number behind `to`, checked against the kind of the factor."""
    place = entry.place("actions", index, "to")
    kind, given = reading.kind(body.set), body.to
    if body.set not in reading.draft.factors:
        return 1.0  # has problems of its own
    if reading.switched(body.set):
        if given in ("on", "off"):
            return float(given == "on")
        message = f"`{body.set}` is either on or off"
        reading.draft.note(place, message, "write `to: on` or `to: off`")
        return 1.0
    found = TRAITS[kind]
    if found.set_as == "nothing":
        message = f"`{body.set}` is {with_article(kind)} and cannot be set"
        hint = "set one of the factors that it is made of"
        reading.draft.note(entry.place("actions", index, "set"), message, hint)
        return 1.0
    if given == "none" and found.none is not None:
        return found.none
    message = f"{with_article(kind)} cannot be set to "
    if not isinstance(given, int | float):
        reading.draft.note(place, f"{message}`{given}`", found.set_range.words)
        return 1.0
    if not found.set_range.holds(given):
        reading.draft.note(place, f"{message}{given:g}", found.set_range.words)
    return float(given)


def _shock(
    reading: Converter, entry: Located[ScenarioEntry], index: int, body: ShockEntry
) -> ShockAction | None:
    keys = ("actions", index)
    if not reading.draft.check_id("factor", body.shock, entry.place(*keys, "shock")):
        return None
    kind = reading.kind(body.shock)
    if body.shock not in reading.draft.factors:
        return None  # has problems of its own
    wanted = TRAITS[kind].shock
    if wanted is None:
        message = f"`{body.shock}` is {with_article(kind)}: a shock cannot move it"
        hint = "shock one of the factors it is made of" if TRAITS[kind].computed else "use `set`"
        reading.draft.note(entry.place(*keys, "shock"), message, hint)
        return None
    other = "add" if wanted == "times" else "times"
    if getattr(body, other) is not None:
        message = f"`{other}` does not fit {with_article(kind)}"
        hint = f"write `{wanted}:` instead"
        reading.draft.note(entry.key_place(*keys, other), message, hint)
    elif getattr(body, wanted) is None:
        hint = f"add `{wanted}: …`"
        reading.draft.note(entry.place(*keys), "nothing says how far the shock goes", hint)
    _check_reach(reading, entry, index, body)
    at = _when(reading, entry, index, body.at)
    return ShockAction(body.shock, at, body.times, body.add, entry.place(*keys))


def _check_reach(
    reading: Converter, entry: Located[ScenarioEntry], index: int, body: ShockEntry
) -> None:
    """Check that a shock, from the reference, leaves its factor within the range of its kind."""
    kind, reference = reading.kind(body.shock), reading.baseline(body.shock)
    found = TRAITS[kind]
    times = body.times if found.shock == "times" else None
    if times is not None and not found.set_range.holds(times):
        message = f"{with_article(kind)} cannot be multiplied by {times:g}"
        hint = f"a number from {FLOOR:g} to {CEILING:g}: {FLOOR:g} stands for none"
        reading.draft.note(entry.place("actions", index, "times"), message, hint)
    if found.set_as != "share" or body.add is None or not found.start.holds(reference):
        return
    least, most = SHARES[0] - reference, SHARES[1] - reference
    if not least - 1e-12 <= body.add <= most + 1e-12:
        message = f"a share that is {reference:g} at present cannot move by {body.add:g}"
        hint = f"shares lie between 0 and 1: from {least:.4g} to {most:.4g}"
        reading.draft.note(entry.place("actions", index, "add"), message, hint)


def _remove(
    reading: Converter, entry: Located[ScenarioEntry], index: int, body: RemoveEntry
) -> RemoveAction | None:
    keys = ("actions", index)
    if not reading.draft.check_id("claim", body.remove, entry.place(*keys, "remove")):
        return None
    at = _when(reading, entry, index, body.at)
    return RemoveAction(body.remove, at, entry.place(*keys))


def demand_value(reading: Converter, entry: Located[DemandEntry]) -> Demand:
    """A demand with either its lever or the reason why there is none."""
    body, draft = entry.body, reading.draft
    for kind in ("document", "scenario", "factor", "holder"):
        given = getattr(body, kind)
        if given is not None:
            draft.check_id(kind, given, entry.place(kind))
    lever = body.scenario is not None and body.factor is not None
    either = body.scenario is not None or body.factor is not None
    if lever == (body.no_lever is not None) or (either and not lever):
        hint = "give `scenario` and `factor`, or `no_lever` with the reason"
        message = f"demand `{entry.id}` needs either a complete lever or a reason for having none"
        draft.note(entry.place(), message, hint)
    document = draft.documents.get(body.document)
    return value_of(
        Demand,
        body,
        holder=body.holder or (document.body.author if document else ""),
        anchor=reading.anchor(body.anchor, body.document, entry),
        place=entry.place(),
    )


def contention_value(reading: Converter, entry: Located[ContentionEntry]) -> Contention:
    """A contention; its test is checked elsewhere."""
    body, draft = entry.body, reading.draft
    if body.holder is not None:
        draft.check_id("holder", body.holder, entry.place("holder"))
    document = None
    if body.document is not None:
        draft.check_id("document", body.document, entry.place("document"))
        document = draft.documents.get(body.document)
    elif body.anchor is not None:
        hint = "add `document: …`"
        draft.note(entry.place("anchor"), "the anchor names no document", hint)
    return value_of(
        Contention,
        body,
        holder=body.holder or (document.body.author if document else ""),
        anchor=reading.anchor(body.anchor, body.document or "", entry),
        place=entry.place(),
        test_place=entry.inside(0, "test"),
    )
