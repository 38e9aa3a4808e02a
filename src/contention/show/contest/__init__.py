"""A contest of accounts, and the levers of a case, as text, JSON and pictures."""
