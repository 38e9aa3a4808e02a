"""Accounts against each other: where they part, and what would tell them apart."""
