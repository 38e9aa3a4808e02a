"""Reading the sentences of a document with the claim model: onnxruntime and numpy only."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import onnxruntime

from contention.extraction.model.boundaries import boundaries
from contention.extraction.model.claim_decoding import (
    ARRAYS,
    Layout,
    PairWeights,
    WindowClaim,
    WindowScores,
    decode,
)
from contention.extraction.model.claim_windows import packed
from contention.extraction.model.pieces import Pieces, WordPieces
from contention.extraction.model.stored import LONGEST_CHARACTERS, session_of, weights_in

LONGEST: Final = 384
"""Pieces read of one sentence; the rest is ignored."""
FILES: Final = ("claims.onnx", "claims.npz", "claims.json", "tokenizer.json")


@dataclass(frozen=True, order=True)
class PlacedWords:
    """Words of a sentence: its place among those read, and a half-open range of characters."""

    sentence: int
    start: int
    end: int


@dataclass(frozen=True)
class ReadClaim:
    """A claim as the model reads it."""

    sentence: int
    """that states it: the later one of both ends', or of what points to them"""
    cause: PlacedWords
    effect: PlacedWords
    confidence: float
    polarity: str
    """`+`, `-` or `?`: of the words of the cause on the words of the effect"""
    leaning: float
    """log-odds of `+` against `-`"""
    stance: str
    """`asserted`, `hedged`, `reported`, `denied`, `conditional` or `asked`"""
    strength: str
    """`weak`, `moderate`, `strong`, `decisive`, or nothing"""
    holder_kind: str
    """`author`, `others` or `named`"""
    holder: PlacedWords | None
    condition: PlacedWords | None


class ClaimTagger:
    """The trained reader of claims."""

    def __init__(
        self,
        session: onnxruntime.InferenceSession,
        tokenizer: WordPieces,
        weights: PairWeights,
        threshold: float,
    ) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self._weights = weights
        self.threshold = threshold
        """least confidence of the claims that are proposed"""

    @classmethod
    def load(cls, folder: Path | None = None, threads: int = 1) -> "ClaimTagger":
        """Load the shipped weights, or those in `folder`; FileNotFoundError if one is missing."""
        with weights_in(folder, FILES) as found:
            session = session_of(found / "claims.onnx", threads)
            settings = json.loads((found / "claims.json").read_text(encoding="utf-8"))
            with np.load(found / "claims.npz", allow_pickle=False) as stored:
                arrays = {name: stored[name] for name in ARRAYS}
            tokenizer = WordPieces.load(found / "tokenizer.json")
        weights = PairWeights(**arrays, confidence=tuple(settings["confidence"]))
        return cls(session, tokenizer, weights, float(settings["threshold"]))

    def read(self, sentences: Sequence[str], least: float | None = None) -> list[ReadClaim]:
        """The claims of consecutive sentences, in their order, the surest of a sentence first.

        Of a sentence the first `LONGEST` pieces are read. Windows are run one by one, since in 8
        bits an answer would hang on the other windows of a batch.
        """
        cut = self.threshold if least is None else least
        every = [(n, self._pieces(text)) for n, text in enumerate(sentences)]
        read = [(n, pieces) for n, pieces in every if pieces.ids]
        found: list[ReadClaim] = []
        for part in packed([len(pieces.ids) for _, pieces in read]):
            own = [_Sentence(n, sentences[n], each) for n, each in read[part.first : part.stop]]
            new = read[part.new][0]
            found += (claim for claim in self._window(own, cut) if claim.sentence >= new)
        return sorted(found, key=lambda claim: (claim.sentence, -claim.confidence))

    def _pieces(self, text: str) -> Pieces:
        cut = self._tokenizer.encode(text[:LONGEST_CHARACTERS].replace("\x00", " "), ends=False)
        return Pieces(cut.ids[:LONGEST], cut.offsets[:LONGEST])

    def _window(self, own: Sequence["_Sentence"], least: float) -> Iterator[ReadClaim]:
        ids = self._tokenizer.between_ends([i for each in own for i in each.pieces.ids])
        scores = WindowScores(
            *(each[0] for each in self._session.run(None, {"ids": np.array([ids], np.int64)}))
        )
        layout = _layout(own)
        for claim in decode(scores, layout, self._weights, least):
            yield _placed(claim, own, layout)


@dataclass(frozen=True)
class _Sentence:
    """A sentence of a window: its number among all, its text and its pieces."""

    number: int
    text: str
    pieces: Pieces


def _layout(own: Sequence[_Sentence]) -> Layout:
    bounds, starts, ends = [1], [np.zeros(1, np.bool_)], [np.zeros(1, np.bool_)]
    for each in own:
        begin, end = boundaries(each.text, each.pieces.offsets)
        starts.append(begin)
        ends.append(end)
        bounds.append(bounds[-1] + len(begin))
    last = np.zeros(1, np.bool_)
    return Layout(tuple(bounds), np.concatenate([*starts, last]), np.concatenate([*ends, last]))


def _placed(claim: WindowClaim, own: Sequence[_Sentence], layout: Layout) -> ReadClaim:
    def words(span: tuple[int, int]) -> PlacedWords:
        at = int(np.searchsorted(layout.bounds, span[0], side="right")) - 1
        start, offsets = layout.bounds[at], own[at].pieces.offsets
        first, last = offsets[span[0] - start], offsets[span[1] - start]
        return PlacedWords(own[at].number, first[0], last[1])

    return ReadClaim(
        own[claim.sentence].number, words(claim.cause), words(claim.effect), claim.confidence,
        claim.polarity, claim.leaning, claim.stance, claim.strength, claim.holder_kind,
        None if claim.holder is None else words(claim.holder),
        None if claim.condition is None else words(claim.condition),
    )  # fmt: skip
