"""YAML 1.2 core, read with places and without its dangerous parts.

Aliases, anchors and tags are refused, so that no text can grow when it is read; size, depth and
the number of values are limited. Nothing is ever constructed from a tag.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from contention.case.problem import Place, Problem
from contention.case.source_tree import Keys, Mark, Tree
from contention.case.text.characters import HINT, not_allowed, steering

MAX_BYTES = 5_000_000
MAX_DEPTH = 30
MAX_VALUES = 300_000
MAX_REFUSALS = 20
"""Reading stops at a file with more YAML problems than this."""

_LOADER = getattr(yaml, "CLoader", yaml.Loader)
_NULL = {"", "~", "null", "Null", "NULL"}
_TRUE = {"true", "True", "TRUE"}
_FALSE = {"false", "False", "FALSE"}
_INTEGER = re.compile(r"[-+]?[0-9]{1,40}\Z")
_BASED = re.compile(r"0(?:o[0-7]{1,40}|x[0-9a-fA-F]{1,40})\Z")
_FLOAT = re.compile(r"(?=.{1,40}\Z)[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_SPECIAL = re.compile(r"[-+]?\.(?:inf|Inf|INF)\Z|\.(?:nan|NaN|NAN)\Z")


class _Refused(Exception):  # noqa: N818 - ends the reading, not an error itself
    """Reading the file stops here; the problem has been noted."""


@dataclass
class _Builder:
    """Builds plain data from parser events and records the position of everything."""

    path: str
    lines: list[str]
    values: dict[Keys, Mark] = field(default_factory=dict)
    names: dict[Keys, Mark] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, mark: Any, message: str, hint: str) -> None:
        """Note a problem; stop after too many."""
        self.refuse_at(Place(self.path, mark.line + 1, mark.column + 1), message, hint)

    def refuse_at(self, place: Place, message: str, hint: str) -> None:
        """The same at a place."""
        self.problems.append(Problem(place, message, hint))
        if len(self.problems) >= MAX_REFUSALS:
            raise _Refused

    def node(self, event: Any, events: Iterator[yaml.Event], keys: Keys) -> Any:
        """The plain data that begins with `event`."""
        if len(keys) > MAX_DEPTH:
            hint = "a case needs no more than a handful of levels"
            self.refuse(event.start_mark, f"nested deeper than {MAX_DEPTH} levels", hint)
            raise _Refused
        if len(self.values) >= MAX_VALUES:
            hint = "split the file"
            self.refuse(event.start_mark, f"more than {MAX_VALUES} values in one file", hint)
            raise _Refused
        if isinstance(event, yaml.AliasEvent):
            assert event.start_mark is not None
            hint = "write the value out where it is needed"
            self.refuse(event.start_mark, f"alias `*{event.anchor}` is not allowed", hint)
            self.values[keys] = Mark(event.start_mark.line + 1, event.start_mark.column + 1)
            return None
        self._refuse_properties(event)
        self.values[keys] = self._mark(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(events, keys)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, keys)
        self._refuse_characters(event)
        return _scalar(event)

    def _refuse_properties(self, event: Any) -> None:
        if event.anchor is not None:
            hint = "remove it and write the value out where it is needed"
            self.refuse(event.start_mark, f"anchor `&{event.anchor}` is not allowed", hint)
        if event.tag is not None:
            hint = "remove it; put text in quotes where it must stay text"
            self.refuse(event.start_mark, f"tag `{event.tag}` is not allowed", hint)

    def _refuse_characters(self, event: Any) -> None:
        """Characters that steer a terminal or a page, also those written as escapes."""
        offset = steering(event.value)
        if offset is None:
            return
        mark = self._mark(event)
        column = mark.column if mark.inside is None else mark.inside + offset
        place = Place(self.path, mark.line, column)
        self.refuse_at(place, not_allowed(event.value[offset]), HINT)

    def _mark(self, event: Any) -> Mark:
        line, column = event.start_mark.line, event.start_mark.column
        inside = None
        one_line = event.end_mark.line == line
        if one_line and isinstance(event, yaml.ScalarEvent):
            first = column + (event.style in ("'", '"'))
            source = self.lines[line] if line < len(self.lines) else ""
            if source[first : first + len(event.value)] == event.value:
                inside = first + 1
        return Mark(line + 1, column + 1, inside)

    def _mapping(self, events: Iterator[yaml.Event], keys: Keys) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            name = self._name(event, events, keys)
            value_event = next(events)
            if name is None:
                self.node(value_event, events, (*keys, "?"))
            elif name in result:
                first = self.names[(*keys, name)]
                hint = f"the first is on line {first.line}; keep one of them"
                self.refuse(event.start_mark, f"duplicate key `{name}`", hint)
                self.node(value_event, events, (*keys, "?"))
            else:
                self.names[(*keys, name)] = self._mark(event)
                result[name] = self.node(value_event, events, (*keys, name))
        return result

    def _name(self, event: Any, events: Iterator[yaml.Event], keys: Keys) -> str | None:
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_properties(event)
            self._refuse_characters(event)
            return str(event.value)
        self.refuse(event.start_mark, "a key must be a plain word", "write `word: value`")
        self.node(event, events, (*keys, "?"))
        return None

    def _sequence(self, events: Iterator[yaml.Event], keys: Keys) -> list[Any]:
        result: list[Any] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            result.append(self.node(event, events, (*keys, len(result))))
        return result


def _scalar(event: Any) -> Any:
    """A scalar by the YAML 1.2 core schema; dates and `on`/`off` stay text."""
    text: str = event.value
    if not event.implicit[0]:
        return text
    if text in _NULL:
        return None
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    if _INTEGER.match(text):
        return int(text)
    if _BASED.match(text):
        return int(text, 0)
    if _FLOAT.match(text) or _SPECIAL.match(text):
        return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
    return text


def read_yaml(path: str, text: str) -> tuple[Tree, tuple[Problem, ...]]:
    """The tree of a YAML text and what is wrong with it; the tree is empty if it cannot be read.

    `path` is the file's path relative to the case, for the places.
    """
    builder = _Builder(path, re.split(r"\r\n|[\n\r\x85\u2028\u2029]", text.lstrip("\ufeff")))
    data: Any = None
    try:
        data = _document(builder, yaml.parse(text, Loader=_LOADER))
    except _Refused:
        return Tree(path, None), tuple(builder.problems)
    except yaml.reader.ReaderError as error:
        builder.problems.append(_unreadable(path, text, error))
        return Tree(path, None), tuple(builder.problems)
    except yaml.MarkedYAMLError as error:
        builder.problems.append(_syntax_problem(path, builder.lines, error))
        return Tree(path, None), tuple(builder.problems)
    return Tree(path, data, builder.values, builder.names), tuple(builder.problems)


def _document(builder: _Builder, events: Iterator[yaml.Event]) -> Any:
    """The data of the only document; a second one is refused."""
    data: Any = None
    documents = 0
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                hint = "remove the `---`, or put what follows in a file of its own"
                builder.refuse(event.start_mark, "a second YAML document begins here", hint)
                raise _Refused
            data = builder.node(next(events), events, ())
    return data


def _unreadable(path: str, text: str, error: yaml.reader.ReaderError) -> Problem:
    wanted = error.character if isinstance(error.character, int) else ord(text[0])
    position = max(text.find(chr(wanted)), 0)  # the parser counts bytes
    before = text[:position]
    line = before.count("\n") + 1
    column = position - (before.rfind("\n") + 1) + 1
    message = f"character U+{ord(text[position]):04X} is not allowed in YAML"
    return Problem(Place(path, line, column), message, "remove it, or write it as an escape")


_HINTS = (
    (
        re.compile(r"mapping values are not allowed"),
        re.compile(r":\s.*:\s"),
        'put a value that holds ": " in quotes',
    ),
    (
        re.compile(r"not allowed"),
        re.compile(r":\s+[-?](\s|$)"),
        'put a lone `-` or `?` in quotes, or write the word ("lowers", "unclear")',
    ),
    (re.compile(r"cannot start any token"), re.compile(r"^\s*\t"), "indent with spaces, not tabs"),
    (
        re.compile(r"cannot start any token"),
        re.compile(r"[@`%]"),
        "put a value that begins with a special character in quotes",
    ),
)
"""Message of the parser, what the line looks like, and how to fix it."""


def _syntax_problem(path: str, lines: list[str], error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    message = str(error.problem or error.context or "cannot be read")
    source = lines[line] if line < len(lines) else ""
    general = "look at quotes, brackets and indentation here and on the line before"
    fitting = (
        hint for said, looks, hint in _HINTS if said.search(message) and looks.search(source)
    )
    hint = next(fitting, general)
    return Problem(Place(path, line + 1, column + 1), f"not YAML: {message}", hint)


def read_text(folder: Path, path: str) -> tuple[str | None, tuple[Problem, ...]]:
    """A text file of the case in UTF-8, or why it cannot be read."""
    file = folder / path
    try:
        if file.stat().st_size > MAX_BYTES:
            hint = f"files of a case are read up to {MAX_BYTES // 1_000_000} MB; split it"
            return None, (Problem(Place(path), "the file is too large", hint),)
        raw = file.read_bytes()
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        return None, (Problem(Place(path), message, "check that it exists and can be read"),)
    return decoded(path, raw)


def decoded(path: str, raw: bytes) -> tuple[str | None, tuple[Problem, ...]]:
    """The text of a file of the case, or if it is not UTF-8."""
    try:
        return raw.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        place = Place(path, before.count("\n") + 1, len(before) - before.rfind("\n"))
        return None, (Problem(place, "the file is not UTF-8", "save it in UTF-8"),)
