"""Accounts against what was observed before and after their texts."""
