"""Kumu's blueprints and SD-JSON as rows with named cells."""

from collections.abc import Iterator
from typing import Any

from contention.case.problem import Place, Problem
from contention.exchange.json_file import parsed_json
from contention.exchange.links.imported import ImportRefusedError
from contention.exchange.links.rows_to_links import TableRow

Rows = tuple[str, str, list[TableRow]]
"""name of the format, title, rows"""


def json_rows(data: bytes, name: str) -> Rows:
    """Links of a JSON file; raises ImportRefusedError."""
    held = parsed_json(data, name)
    if isinstance(held, dict) and isinstance(held.get("connections"), list):
        return "Kumu blueprint", str(held.get("name") or ""), list(_kumu(held))
    inner = held.get("model", held) if isinstance(held, dict) else held
    if isinstance(inner, dict) and isinstance(inner.get("relationships"), list):
        return "SD-JSON", str(inner.get("title") or ""), list(_relationships(inner))
    hint = "Kumu's JSON has `elements` and `connections`, SD-JSON has `relationships`"
    raise ImportRefusedError(Problem(Place(name), "no links are found in this JSON", hint))


def _kumu(held: dict[str, Any]) -> Iterator[TableRow]:
    labels: dict[str, str] = {}
    for element in held.get("elements") or ():
        if isinstance(element, dict):
            flat = _flat(element)
            for key in ("_id", "id", "label"):
                if key in flat:
                    labels[flat[key]] = flat.get("label", flat[key])
    for number, connection in enumerate(held["connections"], 1):
        if not isinstance(connection, dict):
            continue
        cells = _flat(connection)
        mutual = cells.pop("direction", "directed").casefold() == "mutual"
        ends = [labels.get(cells.pop(end, ""), "") for end in ("from", "to")]
        shown = {**{key: cell for key, cell in cells.items() if key not in ("_id", "id")}}
        yield TableRow(f"connection {number}", {"from": ends[0], "to": ends[1], **shown})
        if mutual:
            where = f"connection {number}, back"
            yield TableRow(where, {"from": ends[1], "to": ends[0], **shown})


def _relationships(held: dict[str, Any]) -> Iterator[TableRow]:
    for number, each in enumerate(held["relationships"], 1):
        if isinstance(each, dict):
            yield TableRow(f"relationship {number}", _flat(each))


def _flat(entry: dict[str, Any]) -> dict[str, str]:
    """An entry with its nested attributes among its own, and every value as a text."""
    found: dict[str, str] = {}
    nested = entry.get("attributes")
    for key, value in {**(nested if isinstance(nested, dict) else {}), **entry}.items():
        if isinstance(value, list):
            found[str(key)] = ", ".join(str(each) for each in value)
        elif isinstance(value, str | int | float) and not isinstance(value, bool):
            found[str(key)] = str(value)
    return found
