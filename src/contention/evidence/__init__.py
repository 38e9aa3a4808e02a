"""Figures, claims and accounts compared with measured data."""
