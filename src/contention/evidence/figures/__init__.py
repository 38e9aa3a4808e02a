"""Figures of a text compared with the series that measure them."""
