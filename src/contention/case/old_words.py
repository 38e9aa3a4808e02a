"""Words of the case format that were replaced; files that use the old ones stay readable."""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import BeforeValidator, WithJsonSchema

from contention.case.model import Kind, LinkKind

KINDS: Mapping[str, Kind] = {"level": "quantity", "accumulator": "stock"}
"""Old `kind` of a factor → the one used now."""
LINKS: Mapping[str, LinkKind] = {"level": "value"}
"""Old `link` of a claim → the one used now."""


def reads_also(old: Mapping[str, str]) -> BeforeValidator:
    """A validator that reads old words as the ones used now."""
    return BeforeValidator(_translated(old))


def _translated(old: Mapping[str, str]) -> Callable[[Any], Any]:
    return lambda value: old.get(value, value) if isinstance(value, str) else value


def choice_schema(words: tuple[str, ...], old: Mapping[str, str]) -> WithJsonSchema:
    """JSON Schema of a choice: the words used now, and the old ones as deprecated."""
    current = {"type": "string", "enum": list(words)}
    return WithJsonSchema({"anyOf": [current, {"enum": list(old), "deprecated": True}]})
