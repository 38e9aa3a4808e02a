import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contention.documents.document import ReadDocument
from contention.documents.files import document_from_text
from contention.documents.unreadable import UnreadableFileError
from contention.extraction.combine import reader_for
from contention.extraction.proposals import Proposal


def read(text: str) -> list[Proposal]:
    return list(reader_for("rules").find(document_from_text(text)).proposals)


def links(text: str) -> set[str]:
    return {f"{each.cause.text} {each.sign} {each.effect.text}".lower() for each in read(text)}


def only(text: str) -> Proposal:
    found = read(text)
    assert len(found) == 1, [(each.cause.text, each.effect.text) for each in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Air pollution is a major cause of asthma.", "air pollution + asthma"),
        ("Unemployment stems from weak demand.", "demand - unemployment"),
        ("The unrest was caused by hunger.", "hunger + unrest"),
        ("The toll drags down sales.", "toll - sales"),
        ("A pause would give the army time to rebuild its stocks.", "pause + stocks"),
        ("The strike was a response to the cuts.", "cuts + strike"),
        ("Fewer buses lead to longer queues.", "buses - queues"),
        ("A decline in trust has weakened the parties.", "trust + parties"),
        ("Resistance wore down the economy.", "resistance - economy"),
        ("The more trees there are, the fewer floods occur.", "trees - floods"),
        ("Because rents fell, fewer families left.", "rents + families left"),
        ("Wages fell due to automation.", "automation - wages"),
        ("Without rain, the harvest would collapse.", "rain + harvest"),
        ("Unless rents fall, evictions will rise.", "rents + evictions"),
        ("The reform makes housing less affordable.", "reform - housing affordable"),
        ("The levy discourages firms from hiring.", "levy - firms hiring"),
        ("High prices push families into debt.", "prices + families into debt"),
    ],
)
def test_one_signal_one_signed_link(text: str, expected: str) -> None:
    assert expected in links(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The shops do not lose trade.", set()),
        ("The museum did not gain visitors.", set()),
        ("The fee does not cut noise.", {"fee 0 noise"}),
        ("The fee does not make the shops lose customers.", {"fee 0 customers"}),
        ("Because of the fee, shops do not lose trade.", {"fee + trade"}),
        ("If the fee rises, shops will not lose trade.", {"fee + trade"}),
        ("If the fee rises, shops will lose trade.", {"fee - trade"}),
    ],
)
def test_what_does_not_happen_denies_no_effect(text: str, expected: set[str]) -> None:
    found = links(text)
    assert expected <= found
    assert not any(" 0 " in each for each in found - expected)


def test_causal_loop_text_gives_every_link() -> None:
    found = links(
        "As blorks increase, fimbles tend to decrease. Consequently, fewer fimbles lead to more "
        "zorps. This in turn reduces the number of blorks. When zorps fall, wabs rise. "
        "An increase in wabs causes a decline in tofts."
    )
    assert found == {
        "blorks - fimbles", "fimbles - zorps", "zorps - blorks", "zorps - wabs", "wabs - tofts",
    }  # fmt: skip


def test_lists_and_coordinated_verbs_give_a_claim_each() -> None:
    found = links("Discontent has grown due to inequality, poverty and corruption.")
    assert found == {f"{cause} + discontent" for cause in ("inequality", "poverty", "corruption")}
    found = links("The toll reduced traffic and improved the air, which helped shops recover.")
    assert {"toll - traffic", "toll + air"} <= found


def test_what_was_said_before_is_carried_over() -> None:
    found = links("Rents have risen sharply. This has increased evictions.")
    assert found == {"rents + evictions"}


@pytest.mark.parametrize(
    ("text", "sign", "stance", "holder"),
    [
        ("Immigration does not lower wages.", "0", "negated", "author"),
        ("Neither bans nor fines have reduced smoking.", "0", "negated", "author"),
        ("There is no evidence that the penalty deters crime.", "0", "negated", "author"),
        ("The cap could reduce the supply.", "-", "hedged", "author"),
        ("It would be too optimistic to claim that talks lead to peace.", "+", "hedged", "author"),
        ("Of course, war fosters nationalism.", "+", "conceded", "author"),
        ("Critics argue that sanctions hurt the poor.", "-", "reported", "Critics"),
        ("According to the bank, wages drive inflation.", "+", "reported", "the bank"),
        ("Some writers attribute the war to fear.", "+", "reported", "Some writers"),
        ("It is naive to believe that caps end homelessness.", "-", "rejected", "others"),
        ("The myth that migrants depress wages is persistent.", "-", "rejected", "others"),
        ("Would a ban really free up homes?", "+", "rejected", "others"),
        ("Doesn't the toll reduce traffic?", "-", "asserted", "author"),
    ],
)
def test_stance_and_holder(text: str, sign: str, stance: str, holder: str) -> None:
    for found in read(text) or pytest.fail("no claim found"):
        assert (found.sign, found.stance, found.holder) == (sign, stance, holder)


def test_strength_delay_condition_and_need() -> None:
    assert only("The toll sharply reduced traffic within two years.").delay_word == "2 years"
    assert only("The toll sharply reduced traffic.").strength_word == "strong"
    assert only("The ban temporarily lowered prices.").transient == "true"
    found = only("If revenue is kept, carbon taxes raise inequality.")
    assert found.condition is not None
    assert "revenue" in found.condition.text
    assert only("He cannot stay in power without waging war.").necessary


@pytest.mark.parametrize(
    "text",
    [
        "The committee will meet on Tuesday.",
        "End the war and free the prisoners!",
        "Thousands of people visited the museum last year.",
        "What would a victory lead to?",
        "She opened the window and looked outside.",
    ],
)
def test_no_claim_where_nothing_is_said_to_cause_anything(text: str) -> None:
    assert read(text) == []


def test_positions_are_those_of_the_words() -> None:
    text = (
        "First words.\n\nBread short-\nages, caused by a “long”\u00a0drought, fuelled the unrest."
    )
    document = document_from_text(text)
    for found in reader_for("rules").find(document).proposals:
        for phrase in (found.cause, found.effect):
            there = document.text[phrase.start : phrase.end].replace("-\n", "")
            assert phrase.text.split()[0].lower() in there.lower()
        assert found.anchor.start <= min(found.cause.start, found.effect.start)
        assert found.sentence in document.sentences


def test_marks_of_direction_are_no_words() -> None:
    found = only("The \u200ftoll\u200e reduced \u200etraffic.")
    assert (found.cause.text, found.effect.text) == ("toll", "traffic")


@given(st.text(alphabet="abct ,.;“”’()?-\n—", max_size=200))
def test_any_text_is_read_without_a_crash(noise: str) -> None:
    text = (
        f"Because {noise} if the tax {noise} leads to {noise} which reduces fewer homes by {noise}"
    )
    try:
        document = document_from_text(text)
    except UnreadableFileError:
        return
    for found in reader_for("rules").find(document).proposals:
        assert 0 <= found.anchor.start < found.anchor.end <= len(document.text)
        assert 0 < found.confidence < 1


def long(document: str, characters: int) -> ReadDocument:
    unit = "higher rents drive families out and reduce the number of pupils, because "
    return document_from_text(document + unit * (characters // len(unit)))


@pytest.mark.slow
def test_a_million_characters_without_a_stop_take_time_in_proportion() -> None:
    times = []
    for characters in (100_000, 1_000_000):
        document = long("Start: ", characters)
        before = time.process_time()
        reader_for("rules").find(document)
        times.append(time.process_time() - before)
    assert times[1] < 20 * times[0]


def test_what_a_verb_leads_to_is_not_its_purpose() -> None:
    text = "Fewer guests mean lower turnover, and lower turnover leads to empty shops."
    found = reader_for("rules").find(document_from_text(text)).proposals
    assert {each.effect.text for each in found} == {"turnover", "empty shops"}
