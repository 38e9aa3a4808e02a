"""Check that quotes match their anchors, and that anchors lie in the attached copies."""

from collections.abc import Iterator
from typing import Any

from contention.case.convert.converter import Converter
from contention.case.draft import Draft, Located
from contention.case.model import Anchor, Case
from contention.case.text.letters import letters
from contention.case.text.locating import locate
from contention.case.text.texts import AttachedText, anchor_in, attached_text


def check_quotes(reading: Converter, case: Case) -> None:
    """Note quotes that the text has elsewhere or nowhere, and places that a copy does not have."""
    texts = {id_: attached_text(case, id_) for id_ in case.texts}
    for entry, document, anchor in _anchored(reading.draft, case):
        text = texts.get(document)
        if text is None:
            continue
        if text.copy is not None:
            _check_copy(reading.draft, entry, text, anchor)
        elif anchor.quote is not None:
            _check_quote(reading.draft, entry, text, anchor)


def _anchored(draft: Draft, case: Case) -> Iterator[tuple[Located[Any], str, Anchor]]:
    groups: tuple[tuple[dict[str, Any], Any], ...] = (
        (draft.claims, case.claims),
        (draft.figures, case.figures),
        (draft.demands, case.demands),
        (draft.contentions, case.contentions),
    )
    for entries, values in groups:
        for id_, entry in entries.items():
            value = values[id_]
            if value.anchor is not None and value.document:
                yield entry, value.document, value.anchor


def _check_copy(draft: Draft, entry: Located[Any], text: AttachedText, anchor: Anchor) -> None:
    """Sentences that a copy lacks are not shown, but the case itself is sound."""
    if anchor_in(text, anchor) is not None:
        return
    message = f"the sentence of `{entry.id}` is not in `{text.name}`, the attached copy"
    hint = "no sentence is shown for it; attach the exact text, or see `contention move`"
    draft.warn(entry.place("anchor"), message, hint)


def _check_quote(draft: Draft, entry: Located[Any], text: AttachedText, anchor: Anchor) -> None:
    assert anchor.quote is not None
    if letters(anchor.quote).folded == letters(text[anchor.start : anchor.end]).folded:
        return
    found = locate(text, anchor.quote)
    hint = "copy the words from the text; `contention locate` gives their anchor"
    if found and found[0].anchor:
        hint = f"it is at {{start: {found[0].anchor.start}, end: {found[0].anchor.end}}}"
    message = "the quote is not the text at the anchor"
    draft.note(entry.place("anchor", "quote"), message, hint)
