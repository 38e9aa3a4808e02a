"""From the text of an expression to its syntax tree; a text is untrusted and never evaluated."""

import difflib
from functools import lru_cache

from contention.language.functions import FUNCTIONS, REDUCERS, RESERVED, Function, is_reducer
from contention.language.name_folding import fold
from contention.language.syntax import Call, Fault, InScenario, Name, Node
from contention.language.tree_walking import depth, literal, walk

__all__ = ["FUNCTIONS", "REDUCERS", "RESERVED", "fold", "names", "parse"]

LONGEST = 10_000
"""characters"""
DEEPEST_BRACKETS = 50
DEEPEST = 100
"""levels of the tree: `a + b + c + …` has one for each sign"""


@lru_cache(maxsize=4096)
def parse(text: str, *, contention: bool = False) -> Node | Fault:
    """The syntax tree of a text, or the first thing that is wrong with it.

    `contention=True` also lets in `@ scenario`, the reducers and `from=`/`to=`; whether they are
    put together soundly is what `contentions.check_contention` says.
    """
    fault = _check_text(text)
    if fault is not None:
        return fault
    node = _tree(text)
    if isinstance(node, Fault):
        return node
    if depth(node) > DEEPEST:
        return Fault(
            0,
            f"the expression is more than {DEEPEST} levels deep",
            "split it into several equations",
        )
    return _first_fault(node, contention) or node


def names(node: Node) -> tuple[str, ...]:
    """Ids of the factors in an expression, each once, in order of appearance.

    Functions, scenarios, `time` and `dt` are left out.
    """
    found = (part.id for part in walk(node) if isinstance(part, Name))
    return tuple(name for name in dict.fromkeys(found) if name not in ("time", "dt"))


def _tree(text: str) -> Node | Fault:
    # lark takes a tenth of a second to import, and most commands read no expression first thing
    from lark.exceptions import UnexpectedInput

    from contention.language.grammar import FaultFound, parser
    from contention.language.syntax_errors import fault_of

    try:
        return parser().parse(text)  # type: ignore[return-value]  # the builder makes nodes
    except FaultFound as found:
        return found.fault
    except UnexpectedInput as error:
        return fault_of(text, error)


def _check_text(text: str) -> Fault | None:
    """Limits and brackets, before a parser sees the text."""
    if not text.strip():
        return Fault(0, "the expression is empty", "write a number, a name or a formula")
    if len(text) > LONGEST:
        return Fault(
            LONGEST,
            f"the expression has {len(text)} characters, more than {LONGEST}",
            "split it into several equations",
        )
    return _check_brackets(text)


def _check_brackets(text: str) -> Fault | None:
    opened: list[int] = []
    quoted = escaped = False
    for column, character in enumerate(text):
        if quoted:
            quoted = escaped or character != '"'
            escaped = character == "\\" and not escaped
        elif character == '"':
            quoted, escaped = True, False
        elif character == "(":
            opened.append(column)
        elif character == ")" and not opened:
            return Fault(column, "a bracket is closed that was never opened", "take out this `)`")
        elif character == ")":
            opened.pop()
        if len(opened) > DEEPEST_BRACKETS:
            return Fault(
                column,
                f"brackets are nested more than {DEEPEST_BRACKETS} deep",
                "split the expression into several equations",
            )
    if opened:
        return Fault(opened[-1], "this bracket is never closed", "add the missing `)`")
    return None


def _first_fault(node: Node, contention: bool) -> Fault | None:
    for part in walk(node):
        fault = None
        if isinstance(part, Call):
            fault = _check_call(part, contention)
        elif isinstance(part, InScenario) and not contention:
            fault = Fault(
                part.column,
                "`@` names a scenario, and only contentions compare scenarios",
                f"take out `@ {part.scenario}`",
            )
        if fault is not None:
            return fault
    return None


def _check_call(call: Call, contention: bool) -> Fault | None:
    if call.function == "present_plus" and call.arguments:
        return None
    reducer = is_reducer(call)
    function = REDUCERS[call.function] if reducer else FUNCTIONS.get(call.function)
    if function is None:
        return Fault(
            call.column,
            f"there is no function `{call.function}`",
            _similar(call.function, contention),
        )
    if reducer and not contention:
        return _not_here(call)
    return (
        _check_count(call, function)
        or _check_keywords(call, reducer)
        or _check_points(call)
        or _check_lag(call, function)
        or _check_interval(call)
    )


def _not_here(call: Call) -> Fault:
    if call.function in FUNCTIONS:
        return Fault(
            call.column,
            f"{call.function} of one argument is a reducer over time, for contentions only",
            f"write {FUNCTIONS[call.function].usage}",
        )
    return Fault(
        call.column,
        f"`{call.function}` is a reducer over time, for contentions only",
        "an expression says what holds at one moment",
    )


def _check_count(call: Call, function: Function) -> Fault | None:
    count = len(call.arguments)
    if function.least <= count <= function.most:
        return None
    usage = function.usage
    if call.function in FUNCTIONS and call.function in REDUCERS:
        usage = (
            f"{FUNCTIONS[call.function].usage}, nested for more, or {REDUCERS[call.function].usage}"
        )
    return Fault(
        call.column,
        f"`{call.function}` does not take {count} argument{'' if count == 1 else 's'}",
        f"write {usage}",
    )


def _check_keywords(call: Call, reducer: bool) -> Fault | None:
    if not call.keywords:
        return None
    words = [word for word, _ in call.keywords]
    if not reducer:
        return Fault(
            call.column,
            f"`{call.function}` takes no from= or to=",
            "dates belong to the reducers of contentions, such as final, mean or change",
        )
    if len(set(words)) < len(words):
        return Fault(call.column, f"`{words[0]}=` is given twice", "keep one of them")
    return None


def _check_points(call: Call) -> Fault | None:
    """A graphical function needs pairs of numbers with x ascending."""
    if call.function != "lookup":
        return None
    points = [literal(argument) for argument in call.arguments[1:]]
    if len(points) % 2:
        return Fault(
            call.column,
            "the points of `lookup` are not in pairs",
            f"write {FUNCTIONS['lookup'].usage}",
        )
    for argument, value in zip(call.arguments[1:], points, strict=True):
        if value is None:
            return Fault(
                argument.column, "the points of `lookup` are numbers", "write each of them out"
            )
    for index in range(3, len(call.arguments), 2):
        if (points[index - 1] or 0.0) <= (points[index - 3] or 0.0):
            return Fault(
                call.arguments[index].column,
                "the x of `lookup` do not ascend here",
                "sort the points by x, each x once",
            )
    return None


def _check_lag(call: Call, function: Function) -> Fault | None:
    """Times of smoothing and delay are above 0, and that of a fixed delay does not change."""
    if not function.stateful:
        return None
    lag = literal(call.arguments[1])
    if lag is None and call.function == "delay":
        return Fault(
            call.arguments[1].column,
            "the time of `delay` is fixed, a number written out",
            "where it may vary, use delay3 or delay1",
        )
    if lag is None or lag > 0:
        return None
    return Fault(
        call.arguments[1].column,
        f"the time of `{call.function}` must be above 0",
        "it is in years; leave the function out if there is no lag",
    )


def _check_interval(call: Call) -> Fault | None:
    if call.function != "pulse" or len(call.arguments) < 3:
        return None
    interval = literal(call.arguments[2])
    if interval is None or interval > 0:
        return None
    return Fault(
        call.arguments[2].column,
        "the interval of `pulse` must be above 0",
        "it is in years; leave it out for a single pulse",
    )


def _similar(word: str, contention: bool) -> str:
    if word in ("time", "dt"):
        return f"write `{word}` without brackets"
    if word == "mod":
        return "the remainder of a / b is `a - b * int(a / b)`"
    known = sorted({*FUNCTIONS, *REDUCERS})
    near = difflib.get_close_matches(word[:40], known, n=2, cutoff=0.6)
    if near:
        return "did you mean " + " or ".join(f"`{name}`" for name in near) + "?"
    if contention:
        return "functions: " + ", ".join(function.usage for function in REDUCERS.values())
    return "to multiply, write `name * (…)`; functions: " + ", ".join(FUNCTIONS)
