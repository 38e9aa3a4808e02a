"""What a changed claim says in words: those of its ends, and marked as drafted."""

import re
from collections.abc import Mapping

from contention.case.draft import Draft
from contention.case.signs import VERBS
from contention.coding.review.review_queue import sign_word

_SAID = {sign_word(sign): verb for sign, verb in VERBS.items()}
_CONFIDENCE = re.compile(r"confidence [0-9.]+")
ABOUT = frozenset({"cause", "effect", "sign", "strength", "delay", "transient", "condition",
                   "necessary", "stance", "holder", "link", "flow"})  # fmt: skip
"""Fields whose change makes a claim a different one from the proposal."""


def claim_words(draft: Draft, fields: Mapping[str, object]) -> str:
    """A claim in the titles of its factors."""
    cause, effect = (title_of(draft, str(fields.get(end, ""))) for end in ("cause", "effect"))
    sign = sign_word(str(fields.get("sign", "")))
    return f"{cause} {_SAID.get(sign, sign)} {effect}"


def figure_words(fields: Mapping[str, object]) -> str:
    """A figure in the words of its fields."""
    parts = [fields.get(key) for key in ("comparator", "value", "unit")]
    return f"{' '.join(str(part) for part in parts if part)}: {fields.get('subject', '')}"


def title_of(draft: Draft, factor: str) -> str:
    """A factor's title; its id in words if it has none."""
    entry = draft.factors.get(factor)
    return entry.body.title if entry is not None else factor.replace("_", " ")


def reworded(
    draft: Draft, fields: Mapping[str, object], changes: Mapping[str, str | None]
) -> dict[str, str | None]:
    """Changes to a claim, with their consequences for its paraphrase and its note.

    A paraphrase among the changes is a person's. Otherwise a claim whose meaning changed gets one
    made of its ends, marked as drafted, and the reader's wording and confidence are dropped.
    """
    made = dict(changes)
    if "paraphrase" in changes:
        if "drafted" in fields:
            made["drafted"] = None
    elif ABOUT & changes.keys():
        made["paraphrase"] = claim_words(draft, {**fields, **changes})
        made["drafted"] = "true"
    else:
        return made
    if "note" not in changes:
        note = _without_confidence(str(fields.get("note") or ""))
        if note != str(fields.get("note") or ""):
            made["note"] = note or None
    return made


def _without_confidence(note: str) -> str:
    parts = [part for part in note.split("; ") if part]
    return "; ".join(part for part in parts if not _CONFIDENCE.fullmatch(part))
