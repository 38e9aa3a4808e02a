"""Changing fields of one claim as it is written, and leaving its other lines as they are."""

import re
from collections.abc import Mapping, Sequence

import yaml

from contention.case.storage.new_case import quoted

FIELDS = ("id", "cause", "effect", "sign", "strength", "delay", "link", "flow", "stance", "holder",
          "credibility", "sign_credibility", "transient", "condition", "necessary", "paraphrase",
          "drafted", "anchor", "coder", "status", "note", "comments")  # fmt: skip
"""The keys of a claim in the order in which the project writes them."""
FIGURE_FIELDS = ("id", "subject", "value", "comparator", "unit", "date", "source", "factor",
                 "holder", "paraphrase", "anchor", "coder", "status")  # fmt: skip
"""The same for a figure."""
FREE_TEXT = frozenset({"paraphrase", "coder", "note", "subject", "unit", "source", "date",
                       "title", "named_by"})  # fmt: skip


def with_fields(
    lines: Sequence[str],
    data: Mapping[str, object],
    changes: Mapping[str, str | None],
    order: Sequence[str] = FIELDS,
) -> tuple[str, ...]:
    """The lines of an entry with some fields rewritten; None removes a field.

    `data` is what the lines mean, `order` that of the keys of such an entry. An entry in braces is
    written out, one field per line, with its comments at its head.
    """
    changed = list(lines)
    if changed[0].lstrip("- ").startswith("{"):
        changed = written_out(data, comments(lines))
    for key, value in changes.items():
        _change(changed, key, None if value is None else _scalar(key, value), order)
    return tuple(changed)


def with_comment(
    lines: Sequence[str], data: Mapping[str, object], comment: Mapping[str, str]
) -> tuple[str, ...]:
    """The lines of a claim with one comment more, on a line of its own."""
    changed = list(lines)
    if changed[0].lstrip("- ").startswith("{"):
        changed = written_out(data, comments(lines))
    margin = _margin(changed[0])
    fields = _fields(changed, margin)
    first, last = fields.get("comments", (0, 0))
    below = [line for line in changed[first + 1 : last] if line.lstrip().startswith("- ")]
    lead = " " * (len(below[0]) - len(below[0].lstrip()) if below else margin + 2)
    if below:
        changed.insert(last, f"{lead}- {_comment(comment)}")
        return tuple(changed)
    given = data.get("comments")
    every = [*(given if isinstance(given, list) else ()), comment]
    place = first if last else _place(fields, "comments", FIELDS)
    new = [f"{lead}- {_comment(each)}" for each in every]
    changed[place : last if last else place] = [f"{' ' * margin}comments:", *new]
    return tuple(changed)


def _comment(comment: Mapping[str, object]) -> str:
    return "{" + ", ".join(f"{key}: {quoted(str(value))}" for key, value in comment.items()) + "}"


def with_named_fields(
    name: str,
    lines: Sequence[str],
    data: Mapping[str, object],
    changes: Mapping[str, str | None],
    order: Sequence[str],
) -> tuple[str, ...]:
    """The same for an entry under a name of its own, `name: {…}` or `name:` and lines below it."""
    if lines[0].partition(":")[2].lstrip().startswith("{"):
        kept: dict[str, object] = {**data, **changes}
        made = {key: value for key, value in kept.items() if value is not None}
        own = "".join(f"  {comment}" for _, comment in list(comments(lines).values())[:1])
        more = [f"  {comment}" for _, comment in list(comments(lines).values())[1:]]
        return (f"{name}: {_flow('', made)}{own}", *more)
    below = [line for line in lines[1:] if line.strip() and not line.lstrip().startswith("#")]
    indent = len(below[0]) - len(below[0].lstrip()) if below else 2
    body = [line[indent:] for line in lines[1:]]
    for key, value in changes.items():
        _change(body, key, None if value is None else _scalar(key, value), order)
    return (lines[0], *(" " * indent + line if line.strip() else "" for line in body))


def _change(lines: list[str], key: str, value: str | None, order: Sequence[str]) -> None:
    """Replace, add or take out the lines of one field, in place."""
    margin = _margin(lines[0])
    fields = _fields(lines, margin)
    if key not in fields:
        if value is not None:
            lines.insert(_place(fields, key, order), f"{' ' * margin}{key}: {value}")
        return
    first, last = fields[key]
    found = comments(lines[:last]).get(first) if last == first + 1 and value is not None else None
    kept = f"{found[0]}{found[1]}" if found else ""
    lead = lines[first][:margin]
    lines[first:last] = [] if value is None else [f"{lead}{key}: {value}{kept}"]
    if value is None and first == 0 and lines:
        lines[0] = lead + lines[0][margin:]


def comments(lines: Sequence[str]) -> dict[int, tuple[str, str]]:
    """Number of a line → the comment on it and the spaces before that.

    A `#` begins one after a space, unless it belongs to a value.
    """
    try:
        tokens = list(yaml.scan("\n".join(lines), Loader=yaml.SafeLoader))
    except yaml.YAMLError:
        return {}
    values = [(each.start_mark, each.end_mark) for each in tokens
              if isinstance(each, yaml.ScalarToken)]  # fmt: skip
    found = {}
    for number, line in enumerate(lines):
        for match in re.finditer(r"(?:^|(?<=\s))#", line):
            place = (number, match.start())
            inside = any(
                (start.line, start.column) <= place < (end.line, end.column)
                for start, end in values
            )
            if not inside:
                before = line[: match.start()]
                found[number] = (before[len(before.rstrip()) :], line[match.start() :])
                break
    return found


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


def written_out(
    data: Mapping[str, object], said: Mapping[int, tuple[str, str]] | None = None
) -> list[str]:
    """A list entry, one field per line, from its value, with its comments if they are given."""
    lines = [f"  {key}: {_flow(key, value)}" for key, value in data.items()]
    made = ["- " + lines[0][2:], *lines[1:]] if lines else ["- {}"]
    own = [comment for _, comment in (said or {}).values()]
    if own:
        made[0] += f"  {own[0]}"
    return [made[0], *(f"  {comment}" for comment in own[1:]), *made[1:]]


def _flow(key: str, value: object) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {_flow(name, each)}" for name, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow("", each) for each in value) + "]"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    return _scalar(key, str(value)) if isinstance(value, str) else str(value)


def _scalar(key: str, value: str) -> str:
    """A value as YAML: in quotes if it is free text or not made of plain words."""
    if key in FREE_TEXT:
        return quoted(value)
    braces = value.startswith("{") and value.endswith("}")
    plain = re.fullmatch(r"[A-Za-z0-9_][\w ./-]*", value) is not None and value == value.strip()
    return value if braces or plain else quoted(value)
