"""Word lists: verbs, phrases and words of change."""
