"""From a language model's words to places in the text; words that are not there have none."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from contention.case.model import Anchor
from contention.documents.document import Range, ReadDocument
from contention.extraction.llm.answer import ClaimAnswer
from contention.extraction.llm.prompt import PromptPart, spaced
from contention.extraction.proposals import AUTHOR, Phrase, Proposal

UNNAMED = "others"
"""Holder of a claim that the text turns down without saying whose it is."""
LOOK_BACK = 2
"""Number of sentences before the effect's that can contain the cause."""
MOST_CONFIDENCE = 0.95
_MOST_PLACES = 20
"""Occurrences of one quote in one sentence that are examined."""


@dataclass(frozen=True)
class Quotes:
    """Positions of the words of one claim."""

    sentence: Range
    cause: Range
    effect: Range
    signal: Range | None
    condition: Range | None


def propose(document: ReadDocument, piece: PromptPart, claim: ClaimAnswer) -> Proposal | None:
    """The proposal of a claim, or None if any of its words are not exactly in the text."""
    found = quotes(piece, claim)
    if found is None or not _holder_stands(piece, claim):
        return None
    ends = [each for each in (found.cause, found.effect, found.signal) if each is not None]
    return Proposal(
        id=f"{document.id}_{found.sentence[0]}",
        document=document.id,
        cause=_phrase(document, found.cause),
        effect=_phrase(document, found.effect),
        sign=claim.sign,
        stance=claim.stance,
        holder=" ".join(claim.holder.split()),
        anchor=Anchor(min(start for start, _ in ends), max(end for _, end in ends)),
        confidence=round(min(MOST_CONFIDENCE, claim.confidence), 3),
        found_by="llm",
        signal=found.signal,
        sentence=found.sentence,
        strength_word=claim.strength,
        delay_word=claim.delay,
        condition=None if found.condition is None else _phrase(document, found.condition),
        necessary=claim.necessary,
    )


def quotes(piece: PromptPart, claim: ClaimAnswer) -> Quotes | None:
    """The places of a claim's words: cause and effect apart, and all as near as they can be."""
    number = claim.sentence - 1
    if number >= len(piece.sentences):
        return None
    effects = list(places(piece, number, claim.effect))
    signals = _places_or_none(piece, number, claim.signal)
    conditions = _places_or_none(piece, number, claim.condition)
    if not conditions:
        return None
    for at in range(number, max(-1, number - LOOK_BACK - 1), -1):
        found = [
            each
            for each in product(places(piece, at, claim.cause), effects, signals)
            if each[0][1] <= each[1][0] or each[1][1] <= each[0][0]
        ]
        if found:
            return Quotes(piece.sentences[number], *min(found, key=_width), conditions[0])
    return None


def _places_or_none(piece: PromptPart, number: int, quote: str | None) -> list[Range | None]:
    """The places of words that a claim may leave out: one None if it does."""
    return [None] if quote is None else list(places(piece, number, quote))


def _width(places: tuple[Range, Range, Range | None]) -> int:
    ends = [each for each in places if each is not None]
    return max(end for _, end in ends) - min(start for start, _ in ends)


def places(piece: PromptPart, number: int, quote: str) -> Iterator[Range]:
    """Occurrences of whole words in a sentence, as positions in the document."""
    text, words = piece.texts[number], spaced(quote).strip()
    offset = piece.sentences[number][0]
    at = text.find(words)
    seen = 0
    while at >= 0 and seen < _MOST_PLACES:
        end = at + len(words)
        if _whole(text, at) and _whole(text, end):
            yield at + offset, end + offset
        seen += 1
        at = text.find(words, at + 1)


def _whole(text: str, at: int) -> bool:
    """Whether a word can begin or end at a place."""
    return not (0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum())


def _holder_stands(piece: PromptPart, claim: ClaimAnswer) -> bool:
    """Whether the holder is the author, unnamed, or words of the text shown."""
    if claim.holder in (AUTHOR, UNNAMED):
        return True
    return any(any(places(piece, at, claim.holder)) for at in range(len(piece.texts)))


def _phrase(document: ReadDocument, where: Range) -> Phrase:
    return Phrase(" ".join(document.slice(where).split()), *where)
