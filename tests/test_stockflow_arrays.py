"""Arrays: subscripts, mappings, exceptions and the functions of arrays, by hand."""

import math
from collections.abc import Mapping
from pathlib import Path

import pytest

from contention.models.program import Floats1d
from tests.simulated import vensim, xmile

RANGES = """
    A: a1, a2, a3
    B: b1, b2
    Part: a2, a3
    x[A] = 1, 2, 3
    m[A, B] = 1, 2; 3, 4; 5, 6;"""


def _final(found: Mapping[str, Floats1d], name: str) -> list[float]:
    return [float(found[key][-1]) for key in found if key.startswith(f"{name}[")]


@pytest.mark.parametrize(
    ("equation", "expected"),
    [
        ("y[A] = 2 * x[A]", [2, 4, 6]),
        ("y[A] = x[a1] + x[A]", [2, 3, 4]),
        ("y[A] = SUM(m[A, B!])", [3, 7, 11]),
        ("y[B] = SUM(m[A!, B] * x[A!])", [22, 28]),
        ("y[B] = PROD(m[A!, B])", [15, 48]),
        ("y[B] = VMIN(m[A!, B]) + VMAX(m[Part!, B])", [6, 8]),
        ("y[A] = A", [1, 2, 3]),
        ("y[A] = IF THEN ELSE(A = a2, 10, 0)", [0, 10, 0]),
        ("y[Part] = x[Part] + SUM(x[Part!])", [7, 8]),
        ("y[A] = ELMCOUNT(B) * x[A]", [2, 4, 6]),
        ("y[A] = VECTOR ELM MAP(x[a1], 2 - (A - 1))", [3, 2, 1]),
        ("y[A] = VECTOR ELM MAP(m[a1, b1], 2 * (A - 1) + 1)", [2, 4, 6]),
        ("y[A] = VECTOR SELECT(x[A!], x[A!] * x[A], 0, 0, 0)", [14, 28, 42]),
        ("y[A] = INTEG(x[A], 10 * x[A])", [14, 28, 42]),
        ("y[A] = SMOOTHI(x[A], 1, 0)", [1, 2, 3]),
    ],
)
def test_an_equation_of_arrays(tmp_path: Path, equation: str, expected: list[float]) -> None:
    assert _final(vensim(tmp_path, f"{RANGES}\n{equation}"), "y") == pytest.approx(expected)


def test_elements_ranges_and_exceptions_divide_an_array(tmp_path: Path) -> None:
    equations = f"""{RANGES}
        y[a1] = 7
        y[Part] = 2 * x[Part]
        z[A, B] :EXCEPT: [a1, B], [a2, b1] = m[A, B]
        z[a1, B] = 100
        z[a2, b1] = 200"""
    found = vensim(tmp_path, equations)
    assert _final(found, "y") == [7, 4, 6]
    assert {name: found[name][0] for name in found if name.startswith("z")} == {
        "z[a1,b1]": 100, "z[a1,b2]": 100, "z[a2,b1]": 200, "z[a2,b2]": 4,
        "z[a3,b1]": 5, "z[a3,b2]": 6,
    }  # fmt: skip


def test_a_range_is_mapped_to_another_by_place_or_by_elements(tmp_path: Path) -> None:
    equations = """
        A: a1, a2, a3 -> C, (D: d2, d1, d1)
        C: c1, c2, c3
        D: d1, d2
        x[A] = 1, 2, 3
        w[D] = 10, 20
        y[C] = x[A]
        z[A] = w[D]"""
    found = vensim(tmp_path, equations)
    assert _final(found, "y") == [1, 2, 3]
    assert _final(found, "z") == [20, 10, 10]


def test_a_mapping_shifts_an_array_by_one(tmp_path: Path) -> None:
    """`a2` is in both ranges; what is mapped counts, not what they share."""
    equations = """
        A: a1, a2, a3
        previous: a1, a2 -> next
        next: a2, a3
        x[a1] = 1
        x[next] = 3 * x[previous]
        s[a1] = INTEG(1, 0)
        s[next] = INTEG(s[previous] - s[next], 0)"""
    found = vensim(tmp_path, equations)
    assert _final(found, "x") == [1, 3, 9]
    assert _final(found, "s") == [4, 3, 2]


def test_another_name_for_a_range_runs_on_its_own(tmp_path: Path) -> None:
    equations = """
        A: a1, a2
        A2 <-> A
        x[A] = 1, 2
        y[A, A2] = 10 * x[A] + x[A2]
        z = SUM(y[A!, A2!])"""
    found = vensim(tmp_path, equations)
    assert _final(found, "y") == [11, 12, 21, 22]
    assert found["z"][0] == 66


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        ("VECTOR SORT ORDER(v[A], 1)", [2, 0, 3, 1]),
        ("VECTOR SORT ORDER(v[A], -1)", [1, 3, 0, 2]),
        ("VECTOR RANK(v[A], 1)", [2, 4, 1, 3]),
        ("VECTOR REORDER(v[A], o[A])", [1, 2, 3, 4]),
    ],
)
def test_vectors_are_sorted(tmp_path: Path, function: str, expected: list[float]) -> None:
    equations = f"""
        A: e1, e2, e3, e4
        v[A] = 2, 4, 1, 3
        o[A] = VECTOR SORT ORDER(v[A], 1)
        y[A] = {function}"""
    assert _final(vensim(tmp_path, equations), "y") == expected


def test_a_matrix_is_inverted_also_with_a_zero_in_its_corner(tmp_path: Path) -> None:
    """Of ((0, 2), (4, 6)) the inverse is ((-0.75, 0.25), (0.5, 0))."""
    equations = """
        R: r1, r2
        C: c1, c2
        m[R, C] = 0, 2; 4, 6;
        y[R, C] = INVERT MATRIX(m[R, C], 2)"""
    assert _final(vensim(tmp_path, equations), "y") == pytest.approx([-0.75, 0.25, 0.5, 0])


@pytest.mark.parametrize(
    ("supply", "expected"),
    [(0, [0, 0, 0]), (10, [10, 0, 0]), (40, [30, 10, 0]), (70, [30, 30, 10]), (200, [30, 30, 30])],
)
def test_rectangular_priorities_far_apart_are_served_in_turn(
    tmp_path: Path, supply: float, expected: list[float]
) -> None:
    equations = f"""
        P: p1, p2, p3
        Q: ptype, ppriority, pwidth, pextra
        request[P] = 30
        pp[P, ptype] = 1
        pp[p1, ppriority] = 9
        pp[p2, ppriority] = 6
        pp[p3, ppriority] = 3
        pp[P, pwidth] = 1
        pp[P, pextra] = 0
        y[P] = ALLOCATE AVAILABLE(request[P], pp[P, ptype], {supply})"""
    assert _final(vensim(tmp_path, equations), "y") == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("kind", [1, 2, 3, 4])
def test_equal_priorities_share_in_proportion(tmp_path: Path, kind: int) -> None:
    equations = f"""
        P: p1, p2
        Q: ptype, ppriority, pwidth, pextra
        request[P] = 10, 30
        pp[P, Q] = {kind}, 5, 2, 0; {kind}, 5, 2, 0;
        y[P] = ALLOCATE AVAILABLE(request[P], pp[P, ptype], 20)"""
    assert _final(vensim(tmp_path, equations), "y") == pytest.approx([5, 15])


def test_priorities_within_a_width_overlap(tmp_path: Path) -> None:
    """The second begins when the first has 3 of its 6, as 1 is half the width of 2.

    From there they take 6 to 8: of the other 6 the first gets 18/7, the second 24/7.
    """
    equations = """
        P: p1, p2
        request[P] = 6, 8
        priority[P] = 5, 4
        y[P] = ALLOCATE BY PRIORITY(request[P], priority[P], 2, 2, 9)"""
    found = _final(vensim(tmp_path, equations), "y")
    assert found == pytest.approx([3 + 18 / 7, 24 / 7])


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        (0, 14),
        (1, 40),
        (2, 4),
        (3, 10),
        (4, 7),
        (5, 100),
        (6, 7),
        (7, 10),
        (8, 2),
        (9, 5),
        (10, 3.5),
    ],
)
def test_vector_select_has_eleven_actions(tmp_path: Path, action: int, expected: float) -> None:
    """Selected are 2 and 5, each with a weight of 2; 7 has a weight of 0."""
    equations = f"""
        A: a1, a2, a3
        weight[A] = 2, 0, 2
        v[A] = 2, 7, 5
        y = VECTOR SELECT(weight[A!], v[A!], -1, {action}, 0)
        none = VECTOR SELECT(weight[A!] - weight[A!], v[A!], -1, {action}, 0)"""
    found = vensim(tmp_path, equations)
    assert (found["y"][0], found["none"][0]) == (expected, -1)


DIMENSIONS = """<dimensions>
<dim name="A"><elem name="a1"/><elem name="a2"/><elem name="a3"/></dim><dim name="N" size="2"/>
</dimensions>"""
ARRAYS = """
<aux name="x"><dimensions><dim name="A"/></dimensions>
  <element subscript="a1"><eqn>1</eqn></element><element subscript="a2"><eqn>2</eqn></element>
  <element subscript="a3"><eqn>6</eqn></element></aux>
<aux name="down"><dimensions><dim name="A"/></dimensions><eqn>7 - x</eqn></aux>
<aux name="m"><dimensions><dim name="A"/><dim name="N"/></dimensions><eqn>10 * x + N</eqn></aux>
<aux name="w"><dimensions><dim name="N"/></dimensions><eqn>10 * N</eqn></aux>"""


@pytest.mark.parametrize(
    ("equation", "expected"),
    [
        ("SUM(x)", 9),
        ("SUM(x[*]) + SUM(w)", 39),
        ("MEAN(x) + SIZE(x)", 6),
        ("MAX(x) - MIN(x)", 5),
        ("STDDEV(x) ^ 2", 14 / 3),
        ("x[a2] + w[2]", 22),
        ("SUM(x[a1:a2])", 3),
        ("x[INT(TIME) - 2]", 2),
        ("RANK(x, 2)", 2),
        ("RANK(down, 1)", 3),
        ("x[RANK(down, 3)]", 1),
        ("STDDEV(down)", math.sqrt(14 / 3)),
    ],
)
def test_a_function_of_arrays_of_xmile(tmp_path: Path, equation: str, expected: float) -> None:
    text = f'{ARRAYS}<aux name="y"><eqn>{equation}</eqn></aux>'
    assert xmile(tmp_path, text, more=DIMENSIONS)["y"][-1] == pytest.approx(expected)


def test_a_matrix_of_xmile_is_transposed(tmp_path: Path) -> None:
    text = (
        f'{ARRAYS}<aux name="t"><dimensions><dim name="N"/><dim name="A"/></dimensions>'
        "<eqn>m'</eqn></aux>"
    )
    found = xmile(tmp_path, text, more=DIMENSIONS)
    assert _final(found, "m") == [11, 12, 21, 22, 61, 62]
    assert _final(found, "t") == [11, 21, 61, 12, 22, 62]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (((2, 0, 1), (1, 3, 2), (1, 1, 4)), 18),
        (((0, 2, 0), (1, 0, 0), (0, 0, 5)), -10),
        (((1, 2, 3), (2, 4, 6), (1, 0, 1)), 0),
    ],
)
def test_a_determinant(tmp_path: Path, rows: tuple[tuple[int, ...], ...], expected: float) -> None:
    """By the rule of Sarrus; the second needs exchanges of lines, the third has two alike."""
    written = "; ".join(", ".join(map(str, row)) for row in rows)
    equations = (
        f"A: a1, a2, a3\nB: b1, b2, b3\nm[A, B] = {written};\nx = MATRIX DETERMINANT(m[A!, B!])"
    )
    assert vensim(tmp_path, equations)["x"][0] == pytest.approx(expected)


def test_an_equation_of_xmile_applies_to_all_elements(tmp_path: Path) -> None:
    text = (
        f'{ARRAYS}<aux name="y"><dimensions><dim name="A"/><dim name="N"/></dimensions>'
        "<eqn>x * w + x[A]</eqn></aux>"
        '<stock name="s"><dimensions><dim name="A"/></dimensions><eqn>x</eqn>'
        '<inflow>f</inflow></stock><flow name="f"><dimensions><dim name="A"/></dimensions>'
        "<eqn>x / 2</eqn></flow>"
    )
    found = xmile(tmp_path, text, more=DIMENSIONS)
    assert _final(found, "y") == [11, 21, 22, 42, 66, 126]
    assert _final(found, "s") == [3, 6, 18]
