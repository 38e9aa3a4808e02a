"""A model of saturated first-order links, as numbers, as a `Program` and as C."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from contention.models.program import SATURATION, Floats2d, Op, Program, RowMap, Schedule
from contention.models.states import TIME, StateName, StateRole

STEP = 0.05


@dataclass(frozen=True)
class Network:
    """Which factor acts on which; parameters are elasticities, then adjustment times."""

    factors: int
    steps: int
    links: tuple[tuple[int, int], ...]
    """cause, effect; sorted by effect"""

    @property
    def parameters(self) -> int:
        """How many numbers a draw has."""
        return len(self.links) + self.factors


def network(factors: int, links: int, steps: int, seed: int) -> Network:
    """A random network without doubled links, every factor with a cause."""
    generator = np.random.default_rng(seed)
    pairs = [(int(generator.choice([c for c in range(factors) if c != e])), e)
             for e in range(factors)]  # fmt: skip
    while len(pairs) < links:
        cause, effect = (int(number) for number in generator.integers(factors, size=2))
        if cause != effect and (cause, effect) not in pairs:
            pairs.append((cause, effect))
    return Network(factors, steps, tuple(sorted(pairs, key=lambda pair: pair[1])))


def numbers(model: Network, draws: int, seed: int) -> tuple[Floats2d, Floats2d]:
    """Parameters (parameters, draws) and initial states (factors, draws)."""
    generator = np.random.default_rng(seed)
    signs = generator.choice([-1.0, 1.0], size=(len(model.links), 1))
    elasticities = signs * np.exp(generator.normal(np.log(0.3), 0.7, (len(model.links), draws)))
    times = np.maximum(np.exp(generator.normal(0.0, 0.7, (model.factors, draws))), 4 * STEP)
    return np.concatenate([elasticities, times]), generator.normal(0, 0.5, (model.factors, draws))


def program(model: Network) -> tuple[Program, Schedule]:
    """The same model as the engine takes it: y' = (sum of e · g(y of the cause) - y) / time."""
    zero, links = 0, len(model.links)
    first_input = 1 + model.parameters
    first_state = first_input + 1
    row = first_state + model.factors
    instructions: list[tuple[int, int, int, int, int]] = []
    slopes = []
    for factor in range(model.factors):
        total = zero
        for number, (cause, effect) in enumerate(model.links):
            if effect == factor:
                instructions.append((Op.SATURATE, row, first_state + cause, 0, 0))
                instructions.append((Op.MULTIPLY_ADD, row + 1, total, 1 + number, row))
                total, row = row + 1, row + 2
        instructions.append((Op.SUBTRACT, row, total, first_state + factor, 0))
        instructions.append((Op.DIVIDE, row + 1, row, 1 + links + factor, 0))
        slopes.append((first_state + factor, row + 1))
        row += 2
    rows = RowMap(
        constants=np.zeros(1),
        parameters=tuple(f"p{number}" for number in range(model.parameters)),
        inputs=(TIME,),
        states=tuple(
            StateName(StateRole.DEVIATION, str(factor)) for factor in range(model.factors)
        ),
        rows=row,
    )
    times = np.array([STEP * np.arange(model.steps + 1)], dtype=np.float64)
    return _program(rows, np.array(instructions, dtype=np.int32), slopes, model), Schedule(
        "", times
    )


def _program(
    rows: RowMap,
    instructions: NDArray[np.int32],
    slopes: list[tuple[int, int]],
    model: Network,
) -> Program:
    return Program(
        rows=rows,
        instructions=instructions,
        continuous=np.array(slopes, dtype=np.int32),
        bounds=np.tile([-np.inf, np.inf], (len(slopes), 1)),
        events=(),
        rings=(),
        tables=(),
        outputs={},
        measures={},
        initial={},
        at_present={},
        start=0.0,
        present=0.0,
        end=STEP * model.steps,
        step=STEP,
        method="euler",
    )


def c_source(model: Network, block: int, *, shared: bool) -> str:
    """The same model as somebody who wants it fast would write it in C, for this model only.

    `shared` computes the saturation of each cause once, the other form in each of its links.
    """
    saturated = "SATURATION * tanh(y[{}][i] * (1.0 / SATURATION))"
    loop = "for (int i = 0; i < BLOCK; i++) {} = {};"
    causes = sorted({cause for cause, _ in model.links}) if shared else []
    body = [loop.format(f"g[{cause}][i]", saturated.format(cause)) for cause in causes]
    for factor in range(model.factors):
        terms = [
            f"e[{number}][i] * " + (f"g[{cause}][i]" if shared else saturated.format(cause))
            for number, (cause, effect) in enumerate(model.links)
            if effect == factor
        ]
        slope = f"({' + '.join(terms)} - y[{factor}][i]) / e[{len(model.links) + factor}][i]"
        body.append(loop.format(f"slope[{factor}][i]", slope))
    return C_PROGRAM.format(
        block=block,
        saturation=repr(SATURATION),
        parameters=model.parameters,
        factors=model.factors,
        steps=model.steps,
        step=repr(STEP),
        body="\n            ".join(body),
    )


C_PROGRAM = """\
#include <math.h>
#include <string.h>
#define BLOCK {block}
#define SATURATION {saturation}
static double e[{parameters}][BLOCK] __attribute__((aligned(64)));
static double y[{factors}][BLOCK] __attribute__((aligned(64)));
static double g[{factors}][BLOCK] __attribute__((aligned(64)));
static double slope[{factors}][BLOCK] __attribute__((aligned(64)));

/* parameters (P, draws), state (F, draws) in place; draws must be a multiple of BLOCK */
void run(const double *parameters, double *state, long draws) {{
    for (long first = 0; first < draws; first += BLOCK) {{
        for (int p = 0; p < {parameters}; p++)
            memcpy(e[p], parameters + p * draws + first, sizeof e[p]);
        for (int f = 0; f < {factors}; f++)
            memcpy(y[f], state + f * draws + first, sizeof y[f]);
        for (int n = 0; n < {steps}; n++) {{
            {body}
            for (int f = 0; f < {factors}; f++)
                for (int i = 0; i < BLOCK; i++) y[f][i] += {step} * slope[f][i];
        }}
        for (int f = 0; f < {factors}; f++)
            memcpy(state + f * draws + first, y[f], sizeof y[f]);
    }}
}}
"""
