"""Small matters of English in messages."""


def with_article(noun: str) -> str:
    """`a share`, `an event`."""
    return f"an {noun}" if noun[:1] in "aeiou" else f"a {noun}"
