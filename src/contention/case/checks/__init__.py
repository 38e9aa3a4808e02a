"""Checks of a loaded case: each module returns the problems of one part."""
