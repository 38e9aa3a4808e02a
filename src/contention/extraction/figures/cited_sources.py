"""Whom a sentence names as the source of its numbers."""

import re

_NAME = r"(?:the\s+)?(?:[\w’'&.-]+\s+){0,5}?[\w’'&.-]+"
_SAYS = (
    "says|said|say|report|estimate|warn|claim|calculate|reports|reported|estimates|estimated|counts|counted|records|recorded|finds|found|"
    "puts|put|warns|warned|calculates|calculated|claims|claimed|documented|documents"
)
_PATTERNS = (
    re.compile(
        r"\b(?:according to|as reported by|figures from|data from|estimates (?:by|from)|"
        r"reported by|figures of|data of)\s+(?P<name>(?:the\s+)?[^,.;:()\n]{2,60}?)"
        r"(?=,|\.|;|:|\(|\s+(?:in|on|show|shows|suggest|suggests|have|has|at|that|for)\b|$)",
        re.I,
    ),
    re.compile(
        r"^(?P<name>(?:The\s+)?[A-Z][\w’'.&-]*(?:\s+(?:of|for|the|and|on|[A-Z][\w’'.&-]*)){0,6})"
        rf"\s+(?:{_SAYS})\b"
    ),
    re.compile(rf",\s+(?:{_SAYS})\s+(?P<name>(?:the\s+)?[^,.;:()\n\d]{{2,60}}?)(?=[.,;]|$)", re.I),
    re.compile(rf",\s+(?P<name>{_NAME})\s+(?:{_SAYS})\s*(?=[.,;:]|$)", re.I),
)
_PRONOUNS = re.compile(r"^(?:an?|it|he|she|they|we|i|who|which|that|this|one)$", re.I)


def source(text: str) -> str | None:
    """The source that a sentence names; None if it names none, or by a pronoun only."""
    for pattern in _PATTERNS:
        found = pattern.search(text)
        if found and not _PRONOUNS.match(found["name"].strip()):
            return " ".join(found["name"].split())
    return None
