"""Questions that are put to a case: a scenario, and a contention that looks at it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from contention.case.draft import Draft
from contention.case.storage.entry_edit import append_entries, entry_lines
from contention.case.storage.new_case import quoted
from contention.case.storage.writing import Changes
from contention.case.suggestions import did_you_mean
from contention.coding.review.entry_finders import ContentionFinder, Finder, KeyFinder
from contention.coding.review.review_factors import new_id
from contention.coding.review.undo import Added, Change, ReviewError

SCENARIOS, CONTENTIONS = "scenarios.yaml", "contentions.yaml"
UNCHANGED = "Everything goes on as it is"
"""Title of the scenario in which nothing is done, where a case has none."""


@dataclass(frozen=True)
class Done:
    """What is done in a scenario: one of the case by its id, or a new one."""

    id: str = ""
    title: str = ""
    factor: str = ""
    to: str = ""
    """as it is written"""
    note: str = ""


@dataclass(frozen=True)
class Concluded:
    """What is concluded: that a factor ends higher, or lower, than if nothing is done."""

    factor: str
    higher: bool
    title: str
    holder: str | None = None
    document: str | None = None
    anchor: str | None = None


@dataclass(frozen=True)
class Question:
    """Ids of what was asked, and which scenarios were added for it."""

    contention: str
    scenario: str
    created: tuple[str, ...]


def ask(changes: Changes, done: Done, said: Concluded) -> tuple[Question, list[Change]]:
    """Add a contention, and the scenarios that it needs and the case lacks."""
    draft = changes.draft()
    _known(draft, "factor", said.factor, "factors.yaml")
    steps: list[Change] = []
    baseline = _baseline(draft)
    if not baseline:
        baseline = _free(draft, UNCHANGED)
        steps.append(_put_scenario(changes, baseline, [f"title: {quoted(UNCHANGED)}"]))
    if done.id:
        _known(draft, "scenario", done.id, SCENARIOS)
        scenario = done.id
    else:
        _known(draft, "factor", done.factor, "factors.yaml")
        scenario = _free(draft, done.title, (baseline,))
        steps.append(_put_scenario(changes, scenario, _scenario_lines(done)))
    if scenario == baseline:
        raise ReviewError(f"in `{scenario}` nothing is done: choose another scenario")
    created = tuple(each.find.keys[-1] for each in steps if isinstance(each, Added)
                    and isinstance(each.find, KeyFinder))  # fmt: skip
    id_ = new_id(said.title, "question", draft.known.get("contention", ()))
    lines = _contention_lines(id_, said, scenario, baseline)
    steps.append(_put(changes, CONTENTIONS, "contentions", lines, ContentionFinder(id_)))
    return Question(id_, scenario, tuple(map(str, created))), steps


def _baseline(draft: Draft) -> str:
    """The first scenario in which nothing is done; empty if there is none."""
    return next((id_ for id_, each in draft.scenarios.items() if not each.body.actions), "")


def _known(draft: Draft, kind: str, id_: str, where: str) -> None:
    if id_ not in draft.known.get(kind, {}):
        raise ReviewError(f"unknown {kind} `{id_}`; {did_you_mean(id_, draft.ids(kind), where)}")


def _free(draft: Draft, title: str, more: Collection[str] = ()) -> str:
    return new_id(title, "scenario", {*draft.known.get("scenario", ()), *more})


def _scenario_lines(done: Done) -> list[str]:
    note = [f"note: {quoted(done.note)}"] if done.note.strip() else []
    action = f"  - {{set: {done.factor}, to: {done.to}, at: present}}"
    return [f"title: {quoted(done.title)}", *note, "actions:", action]


def _put_scenario(changes: Changes, id_: str, fields: Sequence[str]) -> Change:
    lines = [f"{id_}:", *(f"  {each}" for each in fields)]
    return _put(changes, SCENARIOS, "scenarios", lines, KeyFinder(("scenarios", id_)))


def _contention_lines(id_: str, said: Concluded, scenario: str, baseline: str) -> list[str]:
    sign = ">" if said.higher else "<"
    test = f"final({said.factor} @ {scenario}) {sign} final({said.factor} @ {baseline})"
    fields = {"holder": said.holder, "document": said.document, "anchor": said.anchor}
    more = [f"  {key}: {value}" for key, value in fields.items() if value]
    return [f"- id: {id_}", f"  title: {quoted(said.title)}", f"  test: {test}", *more]


def _put(changes: Changes, path: str, key: str, lines: Sequence[str], find: Finder) -> Added:
    """Add an entry, also in the place of an empty list, or to a file that is not there yet."""
    if changes.read(path) is None:
        changes.put(path, f"{key}:\n")
    append_entries(changes, path, key, [lines])
    return Added(path, find, entry_lines(changes, path, find(changes)).sha256, key)
