from dataclasses import replace

import pytest

from contention.documents.files import document_from_text
from contention.extraction.factor_names import name_factors, title_of
from contention.extraction.proposals import Phrase, Proposal
from contention.extraction.rules.rule_reader import RulesReader


def proposal(cause: str, effect: str) -> Proposal:
    found = RulesReader().find(document_from_text("Rain causes floods.")).proposals[0]
    return replace(found, cause=Phrase(cause, 0, 1), effect=Phrase(effect, 2, 3))


def test_a_phrase_becomes_a_short_title() -> None:
    assert title_of("the supply of affordable homes") == "Supply of affordable homes"
    assert len(title_of("one two three four five six seven eight nine ten").split()) == 5


def test_the_same_words_are_one_factor_and_those_of_the_case_come_first() -> None:
    found = [proposal("the rents", "evictions"), proposal("Rent", "homelessness")]
    naming = name_factors(found, {"rent_level": "Rents", "wages": "Wages"})
    assert naming.by_phrase["the rents"] == naming.by_phrase["Rent"] == "rent_level"
    assert {each.id: each.existing for each in naming.factors} == {
        "rent_level": True, "evictions": False, "homelessness": False,
    }  # fmt: skip


def test_different_factors_never_share_an_id() -> None:
    long = "a very long name of a factor that goes on and on with many words"
    naming = name_factors([proposal(long + " one", long + " two"), proposal("§", "!")])
    assert len({each.id for each in naming.factors}) == len(naming.factors)


@pytest.mark.parametrize(
    ("text", "cause", "title"),
    [
        ("R&D spending lowers costs.", "R&D spending", "R&D spending"),
        ("AT&T raised its prices.", "AT&T", "AT&T"),
        ("Q&A sessions build trust.", "Q&A sessions", "Q&A sessions"),
        ("The levy harms M&S.", "levy", "Levy"),
    ],
)
def test_an_ampersand_without_spaces_joins_letters_of_one_name(
    text: str, cause: str, title: str
) -> None:
    document = document_from_text(text)
    (claim,) = RulesReader().find(document).proposals
    naming = name_factors([claim])
    assert claim.cause.text == cause
    assert title in {each.title for each in naming.factors}
    assert len(naming.factors) == 2


def test_an_ampersand_between_spaces_is_an_and() -> None:
    document = document_from_text("The levy lowers rents & wages.")
    ends = {each.effect.text for each in RulesReader().find(document).proposals}
    assert ends == {"rents", "wages"}
