"""Robustness: which verdicts survive other modelling choices."""
