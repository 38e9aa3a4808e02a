"""Every coded sentence is judged by itself: shown where a copy has it, and nowhere else.

The text is a page of a made-up dispute with what makes copies hard: numbers, negations, quotes,
sentences that are like each other, headings, compounds, a sentence that occurs twice.
"""

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from contention.case.model import Anchor
from contention.case.text.matching import match_copy
from contention.case.text.texts import AttachedText, Attachment, anchor_in, sentence_at
from contention.case.text.word_print import Stretch, print_of_quotes, word_print

SENTENCES = {
    "title": "The harbour and its ferry",
    "opening": "For eleven years the council of Port Ansel has run a free ferry over the sound.",
    "lowers": "The ferry lowers the number of cars on the old bridge.",
    "count": "In 2019 the bridge carried 10,500 cars a day, and last year it carried 8,200.",
    "not": "The ferry does not raise the price of houses on the island.",
    "rents": "Rents on the island rose by 1.5 percent, and in town they changed by -1.2 percent.",
    "cost": "Each crossing costs the town £4 in wages and fuel, which is 5% less than a bus.",
    "twin_a": "Team Alder found that the ferry cut the waiting time at the toll by six minutes.",
    "twin_b": "Team Birch found that the ferry cut the waiting time at the toll by nine minutes.",
    "quote": "“It’s a well-known fact,” the harbour master said, “that co-operation keeps it up.”",
    "office": "Its first-class effects on traffic are sufficient reason to keep the office open.",
    "again": "Keep the ferry free.",
    "middle": "A fare would drive the passengers back into their cars, and queues would return.",
    "again_2": "Keep the ferry free.",
    "short": "Why pay twice?",
    "close": "The government of the province has never paid for the pier, and it never will.",
}
TEXT = "\n\n".join(
    (
        SENTENCES["title"],
        " ".join(
            SENTENCES[each] for each in ("opening", "lowers", "count", "not", "rents", "cost")
        ),
        " ".join(SENTENCES[each] for each in ("twin_a", "twin_b", "quote", "office", "again")),
        " ".join(SENTENCES[each] for each in ("middle", "again_2", "short", "close")),
    )
)


def anchors() -> dict[str, Anchor]:
    made, place = {}, 0
    for name, sentence in SENTENCES.items():
        place = TEXT.index(sentence, place)
        made[name] = Anchor(place, place + len(sentence))
        place += len(sentence)
    return made


ANCHORS = anchors()


def attached(copy: str, stretches: tuple[Stretch, ...] | None = None) -> AttachedText:
    known = word_print(TEXT) if stretches is None else stretches
    match = match_copy(known, copy)
    kept = Attachment(Path("copy.txt"), "", match.share, match.positions, match.found)
    return AttachedText(copy, kept, "copy.txt")


def absent(copy: str, stretches: tuple[Stretch, ...] | None = None) -> set[str]:
    text = attached(copy, stretches)
    return {name for name, anchor in ANCHORS.items() if sentence_at(text, anchor) is None}


CHANGES = {
    "a sentence replaced": (SENTENCES["middle"], "Nobody in the town has asked for one.", "middle"),
    "one word replaced": ("passengers back", "pupils back", "middle"),
    "a sentence deleted": (SENTENCES["not"] + " ", "", "not"),
    "a direction turned": ("lowers", "raises", "lowers"),
    "a negation put in": ("ferry lowers", "ferry does not lower", "lowers"),
    "one word put in": ("ferry lowers", "ferry hardly lowers", "lowers"),
    "a negation taken out": ("does not raise", "does raise", "not"),
    "a never taken out": ("has never paid", "has paid", "close"),
    "denied from before": ("The ferry lowers", "It is untrue that the ferry lowers", "lowers"),
    "denied from behind": ("old bridge.", "old bridge, or so they said.", "lowers"),
    "a number changed": ("10,500", "12,900", "count"),
    "a year changed": ("In 2019", "In 2016", "count"),
    "a decimal point moved": ("1.5 percent", "15 percent", "rents"),
    "a minus taken out": ("by -1.2", "by 1.2", "rents"),
    "a currency changed": ("£4", "$4", "cost"),
    "a percent sign taken out": ("5%", "5", "cost"),
    "a number word changed": ("nine minutes", "three minutes", "twin_b"),
    "one of two alike deleted": (SENTENCES["twin_a"] + " ", "", "twin_a"),
    "a question made longer": ("Why pay twice?", "Why would we pay twice?", "short"),
    "the last words cut off": (", and it never will.", ".", "close"),
    "the title changed": ("The harbour and its ferry\n", "The harbour, not its ferry\n", "title"),
    "a heading put into the sentence": ("and queues would", "and\nPage 3\nqueues would", "middle"),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_sentence_is_not_shown_and_all_others_are(change: str) -> None:
    old, new, name = CHANGES[change]
    assert TEXT.count(old) == 1
    assert absent(TEXT.replace(old, new)) == {name}


@pytest.mark.parametrize("change", CHANGES)
def test_a_print_without_seals_knows_words_that_come_or_go(change: str) -> None:
    """One digit a word: of words that are replaced, one in sixteen has the same digit."""
    old, new, name = CHANGES[change]
    unsealed = tuple(Stretch(each.start, each.end, each.digits) for each in word_print(TEXT))
    missed = {"a minus taken out", "a currency changed", "a percent sign taken out"}
    expected = set() if change in missed else {name}
    assert absent(TEXT.replace(old, new), unsealed) == expected


def test_of_two_equal_sentences_the_one_that_is_left_is_shown_once() -> None:
    copy = TEXT.replace(SENTENCES["again"], "", 1)
    lost = absent(copy)
    assert lost == {"again"}
    here = anchor_in(attached(copy), ANCHORS["again_2"])
    assert here is not None
    assert copy[here.start : here.end] == "Keep the ferry free."


def test_sentences_that_changed_places_are_not_both_shown() -> None:
    one, two = SENTENCES["lowers"], SENTENCES["count"]
    assert absent(TEXT.replace(f"{one} {two}", f"{two} {one}")) in ({"lowers"}, {"count"})


def test_a_new_sentence_between_others_takes_nothing_away() -> None:
    copy = TEXT.replace(SENTENCES["not"], f"None of this is sure. {SENTENCES['not']}")
    assert absent(copy) == set()
    both = Anchor(ANCHORS["count"].start, ANCHORS["not"].end)
    assert anchor_in(attached(TEXT), both) is not None
    assert anchor_in(attached(copy), both) is None


def wrapped(text: str) -> str:
    """Lines of at most 40 characters; long words are broken with a hyphen."""
    lines, line = [], ""
    for word in re.split(r" ", text):
        if len(line) + len(word) > 40 and "\n" not in word and len(word) > 6:
            line += f" {word[:3]}-"
            word = word[3:]
        if len(line) + len(word) > 40:
            lines.append(line)
            line = ""
        line = f"{line} {word}" if line else word
    return "\n".join([*lines, line])


def plain(text: str) -> str:
    """The letters of a text, without the two notes."""
    folded = unicodedata.normalize("NFKC", re.sub(r"\[3\]|¹²", "", text))
    return re.sub(r"[\W_]", "", folded).casefold()


HARMLESS: dict[str, Callable[[str], str]] = {
    "itself": lambda text: text,
    "spaces": lambda text: text.replace(" ", " \u00a0 "),
    "lines and hyphens at their ends": wrapped,
    "capitals": str.upper,
    "straight quotes": lambda text: text.translate({0x201C: '"', 0x201D: '"', 0x2019: "'"}),
    "no quotes": lambda text: re.sub("[“”’]", "", text),
    "dashes": lambda text: text.replace("-", "‑").replace(", and", " — and"),
    "minus": lambda text: text.replace("-1.2", "−1.2"),
    "compounds apart": lambda text: text.replace("first-class", "first class"),
    "compounds as one": lambda text: text.replace("well-known", "wellknown").replace(
        "co-op", "coop"
    ),
    "soft hyphens": lambda text: text.replace("ernment", "\u00adern\u00adment"),
    "ligatures": lambda text: text.replace("ffi", "ﬃ").replace("ff", "ﬀ").replace("fi", "ﬁ"),
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "a page around it": lambda text: (
        f"Home\n\nNews | Sport\n\n{text}\n\nRead more\n\n© Gazette 2024"
    ),
    "numbers of notes": lambda text: text.replace("old bridge.", "old bridge.[3]").replace(
        "into their cars,", "into their cars,¹²"
    ),
}


@pytest.mark.parametrize("change", HARMLESS)
def test_what_does_not_count_takes_nothing_away(change: str) -> None:
    copy = HARMLESS[change](TEXT)
    text = attached(copy)
    assert absent(copy) == set()
    assert text.copy is not None
    assert text.copy.matched == 1.0
    for name, anchor in ANCHORS.items():
        shown = sentence_at(text, anchor)
        assert shown is not None
        assert plain(SENTENCES[name]) in plain(shown)


@pytest.mark.parametrize("change", HARMLESS)
def test_places_lead_to_the_same_words(change: str) -> None:
    copy = HARMLESS[change](TEXT)
    text = attached(copy)
    for name, anchor in ANCHORS.items():
        here = anchor_in(text, anchor)
        assert here is not None
        assert plain(copy[here.start : here.end]) == plain(SENTENCES[name])


def test_a_part_of_a_sentence_is_found_at_its_words() -> None:
    copy = TEXT.replace(" ", "  ").replace("’", "'")
    text = attached(copy)
    for words in (
        "the price of houses",
        "does not raise",
        "cars on the old bridge",
        "eleven years",
    ):
        start = TEXT.index(words)
        here = anchor_in(text, Anchor(start, start + len(words)))
        assert here is not None
        assert copy[here.start : here.end].split() == words.split()


def test_a_quote_has_to_stand_in_the_sentence_of_its_place() -> None:
    text = attached(TEXT.replace(" ", "  "))
    here = ANCHORS["not"]
    quoted = Anchor(here.start, here.end, "the price of HOUSES")
    found = anchor_in(text, quoted)
    assert found is not None
    assert text[found.start : found.end].split() == ["the", "price", "of", "houses"]
    assert anchor_in(text, Anchor(here.start, here.end, "the price of boats")) is None


def test_of_a_text_known_by_quotes_only_the_quotes_are_shown() -> None:
    words = "the ferry cut the waiting time at the toll by six minutes"
    start = TEXT.index(words)
    copy = "News. It is false: " + TEXT
    match = match_copy(print_of_quotes([(start, words)]), copy, complete=False)
    kept = Attachment(Path("c"), "", match.share, match.positions, match.found, whole=False)
    text = AttachedText(copy, kept)
    assert sentence_at(text, Anchor(start, start + len(words), words)) == words
    assert sentence_at(text, ANCHORS["twin_a"]) is None
    assert sentence_at(text, ANCHORS["lowers"]) is None


def test_a_print_says_no_more_than_digits() -> None:
    for stretch in word_print(TEXT):
        assert len(stretch.seal) == 4
        assert set(stretch.seal + stretch.digits) <= set("0123456789abcdef")
