"""What a coder of the two texts of the workbench's tests does with a proposal."""

import re
from collections.abc import Collection

from tests.browser.quay import CLAIMS, Coded, Text

KEY, POINT, MIND = 0.2, 1.1, 1.35
"""seconds of the keystroke-level model: a key or button, to point, to make up one's mind"""
SEEN = 4
"""options of a list of names that a person takes in while typing"""
VERBS = {"raises": "raises", "lowers": "lowers", "none": "has no effect on"}


def fitting(text: Text, said: str, words: str, found: Collection[str]) -> tuple[str, Coded | None]:
    """Whether to accept, edit or reject a proposal, and the claim that it is.

    `said` is its cause, verb and effect, `words` those of the text that it marks; `found` are the
    words of claims that are coded already.
    """
    left = [each for each in CLAIMS[text.title] if each.words not in found]
    plain = re.sub(r"[▲▼○] ", "", said)
    for claim in left:
        if plain == f"{claim.cause} {VERBS[claim.sign]} {claim.effect}":
            return "accept", claim
    for claim in left:
        if plain.startswith(f"{claim.cause} ") and (claim.words in words or words in claim.words):
            return "edit", claim
    return "reject", None
