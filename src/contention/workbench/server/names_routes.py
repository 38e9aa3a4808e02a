"""Routes of the names of proposals: the list, and what settles it."""

from contention.case.articles import counted
from contention.case.suggestions import did_you_mean
from contention.coding.review.proposed_names import proposed_names, unsettled
from contention.coding.review.settling_names import put_joined, put_renamed, put_settled
from contention.workbench.messages.edits import ChangedReply
from contention.workbench.messages.names import (
    JoinRequest,
    NameMessage,
    NamesReply,
    RenameRequest,
    SettleRequest,
)
from contention.workbench.server.endpoints import Asked, Endpoint
from contention.workbench.server.reading_routes import document_entry
from contention.workbench.server.refusals import RefusedError
from contention.workbench.views.names_view import name_message


def names(asked: Asked) -> NamesReply:
    """The names that proposals of a document use."""
    snapshot = asked.case.snapshot()
    document = document_entry(snapshot, asked.path["document"]).id

    def make() -> NamesReply:
        found = proposed_names(snapshot.draft, document, snapshot.texts)
        listed: list[NameMessage] = [name_message(snapshot, each) for each in found]
        waiting = len(unsettled(found))
        return NamesReply(
            revision=snapshot.revision, document=document, names=listed, waiting=waiting
        )

    return snapshot.once(("names", document), make)


def settle(asked: Asked) -> ChangedReply:
    """Names stay as they are."""
    ids = asked.said(SettleRequest).factors
    coder = asked.server.workspace.coder
    asked.editor.edit(
        f"Settle {counted(len(ids), 'name')}",
        lambda files: (None, put_settled(files, ids, coder)),
    )
    return _changed(asked)


def rename(asked: Asked) -> ChangedReply:
    """A name has another wording."""
    title = asked.said(RenameRequest).title
    id_ = asked.path["factor"]
    coder = asked.server.workspace.coder
    _known(asked, id_)
    asked.editor.edit(
        f"Name {id_} “{title}”",
        lambda files: (None, put_renamed(files, id_, title, coder)),
    )
    return _changed(asked)


def join(asked: Asked) -> ChangedReply:
    """Two names are one."""
    said = asked.said(JoinRequest)
    id_ = asked.path["factor"]
    coder = asked.server.workspace.coder
    for each in (id_, said.into):
        _known(asked, each)
    asked.editor.edit(
        f"Join {id_} with {said.into}",
        lambda files: (
            None, put_joined(files, id_, said.into, turned=said.opposite, coder=coder)
        ),
    )  # fmt: skip
    return _changed(asked)


def _known(asked: Asked, id_: str) -> None:
    """Raise RefusedError with a guess unless the case has a factor of that id."""
    draft = asked.case.snapshot().draft
    if id_ not in draft.factors:
        hint = did_you_mean(id_, tuple(draft.factors), "factors.yaml")
        raise RefusedError(404, "unknown_factor", f"unknown factor `{id_}`; {hint}")


def _changed(asked: Asked) -> ChangedReply:
    return ChangedReply(revision=asked.case.snapshot().revision)


_NAMES = "/cases/{case}/names"
NAMES: tuple[Endpoint, ...] = (
    Endpoint(
        "GET", "/cases/{case}/documents/{document}/names",
        "The names of the proposals of a document", names, NamesReply,
    ),
    Endpoint(
        "POST", f"{_NAMES}/settle", "Leave names of proposals as they are", settle, ChangedReply,
        body=SettleRequest, writes=True,
    ),
    Endpoint(
        "POST", f"{_NAMES}/{{factor}}/rename", "Change a name, also in what proposals say", rename,
        ChangedReply, body=RenameRequest, writes=True,
    ),
    Endpoint(
        "POST", f"{_NAMES}/{{factor}}/join",
        "Make two names one; proposals follow, signs of an opposite turned", join, ChangedReply,
        body=JoinRequest, writes=True,
    ),
)  # fmt: skip
