"""Factors that may be one: by their words and by static embeddings, proposed and never merged."""
