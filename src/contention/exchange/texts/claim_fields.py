"""The further keys of a claim that a coded text carries: which of them can be kept, and how."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from contention.case.old_words import LINKS
from contention.case.schema.claims import ClaimEntry
from contention.exchange.texts.from_case import MADE_BY, OWN_KEYS

KEYS = (*(key for key in ClaimEntry.model_fields if key not in OWN_KEYS), MADE_BY)
"""Keys that `Relation.fields` may have."""
_FLAGS = frozenset({"necessary", "drafted"})
_CONDITION = re.compile(
    r"(?:(?P<state>none|low|high|on|off)|(?P<side>below|above) (?P<bound>[\d.eE+-]+)): (?P<name>.+)"
)


@dataclass(frozen=True)
class ClaimFields:
    """Keys that hold good, and those that do not."""

    kept: Mapping[str, str]
    """key → its text"""
    refused: Mapping[str, str]
    condition: tuple[str, str] | None = None
    """name of the factor of a condition, and the rest as a case writes it: `is: low`"""


def checked_fields(fields: Mapping[str, str]) -> ClaimFields:
    """The fields that a claim may have with these values."""
    kept: dict[str, str] = {}
    refused: dict[str, str] = {}
    condition = None
    for key, text in fields.items():
        if key == "condition" and (found := _condition(text)) is not None:
            condition = found
        elif key in KEYS and key != "condition" and _holds(key, text):
            kept[key] = text
        else:
            refused[key] = text
    return ClaimFields(kept, refused, condition)


def _holds(key: str, text: str) -> bool:
    if key == "holder":
        return bool(text.strip()) and len(text) <= 200
    key = "coder" if key == MADE_BY else key
    given: dict[str, Any] = {
        "id": "a", "cause": "a", "effect": "b", "sign": "+", "paraphrase": "c",
        key: field_value(key, text),
    }  # fmt: skip
    try:
        ClaimEntry.model_validate(given)
    except ValidationError:
        return False
    return True


def field_value(key: str, text: str) -> Any:
    """The value that the text of a key stands for."""
    if key in _FLAGS or (key == "transient" and text in ("true", "false")):
        return {"true": True, "false": False}.get(text, text)
    if key in ("strength", "credibility", "sign_credibility"):
        try:
            return float(text)
        except ValueError:
            return text
    return LINKS.get(text, text) if key == "link" else text


def _condition(text: str) -> tuple[str, str] | None:
    match = _CONDITION.fullmatch(" ".join(text.split()))
    if match is None:
        return None
    if match["state"]:
        return match["name"], f"is: {match['state']}"
    try:
        bound = float(match["bound"])
    except ValueError:
        return None
    return match["name"], f"{match['side']}: {bound:g}"


def fields_text(fields: Mapping[str, str]) -> str:
    """Fields as lines `key: value`, for formats that have only a text for them."""
    return "\n".join(f"{key}: {' '.join(value.split())}" for key, value in fields.items())


def fields_in(text: str) -> tuple[dict[str, str], str]:
    """The fields at the beginning of a note, and the rest of it.

    They are lines up to the first empty one, each `key: value` with a key of a claim; a note that
    begins in any other way has no fields.
    """
    head, _, rest = text.strip().partition("\n\n")
    found: dict[str, str] = {}
    for line in head.splitlines():
        key, colon, value = line.partition(": ")
        if not colon or key.strip() not in KEYS:
            return {}, text.strip()
        found[key.strip()] = value.strip()
    return found, rest.strip()
