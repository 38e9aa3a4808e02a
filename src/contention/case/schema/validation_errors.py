"""Errors of pydantic turned into problems at the place of the value concerned."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, get_args

from pydantic import BaseModel, RootModel, ValidationError
from pydantic_core import ErrorDetails

from contention.case.bounds import AMOUNTS
from contention.case.problem import Place, Problem
from contention.case.schema import base, case, claims, evidence, factors, merges, scenarios
from contention.case.source_tree import Keys, Tree
from contention.case.suggestions import did_you_mean

_MODULES = (
    base,
    case,
    claims,
    evidence,
    factors,
    merges,
    scenarios,
)
_TAGGED: dict[str, type[BaseModel]] = {
    name: value
    for module in _MODULES
    for name, value in vars(module).items()
    if isinstance(value, type) and issubclass(value, BaseModel)
}
"""Models by name: the tags of unions are the names of their models."""

_WANTED = {
    "string_type": "text",
    "float_type": "a number",
    "int_type": "a whole number",
    "bool_type": "`true` or `false`",
    "list_type": "a list (lines that begin with `- `)",
    "dict_type": "a mapping (`key: value` lines)",
    "model_type": "a mapping (`key: value` lines)",
    "model_attributes_type": "a mapping (`key: value` lines)",
    "int_from_float": "a whole number",
}
_ALTERNATIVES = {
    "word": "a number or a word",
    "duration": "`true`, or a duration: `18 months`",
}
"""Tag of a union → kind of value found."""
_EXAMPLES = {
    "no_action": "`- set: …`, with `to:` and `at:` below it",
    "not_ascending": "`{tolerance: 0.05, clear: 0.2, large: 1}`",
}
"""Kinds of errors of our own whose message says what is wrong."""
_LIMITS = {
    "greater_than": ("gt", "greater than"),
    "greater_than_equal": ("ge", "at least"),
    "less_than": ("lt", "less than"),
    "less_than_equal": ("le", "at most"),
}


def schema_problems(
    tree: Tree, keys: Keys, model: type[BaseModel], error: ValidationError
) -> Iterator[Problem]:
    """One problem for each error in the value at `keys`, which was read as `model`."""
    for detail in error.errors(include_url=False, include_context=True):
        location = _location(tree, keys, detail["loc"], missing=detail["type"] == "missing")
        yield _problem(tree, location, _known_keys(model, detail["loc"]), detail)


def _location(tree: Tree, keys: Keys, loc: Sequence[str | int], *, missing: bool) -> Keys:
    """The keys in the tree that an error's location stands for (tags of unions left out)."""
    found = keys
    for step in loc[:-1] if missing else loc:
        if (*found, step) in tree.values:
            found = (*found, step)
    return (*found, loc[-1]) if missing else found


def _problem(tree: Tree, location: Keys, known: Sequence[str], detail: ErrorDetails) -> Problem:
    kind = detail["type"]
    name = location[-1] if location else ""
    label = f"`{name}`" if isinstance(name, str) and name else "this"
    if kind == "missing":
        place = tree.place_of_key(*location) if location in tree.names else None
        hint = f"add `{name}: …`"
        return Problem(place or tree.place(*location[:-1]), f"{label} is missing", hint)
    if kind == "extra_forbidden":
        return Problem(
            tree.place_of_key(*location), f"unknown key {label}", did_you_mean(name, known)
        )
    if detail["loc"] and detail["loc"][-1] == "[key]":
        hint = "use lower-case letters, digits and underscores, beginning with a letter"
        return Problem(tree.place_of_key(*location), f"{label} cannot be an id", hint)
    message, hint = _said(label, detail["loc"][-1] if detail["loc"] else "", detail)
    return Problem(_value_place(tree, location), message, hint)


def _value_place(tree: Tree, location: Keys) -> Place:
    return tree.place(*location)


def _said(label: str, last: str | int, detail: ErrorDetails) -> tuple[str, str]:
    """Message and hint for an error in a value; `last` is the last step of its location."""
    kind, given = detail["type"], detail["input"]
    context: dict[str, Any] = detail.get("ctx", {})
    if kind in _WANTED:
        if last in _ALTERNATIVES:
            return f"{label} should be {_ALTERNATIVES[last]}", _shown(given)
        scalar = given is not None and not isinstance(given, list | dict)
        hint = "put it in quotes" if kind == "string_type" and scalar else _shown(given)
        return f"{label} should be {_WANTED[kind]}", hint
    if kind in _LIMITS:
        key, words = _LIMITS[kind]
        return f"{label} should be {words} {context[key]:g}", _shown(given)
    if kind == "literal_error":
        choices = re.findall(r"'([^']*)'", str(context["expected"]))
        return f"{label} cannot be {_brief(given)}", _choice_hint(given, choices)
    if kind == "too_near_zero":
        return f"{label} should be {AMOUNTS}", _shown(given)
    if kind == "finite_number":
        return f"{label} should be a finite number", _shown(given)
    if kind == "string_pattern_mismatch":
        return _pattern(label, given, str(context["pattern"]))
    if kind == "string_too_long":
        return f"{label} is longer than {context['max_length']} characters", "shorten it"
    if kind in _EXAMPLES:
        return detail["msg"], f"for example {_EXAMPLES[kind]}"
    return f"{label}: {detail['msg']}", _shown(given)


def _choice_hint(given: Any, choices: Sequence[str]) -> str:
    listed = "one of: " + ", ".join(choices)
    guess = did_you_mean(given, choices)
    return f"{guess} ({listed})" if guess.startswith("did") else listed


def _pattern(label: str, given: Any, pattern: str) -> tuple[str, str]:
    if "64" in pattern:
        hint = "64 digits and letters a–f; `contention attach CASE DOCUMENT FILE` prints it"
        return f"{label} is not a valid SHA-256", hint
    hint = "use lower-case letters, digits and underscores, beginning with a letter"
    return f"{_brief(given)} cannot be an id", hint


def _brief(given: Any) -> str:
    text = str(given).lower() if isinstance(given, bool) else str(given).replace("\n", " ")
    return f"`{text[:40]}…`" if len(text) > 40 else f"`{text}`"


def _shown(given: Any) -> str:
    if isinstance(given, dict):
        return "found a mapping"
    if isinstance(given, list):
        return "found a list"
    return "the value is empty" if given is None else f"found {_brief(given)}"


def _known_keys(model: type[BaseModel], loc: Sequence[str | int]) -> tuple[str, ...]:
    """The keys that are allowed where an error's last step was refused."""
    current: Any = model
    for step in loc[:-1]:
        current = _TAGGED.get(str(step)) or _within(current, step)
    found = _model_of(current)
    if found is None:
        return ()
    return tuple(field.alias or name for name, field in found.model_fields.items())


def _within(annotation: Any, step: str | int) -> Any:
    """The type of the value under `step` in a value of the type `annotation`."""
    found = _model_of(annotation)
    if found is None or issubclass(found, RootModel):
        return annotation
    for name, field in found.model_fields.items():
        if (field.alias or name) == step:
            return field.annotation
    return annotation


def _model_of(annotation: Any) -> type[BaseModel] | None:
    """The first model in a type: in a list, a mapping, a union or the type itself."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in get_args(annotation):
        found = _model_of(inner)
        if found is not None:
            return found
    return None
