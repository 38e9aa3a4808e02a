"""Designs that compare claims with data, on plain arrays."""
