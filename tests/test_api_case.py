"""A case as `import contention` offers it."""

import json
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest
from click.testing import CliRunner

import contention as ct
from contention.cli.main import main
from contention.judge.judge import judge

VALLEY = ("stopping_ruins", "teacher")


@pytest.fixture
def case(small_case: Path) -> ct.Case:
    """The small case, loaded."""
    return ct.load(small_case)


@pytest.fixture
def judgement(case: ct.Case) -> ct.Judgement:
    """Few draws, and hinges in all of them."""
    return case.judge(64, hinge_draws=64, reading_draws=0)


def test_a_case_names_itself_in_a_line(case: ct.Case) -> None:
    assert (
        repr(case) == "<Case valley: 10 factors, 10 claims, 2 accounts, 3 scenarios, 4 contentions>"
    )
    assert repr(case.accounts) == "<2 accounts: teacher, miller>"
    assert repr(case.account("miller")) == "<Account miller: The miller>"
    assert case.factors["care"].title == "Carefulness"


@pytest.mark.parametrize(
    ("ask", "guess"),
    [
        (lambda case: case.account("teacer"), "no account “teacer” — did you mean “teacher”"),
        (lambda case: case.claims["trust_mony"], "did you mean “trust_money”"),
        (lambda case: case.judge(16, accounts="teacer"), "did you mean “teacher”"),
        (lambda case: case.judge(16, contentions=["stoping_ruins"]), "“stopping_ruins”"),
        (lambda case: case.run("teacher", factors=["caer"]), "did you mean “care”"),
        (lambda case: case.run("teacher", "repair_stop"), "did you mean “repairs_stop”"),
        (lambda case: case.explain("stoping_ruins", "teacher"), "“stopping_ruins”"),
        (lambda case: case.hinges("stoping_ruins"), "“stopping_ruins”"),
        (lambda case: case.robustness(accounts="teacer"), "did you mean “teacher”"),
        (lambda case: case.without("trust_mony"), "did you mean “trust_money”"),
        (lambda case: case.with_strength("trust_mony", "weak"), "did you mean “trust_money”"),
        (lambda case: case.with_strength("trust_money", "week"), "did you mean “weak”"),
        (lambda case: case.account("teacher").map().paths("rain", "flod"), "“flood”"),
        (lambda case: case.account("teacher").map().svg("flod"), "did you mean “flood”"),
        (lambda case: case.account("teacher").map().svg(contention="no_cares"), "“no_care”"),
        (lambda case: case.account("teacher").map().svg("dam"), "says nothing about “dam”"),
    ],
)
def test_an_unknown_id_raises_with_a_guess(
    ask: Callable[[ct.Case], object], guess: str, case: ct.Case
) -> None:
    with pytest.raises(KeyError, match=guess):
        ask(case)


def test_a_judgement_is_what_the_engine_gives(case: ct.Case, judgement: ct.Judgement) -> None:
    whole = judge(case.value, draws=64, hinge_draws=64, reading_draws=0)
    assert judgement.value == whole
    assert [verdict.value for verdict in judgement] == list(whole.verdicts)
    assert {hinge.value for hinge in judgement.hinges} == set(whole.hinges)
    assert judgement.accounts == ("teacher", "miller")


def test_one_verdict_is_asked_for_by_contention_and_account(judgement: ct.Judgement) -> None:
    verdict = judgement[VALLEY]
    assert (verdict.contention, verdict.account) == VALLEY
    assert verdict.word == judgement.table()[VALLEY] == verdict.value.verdict
    assert repr(verdict).startswith("<Verdict stopping_ruins by teacher: supported (")
    assert "\n" not in repr(judgement) + repr(judgement.hinges) + repr(verdict.hinges[0])
    with pytest.raises(KeyError, match="did you mean “teacher”"):
        judgement["stopping_ruins", "teacer"]
    with pytest.raises(KeyError, match=r"\[contention, account\]"):
        judgement["stopping_ruins"]  # type: ignore[call-overload]


def test_what_was_not_judged_is_not_there(case: ct.Case) -> None:
    few = case.judge(16, accounts="miller", contentions="no_care", hinges=False, reading_draws=0)
    assert len(few) == 1
    with pytest.raises(KeyError, match="was not judged"):
        few[VALLEY]


def test_too_few_draws_are_refused(case: ct.Case) -> None:
    with pytest.raises(ValueError, match="draws is 8"):
        case.judge(8)


def test_verdicts_and_hinges_as_frames(judgement: ct.Judgement) -> None:
    frame = judgement.to_frame()
    assert len(frame) == len(judgement)
    row = frame.set_index(["contention", "account"]).loc[VALLEY]
    assert row["support"] == judgement[VALLEY].support
    assert row["share_low"] <= row["share"] <= row["share_high"]
    hinges = judgement.hinges.to_frame()
    assert len(hinges) == len(judgement.value.hinges) > 0
    assert list(hinges.claim) == [hinge.claim for hinge in judgement.hinges]
    table = judgement.table().to_frame()
    assert table.loc[VALLEY] == judgement[VALLEY].word
    assert str(judgement.table()).splitlines()[0].split() == ["teacher", "miller"]


def test_a_frame_of_nothing_has_its_columns(case: ct.Case) -> None:
    none = case.judge(16, hinges=False, reading_draws=0).hinges.to_frame()
    assert len(none) == 0
    assert {"claim", "change", "overturns"} <= set(none.columns)


def test_numbers_are_numbers_even_if_nothing_follows(case: ct.Case) -> None:
    few = case.judge(16, accounts="miller", contentions="no_care", hinges=False, reading_draws=0)
    frame = few.to_frame()
    assert few[0].word == "does not follow"
    words = {"contention", "account", "verdict", "needs", "margin_kind", "size", "near_threshold",
             "reason"}  # fmt: skip
    numbers = frame.drop(columns=list(words))
    assert set(numbers.dtypes) == {np.dtype(float)}
    assert (frame.support - frame.opposed).isna().all()


def test_the_html_of_a_judgement_escapes_what_the_case_says(small_case: Path) -> None:
    file = small_case / "contentions.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("more houses are ruined", "<b>ruin</b> & more"), "utf-8")
    judgement = ct.load(small_case).judge(16, hinge_draws=16, reading_draws=0)
    for shown in (judgement, judgement.table(), judgement[VALLEY]):
        html = shown._repr_html_()
        assert "&lt;b&gt;ruin&lt;/b&gt; &amp; more" in html
        assert "<b>" not in html
        assert "▲ supported" in html


def test_a_judgement_is_printed_and_written_as_the_command_does(judgement: ct.Judgement) -> None:
    assert "stopping_ruins" in str(judgement)
    assert json.loads(json.dumps(judgement.as_json()))["draws"] == 64


@pytest.mark.parametrize("claim", ["repairs_help", "repairs_flood", "flood_ruins"])
def test_without_a_claim_is_what_its_hinges_say(
    claim: str, case: ct.Case, judgement: ct.Judgement
) -> None:
    """Each key has draws of its own, so the numbers are those of the knock-out."""
    gone = case.without(claim).judge(64, accounts="teacher", hinges=False, reading_draws=0)
    hinges = [hinge for hinge in judgement.hinges if hinge.claim == claim]
    assert any(hinge.value.presence_change for hinge in hinges)
    for hinge in hinges:
        found = gone[hinge.value.contention, "teacher"]
        assert found.word == hinge.word_without
        assert (found.support or 0.0) == pytest.approx(hinge.value.support_without)
        assert (found.value.moving or 0.0) == pytest.approx(hinge.value.presence_without)
    assert case.without(claim).value != case.value


def test_a_claim_can_be_made_stronger(case: ct.Case) -> None:
    strong = case.with_strength("trust_money", "Strong").claims["trust_money"].relation
    assert (strong.strength, strong.strength_word) == (case.value.strengths["strong"], "Strong")
    number = case.with_strength("trust_money", 0.45).claims["trust_money"].relation
    assert (number.strength.median, number.strength.spread) == (0.45, strong.strength.spread)
    silent = case.with_strength("trust_money", None).claims["trust_money"].relation
    assert silent == case.claims["trust_money"].relation
    assumed = case.with_strength("rain_flood", "weak").assumptions["rain_flood"].relation
    assert assumed.strength.median == 0.1
    with pytest.raises(ValueError, match="a strength cannot be 99"):
        case.with_strength("trust_money", 99)
    assert case.claims["trust_money"].relation.strength_word is None


def test_a_stated_strength_is_as_if_it_stood_in_the_file(small_case: Path) -> None:
    changed = ct.load(small_case).with_strength("trust_needed", "decisive")
    file = small_case / "claims" / "letter.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("strength: 0.5", "strength: decisive"), "utf-8")
    assert changed == ct.load(small_case)


def test_runs_are_arrays_of_times_and_draws(case: ct.Case) -> None:
    runs = case.run("teacher", ["repairs_stop", "repairs_go_on"], ["ruined", "trust"],
                    draws=16, points=6)  # fmt: skip
    assert runs.scenarios == ("repairs_stop", "repairs_go_on")
    assert runs["repairs_stop", "ruined"].shape == (len(runs.times), 16)
    assert (runs.times[0], runs.times[-1]) == (2010.0, 2030.0)
    assert "\n" not in repr(runs) + repr(runs.quantiles())
    middle = runs.quantiles([0.5])["repairs_stop", "ruined"]
    assert np.allclose(middle[:, 0], np.median(runs["repairs_stop", "ruined"], axis=1))
    assert len(runs.quantiles()) == 4 * len(runs.times)


def test_one_draw_is_replayed_by_its_number(case: ct.Case) -> None:
    every = case.run("teacher", "repairs_stop", "ruined", draws=8, points=6)
    one = case.run("teacher", "repairs_stop", "ruined", draws=1, first=5, points=6)
    assert list(one.draws) == [5]
    assert np.array_equal(
        one["repairs_stop", "ruined"][:, 0], every["repairs_stop", "ruined"][:, 5]
    )


def test_runs_as_a_frame_and_as_an_array(case: ct.Case) -> None:
    runs = case.run("teacher", draws=4, first=2, points=4)
    array = runs.to_xarray()
    assert array.dims == ("scenario", "factor", "time", "draw")
    frame = runs.to_frame()
    assert len(frame) == array.size
    row = frame[(frame.scenario == "unlucky") & (frame.factor == "trust")].iloc[7]
    chosen = array.sel(scenario="unlucky", factor="trust", time=row["time"], draw=row["draw"])
    assert float(chosen) == row["value"]
    levels = runs.quantiles([0.025, 0.5]).to_frame()
    assert list(levels.columns) == [
        "account",
        "scenario",
        "factor",
        "time",
        "q02.5",
        "q50",
        "draws",
    ]


def test_runs_say_what_was_not_kept(case: ct.Case) -> None:
    runs = case.run("teacher", "repairs_stop", ["dam", "trust"], draws=1, points=2)
    assert runs.silent == ("dam",)
    for key, said in (
        (("repairs_stop", "dam"), "says nothing about “dam”"),
        (("unlucky", "trust"), "was not run"),
        (("repairs_stop", "ruined"), "was not kept"),
        (("repairs_stop", "trst"), "did you mean “trust”"),
    ):
        with pytest.raises(KeyError, match=said):
            runs[key]
    with pytest.raises(ValueError, match="draws is 0"):
        case.run("teacher", draws=0)


def test_a_map_has_links_loops_and_paths(case: ct.Case) -> None:
    causal_map = case.account("teacher").map()
    assert "repairs_flood" in {claim for link in causal_map.links for claim in link.claims}
    assert [path.factors for path in causal_map.paths("repairs", "flood")] == [("repairs", "flood")]
    assert len(causal_map.loops()) == len(causal_map.loops().loops) > 0
    assert causal_map._repr_svg_().startswith("<svg")
    assert len(causal_map.svg("flood")) < len(causal_map.svg())
    shown = [
        causal_map,
        causal_map.links[0],
        *causal_map.loops(),
        *causal_map.paths("trust", "flood"),
    ]
    assert all(len(repr(each)) < 200 and "\n" not in repr(each) for each in shown)


def test_a_map_as_a_graph_can_be_written_in_any_format(case: ct.Case, tmp_path: Path) -> None:
    causal_map = case.account("teacher").map()
    graph = causal_map.to_networkx()
    assert set(graph) == set(causal_map.factors)
    edges = len(causal_map.links) + len(causal_map.value.dependencies)
    assert graph.number_of_edges() == edges
    (link,) = graph["repairs"]["flood"].values()
    assert (link["sign"], link["claims"]) == ("-", "repairs_flood")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of lxml's or networkx's own
        nx.write_graphml(graph, tmp_path / "map.graphml")
    assert set(nx.read_graphml(tmp_path / "map.graphml")) == set(graph)


def test_an_explanation_has_its_verdict_and_paths(case: ct.Case) -> None:
    found = case.explain(*VALLEY, draw=3, draws=32)
    assert found.verdict.word == "supported"
    assert found.paths
    assert found.replayed is not None
    assert found.replayed.draw == 3
    assert "Repairs" in str(found)
    assert repr(found).startswith("<Explanation of stopping_ruins by teacher: supported, ")


def test_what_a_verdict_turns_on(case: ct.Case) -> None:
    found = case.hinges(
        *VALLEY, draws=32, hinge_draws=16, budget=20, numbers=False, uncertain=False
    )
    assert found["teacher"].sets.account == "teacher"
    assert "\n" in str(found)
    assert "\n" not in repr(found)
    with pytest.raises(KeyError, match="was not judged"):
        found["miller"]


def test_what_verdicts_survive(case: ct.Case) -> None:
    found = case.robustness("teacher", VALLEY[0], draws=16)
    assert len(found.to_frame()) == len(found.rows) * len(found.rows[0].cells)
    assert "\n" not in repr(found)
    assert str(found)


def test_two_versions_are_compared(case: ct.Case) -> None:
    found = ct.compare(case, case.without("repairs_flood"), draws=32)
    assert [change.id for change in found.changes] == ["repairs_flood"]
    assert len(found.to_frame()) == len(found.turned) + len(found.moved) > 0
    assert "“Without repairs a flood is more likely”" in str(found)
    assert repr(found) == "<Difference: 1 verdict changed, 0 in their shares only, 1 entry edited>"


def test_a_report_is_written(case: ct.Case, tmp_path: Path) -> None:
    out = case.report(tmp_path / "report.html", draws=16, hinges=False, course_draws=16)
    assert out.read_text("utf-8").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(
    "name", ["claims/letter.yaml", "texts/letter.txt", "new.yaml", "nowhere/x"]
)
def test_a_report_never_takes_the_place_of_a_part_of_the_case(name: str, case: ct.Case) -> None:
    before = sorted(path for path in case.folder.rglob("*") if path.is_file())
    with pytest.raises(
        ValueError, match=name.rpartition("/")[2] if "/x" not in name else "no folder"
    ):
        case.report(case.folder / name, draws=16)
    assert sorted(path for path in case.folder.rglob("*") if path.is_file()) == before


def test_a_missing_package_is_named_with_the_extra(
    judgement: ct.Judgement, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pandas", None)
    with pytest.raises(ImportError, match=r"contention\[notebook\]"):
        judgement.to_frame()


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("judge --draws 32 --hinge-draws 16 --reading-draws 16",
         lambda case: case.judge(32, hinge_draws=16, reading_draws=16)),
        ("explain --contention stopping_ruins --account teacher --draw 2 --draws 32",
         lambda case: case.explain("stopping_ruins", "teacher", 2, draws=32)),
        ("hinges --contention stopping_ruins --draws 32 --hinge-draws 16 --no-uncertain",
         lambda case: case.hinges("stopping_ruins", draws=32, hinge_draws=16, uncertain=False)),
        ("robustness --draws 16 --account teacher",
         lambda case: case.robustness("teacher", draws=16)),
        ("map --account miller", lambda case: case.account("miller").map()),
    ],
)  # fmt: skip
def test_a_command_prints_what_the_call_gives(
    words: str, asked: Callable[[ct.Case], Any], case: ct.Case
) -> None:
    name, *options = words.split()
    printed = CliRunner().invoke(main, [name, str(case.folder), *options, "--json"])
    assert printed.exit_code == 0, printed.output
    assert json.loads(printed.stdout) == json.loads(json.dumps(asked(case).as_json()))
