"""Delays whose times move, conveyors and HISTORY, against courses worked out by hand."""

from pathlib import Path

import pytest

import contention as ct
from contention.case.problem import CaseError
from tests.simulated import vensim, xmile

WAIT = "wait = 3 - STEP(2, 4) + STEP(3, 7)"
"""3 steps at first, 1 from time 4 on, 4 from time 7 on"""


def test_information_that_is_overtaken_is_discarded(tmp_path: Path) -> None:
    """What enters at 0, 1, 2, 3 is due at 3, 4, 5, 6; that of 4, 5, 6 comes at 5, 6, 7."""
    found = vensim(tmp_path, f"{WAIT}\nx = DELAY INFORMATION(Time, wait, -1)", stop=10)
    assert found["x"].tolist() == [-1, -1, -1, 0, 1, 4, 5, 6, 6, 6, 6]


def test_material_that_is_due_at_once_adds_up(tmp_path: Path) -> None:
    found = vensim(tmp_path, f"{WAIT}\nx = DELAY MATERIAL(Time, wait, -1, 99)", stop=10)
    assert found["x"].tolist() == [-1, -1, -1, 0, 1, 6, 8, 6, 99, 99, 99]


@pytest.mark.parametrize("function", ["INFORMATION(Time, 2, 9)", "MATERIAL(Time, two, 9, 0)"])
def test_with_a_time_that_does_not_move_they_are_fixed_delays(
    tmp_path: Path, function: str
) -> None:
    equations = f"two = 2\nx = DELAY {function}\ny = DELAY FIXED(Time, 2, 9)"
    found = vensim(tmp_path, equations, step=0.5)
    assert found["x"].tolist() == found["y"].tolist() == [9, 9, 9, 9, 0, 0.5, 1, 1.5, 2]


def test_a_moving_delay_needs_a_run_of_known_length(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="more than 4,000 steps"):
        vensim(tmp_path, f"{WAIT}\nx = DELAY INFORMATION(Time, wait, 0)", stop=5000)


def test_a_conveyor_leaks_from_all_that_is_on_it(tmp_path: Path) -> None:
    """8 leave over 2 years, 4 in the first, 4 less a leak in the second; then 10 less two leaks."""
    equations = """
        flat((0, 1), (1, 1))
        out = DELAY CONVEYOR(10, 2, 0.1, flat, 8, 2)
        kept = DELAY CONVEYOR(10, 2, 0, flat, 8, 2)
        ahead = there + 10 - out
        there = INTEG(10 - out - 0.1 * ahead, 8)"""
    found = vensim(tmp_path, equations)
    assert found["out"] == pytest.approx([4, 3.6, 8.1, 8.1, 8.1])
    assert found["kept"].tolist() == [4, 4, 10, 10, 10]
    assert found["there"][-1] == pytest.approx(9 + 8.1)  # two years' input, one leak and two


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ("DELAY CONVEYOR(10, 2 + Time, 0, flat, 8, 2)", "are not numbers, or differ"),
        ("DELAY CONVEYOR(10, 2, 0, flat, 8, 3)", "are not numbers, or differ"),
        ("DELAY CONVEYOR(10, 2, 0, steep, 8, 2)", "is not flat"),
    ],
)
def test_a_conveyor_that_is_not_defined_well_is_refused(
    tmp_path: Path, call: str, message: str
) -> None:
    with pytest.raises(CaseError, match=message):
        vensim(tmp_path, f"flat((0, 1), (1, 1))\nsteep((0, 1), (1, 2))\nx = {call}")


def test_a_delay_with_a_pipeline_shows_what_is_on_its_way(tmp_path: Path) -> None:
    """Three levels of 2 · 10 each; 5 more enter from time 2 on, 0.625 of which leave at 5."""
    equations = """
        B: b1, b2
        out = DELAYP(10 + STEP(5, 2), 6: on its way)
        same = DELAY3(10 + STEP(5, 2), 6)
        many[B] = DELAYP(wait[B], 3: waiting)
        wait[B] = 3, 6"""
    found = vensim(tmp_path, equations, stop=6)
    assert found["on its way"].tolist() == [60, 60, 60, 65, 70, 75, 79.375]
    assert found["out"].tolist() == found["same"].tolist()
    assert (found["waiting[b1]"][-1], found["waiting[b2]"][-1]) == (9, 18)


def test_the_file_may_have_a_macro_of_that_name(tmp_path: Path) -> None:
    text = ":MACRO: DELAYP(a, b)\nDELAYP = a + b ~~|\n:END OF MACRO:\n"
    file = tmp_path / "own.mdl"
    vensim(tmp_path, "x = 1")
    model = (tmp_path / "model.mdl").read_text("utf-8").replace("x = 1", "x = DELAYP(1, 2)")
    file.write_text(model.replace("{UTF-8}\n", "{UTF-8}\n" + text), "utf-8")
    assert ct.simulate(file)["x"][0, 0] == 3


def test_history_is_the_value_at_an_earlier_time(tmp_path: Path) -> None:
    variables = "".join(
        f'<aux name="{name}"><eqn>{equation}</eqn></aux>'
        for name, equation in (
            ("x", "TIME * TIME"), ("ago", "HISTORY(x, TIME - 2)"), ("then", "HISTORY(x, 1)"),
            ("between", "HISTORY(x, TIME - 0.6)"), ("ahead", "HISTORY(x, TIME + 1)"),
        )
    )  # fmt: skip
    found = xmile(tmp_path, variables, step=0.5, stop=3)
    assert found["ago"].tolist() == [0, 0, 0, 0, 0, 0.25, 1]
    assert found["then"].tolist() == [0, 0, 1, 1, 1, 1, 1]
    assert found["between"].tolist() == [0, 0, 0, 0.25, 1, 2.25, 4]
    assert found["ahead"].tolist() == [0] * 7


def test_loops_through_a_moving_delay_are_refused(tmp_path: Path) -> None:
    equations = f"{WAIT}\ns = INTEG(seen, 1)\nseen = DELAY INFORMATION(s, wait, 1)"
    vensim(tmp_path, equations, stop=8)
    with pytest.raises(CaseError, match="`seen` has a delay whose time moves"):
        ct.model_loops(tmp_path / "model.mdl")
    fixed = equations.replace("(s, wait, 1)", "(s, 2, 1)")
    vensim(tmp_path, fixed, stop=8)
    assert [each.id for each in ct.model_loops(tmp_path / "model.mdl").loops] == ["R1"]


def belt(inside: str = "<len>2</len>", more: str = "", flows: str = "") -> str:
    """A stock of 8 into which TIME + 10 flows, and which is a conveyor."""
    return (
        '<stock name="belt"><eqn>8</eqn><inflow>entering</inflow><outflow>leaving</outflow>'
        f'{more}<conveyor>{inside}</conveyor></stock><flow name="leaving"/>'
        f'<flow name="entering"><eqn>TIME + 10</eqn></flow>{flows}'
        '<stock name="done"><eqn>0</eqn><inflow>leaving</inflow></stock>'
    )


def test_a_conveyor_of_xmile_lets_out_what_came_in_a_transit_time_ago(tmp_path: Path) -> None:
    found = xmile(tmp_path, belt(), stop=5)
    assert found["leaving"].tolist() == [4, 4, 10, 11, 12, 13]
    assert found["belt"].tolist() == [8, 14, 21, 23, 25, 27]
    finer = xmile(tmp_path, belt(), stop=5, step=0.25)
    assert finer["leaving"][::4].tolist() == [4, 4, 10, 11, 12, 13]
    assert finer["done"][8] == 8  # all that was there at the start


def test_what_is_on_a_conveyor_keeps_the_transit_time_that_it_met(tmp_path: Path) -> None:
    """From time 2 on it takes 1: what entered at 1 and at 2 leaves at 3."""
    found = xmile(tmp_path, belt("<len>IF TIME &lt; 2 THEN 2 ELSE 1</len>"), stop=5)
    assert found["leaving"].tolist() == [4, 4, 10, 11 + 12, 13, 14]
    assert found["belt"].tolist() == [8, 14, 21, 23, 13, 14]


def test_conveyors_are_those_of_pysimlin(tmp_path: Path) -> None:
    simlin = pytest.importorskip("simlin")
    found = xmile(tmp_path, belt("<len>3 - TIME / 2</len>"), stop=5, step=0.25)
    theirs = simlin.load(str(tmp_path / "model.xmile")).run().results
    for name in ("belt", "leaving", "done"):
        assert found[name] == pytest.approx(theirs[name].to_numpy(), rel=1e-12), name


def test_conveyors_may_be_arrays(tmp_path: Path) -> None:
    dimensions = '<dimensions><dim name="A"/></dimensions>'
    text = belt().replace('"belt">', f'"belt">{dimensions}').replace(
        '<flow name="leaving"/>', f'<flow name="leaving">{dimensions}</flow>').replace(
        '"entering">', f'"entering">{dimensions}').replace("TIME + 10", "A")  # fmt: skip
    text = text[: text.index('<stock name="done"')]
    more = '<dimensions><dim name="A" size="2"/></dimensions>'
    found = xmile(tmp_path, text, more=more)
    assert found["leaving[1]"].tolist() == [4, 4, 1, 1, 1]
    assert found["leaving[2]"].tolist() == [4, 4, 2, 2, 2]


@pytest.mark.parametrize(
    ("inside", "more", "flows", "words"),
    [
        ("<len>2</len><capacity>9</capacity>", "", "", "has a capacity"),
        ("<len>2</len><in_limit>9</in_limit>", "", "", "a limit on what flows in"),
        ("<len>2</len><arrest>1</arrest>", "", "", "at which it stops"),
        ("", "", "", "has no <len>"),
        ("<len>2</len>", "<outflow>lost</outflow>", '<flow name="lost"><leak>0.1</leak></flow>',
         "leakages"),
    ],
)  # fmt: skip
def test_conveyors_that_are_not_carried_are_refused(
    tmp_path: Path, inside: str, more: str, flows: str, words: str
) -> None:
    with pytest.raises(CaseError, match=words):
        xmile(tmp_path, belt(inside, more, flows))
