"""WebAnno TSV 3.0 to 3.3: a row a token, columns for the features of layers.

Appendix “WebAnno TSV 3.3 file format” of INCEpTION's user guide. The text is put together from the
`#Text=` lines at the positions of the tokens, as INCEpTION does.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from contention.case.problem import Place, Problem
from contention.exchange.links.imported import ImportRefusedError
from contention.exchange.losses import Loss
from contention.exchange.texts.layered import LayeredArc, LayeredSpan
from contention.exchange.texts.layers import is_layer
from contention.exchange.texts.offsets import Unit

HEADER = "#FORMAT=WebAnno TSV 3"
MOST_LINES = 2_000_000
MOST_GAP = 10_000
"""characters between two sentences that no sentence holds"""

_ID = re.compile(r"\d{1,9}-\d{1,9}(?:\.\d{1,9})?")
_WHERE = re.compile(r"(\d{1,9})-(\d{1,9})")
_NUMBERED = re.compile(r"(.*)(?<!\\)\[(\d{1,9})\]", re.DOTALL)
_REFERENCE = re.compile(r"(\d+-\d+(?:\.\d+)?)(?:\[(\d{1,9})_(\d{1,9})\])?")
_ESCAPE = re.compile(r"\\(->|.)", re.DOTALL)
_NAMED = {"t": "\t", "n": "\n", "f": "\f", "r": "\r", "b": "\b"}


@dataclass
class Table:
    """What a file holds, its positions as counted in it."""

    text: str
    unit: Unit
    spans: list[LayeredSpan]
    arcs: list[LayeredArc]
    lost: list[Loss]


@dataclass(frozen=True)
class _Column:
    layer: str
    feature: str
    """"" for a layer without features"""
    kind: str
    """`span`, `relation`, `reference` or `other`"""
    base: str = ""
    """the layer at the ends of a relation"""


@dataclass(frozen=True)
class _Token:
    line: int
    id: str
    start: int
    end: int
    words: str
    cells: tuple[str, ...]


def read_table(text: str, name: str) -> Table:
    """A whole file; raises ImportRefusedError with the line."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    if len(lines) > MOST_LINES:
        raise _refused(name, 1, f"more than {MOST_LINES:,} lines", "split it")
    if not lines[0].startswith(HEADER):
        raise _refused(name, 1, "not WebAnno TSV 3", f"the first line is `{HEADER}.3`")
    columns = list(_columns(lines))
    tokens: list[_Token] = []
    whole = _text_of(lines, name, tokens)
    reading = _Rows(columns)
    for token in tokens:
        reading.take(token)
    return Table(
        whole, _unit(whole, tokens), list(reading.spans.values()), list(reading.arcs()),
        reading.lost,
    )  # fmt: skip


def _refused(name: str, line: int, message: str, hint: str) -> ImportRefusedError:
    return ImportRefusedError(Problem(Place(name, line), message, hint))


def _columns(lines: list[str]) -> Iterator[_Column]:
    for line in lines[1:]:
        if not line.startswith("#T_"):
            if line.strip():
                return
            continue
        kind, _, rest = line[3:].partition("=")
        layer, *features = rest.split("|")
        base = next((each[3:] for each in features if each.startswith("BT_")), "")
        for feature in features or [""]:
            if kind == "RL" and feature.startswith("BT_"):
                yield _Column(layer, "", "reference", base)
            elif kind == "RL":
                yield _Column(layer, feature, "relation", base)
            elif kind == "SP" and not feature.startswith("ROLE_") and "." not in feature:
                yield _Column(layer, feature, "span")
            else:
                yield _Column(layer, feature, "other")


def _text_of(lines: list[str], name: str, tokens: list[_Token]) -> str:
    """The text, and the tokens on the way."""
    parts: list[str] = []
    length, head = 0, None
    for number, line in enumerate(lines, 1):
        if line.startswith("#Text="):
            said = _unescaped(line.removeprefix("#Text="))
            head = f"{head}\n{said}" if head is not None else said
        elif (line and not line.startswith("#")) or line.startswith("#\t"):
            token = _token(line, number, name)
            if head is not None:
                gap = token.start - length
                if gap == -1 and parts:
                    parts[-1] = parts[-1].removesuffix("\n")
                elif not 0 <= gap <= MOST_GAP:
                    message = f"the sentence begins at {token.start}, the text so far ends {length}"
                    raise _refused(name, number, message, "export it again")
                parts += [" " * max(0, gap), f"{head}\n"]
                length = token.start + _units(head) + 1
                head = None
            tokens.append(token)
    return "".join(parts).removesuffix("\n")


def _units(text: str) -> int:
    return len(text) + sum(one > "\uffff" for one in text)


def _token(line: str, number: int, name: str) -> _Token:
    fields = line.split("\t")
    where = _WHERE.fullmatch(fields[1]) if len(fields) > 2 else None
    if where is None or not _ID.fullmatch(fields[0]):
        hint = "rows have id, START-END, token and a cell for each column, with tabs between"
        raise _refused(name, number, "not a row of a token", hint)
    return _Token(
        number, fields[0], int(where[1]), int(where[2]), fields[2], tuple(fields[3:])
    )  # fmt: skip


def _unit(text: str, tokens: list[_Token]) -> Unit:
    """UTF-16 units, unless the tokens are where code points put them and not there."""
    if text.isascii() or _units(text) == len(text):
        return "utf-16"
    wide = text.encode("utf-16-le", "replace")
    by_units = sum(
        wide[2 * each.start : 2 * each.end] == each.words.encode("utf-16-le", "replace")
        for each in tokens
    )
    by_points = sum(text[each.start : each.end] == each.words for each in tokens)
    return "code points" if by_points > by_units else "utf-16"


class _Rows:
    """Annotations as the cells of token after token tell them."""

    def __init__(self, columns: list[_Column]) -> None:
        self._columns = columns
        self.spans: dict[str, LayeredSpan] = {}
        self.lost: list[Loss] = []
        self._at: dict[tuple[str, str], list[str]] = {}
        """layer and token → the spans that begin there"""
        self._found: list[tuple[_Token, _Column, str, dict[str, str]]] = []

    def take(self, token: _Token) -> None:
        """One row."""
        stacks = [_stack(cell) for cell in token.cells[: len(self._columns)]]
        values: dict[tuple[str, int], dict[str, str]] = {}
        for column, stack in zip(self._columns, stacks, strict=False):
            if not is_layer(column.layer):
                continue
            for place, cell in enumerate(stack):
                if column.kind == "span":
                    self._span(token, column, place, cell)
                elif column.kind == "relation":
                    values.setdefault((column.layer, place), {})[column.feature] = _value(cell)
                elif column.kind == "reference":
                    said = values.setdefault((column.layer, place), {})
                    self._found.append((token, column, cell, said))
                else:
                    what = f"{column.layer}: chains and slots are not read"
                    self.lost.append(Loss("annotation", token.id, what))

    def _span(self, token: _Token, column: _Column, place: int, cell: str) -> None:
        numbered = _NUMBERED.fullmatch(cell)
        id_ = numbered[2] if numbered else f"{token.id}.{place + 1}"
        key = f"{column.layer}/{id_}"
        span = self.spans.get(key)
        if span is None:
            span = LayeredSpan(key, column.layer, (token.start, token.end))
            self.spans[key] = span
            self._at.setdefault((column.layer, token.id), []).append(key)
        span.where = (span.where[0], token.end)
        if column.feature and column.feature not in span.values:
            span.values[column.feature] = _value(numbered[1] if numbered else cell)

    def arcs(self) -> Iterator[LayeredArc]:
        """The relations, once all spans are known."""
        for number, (token, column, cell, values) in enumerate(self._found, 1):
            reference = _REFERENCE.fullmatch(cell)
            source = self._end(column.base, reference[1], reference[2]) if reference else ""
            target = self._end(column.base, token.id, reference[3]) if reference else ""
            yield LayeredArc(f"r{number}", column.layer, source, target, values)

    def _end(self, layer: str, token: str, number: str | None) -> str:
        if number and int(number):
            return f"{layer}/{int(number)}"
        return next(iter(self._at.get((layer, token), ())), "")


def _stack(cell: str) -> list[str]:
    return [] if cell == "_" else re.split(r"(?<!\\)\|", cell)


def _value(cell: str) -> str:
    return "" if cell == "*" else _unescaped(cell)


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda found: _NAMED.get(found[1], found[1]), text)
