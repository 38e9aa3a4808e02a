"""Who says what is drawn: colours of lines, denials and contradictions."""

from dataclasses import replace
from xml.etree import ElementTree

from contention.case.model import AccountSpec, Assumption, Case, Holder
from contention.show.map.style import (
    HOLDER_COLOURS,
    SEVERAL_COLOUR,
    SIGN_COLOURS,
    UNSTATED_COLOUR,
)
from tests.building import case_of, level, relation
from tests.test_show_map import SVG, drawn, titles, words


def two_holders(*relations: tuple[str, str, str, str]) -> Case:
    """Claims as cause, sign, effect and holder, all in one account, and an assumption d → a."""
    found = case_of(
        [level(name) for name in "abcd"],
        [relation(cause, effect, sign) for cause, sign, effect, _ in relations],
        assumptions=[Assumption("gap", relation("d", "a"), "nobody says it", "x")],
    )
    names = [holder for *_, holder in relations]
    claims = {
        id_: replace(each, holder=holder)
        for (id_, each), holder in zip(found.claims.items(), names, strict=True)
    }
    return replace(
        found,
        claims=claims,
        holders={**found.holders, "critic": Holder("critic", "The <critic>")},
        accounts={"account": AccountSpec("account", "Both", ("author", "critic"))},
    )


def lines_of(picture: ElementTree.Element) -> dict[str, str]:
    """Colours of the drawn lines, by the first line of their tooltip."""
    found = {}
    for group in picture.iter(f"{SVG}g"):
        line = next((one for one in group.findall(f"{SVG}path[@class='cm-line']")), None)
        if group.get("class") == "cm-link" and line is not None:
            title = group.find(f"{SVG}title")
            assert title is not None
            found[(title.text or "").split("\n")[0]] = line.get("stroke", "")
    return found


def crosses(picture: ElementTree.Element) -> list[str]:
    """First line of the tooltip of every link or denial that is crossed out."""
    return [
        (group.findtext(f"{SVG}title") or "").split("\n")[0]
        for group in picture.iter(f"{SVG}g")
        if group.get("class") == "cm-link" and group.findall(f"{SVG}line[@stroke-width='2.2']")
    ]


def test_a_line_has_the_colour_of_whoever_says_it() -> None:
    case = two_holders(
        ("a", "+", "b", "author"), ("b", "-", "c", "critic"), ("c", "+", "d", "author"),
        ("c", "+", "d", "critic"),
    )  # fmt: skip
    picture = drawn(case)
    author, critic = HOLDER_COLOURS[:2]
    assert lines_of(picture) == {
        "a raises b": author, "b lowers c": critic, "c raises d": SEVERAL_COLOUR,
        "d raises a": UNSTATED_COLOUR,
    }  # fmt: skip
    text = words(picture)
    for phrase in ("stated by: The author", "stated by: The <critic>", "stated by several"):
        assert phrase in text
    heads = [one.get("stroke") for one in picture.iter(f"{SVG}path") if one.get("class") is None]
    assert heads.count(SIGN_COLOURS["-"]) == 2  # in the drawing and in the legend
    alone = replace(case, accounts={"account": AccountSpec("account", "A", ("critic",))})
    assert lines_of(drawn(alone))["b lowers c"] == critic
    assert "said by: The author" not in words(drawn(alone))


def test_a_denied_effect_is_crossed_out_and_a_contradiction_is_marked() -> None:
    case = two_holders(
        ("a", "+", "b", "author"), ("b", "0", "a", "critic"), ("b", "+", "c", "author"),
        ("b", "-", "c", "critic"), ("c", "+", "d", "author"), ("c", "0", "d", "critic"),
    )  # fmt: skip
    picture = drawn(case)
    assert sorted(crosses(picture)) == ["b has no effect on a", "c raises d"]
    assert lines_of(picture)["b has no effect on a"] == HOLDER_COLOURS[1]
    assert any("denied by The <critic>" in text for text in titles(picture))
    signs = [item.text for item in drawn(case, caption=False).iter(f"{SVG}text")]
    assert sorted(text for text in signs if text and "≠" in text) == ["+ ≠", "+ ≠", "− ≠"]
    assert "the account contradicts itself" in words(picture)
    assert "denied: the account states that there is no effect" in words(picture)
    calm = drawn(two_holders(("a", "+", "b", "author")))
    assert crosses(calm) == []
    for phrase in ("contradicts", "denied:", "≠"):
        assert phrase not in words(calm)
