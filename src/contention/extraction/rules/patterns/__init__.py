"""Constructions that express a causal link, one finder per family."""
