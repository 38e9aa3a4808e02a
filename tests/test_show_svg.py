"""Small inline SVG."""

import re
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from contention.show.svg import Scale, element, figure, polyline, text


def test_texts_and_attributes_are_escaped() -> None:
    evil = "<script>alert('x')</script>"
    drawn = figure(10, 10, evil, [text((1, 1), evil, class_='"><b>')])
    assert "<script>" not in drawn
    assert ElementTree.fromstring(drawn).findtext("text") == evil


def test_underscores_become_hyphens() -> None:
    assert element("text", "a", text_anchor="end", class_="b") == (
        '<text text-anchor="end" class="b">a</text>'
    )


@given(st.lists(st.tuples(st.integers(-5000, 5000), st.integers(-5000, 5000)), min_size=1))
def test_relative_steps_lead_to_every_point(tenths: list[tuple[int, int]]) -> None:
    path = str(polyline([(x / 10, y / 10) for x, y in tenths], "c"))
    data = ElementTree.fromstring(path).attrib["d"]
    numbers = [float(number) for number in re.findall(r"-?(?:\d*\.)?\d+", data)]
    x = y = 0.0
    for step, (wanted_x, wanted_y) in enumerate(tenths):
        x, y = x + numbers[2 * step], y + numbers[2 * step + 1]
        assert (round(x * 10), round(y * 10)) == (wanted_x, wanted_y)


def test_a_scale_holds_values_inside_and_can_be_logarithmic() -> None:
    assert [Scale(0, 10, 100, 0)(value) for value in (-5, 5, 50)] == [100, 50, 0]
    assert Scale(0.01, 1, 0, 100, logarithmic=True)(0.1) == 50
