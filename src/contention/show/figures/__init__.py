"""Figures that stand alone: one SVG each, without a style sheet."""
