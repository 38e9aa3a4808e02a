"""Verdicts and courses while a person switches claims off and moves sliders."""
