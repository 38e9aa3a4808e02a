"""Our reading of a file beside those of PySD and pysimlin."""

import json
import warnings
from pathlib import Path

import pytest

from contention.stockflow.checking import compare
from contention.stockflow.checking.ask import asked, request_about
from contention.stockflow.checking.compare import disagreements, readings
from contention.stockflow.checking.opinion import Opinion, opinion_of
from contention.stockflow.checking.pysd_reading import safe
from contention.stockflow.checking.worker import opinions
from contention.stockflow.reading.read import read_model
from contention.stockflow.source import SourceModel

VENSIM = """{UTF-8}
Half: north, south -> (Other: o2, o1) ~~|
Other: o1, o2 ~~|
a = IF THEN ELSE(:NOT: Time < 2, 1, :NA:) ~~|
b[Half] = -Time^2 / 3 - 4 ~~|
c = INTEG(a - 2, 1) ~~|
d = SMOOTH(a, 2) + DELAY FIXED(a, 2, 0) + PULSE TRAIN(0, 1, 2, 9) ~~|
look([(0,0)-(10,10)],(0,0),(5,5)) ~~|
e = look(Time) ~~|
Part: o2 ~~|
g[Other] = 3 ~~|
h = SUM(g[Part!]) + SUM(g[Other!]) ~~|
w = WITH LOOKUP(a, ((0,1),(2,3))) ~~|
INITIAL TIME = 0 ~~| FINAL TIME = 4 ~~| TIME STEP = 1 ~~| SAVEPER = 1 ~~|
"""
XMILE = """<xmile version="1.0" xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0">
<sim_specs><start>0</start><stop>4</stop><dt>1</dt></sim_specs>
<dimensions><dim name="D"><elem name="d1"/><elem name="d2"/></dim></dimensions>
<model><variables>
<stock name="S"><eqn>10</eqn><inflow>f</inflow><non_negative>false</non_negative></stock>
<flow name="f"><eqn>IF NOT TIME = 1 THEN 2 ELSE notice*3</eqn><non_negative/></flow>
<aux name="notice"><eqn>1</eqn></aux>
<aux name="drawn"><eqn>TIME</eqn><gf type="discrete"><xscale min="0" max="2"/>
<ypts>0,5,7</ypts></gf></aux>
<aux name="same"><eqn>SMTH1(f, 2) + PULSE(1, 2, 0) - DELAY3(f, 4) + INT(f) + 7 mod 2</eqn></aux>
<stock name="A"><dimensions><dim name="D"/></dimensions><eqn>1</eqn><inflow>g</inflow></stock>
<flow name="g"><dimensions><dim name="D"/></dimensions><eqn>2</eqn></flow>
</variables></model></xmile>"""


def _model(folder: Path, name: str, text: str) -> tuple[Path, SourceModel]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    model, problems = read_model(path)
    assert problems == ()
    assert model is not None
    return path, model


def _readings_here(path: Path, model: SourceModel) -> tuple[str, ...]:
    """The same as `readings`, without the time that another process takes to start."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = opinions(json.loads(json.dumps(request_about(path, model))))
    return disagreements(model, [Opinion.from_json(each.as_json()) for each in found])


def test_vensim_differences_are_told_with_place_and_reason(tmp_path: Path) -> None:
    told = readings(*_model(tmp_path, "m.mdl", VENSIM))
    assert len(told) == 2
    elements = next(each for each in told if "`range half`" in each)
    assert elements.startswith("m.mdl:2:1: `range half` is read as `north, south`, since")
    assert elements.endswith("PySD reads `north, south, o2, o1`")
    negation = next(each for each in told if "`a`" in each)
    assert "(not (time() < 2))" in negation
    assert negation.endswith("pysimlin reads `(if ((not time()) < 2) then 1 else :NA:)`")


def test_xmile_differences_are_told_with_place_and_reason(tmp_path: Path) -> None:
    told = _readings_here(*_model(tmp_path, "m.xmile", XMILE))
    by_name = {each.split("`")[1]: each for each in told}
    assert set(by_name) == {"s", "f", "drawn"}
    assert "section 4.3" in by_name["s"]
    assert "pysimlin reads `stock non-negative" in by_name["s"]
    assert "section 3.3.1" in by_name["f"]
    assert "PySD reads" in by_name["f"]
    assert "section 3.1.4" in by_name["drawn"]
    assert "pysimlin reads" in by_name["drawn"]
    assert by_name["f"].startswith("m.xmile:6:1: ")


def test_a_parser_that_hangs_is_ended(tmp_path: Path) -> None:
    path, model = _model(tmp_path, "m.mdl", VENSIM)
    opinions = asked(path, model, seconds=0.01)
    assert [each.failed for each in opinions] == ["took more than 0.01 s"]
    told = disagreements(model, opinions)
    assert "took more than 0.01 s" in told[0]


def test_without_parsers_the_user_is_told_how_to_have_them(tmp_path: Path) -> None:
    _, model = _model(tmp_path, "m.mdl", VENSIM)
    assert disagreements(model, []) == (compare.NOT_INSTALLED,)
    assert "pip install 'contention[models]'" in compare.NOT_INSTALLED


def test_one_parser_is_enough_and_equal_readings_are_told_once(tmp_path: Path) -> None:
    _, model = _model(tmp_path, "m.mdl", VENSIM)
    own, _ = opinion_of(model)
    changed = {**own.equations, "e": "lookup(look, 1 + time())"}
    same = Opinion("PySD", own.equations, own.ranges)
    other = Opinion("pysimlin", changed, own.ranges)
    third = Opinion("PySD", changed, own.ranges)
    assert disagreements(model, [same]) == ()
    assert len(disagreements(model, [same, other])) == 1
    assert disagreements(model, [third, other])[0].endswith(
        "PySD and pysimlin read `lookup(look, 1 + time())`"
    )


def test_what_a_parser_cannot_read_or_leaves_out_is_told(tmp_path: Path) -> None:
    _, model = _model(tmp_path, "m.mdl", VENSIM)
    own, _ = opinion_of(model)
    kept = {name: text for name, text in own.equations.items() if name not in ("c", "d")}
    told = disagreements(model, [Opinion("PySD", kept, own.ranges, {"d": "no rule"})])
    assert any("leaves out `c`" in each for each in told)
    assert any("`d` is read as" in each and "(no rule)" in each for each in told)


@pytest.mark.parametrize("limits", ["print(1)", "(0,0)-(int('1'),1)"])
def test_pysd_is_given_no_text_that_it_would_evaluate(limits: str) -> None:
    text = f"l([{limits}],(0,0),(1,1))"
    assert not safe(text)
    assert not safe(f'x = WITH LOOKUP("a", ( \\ [{limits}],(0,0),(1,1)))')
    assert safe("l([(0,0)-(10,1e3)],(0,0),(1,1))")


def test_the_parsers_write_no_file(tmp_path: Path) -> None:
    path, model = _model(tmp_path, "m.mdl", VENSIM)
    asked(path, model)
    assert [each.name for each in tmp_path.iterdir()] == ["m.mdl"]


@pytest.mark.parametrize("name", ["inputs.xmile", "imported.mdl", "inputs.mdl"])
def test_no_difference_is_told_if_only_the_spelling_differs(name: str) -> None:
    path = Path(__file__).parent / "models" / name
    model, _ = read_model(path)
    assert model is not None
    assert [each for each in _readings_here(path, model) if "cannot read" not in each] == []


_MODULES = """<xmile version="1.0" xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0">
<sim_specs><start>0</start><stop>4</stop><dt>1</dt></sim_specs>
<model name="plant"><variables><stock name="mass"><eqn>1</eqn><inflow>growth</inflow></stock>
<flow name="growth"><eqn>2</eqn></flow></variables></model>
<model><variables><module name="plant"/>
<stock name="mass"><eqn>1</eqn><inflow>plant.growth</inflow></stock>
<aux name="double"><eqn>plant.mass * 2</eqn></aux></variables></model></xmile>"""


def test_variables_of_modules_have_one_name(tmp_path: Path) -> None:
    """Whichever model comes first, and where a flow of a module feeds a stock outside."""
    told = _readings_here(*_model(tmp_path, "m.xmile", _MODULES))
    assert [each for each in told if "pysimlin" in each] == []


def test_a_grammar_that_does_not_fit_is_told_by_the_text_it_stops_at(tmp_path: Path) -> None:
    told = _readings_here(*_model(tmp_path, "m.xmile", _MODULES))
    assert told[0].startswith("m.xmile: PySD cannot read the file (it stops at `.mass * 2`); ")
    assert len(told) == 1
