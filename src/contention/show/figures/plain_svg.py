"""SVG without classes and style sheets: every look is an attribute that any program reads.

What a browser makes of rules and variables, other programs draw black, or not at all.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

from lxml import etree

from contention.show.figures.style_rules import Rule, rules
from contention.show.report.account_evidence import STYLE as FORECASTS
from contention.show.report.figure_timelines import STYLE as TIMELINES

SVG = "http://www.w3.org/2000/svg"
FAMILY = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"
_NOT_OURS = frozenset({"class", "style", "role", "aria-hidden"})


def plain(drawing: str, sheet: str | None = None) -> etree._Element:
    """A figure of ours as an element tree in which all looks are attributes.

    Its own `<style>` holds, or `sheet`, by default that of the report.
    """
    root = etree.fromstring(_named(drawing).encode("utf-8"), _PARSER)
    own = [each.text or "" for each in root.iter(f"{{{SVG}}}style")]
    for each in list(root.iter(f"{{{SVG}}}style")):
        parent = each.getparent()
        if parent is not None:
            parent.remove(each)
    held = _rules("\n".join(own)) if own else _for_figures(sheet or report_sheet())
    _dress(root, held, ())
    return root


def size_of(drawing: str) -> tuple[float, float]:
    """Width and height of a figure in pixels, of those that it gives."""
    root = etree.fromstring(_named(drawing).encode("utf-8"), _PARSER)
    return float(root.get("width", "0")), float(root.get("height", "0"))


def svg_text(root: etree._Element) -> str:
    """The tree as the text of an SVG file."""
    etree.cleanup_namespaces(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{etree.tostring(root, encoding="unicode")}\n'


@cache
def report_sheet() -> str:
    """The style sheet of the report with all its figures."""
    page = files("contention.show.report").joinpath("templates/style.css")
    return page.read_text(encoding="utf-8") + TIMELINES + FORECASTS


_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


def _named(drawing: str) -> str:
    if f'xmlns="{SVG}"' in drawing:
        return drawing
    return drawing.replace("<svg ", f'<svg xmlns="{SVG}" ', 1)


@lru_cache(maxsize=8)
def _rules(sheet: str) -> tuple[Rule, ...]:
    return rules(sheet)


@lru_cache(maxsize=8)
def _for_figures(sheet: str) -> tuple[Rule, ...]:
    """The rules of a page that are for the inside of figures only."""
    return tuple(
        rule for rule in rules(sheet) if rule.chain[0].tag == "svg" and len(rule.chain) > 1
    )


def _dress(
    element: etree._Element,
    held: Sequence[Rule],
    around: tuple[tuple[str, frozenset[str]], ...],
) -> None:
    tag = etree.QName(element).localname
    classes = frozenset((element.get("class") or "").split())
    path = (*around, (tag, classes))
    filled = "fill" in element.attrib
    for rule in held:
        if rule.selects(path, filled=filled):
            for name, value in rule.declared.items():
                element.set(name, value)
    for name in _NOT_OURS & set(element.attrib):
        del element.attrib[name]
    for child in element:
        _dress(child, held, path)
