"""Edits as values: what a person does becomes lines of files, and can be undone for ever."""
