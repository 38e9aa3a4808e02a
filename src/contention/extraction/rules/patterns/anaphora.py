"""What a sentence takes over from the one before: "this has raised …", "consequently, …"."""

from contention.extraction.rules.lexicon.phrase_tables import phrases_of
from contention.extraction.rules.syntax.sentence import Parsed, Span

_OPENERS = phrases_of(
    """
    as a result|as a consequence|for this reason|for that reason|in consequence|that is why
    that's why|this is why|because of this|because of that|due to this|the result is
    the result was|the consequence is|the consequence was|consequently|therefore|hence|thus
    accordingly|in turn|in this context|against this background|under these circumstances
    as a result of this|so
    """
)


_CLOSERS = phrases_of(
    """
    as a result|as a consequence|in consequence|for this reason|because of this|as a result of this
    because of that|accordingly|in response
    """
)


_FIRST = frozenset(words[0] for words in _OPENERS)
_LONGEST_FIRST = tuple(sorted(_OPENERS, key=len, reverse=True))


def opener(parsed: Parsed) -> Span | None:
    """The connective at the head (or end) of a sentence that makes it a consequence, or None."""
    start = 0
    while (start < len(parsed.words) and parsed.kind(start) in (".", ",")) or parsed.low(start) in (
        "and",
        "but",
    ):
        start += 1
    lows = tuple(parsed.words.low[start : start + 6])
    for words in _LONGEST_FIRST if lows[:1] and lows[0] in _FIRST else ():
        if lows[: len(words)] == words:
            return start, start + len(words)
    return _closing(parsed)


def _closing(parsed: Parsed) -> Span | None:
    """As in "Rents fell as a result": the connective at the end."""
    end = len(parsed.words)
    while end > 0 and parsed.kind(end - 1) == ".":
        end -= 1
    lows = tuple(parsed.words.low[max(0, end - 4) : end])
    for words in _CLOSERS:
        if lows[-len(words) :] == words and end > len(words) + 1:
            return end - len(words), end
    return None
