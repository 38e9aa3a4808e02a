"""The rules by which one figure is compared: tolerance, releases, guesses, parts, dates."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contention.case.coded_document import Document
from contention.case.evidence import DataSource, EvidencePlan, FigureSources, Parts
from contention.case.model import Case, DatedEvent, Factor, Figure, InputShape, Times
from contention.evidence.figures.compare import compare_figures, period_of
from contention.evidence.figures.figure_verdict import VERDICTS, FigureVerdict
from contention.evidence.figures.parts import parts_verdict
from contention.evidence.figures.rounding import common_unit, last_digit_unit
from contention.evidence.figures.statement import Statement
from contention.evidence.sources.library import DataLibrary
from contention.evidence.sources.table import read_table

KILLED = "date,value\n2023-09-24,9701\n2023-11-21,10000\n2024-02-15,10582\n2024-07-31,11520\n"
MONTHLY = "date,value\n" + "".join(
    f"2023-{month:02d},{value}\n"
    for month, value in enumerate([60, 61, 64, 70, 72, 71, 66, 65, 80, 82, 83, 82], start=1)
)
FIGURE = Figure("f", "text", "killed", 10500, "person", "over")


def case_of(figures: Sequence[Figure], sources: dict[str, DataSource], **more: object) -> Case:
    return Case(
        Path("nowhere"), "made", "", "", Times(2000, 2024, 2030, 0.1),
        documents={"text": Document("text", "", "", "2024-02-24", 1, "")},
        holders={}, accounts={}, factors=more.get("factors", {}),  # type: ignore[arg-type]
        claims={}, assumptions={}, figures={each.id: each for each in figures},
        scenarios={}, demands={}, contentions={},
        evidence=EvidencePlan(
            data=sources,
            figures=tuple(FigureSources(each.id, tuple(sources)) for each in figures if sources),
            parts=more.get("parts", ()),  # type: ignore[arg-type]
        ),
    )  # fmt: skip


class _InMemory(DataLibrary):
    def __init__(self, sources: dict[str, DataSource], texts: dict[str, str]) -> None:
        super().__init__(sources, Path("nowhere"), None, 2025.0)
        for id_, text in texts.items():
            self._tables[self._key(sources[id_])] = read_table(f"{id_}.csv", text)


def compared(figure: Figure, *texts: str, **fields: object) -> FigureVerdict:
    sources = {
        f"s{number}": replace(
            DataSource(f"s{number}", "Killed", f"office {number}", "person", source=f"{number}"),
            **fields,  # type: ignore[arg-type]
        )
        for number in range(len(texts))
    }
    library = _InMemory(sources, dict(zip(sources, texts, strict=True)))
    (verdict,) = compare_figures(case_of([figure], sources), library).rows
    return verdict


@pytest.mark.parametrize(
    ("value", "unit"),
    [(1980, 10), (18500, 100), (0.93, 0.01), (6.3e6, 1e5), (825, 1), (3e11, 1e11), (0, 1),
     (-250, 10), (0.1 + 0.2, 0.1)],
)  # fmt: skip
def test_a_number_is_as_exact_as_its_last_digit(value: float, unit: float) -> None:
    assert last_digit_unit(value) == pytest.approx(unit)
    assert common_unit([value, 2 * value]) <= unit


@pytest.mark.parametrize(
    ("value", "comparator", "fits", "fails"),
    [
        (6.3e6, "exactly", (6.251e6, 6.349e6), (6.24e6, 6.36e6)),
        (18500, "over", (18500, 18680), (18300, 19000)),
        (10000, "over", (10000, 11900), (9900, 12100)),
        (300, "at most", (260, 300), (230, 303)),
        (2e6, "about", (1.85e6, 2.19e6), (1.7e6, 2.3e6)),
        (1980, "exactly", (1972, 1988), (1960, 2000)),
    ],
)
def test_tolerance_follows_rounding_and_comparator(
    value: float, comparator: str, fits: tuple[float, ...], fails: tuple[float, ...]
) -> None:
    statement = Statement(value, comparator)
    assert all(statement.fits(each, each) for each in fits)
    assert not any(statement.fits(each, each) for each in fails)


def test_over_agrees_with_the_latest_release() -> None:
    found = compared(FIGURE, KILLED, definition="verified cases", cumulative=True)
    assert (found.verdict, found.series, found.measured, found.date) == (
        "agrees", "s0", 10582, "2024-02-15",
    )  # fmt: skip
    assert found.factor == pytest.approx(10582 / 10500)
    assert found.note == "Killed (office 0): verified cases"


def test_an_old_number_is_said_to_be_one() -> None:
    found = compared(replace(FIGURE, value=9700), KILLED, cumulative=True, lag=0.2)
    assert found.verdict == "agrees with an earlier release"
    assert found.words == "agrees with an earlier release (5 months old)"
    assert found.note.startswith("5 months old: 9\u202f701 on 2023-09-24")
    assert not found.contradicted


def test_a_lost_digit_and_a_swapped_unit_are_proposed() -> None:
    lost = compared(replace(FIGURE, value=1058, comparator="exactly"), KILLED)
    assert (lost.verdict, round(lost.factor or 0)) == ("disagrees by a factor", 10)
    assert "ossible lost digit: 10\u202f580" in lost.note
    assert lost.contradicted
    added = compared(replace(FIGURE, value=105820, comparator="exactly"), KILLED)
    assert "ossible added digit" in added.note
    unit = compared(replace(FIGURE, value=10.58, comparator="exactly"), KILLED)
    assert "ossible swapped unit: a thousand times as much" in unit.note


def test_a_count_that_grew_from_nothing_has_lost_a_digit_before_it_is_old() -> None:
    old = "date,value\n2022-02-24,1977\n2023-08-20,19786\n2024-01-10,19850\n"
    figure = replace(FIGURE, value=1980, comparator="exactly")
    assert "ossible lost digit" in compared(figure, old, cumulative=True).note


def test_a_number_between_two_publishers() -> None:
    higher = "date,value\n2023-12-01,19000\n2024-02-01,20000\n"
    found = compared(replace(FIGURE, value=14300, comparator="exactly"), KILLED, higher)
    assert (found.verdict, found.series) == ("between two series", "s0, s1")
    assert "etween 10\u202f582 (Killed, office 0) and 20\u202f000 (Killed, office 1)" in found.note
    # a publisher that the text names is the only one that counts
    named = replace(FIGURE, value=14300, comparator="exactly", source="Office 1")
    assert compared(named, KILLED, higher).verdict == "disagrees by a factor"
    part = replace(named, source="the office")  # no publisher's name as a whole
    assert compared(part, KILLED, higher).verdict == "between two series"


def test_of_two_series_that_bear_it_out_the_nearer_one_is_named() -> None:
    other = "date,value\n2024-02-15,10501\n"
    found = compared(FIGURE, KILLED, other)
    assert (found.verdict, found.series, found.measured) == ("agrees", "s1", 10501)


def test_a_range_of_the_series_counts() -> None:
    text = "date,value,low,high\n2024-02-01,12000,9000,15000\n"
    found = compared(replace(FIGURE, comparator="about"), text)
    assert (found.verdict, found.measured) == ("agrees", 12000)


def test_a_period_of_its_own_is_looked_up_there() -> None:
    def at(value: float, date: str) -> FigureVerdict:
        figure = replace(FIGURE, value=value, comparator="exactly", date=date)
        return compared(figure, MONTHLY)

    assert at(64, "2023-03").verdict == "agrees"
    assert at(82, "2023-03").verdict == "disagrees by a factor"
    assert "t fits the value of 2023-10" in at(82, "2023-03").note
    assert at(71.3, "2023").verdict == "agrees"  # on average
    inside = at(64, "2023")
    assert (inside.verdict, inside.date) == ("agrees", "2023-03")
    assert inside.note.startswith("It is so in part of the period")
    assert at(60, "2021-03").verdict == "no data"


def test_the_number_of_another_year_is_no_agreement() -> None:
    years = "date,value\n2021,500\n2022,620\n2023,710\n"
    figure = replace(FIGURE, value=620, comparator="exactly", date="2021")
    found = compared(figure, years)
    assert found.verdict == "disagrees by a factor"
    assert "t fits the value of 2022: a wrong date?" in found.note
    bound = compared(replace(figure, value=490, date="2022", comparator="over"), years)
    assert bound.verdict == "agrees with an earlier release"  # true as written


def test_a_break_divides_what_may_be_compared() -> None:
    text = "date,value\n2023-06-14,5088\n2023-12-27,3689\n"
    figure = replace(FIGURE, value=5100, comparator="about")
    assert compared(figure, text, breaks=(2023.65,)).verdict == "agrees with an earlier release"


def test_a_count_goes_on_at_its_pace_after_its_last_value() -> None:
    text = "date,value\n2023-06-24,603\n2023-07-24,636\n2023-12-28,783\n"
    figure = replace(FIGURE, value=825, comparator="exactly")
    found = compared(figure, text, cumulative=True)
    assert (found.verdict, found.measured, found.date) == ("agrees", 783, "2023-12-28")
    far = compared(replace(figure, value=901), text, cumulative=True)
    assert far.verdict == "disagrees by a factor"


def test_a_series_that_ended_or_has_not_begun_says_nothing() -> None:
    ended = compared(FIGURE, "date,value\n2019,1\n2020,2\n")
    assert (ended.verdict, ended.measured) == ("no data", None)
    assert "`s0` runs from 2019 to 2020" in ended.note
    assert compared(FIGURE, "date,value\n2024-06-01,10500\n").verdict == "no data"


def test_different_things_are_compared_only_where_the_case_says_so() -> None:
    found = compared(FIGURE, KILLED, unit="detention")
    assert found.verdict == "agrees"
    assert "he series counts detention, the text person" in found.note
    sources = {"s0": DataSource("s0", "Area", "office", "km^2", source="0")}
    library = _InMemory(sources, {"s0": KILLED})
    problems = compare_figures(case_of([FIGURE], sources), library).problems
    assert "is in person, and `s0` is in km^2" in problems[0].message


def test_shares_and_per_cent_are_one_unit() -> None:
    figure = replace(FIGURE, value=0.93, unit="", comparator="exactly")
    found = compared(figure, "date,value\n2024-02-01,93\n", unit="percent")
    assert found.verdict == "agrees"
    assert found.measured == pytest.approx(0.93)


@pytest.mark.parametrize(
    ("date", "now", "span"),
    [
        (None, True, (2024.0, 2024.2)),
        ("2024-02-24", True, (2024.1, 2024.2)),
        ("2024-02", True, (2024.0, 2024.2)),
        ("2024", True, (2024.0, 2024.2)),
        ("2023", False, (2022.9, 2024.1)),
        ("2023-12", False, (2023.9, 2024.01)),
        ("present", True, (2023.9, 2024.2)),
    ],
)
def test_a_figure_is_of_its_text_or_of_a_period(
    date: str | None, now: bool, span: tuple[float, float]
) -> None:
    figure = replace(FIGURE, date=date)
    case = replace(case_of([figure], {}), times=Times(2000, 2024 + 54 / 366, 2030, 0.1))
    period = period_of(case, figure)
    assert period.as_of_text is now
    assert span[0] < period.start <= period.end < span[1]


def test_parts_of_a_whole() -> None:
    def figure(id_: str, value: float, comparator: str = "exactly", unit: str = "person") -> Figure:
        return Figure(id_, "text", id_, value, unit, comparator)

    known = {
        each.id: each
        for each in (
            figure("all", 1010), figure("men", 606), figure("women", 404), figure("more", 512),
            figure("fewer", 350, "over"), figure("share", 0.6, unit=""),
            figure("rest", 0.3, unit=""), figure("area", 5, unit="km^2"),
        )
    }  # fmt: skip

    def verdict(*parts: str, complete: bool = False) -> FigureVerdict:
        return parts_verdict(Parts("all", parts, complete), known)

    assert verdict("men", "women", complete=True).verdict == "agrees"
    over = verdict("men", "more", complete=True)
    assert over.verdict == "disagrees by a factor"
    assert over.factor == pytest.approx(1118 / 1010)
    assert verdict("men", "more").verdict == "disagrees by a factor"
    assert verdict("men").verdict == "agrees"
    assert verdict("men", "fewer", complete=True).verdict == "agrees"  # over 350 may be 400
    assert verdict("share", "rest").verdict == "agrees"
    assert verdict("share", "rest", complete=True).verdict == "disagrees by a factor"
    assert verdict("area").verdict == "no data"


def _dated(*events: DatedEvent) -> dict[str, Factor]:
    shape = InputShape("events", events=events)
    return {"unrest": Factor("unrest", "Unrest", "input", shape=shape)}


def test_years_are_compared_with_the_dates_of_the_case() -> None:
    factors = _dated(DatedEvent(2014.1, 2014.3), DatedEvent(2022.01, 2022.05))

    def verdict(value: float, **more: object) -> FigureVerdict:
        figure = Figure("f", "text", "", value, "year", "exactly", factor="unrest")
        case = case_of([figure], {}, factors=more.get("factors", factors))
        return compare_figures(case, DataLibrary({}, Path("nowhere"), None, 2025.0)).rows[0]

    assert verdict(2014).verdict == "agrees"
    wrong = verdict(2021)
    assert (wrong.verdict, wrong.measured) == ("disagrees by a factor", 2022)
    assert "but to 2022: a wrong year?" in wrong.note
    assert wrong.words == "disagrees"
    assert verdict(2).verdict == "no data"  # nothing lasts
    lasting = _dated(DatedEvent(2022.15))
    assert verdict(2, factors=lasting).verdict == "agrees"
    assert verdict(4, factors=lasting).verdict == "disagrees by a factor"


def test_a_year_may_be_that_of_a_series() -> None:
    figure = Figure("f", "text", "", 2023, "year", "exactly")
    text = "date,value\n2021-05,3\n2022-05,5\n2023-05,40\n2024-01,2\n"
    assert compared(figure, text).verdict == "agrees"
    assert "begins" in compared(replace(figure, value=2021), text).note
    assert compared(replace(figure, value=2022), text).verdict == "disagrees by a factor"


NUMBERS = st.builds(
    lambda digits, power: float(f"{digits}e{power}"), st.integers(-9999, 9999), st.integers(-9, 9)
)


@given(
    NUMBERS,
    st.sampled_from(("about", "over", "at least", "under", "at most", "exactly")),
    st.sampled_from((None, "2021", "2022-02", "2023-05-06", "present")),
    st.lists(st.tuples(st.integers(0, 40), NUMBERS), min_size=1, max_size=8),
    st.booleans(),
)
def test_any_number_gets_a_verdict(
    value: float, comparator: str, date: str | None, rows: list[tuple[int, float]], adds_up: bool
) -> None:
    months = {f"{2021 + month // 12}-{month % 12 + 1:02d}": number for month, number in rows}
    text = "date,value\n" + "".join(f"{when},{number!r}\n" for when, number in months.items())
    figure = replace(FIGURE, value=value, comparator=comparator, date=date)
    found = compared(figure, text, cumulative=adds_up)
    assert found.verdict in VERDICTS
    assert (found.measured is None) == (found.verdict == "no data")
    assert json.loads(json.dumps(found.as_json(), allow_nan=False))["figure"] == "f"


@given(NUMBERS.filter(bool), st.sampled_from(("about", "exactly", "at least", "at most")))
def test_the_measured_number_itself_agrees(value: float, comparator: str) -> None:
    figure = replace(FIGURE, value=value, comparator=comparator)
    assert compared(figure, f"date,value\n2024-02,{value!r}\n").verdict == "agrees"


def test_only_accepted_figures_are_compared() -> None:
    proposed = replace(FIGURE, status="proposed")
    assert compare_figures(case_of([proposed], {}), DataLibrary({}, Path("x"))).rows == ()
