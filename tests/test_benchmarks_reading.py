"""The labelled sentences, and how readers are scored on them."""

import math
from dataclasses import replace

import pytest
from benchmarks import reading
from benchmarks.policy_sentences import (
    HALVES,
    SIGNS,
    Coding,
    GoldClaim,
    GoldPhrase,
    GoldSentence,
    Half,
    read_half,
)
from benchmarks.reading_score import score, summed

from contention.case.model import Anchor
from contention.documents.document import ReadDocument
from contention.extraction.proposals import AUTHOR, Phrase, Proposal, Reading

STANCES = {"asserted", "hedged", "conceded", "negated", "reported", "rejected"}
PHENOMENA = {
    "signal", "polarity_cause", "polarity_effect", "polarity_both", "negation", "hedge",
    "conditional", "rhetorical", "quotation", "attribution", "several", "list", "carry_over",
    "appeal", "title", "temporal", "comparative", "response", "purpose", "lookalike",
}  # fmt: skip
SUBJECTS = {
    "war", "climate", "housing", "health", "economics",
    "education", "migration", "democracy", "transport",
}  # fmt: skip
GOLD = GoldClaim(
    codings=(Coding(GoldPhrase("nurses", "fewer"), GoldPhrase("long waits"), frozenset("-")),),
    stances=frozenset({"asserted"}),
    holders=frozenset({"author"}),
)
SENTENCE = GoldSentence("health_001", ("signal",), "Fewer nurses mean long waits.", "", (GOLD,))


def proposal(cause: str = "nurses", effect: str = "long waits", sign: str = "-") -> Proposal:
    return Proposal(
        id="p", document="d", cause=Phrase(cause, 0, 1), effect=Phrase(effect, 0, 1),
        sign=sign, stance="asserted", holder=AUTHOR, anchor=Anchor(0, 1),  # type: ignore[arg-type]
        confidence=0.5, found_by="rules", signal=None, sentence=(0, 29),
    )  # fmt: skip


@pytest.mark.parametrize("half", HALVES)
def test_sentences_are_labelled_with_words_of_their_own(half: Half) -> None:
    for sentence in read_half(half):
        whole = f"{sentence.before}\n{sentence.text}"
        for claim in sentence.claims:
            assert claim.stances <= STANCES, sentence.id
            assert all(h in ("author", "others") or h in sentence.text for h in claim.holders)
            for coding in claim.codings:
                assert coding.signs <= set(SIGNS.values())
                for phrase in (coding.cause, coding.effect):
                    assert phrase.words in whole, sentence.id
                    assert phrase.down in whole, sentence.id


def test_halves_are_cut_by_number_and_share_nothing() -> None:
    halves = {half: read_half(half) for half in HALVES}
    assert all(sentence.half == half for half, found in halves.items() for sentence in found)
    texts = [sentence.text for found in halves.values() for sentence in found]
    assert len(texts) == len(set(texts)) >= 450


@pytest.mark.parametrize("half", HALVES)
def test_every_phenomenon_and_subject_is_in_each_half(half: Half) -> None:
    found = read_half(half)
    assert {tag for sentence in found for tag in sentence.tags} >= PHENOMENA
    assert {s.subject for s in found} == SUBJECTS
    for sentence in found:
        assert ("lookalike" in sentence.tags) == (not sentence.claims), sentence.id


@pytest.mark.parametrize("half", HALVES)
@pytest.mark.parametrize("kept", [False, True])
def test_a_reader_that_says_what_is_labelled_has_everything_right(half: Half, kept: bool) -> None:
    """With the words of change counted in the sign, and with them kept in the phrases."""
    for sentence in read_half(half):
        found = []
        for claim in sentence.claims:
            coding = claim.codings[0]
            ends = (coding.cause, coding.effect)
            cause, effect = (f"{end.down if kept else ''} {end.words}" for end in ends)
            turned = kept and bool(ends[0].down) != bool(ends[1].down)
            sign = sorted(coding.signs)[0]
            sign = {"+": "-", "-": "+"}.get(sign, sign) if turned else sign
            holder = "nobody named" if claim.holders == {"others"} else sorted(claim.holders)[0]
            stance = sorted(claim.stances)[0]
            made = proposal(cause, effect, sign)
            found.append(replace(made, holder=holder, stance=stance))  # type: ignore[arg-type]
        figures = summed([score(sentence, found)])
        if sentence.claims:
            assert figures.f1 == pytest.approx(1), sentence.id
            assert figures.usable == 1, sentence.id


def test_a_subject_can_be_measured_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(reading, "speed", lambda _reader, _golds: 1.0)
    chosen = [s for s in read_half("development") if s.subject == "transport"]
    reading.main(["--reader", "rules", "--half", "development", "--subject", "transport"])
    assert f"development half ({len(chosen)} sentences)" in capsys.readouterr().out


def test_word_for_word_is_full_credit() -> None:
    figures = summed([score(SENTENCE, [proposal()])])
    assert figures.precision == figures.recall == figures.f1 == figures.usable == 1


def test_overlap_gives_part_of_the_credit() -> None:
    figures = summed([score(SENTENCE, [proposal(effect="waits")])])
    assert figures.recall == pytest.approx((1 + 2 / 3) / 2)
    assert figures.found == 1


def test_no_word_in_common_at_one_end_is_no_match() -> None:
    figures = summed([score(SENTENCE, [proposal(effect="costs")])])
    assert (figures.precision, figures.recall, figures.found) == (0, 0, 0)
    assert math.isnan(figures.sign)


@pytest.mark.parametrize(
    ("cause", "sign", "right"),
    [
        ("nurses", "-", True),
        ("nurses", "+", False),
        ("Fewer nurses", "+", True),
        ("Fewer nurses", "-", False),
    ],
)
def test_a_word_of_change_counts_in_the_sign_or_in_the_phrase(
    cause: str, sign: str, right: bool
) -> None:
    figures = summed([score(SENTENCE, [proposal(cause=cause, sign=sign)])])
    assert figures.sign == right
    assert figures.recall == 1


def test_one_claim_takes_one_proposal_and_the_rest_cost_precision() -> None:
    figures = summed([score(SENTENCE, [proposal(), proposal(effect="waits")])])
    assert figures.precision == 0.5
    assert figures.recall == 1


def test_holders_are_matched_by_their_words_and_the_author_by_name() -> None:
    claim = replace(GOLD, holders=frozenset({"health secretary"}))
    sentence = replace(SENTENCE, claims=(claim,))
    said = replace(proposal(), holder="the secretary")
    assert summed([score(sentence, [said])]).holder == 1
    assert summed([score(sentence, [proposal()])]).holder == 0


def test_the_sentence_before_is_read_but_not_scored(monkeypatch: pytest.MonkeyPatch) -> None:
    gold = GoldSentence("health_002", ("carry_over",), "This made waits long.", "Nurses left.", ())

    class EverySentence:
        name = "every"

        def find(self, document: ReadDocument) -> Reading:
            assert document.text == "Nurses left. This made waits long."
            ranges = enumerate(document.sentences)
            return Reading(tuple(replace(proposal(), id=str(i), sentence=s) for i, s in ranges))

    assert [p.id for p in reading.proposals_for(EverySentence(), gold, 0.0)] == ["1"]
    assert reading.proposals_for(EverySentence(), gold, 0.9) == ()
    monkeypatch.setattr(reading, "reader_named", lambda _name: EverySentence())
    monkeypatch.setattr(reading, "TIMED_SECONDS", 0.0)
    monkeypatch.setattr(reading, "speed", lambda _reader, _golds: 1.0)
    assert reading.evaluate("rules", "held_out", [gold], 0.0).false_alarms == 1
