"""Words for growing and shrinking, and by how much (lists of `words.txt`)."""

from contention.extraction.rules.lexicon.data_files import word_list

MORE = word_list("more")
LESS = word_list("less")
GROWTH = word_list("growth")
SHRINKAGE = word_list("shrinkage")
TRAILING_GROWTH = word_list("trailing-growth")
TRAILING_FALL = word_list("trailing-fall")
PLENTIFUL = word_list("plentiful")
"""Adjectives that only say how much there is: more common is more of it."""
