"""Designs that hold claims against data, on plain arrays."""
