"""Scripts of the project itself: sizes, documentation, locks."""
