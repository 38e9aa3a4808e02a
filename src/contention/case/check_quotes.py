"""Whether quotes stand where their anchors say, wherever the text is at hand."""

from collections.abc import Iterator
from typing import Any

from contention.case.draft import Draft, Written
from contention.case.folding import folded_words
from contention.case.locate import locate
from contention.case.reading import Reading
from contention.case.texts import AttachedText, anchor_in, attached_text
from contention.case.values import Anchor, Case


def check_quotes(reading: Reading, case: Case) -> None:
    """Note every quote that the text has elsewhere, or nowhere."""
    texts = {id_: attached_text(case, id_) for id_ in case.texts}
    for entry, document, anchor in _quoted(reading.draft, case):
        text = texts.get(document)
        if text is not None:
            _check(reading.draft, entry, text, anchor)


def _quoted(draft: Draft, case: Case) -> Iterator[tuple[Written[Any], str, Anchor]]:
    groups: tuple[tuple[dict[str, Any], Any], ...] = (
        (draft.claims, case.claims),
        (draft.figures, case.figures),
        (draft.demands, case.demands),
        (draft.contentions, case.contentions),
    )
    for entries, values in groups:
        for id_, entry in entries.items():
            value = values[id_]
            if value.anchor is not None and value.anchor.quote and value.document:
                yield entry, value.document, value.anchor


def _check(draft: Draft, entry: Written[Any], text: AttachedText, anchor: Anchor) -> None:
    assert anchor.quote is not None
    here = anchor_in(text, anchor)
    if _folded(anchor.quote) == _folded(text[here.start : here.end]):
        return
    found = locate(text, anchor.quote)
    hint = "copy the words from the text; `contention locate` gives their anchor"
    if found:
        hint = f"it stands at {{start: {found[0].anchor.start}, end: {found[0].anchor.end}}}"
    message = "the quote is not what stands at the anchor"
    draft.note(entry.place("anchor", "quote"), message, hint)


def _folded(text: str) -> list[str]:
    return [word.folded for word in folded_words(text)]
