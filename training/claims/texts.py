"""Labelled texts as pieces: sentences, and claims whose spans are ranges of pieces."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.passage_files import read_passage
from benchmarks.passage_model import AUTHOR, OTHERS, Passage, PassageClaim
from tokenizers import Tokenizer

from contention.extraction.model.boundaries import boundaries
from contention.extraction.model.claim_layout import (
    ATTRIBUTES,
    CAUSE,
    CONDITION,
    EFFECT,
    HOLDER,
    HOLDERS,
    POINTER,
)
from training.cnc_labels.labels import CorpusClaim, causal_sentences, read_labels
from training.held_out import held_out

Characters = tuple[int, int, int]
"""a sentence, from 0, and a half-open range of its characters"""


@dataclass(frozen=True)
class PieceSpan:
    """Pieces of one sentence, first and last included."""

    sentence: int
    first: int
    last: int


@dataclass(frozen=True)
class TextClaim:
    """A claim; the spans of each end that are right, the labelled one first."""

    sentence: int
    cause: tuple[PieceSpan, ...]
    effect: tuple[PieceSpan, ...]
    pointers: tuple[PieceSpan | None, PieceSpan | None]
    """what points to the cause, or the effect, in the sentence that states the claim"""
    others: tuple[tuple[int, PieceSpan], ...]
    """holder and condition: roles and spans"""
    attributes: tuple[int, ...]
    """places in ATTRIBUTES; -1 if it is not labelled"""


@dataclass(frozen=True)
class TextSentence:
    """Pieces of a sentence without marks of beginning and end; where spans may begin and end."""

    ids: tuple[int, ...]
    starts: tuple[bool, ...]
    ends: tuple[bool, ...]


@dataclass(frozen=True)
class Text:
    """Consecutive sentences and the claims that they state."""

    id: str
    sentences: tuple[TextSentence, ...]
    claims: tuple[TextClaim, ...]
    target: bool
    """whether it is prose of the kind that the reader is for"""


class Pieces:
    """Sentences cut into pieces, and characters placed on them."""

    def __init__(self, tokenizer: Tokenizer, sentences: Sequence[str]) -> None:
        self._offsets: list[list[tuple[int, int]]] = []
        self.sentences: list[TextSentence] = []
        for text in sentences:
            found = tokenizer.encode(text, add_special_tokens=False)
            starts, ends = boundaries(text, found.offsets)
            self.sentences.append(TextSentence(tuple(found.ids), tuple(starts), tuple(ends)))
            self._offsets.append(found.offsets)

    def span(self, where: Characters) -> PieceSpan | None:
        """The pieces that a range of characters touches."""
        sentence, start, end = where
        inside = [i for i, (a, b) in enumerate(self._offsets[sentence]) if a < end and start < b]
        return PieceSpan(sentence, inside[0], inside[-1]) if inside else None

    def spans(self, places: Iterable[Characters]) -> tuple[PieceSpan, ...]:
        """The same of several, those that touch no piece left out."""
        return tuple(span for span in map(self.span, places) if span is not None)


def passage_text(passage: Passage, tokenizer: Tokenizer) -> Text:
    """A labelled passage."""
    pieces = Pieces(tokenizer, passage.sentences)
    claims = [_passage_claim(passage, claim, pieces) for claim in passage.claims]
    kept = tuple(claim for claim in claims if claim.cause and claim.effect)
    return Text(passage.id, tuple(pieces.sentences), kept, target=True)


def _passage_claim(passage: Passage, claim: PassageClaim, pieces: Pieces) -> TextClaim:
    cause, effect = (
        pieces.spans((s.sentence - 1, s.start, s.end) for s in (end.span, *end.also))
        for end in claim.ends
    )
    here = claim.sentence - 1
    text = passage.sentences[here]
    others: list[tuple[int, PieceSpan]] = []
    if claim.holder not in (AUTHOR, OTHERS):
        others += ((HOLDER, s) for s in pieces.spans(_found(claim.holder, text, here)))
    if claim.condition is not None:
        where = (here, claim.condition.start, claim.condition.end)
        others += ((CONDITION, s) for s in pieces.spans([where]))
    outside = [end.span.sentence != claim.sentence for end in claim.ends]
    said = [span for words in claim.said for span in pieces.spans(_found(words, text, here))]
    pointers = (
        said[0] if outside == [True, False] and said else None,
        said[0] if outside == [False, True] and said else None,
    )
    attributes = _attributes(
        claim.polarity, claim.stance, claim.strength or "", claim.holder, claim.kind
    )
    return TextClaim(here, cause, effect, pointers, tuple(others), attributes)


def corpus_texts(corpus: Path, tokenizer: Tokenizer, *, everything: bool) -> list[Text]:
    """The labelled sentences of the corpus, each a text of its own."""
    sentences = causal_sentences(corpus)
    found: list[Text] = []
    for entry in read_labels():
        if held_out(entry.id) and not everything:
            continue
        pieces = Pieces(tokenizer, [sentences[entry.id]])
        claims = [_corpus_claim(claim, pieces) for claim in entry.claims]
        kept = tuple(claim for claim in claims if claim.cause and claim.effect)
        found.append(Text(entry.id, tuple(pieces.sentences), kept, target=False))
    return found


def _corpus_claim(claim: CorpusClaim, pieces: Pieces) -> TextClaim:
    cause, effect = (pieces.spans([(0, *span)]) for span in (claim.cause, claim.effect))
    others: list[tuple[int, PieceSpan]] = []
    if isinstance(claim.holder, tuple):
        others += ((HOLDER, s) for s in pieces.spans([(0, *claim.holder)]))
    if claim.condition is not None:
        others += ((CONDITION, s) for s in pieces.spans([(0, *claim.condition)]))
    holder = claim.holder if isinstance(claim.holder, str) else HOLDERS[-1]
    attributes = _attributes(
        claim.polarity or claim.sign, claim.stance, claim.strength, holder, claim.kind
    )
    return TextClaim(0, cause, effect, (None, None), tuple(others), attributes)


def passage_texts(folders: Sequence[Path], tokenizer: Tokenizer) -> list[Text]:
    """All passages of some folders, in the order of their names."""
    paths = [path for folder in folders for path in sorted(folder.glob("*.yaml"))]
    return [passage_text(read_passage(path), tokenizer) for path in paths]


def _attributes(
    polarity: str, stance: str, strength: str, holder: str, kind: str
) -> tuple[int, ...]:
    who = holder if holder in HOLDERS else HOLDERS[-1]
    values = (polarity, stance, strength, who, kind)
    return tuple(
        allowed.index(value) if value in allowed else -1
        for value, allowed in zip(values, ATTRIBUTES, strict=True)
    )


def _found(words: str, text: str, sentence: int) -> list[Characters]:
    """Where words stand in a sentence, the first time."""
    found = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text)
    return [] if found is None else [(sentence, *found.span())]


__all__ = [
    "CAUSE", "EFFECT", "POINTER", "PieceSpan", "Pieces", "Text", "TextClaim", "TextSentence",
    "corpus_texts", "passage_text", "passage_texts",
]  # fmt: skip
