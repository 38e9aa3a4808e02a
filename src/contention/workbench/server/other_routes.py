"""Routes of pages to print, agreement between coders, and new cases."""

from base64 import b64decode

from starlette.responses import HTMLResponse, Response

from contention.api.judgement import Judgement
from contention.workbench.editing.starting import SentText, start_from_texts
from contention.workbench.messages.others import (
    AgreementQuery,
    AgreementReply,
    ContentionQuery,
    NewCaseReply,
    NewCaseRequest,
    SentFile,
)
from contention.workbench.opened.open_case import OpenCase
from contention.workbench.server.endpoints import Asked, Endpoint
from contention.workbench.server.job_routes import ready
from contention.workbench.server.refusals import RefusedError
from contention.workbench.server.running_routes import known, runnable
from contention.workbench.server.security import PAGE_POLICY
from contention.workbench.views.agreement_view import agreement_reply

PAGE_DRAWS = 1000


def brief(asked: Asked) -> Response:
    """One page for a person who decides."""
    opened = asked.case
    snapshot = opened.snapshot()
    wanted = asked.wanted(ContentionQuery).contention
    if wanted is not None:
        known("contention", wanted, runnable(snapshot).contentions)
    report = f"/api/cases/{opened.id}/report"

    def make() -> str:
        try:
            return _judged(opened).brief_html(wanted, report=report)
        except ValueError as error:
            raise RefusedError(422, "not_possible", str(error)) from error

    return _page(snapshot.once(("brief", wanted), make))


def report(asked: Asked) -> Response:
    """The long report."""
    opened = asked.case
    return _page(opened.snapshot().once("report", lambda: _judged(opened).report_html()))


def _judged(opened: OpenCase) -> Judgement:
    """All verdicts of the case as it is now, judged once."""
    snapshot = opened.snapshot()
    case = ready(snapshot)
    with opened.computing:
        return snapshot.once("judged", lambda: case.judge(PAGE_DRAWS))


def _page(html: str) -> Response:
    return HTMLResponse(html, headers={"content-security-policy": PAGE_POLICY})


def agreement(asked: Asked) -> AgreementReply:
    """How far two coders agree, as their claims are now."""
    wanted = asked.wanted(AgreementQuery)
    coder = wanted.coder or asked.server.workspace.coder
    snapshot = asked.case.snapshot()
    if wanted.document is not None:
        known("document", wanted.document, snapshot.draft.documents)
    return agreement_reply(snapshot, coder, wanted.other, wanted.document)


def new_case(asked: Asked) -> NewCaseReply:
    """A case from texts."""
    said = asked.said(NewCaseRequest)
    texts = [
        SentText(each.name, _content(each), each.title, each.author, each.date)
        for each in said.files
    ]
    workspace = asked.server.workspace
    opened = workspace.add(start_from_texts(workspace.home, said.title, said.question, texts))
    return NewCaseReply(revision=opened.snapshot().revision, id=opened.id)


def _content(sent: SentFile) -> bytes:
    if not sent.file:
        return sent.text.encode("utf-8")
    try:
        return b64decode(sent.file, validate=True)
    except ValueError:
        raise RefusedError(422, "not_understood", f"{sent.name} is not sent in base64") from None


_CASE = "/cases/{case}"
OTHERS: tuple[Endpoint, ...] = (
    Endpoint(
        "POST", "/cases/new", "Start a case from texts", new_case, NewCaseReply,
        body=NewCaseRequest, writes=True,
    ),
    Endpoint(
        "GET", f"{_CASE}/agreement", "How far two coders agree, as their claims are now",
        agreement, AgreementReply, query=AgreementQuery,
    ),
    Endpoint(
        "GET", f"{_CASE}/brief", "One page for a person who decides", brief,
        query=ContentionQuery, media="text/html", refuses=(409,),
    ),
    Endpoint(
        "GET", f"{_CASE}/report", "The report", report, media="text/html", refuses=(409,)
    ),
)  # fmt: skip
