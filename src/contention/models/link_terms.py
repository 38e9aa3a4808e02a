"""A link's cause as its effect sees it: transient, conditional, delayed, saturated."""

import math
from collections.abc import Callable
from typing import Literal

from contention.case.factor_kinds import traits
from contention.case.model import Condition
from contention.maps.causal_map import MapLink
from contention.models.builder import FLOOR, Assembly, logit
from contention.models.model import Coefficient, LinkTime, Parameter, Presence
from contention.models.program import SATURATION, Op
from contention.models.registers import Row
from contention.models.removals import removal_mask, removal_stages
from contention.models.states import InputName, StateName, StateRole

STEEPNESS = 4.0 / math.log(2.0)
"""A gate goes from 2 % to 98 % open over a factor of four around its threshold."""
NONE = 0.1
"""A cause below this share of its reference counts as absent if it is necessary."""


def saturated(assembly: Assembly, z: Row) -> Row:
    """The row of `tanh(z / Y)` times the engine's own Y; z itself if nothing saturates."""
    rows, scale = assembly.rows, saturation_scale(assembly)
    if math.isinf(assembly.model.saturation):
        return z
    if scale != 1.0:
        z = rows.emit(Op.MULTIPLY, z, rows.constant(1.0 / scale))
    return rows.emit(Op.SATURATE, z)


def reach(assembly: Assembly, link: MapLink, timing: int) -> Row:
    """The coefficient, times the model's Y over the engine's.

    Both are the same in every step, so that their product costs nothing there.
    """
    rows, scale = assembly.rows, saturation_scale(assembly)
    coefficient = _coefficient(assembly, link, timing)
    if scale == 1.0:
        return coefficient
    return rows.emit(Op.MULTIPLY, coefficient, rows.constant(scale))


def saturation_scale(assembly: Assembly) -> float:
    """The model's Y over the engine's; 1 if nothing saturates."""
    most = assembly.model.saturation
    return 1.0 if math.isinf(most) else most / SATURATION


def signal(assembly: Assembly, link: MapLink, timing: int) -> Row:
    """The row of `z_ij`: transient first, then the gate of its condition, then the delay."""
    z, said = assembly.deviation(link.cause), link.timings[timing][0].relation or link.relation
    if said.transient is not None:
        z = _transient(assembly, link, timing, z)
    if said.condition is not None:
        z = _gated(assembly, link, z, said.condition)
    if said.delay is not None:
        z = _delayed(assembly, link, timing, z)
    return z


def watch(assembly: Assembly, link: MapLink, name: str, row: Row) -> None:
    """Record that a drawn number of a link only multiplies a row: at zero it has no effect."""
    for each in (name, *(f"{name}:{mask}" for _, mask in removal_masks(assembly, link))):
        assembly.signals.setdefault(each, []).append(row)


def timing_name(link: MapLink, timing: int) -> str:
    """The link's id, with a mark for each timing but the first."""
    return link.id + "~" * timing


def _coefficient(assembly: Assembly, link: MapLink, timing: int) -> Row:
    """Sign times elasticity times inclusion, switched where a scenario removes claims."""
    name = f"coefficient:{timing_name(link, timing)}"
    return _switched(assembly, link, name, lambda without: Coefficient(link, without, timing))


def _switched(
    assembly: Assembly, link: MapLink, name: str, without: Callable[[frozenset[str]], Parameter]
) -> Row:
    """A drawn number of a link, replaced while a scenario has claims removed."""
    rows = assembly.rows
    row = rows.parameter(name, without(frozenset()))
    for gone, mask in removal_masks(assembly, link):
        less = rows.parameter(f"{name}:{mask}", without(gone))
        row = rows.emit(Op.SELECT, rows.input(mask), less, row)
    return row


def removal_masks(assembly: Assembly, link: MapLink) -> list[tuple[frozenset[str], InputName]]:
    """Each set of this link's claims that some scenario removes, and the input that says when."""
    by_scenario: dict[str, dict[str, float]] = {}
    for removal in assembly.model.removals:
        by_scenario.setdefault(removal.scenario, {})[removal.claim] = removal.at
    distinct = {
        stage.removed
        for removals in by_scenario.values()
        for stage in removal_stages(link.claims, removals)
    }
    return [(frozenset(claims), removal_mask(claims)) for claims in sorted(distinct)]


def _transient(assembly: Assembly, link: MapLink, timing: int, z: Row) -> Row:
    rows, name = assembly.rows, timing_name(link, timing)
    inverse = _inverse_time(assembly, link, "fading", timing, 1)
    if assembly.factor(link.cause).switch:
        state = rows.state(StateName(StateRole.FADE, name))
        assembly.rates[state] = rows.emit(Op.MULTIPLY, inverse, rows.emit(Op.NEGATE, state))
        assembly.kicks.setdefault(link.cause, []).append(state)
        watch(assembly, link, f"fading:{name}", state)
        return state
    mean = rows.state(StateName(StateRole.MEAN, name))
    departure = rows.emit(Op.SUBTRACT, z, mean)
    watch(assembly, link, f"fading:{name}", departure)
    assembly.rates[mean] = rows.emit(Op.MULTIPLY, inverse, departure)
    return departure


def _delayed(assembly: Assembly, link: MapLink, timing: int, z: Row) -> Row:
    rows = assembly.rows
    inverse = _inverse_time(assembly, link, "delay", timing, 3)
    for stage in range(3):
        state = rows.state(StateName(StateRole.LAG, timing_name(link, timing), stage + 1))
        gap = rows.emit(Op.SUBTRACT, z, state)
        watch(assembly, link, f"delay:{timing_name(link, timing)}", gap)
        assembly.rates[state] = rows.emit(Op.MULTIPLY, inverse, gap)
        z = state
    return z


def _inverse_time(
    assembly: Assembly,
    link: MapLink,
    quantity: Literal["delay", "fading"],
    timing: int,
    stages: int,
) -> Row:
    """`stages` over a drawn time of a link."""
    return _switched(
        assembly,
        link,
        f"{quantity}:{timing_name(link, timing)}",
        lambda without: LinkTime(link, quantity, timing, stages, without),
    )


def _gated(assembly: Assembly, link: MapLink, z: Row, condition: Condition) -> Row:
    """`G(c) p - G(c_ref)`, with `p` how far the cause is there; p is 1 at its reference.

    For a cause that is on or off `p` is 1 or 0, so that the reference counts only if it is on. For
    others `p` is 1 + z above the reference and e^z below: both have the slope 1 there, and a cause
    that is almost absent does almost nothing, whatever the gate.
    """
    rows = assembly.rows
    gate, at_rest = gate_row(assembly, condition), reference_signal(assembly, link)
    if not assembly.factor(link.cause).switch:
        presence = _there(assembly, z)
    else:
        presence = assembly.value(link.cause) if link.relation.transient is None else z
    raised = rows.emit(Op.MULTIPLY, gate, presence)
    return rows.emit(Op.SUBTRACT, raised, rows.constant(at_rest)) if at_rest else raised


def reference_signal(assembly: Assembly, link: MapLink) -> float:
    """`G(c_ref) p_ref` of a conditional link: how much of its effect is there at the reference."""
    condition = link.relation.condition
    assert condition is not None
    at_rest = gate_at_reference(assembly, condition)
    if not assembly.factor(link.cause).switch:
        return at_rest
    return (
        0.0
        if link.relation.transient is not None
        else at_rest * assembly.model.references[link.cause]
    )


def _there(assembly: Assembly, z: Row) -> Row:
    """1 + z for a positive z, e^z for a negative one."""
    rows, zero = assembly.rows, assembly.rows.constant(0.0)
    below = rows.emit(Op.EXP, rows.emit(Op.MINIMUM, z, zero))
    return rows.emit(Op.ADD, below, rows.emit(Op.MAXIMUM, z, zero))


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
    if traits(factor).set_as == "share":
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
    watch(assembly, link, f"presence:{link.id}", missing)
    return rows.emit(Op.MULTIPLY_ADD, one, presence(assembly, link), missing)


def presence(assembly: Assembly, link: MapLink) -> Row:
    """1 where the link is in the draw, else 0, switched where a scenario removes claims."""
    return _switched(assembly, link, f"presence:{link.id}", lambda without: Presence(link, without))


def log_necessity(assembly: Assembly, links: tuple[MapLink, ...]) -> Row:
    """The logarithm of all gates of necessary causes together, not below the floor."""
    rows = assembly.rows
    gates = [necessity(assembly, link) for link in links]
    return rows.emit(Op.LN, rows.emit(Op.MAXIMUM, rows.product(gates), rows.constant(FLOOR)))
