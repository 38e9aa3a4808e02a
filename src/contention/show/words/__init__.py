"""Results in words, alike in every output."""
