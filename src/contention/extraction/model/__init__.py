"""The shipped model of the reader: causal or not, and spans of cause, effect and signal."""

from contention.extraction.model.spans import SpanRelation, Tagging
from contention.extraction.model.tagger import CausalTagger

__all__ = ["CausalTagger", "SpanRelation", "Tagging"]
