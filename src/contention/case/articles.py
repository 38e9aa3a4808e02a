"""Small matters of English in messages."""


def with_article(noun: str) -> str:
    """`a level`, `an accumulator`."""
    return f"an {noun}" if noun[:1] in "aeiou" else f"a {noun}"
