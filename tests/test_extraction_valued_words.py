"""Words of value: what is good falls as it gets worse, what is bad rises."""

from typing import cast

import pytest

from contention.case.model import Anchor, Sign
from contention.documents.files import document_from_text
from contention.extraction.proposals import Proposal
from contention.extraction.rules.given_spans import phrase_in
from contention.extraction.valued_words import with_values


def read(text: str, cause: str, sign: str, effect: str) -> Proposal:
    """A claim of which some sign holds for the words of a sentence."""
    document = document_from_text(f"{text}\n")
    starts = [document.text.index(words) for words in (cause, effect)]
    one, two = (
        phrase_in(document, document.sentences[0], (start, start + len(words)))[0]
        for start, words in zip(starts, (cause, effect), strict=True)
    )
    anchor = Anchor(min(starts), max(one.end, two.end))
    if one.opposite != two.opposite:
        sign = {"+": "-", "-": "+"}[sign]
    claim = Proposal(
        id="c", document=document.id, cause=one, effect=two, sign=cast("Sign", sign),
        stance="asserted", holder="author", anchor=anchor, confidence=0.9, found_by="model",
        signal=None, sentence=document.sentences[0],
    )  # fmt: skip
    return with_values(document, claim)


@pytest.mark.parametrize(
    ("text", "cause", "effect", "sign"),
    [
        ("The tariff worsens living standards.", "tariff", "living standards", "-"),
        ("The tariff has worsened poverty.", "tariff", "poverty", "+"),
        ("The truce improved the humanitarian crisis.", "truce", "humanitarian crisis", "-"),
        ("Tests improved punctuality.", "Tests", "punctuality", "+"),
        ("Dry drains make flooding worse.", "drains", "flooding", "+"),
        ("The toll made congestion better.", "toll", "congestion", "-"),
        ("Health has deteriorated because of smoke.", "smoke", "Health", "-"),
        ("Unemployment improved because of the works.", "works", "Unemployment", "-"),
    ],
)
def test_a_verb_of_value_gives_the_sign(text: str, cause: str, effect: str, sign: str) -> None:
    assert [read(text, cause, given, effect).sign for given in ("+", "-")] == [sign, sign]


@pytest.mark.parametrize(
    ("text", "cause", "words", "effect", "sign", "name"),
    [
        ("Filters lessen the worsening of asthma.", "Filters", "-", "the worsening of asthma", "-",
         "asthma"),
        ("Filters bring worse health.", "Filters", "+", "worse health", "-", "health"),
        ("The levy makes public services worse.", "levy", "+", "public services worse", "-",
         "public services"),
        ("Cuts make the public debt worse.", "Cuts", "+", "the public debt worse", "+",
         "public debt"),
    ],
)  # fmt: skip
def test_the_sign_of_words_becomes_that_of_their_name(
    text: str, cause: str, words: str, effect: str, sign: str, name: str
) -> None:
    found = read(text, cause, words, effect)
    assert (found.sign, found.effect.text) == (sign, name)


@pytest.mark.parametrize(
    ("text", "cause", "effect"),
    [
        ("The toll does not improve congestion.", "toll", "congestion"),
        ("The reform improved nothing but the smog.", "reform", "smog"),
        ("The fee worsens the mixture.", "fee", "mixture"),
        ("The bypass eased access to the market.", "bypass", "access"),
    ],
)
def test_what_the_words_do_not_decide_keeps_its_sign(text: str, cause: str, effect: str) -> None:
    for sign in ("+", "-"):
        assert read(text, cause, sign, effect).sign == sign
