"""The questions that every text of a corpus is asked: a case without its claims."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from contention.case.checks.model_files import with_models
from contention.case.draft import Draft, EvidenceDraft, Located
from contention.case.load import copied
from contention.case.parsed_case import case_files, read_draft
from contention.case.problem import CaseError, Place, Problem, errors
from contention.case.schema.scenarios import RemoveEntry, ScenarioEntry
from contention.judge.chunks.fingerprint import fingerprint
from contention.judge.statements.machine_account import machine_account
from contention.judge.statements.statement import Statement

NOTHING_SAID = Statement("nothing", "Nothing", 1, "0" * 64, 0, ())
"""a text without claims"""


@dataclass(frozen=True)
class AskedQuestions:
    """Questions, with nobody's answers."""

    draft: Draft
    """factors, scenarios, contentions, merges and tables of the case; take a copy"""
    contentions: tuple[str, ...]
    left_out: tuple[str, ...]
    """contentions that take claims of the case away, so that no other text can be asked them"""

    @property
    def titles(self) -> dict[str, str]:
        """Factor id → title, those that merges take away included."""
        return {id_: each.body.title for id_, each in self.draft.factors.items()}


def digest_of(folder: Path) -> str:
    """A hash of what the questions are made of."""
    return fingerprint(tuple((path, (folder / path).read_bytes()) for path in case_files(folder)))


@lru_cache(maxsize=4)
def asked(folder: Path, digest: str, wanted: tuple[str, ...]) -> AskedQuestions:
    """The questions of a case; `digest` is that of its files, `wanted` ids (empty: all).

    Raises CaseError if the case cannot be used, or asks nothing of texts.
    """
    del digest  # another one is another case
    draft = read_draft(folder)
    if errors(tuple(draft.problems)):
        raise CaseError(tuple(draft.problems))
    _refuse_models(draft)
    bare = _without_claims(draft)
    removing = {id_ for id_, each in bare.scenarios.items() if _removes(each)}
    bare.scenarios = {id_: each for id_, each in bare.scenarios.items() if id_ not in removing}
    left_out = [
        id_ for id_, each in bare.contentions.items()
        if any(f"@ {scenario}" in _spaced(each.body.test) for scenario in removing)
    ]  # fmt: skip
    kept = [id_ for id_ in bare.contentions if id_ not in left_out]
    chosen = tuple(id_ for id_ in kept if not wanted or id_ in wanted)
    bare.contentions = {id_: bare.contentions[id_] for id_ in chosen}
    _check(folder, bare, chosen, wanted)
    return AskedQuestions(bare, chosen, tuple(left_out))


def _refuse_models(draft: Draft) -> None:
    """Raise CaseError for questions about the variables of a model file."""
    if not with_models(draft):
        return
    message = (
        "these questions are about a model file: its variables have numbers and times in units of "
        "its own, and accounts of texts are made of claims about factors"
    )
    hint = "ask with a case that has no `model:`, with factors of other kinds, in years"
    places = [each.place("model") for each in draft.accounts.values() if each.body.model]
    raise CaseError(tuple(Problem(place, message, hint) for place in places))


def _without_claims(draft: Draft) -> Draft:
    found = replace(
        copied(draft), claims={}, assumptions={}, figures={}, demands={}, documents={},
        accounts={}, evidence=EvidenceDraft(), problems=[],
    )  # fmt: skip
    for id_, each in found.contentions.items():
        body = each.body.model_copy(update={"document": None, "anchor": None})
        found.contentions[id_] = replace(each, body=body)
    return found


def _removes(scenario: Located[ScenarioEntry]) -> bool:
    return any(isinstance(action, RemoveEntry) for action in scenario.body.actions)


def _spaced(test: str) -> str:
    """A test with one space after each @, and something after each name."""
    return " ".join(f"{test.replace('@', ' @ ')} ".replace(")", " )").split()) + " "


def _check(folder: Path, bare: Draft, chosen: Sequence[str], wanted: Sequence[str]) -> None:
    unknown = [id_ for id_ in wanted if id_ not in chosen]
    place = Place(str(folder))
    if unknown:
        message = f"no text can be asked {', '.join(unknown)}"
        hint = f"the case has {', '.join(chosen) or 'no contentions'}"
        raise CaseError((Problem(place, message, hint),))
    if not chosen:
        hint = "add contentions, or leave --questions out"
        raise CaseError((Problem(place, "the case has no contention to ask of texts", hint),))
    made = machine_account(bare, NOTHING_SAID)
    if made.case is None:
        raise CaseError(made.problems)
