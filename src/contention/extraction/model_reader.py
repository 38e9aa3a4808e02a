"""The shipped model as a reader of claims: it says what causes what; rules name the ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, cast

from contention.documents.document import ReadDocument
from contention.extraction.proposals import Proposal, Reading
from contention.extraction.rules.given_claims import propose_claim
from contention.extraction.valued_words import with_values

if TYPE_CHECKING:
    from contention.extraction.model.claim_tagger import ReadClaim

BATCH = 256
"""Sentences handed to the model at once."""
BEFORE = 2
"""Sentences of the batch before that are handed over again, for what refers to them."""


class Tagger(Protocol):
    """The trained model, or a substitute in a test."""

    def read(self, sentences: Sequence[str]) -> "Sequence[ReadClaim]":
        """The claims of consecutive sentences."""
        ...


@dataclass(frozen=True)
class ModelReader:
    """Finds claims with a trained model."""

    tagger: Tagger
    name: str = "model"

    @classmethod
    def load(cls) -> "ModelReader":
        """The shipped model; raises ImportError or OSError if it is not there."""
        import importlib

        module: Any = importlib.import_module("contention.extraction.model")
        return cls(cast("Tagger", module.ClaimTagger.load()))

    def find(self, document: ReadDocument) -> Reading:
        """Read a document in batches of sentences."""
        found: list[Proposal] = []
        for first in range(0, len(document.sentences), BATCH):
            before = min(BEFORE, first)
            ranges = document.sentences[first - before : first + BATCH]
            texts = [document.slice(each).replace("\n", " ") for each in ranges]
            claims = [claim for claim in self.tagger.read(texts) if claim.sentence >= before]
            for number, claim in enumerate(claims):
                proposal = propose_claim(document, ranges, claim, f"{document.id}_{first}_{number}")
                if proposal is not None:
                    found.append(with_values(document, proposal))
        return Reading(tuple(found))
