"""The equations of design section 5, written a second time as plain functions of one draw.

Nothing here uses the compiler, the program or the engine: only the model's values and the drawn
numbers. `scipy.integrate.solve_ivp` integrates it, as an independent engine.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.integrate import solve_ivp

from contention.case.model import Condition, Rate
from contention.language.reference import evaluate
from contention.maps.causal_map import MapLink
from contention.models.model import FactorEquation, Model

SLOPE = 4.0 / math.log(2.0)


def log_odds(share: float) -> float:
    return math.log(share / (1.0 - share))


@dataclass
class Plain:
    """One draw of one model: `drawn` holds numbers by the names that the design gives them."""

    model: Model
    drawn: Mapping[str, float]
    hazards: float = 1.0

    def __post_init__(self) -> None:
        self.items = {item.factor.id: item for item in self.model.equations}
        names = []
        for item in self.model.equations:
            kind = item.factor.kind
            if kind in ("quantity", "share"):
                names.append(f"y:{item.factor.id}")
            elif kind == "stock":
                names.append(f"x:{item.factor.id}")
            elif kind == "event":
                names.append(f"total:{item.factor.id}")
            for link in item.incoming:
                names += self._link_states(link)
        self.names = names

    def _link_states(self, link: MapLink) -> list[str]:
        names = []
        if link.relation.transient is not None:
            names.append(f"{'fade' if self.switch(link.cause) else 'mean'}:{link.id}")
        if link.relation.delay is not None:
            names += [f"lag:{link.id}#{stage}" for stage in (1, 2, 3)]
        return names

    def switch(self, name: str) -> bool:
        factor = self.items[name].factor
        return factor.kind == "event" or (
            factor.shape is not None and factor.shape.form == "events"
        )

    def start(self) -> dict[str, float]:
        """All states at the reference."""
        return {
            name: self.items[name[2:]].factor.baseline if name.startswith("x:") else 0.0
            for name in self.names
        }

    def value(self, name: str, v: Mapping[str, float]) -> float:
        item = self.items[name]
        factor = item.factor
        if factor.kind == "quantity":
            return factor.baseline * math.exp(v[f"y:{name}"])
        if factor.kind == "share":
            return 1.0 / (1.0 + math.exp(-v[f"y:{name}"] - log_odds(factor.baseline)))
        if factor.kind == "stock":
            return v[f"x:{name}"]
        if item.equation is not None:
            used = {other: self.value(other, v) for other in self.items if other != name}
            return evaluate(item.equation, used)
        return self.model.references[name]  # events at rest, inputs as at present

    def z(self, name: str, v: Mapping[str, float]) -> float:
        kind = self.items[name].factor.kind
        if kind in ("quantity", "share"):
            return v[f"y:{name}"]
        if self.switch(name) or kind == "input":
            return 0.0
        return math.log(max(self.value(name, v) / self.model.references[name], 1e-3))

    def gate(self, condition: Condition, v: Mapping[str, float] | None) -> float:
        factor = self.items[condition.factor].factor
        if condition.side in ("on", "off"):
            on = self.model.references[condition.factor]
            return on if condition.side == "on" else 1.0 - on
        if factor.kind == "share":
            share = condition.threshold * (factor.baseline if condition.relative else 1.0)
            centre = log_odds(share) - log_odds(factor.baseline)
        elif condition.relative:
            centre = math.log(condition.threshold)
        else:
            centre = math.log(condition.threshold / self.model.references[factor.id])
        z = 0.0 if v is None else self.z(condition.factor, v)
        sign = 1.0 if condition.side == "above" else -1.0
        return 1.0 / (1.0 + math.exp(-sign * SLOPE * (z - centre)))

    def seen(self, link: MapLink, v: Mapping[str, float], rates: dict[str, float]) -> float:
        """The cause as its effect sees it; fills the rates of the link's own states."""
        z = self.z(link.cause, v)
        if link.relation.transient is not None:
            inverse = self.drawn[f"fading:{link.id}"]
            if self.switch(link.cause):
                z = v[f"fade:{link.id}"]
                rates[f"fade:{link.id}"] = -inverse * z
            else:
                z -= v[f"mean:{link.id}"]
                rates[f"mean:{link.id}"] = inverse * z
        if link.relation.condition is not None:
            gate, resting = (self.gate(link.relation.condition, at) for at in (v, None))
            if self.switch(link.cause):
                on = self.model.references[link.cause]
                z = gate * on - resting * on
            else:
                there = 1.0 + z if z > 0.0 else math.exp(z)
                z = gate * there - resting
        if link.relation.delay is not None:
            inverse = self.drawn[f"delay:{link.id}"]
            for stage in (1, 2, 3):
                rates[f"lag:{link.id}#{stage}"] = inverse * (z - v[f"lag:{link.id}#{stage}"])
                z = v[f"lag:{link.id}#{stage}"]
        return z

    def push(self, link: MapLink, v: Mapping[str, float], rates: dict[str, float]) -> float:
        z = self.seen(link, v, rates)
        limit = self.model.saturation
        passed = z if math.isinf(limit) else limit * math.tanh(z / limit)
        return self.drawn[f"coefficient:{link.id}"] * passed

    def pushes(
        self, links: tuple[MapLink, ...], v: Mapping[str, float], rates: dict[str, float]
    ) -> float:
        """All links onto one target; those of one cause and sign are alternatives of each other."""
        total = 0.0
        for pair in {(link.cause, link.sign) for link in links}:
            mine = [link for link in links if (link.cause, link.sign) == pair]
            timings = {(link.relation.delay, link.relation.transient) for link in mine}
            total += max(
                (
                    self.at_once(
                        [x for x in mine if (x.relation.delay, x.relation.transient) == timing],
                        v,
                        rates,
                    )
                    for timing in timings
                ),
                key=abs,
            )
        return total

    def at_once(
        self, links: list[MapLink], v: Mapping[str, float], rates: dict[str, float]
    ) -> float:
        """What the links of one cause and sign do that have the same delay and fading."""
        pushed = {link.id: self.push(link, v, rates) for link in links}
        strength = {link.id: self.drawn[f"coefficient:{link.id}"] for link in links}
        free = [link.id for link in links if link.relation.condition is None]
        bound = [link for link in links if link.relation.condition is not None]
        always = max((strength[id_] for id_ in free), key=abs, default=0.0)
        total = max((pushed[id_] for id_ in free), key=abs, default=0.0)
        left = {}
        for link in bound:
            mine = strength[link.id]
            same = mine * always > 0.0
            share = max(0.0, 1.0 - abs(always / mine)) if same else 1.0
            resting = self.gate(link.relation.condition, None)  # type: ignore[arg-type]
            left[link.id] = (share * pushed[link.id], share * mine * resting)
        partners = [
            {one.id, two.id}
            for one in bound
            for two in bound
            if self.above_and_not_below(one.relation.condition, two.relation.condition)
        ]
        assert len(partners) <= 1
        alone = [{link.id} for link in bound if not any(link.id in each for each in partners)]
        groups = [
            (sum(left[id_][0] for id_ in ids), sum(left[id_][1] for id_ in ids))
            for ids in partners + alone
        ]
        now = max((moved + there for moved, there in groups), key=abs, default=0.0)
        return total + now - max((there for _, there in groups), key=abs, default=0.0)

    def above_and_not_below(self, one: Condition | None, two: Condition | None) -> bool:
        assert one is not None
        assert two is not None
        if one.factor != two.factor or (one.side, two.side) != ("above", "below"):
            return False
        return one.threshold >= two.threshold  # both relative in the random cases

    def needed(self, links: tuple[MapLink, ...], v: Mapping[str, float]) -> float:
        product = 1.0
        for link in links:
            if link.relation.necessary and self.drawn[f"presence:{link.id}"]:
                if self.switch(link.cause):
                    product *= self.model.references[link.cause]
                else:
                    above = Condition(link.cause, "above", 0.1)
                    product *= self.gate(above, v) / self.gate(above, None)
        return product

    def flow(
        self, item: FactorEquation, name: str, v: Mapping[str, float], rates: dict[str, float]
    ) -> float:
        factor = item.factor
        given = factor.inflow if name == "inflow" else factor.outflow
        default = "inflow" if factor.inflow is not None else "outflow"
        links = tuple(x for x in item.incoming if (x.relation.flow or default) == name)
        if given is None:
            return 0.0
        if isinstance(given, Rate):
            rate = self.drawn[f"factor:{factor.id}/{name}"]
        else:
            node = item.inflow if name == "inflow" else item.outflow
            assert node is not None
            rate = evaluate(node, {other: self.value(other, v) for other in self.items})
        push = self.pushes(links, v, rates)
        sign = 1.0 if name == "inflow" else -1.0
        return rate * math.exp(sign * push) * self.needed(links, v)

    def rates(self, v: Mapping[str, float]) -> dict[str, float]:
        """Derivatives of all states, per year."""
        rates: dict[str, float] = {}
        for item in self.model.equations:
            factor = item.factor
            if factor.kind in ("quantity", "share"):
                target = self.pushes(item.incoming, v, rates)
                target += math.log(max(self.needed(item.incoming, v), 1e-3))
                gap = target - v[f"y:{factor.id}"]
                rates[f"y:{factor.id}"] = self.drawn[f"factor:{factor.id}/adjustment"] * gap
            elif factor.kind == "stock":
                inflow = self.flow(item, "inflow", v, rates)
                rates[f"x:{factor.id}"] = inflow - self.flow(item, "outflow", v, rates)
            elif factor.kind == "event":
                push = self.pushes(item.incoming, v, rates)
                hazard = self.drawn.get(f"factor:{factor.id}/hazard", 0.0) * self.hazards
                hazard *= math.exp(push) * self.needed(item.incoming, v)
                if factor.only_while is not None:
                    hazard *= self.gate(factor.only_while, v)
                rates[f"total:{factor.id}"] = hazard
        return rates

    def integrate(self, start: Mapping[str, float], years: float) -> dict[str, float]:
        """All states after `years`, by an adaptive method of order 8."""

        def derivative(_: float, vector: np.ndarray) -> list[float]:
            v = dict(zip(self.names, vector, strict=True))
            rates = self.rates(v)
            return [rates[name] for name in self.names]

        solved = solve_ivp(
            derivative,
            (0.0, years),
            [start[name] for name in self.names],
            method="DOP853",
            rtol=1e-11,
            atol=1e-12,
        )
        assert solved.success, solved.message
        return dict(zip(self.names, (float(x) for x in solved.y[:, -1]), strict=True))
