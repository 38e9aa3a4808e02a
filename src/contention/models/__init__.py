"""Stage `models`: from a causal map to equations and a flat program."""
