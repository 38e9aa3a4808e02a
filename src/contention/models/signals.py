"""A link's cause as its effect sees it: transient, conditional, delayed, saturated."""

import math

from contention.case.values import Condition
from contention.maps.causal_map import MapLink
from contention.models.assembly import FLOOR, Assembly, logit
from contention.models.model import Coefficient, InverseTime, Presence
from contention.models.program import Op
from contention.models.removals import mask_name, removal_stages
from contention.models.rows import Row

STEEPNESS = 4.0 / math.log(2.0)
"""A gate goes from 2 % to 98 % open over a factor of four around its threshold."""
NONE = 0.1
"""A cause below this share of its reference counts as absent where it is necessary."""


def driven(assembly: Assembly, link: MapLink) -> Row:
    """The row of `s e g(z)` for a link: its contribution to the target of its effect."""
    saturated = assembly.rows.emit(Op.SATURATE, signal(assembly, link))
    return assembly.rows.emit(Op.MULTIPLY, coefficient(assembly, link), saturated)


def signal(assembly: Assembly, link: MapLink) -> Row:
    """The row of `z_ij`: transient first, then the gate of its condition, then the delay."""
    z = assembly.deviation(link.cause)
    if link.relation.transient is not None:
        z = _transient(assembly, link, z)
    if link.relation.condition is not None:
        z = _gated(assembly, link, z, link.relation.condition)
    if link.relation.delay is not None:
        z = _delayed(assembly, link, z)
    return z


def coefficient(assembly: Assembly, link: MapLink) -> Row:
    """Sign times elasticity times inclusion, switched where a scenario removes claims."""
    plain = Coefficient(link)
    row = assembly.rows.parameter(f"coefficient:{link.id}", plain)
    for without, mask in removal_masks(assembly, link):
        name = f"coefficient:{link.id}:{mask}"
        less = assembly.rows.parameter(name, Coefficient(link, without))
        row = assembly.rows.emit(Op.SELECT, assembly.rows.input(mask), less, row)
    return row


def removal_masks(assembly: Assembly, link: MapLink) -> list[tuple[frozenset[str], str]]:
    """Each set of this link's claims that some scenario removes, and the input that says when."""
    by_scenario: dict[str, dict[str, float]] = {}
    for removal in assembly.model.removals:
        by_scenario.setdefault(removal.scenario, {})[removal.claim] = removal.at
    distinct = {
        stage.removed
        for removals in by_scenario.values()
        for stage in removal_stages(link.claims, removals)
    }
    return [(frozenset(claims), mask_name(claims)) for claims in sorted(distinct)]


def _transient(assembly: Assembly, link: MapLink, z: Row) -> Row:
    fading = link.relation.transient
    assert fading is not None
    rows = assembly.rows
    key = f"claim:{link.strength_of}/fading"
    inverse = rows.parameter(key, InverseTime(key, fading, 1, link.effect))
    if assembly.factor(link.cause).switch:
        state = rows.state(f"fade:{link.id}")
        assembly.rates[state] = rows.emit(Op.MULTIPLY, inverse, rows.emit(Op.NEGATE, state))
        assembly.kicks.setdefault(link.cause, []).append(state)
        return state
    mean = rows.state(f"mean:{link.id}")
    departure = rows.emit(Op.SUBTRACT, z, mean)
    assembly.rates[mean] = rows.emit(Op.MULTIPLY, inverse, departure)
    return departure


def _delayed(assembly: Assembly, link: MapLink, z: Row) -> Row:
    delay = link.relation.delay
    assert delay is not None
    rows = assembly.rows
    key = f"claim:{link.strength_of}/delay"
    inverse = rows.parameter(key, InverseTime(key, delay, 3, link.effect))
    for stage in range(3):
        state = rows.state(f"lag:{link.id}#{stage + 1}")
        gap = rows.emit(Op.SUBTRACT, z, state)
        assembly.rates[state] = rows.emit(Op.MULTIPLY, inverse, gap)
        z = state
    return z


def _gated(assembly: Assembly, link: MapLink, z: Row, condition: Condition) -> Row:
    """`G(c) (1 + y) - G(c_ref)`; for a cause that is on or off `G(c) on - G(c_ref) on_ref`."""
    rows = assembly.rows
    gate = gate_row(assembly, condition)
    open_at_reference = gate_at_reference(assembly, condition)
    if assembly.factor(link.cause).switch:
        if link.relation.transient is None:
            reference = assembly.model.references[link.cause]
            presence = assembly.value(link.cause)
        else:
            reference, presence = 0.0, z
    else:
        reference = 1.0
        presence = rows.emit(Op.ADD, z, rows.constant(1.0))
    raised = rows.emit(Op.MULTIPLY, gate, presence)
    if open_at_reference * reference == 0.0:
        return raised
    return rows.emit(Op.SUBTRACT, raised, rows.constant(open_at_reference * reference))


def gate_row(assembly: Assembly, condition: Condition) -> Row:
    """The row of `G`: between 0 (closed) and 1 (open)."""
    rows = assembly.rows
    if condition.side in ("on", "off"):
        on = assembly.value(condition.factor)
        one = rows.constant(1.0)
        return on if condition.side == "on" else rows.emit(Op.SUBTRACT, one, on)
    slope = STEEPNESS if condition.side == "above" else -STEEPNESS
    centre = rows.constant(-slope * threshold(assembly, condition))
    scaled = rows.emit(
        Op.MULTIPLY_ADD, centre, rows.constant(slope), assembly.deviation(condition.factor)
    )
    return rows.emit(Op.LOGISTIC, scaled)


def gate_at_reference(assembly: Assembly, condition: Condition) -> float:
    """`G(c_ref)`."""
    if condition.side in ("on", "off"):
        on = float(assembly.model.references[condition.factor] != 0.0)
        return on if condition.side == "on" else 1.0 - on
    slope = STEEPNESS if condition.side == "above" else -STEEPNESS
    return 1.0 / (1.0 + math.exp(slope * threshold(assembly, condition)))


def threshold(assembly: Assembly, condition: Condition) -> float:
    """Where a gate is half open, as a deviation of its factor from the reference."""
    factor = assembly.factor(condition.factor)
    if factor.kind == "share":
        share = condition.threshold * (factor.baseline if condition.relative else 1.0)
        return logit(min(share, 1.0 - FLOOR)) - logit(factor.baseline)
    if condition.relative:
        return math.log(condition.threshold)
    return math.log(condition.threshold / assembly.model.references[condition.factor])


def necessity(assembly: Assembly, link: MapLink) -> Row:
    """A factor that falls to 0 as a necessary cause goes to none; 1 where the link is absent."""
    rows = assembly.rows
    one = rows.constant(1.0)
    if assembly.factor(link.cause).switch:
        gate = assembly.value(link.cause)
    else:
        condition = Condition(link.cause, "above", NONE)
        at_reference = gate_at_reference(assembly, condition)
        gate = rows.emit(
            Op.MULTIPLY, gate_row(assembly, condition), rows.constant(1.0 / at_reference)
        )
    missing = rows.emit(Op.SUBTRACT, gate, one)
    return rows.emit(Op.MULTIPLY_ADD, one, presence(assembly, link), missing)


def presence(assembly: Assembly, link: MapLink) -> Row:
    """1 where the link is in the draw, else 0, switched where a scenario removes claims."""
    row = assembly.rows.parameter(f"presence:{link.id}", Presence(link))
    for without, mask in removal_masks(assembly, link):
        less = assembly.rows.parameter(f"presence:{link.id}:{mask}", Presence(link, without))
        row = assembly.rows.emit(Op.SELECT, assembly.rows.input(mask), less, row)
    return row


def log_necessity(assembly: Assembly, links: tuple[MapLink, ...]) -> Row:
    """The logarithm of all gates of necessary causes together, not below the floor."""
    rows = assembly.rows
    gates = [necessity(assembly, link) for link in links]
    return rows.emit(Op.LN, rows.emit(Op.MAXIMUM, rows.product(gates), rows.constant(FLOOR)))
