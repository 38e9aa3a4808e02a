"""Claims that the model reads as proposals: names, signs, holders and places."""

from dataclasses import replace

import pytest

from contention.documents.files import document_from_text
from contention.extraction.model.claim_tagger import PlacedWords, ReadClaim
from contention.extraction.proposals import Proposal
from contention.extraction.rules.given_claims import propose_claim

TEXT = (
    "Fewer buses leave the depot. Shops close early. "
    "The union fears that such cuts lengthen queues at the clinic."
)


def words(text: str) -> PlacedWords:
    document = document_from_text(TEXT)
    at = TEXT.index(text)
    sentence = next(n for n, (start, end) in enumerate(document.sentences) if start <= at < end)
    start = at - document.sentences[sentence][0]
    return PlacedWords(sentence, start, start + len(text))


def claim(cause: str, effect: str) -> ReadClaim:
    return ReadClaim(
        2, words(cause), words(effect), 0.8123, "+", 2.0, "asserted", "", "author", None, None
    )


def proposed(given: ReadClaim) -> Proposal | None:
    document = document_from_text(TEXT)
    return propose_claim(document, document.sentences, given, "p1")


def test_words_of_change_count_in_the_sign_and_an_end_may_stand_in_another_sentence() -> None:
    found = proposed(claim("Fewer buses", "queues at the clinic"))
    assert found is not None
    assert (found.cause.text, found.sign, found.effect.text) == (
        "buses", "-", "queues at the clinic",
    )  # fmt: skip
    assert (found.anchor.start, found.sentence) == (0, document_from_text(TEXT).sentences[2])
    assert (found.stance, found.holder, found.confidence) == ("asserted", "author", 0.812)


@pytest.mark.parametrize(
    ("stance", "as_case", "sign"),
    [("denied", "negated", "0"), ("conditional", "hedged", "+"), ("reported", "reported", "+")],
)
def test_stances_of_a_claim_as_a_case_has_them(stance: str, as_case: str, sign: str) -> None:
    found = proposed(replace(claim("such cuts", "queues"), stance=stance))
    assert found is not None
    assert (found.stance, found.sign) == (as_case, sign)


def test_whoever_is_named_holds_it() -> None:
    given = replace(claim("such cuts", "queues"), holder_kind="named", holder=words("The union"))
    found = proposed(given)
    assert found is not None
    assert found.holder == "The union"
    unnamed = proposed(replace(given, holder_kind="others", holder=None))
    assert unnamed is not None
    assert unnamed.holder == "others"


def test_an_end_that_names_nothing_is_no_claim() -> None:
    assert proposed(replace(claim("buses", "queues"), effect=PlacedWords(2, 0, 0))) is None
