"""The shipped model as a reader: it proposes spans; the rules give sign, stance and holder."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, cast

from contention.documents.document import Range, ReadDocument
from contention.extraction.proposals import Proposal, Reading
from contention.extraction.rules.given_spans import propose_span

BATCH = 256
"""Sentences handed to the model at once."""


class RelationSpans(Protocol):
    """One relation that the model finds; offsets into the sentence."""

    @property
    def cause(self) -> Range: ...  # noqa: D102
    @property
    def effect(self) -> Range: ...  # noqa: D102
    @property
    def signal(self) -> Range | None: ...  # noqa: D102
    @property
    def confidence(self) -> float: ...  # noqa: D102


class SentenceTagging(Protocol):
    """What the model finds in one sentence."""

    @property
    def probability(self) -> float: ...  # noqa: D102
    @property
    def relations(self) -> Sequence[RelationSpans]: ...  # noqa: D102


class Tagger(Protocol):
    """The trained model, or a substitute in a test."""

    def tag(self, sentences: Sequence[str]) -> Sequence[SentenceTagging]:
        """One tagging for each sentence."""
        ...


@dataclass(frozen=True)
class ModelReader:
    """Finds claims with a trained tagger; keeps relations of sentences that it holds causal."""

    tagger: Tagger
    threshold: float = 0.5
    name: str = "model"

    @classmethod
    def load(cls) -> "ModelReader":
        """The shipped model; raises ImportError or OSError if it is not there."""
        import importlib

        module: Any = importlib.import_module("contention.extraction.model")
        tagger = module.CausalTagger.load()
        return cls(cast("Tagger", tagger), float(getattr(tagger, "threshold", 0.5)))

    def find(self, document: ReadDocument) -> Reading:
        """Read a document in batches of sentences."""
        found: list[Proposal] = []
        for first in range(0, len(document.sentences), BATCH):
            ranges = document.sentences[first : first + BATCH]
            texts = [document.slice(each).replace("\n", " ") for each in ranges]
            for where, tagging in zip(ranges, self.tagger.tag(texts), strict=True):
                found += self._proposals(document, where, tagging)
        return Reading(tuple(found))

    def _proposals(
        self, document: ReadDocument, where: Range, tagging: SentenceTagging
    ) -> Iterator[Proposal]:
        if tagging.probability < self.threshold:
            return
        for number, relation in enumerate(tagging.relations):
            confidence = min(0.95, tagging.probability * relation.confidence)
            proposal = propose_span(
                document, where, relation.cause, relation.effect, relation.signal, confidence,
                f"{document.id}_{where[0]}_{number}",
            )  # fmt: skip
            if proposal is not None:
                yield proposal
