"""A case around a small model whose answers are known: water that flows in and leaks out.

With Euler steps the water is `rest + (first - rest) * (1 - leak * step) ** n` after n steps, where
`rest` is inflow / leak.
"""

from pathlib import Path

import numpy as np

from contention.models.program import Floats1d

TANK = """{UTF-8}
Water = INTEG(inflow - outflow, initial water) ~ litre [0,?] ~ What is in the tank. |
inflow = 10 ~ litre/Day [0,20] ~ From the tap. |
outflow = Water * leak ~ litre/Day ~|
leak = 0.1 ~ 1/Day [0.05,0.15,0.01] ~|
initial water = 50 ~ litre ~|
half life = LN(2) / leak ~ Day ~|
INITIAL TIME = 0 ~ Day ~|
FINAL TIME = 100 ~ Day ~|
TIME STEP = 0.5 ~ Day ~|
SAVEPER = 1 ~ Day ~|
"""
STEP, DAYS = 0.5, 100.0
SCENARIOS = """scenarios:
  as_it_is: {title: As it is}
  shut: {title: The tap is shut, actions: [{set: inflow, to: 0, at: 40}]}
  slowly: {title: The tap is shut slowly, actions: [{set: inflow, to: 0, at: 40, over: 10}]}
  bucket: {title: A bucket is poured in, actions: [{shock: water, add: 30, at: 40}]}
  emptied: {title: The tank is kept empty, actions: [{set: water, to: 0, at: 40, until: 60}]}
"""
CONTENTIONS = """contentions:
  - {id: over, title: It ends above 100, test: "final(water @ as_it_is) > 100"}
  - {id: rises, title: It rises, test: "final(water @ as_it_is) > initial(water @ as_it_is)"}
  - {id: shut_lowers, title: Shutting lowers, test: "final(water @ shut) < final(water @ as_it_is)"}
"""


def water(inflow: Floats1d, leak: Floats1d, first: float | Floats1d, days: float) -> Floats1d:
    """The water after some days, exactly as Euler steps have it."""
    rest = inflow / leak
    return np.asarray(rest + (first - rest) * (1.0 - leak * STEP) ** round(days / STEP))


def tank_case(
    folder: Path, model: str = TANK, scenarios: str = SCENARIOS, contentions: str = CONTENTIONS
) -> Path:
    """Import the model into a new case, and ask it some questions."""
    from contention.api.importing import import_model

    file = folder / "tank.mdl"
    file.write_text(model, "utf-8")
    import_model(file).write_into(folder / "case")
    (folder / "case" / "scenarios.yaml").write_text(scenarios, "utf-8")
    (folder / "case" / "contentions.yaml").write_text(contentions, "utf-8")
    return folder / "case"
