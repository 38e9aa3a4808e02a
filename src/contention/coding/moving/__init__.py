"""Carrying a coded case to an edited text."""
