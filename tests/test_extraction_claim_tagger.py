"""The shipped model of claims: what it reads, robust on any input, small."""

from pathlib import Path

import pytest

from contention.extraction.model import ClaimTagger, PlacedWords, ReadClaim

WEIGHTS = Path(__file__).parents[1] / "src/contention/extraction/model/weights"
PLAIN = "The new tax on sugar has cut sales of lemonade."
OTHERS = (
    "The council closed two libraries in spring.",
    "According to the union, the closures have reduced reading among children.",
    "The hall was painted green.",
)


@pytest.fixture(scope="module")
def tagger() -> ClaimTagger:
    return ClaimTagger.load()


def words(texts: tuple[str, ...], place: PlacedWords | None) -> str:
    return "" if place is None else texts[place.sentence][place.start : place.end]


def best(tagger: ClaimTagger, *texts: str) -> ReadClaim:
    return max(tagger.read(texts), key=lambda claim: claim.confidence)


def test_a_plain_claim(tagger: ClaimTagger) -> None:
    claim = best(tagger, PLAIN)
    assert words((PLAIN,), claim.cause) in ("The new tax on sugar", "The new tax")
    assert words((PLAIN,), claim.effect) == "sales of lemonade"
    assert (claim.polarity, claim.stance, claim.holder_kind) == ("-", "asserted", "author")


def test_whose_claim_it_is(tagger: ClaimTagger) -> None:
    claim = best(tagger, *OTHERS)
    assert claim.sentence == 1
    assert words(OTHERS, claim.effect).startswith("reading")
    assert (claim.stance, claim.holder_kind) == ("reported", "named")
    assert "union" in words(OTHERS, claim.holder)


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n\t", "\x00", "\u200f", "a", "?!", "é" * 5000, "x " * 3000, "Ünïcödé; 数学が好き。",
     "because because because", "| a | b |\n|---|---|"],
)  # fmt: skip
def test_awkward_input_gives_words_inside_the_sentence(tagger: ClaimTagger, text: str) -> None:
    for claim in tagger.read([text, PLAIN, text], least=0.01):
        for place in (claim.cause, claim.effect):
            read = (text, PLAIN, text)[place.sentence]
            assert 0 <= place.start < place.end <= len(read)
        assert 0 <= claim.confidence <= 1


def test_no_sentences(tagger: ClaimTagger) -> None:
    assert tagger.read([]) == []


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"claims\.onnx is missing"):
        ClaimTagger.load(tmp_path)


def test_the_card_is_beside_the_weights() -> None:
    assert (WEIGHTS / "CLAIMS_CARD.md").is_file()
