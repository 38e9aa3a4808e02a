"""The expression language: syntax, names and units; no stage, every stage may use it."""
