"""Phenomena of political prose: who says it, what is denied, what is only asked for."""

import pytest

from contention.documents.files import document_from_text
from contention.extraction.combine import reader_for
from contention.extraction.proposals import Proposal

Said = tuple[str, str, str, str, str]


def read(text: str) -> list[Proposal]:
    return list(reader_for("rules").find(document_from_text(text)).proposals)


def said(text: str) -> set[Said]:
    """Cause, sign, effect, stance and holder of everything found, in lower case."""
    return {
        (p.cause.text.lower(), p.sign, p.effect.text.lower(), p.stance, p.holder.lower())
        for p in read(text)
    }


def links(text: str) -> set[str]:
    return {f"{p.cause.text} {p.sign} {p.effect.text}".lower() for p in read(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“Streaming breeds contempt,” says the head, “and it wastes talent.”",
            {
                ("streaming", "+", "contempt", "reported", "the head"),
                ("streaming", "-", "talent", "reported", "the head"),
            },
        ),
        (
            "Opponents of the dam fear it will drown the valley; supporters counter that it will "
            "bring jobs.",
            {
                ("dam", "-", "valley", "reported", "opponents of the dam"),
                ("dam", "+", "jobs", "reported", "supporters"),
            },
        ),
        (
            "While critics insist that rent control kills investment, the evidence points the "
            "other way: it has stabilised neighbourhoods.",
            {
                ("rent control", "-", "investment", "reported", "critics"),
                ("rent control", "+", "neighbourhoods", "asserted", "author"),
            },
        ),
        (
            "The bank says the fee cuts waste. It adds that it raises money for repairs.",
            {
                ("fee", "-", "waste", "reported", "the bank"),
                ("fee", "+", "money for repairs", "reported", "the bank"),
            },
        ),
        (
            "The treaty would, its supporters hope, give the region time to recover.",
            {("treaty", "+", "recover", "reported", "its supporters")},
        ),
    ],
)
def test_who_says_it(text: str, expected: set[Said]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "sign", "stance", "holder"),
    [
        ("The mayor is wrong to believe that fines reduce crime.", "-", "rejected", "The mayor"),
        ("Few still believe that austerity brings growth.", "+", "rejected", "others"),
        ("Nobody should believe that austerity brings growth.", "+", "rejected", "others"),
        ("The claim that elections breed chaos is a pretext.", "+", "rejected", "others"),
        ("We do not share the cabinet's faith that tolls bring growth.", "+", "rejected",
         "the cabinet"),
        ("The ministry wrongly credits the voucher for the boom.", "+", "rejected", "The ministry"),
        ("Not a single study shows that curfews prevent crime.", "0", "negated", "author"),
        ("There is no reason to think that curfews prevent crime.", "0", "negated", "author"),
        ("Nothing in this law will reduce crime.", "0", "negated", "author"),
        ("There can be no peace without truth.", "+", "asserted", "author"),
        ("A merger would likely hurt the mills.", "-", "hedged", "author"),
        ("What else but cheap money could have fed the bubble?", "+", "asserted", "author"),
    ],
)  # fmt: skip
def test_stance_and_holder(text: str, sign: str, stance: str, holder: str) -> None:
    for found in read(text) or pytest.fail("no claim found"):
        assert (found.sign, found.stance, found.holder) == (sign, stance, holder)


def test_a_contrast_with_while_concedes_nothing_and_although_does() -> None:
    assert said("Tolls raise money, while bans reduce traffic.") == {
        ("tolls", "+", "money", "asserted", "author"),
        ("bans", "-", "traffic", "asserted", "author"),
    }
    assert said("Although it hurts exporters, the embargo strengthens the unions.") == {
        ("embargo", "-", "exporters", "conceded", "author"),
        ("embargo", "+", "unions", "asserted", "author"),
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Prices are driven up by scarcity and held down by imports.",
         {"scarcity + prices", "imports - prices"}),
        ("Political, economic and cultural domination fuels resentment.",
         {"political economic and cultural domination + resentment"}),
        ("If it were not for the volunteers, the clinic would have closed.",
         {"volunteers + clinic"}),
        ("Waning trust in the bank curbs lending.", {"trust in the bank + lending"}),
    ],
)  # fmt: skip
def test_links_of_prose(text: str, expected: set[str]) -> None:
    assert links(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "We call on both parliaments to ratify the treaty without delay.",
        "We demand the release of the prisoners and an end to the raids.",
        "A victory for the owners would be evidence of the weakness of the union.",
    ],
)
def test_demands_and_descriptions_are_no_claims(text: str) -> None:
    assert links(text) == set()


def test_an_aside_is_no_part_of_a_cause() -> None:
    assert links("Sales fell because of the toll, the mayor says.") == {"toll - sales"}
