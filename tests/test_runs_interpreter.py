"""Every opcode against numpy, through a whole segment of one point."""

from collections.abc import Callable

import numpy as np
import pytest
from scipy import special

from contention.models.program import LISTED, SATURATION, TABLED, Floats1d, Op
from contention.runs.engine import run_segment
from contention.runs.instructions import ARITY, MOST_PRODUCTS
from contention.runs.results import Recording
from contention.runs.tape import tapes
from tests.program_builder import ProgramBuilder, Ref, plain_schedule

DRAWS = 300
SPECIAL = [0.0, -0.0, 1.0, -1.0, 0.5, 1e-300, 1e300, np.inf, -np.inf, np.nan]
Operation = Callable[[Floats1d, Floats1d, Floats1d], Floats1d]


def truth(values: object) -> Floats1d:
    return np.asarray(values, dtype=np.float64)


REFERENCE: dict[Op, Operation] = {
    Op.COPY: lambda a, _b, _c: a,
    Op.ADD: lambda a, b, _c: a + b,
    Op.SUBTRACT: lambda a, b, _c: a - b,
    Op.MULTIPLY: lambda a, b, _c: a * b,
    Op.DIVIDE: lambda a, b, _c: a / b,
    Op.NEGATE: lambda a, _b, _c: -a,
    Op.MULTIPLY_ADD: lambda a, b, c: a + b * c,
    Op.POWER: lambda a, b, _c: truth(np.power(a, b)),
    Op.EXP: lambda a, _b, _c: np.exp(a),
    Op.LN: lambda a, _b, _c: np.log(a),
    Op.ABS: lambda a, _b, _c: np.abs(a),
    Op.SQRT: lambda a, _b, _c: np.sqrt(a),
    Op.MINIMUM: lambda a, b, _c: np.minimum(a, b),
    Op.MAXIMUM: lambda a, b, _c: np.maximum(a, b),
    Op.LESS: lambda a, b, _c: truth(a < b),
    Op.LESS_EQUAL: lambda a, b, _c: truth(a <= b),
    Op.EQUAL: lambda a, b, _c: truth(a == b),
    Op.AND: lambda a, b, _c: truth((a != 0) & (b != 0)),
    Op.OR: lambda a, b, _c: truth((a != 0) | (b != 0)),
    Op.NOT: lambda a, _b, _c: truth(a == 0),
    Op.SELECT: lambda a, b, c: np.where(a != 0, b, c),
    Op.SATURATE: lambda a, _b, _c: SATURATION * np.tanh(a / SATURATION),
    Op.LOGISTIC: lambda a, _b, _c: 1 / (1 + np.exp(-a)),
    Op.LOGIT: lambda a, _b, _c: np.log(a / (1 - a)),
    Op.SIN: lambda a, _b, _c: np.sin(a),
    Op.COS: lambda a, _b, _c: np.cos(a),
    Op.INTEGER: lambda a, _b, _c: np.floor(a),
    Op.CLIP: lambda a, b, c: np.where(a < b, b, np.where(a > c, c, a)),
    Op.TRUNCATE: lambda a, _b, _c: np.trunc(a),
    Op.TAN: lambda a, _b, _c: np.tan(a),
    Op.ARCSIN: lambda a, _b, _c: np.arcsin(a),
    Op.ARCCOS: lambda a, _b, _c: np.arccos(a),
    Op.ARCTAN: lambda a, _b, _c: np.arctan(a),
    Op.NORMAL_QUANTILE: lambda a, _b, _c: truth(special.ndtri(a)),
    Op.NORMAL_SHARE: lambda a, _b, _c: truth(special.ndtr(a)),
}
ELSEWHERE = TABLED | LISTED | {Op.RANDOM, Op.POISSON_QUANTILE}
"""tried in tests/test_stockflow_arrays.py, _chances.py, _lookups.py, and tables below"""


def computed(build: Callable[[ProgramBuilder, list[Ref]], Ref], operands: Floats1d) -> Floats1d:
    """The value of an expression of parameters, for all draws."""
    builder = ProgramBuilder()
    result = build(builder, [builder.parameter() for _ in operands])
    program = builder.build(steps=0)
    recording = Recording((builder.number(result),), np.array([0]), operands.shape[1])
    state = np.zeros((0, operands.shape[1]))
    schedule = plain_schedule(program)
    segment = run_segment(program, operands, schedule, state, 0, 0, recording=recording)
    return np.asarray(segment.recorded[0, 0])


def operands() -> Floats1d:
    """Ordinary numbers, and all pairs of special ones."""
    generator = np.random.default_rng(5)
    ordinary = generator.normal(0, 3, (3, DRAWS))
    ordinary[:, ::7] = np.round(ordinary[:, ::7])
    first, second = np.meshgrid(SPECIAL, SPECIAL)
    pairs = np.stack([first.ravel(), second.ravel(), np.full(first.size, 2.0)])
    return np.concatenate([ordinary, pairs], axis=1)


@pytest.mark.parametrize("op", sorted(REFERENCE))
def test_each_opcode_computes_what_numpy_does(op: Op) -> None:
    values = operands()
    found = computed(lambda builder, rows: builder.do(op, *rows[: ARITY[op]]), values)
    with np.errstate(all="ignore"):
        expected = REFERENCE[op](*values)
    np.testing.assert_allclose(found, expected, rtol=5e-15, atol=1e-15)


def test_no_opcode_is_left_out() -> None:
    assert set(REFERENCE) | ELSEWHERE == set(Op) == set(ARITY) | LISTED


def test_lookup_is_linear_inside_and_held_outside() -> None:
    points = np.array([[0.0, 1.0, 4.0], [2.0, 3.0, -3.0]])
    values = np.array([[-5.0, 0.0, 0.25, 1.0, 2.0, 4.0, 9.0, np.inf, -np.inf, np.nan]])

    def build(builder: ProgramBuilder, rows: list[Ref]) -> Ref:
        builder.tables = [np.array([[0.0, 1.0], [7.0, 8.0]]), points]
        return builder.do(Op.LOOKUP, rows[0], 1)

    found = computed(build, values)
    np.testing.assert_allclose(found[:-1], np.interp(values[0, :-1], *points), rtol=1e-15)
    assert np.isnan(found[-1])


def test_a_table_of_one_point_is_a_constant() -> None:
    def build(builder: ProgramBuilder, rows: list[Ref]) -> Ref:
        builder.tables = [np.array([[1.0], [5.0]])]
        return builder.do(Op.LOOKUP, rows[0], 0)

    np.testing.assert_array_equal(computed(build, np.array([[-3.0, 1.0, 8.0]])), [5.0] * 3)


Relaxed = Callable[[ProgramBuilder, list[Ref]], tuple[Ref, ...]]


def relaxed(products: int, *, based: bool) -> Relaxed:
    """The way of a state to a sum of products, and all that it is made of on the way."""

    def build(builder: ProgramBuilder, rows: list[Ref]) -> tuple[Ref, ...]:
        moving = builder.do(Op.ADD, rows[0], builder.time)
        parts = [moving] if based else [builder.do(Op.MULTIPLY, rows[1], moving)]
        for k in range(products if based else products - 1):
            product = builder.do(Op.MULTIPLY, rows[(2 + k) % len(rows)], moving)
            parts.append(builder.do(Op.ADD, parts[-1], product))
        gap = builder.do(Op.SUBTRACT, parts[-1], rows[1])
        return (*parts, gap, builder.do(Op.DIVIDE, gap, rows[2]))

    return build


@pytest.mark.parametrize("based", [True, False])
@pytest.mark.parametrize("products", range(1, 10))
def test_sums_and_relaxations_are_the_same_numbers_in_one_pass(products: int, based: bool) -> None:
    builder, values = ProgramBuilder(), np.random.default_rng(8).normal(0, 2, (3, DRAWS))
    values[0] -= 2000.0
    numbers = [
        builder.number(row)
        for row in relaxed(products, based=based)(builder, [builder.parameter() for _ in values])
    ]
    program = builder.build(steps=0)
    state, schedule = np.zeros((0, DRAWS)), plain_schedule(program)
    alone, all_ = (
        run_segment(
            program, values, schedule, state, 0, 0, recording=Recording(rows, np.array([0]), DRAWS)
        ).recorded[0]
        for rows in ((numbers[-1],), tuple(numbers))
    )
    assert alone[0].tobytes() == all_[-1].tobytes()
    x = values[0] + 2000.0
    total = x if based else values[1] * x
    for k in range(products if based else products - 1):
        total = total + values[(2 + k) % 3] * x
    np.testing.assert_allclose(alone[0], (total - values[1]) / values[2], rtol=1e-11, atol=1e-13)
    fewest = len(tapes(program, numbers[-1:]).equations.full)
    assert fewest == 2 + (products - 1) // MOST_PRODUCTS


def test_what_stays_the_same_is_not_computed_anew_within_a_sum() -> None:
    builder = ProgramBuilder()
    x, y, z = (builder.parameter() for _ in range(3))
    still = builder.do(Op.MULTIPLY, x, y)
    moving = builder.do(Op.ADD, still, builder.do(Op.MULTIPLY, z, builder.time))
    program = builder.build(steps=0)
    equations = tapes(program, [builder.number(moving)]).equations
    assert equations.full[:, 0].tolist() == [Op.MULTIPLY_ADD]
    assert equations.begin[:, 0].tolist() == [Op.MULTIPLY, Op.MULTIPLY_ADD]


def test_a_sum_that_two_read_is_kept() -> None:
    def build(builder: ProgramBuilder, rows: list[Ref]) -> Ref:
        total = builder.do(Op.MULTIPLY_ADD, rows[0], builder.time, rows[1])
        gap = builder.do(Op.SUBTRACT, total, rows[1])
        return builder.do(Op.MULTIPLY_ADD, total, gap, gap)

    values = np.random.default_rng(8).normal(0, 2, (2, DRAWS))
    total = values[0] + 2000.0 * values[1]
    gap = total - values[1]
    np.testing.assert_allclose(computed(build, values), total + gap * gap, rtol=1e-13)


def test_what_two_instructions_compute_alike_is_computed_once() -> None:
    builder = ProgramBuilder()
    x = builder.parameter()
    builder.tables = [np.array([[0.0, 1.0], [7.0, 8.0]]), np.array([[0.0, 1.0], [7.0, 9.0]])]
    moving = [builder.do(Op.ADD, x, builder.time) for _ in range(2)]
    bent = [builder.do(Op.SATURATE, row) for row in moving]
    total = builder.do(Op.SUBTRACT, *bent)
    different = [builder.do(Op.LOOKUP, x, table) for table in (0, 1)]
    program = builder.build(steps=0)
    numbers = [builder.number(row) for row in (*bent, total, *different)]
    once = tapes(program, numbers[2:]).equations.full
    assert np.count_nonzero(once[:, 0] == Op.SATURATE) == 1
    recording = Recording(tuple(numbers), np.array([0]), 1)
    parameters, state = np.array([[0.5]]), np.zeros((0, 1))
    schedule = plain_schedule(program)
    segment = run_segment(program, parameters, schedule, state, 0, 0, recording=recording)
    first, second, difference, low, high = segment.recorded[0, :, 0]
    assert first == second != 0.0
    assert difference == 0.0
    assert (low, high) == (7.5, 8.0)


@pytest.mark.parametrize("wrong", ["overwrites a parameter", "reads ahead", "unknown table"])
def test_a_program_that_breaks_its_rules_is_refused(wrong: str) -> None:
    builder = ProgramBuilder()
    row = builder.parameter()
    builder.do(Op.COPY, row)
    program = builder.build(steps=0)
    line = {"overwrites a parameter": [0, 0, 0, 0, 0], "reads ahead": [0, 2, 2, 0, 0],
            "unknown table": [int(Op.LOOKUP), 2, 0, 3, 0]}[wrong]  # fmt: skip
    program.instructions[0] = line
    with pytest.raises(ValueError, match="instruction 0"):
        run_segment(program, np.zeros((1, 1)), plain_schedule(program), np.zeros((0, 1)), 0, 0)
