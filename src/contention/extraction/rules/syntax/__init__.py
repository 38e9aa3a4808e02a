"""The words of a sentence: their classes, verb groups and clauses."""
