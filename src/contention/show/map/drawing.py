"""The causal map of an account as one self-contained SVG."""

from collections.abc import Mapping
from dataclasses import replace

from markupsafe import Markup

from contention.analysis.premise import paraphrase_of
from contention.case.coded_words import coded_of
from contention.case.model import Case
from contention.case.titles import factor_title, holder_title
from contention.maps.causal_map import Backing, CausalMap, Dependency, MapLink
from contention.maps.loops import LoopList, loops
from contention.show.map.arrows import (
    ArrowLook,
    Signs,
    draw_denial,
    draw_gate,
    draw_link,
    draw_sign,
    link_width,
)
from contention.show.map.box_text import clean
from contention.show.map.boxes import LOOKS, Box, box_of, draw_box
from contention.show.map.curves import XY
from contention.show.map.edge_order import reading_order
from contention.show.map.legend import (
    Block,
    TextList,
    conflict_list,
    denial_list,
    legend,
    loop_list,
    loops_beyond,
    loops_drawn,
    summary,
    summary_list,
    text_block,
)
from contention.show.map.placement import EdgeWish, Layout, Size, best_layout, lay_out
from contention.show.map.speakers import Denied, colour_of, denied_pairs, speakers
from contention.show.map.style import SIGN_WORDS, STYLE, group_colours
from contention.show.map.view import MapOptions, View, view_of
from contention.show.svg import element
from contention.show.words.numbers import percent
from contention.show.words.printable import printable

MARGIN = 24.0
NARROWEST = 760.0
PULL = 5.0
"""How strongly levers are pulled to the front and outcomes to the back"""

EVERYTHING = MapOptions()

Edge = MapLink | Denied | Dependency


def draw_map(causal_map: CausalMap, case: Case, *, options: MapOptions = EVERYTHING) -> str:
    """The map, or the part that the options ask for, as SVG text; same input, same output.

    Nothing in it comes from elsewhere, every text is escaped, and it holds no scripts. Tooltips
    give the claims behind each link with their paraphrases.
    """
    view = view_of(causal_map, case, options)
    boxes = {name: box_of(case.factors[name], _tag(name, view)) for name in view.factors}
    drawn = _drawn(view, causal_map)
    sizes, wishes = _wishes(view, case, boxes, drawn)
    if options.direction is None:
        layout = best_layout(sizes, wishes)
    else:
        layout = lay_out(sizes, wishes, options.direction)
    width = max(layout.width, NARROWEST if options.caption else 0.0) + 2 * MARGIN
    found = loops(causal_map)
    top = _heading(causal_map, case, view, found) if options.caption else Block((), MARGIN)
    shift = ((width - layout.width) / 2, top.height)
    picture = _picture(case, boxes, drawn, layout, view)
    below = shift[1] + layout.height + MARGIN
    foot = _foot(causal_map, case, view, found, below, width, options)
    height = below + foot.height + (MARGIN if foot.parts else 0.0)
    moved = element("g", *picture, transform=f"translate({shift[0]:.1f} {shift[1]:.1f})")
    label = f"Causal map: {case.accounts[causal_map.account].title}"
    return _svg(width, height, label, (*top.parts, moved, *foot.parts))


def _svg(width: float, height: float, label: str, parts: tuple[Markup, ...]) -> str:
    drawing = element(
        "svg",
        element("title", clean(label)),
        element("style", Markup(STYLE)),  # noqa: S704 - a constant
        element("rect", width=width, height=height, fill="#fff", class_="cm-ground"),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        width=width,
        height=height,
        viewBox=f"0 0 {width:.1f} {height:.1f}",
        class_="cm",
        role="img",
    )
    return printable(str(drawing))


def _drawn(view: View, causal_map: CausalMap) -> tuple[Edge, ...]:
    """Links, denials without a link, and one dependency for each pair not yet joined."""
    said = {(link.cause, link.effect) for link in view.links}
    denied = tuple(
        one
        for one in denied_pairs(causal_map.denials, view.factors)
        if (one.cause, one.effect) not in said
    )
    linked = said | {(one.cause, one.effect) for one in denied}
    others: dict[tuple[str, str], Dependency] = {}
    for one in view.dependencies:
        pair = (one.cause, one.effect)
        if pair not in linked and one.cause != one.effect:
            others.setdefault(pair, one)
    return (*view.links, *denied, *others.values())


def to_lay_out(
    causal_map: CausalMap, case: Case, options: MapOptions = EVERYTHING
) -> tuple[dict[str, Size], list[EdgeWish]]:
    """The boxes with their sizes and the edges of a map, as the layout is given them."""
    view = view_of(causal_map, case, options)
    boxes = {name: box_of(case.factors[name], _tag(name, view)) for name in view.factors}
    return _wishes(view, case, boxes, _drawn(view, causal_map))


def _wishes(
    view: View, case: Case, boxes: Mapping[str, Box], drawn: tuple[Edge, ...]
) -> tuple[dict[str, Size], list[EdgeWish]]:
    weights: dict[tuple[str, str], float] = {}
    for edge in drawn:
        pair = (edge.cause, edge.effect)
        weights[pair] = weights.get(pair, 0.0) + (1.0 if isinstance(edge, MapLink) else 0.4)
    bias = {name: _bias(name, view, case) for name in view.factors}
    order = reading_order(view.factors, weights, bias)
    place = {name: number for number, name in enumerate(order)}
    wishes = [
        EdgeWish(
            edge.cause,
            edge.effect,
            weight=2 if isinstance(edge, MapLink) else 1,
            backwards=place[edge.cause] > place[edge.effect],
        )
        for edge in drawn
    ]
    return {name: (boxes[name].width, boxes[name].height) for name in order}, wishes


def _bias(name: str, view: View, case: Case) -> float:
    """Levers and inputs belong to the front, outcomes and stocks to the back."""
    if name in view.levers:
        return PULL
    if name in view.outcomes:
        return -PULL
    return LOOKS[case.factors[name].kind].rank


def _picture(
    case: Case, boxes: Mapping[str, Box], drawn: tuple[Edge, ...], layout: Layout, view: View
) -> list[Markup]:
    """Gates lowest, then links, boxes, and the written signs on top."""
    gates, lines, marks = [], [], []
    signs = Signs([(layout.centres[name], (box.width, box.height)) for name, box in boxes.items()])
    for edge, curve in zip(drawn, layout.curves, strict=True):
        if isinstance(edge, Dependency):
            gates.append(draw_gate(curve, gate_tooltip(edge, case)))
            continue
        look = ArrowLook(colour_of(speakers(edge, case), case))
        if isinstance(edge, Denied):
            lines.append((0.0, draw_denial(curve, look, denial_tooltip(edge, case))))
            continue
        words = link_tooltip(edge, case)
        look = replace(look, denied=bool(edge.denials), conflict=edge.id in view.contradicted)
        lines.append((link_width(edge), draw_link(edge, curve, look, words)))
        marks.append(draw_sign(edge, curve, signs, look, words))
    lines.sort(key=lambda line: line[0])
    return [
        *gates,
        *(line for _, line in lines),
        *_boxes(case, boxes, layout.centres),
        *marks,
    ]


def _boxes(case: Case, boxes: Mapping[str, Box], centres: Mapping[str, XY]) -> list[Markup]:
    colours = group_colours(factor.group for factor in case.factors.values())
    found = []
    for name, box in boxes.items():
        factor = case.factors[name]
        found.append(draw_box(factor, box, centres[name], colours[factor.group]))
    return found


def _tag(name: str, view: View) -> str:
    tags = [
        word
        for word, names in (
            ("lever", view.levers),
            ("outcome", view.outcomes),
            ("focus", view.focus),
        )
        if name in names
    ]
    return ", ".join(tags)


def link_tooltip(link: MapLink, case: Case) -> str:
    """A link in words, and the claims and assumptions behind it with their paraphrases."""
    cause, effect = case.factors[link.cause].title, case.factors[link.effect].title
    relation = link.relation
    strength = relation.strength_word or "not stated"
    lines = [
        f"{cause} {SIGN_WORDS[link.sign]} {effect}",
        f"strength {strength} (elasticity around {relation.strength.median:g})",
    ]
    if relation.delay is not None:
        lines.append(f"delay of about {relation.delay.median:.2g} years")
    if relation.condition is not None:
        gate = relation.condition
        state = _gate_words(gate.side, gate.threshold)
        lines.append(f"only while {case.factors[gate.factor].title} is {state}")
    for item in link.backing:
        lines.append(_backing_words(case, item))
        coded = coded_of(case, item.id, item.relation or relation)
        lines += [coded] if coded else []
    lines += [f"denied by {_said(case, item.claim, item.inclusion)}" for item in link.denials]
    return "\n".join(clean(line) for line in lines)


def _backing_words(case: Case, item: Backing) -> str:
    """Holder, stance, share of draws in which it counts, and paraphrase."""
    if item.assumption:
        return f"the coder's assumption: {case.assumptions[item.id].reason}"
    return _said(case, item.id, item.inclusion)


def _said(case: Case, id_: str, inclusion: float) -> str:
    claim = case.claims[id_]
    share = "" if inclusion >= 1 else f", in {percent(inclusion)} of draws"
    said = paraphrase_of(claim)
    who = f"{holder_title(case, claim.holder)}, {claim.stance}{share}"
    return f"{who}: {said}" if said else who


def denial_tooltip(edge: Denied, case: Case) -> str:
    """A denied effect in words, and who denies it."""
    cause, effect = case.factors[edge.cause].title, case.factors[edge.effect].title
    lines = [f"{cause} {SIGN_WORDS['0']} {effect}"]
    lines += [_said(case, item.claim, item.inclusion) for item in edge.denials]
    return "\n".join(clean(line) for line in lines)


def gate_tooltip(edge: Dependency, case: Case) -> str:
    """A dependency in words."""
    cause, effect = case.factors[edge.cause].title, case.factors[edge.effect].title
    gated, _, _ = (edge.link or "").partition(":")
    ends = [factor_title(case, name) for name in gated.split(">")]
    words = {
        "condition": f"{cause} opens or closes {' → '.join(ends)}",
        "equation": f"{effect} is computed from {cause}",
        "flow": f"the flow of {effect} is computed from {cause}",
        "only while": f"{effect} can happen only while {cause} allows it",
    }
    return clean(words[edge.why])


def _gate_words(side: str, threshold: float) -> str:
    return f"{side} {threshold:g}" if side in ("below", "above") else side


def _heading(causal_map: CausalMap, case: Case, view: View, found: LoopList) -> Block:
    account = case.accounts[causal_map.account]
    parts = (
        element("text", clean(account.title), x=MARGIN, y=34.0, class_="cm-h1"),
        element("text", clean(f"{case.title}: {summary(causal_map, view, found)}"), x=MARGIN,
                y=54.0, class_="cm-small"),
    )  # fmt: skip
    return Block(parts, 76.0)


def _foot(
    causal_map: CausalMap,
    case: Case,
    view: View,
    found: LoopList,
    top: float,
    width: float,
    options: MapOptions,
) -> Block:
    """Legend, notes, loops and conflicts, one under the other."""
    if not options.caption:
        return Block((), 0.0)
    inner = width - 2 * MARGIN
    rule = element("line", x1=MARGIN, y1=top, x2=width - MARGIN, y2=top, stroke="#bbb")
    denied = denied_pairs(causal_map.denials, view.factors)
    first = legend(view, case, denied, top + 10, MARGIN, inner)
    parts, y = [rule, *first.parts], top + 16 + first.height
    notes = TextList(
        "What is drawn" if view.notes else "", tuple(("", clean(one)) for one in view.notes)
    )
    listed = loop_list(
        loops_drawn(found, view), case, options.loops, beyond=loops_beyond(found, view)
    )
    pairs = {(link.cause, link.effect) for link in view.links}
    conflicts = [
        one
        for one in causal_map.conflicts
        if (set(one.path) <= set(view.factors) if one.path else (one.cause, one.effect) in pairs)
    ]
    shown = [one for one in causal_map.denials if {one.cause, one.effect} <= set(view.factors)]
    written = summary_list([*view.links, *denied], case)
    texts = (notes, written, listed, conflict_list(conflicts, case), denial_list(shown, case))
    for lines in texts:
        block = text_block(lines, y, MARGIN, inner)
        parts += block.parts
        y += block.height
    return Block(tuple(parts), y - top)
