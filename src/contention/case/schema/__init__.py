"""The schema of the case folder: one model per file."""
