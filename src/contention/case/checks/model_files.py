"""Whether accounts of model files say what they need, and nothing that belongs to claims."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from contention.case.convert.converter import Converter
from contention.case.draft import Draft, Located
from contention.case.factor_kinds import TRAITS
from contention.case.in_model import SUFFIXES
from contention.case.model import Case
from contention.case.problem import Place
from contention.case.schema.case import AccountEntry
from contention.case.storage.confined import confined

OF_CLAIMS = ("holders", "documents", "include", "exclude", "reported_as")
"""keys of an account that say whose claims it is made of"""
APART = "accounts of claims and of model files do not share a case"


def with_models(draft: Draft) -> bool:
    """Whether the accounts of a case are model files."""
    return any(entry.body.model is not None for entry in draft.accounts.values())


def check_model_files(reading: Converter, case: Case) -> None:
    """Note accounts and factors that mix claims with model files, and files that are not there."""
    draft = reading.draft
    if not with_models(draft):
        _check_unneeded(reading)
        return
    for entry in draft.accounts.values():
        if entry.body.model is None:
            hint = "give it a `model:`, or a case of its own, with contentions of the same ids"
            draft.note(entry.key_place(), f"account `{entry.id}` has no model: {APART}", hint)
        else:
            _check_account(draft, entry, entry.body.model)
    for factor in draft.factors.values():
        if not TRAITS[factor.body.kind].in_model:
            hint = "make it a `variable` or a `parameter` of the model"
            key = factor.place("kind") if "kind" in factor.body.model_fields_set else None
            message = f"`{factor.id}` is of the kind `{factor.body.kind}`, which no model file has"
            draft.note(key or factor.key_place(), message, hint)
        _check_numbers(reading, case, factor.id)
    for place in _claims(draft):
        draft.note(place, APART, "put it into a case of its own")


def _check_unneeded(reading: Converter) -> None:
    draft = reading.draft
    hint = "give an account a `model:`, or leave this out"
    for entry in draft.accounts.values():
        if entry.body.data:
            message = f"account `{entry.id}` is not a model file, and has `data` for one"
            draft.note(entry.key_place("data"), message, hint)
    if draft.head is not None and draft.head.time.unit is not None:
        message = "no account is a model file: time is counted in years"
        draft.note(draft.case_tree.place_of_key("time", "unit"), message, hint)
    if draft.head is not None and draft.head.time.method == "rk2":
        message = "only model files are run with `rk2`"
        draft.note(draft.case_tree.place("time", "method"), message, "write `euler` or `rk4`")
    for factor in draft.factors.values():
        if TRAITS[factor.body.kind].in_model:
            message = f"`{factor.id}` is a {factor.body.kind}, and no account is a model file"
            draft.note(factor.place("kind"), message, hint)


def _check_account(draft: Draft, entry: Located[AccountEntry], path: str) -> None:
    for key in OF_CLAIMS:
        if getattr(entry.body, key):
            message = f"`{key}` does not belong to an account that is a model file"
            draft.note(entry.key_place(key), message, "leave it out")
    place = entry.place("model")
    there = _is_there(draft, place, path, "put the model into the case folder")
    for number, table in enumerate(entry.body.data):
        _is_there(draft, entry.place("data", number), table, "put the table into the case folder")
    if there and PurePosixPath(path).suffix.lower() not in SUFFIXES:
        draft.note(place, f"`{path}` is not a model file", f"they end in {', '.join(SUFFIXES)}")


def _is_there(draft: Draft, place: Place, path: str, hint: str) -> bool:
    file = confined(draft.folder, path)
    if isinstance(file, str):
        draft.note(place, f"`{path}`: {file}", hint)
        return False
    if not file.is_file():
        draft.note(place, f"there is no file `{path}`", hint)
        return False
    return True


def _check_numbers(reading: Converter, case: Case, id_: str) -> None:
    entry, value = reading.draft.factors[id_], case.factors[id_].in_model
    if value is None or value.range is None:
        return
    low, high = value.range
    if not low < high:
        message = f"the range of `{id_}` ends at {high:g} and begins at {low:g}"
        hint = "write the smaller number first; a certain number is a `constant`"
        reading.draft.note(entry.place("range"), message, hint)
    if value.constant is not None:
        message = f"`{id_}` has a `range` and a `constant`"
        reading.draft.note(entry.key_place("constant"), message, "keep one of them")


def _claims(draft: Draft) -> Iterator[Place]:
    for kind in (draft.claims, draft.assumptions):
        for entry in kind.values():
            yield entry.key_place()
