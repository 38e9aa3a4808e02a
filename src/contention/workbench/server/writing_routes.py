"""Routes that change factors, places on the map, and whole files."""

from contention.case.problem import Problem
from contention.case.storage.entry_edit import StaleEntryError
from contention.workbench.editing import factors, files
from contention.workbench.editing.attaching import attach_bytes
from contention.workbench.messages.base import ProblemMessage, Query
from contention.workbench.messages.edits import (
    AttachReply,
    ChangedReply,
    FactorChanges,
    FactorPatch,
    FactorReply,
    FileReply,
    FileRequest,
    FilesReply,
    FileSummary,
    MergeRequest,
    NewFactorRequest,
    PositionsRequest,
)
from contention.workbench.server.endpoints import Asked, Endpoint
from contention.workbench.server.reading_routes import document_entry
from contention.workbench.server.refusals import RefusedError


class NameQuery(Query):
    """Name of the file that is sent: its ending says what it is."""

    name: str = "text.txt"


def add_factor(asked: Asked) -> FactorReply:
    """A factor."""
    said = asked.said(NewFactorRequest)
    id_, made = asked.editor.edit(
        f"Add the factor “{said.title}”",
        lambda changes: factors.add(changes, said.title, said.unit, said.note),
    )
    return FactorReply(revision=_revision(asked), id=id_, created=made)


def change_factor(asked: Asked) -> ChangedReply:
    """Other fields of a factor."""
    said = asked.said(FactorPatch)
    id_ = _factor(asked)
    given = said.changes.model_fields_set
    wanted = {key: getattr(said.changes, key) or None for key in FactorChanges.model_fields
              if key in given}  # fmt: skip
    asked.editor.edit(
        f"Change {', '.join(wanted)} of {id_}",
        lambda changes: factors.change(changes, id_, said.hash, wanted),
    )
    return ChangedReply(revision=_revision(asked))


def merge_factor(asked: Asked) -> ChangedReply:
    """Two factors are one."""
    said = asked.said(MergeRequest)
    id_ = _factor(asked)
    coder = asked.server.workspace.coder
    asked.editor.edit(
        f"Merge {id_} into {said.into}",
        lambda changes: factors.merge(changes, id_, said.into, coder, opposite=said.opposite),
    )
    return ChangedReply(revision=_revision(asked))


def part_factor(asked: Asked) -> ChangedReply:
    """They are two again."""
    id_ = _factor(asked)
    coder = asked.server.workspace.coder
    asked.editor.edit(f"Part {id_} again", lambda changes: factors.part(changes, id_, coder))
    return ChangedReply(revision=_revision(asked))


def place_factors(asked: Asked) -> ChangedReply:
    """Places on the map."""
    positions = asked.said(PositionsRequest).positions
    what = "a factor" if len(positions) == 1 else f"{len(positions)} factors"
    asked.editor.edit(f"Move {what} on the map", lambda changes: factors.place(changes, positions))
    return ChangedReply(revision=_revision(asked))


def attach_text(asked: Asked) -> AttachReply:
    """The text of a document, from a file that was dropped."""
    document = document_entry(asked.case.snapshot(), asked.path["document"]).id
    with asked.case.alone():
        name = asked.wanted(NameQuery).name
        found = attach_bytes(asked.case.folder, document, name, asked.content)
    return AttachReply(
        revision=_revision(asked), document=document, exact=found.exact,
        matched=float(found.matched), absent=list(found.absent),
    )  # fmt: skip


def list_files(asked: Asked) -> FilesReply:
    """The files of a case."""
    opened = asked.case
    found = files.listed(opened.folder, opened.file_hashes())
    listed = [FileSummary(path=path, size=size, editable=files.is_editable(path))
              for path, size in found]  # fmt: skip
    return FilesReply(revision=_revision(asked), files=listed)


def show_file(asked: Asked) -> FileReply:
    """A file as text."""
    return _file_reply(asked, asked.path["path"])


def save_file(asked: Asked) -> FileReply:
    """A file as a whole: may add faults, as it is how they are fixed."""
    said = asked.said(FileRequest)
    path = asked.path["path"]
    try:
        asked.editor.edit(
            f"Edit {path}",
            lambda changes: files.save(changes, path, said.text, said.hash),
            faulty=True,
        )
    except StaleEntryError as error:
        raise RefusedError(409, "changed", f"{error}; nothing was written") from error
    return _file_reply(asked, path)


def _file_reply(asked: Asked, path: str) -> FileReply:
    found = files.text_file(asked.case.folder, path)
    snapshot = asked.case.snapshot()
    return FileReply(
        revision=snapshot.revision, path=path, text=found.text, hash=found.sha256,
        problems=[_message(each) for each in snapshot.problems if each.place.path == path],
    )  # fmt: skip


def _message(problem: Problem) -> ProblemMessage:
    return ProblemMessage.of(problem)


def _factor(asked: Asked) -> str:
    """The factor that the address names; raises RefusedError."""
    id_ = asked.path["factor"]
    if id_ not in asked.case.snapshot().draft.factors:
        raise RefusedError(404, "unknown_factor", f"unknown factor `{id_}`; see the list")
    return id_


def _revision(asked: Asked) -> str:
    return asked.case.snapshot().revision


_CASE = "/cases/{case}"
_FACTOR = f"{_CASE}/factors/{{factor}}"
_FILE = f"{_CASE}/files/{{path:path}}"
WRITING: tuple[Endpoint, ...] = (
    Endpoint(
        "POST", f"{_CASE}/factors", "Add a factor", add_factor, FactorReply,
        body=NewFactorRequest, writes=True,
    ),
    Endpoint(
        "PATCH", _FACTOR, "Change a factor as it was read", change_factor, ChangedReply,
        body=FactorPatch, writes=True,
    ),
    Endpoint(
        "POST", f"{_FACTOR}/merge", "Merge a factor into another", merge_factor, ChangedReply,
        body=MergeRequest, writes=True,
    ),
    Endpoint(
        "DELETE", f"{_FACTOR}/merge", "Reject the merge of a factor into another", part_factor,
        ChangedReply, writes=True,
    ),
    Endpoint(
        "PUT", f"{_CASE}/map/positions", "Put factors at places on the map", place_factors,
        ChangedReply, body=PositionsRequest, writes=True,
    ),
    Endpoint(
        "PUT", f"{_CASE}/documents/{{document}}/text", "Attach the text of a document",
        attach_text, AttachReply, query=NameQuery, takes="application/octet-stream", writes=True,
    ),
    Endpoint("GET", f"{_CASE}/files", "The files of a case", list_files, FilesReply),
    Endpoint("GET", _FILE, "A file as text", show_file, FileReply),
    Endpoint(
        "PUT", _FILE, "Write a file as a whole", save_file, FileReply, body=FileRequest,
        writes=True,
    ),
)  # fmt: skip
