"""Whole cases made of files of other tools."""
