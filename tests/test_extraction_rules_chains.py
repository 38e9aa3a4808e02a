"""Chains of causes in wordings that modelling texts use; every link with its sign."""

import pytest

from contention.documents.files import document_from_text
from contention.extraction.combine import reader_for


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("A drop in plonks makes quorls go down.", [("plonks", "+", "quorls")]),
        ("As gosh runs out, tulvers die off.", [("gosh", "+", "tulvers")]),
        ("Distrust makes repeal more likely.", [("Distrust", "+", "repeal")]),
        ("The treaty makes an attack less likely.", [("treaty", "-", "attack")]),
        ("Blen makes dret scarce.", [("Blen", "-", "dret")]),
        ("With fewer leets, grumps starve.", [("leets", "+", "grumps")]),
        (
            "As the herd grows, the grass shrinks, thereby limiting the herd.",
            [("herd", "-", "grass"), ("grass", "+", "herd")],
        ),
        (
            "Marketing drives up sales, which in turn raises revenue, allowing for more marketing.",
            [("Marketing", "+", "sales"), ("sales", "+", "revenue"), ("revenue", "+", "marketing")],
        ),
        (
            "The tax lowers demand, leading to layoffs.",
            [("tax", "-", "demand"), ("demand", "-", "layoffs")],
        ),
        (
            "Lunt erodes the marl, and as the marl thins, lunt accelerates.",
            [("Lunt", "-", "marl"), ("marl", "-", "lunt")],
        ),
        (
            "Rising temperatures melt ice; less ice means lower albedo.",
            [("temperatures", "-", "ice"), ("ice", "+", "albedo")],
        ),
    ],
)
def test_every_link_and_no_other(text: str, links: list[tuple[str, str, str]]) -> None:
    found = reader_for("rules").find(document_from_text(text)).proposals
    said = {(each.cause.text, each.sign, each.effect.text) for each in found}
    assert said == set(links)


@pytest.mark.parametrize(
    ("text", "links"),
    [
        (
            "If the revenue grows, the Union says, anger falls.",
            [("revenue", "-", "anger", "the Union")],
        ),
        (
            "The charge would move cars. More through traffic means more accidents, it says.",
            [("through traffic", "+", "accidents", "others")],
        ),
    ],
)
def test_who_speaks_is_no_part_of_what_is_said(
    text: str, links: list[tuple[str, str, str, str]]
) -> None:
    found = reader_for("rules").find(document_from_text(text)).proposals
    said = {(each.cause.text, each.sign, each.effect.text, each.holder) for each in found}
    assert set(links) <= said
    assert not any("says" in each[2] for each in said)
    assert not any("means" in each[0] for each in said)
