"""Changing fields of one claim as it is written, and leaving its other lines as they are."""

import re
from collections.abc import Mapping, Sequence

from contention.case.start import quoted

FIELDS = ("id", "cause", "effect", "sign", "strength", "delay", "link", "flow", "stance", "holder",
          "credibility", "sign_credibility", "transient", "condition", "necessary", "paraphrase",
          "anchor", "coder", "status", "note")  # fmt: skip
"""The keys of a claim in the order in which the project writes them."""
FREE_TEXT = frozenset({"paraphrase", "coder", "note"})
_COMMENT = re.compile(r"\s+#.*$")


def with_fields(
    lines: Sequence[str],
    data: Mapping[str, object],
    changes: Mapping[str, str | None],
    order: Sequence[str] = FIELDS,
) -> tuple[str, ...]:
    """The lines of an entry with some fields written anew; None takes a field out.

    `data` is what the lines mean, `order` that of the keys of such an entry. An entry in braces is
    written out, one field a line.
    """
    changed = list(lines)
    if changed[0].lstrip("- ").startswith("{"):
        changed = written_out(data)
    for key, value in changes.items():
        _change(changed, key, None if value is None else _scalar(key, value), order)
    return tuple(changed)


def _change(lines: list[str], key: str, value: str | None, order: Sequence[str]) -> None:
    """Replace, add or take out the lines of one field, in place."""
    margin = _margin(lines[0])
    fields = _fields(lines, margin)
    if key not in fields:
        if value is not None:
            lines.insert(_place(fields, key, order), f"{' ' * margin}{key}: {value}")
        return
    first, last = fields[key]
    comment = _COMMENT.search(lines[first]) if last == first + 1 and value is not None else None
    if comment and _inside_quotes(lines[first], comment.start()):
        comment = None
    kept = comment[0] if comment else ""
    lead = lines[first][:margin]
    lines[first:last] = [] if value is None else [f"{lead}{key}: {value}{kept}"]
    if value is None and first == 0 and lines:
        lines[0] = lead + lines[0][margin:]


def _inside_quotes(line: str, position: int) -> bool:
    before = line[:position]
    return before.count('"') % 2 == 1 or before.count("'") % 2 == 1


def _margin(first: str) -> int:
    """How far the keys of the entry are indented: `- id:` has its first key after the dash."""
    return len(first) - len(first[1:].lstrip()) if first.startswith("-") else 0


def _fields(lines: Sequence[str], margin: int) -> dict[str, tuple[int, int]]:
    """Key → its first line and the line after its last."""
    starts: list[tuple[str, int]] = []
    for number, line in enumerate(lines):
        body = line[margin:]
        led = number == 0 or not line[:margin].strip()
        if led and body and not body[0].isspace() and (found := re.match(r"([a-z_]+):", body)):
            starts.append((found[1], number))
    ends = [number for _, number in starts[1:]] + [len(lines)]
    return {
        key: (first, _without_comments(lines, first, end, margin))
        for (key, first), end in zip(starts, ends, strict=True)
    }


def _without_comments(lines: Sequence[str], first: int, end: int, margin: int) -> int:
    """The end of a field without the blank lines and comments after it, which stay."""
    while end > first + 1:
        line = lines[end - 1]
        indent = len(line) - len(line.lstrip())
        if line.strip() and not (line.lstrip().startswith("#") and indent <= margin):
            break
        end -= 1
    return end


def _place(fields: Mapping[str, tuple[int, int]], key: str, order: Sequence[str]) -> int:
    """The line at which a new field goes: after the fields that come before it."""
    rank = order.index(key) if key in order else len(order)
    before = [fields[each][1] for each in order[:rank] if each in fields]
    return max(before, default=max(end for _, end in fields.values()))


def written_out(data: Mapping[str, object]) -> list[str]:
    """A list entry one field a line, from what it means."""
    lines = [f"  {key}: {_flow(key, value)}" for key, value in data.items()]
    return ["- " + lines[0][2:], *lines[1:]] if lines else ["- {}"]


def _flow(key: str, value: object) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_flow("", each) for each in value) + "]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {_flow('', each)}" for name, each in value.items()) + "}"
    if isinstance(value, bool):
        return str(value).lower()
    return _scalar(key, str(value)) if isinstance(value, str) else str(value)


def _scalar(key: str, value: str) -> str:
    """A value as YAML: in quotes where it is free text or not made of plain words."""
    if key in FREE_TEXT:
        return quoted(value)
    braces = value.startswith("{") and value.endswith("}")
    plain = re.fullmatch(r"[A-Za-z0-9_][\w ./-]*", value) is not None and value == value.strip()
    return value if braces or plain else quoted(value)
