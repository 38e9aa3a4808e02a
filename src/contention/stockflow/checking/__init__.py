"""Comparing our reading of a model file with those of PySD and pysimlin."""
