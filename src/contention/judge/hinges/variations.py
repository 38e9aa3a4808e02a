"""Other numbers for the factors and claims on the paths of one verdict, each as a choice."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from contention.case.factor_kinds import traits
from contention.case.in_model import InModel
from contention.case.model import Case, Factor, Rate, Relation
from contention.judge.relevance import Following
from contention.judge.robustness.choices import Choice, scaled, with_levers, with_rate
from contention.maps.paths import reachable, reaching

DOUBT = 0.75
"""credibility of the sign of a claim that is put in doubt: the other sign in a quarter of draws"""
BY: Mapping[str, float] = {"half": 0.5, "double": 2.0}
UNSOURCED = "coder's judgement"


@dataclass(frozen=True)
class Variation:
    """A number or a claim, and how it is changed."""

    choice: Choice
    kind: str
    """hazard, inflow, outflow, duration, adjustment, lever; strength, delay, sign; of a model file
    range, constant, equation"""
    subject: str
    """id of the factor, or of the claim"""
    source: str = ""
    """where the number comes from; empty for claims"""
    timed: bool = False
    """whether a time changes, so that the integration steps have to be checked again"""


def number_variations(case: Case, following: Following) -> tuple[Variation, ...]:
    """The numbers of factors that bear on a contention, halved and doubled, and equations held.

    Times and levers of what lies between lever and outcome; hazards, durations and flows of all
    that leads to an outcome: an event that the lever leaves alone may still open a gate.
    """
    between, leading = _places(following)
    outcomes = {name for bearing in following.bearings for name in bearing.outcomes}
    found: list[Variation] = []
    for id_, factor in case.factors.items():
        if id_ in leading:
            found += _rates(factor)
            found += _durations(factor)
            found += _of_model(factor, id_ in outcomes)
        if id_ in between and "adjustment" in traits(factor).keys:
            found += _adjustments(factor)
    for id_ in _levered(case, following):
        found += _levers(case.factors[id_])
    return tuple(item for item in found if item.choice.apply(case) != case)


def _places(following: Following) -> tuple[frozenset[str], frozenset[str]]:
    between: set[str] = set()
    leading: set[str] = set()
    for bearing in following.bearings:
        if bearing.gap:
            continue
        toward = reaching(bearing.map, bearing.outcomes)
        sources = {source for lever in bearing.levers for source in lever.sources}
        between |= reachable(bearing.map, sources) & (toward - sources)
        leading |= toward
    return frozenset(between), frozenset(leading)


def _levered(case: Case, following: Following) -> tuple[str, ...]:
    names = [
        lever.factor
        for bearing in following.bearings
        for lever in bearing.levers
        if lever.kind in ("set", "shock") and lever.factor in case.factors
    ]
    return tuple(dict.fromkeys(name for name in names if name is not None))


def _rates(factor: Factor) -> Iterator[Variation]:
    words = {
        "hazard": ("comes half as often by itself", "comes twice as often by itself"),
        "inflow": ("grows half as fast by itself", "grows twice as fast by itself"),
        "outflow": ("drains half as fast by itself", "drains twice as fast by itself"),
    }
    for kind, said in words.items():
        rate: Rate | str | None = getattr(factor, kind)
        if not isinstance(rate, Rate):
            continue
        for (change, by), word in zip(BY.items(), said, strict=True):
            apply = _on_factor(factor.id, _rated(by, kind))
            title = f"“{factor.title}” {word}"
            choice = Choice(f"factor:{factor.id}/{kind}/{change}", title, apply, "numbers")
            yield Variation(choice, kind, factor.id, rate.source or UNSOURCED)


def _rated(by: float, kind: str) -> Callable[[Factor], Factor]:
    return lambda factor: with_rate(factor, by, (kind,))


def _durations(factor: Factor) -> Iterator[Variation]:
    if factor.kind != "event" or factor.duration is None:
        return
    changes = [(change, factor.duration * by) for change, by in BY.items()]
    words = ["lasts half as long", "lasts twice as long", "is permanent once it has come"]
    for (change, years), word in zip([*changes, ("permanent", None)], words, strict=True):
        apply = _on_factor(factor.id, _lasting(years))
        choice = Choice(f"factor:{factor.id}/duration/{change}", f"“{factor.title}” {word}",
                        apply, "numbers")  # fmt: skip
        yield Variation(choice, "duration", factor.id, UNSOURCED)


def _of_model(factor: Factor, outcome: bool) -> Iterator[Variation]:
    """The ends of a range, half and twice a number, or what is computed held where it starts.

    An outcome is not held: what becomes of it then is plain.
    """
    given = factor.in_model
    if given is None:
        return
    if given.range is not None:
        low, high = given.range
        for end, value, word in (("low", low, "lower"), ("high", high, "upper")):
            title = f"“{factor.title}” is {value:g}, the {word} end of its range"
            changed = replace(given, range=(value, value))
            yield _model_variation(factor, "range", end, title, changed)
    elif factor.kind == "parameter" and given.number:
        for change, by in BY.items():
            value = given.number * by
            title = f"“{factor.title}” is {value:g}, not {given.number:g}"
            yield _model_variation(
                factor, "constant", change, title, replace(given, constant=value)
            )
    elif factor.kind == "variable" and given.number is None and not outcome:
        title = f"“{factor.title}” stays where it starts, whatever its equation says"
        yield _model_variation(factor, "equation", "held", title, replace(given, held=True))


def _model_variation(
    factor: Factor, kind: str, change: str, title: str, changed: InModel
) -> Variation:
    apply = _on_factor(factor.id, lambda each: replace(each, in_model=changed))
    return Variation(Choice(f"factor:{factor.id}/{kind}/{change}", title, apply, "numbers"),
                     kind, factor.id)  # fmt: skip


def _lasting(years: float | None) -> Callable[[Factor], Factor]:
    return lambda factor: replace(factor, duration=years)


def _adjustments(factor: Factor) -> Iterator[Variation]:
    words = ("follows its causes twice as fast", "follows its causes half as fast")
    for (change, by), word in zip(BY.items(), words, strict=True):
        apply = _on_factor(factor.id, _slower(by))
        choice = Choice(f"factor:{factor.id}/adjustment/{change}", f"“{factor.title}” {word}",
                        apply, "numbers")  # fmt: skip
        yield Variation(choice, "adjustment", factor.id, UNSOURCED, timed=True)


def _slower(by: float) -> Callable[[Factor], Factor]:
    return lambda factor: replace(factor, adjustment=scaled(factor.adjustment, by))


def _levers(factor: Factor) -> Iterator[Variation]:
    for (change, by), word in zip(BY.items(), ("half as far", "twice as far"), strict=True):
        choice = Choice(f"factor:{factor.id}/lever/{change}", f"“{factor.title}” is moved {word}",
                        _pulling(by, factor.id), "numbers")  # fmt: skip
        yield Variation(choice, "lever", factor.id, "the scenarios' own")


def _pulling(by: float, factor: str) -> Callable[[Case], Case]:
    return lambda case: with_levers(case, by, factor)


def _on_factor(id_: str, change: Callable[[Factor], Factor]) -> Callable[[Case], Case]:
    return lambda case: replace(case, factors={**case.factors, id_: change(case.factors[id_])})


def claim_variations(case: Case, claims: tuple[str, ...]) -> tuple[Variation, ...]:
    """Each claim with half its strength, twice its delay, and its sign in doubt."""
    found = [item for id_ in claims for item in _weakened(case, id_)]
    return tuple(item for item in found if item.choice.apply(case) != case)


def _weakened(case: Case, id_: str) -> Iterator[Variation]:
    relation = (case.assumptions.get(id_) or case.claims[id_]).relation
    if relation.sign == "0":
        return
    changes: tuple[tuple[str, str, Callable[[Relation], Relation]], ...] = (
        ("strength", "is half as strong", _halved),
        ("delay", "takes twice as long", _later),
        ("sign", "has the other sign in a quarter of draws", _doubted),
    )
    for kind, word, change in changes:
        choice = Choice(f"claim:{id_}/{kind}", word, _on_claim(id_, change), "claims")
        yield Variation(choice, kind, id_, timed=kind == "delay")


def _halved(said: Relation) -> Relation:
    return replace(said, strength=scaled(said.strength, 0.5))


def _later(said: Relation) -> Relation:
    return replace(said, delay=said.delay and scaled(said.delay, 2.0))


def _doubted(said: Relation) -> Relation:
    return replace(said, sign_credibility=min(said.sign_credibility, DOUBT))


def _on_claim(id_: str, change: Callable[[Relation], Relation]) -> Callable[[Case], Case]:
    def apply(case: Case) -> Case:
        if id_ in case.assumptions:
            item = case.assumptions[id_]
            changed = replace(item, relation=change(item.relation))
            return replace(case, assumptions={**case.assumptions, id_: changed})
        claim = case.claims[id_]
        said = replace(claim, relation=change(claim.relation))
        return replace(case, claims={**case.claims, id_: said})

    return apply
