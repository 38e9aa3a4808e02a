"""Functions with a memory, against courses worked out by hand from their levels."""

from pathlib import Path

import pytest

from tests.simulated import vensim, xmile


def test_a_smooth_closes_a_share_of_the_gap_in_each_step(tmp_path: Path) -> None:
    found = vensim(tmp_path, "x = SMOOTH(STEP(8, 1), 2)\ny = SMOOTHI(8, 2, 0)")
    assert found["x"].tolist() == [0, 0, 4, 6, 7]
    assert found["y"].tolist() == [0, 4, 6, 7, 7.5]


def test_a_third_order_smooth_is_three_levels(tmp_path: Path) -> None:
    found = vensim(tmp_path, "x = SMOOTH3(STEP(8, 0.5), 6)\ny = SMOOTH3I(8, 6, 0)")
    assert found["y"].tolist() == [0, 0, 0, 1, 2.5]
    assert found["x"].tolist() == [0, 0, 0, 0, 1]


def test_a_material_delay_lets_out_what_went_in(tmp_path: Path) -> None:
    found = vensim(tmp_path, "x = DELAY1(STEP(8, 1), 2)\ny = DELAY3I(8, 6, 2)\nz = DELAY3(5, 6)")
    assert found["x"].tolist() == [0, 0, 4, 6, 7]
    assert found["y"].tolist() == [2, 2, 2, 2.75, 3.875]
    assert found["z"].tolist() == [5] * 5


def test_a_delay_whose_time_changes_keeps_what_is_in_it(tmp_path: Path) -> None:
    """The level holds 8 · 2 = 16; with a time of 4 it lets out a quarter."""
    found = vensim(tmp_path, "t = IF THEN ELSE(Time >= 1, 4, 2)\nx = DELAY1I(0, t, 8)")
    assert found["x"].tolist() == [8, 2, 1.5, 1.125, 0.84375]


def test_orders_of_delays_and_smooths_may_be_names(tmp_path: Path) -> None:
    equations = """
        order = 2
        x = SMOOTH N(8, 4, 0, order)
        y = DELAY N(8, 4, 0, order)
        z = DELAY N(8, 4, 8, 3)"""
    found = vensim(tmp_path, equations)
    assert found["x"].tolist() == [0, 0, 2, 4, 5.5]
    assert found["y"].tolist() == [0, 0, 2, 4, 5.5]
    assert found["z"].tolist() == pytest.approx([8] * 5)


def test_an_order_is_reduced_if_stages_would_be_shorter_than_steps(tmp_path: Path) -> None:
    equations = """
        A: a1, a2
        wait[A] = 2, 4
        x[A] = DELAY N(8, wait[A], 0, 5)
        two = DELAY N(8, 2, 0, 2)
        four = DELAY N(8, 4, 0, 4)"""
    found = vensim(tmp_path, equations)
    assert found["x[a1]"].tolist() == found["two"].tolist() == [0, 0, 8, 8, 8]
    assert found["x[a2]"].tolist() == found["four"].tolist() == [0, 0, 0, 0, 8]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [(2, [9, 9, 0, 1, 4, 9]), (2.5, [9, 9, 9, 0, 1, 4]), (0, [9, 0, 1, 4, 9, 16])],
)
def test_a_fixed_delay_shifts_by_whole_steps(
    tmp_path: Path, steps: float, expected: list[float]
) -> None:
    found = vensim(tmp_path, f"x = DELAY FIXED(Time * Time, {steps}, 9)", stop=5)
    assert found["x"].tolist() == expected


def test_a_fixed_delay_keeps_the_length_of_the_start(tmp_path: Path) -> None:
    found = vensim(tmp_path, "x = DELAY FIXED(Time, 2 + Time, 9)")
    assert found["x"].tolist() == [9, 9, 0, 1, 2]


def test_a_delay_of_xmile_starts_from_its_input(tmp_path: Path) -> None:
    found = xmile(tmp_path, '<aux name="x"><eqn>DELAY(TIME + 3, 2)</eqn></aux>')
    assert found["x"].tolist() == [3, 3, 3, 4, 5]


def test_trend_and_forecast_follow_an_average(tmp_path: Path) -> None:
    """The input grows by 1 from 10; its average starts at 10 and closes half the gap a year."""
    found = vensim(tmp_path, "x = 10 + Time\nt = TREND(x, 2, 0)\nf = FORECAST(x, 2, 4)")
    average = [10, 10, 10.5, 11.25, 12.125]
    trend = [(10 + time - level) / (2 * level) for time, level in enumerate(average)]
    assert found["t"] == pytest.approx(trend)
    assert found["f"] == pytest.approx(
        [(10 + time) * (1 + 4 * each) for time, each in enumerate(trend)]
    )


def test_an_initial_trend_lowers_the_first_average(tmp_path: Path) -> None:
    found = vensim(tmp_path, "x = TREND(10, 2, 0.5)", stop=1)
    assert found["x"].tolist() == pytest.approx([0.5, 2.5 / (2 * 7.5)])


def test_a_present_value_discounts_the_stream(tmp_path: Path) -> None:
    """df: 1, 0.5, 0.25; gathered: 0, 10, 15; plus what this step adds."""
    found = vensim(tmp_path, "x = NPV(10, 0.5, 0, 2)", stop=2)
    assert found["x"].tolist() == [20, 30, 35]


def test_a_sample_is_kept_until_the_next(tmp_path: Path) -> None:
    equations = "x = SAMPLE IF TRUE(MODULO(Time, 2) = 1, 10 * Time, -1)"
    assert vensim(tmp_path, equations)["x"].tolist() == [-1, 10, 10, 30, 30]


def test_previous_and_init_of_xmile(tmp_path: Path) -> None:
    found = xmile(
        tmp_path,
        '<aux name="x"><eqn>PREVIOUS(TIME * 2, 7)</eqn></aux>'
        '<aux name="y"><eqn>INIT(TIME + 5)</eqn></aux>'
        '<aux name="n"><eqn>PREVIOUS(SELF, 1) * 2</eqn></aux>',
    )
    assert found["x"].tolist() == [7, 0, 2, 4, 6]
    assert found["y"].tolist() == [5] * 5
    assert found["n"].tolist() == [2, 4, 8, 16, 32]


def test_initial_keeps_the_first_value_also_of_a_stock(tmp_path: Path) -> None:
    equations = "s = INTEG(1, 3)\nx = INITIAL(s + Time)\ny = s / x"
    assert vensim(tmp_path, equations)["y"].tolist() == pytest.approx([1, 4 / 3, 5 / 3, 2, 7 / 3])


def test_active_initial_breaks_a_loop_at_the_start(tmp_path: Path) -> None:
    equations = """
        s = INTEG(1, 2 * a)
        a = ACTIVE INITIAL(s + 1, 5)"""
    found = vensim(tmp_path, equations, stop=2)
    assert found["s"].tolist() == [10, 11, 12]
    assert found["a"].tolist() == [11, 12, 13]


def test_functions_with_a_memory_nest(tmp_path: Path) -> None:
    found = vensim(tmp_path, "x = SMOOTH(DELAY FIXED(STEP(8, 1), 1, 0), 2) + SMOOTHI(8, 2, 0)")
    assert found["x"].tolist() == [0, 4, 6, 11, 13.5]
