"""The claims of a case as messages."""

import re
from collections.abc import Mapping
from typing import get_args

from contention.case.draft import Located
from contention.case.schema.base import ConditionEntry
from contention.case.schema.claims import ClaimEntry
from contention.coding.review.review_queue import sign_word
from contention.workbench.messages.texts import (
    ClaimMessage,
    ClaimsReply,
    CommentMessage,
    ConditionMessage,
    Sign,
)
from contention.workbench.opened.snapshot import Snapshot
from contention.workbench.views.text_view import shown_document

_SIGNS: Mapping[str, Sign] = {sign: sign for sign in get_args(Sign)}
_CONFIDENCE = re.compile(r"\bconfidence ([01](?:\.\d+)?)")


def claims_reply(snapshot: Snapshot, coder: str | None = None) -> ClaimsReply:
    """All claims, or those that one coder had a hand in."""
    entries = snapshot.draft.claims.values()
    wanted = [each for each in entries if coder is None or coder in coders_of(each)]
    return ClaimsReply(
        revision=snapshot.revision, claims=[claim_message(snapshot, each) for each in wanted]
    )


def coders_of(entry: Located[ClaimEntry]) -> list[str]:
    """Everybody who coded or reviewed a claim, in order."""
    return [part.strip() for part in entry.body.coder.split(";") if part.strip()]


def claim_message(snapshot: Snapshot, entry: Located[ClaimEntry]) -> ClaimMessage:
    """A claim with its place in the text as it is shown."""
    body = entry.body
    start, end = _ends(snapshot, entry)
    document = snapshot.draft.documents.get(entry.document)
    author = document.body.author if document is not None else ""
    own = body.holder in (None, author)
    confidence = _CONFIDENCE.search(body.note)
    return ClaimMessage(
        id=entry.id,
        document=entry.document,
        start=start,
        end=end,
        cause=body.cause,
        effect=body.effect,
        sign=_SIGNS[sign_word(str(body.sign))],
        strength=body.strength if isinstance(body.strength, str | None) else float(body.strength),
        delay=body.delay,
        stance=body.stance or ("asserted" if own else "reported"),
        holder=body.holder or author,
        condition=None if body.condition is None else _condition(body.condition),
        status=body.status,
        coder=body.coder,
        paraphrase=body.paraphrase,
        drafted=body.drafted,
        note=body.note,
        comments=[CommentMessage(by=each.by, at=each.at, text=each.text) for each in body.comments],
        confidence=None if confidence is None else float(confidence[1]),
        path=entry.tree.path,
        line=entry.place().line,
        hash=snapshot.hash_of(entry),
    )


def _ends(snapshot: Snapshot, entry: Located[ClaimEntry]) -> tuple[int, int] | tuple[None, None]:
    """The ends of a claim's anchor in the text as it is shown."""
    anchor = entry.body.anchor
    shown = None if anchor is None else shown_document(snapshot, entry.document)
    here = None if shown is None or anchor is None else shown.text.anchor(anchor)
    if shown is None or here is None or not 0 <= here[0] <= here[1] <= len(shown.text.text):
        return None, None
    return shown.units.range(*here)


def _condition(entry: ConditionEntry) -> ConditionMessage:
    return ConditionMessage.model_validate(entry.model_dump(by_alias=True))
