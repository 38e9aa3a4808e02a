"""The captions below a map: legend, loops and conflicts."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from contention.case.articles import counted
from contention.case.model import Case, Kind, Sign
from contention.case.signs import verb_of
from contention.case.titles import holder_title, summary_words
from contention.maps.causal_map import CausalMap, Conflict, Denial, MapLink
from contention.maps.loops import Loop, LoopList
from contention.show.map.arrows import (
    ASSUMED,
    CONFLICT,
    DASHES,
    badge,
    cross,
    delay_bars,
    head,
    marks_of,
)
from contention.show.map.box_text import clean, text_width, wrap
from contention.show.map.boxes import LOOKS, Box, shape
from contention.show.map.speakers import Denied, named_speakers, summaries
from contention.show.map.style import (
    NO_GROUP,
    SEVERAL_COLOUR,
    SIGN_WORDS,
    UNSTATED_COLOUR,
    group_colours,
    line_width,
)
from contention.show.map.view import View
from contention.show.svg import element

ROW = 24.0
SAMPLE = 46.0
"""Width of a sample of a line or shape"""
MARKS = {
    "if": "only under a condition",
    "~": "short-lived",
    "!": "necessary: nothing without it",
    CONFLICT: "the account contradicts itself",
}
MOST_CONFLICTS = 6

TWO_COLUMNS = 1000.0
"""Width in pixels at or above which lists have two columns"""

Sketch = Callable[[float, float], list[Markup]]
"""Draws a sample, given its left end and vertical middle"""


@dataclass(frozen=True)
class Block:
    """Drawn elements and their total height."""

    parts: tuple[Markup, ...]
    height: float


@dataclass(frozen=True)
class TextList:
    """A heading and lines with a mark each; empty if the heading is empty."""

    heading: str
    lines: tuple[tuple[str, str], ...] = ()


def legend(
    view: View, case: Case, denied: Sequence[Denied], top: float, left: float, width: float
) -> Block:
    """Samples of every line, shape, mark and colour that occurs in the drawing."""
    spoken = named_speakers([*view.links, *denied], case)
    entries: list[tuple[Sketch, str]] = [(_spoken(colour), words) for colour, words in spoken]
    entries += [*_sign_entries(view), *_denial_entries(view, denied)]
    entries += [*_kind_entries(view, case), *_group_entries(view, case)]
    parts: list[Markup] = []
    x, y = left, top + ROW / 2
    for sketch, words in entries:
        need = SAMPLE + 8 + text_width(words, 12) + 24
        if x + need > left + width and x > left:
            x, y = left, y + ROW
        parts += sketch(x, y)
        parts.append(element("text", words, x=x + SAMPLE + 8, y=y + 4))
        x += need
    return Block(tuple(parts), y + ROW / 2 - top)


def loop_list(found: LoopList, case: Case, most: int, beyond: int = 0) -> TextList:
    """The loops in words: how many of each polarity, and the shortest of them.

    `beyond` counts the loops that pass through drawn factors but are not drawn completely.
    """
    if not found.loops:
        bound = f" of up to {found.complete_to} factors" if found.bounded else ""
        if beyond:
            passing = (
                f"{counted(beyond, 'loop')} of the account {'passes' if beyond == 1 else 'pass'}"
            )
            return TextList(f"No loop is drawn completely; {passing} through these factors")
        return TextList(f"No loops{bound}")
    count = {letter: sum(loop.polarity == letter for loop in found.loops) for letter in "RB?"}
    words = ((count["R"], "reinforcing (R)"), (count["B"], "balancing (B)"),
             (count["?"], "of unclear polarity (?)"))  # fmt: skip
    polarities = ", ".join(f"{number} {name}" for number, name in words if number)
    bound = f" of up to {found.complete_to} factors (longer ones not counted)"
    shown = min(most, len(found.loops))
    rest = "" if shown == len(found.loops) else f"; the {shown} shortest"
    more = f"; {beyond} more pass through these factors" if beyond else ""
    heading = f"Loops{bound if found.bounded else ''}: {polarities}{rest}{more}"
    return TextList(heading, tuple(_loop_line(loop, case) for loop in found.loops[:shown]))


def loops_drawn(found: LoopList, view: View) -> LoopList:
    """The loops that are drawn completely."""
    pairs = {(one.cause, one.effect) for one in view.links + view.dependencies}
    drawn = tuple(
        loop
        for loop in found.loops
        if pairs.issuperset(zip(loop.factors, loop.factors[1:] + loop.factors[:1], strict=True))
    )
    return replace(found, loops=drawn)


def loops_beyond(found: LoopList, view: View) -> int:
    """How many loops pass through a drawn factor without being drawn completely."""
    whole = loops_drawn(found, view).loops
    shown = set(view.factors)
    return sum(loop not in whole and not shown.isdisjoint(loop.factors) for loop in found.loops)


def conflict_list(conflicts: Sequence[Conflict], case: Case) -> TextList:
    """Conflicts within the account, in words."""
    lines = []
    for one in conflicts[:MOST_CONFLICTS]:
        pair = f"{_title(case, one.cause)} → {_title(case, one.effect)}"
        against = _said_by(case, one.against)
        if one.path:
            against = f"the chain {' → '.join(_title(case, name) for name in one.path)}"
        lines.append(
            (CONFLICT, f"{pair}: {one.kind} ({_said_by(case, one.claims)} against {against})")
        )
    if len(conflicts) > MOST_CONFLICTS:
        lines.append(("", f"and {len(conflicts) - MOST_CONFLICTS} more"))
    return TextList("Conflicts within the account" if conflicts else "", tuple(lines))


def summary_list(edges: Iterable[MapLink | Denied], case: Case) -> TextList:
    """The summaries written for the case behind these links, with the works they sum up."""
    lines = tuple(
        ("", clean(f"{document.title}: {summary_words(document)}"))
        for document in summaries(edges, case)
    )
    return TextList("Not a holder's own text" if lines else "", lines)


def denial_list(denials: Sequence[Denial], case: Case) -> TextList:
    """Pairs of factors between which the account denies an effect, each once."""
    pairs = dict.fromkeys((one.cause, one.effect) for one in denials)
    lines = [f"{_title(case, cause)} → {_title(case, effect)}" for cause, effect in pairs]
    return TextList("Denied by the account" if lines else "", tuple(("0", line) for line in lines))


def _said_by(case: Case, ids: Sequence[str]) -> str:
    """The statements on one side of a conflict with their holders, without duplicates."""
    said = []
    for id_ in ids:
        if id_ in case.assumptions:
            verb, who = verb_of(case.assumptions[id_].relation, ""), "the coder's assumption"
        else:
            claim = case.claims[id_]
            verb, who = verb_of(claim.relation, claim.stance), holder_title(case, claim.holder)
        said.append(clean(f"“{verb}”, {who}"))
    return "; ".join(dict.fromkeys(said))


def text_block(texts: TextList, top: float, left: float, width: float) -> Block:
    """A heading and the lines below it, in two columns if there is room."""
    if not texts.heading:
        return Block((), 0.0)
    parts = [element("text", texts.heading, x=left, y=top + 20, class_="cm-h2")]
    columns = 2 if width >= TWO_COLUMNS and len(texts.lines) > 1 else 1
    share = -(-len(texts.lines) // columns)
    bottom = top + 20
    for column in range(columns):
        x, y = left + column * width / columns, top + 20
        for mark, words in texts.lines[column * share : (column + 1) * share]:
            if mark:
                parts.append(element("text", mark, x=x, y=y + 16, class_="cm-h2"))
            for piece in wrap(words, 12, width / columns - 40, most=3):
                y += 16
                parts.append(element("text", piece, x=x + 18, y=y))
        bottom = max(bottom, y)
    return Block(tuple(parts), bottom - top + 10)


def summary(causal_map: CausalMap, view: View, found: LoopList) -> str:
    """One line on the size of what is drawn."""
    assumed = sum(link.assumption for link in view.links)
    part = "" if len(view.links) == len(causal_map.links) else f" of {len(causal_map.links)}"
    bound = "at least " if found.bounded else ""
    return (
        f"{counted(len(view.factors), 'factor')}, "
        f"{len(view.links)}{part} {'link' if len(causal_map.links) == 1 else 'links'} "
        f"({assumed} assumed: no text states them), "
        f"{bound}{counted(len(found.loops), 'loop')} in the whole account"
    )


def _loop_line(loop: Loop, case: Case) -> tuple[str, str]:
    names = (_title(case, name) for name in (*loop.factors, loop.factors[0]))
    return loop.polarity, " → ".join(names)


def _title(case: Case, factor: str) -> str:
    return clean(case.factors[factor].title)


def _sign_entries(view: View) -> Iterable[tuple[Sketch, str]]:
    for sign in ("+", "-", "?"):
        if any(link.sign == sign for link in view.links):
            yield _line(sign, 0.5), SIGN_WORDS[sign]
    yield _widths, "stated weakly to decisively"
    if any(link.assumption for link in view.links):
        yield _assumed, "assumption of the coder, of any strength: no text states it"
    if any(link.relation.delay is not None for link in view.links):
        yield _delayed, "with a delay"
    if view.dependencies:
        yield _gate, "gate of a link, or used in an expression"
    used = {mark for link in view.links for mark in marks_of(link).split()}
    used |= {CONFLICT} if any(link.id in view.contradicted for link in view.links) else set()
    for mark, words in MARKS.items():
        if mark in used:
            yield _mark(mark), words


def _kind_entries(view: View, case: Case) -> Iterable[tuple[Sketch, str]]:
    present = {case.factors[name].kind for name in view.factors}
    for kind, look in LOOKS.items():
        if kind in present:
            yield _outline(kind), look.words


def _group_entries(view: View, case: Case) -> Iterable[tuple[Sketch, str]]:
    present = {case.factors[name].group for name in view.factors}
    colours = group_colours(factor.group for factor in case.factors.values())
    for group, colour in colours.items():
        if group and group in present:
            yield _swatch(colour), clean(group)


def _denial_entries(view: View, denied: Sequence[Denied]) -> Iterable[tuple[Sketch, str]]:
    if denied or any(link.denials for link in view.links):
        yield _denied, "denied: the account states that there is no effect"


def _spoken(colour: str) -> Sketch:
    def sketch(x: float, y: float) -> list[Markup]:
        return [element("line", x1=x, y1=y, x2=x + SAMPLE, y2=y, stroke=colour,
                        stroke_width=line_width(0.8))]  # fmt: skip

    return sketch


def _line(sign: Sign, strength: float) -> Sketch:
    def sketch(x: float, y: float) -> list[Markup]:
        end, width = (x + SAMPLE - 7, y), line_width(strength)
        line = element("line", x1=x, y1=y, x2=end[0], y2=y, stroke=SEVERAL_COLOUR,
                       stroke_width=width)  # fmt: skip
        arrow = head(sign, end, (x + SAMPLE, y), width)
        return [line, arrow, badge(sign, (x + SAMPLE / 2 - 4, y))]

    return sketch


def _assumed(x: float, y: float) -> list[Markup]:
    return [element("line", x1=x, y1=y, x2=x + SAMPLE, y2=y, stroke=UNSTATED_COLOUR,
                    stroke_width=ASSUMED, stroke_dasharray=DASHES)]  # fmt: skip


def _denied(x: float, y: float) -> list[Markup]:
    line = element("line", x1=x, y1=y, x2=x + SAMPLE, y2=y, stroke=SEVERAL_COLOUR,
                   stroke_width=1.2, stroke_dasharray="2 3")  # fmt: skip
    return [line, *cross([(x, y), (x + SAMPLE, y)], SEVERAL_COLOUR)]


def _outline(kind: Kind) -> Sketch:
    box = Box((), SAMPLE - 4, 16.0)
    return lambda x, y: shape(kind, box, (x + SAMPLE / 2, y), NO_GROUP, "cm-box")


def _widths(x: float, y: float) -> list[Markup]:
    corners = (x, y + 0.5, x, y - 0.5, x + SAMPLE, y - 2.0, x + SAMPLE, y + 2.0)
    points = " ".join(f"{value:.1f}" for value in corners)
    return [element("polygon", points=points, fill="#444")]


def _delayed(x: float, y: float) -> list[Markup]:
    line = [(x, y), (x + SAMPLE, y)]
    stroke = SEVERAL_COLOUR
    sample = element("line", x1=x, y1=y, x2=x + SAMPLE, y2=y, stroke=stroke, stroke_width=2)
    return [sample, *delay_bars(line, stroke)]


def _gate(x: float, y: float) -> list[Markup]:
    barbs = f"M{x + SAMPLE - 7},{y - 3.2}L{x + SAMPLE},{y}L{x + SAMPLE - 7},{y + 3.2}"
    return [
        element("path", d=f"M{x},{y}L{x + SAMPLE},{y}", class_="cm-gate"),
        element("path", d=barbs, fill="none", stroke="#8a8a8a", stroke_width=1.2),
    ]


def _mark(mark: str) -> Sketch:
    return lambda x, y: [badge("+", (x + SAMPLE / 2, y), mark)]


def _swatch(colour: str) -> Sketch:
    def sketch(x: float, y: float) -> list[Markup]:
        return [element("rect", x=x + 2, y=y - 8, width=SAMPLE - 4, height=16, rx=4, fill=colour)]

    return sketch
