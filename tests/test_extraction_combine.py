from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import pytest

from contention.documents.document import Range
from contention.documents.files import document_from_text
from contention.extraction import combine, windowed
from contention.extraction.combine import one_way, reader_for, same_claim
from contention.extraction.model.claim_tagger import PlacedWords, ReadClaim
from contention.extraction.model_reader import ModelReader
from contention.extraction.proposals import Proposal, Reader

TEXT = "The toll reduced traffic. The strike emptied the shelves."


def found_claim(sentence: int, cause: Range, effect: Range, confidence: float) -> ReadClaim:
    one, two = (PlacedWords(sentence, *where) for where in (cause, effect))
    return ReadClaim(
        sentence, one, two, confidence, "-", -2.0, "asserted", "", "author", None, None
    )


class StandIn:
    """Answers as the trained model does: the first words of a sentence act on the last."""

    def read(self, sentences: Sequence[str]) -> Sequence[ReadClaim]:
        return [
            found_claim(n, (0, text.index(" ", 4)), (text.rindex(" ") + 1, len(text) - 1), 0.8)
            for n, text in enumerate(sentences)
        ]


def model() -> Reader:
    return ModelReader(StandIn())


def test_what_both_find_is_surer_and_worded_by_the_rules() -> None:
    document = document_from_text(TEXT)
    alone = reader_for("rules").find(document)
    both = reader_for("both", model).find(document)
    assert [each.found_by for each in both.proposals] == ["rules+model"] * 2
    for one, two in zip(alone.proposals, both.proposals, strict=True):
        assert two.confidence > one.confidence
        assert (one.cause, one.sign) == (two.cause, two.sign)


def test_names_of_the_model_leave_words_of_change_out() -> None:
    found = reader_for("model", model).find(document_from_text(TEXT)).proposals
    assert [(each.cause.text, each.sign, each.effect.text) for each in found] == [
        ("toll", "-", "traffic"), ("strike", "-", "shelves"),
    ]  # fmt: skip
    assert {each.stance for each in found} == {"asserted"}


def test_without_the_model_it_is_rules_only_and_said_so() -> None:
    def missing() -> Reader:
        raise FileNotFoundError("tagger.onnx is missing")

    reading = reader_for("both", missing).find(document_from_text(TEXT))
    assert [each.found_by for each in reading.proposals] == ["rules"] * 2
    assert "rules only" in reading.notes[0]


def test_ids_are_unique_and_in_the_order_of_the_text() -> None:
    found = reader_for("both", model).find(document_from_text(TEXT * 5)).proposals
    assert len({each.id for each in found}) == len(found)
    assert [each.sentence for each in found] == sorted(each.sentence for each in found)


def test_only_claims_on_near_words_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    document = document_from_text("tolls reduce traffic because " * 400)
    claims = reader_for("rules").find(document).proposals
    compared = 0

    def counted(one: Proposal, two: Proposal) -> bool:
        nonlocal compared
        compared += 1
        return same_claim(one, two)

    monkeypatch.setattr(combine, "same_claim", counted)
    again = [replace(each, found_by="model") for each in claims]
    assert {each.found_by for each in combine.merged(claims, again)} == {"rules+model"}
    assert compared < 20 * len(claims)


def test_reading_in_parts_finds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    document = document_from_text("Tolls cut traffic. This hurts 40 shops. Rents rose. " * 30)
    reader = reader_for("rules")
    told: list[tuple[int, int]] = []
    monkeypatch.setattr(windowed, "windows", partial(windowed.windows, size=20))
    monkeypatch.setattr(windowed, "WINDOW", 20)
    parts = windowed.find_in_windows(document, reader, lambda *each: told.append(each))
    assert parts == reader.find(document)
    assert (told[0], told[-1]) == ((20, 90), (90, 90))


@pytest.mark.parametrize(("back", "kept"), [(0.4, 1), (0.6, 2), (0.9, 1)])
def test_of_two_directions_between_two_ends_an_unsure_one_goes(back: float, kept: int) -> None:
    """Otherwise the two would close a loop that nobody states; 0.9 makes the first the unsure."""
    document = document_from_text("The toll reduced trade.")
    (first,) = reader_for("model", model).find(document).proposals
    first = replace(first, confidence=0.45 if back == 0.9 else 0.7)
    other = replace(first, id="back", cause=first.effect, effect=first.cause, confidence=back)
    apart = replace(other, id="apart", sentence=(90, 99))
    found = one_way((first, other, apart), lambda each: each.confidence)
    assert len(found) == kept + 1
    assert max((first, other), key=lambda each: each.confidence) in found
    assert apart in found
