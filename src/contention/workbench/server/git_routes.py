"""Routes of git."""

from contention.case.storage.entry_edit import entry_lines
from contention.case.storage.writing import Changes
from contention.workbench.editing.files import text_file
from contention.workbench.git.state import (
    around_changes,
    git_commit,
    git_diff,
    git_state,
    within,
)
from contention.workbench.messages.others import (
    CommitReply,
    CommitRequest,
    DiffLineMessage,
    DiffQuery,
    DiffReply,
    GitChange,
    GitReply,
)
from contention.workbench.server.editing_routes import claim_entry
from contention.workbench.server.endpoints import Asked, Endpoint
from contention.workbench.server.refusals import RefusedError


def state(asked: Asked) -> GitReply:
    """What has changed since the last commit."""
    found = git_state(asked.case.folder)
    return GitReply(
        repository=found.repository, branch=found.branch, staged=found.staged,
        changed=[GitChange(path=path, state=each) for path, each in found.changed],
    )  # fmt: skip


def diff(asked: Asked) -> DiffReply:
    """Lines of a file, or of a claim."""
    wanted = asked.wanted(DiffQuery)
    opened = asked.case
    changed = {path for path, _ in git_state(opened.folder).changed}
    if wanted.path not in changed:
        text_file(opened.folder, wanted.path)  # refuses paths that are not of the case
    lines = git_diff(opened.folder, wanted.path)
    if wanted.claim is not None:
        entry = claim_entry(opened.snapshot(), wanted.claim)
        if entry.tree.path != wanted.path:
            message = f"`{wanted.claim}` is in {entry.tree.path}"
            raise RefusedError(404, "unknown_claim", message)
        place = entry_lines(Changes(opened.folder), wanted.path, entry.keys)
        lines = within(lines, place.first, place.last)
    else:
        lines = around_changes(lines)
    return DiffReply(lines=[
        DiffLineMessage(kind=each.kind, old=each.old, new=each.new, text=each.text)
        for each in lines
    ])  # fmt: skip


def commit(asked: Asked) -> CommitReply:
    """Commit the files of the case."""
    with asked.case.alone():
        made = git_commit(asked.case.folder, asked.said(CommitRequest).message)
    return CommitReply(revision=asked.case.snapshot().revision, commit=made)


_GIT = "/cases/{case}/git"
GIT: tuple[Endpoint, ...] = (
    Endpoint("GET", _GIT, "Which files differ from the last commit", state, GitReply),
    Endpoint(
        "GET", f"{_GIT}/diff", "How a file, or a claim in it, differs from the last commit", diff,
        DiffReply, query=DiffQuery,
    ),
    Endpoint(
        "POST", f"{_GIT}/commit", "Commit the files of the case", commit, CommitReply,
        body=CommitRequest, writes=True,
    ),
)  # fmt: skip
