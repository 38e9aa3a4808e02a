"""Trees as the grammars of both languages make them, before their language gives them a meaning."""

import re
from dataclasses import dataclass
from typing import cast

from lark import Lark, Token, Transformer, Tree
from lark.exceptions import UnexpectedInput, UnexpectedToken
from lark.tree import Meta

from contention.stockflow.reading.source_text import Refused, SourceText

LONGEST = 50_000
"""characters of an expression"""
DEEPEST = 300
"""levels of a tree: `a + b + c + …` has one for each sign"""


@dataclass(frozen=True)
class Parsed:
    """A node: what its rule is called, its parts, where it begins, and how many levels it has."""

    rule: str
    parts: tuple["Part", ...]
    column: int
    depth: int = 1

    def node(self, index: int) -> "Parsed":
        """A part that is a node."""
        return cast("Parsed", self.parts[index])

    def text(self, index: int) -> str:
        """A part that is a token."""
        return cast("str", self.parts[index])

    def nodes(self) -> tuple["Parsed", ...]:
        """The parts that are nodes."""
        return tuple(part for part in self.parts if isinstance(part, Parsed))


Part = Parsed | str | None


class TreeBuilder(Transformer[Token, object]):
    """One node for each rule; lark calls it while it parses, so no recursion grows with a text."""

    def __default__(self, data: object, children: list[object], meta: object) -> object:
        if str(data).startswith("_"):  # a repetition, which lark takes apart again
            return Tree(str(data), children, cast("Meta", meta))
        parts = tuple(str(each) if isinstance(each, Token) else each for each in children)
        inner = max((each.depth for each in children if isinstance(each, Parsed)), default=0)
        return Parsed(str(data), cast("tuple[Part, ...]", parts), _column(children), inner + 1)


def _column(children: list[object]) -> int:
    for child in children:
        if isinstance(child, Token):
            return child.start_pos or 0
        if isinstance(child, Parsed):
            return child.column
    return 0


def parse(parser: Lark, text: str, source: SourceText, start: int) -> Parsed:
    """The tree of a text that begins at `start` in its file; raises Refused if there is none."""
    if len(text) > LONGEST:
        raise Refused(
            source.place(start), f"the expression has {len(text)} characters, more than {LONGEST}"
        )
    try:
        parsed = cast("Parsed", parser.parse(text))
    except UnexpectedInput as error:
        raise _unexpected(text, error, source, start) from None
    if parsed.depth > DEEPEST:
        raise Refused(
            source.place(start),
            f"the expression is more than {DEEPEST} levels deep",
            "split it into several equations",
        )
    return parsed


def _unexpected(text: str, error: UnexpectedInput, source: SourceText, start: int) -> Refused:
    hint = "look for a missing sign, bracket or comma"
    ended = isinstance(error, UnexpectedToken) and error.token.type == "$END"
    at = len(text.rstrip()) if ended else max(error.pos_in_stream or 0, 0)
    found = re.match(r"\w+|\S", text[at:])
    if found is None:
        return Refused(source.place(start + at), "the equation ends too early", hint)
    return Refused(source.place(start + at), f"`{found[0][:40]}` is unexpected here", hint)
