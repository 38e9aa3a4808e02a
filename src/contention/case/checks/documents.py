"""Whether summaries name what they sum up and carry their text, and nothing else does."""

from contention.case.convert.converter import Converter
from contention.case.draft import Located
from contention.case.model import Case
from contention.case.schema.case import DocumentEntry


def check_documents(reading: Converter, _case: Case) -> None:
    """Note summaries without works or text, and works named by ordinary documents."""
    for entry in reading.draft.documents.values():
        if entry.body.kind == "summary":
            _check_summary(reading, entry)
        elif entry.body.sums_up:
            message = f"`{entry.id}` is not a summary, so it has no `sums_up`"
            hint = "write `kind: summary` if it was written for this case, or remove `sums_up`"
            reading.draft.note(entry.key_place("sums_up"), message, hint)


def _check_summary(reading: Converter, entry: Located[DocumentEntry]) -> None:
    place = entry.place("kind")
    if not entry.body.sums_up:
        message = f"the summary `{entry.id}` names no work"
        hint = "name under `sums_up` the published works whose position it sums up"
        reading.draft.note(place, message, hint)
    if entry.body.file is None:
        message = f"the summary `{entry.id}` is not in the case"
        hint = "put its text into the case and name it under `file`"
        reading.draft.note(place, message, hint)
