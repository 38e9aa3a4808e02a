"""Routes of jobs: reading a text, hinges, robustness."""

from pathlib import Path
from typing import Any

from contention.api.case import Case
from contention.api.extraction import extract, read_document, write_told
from contention.case.parsed_case import read_draft
from contention.case.problem import CaseError
from contention.case.text.texts import check_texts
from contention.coding.new_document import known_document
from contention.coding.stated_particulars import Told
from contention.documents.limits import ReadOptions
from contention.workbench.messages.others import (
    HingesRequest,
    JobReply,
    JobStarted,
    ReadRequest,
    RobustnessRequest,
)
from contention.workbench.opened.open_case import OpenCase
from contention.workbench.opened.snapshot import Snapshot
from contention.workbench.server.endpoints import Asked, Endpoint
from contention.workbench.server.jobs import Progress
from contention.workbench.server.reading_routes import document_entry, text_here
from contention.workbench.server.refusals import RefusedError
from contention.workbench.server.running_routes import known, runnable


def start_reading(asked: Asked) -> JobStarted:
    """Proposals of the readers, into the case."""
    opened, editor = asked.case, asked.editor
    document = document_entry(opened.snapshot(), asked.said(ReadRequest).document).id
    text_here(opened.snapshot(), document)

    def work(progress: Progress) -> Any:
        file = _text_file(opened, document)
        read, problems = read_document(file, ReadOptions(any_language=True))
        if read is None:
            raise CaseError(problems)
        if known_document(read_draft(opened.folder), read.value) != document:
            message = "this copy differs from the text that was coded: `contention read` its file"
            raise RefusedError(422, "differs", message)
        proposals = extract(read, progress=progress)
        progress(1, 1)
        written = editor.recorded(
            f"Read {document}", lambda: write_told(proposals, opened.folder, Told())
        )
        return written.as_json()

    return JobStarted(id=asked.server.jobs.start(opened, work).id)


def _text_file(opened: OpenCase, document: str) -> Path:
    found = check_texts(read_draft(opened.folder)).get(document)
    if found is None:
        raise RefusedError(409, "no_text", f"the text of `{document}` is not here any more")
    return found


def start_hinges(asked: Asked) -> JobStarted:
    """What a verdict turns on."""
    said = asked.said(HingesRequest)
    case = ready(asked.case.snapshot())
    known("account", said.account, case.value.accounts)
    known("contention", said.contention, case.value.contentions)

    def work(progress: Progress) -> Any:
        found = case.hinges(
            said.contention, said.account, draws=said.draws, budget=said.budget, numbers=False,
            uncertain=False, progress=progress,
        )  # fmt: skip
        return found.as_json()

    return JobStarted(id=asked.server.jobs.start(asked.case, work).id)


def start_robustness(asked: Asked) -> JobStarted:
    """Which verdicts survive other choices."""
    said = asked.said(RobustnessRequest)
    case = ready(asked.case.snapshot())
    known("account", said.account, case.value.accounts)
    for each in said.contentions or ():
        known("contention", each, case.value.contentions)

    def work(progress: Progress) -> Any:
        found = case.robustness(said.account, said.contentions, draws=said.draws, progress=progress)
        return found.as_json()

    return JobStarted(id=asked.server.jobs.start(asked.case, work).id)


def show_job(asked: Asked) -> JobReply:
    """A job."""
    return asked.server.jobs.job(asked.path["job"]).reply()


def stop_job(asked: Asked) -> JobReply:
    """Stop a job."""
    return asked.server.jobs.stop(asked.path["job"]).reply()


def ready(snapshot: Snapshot) -> Case:
    """The case with all that can be asked of it; raises RefusedError if it has faults."""
    return Case(runnable(snapshot))


_CASE = "/cases/{case}"
JOBS: tuple[Endpoint, ...] = (
    Endpoint(
        "POST", f"{_CASE}/read", "Propose claims and figures from a text (a job)", start_reading,
        JobStarted, body=ReadRequest, writes=True,
    ),
    Endpoint(
        "POST", f"{_CASE}/hinges", "What a verdict turns on (a job)", start_hinges, JobStarted,
        body=HingesRequest, refuses=(409,),
    ),
    Endpoint(
        "POST", f"{_CASE}/robustness", "Which verdicts survive other choices (a job)",
        start_robustness, JobStarted, body=RobustnessRequest, refuses=(409,),
    ),
    Endpoint("GET", "/jobs/{job}", "How far a job is, and its result", show_job, JobReply),
    Endpoint("DELETE", "/jobs/{job}", "Stop a job", stop_job, JobReply),
)  # fmt: skip
