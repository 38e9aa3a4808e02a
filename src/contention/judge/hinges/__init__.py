"""Hinges: what a verdict turns on, by claims, sets of claims and other numbers."""
