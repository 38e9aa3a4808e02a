"""Kumu's blueprints and SD-JSON as rows with named cells."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from contention.case.articles import counted
from contention.case.problem import Place, Problem
from contention.exchange.json_file import parsed_json
from contention.exchange.links.imported import ImportRefusedError
from contention.exchange.links.rows_to_links import TableRow
from contention.exchange.losses import Loss

Rows = tuple[str, str, list[TableRow], tuple[Loss, ...]]
"""name of the format, title, rows, and what is not in them"""
_DANGLING = re.compile(r"(?:elem|conn|loop)-\w+")
"""how Kumu writes its ids"""


def json_rows(data: bytes, name: str) -> Rows:
    """Links of a JSON file; raises ImportRefusedError."""
    held = parsed_json(data, name)
    if isinstance(held, dict) and isinstance(held.get("connections"), list):
        listed = [_flat(each) for each in _listed(held.get("elements")) if isinstance(each, dict)]
        rows = list(_kumu(listed, held["connections"]))
        return "Kumu blueprint", str(held.get("name") or ""), rows, (
            *elsewhere("element", listed, rows), *_others(held))  # fmt: skip
    inner = held.get("model", held) if isinstance(held, dict) else held
    if isinstance(inner, dict) and isinstance(inner.get("relationships"), list):
        rows = list(_relationships(inner))
        named = [{"label": each.get("name", ""), **each} for each in map(
            _flat, filter(_is_entry, _listed(inner.get("variables"))))]  # fmt: skip
        return "SD-JSON", str(inner.get("title") or ""), rows, elsewhere("variable", named, rows)
    hint = "Kumu's JSON has `elements` and `connections`, SD-JSON has `relationships`"
    raise ImportRefusedError(Problem(Place(name), "no links are found in this JSON", hint))


def elsewhere(
    kind: str, entries: Sequence[Mapping[str, str]], rows: Sequence[TableRow]
) -> tuple[Loss, ...]:
    """Fields of the entries that links join, and entries that no link begins or ends at."""
    counts = Counter(key for entry in entries for key, value in entry.items()
                     if key not in _NAMES and value.strip())  # fmt: skip
    ends = {row.cells[end] for row in rows for end in ("from", "to") if end in row.cells}
    labels = dict.fromkeys(entry["label"] for entry in entries if entry.get("label", "").strip())
    return (
        *(Loss(f"field of {kind}s", name, f"not read ({counted(count, 'value')})")
          for name, count in counts.items()),
        *(Loss(kind, label, "no link begins or ends at it") for label in labels
          if label not in ends),
    )  # fmt: skip


_NAMES = ("_id", "id", "label", "name")
"""fields that say which one it is"""


def _is_entry(value: object) -> bool:
    return isinstance(value, dict)


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _others(held: Mapping[str, Any]) -> Iterator[Loss]:
    """What else a blueprint has."""
    for key in ("loops", "perspectives", "views"):
        if many := len(_listed(held.get(key))):
            yield Loss("part", key, f"not read ({counted(many, 'entry')})")


def _kumu(listed: Sequence[Mapping[str, str]], connections: Sequence[object]) -> Iterator[TableRow]:
    """A connection to what is not listed is to an element of that name, as Kumu has it."""
    labels: dict[str, str] = {}
    for flat in listed:
        for key in ("_id", "id", "label"):
            if key in flat:
                labels[flat[key]] = flat.get("label", flat[key])
    for number, connection in enumerate(connections, 1):
        if not isinstance(connection, dict):
            continue
        cells = _flat(connection)
        mutual = cells.pop("direction", "directed").casefold() == "mutual"
        written = [cells.pop(end, "") for end in ("from", "to")]
        ends = [labels.get(each, "" if _DANGLING.fullmatch(each) else each) for each in written]
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
