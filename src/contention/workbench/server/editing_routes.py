"""Routes that change claims, and take steps back."""

from collections.abc import Mapping

from contention.case.draft import Located
from contention.case.schema.claims import ClaimEntry
from contention.case.storage.entry_edit import StaleEntryError
from contention.case.suggestions import did_you_mean
from contention.coding.review.additions import Chosen, NewClaim
from contention.workbench.editing import claims
from contention.workbench.editing.claims import ClaimChange, Name
from contention.workbench.editing.step import Step
from contention.workbench.messages.edits import (
    ChangedReply,
    ClaimChanges,
    ClaimPatch,
    ClaimReply,
    FactorChoice,
    HashQuery,
    HistoryReply,
    HolderChoice,
    KnownFactor,
    NewClaimRequest,
    Nothing,
    StepMessage,
    StepReply,
)
from contention.workbench.messages.texts import ConditionMessage
from contention.workbench.opened.snapshot import Snapshot
from contention.workbench.server.endpoints import Asked, Endpoint
from contention.workbench.server.reading_routes import document_entry, text_here
from contention.workbench.server.refusals import RefusedError
from contention.workbench.views.claims_view import claim_message

MOST_LISTED = 200
"""Steps of the history that are listed."""
_NOTHING = Chosen("")
_DECISIONS = {"accepted": "Accept", "rejected": "Reject", "proposed": "Propose again"}


def add_claim(asked: Asked) -> ClaimReply:
    """A claim on a range of a text."""
    said = asked.said(NewClaimRequest)
    anchor = anchor_at(asked, said.document, said.start, said.end)
    coder = asked.server.workspace.coder
    given = NewClaim(
        _NOTHING, said.sign, _NOTHING, said.stance,
        strength=None if said.strength is None else _strength(said.strength),
        condition=None if said.condition is None else _condition(said.condition),
    )  # fmt: skip
    ends = (_name(said.cause), _name(said.effect))
    holder = None if said.holder is None else _holder(said.holder)
    id_, made = asked.editor.edit(
        f"Add a claim to {said.document}",
        lambda files: claims.add(files, said.document, ends, holder, given, anchor, coder),
    )
    return _reply(asked, id_, made)


def change_claim(asked: Asked) -> ClaimReply:
    """Other fields of a claim."""
    said = asked.said(ClaimPatch)
    id_ = asked.path["claim"]
    entry = claim_entry(asked.case.snapshot(), id_)
    wanted = _wanted(asked, entry, said.changes)
    coder = asked.server.workspace.coder
    try:
        made = asked.editor.edit(
            _step_name(id_, said.changes),
            lambda files: claims.change(files, id_, said.hash, wanted, coder),
        )
    except StaleEntryError as error:
        raise _clash(asked, id_, error) from error
    return _reply(asked, id_, made)


def remove_claim(asked: Asked) -> ChangedReply:
    """Take a claim out."""
    id_ = asked.path["claim"]
    claim_entry(asked.case.snapshot(), id_)
    sha256 = asked.wanted(HashQuery).hash
    coder = asked.server.workspace.coder
    try:
        asked.editor.edit(f"Delete {id_}", lambda files: claims.remove(files, id_, sha256, coder))
    except StaleEntryError as error:
        raise _clash(asked, id_, error) from error
    return ChangedReply(revision=asked.case.snapshot().revision)


def undo(asked: Asked) -> StepReply:
    """Take the last step back."""
    return _step_reply(asked, asked.editor.undo())


def redo(asked: Asked) -> StepReply:
    """Do again what was undone."""
    return _step_reply(asked, asked.editor.redo())


def history(asked: Asked) -> HistoryReply:
    """What can be undone and redone."""
    found = asked.editor.history()
    return HistoryReply(
        revision=asked.case.snapshot().revision,
        done=[_step_message(each) for each in found.done[-MOST_LISTED:]],
        undone=[_step_message(each) for each in found.undone[-MOST_LISTED:]],
        more=max(0, len(found.done) - MOST_LISTED),
    )


def claim_entry(snapshot: Snapshot, id_: str) -> Located[ClaimEntry]:
    """The claim of that id; raises RefusedError with a guess."""
    found = snapshot.draft.claims.get(id_)
    if found is None:
        hint = did_you_mean(id_, tuple(snapshot.draft.claims), "claims/*.yaml")
        raise RefusedError(404, "unknown_claim", f"unknown claim `{id_}`; {hint}")
    return found


def _reply(asked: Asked, id_: str, made: list[str]) -> ClaimReply:
    snapshot = asked.case.snapshot()
    message = claim_message(snapshot, claim_entry(snapshot, id_))
    return ClaimReply(revision=snapshot.revision, claim=message, created=made)


def _clash(asked: Asked, id_: str, error: StaleEntryError) -> RefusedError:
    """The refusal of a change to a claim that has changed, with the claim as it is now."""
    snapshot = asked.case.snapshot()
    now = claim_message(snapshot, claim_entry(snapshot, id_)).wire()
    return RefusedError(409, "changed", f"{error}; nothing was written", claim=now)


def _step_reply(asked: Asked, step: Step) -> StepReply:
    paths = sorted({each.path for each in step.splices})
    return StepReply(
        revision=asked.case.snapshot().revision, name=step.name, paths=paths, claim=step.claim
    )


def _step_message(step: Step) -> StepMessage:
    return StepMessage(name=step.name, at=step.at, by=step.by)


def anchor_at(asked: Asked, document: str, start: int, end: int) -> str:
    """The place in the document of a range of the text as it is shown, as it is written."""
    snapshot = asked.case.snapshot()
    entry = document_entry(snapshot, document)
    shown = text_here(snapshot, entry.id)
    first, last = shown.units.characters(start), shown.units.characters(end)
    if not shown.text.text[first:last].strip():
        raise RefusedError(422, "no_words", "there are no words in this range: select some")
    back = shown.text.back(first, last)
    if back is None:
        message = "the text that was coded does not have these words; this copy differs there"
        raise RefusedError(422, "not_in_document", message)
    return f"{{start: {back[0]}, end: {back[1]}}}"


def _wanted(asked: Asked, entry: Located[ClaimEntry], said: ClaimChanges) -> ClaimChange:
    """The change in the terms of the file: what was not mentioned stays."""
    given = said.model_fields_set
    fields: dict[str, str | None] = {}
    for key in ("status", "sign", "stance", "delay", "paraphrase", "note"):
        if key in given:
            fields[key] = getattr(said, key) or None
    if "strength" in given:
        fields["strength"] = None if said.strength is None else _strength(said.strength)
    if "condition" in given:
        fields["condition"] = None if said.condition is None else _condition(said.condition)
    if "holder" in given and said.holder is None:
        fields["holder"] = None
    if given & {"start", "end"}:
        if said.start is None or said.end is None:
            raise RefusedError(422, "not_understood", "give both `start` and `end`")
        fields["anchor"] = anchor_at(asked, entry.document, said.start, said.end)
    return ClaimChange(
        fields,
        cause=None if said.cause is None else _name(said.cause),
        effect=None if said.effect is None else _name(said.effect),
        holder=None if said.holder is None else _holder(said.holder),
        comment=said.comment or "",
    )


def _step_name(id_: str, said: ClaimChanges) -> str:
    given = [key for key in ClaimChanges.model_fields if key in said.model_fields_set]
    if given == ["status"] and said.status is not None:
        return f"{_DECISIONS[said.status]} {id_}"
    if given == ["comment"]:
        return f"Comment on {id_}"
    if set(given) <= {"start", "end"}:
        return f"Recut {id_}"
    return f"Change {', '.join(given)} of {id_}"


def _name(choice: FactorChoice) -> Name:
    return Name(choice.factor) if isinstance(choice, KnownFactor) else Name(new=choice.new)


def _holder(choice: HolderChoice) -> Name:
    return Name(choice) if isinstance(choice, str) else Name(new=choice.new)


def _strength(given: str | float) -> str:
    return given if isinstance(given, str) else f"{given:g}"


def _condition(given: ConditionMessage) -> str:
    told: Mapping[str, object] = given.model_dump(by_alias=True, exclude_none=True)
    if len(told) != 2:
        message = "a condition has a factor and one of `is`, `below` and `above`"
        raise RefusedError(422, "not_understood", message)
    parts = [f"{k}: {v:g}" if isinstance(v, float) else f"{k}: {v}" for k, v in told.items()]
    return "{" + ", ".join(parts) + "}"


_CASE = "/cases/{case}"
EDITING: tuple[Endpoint, ...] = (
    Endpoint(
        "POST", f"{_CASE}/claims", "Add an accepted claim to a text", add_claim, ClaimReply,
        body=NewClaimRequest, writes=True,
    ),
    Endpoint(
        "PATCH", f"{_CASE}/claims/{{claim}}", "Change a claim as it was read", change_claim,
        ClaimReply, body=ClaimPatch, writes=True,
    ),
    Endpoint(
        "DELETE", f"{_CASE}/claims/{{claim}}", "Take out a claim that only you coded",
        remove_claim, ChangedReply, query=HashQuery, writes=True,
    ),
    Endpoint(
        "POST", f"{_CASE}/undo", "Take the last step back", undo, StepReply, body=Nothing,
        writes=True,
    ),
    Endpoint(
        "POST", f"{_CASE}/redo", "Do again what was undone last", redo, StepReply, body=Nothing,
        writes=True,
    ),
    Endpoint(
        "GET", f"{_CASE}/history", "What can be undone and redone", history, HistoryReply
    ),
)  # fmt: skip
