"""From ends of claims to quantities: mentions of one quantity get one name."""
