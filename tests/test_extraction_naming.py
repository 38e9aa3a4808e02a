from typing import cast

import pytest

from contention.case.model import Anchor, Sign
from contention.documents.files import document_from_text
from contention.extraction.naming import settle
from contention.extraction.naming.known import in_words_of
from contention.extraction.naming.quantity_names import quantity
from contention.extraction.proposals import Proposal, as_named
from contention.extraction.rules.given_spans import phrase_in


def claims(text: str, *ends: tuple[str, str, str]) -> tuple[Proposal, ...]:
    """Proposals with the given words, sign and words as they stand in a text."""
    document = document_from_text(text)
    found = []
    at = 0
    for number, (cause, sign, effect) in enumerate(ends):
        phrases = []
        turns = 1
        for words in (cause, effect):
            start = document.text.index(words, at)
            sentence = next(s for s in document.sentences if s[0] <= start < s[1])
            phrase, way = phrase_in(document, sentence, (start, start + len(words)))
            phrases.append(phrase)
            turns *= way
        at = sentence[0]
        signs = {"+": "-", "-": "+"} if turns < 0 else {}
        anchor = Anchor(min(p.start for p in phrases), max(p.end for p in phrases))
        found.append(
            Proposal(
                id=f"c{number}", document=document.id, cause=phrases[0], effect=phrases[1],
                sign=cast("Sign", signs.get(sign, sign)), stance="asserted", holder="author",
                anchor=anchor, confidence=0.9, found_by="model", signal=None, sentence=sentence,
            )
        )  # fmt: skip
    return settle.settled(document, found)


def names(found: tuple[Proposal, ...]) -> list[tuple[str, str, str]]:
    return [(e.cause.text, e.sign, e.effect.text) for e in map(as_named, found)]


@pytest.mark.parametrize(
    ("words", "name", "sign"),
    [
        ("faster ferries", "speed of ferries", 1),
        ("slower trains", "speed of trains", -1),
        ("widening the canal", "width of the canal", 1),
        ("cheap timber", "price of timber", -1),
        ("higher fares", "higher fares", 1),
        ("the number of herons", "herons", 1),
        ("some 4,000 hectares of reeds", "reeds", 1),
        ("two-thirds of the harvest", "harvest", 1),
        ("cellars were flooded", "flooding of cellars", 1),
        ("a lighthouse that nobody has painted since the war", "lighthouse", 1),
        ("the price of the oldest and smallest houses in the old town", "price", 1),
    ],
)
def test_a_name_is_a_short_noun_phrase_that_keeps_what_makes_the_quantity(
    words: str, name: str, sign: int
) -> None:
    first = words.partition(" ")[0]
    found = quantity(words, first)
    assert (found.name, found.sign) == (name, sign)
    assert len(found.name.split()) <= 5


@pytest.mark.parametrize(
    ("words", "shape"), [("it", "pronoun"), ("this", "pronoun"), ("this decline", "change")]
)
def test_what_only_points_back_has_no_name(words: str, shape: str) -> None:
    assert quantity(words, words.split()[0]).shape == shape
    assert quantity(words, words.split()[0]).name in ("", "decline")


def test_a_tax_gets_one_name_by_whatever_words_it_is_mentioned() -> None:
    found = claims(
        "The bottle tax cut litter. The tax raised prices. This tax angers brewers.",
        ("bottle tax", "-", "litter"), ("The tax", "+", "prices"), ("This tax", "-", "brewers"),
    )  # fmt: skip
    assert {cause for cause, _, _ in names(found)} == {"bottle tax"}


def test_plurals_and_words_of_measure_do_not_make_another_quantity() -> None:
    found = claims(
        "Storms raise flood levels. Higher flood levels ruin barns. A flood drowns sheep.",
        ("Storms", "+", "flood levels"), ("Higher flood levels", "+", "barns"),
        ("A flood", "-", "sheep"),
    )  # fmt: skip
    made = names(found)
    assert made[0][2] == made[1][0]


def test_opposites_share_a_name_and_turn_the_sign() -> None:
    found = claims(
        "Mills raise employment. Unemployment feeds crime.",
        ("Mills", "+", "employment"), ("Unemployment", "+", "crime"),
    )  # fmt: skip
    assert names(found)[1] == ("employment", "-", "crime")


def test_cause_and_effect_of_a_claim_are_never_one_quantity() -> None:
    found = claims(
        "Old debt breeds new debt. The debt ruins farms.",
        ("Old debt", "+", "new debt"), ("The debt", "-", "farms"),
    )  # fmt: skip
    assert names(found)[0][0] != names(found)[0][2]


def test_a_doubtful_merge_closes_no_loop() -> None:
    found = claims(
        "The wine levy cut hospital bills. Lower hospital bills reduce the need for a "
        "levy on beer.",
        ("wine levy", "-", "hospital bills"),
        ("hospital bills reduce", "-", "the need for a levy on beer"),
    )  # fmt: skip
    assert names(found)[1][2] != names(found)[0][0]


def test_a_loop_that_neighbouring_sentences_state_is_closed() -> None:
    found = claims(
        "A swollen deficit feeds the fear of default. Such fear raises the yields. Higher yields "
        "swell public deficits.",
        ("A swollen deficit", "+", "fear of default"), ("Such fear", "+", "the yields"),
        ("Higher yields", "+", "public deficits"),
    )  # fmt: skip
    assert [(cause, effect) for cause, _, effect in names(found)] == [
        ("deficit", "fear of default"), ("fear of default", "yields"), ("yields", "deficit"),
    ]  # fmt: skip


def test_a_claim_about_one_quantity_alone_is_left_out() -> None:
    assert claims("Low coverage lowers coverage.", ("Low coverage", "-", "coverage.")) == ()


def test_a_pronoun_stands_for_the_subject_before_and_its_claim_keeps_the_sign() -> None:
    found = claims(
        "The new bridge shortened the way to school. It also ruined the ferry.",
        ("The new bridge", "-", "way to school"), ("It", "-", "ferry"),
    )  # fmt: skip
    assert found[1].cause.start == 0
    assert names(found)[1] == (names(found)[0][0], "-", "ferry")


def test_this_stands_for_what_came_about_and_goes_the_way_that_it_went() -> None:
    found = claims(
        "The dam cut the supply of mud. This starved the delta.",
        ("The dam", "-", "supply of mud"), ("This", "-", "delta"),
    )  # fmt: skip
    assert names(found)[1] == (names(found)[0][2], "+", "delta")


def test_a_claim_about_somebody_who_is_only_a_pronoun_is_left_out() -> None:
    assert claims("She raised wages.", ("She", "+", "wages")) == ()


def test_the_title_of_a_case_comes_first_and_turns_what_says_less() -> None:
    found = claims(
        "A shortage of nurses kills patients. The nurses lack beds.",
        ("A shortage of nurses", "+", "patients"), ("The nurses", "-", "beds"),
    )  # fmt: skip
    renamed = in_words_of(found, ["Nurse", "Harbour dues"])
    assert {each.cause.text for each in renamed} == {"nurse"}
