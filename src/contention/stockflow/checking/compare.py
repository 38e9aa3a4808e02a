"""Where PySD or pysimlin read a file otherwise than we do: what is taken, and why."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from contention.case.problem import Place
from contention.stockflow.checking.ask import asked
from contention.stockflow.checking.opinion import Opinion, Part, opinion_of
from contention.stockflow.functions import FUNCTIONS
from contention.stockflow.names import key
from contention.stockflow.source import Equation, SourceModel

MOST: Final = 20
"""differences that are told one by one"""
WIDEST: Final = 90
"""characters of an expression that a sentence shows"""
NOT_INSTALLED: Final = (
    "PySD and pysimlin are not installed, so the reading was not compared with theirs: "
    "pip install 'contention[models]'"
)
_CONTROL: Final = ("initial time", "final time", "time step", "saveper")


def readings(path: Path, model: SourceModel) -> tuple[str, ...]:
    """A sentence for each difference between our reading of a file and another parser's."""
    return disagreements(model, asked(path, model))


def disagreements(model: SourceModel, opinions: Sequence[Opinion]) -> tuple[str, ...]:
    """The same, from opinions that have been given."""
    if not opinions:
        return (NOT_INSTALLED,)
    own, equations = opinion_of(model)
    found: dict[tuple[str, str, str], list[str]] = {}
    sentences: list[str] = []
    for other in opinions:
        if other.failed:
            sentences.append(
                f"{model.place.path}: {other.reader} cannot read the file "
                f"({_shown(other.failed, other.failed)}); the model is read by our own reader"
            )
            continue
        for subject, ours, theirs in _differences(model, own, other):
            found.setdefault((subject, ours, theirs), []).append(other.reader)
        sentences.extend(_left_out(model, own, other))
    for (subject, ours, theirs), readers in found.items():
        sentences.append(_sentence(model, equations.get(subject), subject, ours, theirs, readers))
    if len(sentences) > MOST:
        more = len(sentences) - MOST
        sentences = [*sentences[:MOST], f"and {more} further differences between the readers"]
    return tuple(sentences)


def _differences(
    model: SourceModel, own: Opinion, other: Opinion
) -> Iterator[tuple[Part, str, str]]:
    for subject, ours in own.equations.items():
        theirs = other.equations.get(subject)
        if subject in other.unread:
            yield subject, ours, f"!{other.unread[subject]}"
        elif theirs and not _same(model, other, ours, theirs):
            yield subject, ours, theirs
    for name, elements in own.ranges.items():
        # a reader may keep names of ranges among the elements
        theirs_listed = tuple(
            inner
            for each in other.ranges.get(name, ())
            for inner in (own.ranges.get(each, (each,)) if each != name else (each,))
        )
        if theirs_listed and theirs_listed != elements:
            yield f"range {name}", ", ".join(elements), ", ".join(theirs_listed)


def _same(model: SourceModel, other: Opinion, ours: str, theirs: str) -> bool:
    if ours == theirs or not re.search(r"[a-z]", ours + theirs):  # a parser may compute constants
        return True
    if model.language != "vensim" or other.reader != "pysimlin":
        return False
    if ours.startswith("stock"):  # it takes the flows of a net rate apart
        return ours.partition(" by ")[0] == theirs.partition(" by ")[0]
    # it writes `*` for ranges, and keeps the mark of a name from outside a macro
    ours, theirs = (_OVER.sub("*!", text.replace("$", "")) for text in (ours, theirs))
    if ours == theirs:
        return True
    # it writes some functions of Vensim out as expressions, which means the same
    return _functions(ours) != _functions(theirs)


def _functions(text: str) -> set[str]:
    return {name for name in FUNCTIONS if f"{key(name)}(" in text}


def _left_out(model: SourceModel, own: Opinion, other: Opinion) -> Iterator[str]:
    """Variables that the other reader does not have at all."""
    theirs = {_base(subject) for subject in (*other.equations, *other.unread)}
    missing = dict.fromkeys(
        base for subject in own.equations if (base := _base(subject)) not in theirs
    )
    names = [
        name
        for name in missing
        if not (model.language == "vensim" and (name in _CONTROL or name.startswith("<")))
    ]
    if names:
        shown = ", ".join(f"`{name}`" for name in names[:5])
        more = f" and {len(names) - 5} more" if len(names) > 5 else ""
        yield f"{model.place.path}: {other.reader} leaves out {shown}{more}; here they are read"


def _base(subject: Part) -> str:
    return subject.partition("[")[0]


def _sentence(
    model: SourceModel,
    equation: Equation | None,
    subject: str,
    ours: str,
    theirs: str,
    readers: Sequence[str],
) -> str:
    place = equation.place if equation is not None else _place_of_range(model, subject)
    who = " and ".join(readers)
    verb = "read" if len(readers) > 1 else "reads"
    if theirs.startswith("!"):
        taken = f"`{subject}` is read as `{_shown(ours, ours)}`"
        return f"{place}: {taken}; {who} cannot read it ({_shown(theirs[1:], theirs[1:])})"
    return (
        f"{place}: `{subject}` is read as `{_shown(ours, theirs)}`, since "
        f"{_reason(model.language, subject, ours, theirs)}; "
        f"{who} {verb} `{_shown(theirs, ours)}`"
    )


def _place_of_range(model: SourceModel, subject: str) -> Place:
    name = subject.removeprefix("range ")
    return next((each.place for each in model.ranges if key(each.name) == name), model.place)


def _shown(text: str, other: str) -> str:
    """The part of a text in which it begins to differ from the other."""
    if len(text) <= WIDEST:
        return text
    same = next((at for at, (a, b) in enumerate(zip(text, other, strict=False)) if a != b), 0)
    start = max(0, min(same - WIDEST // 3, len(text) - WIDEST))
    cut = text[start : start + WIDEST]
    return f"{'…' if start else ''}{cut}{'…' if start + WIDEST < len(text) else ''}"


_OVER = re.compile(r"[^\[\],(]+!")
_TABLE = re.compile(r"table (hold|extrapolate|step)")


def _reason(language: str, subject: str, ours: str, theirs: str) -> str:
    """Which rule decides; the specification first, then what the vendor documents."""
    reasons = _XMILE if language == "xmile" else _VENSIM
    if subject.startswith("range "):
        return reasons["range"]
    if subject.startswith("<"):
        return reasons["settings"]
    if _TABLE.findall(ours) != _TABLE.findall(theirs):
        return reasons["table"]
    if ("non-negative" in ours) != ("non-negative" in theirs) or (
        ours.startswith("max(") != theirs.startswith("max(")
    ):
        return reasons["negative"]
    if ours.count("not ") != theirs.count("not ") or _flat(ours) == _flat(theirs):
        return reasons["operators"]
    return reasons["otherwise"]


def _flat(text: str) -> str:
    return re.sub(r"[()]", "", text)


_XMILE: Final[Mapping[str, str]] = {
    "range": "XMILE 1.0, section 2.6, lists the elements of a dimension in order",
    "settings": "XMILE 1.0, section 2.3, has the run's settings in <sim_specs>",
    "table": "XMILE 1.0, section 3.1.4, gives each graphical function a type",
    "negative": "XMILE 1.0, section 4.3, takes the text of <non_negative> into account",
    "operators": "XMILE 1.0, section 3.3.1, orders the operators, NOT before comparisons, and "
    "section 3.2.2.1 lets a name begin with any word",
    "otherwise": "XMILE 1.0, sections 3.3 and 3.5, gives operators and functions this meaning",
}
_VENSIM: Final[Mapping[str, str]] = {
    "range": "the Vensim Reference Manual keeps the elements that a mapping names out of the range",
    "settings": "the Vensim Reference Manual has the run's settings in four variables",
    "table": "the Vensim Reference Manual interpolates lookups and holds their ends",
    "negative": "Vensim has no such mark",
    "operators": "the Vensim Reference Manual orders the operators, :NOT: after comparisons",
    "otherwise": "the Vensim Reference Manual gives operators and functions this meaning",
}
