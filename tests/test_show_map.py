"""The drawn map: what it shows, that it is safe, and that it is always the same."""

import os
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contention.case.model import (
    Assumption,
    Case,
    Condition,
    Contention,
    Factor,
    Lognormal,
    Rate,
    Scenario,
    SetAction,
)
from contention.maps.account_map import build_map
from contention.show.map.box_text import clean, text_width, wrap
from contention.show.map.boxes import box_of
from contention.show.map.drawing import draw_map
from contention.show.map.edge_order import reading_order
from contention.show.map.map_json import map_json
from contention.show.map.placement import EdgeWish, lay_out
from contention.show.map.style import (
    HOLDER_COLOURS,
    SEVERAL_COLOUR,
    SIGN_COLOURS,
    STYLE,
    UNSTATED_COLOUR,
)
from contention.show.map.view import MapOptions, view_of
from tests.building import case_of, level, relation

SVG = "{http://www.w3.org/2000/svg}"
RATE = Rate(Lognormal(1.0))


def small_case() -> Case:
    """Aid, fighting and the dead, with a loop, a gate, an event and an assumption."""
    factors = [
        level("aid", title="Aid & arms", group="world"),
        level("fighting", title="Fighting <at the front>", group="war"),
        level("will", title='Will to "resist"', group="war"),
        level("economy"),
        Factor("dead", "The dead", "stock", inflow=RATE, group="war"),
        Factor("fall", "Fall of the regime", "event", hazard=RATE),
        Factor("trust", "Trust", "share", baseline=0.5),
        Factor("twice", "Twice the dead", "equation", equation="2 * dead"),
        level("apart"),
    ]
    relations = [
        relation("aid", "fighting", "+", delay=Lognormal(1.0)),
        relation("fighting", "will", "-", transient=Lognormal(1.0)),
        relation("will", "aid", "+", necessary=True),
        relation("fighting", "economy", "?"),
        relation("fighting", "trust", "-", condition=Condition("aid", "below", 0.1)),
        relation("economy", "fall", "-"),
    ]
    stop = Scenario("stop", "Aid stops", (SetAction("aid", 0.01, 2022.0),))
    return case_of(
        factors,
        relations,
        scenarios=[stop],
        contentions=[
            Contention("kills", "Aid kills", "final(dead @ rest) > final(dead @ stop)"),
            Contention("lost", "No word", "final(apart @ rest) > final(apart @ stop)"),
        ],
        assumptions=[Assumption("kill", relation("fighting", "dead"), "guns kill", "x")],
    )


def drawn(case: Case, **options: object) -> ElementTree.Element:
    causal_map = build_map(case, "account")
    text = draw_map(causal_map, case, options=MapOptions(**options))  # type: ignore[arg-type]
    return ElementTree.fromstring(text)


def words(picture: ElementTree.Element) -> str:
    return " ".join(item.text or "" for item in picture.iter(f"{SVG}text"))


def titles(picture: ElementTree.Element) -> list[str]:
    return [item.text or "" for item in picture.iter(f"{SVG}title")]


def test_every_factor_and_link_is_drawn_and_says_what_stands_behind_it() -> None:
    case = small_case()
    picture = drawn(case)
    for factor in build_map(case, "account").factors:
        for word in case.factors[factor].title.split():
            assert word in words(picture)
    assert "Aid & arms raises Fighting <at the front>" in " ".join(titles(picture))
    told = [
        text for text in titles(picture) if "The author, asserted: aid acts on fighting" in text
    ]
    assert len(told) == 2  # on the line and on its sign
    assert any("the coder's assumption: guns kill" in text for text in titles(picture))
    assert "apart" not in words(picture)


def test_signs_are_told_by_more_than_colour() -> None:
    picture = drawn(small_case(), caption=False)
    for sign in ("+", "− ~", "?", "− if", "+ !"):
        assert [item for item in picture.iter(f"{SVG}text") if item.text == sign]
    lines = [item for item in picture.iter(f"{SVG}path") if item.get("class") == "cm-line"]
    assert len(lines) == 7
    assert sum(item.get("stroke-dasharray") is not None for item in lines) == 1
    gates = [item for item in picture.iter(f"{SVG}path") if item.get("class") == "cm-gate"]
    assert len(gates) == 2  # aid gates a link to trust; twice is computed from dead


def test_an_assumption_is_thin_whatever_strength_the_coder_gave_it() -> None:
    def widths(strength: float) -> dict[bool, str | None]:
        case = case_of(
            [level("a"), level("b")],
            [relation("a", "b", size=strength)],
            assumptions=[Assumption("x", relation("b", "a", size=strength), "so be it", "ab")],
        )
        lines = drawn(case, caption=False).iter(f"{SVG}path")
        return {
            item.get("stroke-dasharray") is not None: item.get("stroke-width")
            for item in lines
            if item.get("class") == "cm-line"
        }

    weak, decisive = widths(0.1), widths(1.2)
    assert weak[True] == decisive[True] == "1"
    assert float(weak[False] or 0) < float(decisive[False] or 0)


def test_the_caption_counts_loops_and_explains_only_what_occurs() -> None:
    text = words(drawn(small_case()))
    assert "Loops: 1 balancing (B)" in text
    assert "Aid & arms → Fighting <at the front> → Will to" in text
    assumed = "assumption of the coder, of any strength: no text states it"
    for phrase in (assumed, "short-lived", "event", "with a delay"):
        assert phrase in text
    plain = case_of([level("a"), level("b")], [relation("a", "b")])
    text = words(drawn(plain))
    assert "No loops" in text
    for phrase in ("assumption of", "short-lived", "event", "with a delay", "lowers"):
        assert phrase not in text


def test_conflicts_stand_in_the_caption() -> None:
    case = case_of([level("a"), level("b")], [relation("a", "b"), relation("a", "b", "-")])
    assert "a → b: opposite signs (“raises”, The author against “lowers”, The author)" in words(
        drawn(case)
    )


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_title_and_paraphrase_makes_well_formed_xml(title: str, paraphrase: str) -> None:
    case = small_case()
    aid = replace(case.factors["aid"], title=title, note=paraphrase, group=title)
    claim = replace(case.claims["c0"], paraphrase=paraphrase)
    case = replace(
        case,
        title=title,
        factors={**case.factors, "aid": aid},
        claims={**case.claims, "c0": claim},
    )
    picture = drawn(case)
    assert clean(paraphrase) in " ".join(titles(picture))
    assert not list(picture.iter(f"{SVG}script"))


@pytest.mark.parametrize(
    "nasty", ["\x08", "\x1b[31m", "\x9b", "\u202e", "\u2066", "\ud800", "\uffff"]
)
def test_a_contention_of_any_title_makes_well_formed_xml(nasty: str) -> None:
    case = small_case()
    kills = replace(case.contentions["kills"], title=f"Aid {nasty} kills")
    case = replace(case, contentions={**case.contentions, "kills": kills})
    picture = drawn(case, contention="kills")
    assert "kills." in words(picture)
    assert nasty not in "".join(picture.itertext())


def test_markup_in_a_case_stays_text() -> None:
    case = small_case()
    nasty = "</title></svg><script>alert(1)</script><a href=\"x\" onload='y'>"
    aid = replace(case.factors["aid"], title=nasty, note=nasty, group=nasty)
    case = replace(case, title=nasty, factors={**case.factors, "aid": aid})
    text = draw_map(build_map(case, "account"), case)
    assert "<script" not in text
    assert "<a " not in text
    assert text.count("</svg>") == 1


def test_nothing_in_it_comes_from_elsewhere() -> None:
    text = draw_map(build_map(small_case(), "account"), small_case())
    assert "url(" not in text
    assert "href" not in text
    assert "@import" not in text


def test_boxes_do_not_overlap_and_titles_fit_into_them() -> None:
    case = case_of(
        [level(f"f{n}", title="A rather long name of a factor " * (n % 3 + 1)) for n in range(20)],
        [relation(f"f{n}", f"f{(n * 7 + 3) % 20}") for n in range(20)],
    )
    boxes = {name: box_of(factor) for name, factor in case.factors.items()}
    sizes = {name: (box.width, box.height) for name, box in boxes.items()}
    wishes = [EdgeWish(*pair) for pair in pairwise(sizes)]
    layout = lay_out(sizes, wishes)
    placed = [(*layout.centres[name], *sizes[name]) for name in sizes]
    for number, (x, y, width, height) in enumerate(placed):
        assert width / 2 <= x + 0.1
        assert x <= layout.width - width / 2 + 0.1
        for other_x, other_y, other_width, other_height in placed[:number]:
            apart = abs(x - other_x) >= (width + other_width) / 2 - 0.1
            assert apart or abs(y - other_y) >= (height + other_height) / 2 - 0.1
    for box in boxes.values():
        assert max(text_width(line, 12) for line in box.lines) <= box.width


def test_backward_edges_still_run_from_cause_to_effect() -> None:
    sizes = {"a": (80.0, 40.0), "b": (80.0, 40.0)}
    layout = lay_out(sizes, [EdgeWish("a", "b"), EdgeWish("b", "a", backwards=True)])
    forth, back = layout.curves
    assert layout.centres["a"][0] < layout.centres["b"][0]
    assert forth.points[0][0] < forth.tip[0]
    assert back.points[0][0] > back.tip[0]


def test_an_empty_map_is_drawn_as_such() -> None:
    case = replace(small_case(), claims={}, assumptions={})
    assert "0 factors, 0 links" in words(drawn(case))


def test_a_contention_is_drawn_with_what_leads_to_its_outcome() -> None:
    case = small_case()
    view = view_of(build_map(case, "account"), case, MapOptions(contention="kills"))
    assert set(view.factors) == {"aid", "fighting", "dead"}
    assert view.levers == {"aid"}
    assert view.outcomes == {"dead"}
    text = words(drawn(case, contention="kills"))
    assert "lever" in text.split()
    assert "outcome" in text.split()
    assert "2 of 7 links" in text


def test_a_contention_that_does_not_follow_is_drawn_with_the_reason() -> None:
    assert "account says nothing about" in words(drawn(small_case(), contention="lost"))


def test_focus_on_one_factor_shows_its_neighbours() -> None:
    case = small_case()
    view = view_of(build_map(case, "account"), case, MapOptions(focus=("will",)))
    assert set(view.factors) == {"will", "fighting", "aid"}
    assert len(view.links) == 2


def test_focus_on_several_shows_what_leads_from_one_to_another() -> None:
    case = small_case()
    view = view_of(build_map(case, "account"), case, MapOptions(focus=("aid", "economy")))
    assert set(view.factors) == {"aid", "fighting", "economy"}
    lone = view_of(build_map(case, "account"), case, MapOptions(focus=("apart", "economy")))
    assert (set(lone.factors), lone.links) == ({"apart", "economy"}, ())


@pytest.mark.parametrize("options", [MapOptions(focus=("x",)), MapOptions(contention="x")])
def test_what_the_case_lacks_cannot_be_drawn(options: MapOptions) -> None:
    with pytest.raises(KeyError, match="in this case"):
        view_of(build_map(small_case(), "account"), small_case(), options)


def test_the_reading_order_breaks_few_edges() -> None:
    ring = {("a", "b"): 1.0, ("b", "c"): 1.0, ("c", "a"): 1.0, ("x", "a"): 1.0, ("c", "y"): 1.0}
    order = reading_order(["y", "c", "b", "a", "x"], ring, {})
    assert (order[0], order[-1]) == ("x", "y")
    place = {name: number for number, name in enumerate(order)}
    assert sum(place[cause] > place[effect] for cause, effect in ring) == 1
    pulled = reading_order(["a", "b"], {("a", "b"): 1.0, ("b", "a"): 1.0}, {"b": 9.0})
    assert pulled == ("b", "a")


@given(st.text(max_size=120), st.floats(30, 200), st.integers(1, 5))
def test_wrapped_lines_fit(text: str, width: float, most: int) -> None:
    lines = wrap(text, 12, width, most=most)
    assert 1 <= len(lines) <= most
    assert all(text_width(line, 12) <= width or len(line) <= 2 for line in lines)


def test_json_names_every_claim() -> None:
    case = small_case()
    told = map_json(build_map(case, "account"), case)
    assert [link["backing"][0]["id"] for link in told["links"]] == [
        "c0", "c1", "c2", "c3", "c4", "c5", "kill",
    ]  # fmt: skip
    assert told["loops"]["list"][0]["polarity"] == "B"
    assert {factor["id"] for factor in told["factors"]} == set(case.factors) - {"apart"}


def test_the_drawing_does_not_depend_on_the_order_of_sets() -> None:
    program = (
        "from tests.test_show_map import *; case = small_case();"
        "print(draw_map(build_map(case, 'account'), case))"
    )
    root = Path(__file__).parent.parent
    printed = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1
    assert "<svg" in printed.pop()


def test_a_focus_says_how_many_loops_pass_through_what_it_shows() -> None:
    case = case_of(
        [level(name) for name in ("a", "b", "c", "d")],
        [relation("a", "b"), relation("b", "c"), relation("c", "b"), relation("c", "d")],
    )
    around = words(drawn(case, focus=("a",)))
    assert (
        "No loop is drawn completely; 1 loop of the account passes through these factors" in around
    )
    assert "No loops" in words(drawn(case_of([level("a"), level("b")], [relation("a", "b")])))


def test_a_map_has_colours_for_a_dark_page() -> None:
    case = case_of([level("a"), level("b")], [relation("a", "b")])
    svg = draw_map(build_map(case, "account"), case)
    assert "prefers-color-scheme: dark" in svg
    for colour in (*SIGN_COLOURS.values(), *HOLDER_COLOURS, SEVERAL_COLOUR, UNSTATED_COLOUR):
        assert f'[stroke="{colour}"]' in svg
    assert "$" not in STYLE


def test_what_the_account_denies_stands_below_its_map() -> None:
    case = case_of([level("a"), level("b")], [relation("a", "b"), relation("b", "a", "0")])
    assert "Denied by the account 0 b → a" in words(drawn(case))
    assert "Denied" not in words(drawn(case_of([level("a"), level("b")], [relation("a", "b")])))
