"""Reading sentences with the shipped model: onnxruntime and numpy only."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from contention.extraction.model.boundaries import boundaries
from contention.extraction.model.pieces import WordPieces
from contention.extraction.model.span_decoding import Ranked, rank
from contention.extraction.model.spans import Span, SpanRelation, Tagging
from contention.extraction.model.stored import LONGEST_CHARACTERS, session_of, weights_in

LONGEST: Final = 192
"""Tokens read of one sentence; the rest is ignored."""
FILES: Final = ("tagger.onnx", "tokenizer.json", "settings.json")

Floats1d = NDArray[np.float32]
Floats2d = NDArray[np.float32]
Floats4d = NDArray[np.float32]


class CausalTagger:
    """The trained reader: how likely a sentence is causal, and what causes what in it."""

    def __init__(
        self, session: onnxruntime.InferenceSession, tokenizer: WordPieces, threshold: float
    ) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self.threshold = threshold

    @classmethod
    def load(cls, folder: Path | None = None, threads: int = 1) -> "CausalTagger":
        """Load the shipped weights, or those in `folder`, in well under a second.

        Raises FileNotFoundError if the folder lacks one of the three files.
        """
        with weights_in(folder, FILES) as found:
            session = session_of(found / "tagger.onnx", threads)
            settings = json.loads((found / "settings.json").read_text(encoding="utf-8"))
            tokenizer = WordPieces.load(found / "tokenizer.json")
        return cls(session, tokenizer, float(settings["threshold"]))

    def tag(self, sentences: Sequence[str], minimum_confidence: float = 0.1) -> list[Tagging]:
        """Read sentences; the answers are in the order of the questions.

        A sentence counts as causal where its probability reaches `threshold`. Relations whose
        confidence is below `minimum_confidence` are left out; 0 keeps up to three, whether or
        not the sentence counts as causal. (At the default, a quarter more are proposed on held-out
        sentences than are annotated.) Only the first `LONGEST` tokens of a sentence are
        read. An empty sentence has probability 0.

        Sentences are run one by one: in 8 bits the scale of a layer's input is taken over the
        whole batch, so that in batches a sentence's answer would hang on its neighbours. It
        costs nothing: without padding, one core reads as many sentences as in batches of 12.
        """
        return [self._tag_one(text, minimum_confidence) for text in sentences]

    def _tag_one(self, text: str, minimum: float) -> Tagging:
        encoding = self._tokenizer.encode(text[:LONGEST_CHARACTERS].replace("\x00", " "))
        offsets: list[Span] = encoding.offsets[:LONGEST]
        if not any(start < end for start, end in offsets):
            return Tagging(0.0, ())
        probability, present, pointers = self._run(encoding.ids[:LONGEST])
        starts, ends = boundaries(text, offsets)
        relations = tuple(
            _relation(ranked, offsets)
            for ranked in rank(pointers[0], present[0], starts, ends)
            if ranked.confidence >= minimum
        )
        return Tagging(float(probability[0]), relations)

    def _run(self, ids: Sequence[int]) -> tuple[Floats1d, Floats2d, Floats4d]:
        """Score one sentence: shapes (1,), (1, slots) and (1, slots, 6, tokens)."""
        batch = np.array([ids], dtype=np.int64)
        mask = np.ones(batch.shape, dtype=np.float32)
        probability, present, pointers = self._session.run(None, {"ids": batch, "mask": mask})
        return probability, present, pointers


def _relation(ranked: Ranked, offsets: Sequence[Span]) -> SpanRelation:
    spans = ranked.spans
    cause, effect = (_characters(span, offsets) for span in (spans.cause, spans.effect))
    signal = None if spans.signal is None else _characters(spans.signal, offsets)
    return SpanRelation(cause, effect, signal, ranked.confidence)


def _characters(span: Span, offsets: Sequence[Span]) -> Span:
    return offsets[span[0]][0], offsets[span[1]][1]
