"""Factors that may be one: proposed by words and embeddings, never merged unasked."""
