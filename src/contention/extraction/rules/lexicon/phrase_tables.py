"""Phrases written one after the other, divided by bars and line ends."""


def phrases_of(table: str) -> tuple[tuple[str, ...], ...]:
    """The words of each phrase."""
    parts = (part.split() for part in table.replace("\n", "|").split("|"))
    return tuple(tuple(words) for words in parts if words)
