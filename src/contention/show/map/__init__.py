"""Causal maps as drawings and as JSON."""
