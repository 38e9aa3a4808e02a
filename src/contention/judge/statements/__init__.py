"""Judging a corpus: for every text an account that readers propose and nobody reviewed."""
