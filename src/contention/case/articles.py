"""Nouns with an article or a number, for messages."""

THIN = "\u202f"
"""narrow no-break space"""


def with_article(noun: str) -> str:
    """`a share`, `an event`."""
    return f"an {noun}" if noun[:1] in "aeiou" else f"a {noun}"


def counted(number: int, noun: str, plural: str = "") -> str:
    """`1 claim`, `2 claims`; thousands are grouped."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}".replace(",", THIN)
