"""The shipped models: claims of a document, and spans of cause, effect and signal."""

from contention.extraction.model.claim_tagger import ClaimTagger, PlacedWords, ReadClaim
from contention.extraction.model.spans import SpanRelation, Tagging
from contention.extraction.model.tagger import CausalTagger

__all__ = ["CausalTagger", "ClaimTagger", "PlacedWords", "ReadClaim", "SpanRelation", "Tagging"]
