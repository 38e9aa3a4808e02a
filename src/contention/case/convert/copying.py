"""Values that share fields with the entries they come from."""

from dataclasses import fields
from typing import Any, TypeVar

from contention.case.schema.base import Entry

Value = TypeVar("Value")


def value_of(kind: type[Value], body: Entry, **others: Any) -> Value:
    """A dataclass made of the fields that an entry shares with it, lists as tuples, and others.

    Raises TypeError for a field without a default that is given by neither.
    """
    shared = {field.name for field in fields(kind)} & type(body).model_fields.keys()  # type: ignore[arg-type]
    values = {name: getattr(body, name) for name in sorted(shared - others.keys())}
    tuples = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
    return kind(**{**values, **tuples, **others})
