"""Stage `maps`: from claims to one signed causal map per account."""
