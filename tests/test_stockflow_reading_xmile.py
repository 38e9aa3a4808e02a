"""Reading of XMILE files."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contention.case.problem import Problem
from contention.stockflow.reading.printed import printed, table_printed
from contention.stockflow.reading.read import read_model
from contention.stockflow.source import Equation, SourceModel, Stock, Variable
from contention.stockflow.syntax import Reference
from contention.stockflow.tables import Table

HEAD = """<?xml version="1.0" encoding="utf-8"?>
<xmile version="1.0" xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0"
       xmlns:isee="http://iseesystems.com/XMILE">
<sim_specs method="{method}" time_units="Month"><start>0</start><stop>4</stop>{dt}</sim_specs>
"""
DIMENSIONS = """<dimensions><dim name="Region"><elem name="north"/><elem name="far south"/></dim>
<dim name="N" size="3"/></dimensions>"""


FUZZ = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
PIECES = (
    "a", '"b c"', "[", "]", "(", ")", ",", "+", "-", "*", "^", "=", "AND", "NOT", "IF", "THEN",
    "ELSE", "1", ".5", "SUM", "LOOKUP", "x", "Region", "@", ":", "'", "MOD", "SELF", "{", "}", ".",
)  # fmt: skip


def _read(
    tmp_path: Path,
    variables: str,
    rest: str = "",
    method: str = "Euler",
    dt: str = "<dt>1</dt>",
) -> tuple[SourceModel | None, tuple[Problem, ...]]:
    path = tmp_path / "model.xmile"
    head = HEAD.format(method=method, dt=dt)
    path.write_text(
        f"{head}{DIMENSIONS}<model><variables>{variables}</variables></model>{rest}</xmile>",
        encoding="utf-8",
    )
    return read_model(path)


def _variables(tmp_path: Path, variables: str, rest: str = "") -> dict[str, Variable]:
    model, problems = _read(tmp_path, variables, rest)
    assert not problems
    assert model is not None
    return {variable.name: variable for variable in model.variables}


def _text(equation: Equation) -> str:
    body = equation.body
    assert not isinstance(body, Stock)
    return table_printed(body) if isinstance(body, Table) else printed(body)  # type: ignore[arg-type]


OTHERS = """<aux name="notice"><eqn>1</eqn></aux><aux name="b"><eqn>1</eqn></aux>
<aux name="arr"><dimensions><dim name="Region"/></dimensions><eqn>1</eqn></aux>
<aux name="mat"><dimensions><dim name="Region"/><dim name="N"/></dimensions><eqn>1</eqn></aux>
<gf name="tab"><xscale min="0" max="2"/><ypts>0,5,7</ypts></gf>
<aux name="drawn"><eqn>b</eqn><gf type="discrete"><xpts>0,1</xpts><ypts>3,4</ypts></gf></aux>"""


@pytest.mark.parametrize(
    ("right", "meaning"),
    [
        ("1 + 2 * 3 ^ 4 ^ 5", "(1 + (2 * (3 ^ (4 ^ 5))))"),
        ("-b^2", "(-(b ^ 2))"),
        ("NOT b = 1", "((not b) = 1)"),
        ("notice*3", "(notice * 3)"),
        ("b &gt; 1 = 0 AND b or b", "((((b > 1) = 0) and b) or b)"),
        ("7 mod 2 * 3", "(floor modulo(7, 2) * 3)"),
        ("IF b THEN 1 ELSE IF b THEN 2 ELSE 3", "(if b then 1 else (if b then 2 else 3))"),
        ("2 {two} + 3", "(2 + 3)"),
        ("1 &lt;&gt; 2 &gt;= 3", "(1 <> (2 >= 3))"),
        ("TIME + dt + PI", "((time() + time step()) + pi())"),
        ("STARTTIME + StopTime", "(initial time() + final time())"),
        ("INT(b) + ROUND(b)", "(floor(b) + round(b))"),
        ("SMTH1(b, 2) + SMTH3(b, 2, 1)", "(smooth1(b, 2) + smooth3(b, 2, 1))"),
        ("SMTHN(b, 2, 4) + DELAYN(b, 2, 4, 7)", "(smooth n(b, 2, b, 4) + delay n(b, 2, 7, 4))"),
        ("MIN(b, 2) + MIN(arr)", "(min(b, 2) + least(arr))"),
        ("PULSE(5, 1, 2)", "impulse(5, 1, 2)"),
        ("PREVIOUS(SELF, 3)", "previous(self(), 3)"),
        ("NORMAL(0, 1, 7)", "normal(0, 1, 7)"),
        ("NORMAL(0, 1, 7, -2, 2)", "truncated normal(-2, 2, 0, 1, 7)"),
        ("tab(b) + LOOKUP(tab, 1)", "(lookup(tab, b) + lookup(tab, 1))"),
        ("drawn + LOOKUP(drawn, 5)", "(drawn + lookup(table step (0, 3), (1, 4), 5))"),
        ("arr[far_south] + arr[Region.north] + arr[2]", "((arr[far south] + arr[north]) + arr[2])"),
        ("SUM(mat[*, 1:2]) + mat[north, b+1]", "(sum(mat[*!, * 1:2!]) + mat[north, (b + 1)])"),
        ("SUM(arr[Region.*]) + SUM(arr[*:Region])", "(sum(arr[region!]) + sum(arr[region!]))"),
        ("mat'", "mat[@2, @1]"),
        ("Region + 1", "(region + 1)"),
        ("ZIDZ(b, 0) + TIME_STEP", "(zidz(b, 0) + time step())"),
        ("1, 2; 3, 4", "1, 2, 3, 4"),
    ],
)  # fmt: skip
def test_an_equation_is_read_by_the_specification(tmp_path: Path, right: str, meaning: str) -> None:
    found = _variables(tmp_path, f'<aux name="x"><eqn>{right}</eqn></aux>{OTHERS}')
    assert _text(found["x"].equations[0]) == meaning


def test_stocks_and_flows_say_whether_they_may_be_negative(tmp_path: Path) -> None:
    found = _variables(
        tmp_path,
        """<stock name="S"><eqn>10</eqn><inflow>f</inflow><outflow>"not g"</outflow>
        <non_negative>false</non_negative></stock>
        <stock name="T"><eqn>0</eqn><non_negative/><outflow>f</outflow></stock>
        <flow name="f"><eqn>1</eqn><non_negative/><units>people/month</units><doc>In.</doc></flow>
        <flow name="not g"><eqn>2</eqn></flow>""",
    )
    first, second = found["S"].equations[0].body, found["T"].equations[0].body
    assert isinstance(first, Stock)
    assert isinstance(second, Stock)
    assert [each.name for each in (*first.inflows, *first.outflows)] == ["f", "not g"]
    assert (first.non_negative, second.non_negative) == (False, True)
    assert (found["f"].non_negative, found["not g"].non_negative) == (True, False)
    assert (found["f"].units, found["f"].documentation) == ("people/month", "In.")


def test_behaviour_of_the_file_holds_where_a_variable_says_nothing(tmp_path: Path) -> None:
    found = _variables(
        tmp_path,
        """<stock name="S"><eqn>1</eqn></stock><flow name="f"><eqn>1</eqn></flow>
        <flow name="g"><eqn>1</eqn><non_negative>False</non_negative></flow>""",
        "<behavior><non_negative/></behavior>",
    )
    assert getattr(found["S"].equations[0].body, "non_negative", None) is True
    assert (found["f"].non_negative, found["g"].non_negative) == (True, False)


def test_graphical_functions_have_their_type(tmp_path: Path) -> None:
    found = _variables(
        tmp_path,
        """<aux name="x"><eqn>TIME</eqn><gf type="extrapolate"><xscale min="0" max="4"/>
        <ypts sep=";">1;2;4</ypts></gf></aux><gf name="d" type="discrete"><xpts>3,1</xpts>
        <ypts>30,10</ypts></gf>""",
    )
    assert _text(found["x"].equations[0]) == (
        "lookup(table extrapolate (0, 1), (2, 2), (4, 4), time())"
    )
    assert found["d"].equations[0].body == Table((1.0, 3.0), (10.0, 30.0), "step")


def test_arrays_have_one_equation_or_one_for_each_element(tmp_path: Path) -> None:
    found = _variables(
        tmp_path,
        """<aux name="a"><dimensions><dim name="Region"/></dimensions><eqn>4</eqn></aux>
        <aux name="e"><dimensions><dim name="Region"/><dim name="N"/></dimensions><eqn>0</eqn>
        <element subscript="north, 2"><eqn>1</eqn></element></aux>
        <stock name="s"><dimensions><dim name="Region"/></dimensions>
        <element subscript="north"><eqn>1</eqn></element>
        <element subscript="far_south"><eqn>2</eqn></element><inflow>a</inflow></stock>""",
    )
    assert found["a"].equations[0].subscripts == ("Region",)
    override, general = found["e"].equations
    assert override.subscripts == ("north", "2")
    assert (general.subscripts, general.excepted) == (("Region", "N"), (("north", "2"),))
    stock = found["s"].equations[1].body
    assert isinstance(stock, Stock)
    assert printed(stock.inflows[0]) == "a[far south]"


def test_modules_are_put_under_their_names(tmp_path: Path) -> None:
    found = _variables(
        tmp_path,
        """<module name="Part"><connect to="Part.inp" from="f"/></module><aux name="f"><eqn>3</eqn>
        </aux><aux name="out"><eqn>Part.outp + Part.Deep.z</eqn></aux>""",
        """<model name="Part"><variables><aux name="inp" access="input"><eqn>0</eqn></aux>
        <aux name="outp"><eqn>inp * f * .f</eqn></aux><aux name="f"><eqn>1</eqn></aux>
        <module name="Deep"><connect to="z" from="inp"/></module></variables></model>
        <model name="Deep"><variables><aux name="z"><eqn>0</eqn></aux></variables></model>""",
    )
    assert found["Part.inp"].equations[0].body == Reference("f")
    assert _text(found["Part.outp"].equations[0]) == "((part.inp * part.f) * f)"
    assert found["Part.Deep.z"].equations[0].body == Reference("Part.inp")


def test_macros_fill_in_what_a_call_leaves_out(tmp_path: Path) -> None:
    model, problems = _read(
        tmp_path,
        '<aux name="x"><eqn>LG(8) + LG(9, 3)</eqn></aux>',
        """<macro name="LG"><parm>x</parm><parm default="2">y</parm><eqn>half * LN(x)/LN(y)</eqn>
        <variables><aux name="half"><eqn>0.5</eqn></aux></variables></macro>""",
    )
    assert not problems
    assert model is not None
    assert _text(model.variables[0].equations[0]) == "(lg(8, 2) + lg(9, 3))"
    macro = model.macros[0]
    assert (macro.parameters, macro.results) == (("x", "y"), ("LG",))
    assert [variable.name for variable in macro.variables] == ["half", "LG"]


def test_an_equation_for_the_start_is_kept_apart(tmp_path: Path) -> None:
    found = _variables(tmp_path, '<aux name="x"><eqn>TIME</eqn><init_eqn>7</init_eqn></aux>')
    assert _text(found["x"].equations[0]) == "active initial(time(), 7)"


def test_settings(tmp_path: Path) -> None:
    model, _ = _read(tmp_path, "", method="RK4", dt='<dt reciprocal="true">4</dt>')
    assert model is not None
    assert (printed(model.run.step), model.run.method, model.run.time_units) == (
        "0.25",
        "rk4",
        "Month",
    )


@pytest.mark.parametrize(
    ("variables", "place", "words"),
    [
        ('<aux name="x"><eqn>1 + </eqn></aux>', "6:", "ends too early"),
        ('<aux name="x"><eqn>my var</eqn></aux>', "", "`var` is unexpected"),
        ('<aux name="x"><eqn>SMTH2(1, 2)</eqn></aux>', "", "did you mean `SMTH"),
        ('<aux name="x"></aux>', "", "no equation"),
        ('<stock name="x"><eqn>1</eqn><queue/></stock>', "", "a queue"),
        ('<aux name="x"><eqn>1</eqn><gf><ypts>1,2</ypts></gf></aux>', "", "0 x and 2 y"),
        ('<aux name="x"><eqn>1</eqn><gf type="odd"><xscale/><ypts>1</ypts></gf></aux>', "", "odd"),
        ('<module name="Gone"/>', "", "no model in this file"),
        ('<aux name="x"><dimensions><dim name="N"/></dimensions><element subscript="1,2">'
         "<eqn>1</eqn></element></aux>", "", "2 subscripts"),
        ('<aux name="x"><eqn>1</eqn>', "", "well-formed"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place(
    tmp_path: Path, variables: str, place: str, words: str
) -> None:
    model, problems = _read(tmp_path, variables)
    assert model is None
    assert words in str(problems[0])
    assert str(problems[0]).startswith(f"model.xmile:{place}")


@pytest.mark.parametrize("before", ["", "<!--" + " " * 200_000 + "-->"])
def test_entities_are_refused_and_never_resolved(tmp_path: Path, before: str) -> None:
    path = tmp_path / "bomb.xmile"
    declared = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    path.write_text(f"{before}{declared}<xmile>&a;</xmile>", encoding="utf-8")
    model, problems = read_model(path)
    assert model is None
    assert "document type" in problems[0].message


def test_a_default_that_calls_its_macro_is_refused(tmp_path: Path) -> None:
    model, problems = _read(
        tmp_path,
        '<aux name="x"><eqn>A()</eqn></aux>',
        '<macro name="A"><parm default="A()">x</parm><eqn>x</eqn></macro>',
    )
    assert model is None
    assert "`A` is not a function" in problems[0].message


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_any_equation_is_read_or_refused(tmp_path: Path, pieces: list[str]) -> None:
    model, problems = _read(tmp_path, f'<aux name="x"><eqn>{" ".join(pieces)}</eqn></aux>')
    assert (model is None) == bool(problems)


def test_a_module_that_holds_itself_is_refused(tmp_path: Path) -> None:
    model, problems = _read(
        tmp_path,
        '<module name="A"/>',
        '<model name="A"><variables><module name="A"/></variables></model>',
    )
    assert model is None
    assert "holds itself" in problems[0].message


def test_a_vendors_own_elements_are_not_read(tmp_path: Path) -> None:
    found = _variables(
        tmp_path, '<aux name="x"><isee:gf><isee:ypts>1</isee:ypts></isee:gf><eqn>2</eqn></aux>'
    )
    assert _text(found["x"].equations[0]) == "2"


@pytest.mark.parametrize(("missing", "default"), [("start", "1"), ("stop", "13")])
def test_a_missing_end_of_the_run_is_noted(tmp_path: Path, missing: str, default: str) -> None:
    path = tmp_path / "model.xmile"
    text = HEAD.format(method="Euler", dt="<dt>1</dt>") + "<model><variables/></model></xmile>"
    path.write_text(re.sub(f"<{missing}>.*?</{missing}>", "", text), encoding="utf-8")
    model, _ = read_model(path)
    assert model is not None
    (note,) = model.readings
    assert note.startswith("model.xmile:")
    assert f"<{missing}> is missing" in note
    assert note.endswith(f"it is taken to be {default}")


def test_points_that_do_not_ascend_are_noted_once(tmp_path: Path) -> None:
    text = '<gf name="t"><xpts>0,{},1</xpts><ypts>1,2,3</ypts></gf>'
    model, _ = _read(tmp_path, text.format(5))
    assert model is not None
    (note,) = model.readings
    assert note.startswith("model.xmile:")
    assert "<xpts> do not ascend" in note
    model, _ = _read(tmp_path, text.format(0.5))
    assert model is not None
    assert model.readings == ()
