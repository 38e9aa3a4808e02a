"""What a text that does not fit the grammar most likely meant."""

import re

from lark import Token
from lark.exceptions import UnexpectedInput, UnexpectedToken

from contention.language.syntax import Fault

# pattern at the fault (it can begin one character earlier), message, what to write instead
MISTAKES = (
    (r"&&?", "`&` is not an operator", "write `and`"),
    (r"\|\|?", "`|` is not an operator", "write `or`"),
    (r"!=|≠", "this is not a comparison", "write `<>` for “differs from”"),
    (r"!", "`!` is not an operator", "write `not`"),
    (r"==|=<|=>|≤|≥", "this is not a comparison", "write `=`, `<=` or `>=`"),
    (r"\*\*", "`**` is not an operator", "write `^` for powers"),
    (r"[−–—]", "this dash is not a minus sign", "write `-`"),
    (r"[×·÷]", "this is not an operator", "write `*` or `/`"),
    (r"%", "`%` is not an operator", "write 5 % as 0.05"),
    (r"[“”„«»'`]", "these quotes are not understood", 'use straight double quotes: "a name"'),
    (r"\"", "a quoted name is not closed, or holds a control character", 'end it with `"`'),
    (r"\{", "braces hold the unit of a number, right after it", "for example `5 {years}`"),
    (r"[\[\]]", "there are no arrays", "use one factor for each element"),
    (r"[;:?#~$\\]", "this character means nothing here", "take it out"),
    (r"_", "a name cannot start with `_`", "start it with a letter"),
)


def fault_of(text: str, error: UnexpectedInput) -> Fault:
    """Translate a parser error into a fault."""
    if isinstance(error, UnexpectedToken) and error.token.type == "$END":
        return Fault(len(text.rstrip()), "the expression ends too early", _ending(_accepted(error)))
    column = error.pos_in_stream or 0
    return _mistake(text, column) or _misplaced(text, column, error)


def _mistake(text: str, column: int) -> Fault | None:
    for pattern, message, hint in MISTAKES:
        for start in (column - 1, column):
            match = re.compile(pattern).match(text, max(start, 0))
            if match is not None and match.end() > column:
                return Fault(match.start(), message, hint)
    return None


def _misplaced(text: str, column: int, error: UnexpectedInput) -> Fault:
    if not isinstance(error, UnexpectedToken):
        return Fault(column, f"the character `{text[column]}` means nothing here", "take it out")
    hint = _wanted(error) or _hint(text[:column].rstrip(), text[column:], error.token)
    return Fault(column, f"unexpected `{_short(error.token)}`", hint)


def _accepted(error: UnexpectedToken) -> set[str]:
    """The tokens that were expected instead."""
    return set(error.accepts or error.expected) - {"__IGNORE_0"}


def _wanted(error: UnexpectedToken) -> str | None:
    """What is wanted in the few places that take one kind of thing only."""
    accepted = _accepted(error)
    if "PRESENT" in accepted:
        return "expected a date, such as 2026-01-01, 2026, `present` or `present + 2 years`"
    if accepted == {"NAME", "QUOTED"}:
        return "expected the id of a scenario after `@`"
    if "COMMA" in accepted and "RPAR" not in accepted and error.token.type == "RPAR":
        return "a date is missing: at(x @ scenario, 2026-01-01)"
    return None


def _hint(before: str, after: str, token: Token) -> str:
    if re.search(r"[0-9],?$", before) and re.match(r",?[0-9]{3}(?![0-9])", after):
        return "write numbers without separators, 10000"
    if token.type in ("NAME", "QUOTED", "FUNCTION") and re.search(r"[0-9.]$", before):
        return f"an operator is missing: `* {token}`; or, if it is a unit, `{{{token}}}`"
    if token.type in ("NAME", "QUOTED") and re.search(r"[\w\"]$", before):
        if token.lower() == "mod":
            return "the remainder of a / b is `a - b * int(a / b)`"
        return 'write a name with spaces as first_second or "first second"; or add an operator'
    if token.type in ("NAME", "QUOTED", "FUNCTION", "NUMBER", "LPAR", "DATE"):
        return "an operator is missing before it"
    if token.type in ("THEN", "ELSE", "IF"):
        return "write `if … then … else …`, in brackets where it is part of a sum or product"
    if token.type == "COMMA":
        return "commas only separate the arguments of a function; write decimals with a point"
    if token.type == "KEYWORD":
        return "from= and to= come last, after a comma"
    return "something is missing before it, a name or a number"


def _ending(accepted: set[str]) -> str:
    if "THEN" in accepted:
        return "`then` is missing"
    if "ELSE" in accepted:
        return "`else` is missing"
    return "something is missing at the end, a name or a number"


def _short(text: str) -> str:
    return text if len(text) <= 30 else text[:30] + "…"
