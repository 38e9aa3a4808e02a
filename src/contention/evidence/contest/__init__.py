"""Accounts against each other: where they differ, and what would distinguish them."""
