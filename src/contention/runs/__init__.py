"""Stage `runs`: draws, the vectorised engine and its reducers."""
