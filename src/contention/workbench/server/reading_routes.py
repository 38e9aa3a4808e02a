"""Routes that show a case."""

from contention.case.draft import Located
from contention.case.schema.case import DocumentEntry
from contention.case.suggestions import did_you_mean
from contention.workbench.messages.base import Place, Query
from contention.workbench.messages.cases import CaseReply, SessionReply
from contention.workbench.messages.texts import ClaimsReply, DocumentReply, StandingReply
from contention.workbench.opened.snapshot import Snapshot
from contention.workbench.server.endpoints import Asked, Endpoint
from contention.workbench.server.refusals import RefusedError
from contention.workbench.views.case_view import case_reply, case_summary
from contention.workbench.views.claims_view import claims_reply
from contention.workbench.views.text_view import (
    ShownText,
    document_reply,
    shown_document,
    standing_reply,
)


class ClaimsQuery(Query):
    """Whose claims are wanted."""

    coder_of: str | None = None


class PlaceQuery(Query):
    """A place in a text."""

    start: Place


def session(asked: Asked) -> SessionReply:
    """What is served."""
    workspace = asked.server.workspace
    return SessionReply(
        version=asked.server.version,
        read_only=workspace.read_only,
        coder=workspace.coder,
        cases=[case_summary(each) for each in list(workspace.cases.values())],
    )


def case(asked: Asked) -> CaseReply:
    """A case."""
    snapshot = asked.case.snapshot()
    return snapshot.once("case", lambda: case_reply(asked.case, snapshot))


def document(asked: Asked) -> DocumentReply:
    """A document with its text."""
    snapshot = asked.case.snapshot()
    entry = document_entry(snapshot, asked.path["document"])
    return snapshot.once(("document", entry.id), lambda: document_reply(snapshot, entry))


def standing(asked: Asked) -> StandingReply:
    """Who says what at a place."""
    snapshot = asked.case.snapshot()
    entry = document_entry(snapshot, asked.path["document"])
    shown = text_here(snapshot, entry.id)
    start = shown.units.characters(asked.wanted(PlaceQuery).start)
    return standing_reply(snapshot.draft, entry, shown, start)


def claims(asked: Asked) -> ClaimsReply:
    """The claims of a case."""
    snapshot = asked.case.snapshot()
    coder = asked.wanted(ClaimsQuery).coder_of
    return snapshot.once(("claims", coder), lambda: claims_reply(snapshot, coder))


def document_entry(snapshot: Snapshot, id_: str) -> Located[DocumentEntry]:
    """The document of that id; raises RefusedError with a guess."""
    found = snapshot.draft.documents.get(id_)
    if found is None:
        hint = did_you_mean(id_, tuple(snapshot.draft.documents), "`documents` in case.yaml")
        raise RefusedError(404, "unknown_document", f"unknown document `{id_}`; {hint}")
    return found


def text_here(snapshot: Snapshot, document: str) -> ShownText:
    """The text of a document; raises RefusedError if it is not here."""
    shown = shown_document(snapshot, document)
    if shown is None:
        raise RefusedError(409, "no_text", f"the text of `{document}` is not here: attach it first")
    return shown


_CASE = "/cases/{case}"
READING: tuple[Endpoint, ...] = (
    Endpoint("GET", "/session", "What is served, and to whom", session, SessionReply),
    Endpoint("GET", _CASE, "A case as far as it can be read", case, CaseReply),
    Endpoint(
        "GET", f"{_CASE}/documents/{{document}}", "A document with its text", document,
        DocumentReply,
    ),
    Endpoint(
        "GET", f"{_CASE}/documents/{{document}}/standing",
        "Who speaks in a sentence, and how it is meant", standing, StandingReply,
        query=PlaceQuery, refuses=(409,),
    ),
    Endpoint(
        "GET", f"{_CASE}/claims", "All claims, or those of one coder", claims, ClaimsReply,
        query=ClaimsQuery,
    ),
)  # fmt: skip
