"""The shipped model of the reader: causal or not, and spans of cause, effect and signal."""

from contention.claims.model.tagger import CausalTagger
from contention.claims.model.values import SpanRelation, Tagging

__all__ = ["CausalTagger", "SpanRelation", "Tagging"]
