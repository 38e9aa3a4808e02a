"""Odd input: the rules neither fail nor take more than time in proportion to the text."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contention.documents.files import document_from_text
from contention.documents.unreadable import UnreadableFileError
from contention.extraction.proposals import Proposal
from contention.extraction.rules.patterns.finders import find_links
from contention.extraction.rules.patterns.found_links import Scene
from contention.extraction.rules.rule_reader import RulesReader
from contention.extraction.rules.speakers.attribution import attributions
from contention.extraction.rules.syntax.tokens import words_of
from contention.extraction.rules.syntax.verb_groups import parse

START = "The tax on fuel led to fewer cars. "


def read(text: str) -> list[Proposal]:
    return list(RulesReader().find(document_from_text(text)).proposals)


def sound(text: str) -> None:
    """Whatever is found stands in the text, in order, with a confidence and two ends."""
    document = document_from_text(text)
    for found in RulesReader().find(document).proposals:
        assert 0 <= found.anchor.start < found.anchor.end <= len(document.text)
        assert 0 < found.confidence < 1
        assert found.cause.text
        assert found.effect.text
        assert found.sign in ("+", "-", "0", "?")


@pytest.mark.parametrize(
    "odd",
    [
        "," * 10_000,
        "(" * 3_000 + ")" * 2_999,
        '"' * 2_001,
        "“" * 500 + " the tax reduces traffic ",
        "’ s’ ’s " * 400,
        "because " * 900,
        "which which " * 600,
        "not only but also " * 300,
        "The more the more the fewer " * 300,
        "it it they them this " * 400,
        "to " * 2_000,
        "says, says, " * 500,
        "of by of by of " * 400,
        "what is what is " * 400,
        "7,000 12.5% 3 – 4 " * 300,
        "\u202e\u200f\u061c taxes \u202d reduce \u2066 traffic \u2069 " * 50,
        "ａｂｃ ﬁnes Ⅸ ½ 🙂🙂 \u00ad\u00ad é̂̃ " * 80,
        "- cut taxes\n* raise wages\n• end the war\n" * 60,
        "# HEADING\n\n1. 2. 3.\n\n" * 60,
        "a-" * 2_000 + "a",
        "x" * 20_000,
        "No, no, no! Neither, nor? Hardly... " * 100,
    ],
)
def test_odd_text_is_read_without_a_crash(odd: str) -> None:
    sound(START + odd)
    sound(f"{START}If {odd} then prices rise because of {odd}, which leads to hunger.")


def test_capitals_lists_and_headings_do_not_hide_a_claim() -> None:
    assert [(p.cause.text, p.sign) for p in read("HIGHER TAXES REDUCE TRAFFIC IN THE TOWN.")] == [
        ("TAXES", "-")
    ]
    listed = "WHAT WE KNOW\n\n- Fewer buses lead to longer queues.\n- Tolls reduce traffic."
    assert [(p.cause.text, p.sign) for p in read(listed)] == [("buses", "-"), ("Tolls", "-")]


def test_a_quotation_that_is_never_closed_hides_nothing_after_it() -> None:
    text = "The mayor said “the toll cuts traffic. Fewer buses lead to longer queues."
    assert ("buses", "-") in [(p.cause.text, p.sign) for p in read(text)]


SIGNALS = """
the a of by to and or but not that which who what it they this is was would may if because unless
although while as with without more fewer tax taxes war peace rise falls reduces led caused by says
claim myth of so, . , ; : ( ) “ ” ' — in order effect on good bad keep from there no only way
attempt goal aim than rather
"""
WORDS = st.sampled_from(SIGNALS.split())


@settings(max_examples=50, deadline=None)
@given(st.lists(WORDS, min_size=3, max_size=60))
def test_any_order_of_signal_words_is_read_without_a_crash(words: list[str]) -> None:
    try:
        sound(" ".join(words))
    except UnreadableFileError:
        return


UNITS = (
    "higher rents drive families out and reduce the number of pupils, because ",
    "which leads to more debt, ",
    "critics say that it harms the poor, ",
    "not A but B, ",
    "if wages fall, ",
    "“so they say,” ",
    ",",
    "(",
)


@pytest.mark.parametrize("unit", UNITS)
def test_a_sentence_twice_as_long_takes_about_twice_the_time(unit: str) -> None:
    """Each sentence is one of its own: no full stop, as a broken file may have none."""
    long = START + unit * (30_000 // len(unit))
    short = long[: len(long) // 2]
    read(short[:5_000])
    times = []
    for text in (short, long):
        document = document_from_text(text)
        tries = []
        for _ in range(2):
            before = time.process_time()
            RulesReader().find(document)
            tries.append(time.process_time() - before)
        times.append(min(tries))
    assert times[1] < 3.5 * times[0] + 0.02


@pytest.mark.parametrize("unit", UNITS)
def test_one_sentence_of_the_greatest_length_is_read_in_little_time(unit: str) -> None:
    """Words that are looked at together are bounded; even there nothing is cubic."""
    text = (START[:-2] + ", and " + unit * 400)[:2_000]
    before = time.process_time()
    scene = Scene(parse(words_of(text)))
    find_links(scene)
    attributions(scene)
    assert time.process_time() - before < 0.5
