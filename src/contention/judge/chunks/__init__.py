"""Draws of accounts in chunks, run anywhere and kept in a folder."""
