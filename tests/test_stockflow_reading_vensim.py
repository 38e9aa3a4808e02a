"""Reading of Vensim files."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contention.case.problem import Problem
from contention.stockflow.reading.printed import printed, table_printed
from contention.stockflow.reading.read import read_model
from contention.stockflow.source import Correspondence, SourceModel, Stock
from contention.stockflow.tables import Table

CONTROL = """
INITIAL TIME = 0 ~ Month ~ |
FINAL TIME = 4 ~ Month ~ |
TIME STEP = 1 ~ Month [0,?] ~ |
SAVEPER = TIME STEP ~ Month ~ |
"""


FUZZ = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
PIECES = (
    "a", '"b c"', "[", "]", "(", ")", ",", "+", "-", "*", "^", "=", "<>", ":AND:", ":NOT:",
    ":NA:", "!", "1", ".5", "1e3", "SUM", "WITH LOOKUP", "INTEG", "IF THEN ELSE", "'t'", ";",
    "~", "|",
    "{", "}", ":", "GET DIRECT CONSTANTS", "TABBED ARRAY", "\\\n",
)  # fmt: skip


def _read(tmp_path: Path, text: str) -> tuple[SourceModel | None, tuple[Problem, ...]]:
    path = tmp_path / "model.mdl"
    path.write_text("{UTF-8}\n" + text + CONTROL, encoding="utf-8")
    return read_model(path)


def _model(tmp_path: Path, text: str) -> SourceModel:
    model, problems = _read(tmp_path, text)
    assert not problems
    assert model is not None
    return model


def _equation(tmp_path: Path, right: str) -> str:
    body = _model(tmp_path, f"x = {right} ~~|").variables[0].equations[0].body
    assert not isinstance(body, Stock)
    return table_printed(body) if isinstance(body, Table) else printed(body)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("right", "meaning"),
    [
        ("1 + 2 * 3 ^ 4 ^ 5", "(1 + (2 * (3 ^ (4 ^ 5))))"),
        ("-y^2", "(-(y ^ 2))"),
        ("2 ^ -1 - -3", "((2 ^ -1) - -3)"),
        ("a b / c / d", "((a b / c) / d)"),
        (":NOT: a > 1 :AND: b = 2 :OR: c <> 3", "(((not (a > 1)) and (b = 2)) or (c <> 3))"),
        ("IF THEN ELSE(a >= 1, :NA:, .5e-3)", "(if (a >= 1) then :NA: else 0.0005)"),
        ("GAME ( a )", "a"),
        ("Time + TIME STEP", "(time() + time step)"),
        ('"a ~ | \\"b\\"" * 2', '(a ~ | "b" * 2)'),
        ("1 {one} + 2 {two | three}", "(1 + 2)"),
        ("a \\\n\t\t+ b", "(a + b)"),
        ("INTEGER(a) + MODULO(a, 3)", "(truncate(a) + truncate modulo(a, 3))"),
        ("SUM(a[R!, s 1]) + VMIN(b[R!])", "(sum(a[r!, s 1]) + least(b[r!]))"),
        ("SMOOTH N(a, 2, 3, 4)", "smooth n(a, 2, 3, 4)"),
        ("RANDOM NORMAL(0, 1, .5, .1, 7)", "truncated normal(0, 1, 0.5, 0.1, 7)"),
        ("RANDOM 0 1()", "uniform 01()"),
        ("TIME BASE(1, 2)", "(1 + (2 * time()))"),
        (
            "WITH LOOKUP(a, ([(0,0)-(9,9),(1,1)],(2,5),(0,-1)))",
            "lookup(table hold (0, -1), (2, 5), a)",
        ),
        ("1, 2; -3, 4e2;", "1, 2, -3, 400"),
        ("TABBED ARRAY(1\t2\n3 -4)", "1, 2, 3, -4"),
        ("größe_2 + été", "(größe 2 + été)"),
    ],
)
def test_an_equation_is_read_by_vensims_rules(tmp_path: Path, right: str, meaning: str) -> None:
    assert _equation(tmp_path, right) == meaning.replace("größe", "grösse")


def test_a_lookup_is_called_by_its_name(tmp_path: Path) -> None:
    model = _model(tmp_path, "max table((0,1),(2,3))~~| x = max table(Time) ~~| l[R](1,2,5,6)~~|")
    table, call, columns = (variable.equations[0].body for variable in model.variables[:3])
    assert table == Table((0.0, 2.0), (1.0, 3.0))
    assert printed(call) == "lookup(max table, time())"  # type: ignore[arg-type]
    assert columns == Table((1.0, 2.0), (5.0, 6.0))


def test_a_stock_has_flows_and_an_initial_value(tmp_path: Path) -> None:
    stock = _model(tmp_path, "s = INTEG ( in - out, 10 ) ~~|").variables[0].equations[0].body
    assert isinstance(stock, Stock)
    assert stock.net is not None
    assert (printed(stock.net), printed(stock.initial)) == ("(in - out)", "10")


def test_names_units_limits_and_comments_are_kept(tmp_path: Path) -> None:
    model = _model(
        tmp_path,
        """
********************************************************
    .Some group
********************************************************~
        a group's heading is not a variable
    |
Rate of
  growth = 3
  ~ people/(year*year) [0,?,1]
  ~ It "grows, and that's all. |
other = 2 ~ ~ ~ :SUPPLEMENTARY |
""",
    )
    first, second = model.variables[:2]
    assert first.name == "Rate of growth"
    assert (first.units, first.limits) == ("people/(year*year)", (0.0, None))
    assert first.documentation == "It \"grows, and that's all."
    assert (first.place.line, first.place.column) == (8, 1)
    assert second.documentation == ""


def test_ranges_with_sequences_parts_copies_and_mappings(tmp_path: Path) -> None:
    model = _model(
        tmp_path,
        """
Region: Half, west, (s8-s10) ~~|
Half: north, south -> (Other: o2, o1), Third ~~|
Other: o1, o2 ~~|
Third: t1, t2 ~~|
Copy <-> Half ~~|
""",
    )
    region, half, _, _, copy = model.ranges
    assert region.elements == ("north", "south", "west", "s8", "s9", "s10")
    assert half.elements == ("north", "south")
    assert half.mappings == (Correspondence("Other", (("o2",), ("o1",))), Correspondence("Third"))
    assert (copy.same_as, copy.elements) == ("Half", ("north", "south"))


def test_exceptions_belong_to_their_equation(tmp_path: Path) -> None:
    model = _model(
        tmp_path, "a[R, S] :EXCEPT: [r1, S], [R, s2] = 1 ~~| a[r1, S] = 2 ~~| a[R, s2] = 3 ~~|"
    )
    first = model.variables[0].equations[0]
    assert (first.subscripts, first.excepted) == (("R", "S"), (("r1", "S"), ("R", "s2")))
    assert len(model.variables[0].equations) == 3


def test_macros_have_parameters_results_and_outer_names(tmp_path: Path) -> None:
    model = _model(
        tmp_path,
        """
:MACRO: GROWTH(start, table : twice)
GROWTH = INTEG(rate $ * table(start), start) ~~|
twice = GROWTH * 2 ~~|
:END OF MACRO:
x = GROWTH(10, look : doubled) ~~|
look((0,1),(5,2)) ~~|
rate = 1 ~~|
""",
    )
    macro = model.macros[0]
    assert (macro.parameters, macro.results) == (("start", "table"), ("GROWTH", "twice"))
    assert macro.outer == ("rate",)
    stock = macro.variables[0].equations[0].body
    assert isinstance(stock, Stock)
    assert stock.net is not None
    assert printed(stock.net) == "(rate * lookup(table, start))"
    call = model.variables[0].equations[0].body
    assert getattr(call, "more", None) == ("doubled",)


def test_the_sketch_is_no_equation_and_holds_the_method(tmp_path: Path) -> None:
    sketch = "\\\\\\---/// Sketch\nV300\n*View|~\n///---\\\\\\\n:L\x7f<%^E!@\n15:0,0,0,1,0,0\n"
    assert _model(tmp_path, "x = 1 ~~|").run.method == "euler"
    path = tmp_path / "rk.mdl"
    path.write_text("x = 1 ~~|" + CONTROL + sketch, encoding="utf-8")
    model, problems = read_model(path)
    assert not problems
    assert model is not None
    assert model.run.method == "rk4"


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("x = 3 +  ~~|", "2:8", "ends too early"),
        ("x = SMOTH(1, 2) ~~|", "2:5", "did you mean `SMOOTH`"),
        ("x = A FUNCTION OF(y) ~~|", "2:5", "unfinished"),
        ("x :INTERPOLATE: ~~|", "2:1", "from another file"),
        ("x = 1 + INTEG(y, 2) ~~|", "2:9", "inside an expression"),
        ("R: (A1-B3) ~~|", "2:1", "not a sequence"),
        ("x = (1 + 2 ~~|", "2:11", "ends too early"),
        ("l((0,1),(1)) ~~|", "2:11", "unexpected"),
        ("x = " + "(" * 200 + "1" + ")" * 200 + " ~~|", "", ""),
        ("x = " + "-" * 400 + "1 ~~|", "2:4", "levels deep"),
        ("x = 1", "2:1", "never ends"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(
    tmp_path: Path, text: str, place: str, words: str
) -> None:
    path = tmp_path / "m.mdl"
    path.write_text("{UTF-8}\n" + text + ("" if text == "x = 1" else CONTROL), encoding="utf-8")
    model, problems = read_model(path)
    if not words:
        assert model is not None
        return
    assert model is None
    assert str(problems[0]).startswith(f"m.mdl:{place}: ")
    assert words in str(problems[0])


def test_all_problems_are_said_at_once(tmp_path: Path) -> None:
    _, problems = _read(tmp_path, "x = 1 + ~~|\ny = NO SUCH(2) ~~|\n")
    assert [problem.place.line for problem in problems] == [2, 3]


def test_a_model_without_a_run_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "m.mdl"
    path.write_text("x = 1 ~~|", encoding="utf-8")
    model, problems = read_model(path)
    assert model is None
    assert "INITIAL TIME" in problems[0].message


@pytest.mark.parametrize(
    "text",
    [
        '"\\' * 20_000,
        "{" * 50_000,
        "~" * 50_000,
        ":MACRO: " + "a" * 50_000,
        "x = " + "(" * 60_000 + "~~|",
        "x = 1 " + ":AND: 1 " * 5_000 + "~~|",
        "l(" + "(0,0)," * 50_000 + "(1,1)) ~~|",
        "R: " + ",".join(f"(A{i}-A{i + 40_000})" for i in range(5)) + " ~~|",
        "x[a] :EXCEPT: " + "[b]," * 20_000 + " = 1 ~~|",
    ],
)
def test_hostile_text_is_refused_soon(tmp_path: Path, text: str) -> None:
    model, problems = _read(tmp_path, text)
    assert model is None
    assert problems


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_any_text_is_read_or_refused(tmp_path: Path, pieces: list[str]) -> None:
    model, problems = _read(tmp_path, "x = " + " ".join(pieces) + " ~~|\n")
    assert (model is None) == any(problem.severity == "error" for problem in problems)


def test_other_encodings_are_read_as_declared(tmp_path: Path) -> None:
    path = tmp_path / "m.mdl"
    path.write_bytes(("{windows-1252}\nprix élevé = 1 ~~|" + CONTROL).encode("cp1252"))
    model, problems = read_model(path)
    assert not problems
    assert model is not None
    assert model.variables[0].name == "prix élevé"
    path.write_bytes(("{UTF-8}\nprix élevé = 1 ~~|" + CONTROL).encode("cp1252"))
    model, problems = read_model(path)
    assert model is not None
    assert problems[0].severity == "warning"
