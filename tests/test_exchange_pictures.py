"""Figures as SVG, PNG and PDF: plain attributes, pixels in their places, letters that are there."""

import io
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from lxml import etree
from PIL import Image

import contention as ct
from contention.exchange.results.pictures import picture
from contention.show.figures.plain_svg import plain, report_sheet
from contention.show.figures.style_rules import rules
from contention.show.svg import bar, figure

ROOT = Path(__file__).parent.parent
SVG = "{http://www.w3.org/2000/svg}"
SHAPES = {"rect", "line", "circle", "polygon", "path", "text"}
ASKED = {
    "map": {"accounts": "clean_air"}, "verdicts": {}, "shares": {"contentions": "fewer_cars"},
    "hinges": {"contentions": "fewer_cars"},
    "courses": {"factors": "car_trips", "accounts": "clean_air"},
}  # fmt: skip


@pytest.fixture(scope="module")
def drawings() -> dict[str, str]:
    case = ct.load(ROOT / "cases" / "congestion-charge")
    found = {
        what: case.export("svg", what, draws=32, workers=1, **asked).content.decode()  # type: ignore[arg-type]
        for what, asked in ASKED.items()
    }
    war = ct.load(ROOT / "cases" / "war-against-war")
    found["timelines"] = war.export("svg", "timelines").content.decode()
    found["forecasts"] = war.export(
        "svg", "forecasts", accounts="authors_2023", draws=64, workers=1
    ).content.decode()
    return found


def pixels(png: bytes) -> np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))


def drawn(*parts: str, width: int = 40, height: int = 20) -> str:
    body = "".join(parts)
    return f'<svg xmlns="{SVG[1:-1]}" width="{width}" height="{height}">{body}</svg>'


@pytest.mark.parametrize("what", [*ASKED, "timelines", "forecasts"])
def test_figures_need_no_style_sheet(drawings: dict[str, str], what: str) -> None:
    root = etree.fromstring(drawings[what].encode())
    shapes = [each for each in root.iter() if etree.QName(each).localname in SHAPES]
    assert len(shapes) > 10
    assert not root.findall(f".//{SVG}style")
    assert not [each for each in root.iter() if each.get("class") or each.get("style")]
    for each in shapes:
        tag = etree.QName(each).localname
        looks = ("fill", "stroke") if tag != "text" else ("font-size",)
        assert any(each.get(look) for look in looks), etree.tostring(each)
        assert not any("var(" in value for value in each.attrib.values())


@pytest.mark.parametrize("what", [*ASKED, "timelines"])
def test_pictures_have_the_size_of_the_figure_and_colour(
    drawings: dict[str, str], what: str
) -> None:
    root = etree.fromstring(drawings[what].encode())
    made = picture(drawings[what], "png", dpi=48)
    found = pixels(made.content)
    height, width = found.shape[:2]
    assert (width, height) == pytest.approx(
        (float(root.get("width", 0)) / 2, float(root.get("height", 0)) / 2), abs=1
    )
    assert not made.report.changed
    assert (found[0, 0] == 255).all()
    assert (np.ptp(found, axis=2) > 40).sum() > 50
    page = pypdfium2.PdfDocument(picture(drawings[what], "pdf").content)[0]
    assert page.get_size() == pytest.approx((width * 1.5, height * 1.5), abs=2)


def test_shapes_are_where_the_figure_puts_them() -> None:
    svg = drawn(
        '<g transform="translate(10 4)"><rect x="0" y="0" width="10" height="8" fill="#ff0000"/>',
        '</g><path d="M30 2l6 0 0 6-6 0z" fill="#00ff00"/>',
        '<path d="M2 12C2,18 8,18 8,12Z" fill="#0000ff"/>',
        '<circle cx="25" cy="15" r="3" fill="#ff00ff"/>',
    )
    found = pixels(picture(svg, "png", dpi=96).content)
    assert found.shape == (20, 40, 3)
    for (x, y), colour in (
        ((15, 8), (255, 0, 0)), ((33, 5), (0, 255, 0)), ((5, 14), (0, 0, 255)),
        ((25, 15), (255, 0, 255)), ((8, 8), (255, 255, 255)), ((2, 17), (255, 255, 255)),
    ):  # fmt: skip
        assert tuple(found[y, x]) == colour, (x, y)


def test_a_halo_lies_below_its_line_and_opacity_mixes() -> None:
    svg = drawn(
        '<rect width="40" height="20" fill="#000"/>',
        '<path d="M0,10L40,10" fill="none" stroke="#fff" stroke-width="8"/>',
        '<path d="M0,10L40,10" fill="none" stroke="#f00" stroke-width="2"/>',
        '<rect x="0" y="0" width="40" height="4" fill="#fff" opacity=".5"/>',
    )
    found = pixels(picture(svg, "png", dpi=96).content)
    assert tuple(found[10, 20]) == (255, 0, 0)
    assert tuple(found[7, 20]) == (255, 255, 255)
    assert tuple(found[17, 20]) == (0, 0, 0)
    assert 120 <= found[2, 20, 0] <= 135


@pytest.mark.parametrize("anchor", ["start", "middle", "end"])
def test_words_begin_at_their_anchor(anchor: str) -> None:
    svg = drawn(
        f'<text x="50" y="15" font-size="12" text-anchor="{anchor}">$x$ [5]</text>', width=100
    )
    dark = pixels(picture(svg, "png", dpi=96).content).min(axis=2) < 128
    columns = np.flatnonzero(dark.any(axis=0))
    middle = {"start": columns[0], "end": columns[-1]}.get(anchor, columns.mean())
    assert middle == pytest.approx(50, abs=3)
    assert columns[-1] - columns[0] > 25  # the dollar signs are letters, not mathematics


def test_words_fit_the_room_that_figures_leave_for_them() -> None:
    from contention.show.map.box_text import text_width

    for words in ("Speed of the buses", "Turnover of the shops", "Nitrogen dioxide", "WWW"):
        svg = drawn(f'<text x="2" y="15" font-size="12">{words}</text>', width=200)
        dark = pixels(picture(svg, "png", dpi=192).content).min(axis=2) < 128
        columns = np.flatnonzero(dark.any(axis=0)) / 2
        assert columns[-1] - columns[0] <= text_width(words, 12) * 1.04, words


def test_letters_without_a_glyph_are_boxes_and_reported() -> None:
    svg = drawn('<text x="2" y="15" font-size="12">Дамба ≠ 水</text>', width=100)
    report = picture(svg, "png").report
    assert [loss.id for loss in report.changed] == ["U+6C34"]


def test_the_same_figure_gives_the_same_bytes(drawings: dict[str, str]) -> None:
    for form in ("png", "pdf"):
        one, two = (picture(drawings["shares"], form, 96).content for _ in range(2))
        assert one == two
    assert b"CreationDate" not in one


def test_a_picture_that_is_too_large_is_refused() -> None:
    with pytest.raises(ValueError, match="take fewer dots per inch"):
        picture(drawn(width=9000, height=9000), "png", 192)


def test_rules_with_variables_states_and_media_become_attributes() -> None:
    sheet = """:root { --ink: #123456; } @media print { svg .mark { fill: red; } }
    svg .mark { fill: var(--ink); opacity: .5; } svg .mark:hover { fill: blue; }
    .elsewhere { fill: green; } svg rect.mark.wide { stroke-width: 3px; }"""
    drawing = str(figure(10, 10, "a", [bar((0, 0), (5, 5), "mark wide elsewhere")]))
    rect = plain(drawing, sheet).find(f"{SVG}rect")
    assert rect is not None
    assert {name: rect.get(name) for name in ("fill", "opacity", "stroke-width", "class")} == {
        "fill": "#123456", "opacity": ".5", "stroke-width": "3", "class": None,
    }  # fmt: skip


def test_the_sheet_of_the_report_has_no_rule_for_figures_that_is_not_understood() -> None:
    wanted = [line for line in report_sheet().splitlines() if line.startswith("svg .")]
    named = {part.split()[0] for line in wanted for part in line.split("svg .")[1:]}
    known = {
        ".".join(sorted(compound.classes))
        for rule in rules(report_sheet())
        if rule.chain[0].tag == "svg"
        for compound in rule.chain[1:]
    }
    assert {".".join(sorted(name.split("."))) for name in named} <= known
