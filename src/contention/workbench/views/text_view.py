"""A document as a browser shows it: text, paragraphs, sentences, and who speaks in them."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from contention.case.draft import Draft, Located
from contention.case.model import Stance
from contention.case.schema.base import AnchorEntry
from contention.case.schema.case import DocumentEntry
from contention.case.storage.new_case import title_key
from contention.coding.review.review_texts import SentencedText
from contention.documents.segmentation import paragraphs, sentences
from contention.extraction.proposals import AUTHOR
from contention.extraction.rules.sentence_standing import sentence_standing
from contention.extraction.rules.speakers.speech_verbs import OTHERS
from contention.workbench.messages.base import Range
from contention.workbench.messages.texts import DocumentReply, SentenceMessage, StandingReply
from contention.workbench.opened.snapshot import Snapshot
from contention.workbench.views.utf16 import Utf16

MOST_READ = 600
"""Sentences of a text whose stances are read when it is opened."""


@dataclass(frozen=True)
class ShownText:
    """A text with its divisions, and its positions in both counts."""

    text: SentencedText
    units: Utf16
    paragraphs: tuple[tuple[int, int], ...]
    sentences: tuple[tuple[int, int], ...]

    def sentence_at(self, place: int) -> tuple[int, int]:
        """The sentence that a character belongs to; the nearest one before it between two."""
        found = bisect_right(self.sentences, place, key=lambda each: each[0]) - 1
        return self.sentences[max(found, 0)] if self.sentences else (0, 0)


def shown_document(snapshot: Snapshot, document: str) -> ShownText | None:
    """The text of a document, divided; None if it is not here."""

    def make() -> ShownText | None:
        text = snapshot.text(document)
        if text is None:
            return None
        found = paragraphs(text.text)
        return ShownText(text, Utf16(text.text), found, sentences(text.text, found))

    return snapshot.once(("shown", document), make)


def spans_of(snapshot: Snapshot, document: str | None, anchor: AnchorEntry | None) -> list[Range]:
    """Where something is in the text as it is shown; nothing if that is not here."""
    shown = None if document is None else shown_document(snapshot, document)
    here = None if shown is None or anchor is None else shown.text.anchor(anchor)
    return [] if shown is None or here is None else [shown.units.range(*here)]


def document_reply(snapshot: Snapshot, entry: Located[DocumentEntry]) -> DocumentReply:
    """A document with its text, if that is here."""
    shown = shown_document(snapshot, entry.id)
    units = shown.units if shown is not None else Utf16("")
    return DocumentReply(
        revision=snapshot.revision,
        id=entry.id,
        title=entry.body.title,
        author=entry.body.author,
        date=str(entry.body.date),
        text=None if shown is None else shown.text.text,
        where_to_get=", ".join(entry.body.published),
        differs=shown is not None and shown.text.differs,
        paragraphs=[] if shown is None else [units.range(*each) for each in shown.paragraphs],
        sentences=[] if shown is None else _sentences(snapshot.draft, entry, shown),
    )


def _sentences(
    draft: Draft, entry: Located[DocumentEntry], shown: ShownText
) -> list[SentenceMessage]:
    read = len(shown.sentences) <= MOST_READ
    known = holder_ids(draft)
    found = []
    for start, end in shown.sentences:
        first, last = shown.units.range(start, end)
        stance: Stance | None = None
        name = AUTHOR
        if read:
            stance, name = _standing(shown.text.text[start:end])
        found.append(
            SentenceMessage(
                start=first, end=last, stance=stance,
                holder=_holder(known, entry, name) if read else None,
                name="" if name == AUTHOR else name,
            )
        )  # fmt: skip
    return found


def standing_reply(
    draft: Draft, entry: Located[DocumentEntry], shown: ShownText, start: int
) -> StandingReply:
    """Stance and holder of the sentence at a character."""
    first, last = shown.sentence_at(start)
    stance, name = _standing(shown.text.text[first:last])
    ends = shown.units.range(first, last)
    return StandingReply(
        start=ends[0], end=ends[1], stance=stance,
        holder=_holder(holder_ids(draft), entry, name),
        name="" if name == AUTHOR else name,
    )  # fmt: skip


@lru_cache(maxsize=20_000)
def _standing(sentence: str) -> tuple[Stance, str]:
    return sentence_standing(" ".join(sentence.split()))


def holder_ids(draft: Draft) -> Mapping[str, str]:
    """Key of a holder's title → id."""
    return {title_key(each.body.title): id_ for id_, each in draft.holders.items()}


def _holder(known: Mapping[str, str], entry: Located[DocumentEntry], name: str) -> str | None:
    """The holder of that name; articles do not count."""
    if name == AUTHOR:
        return entry.body.author
    key = title_key(name)
    bare = key.removeprefix("the ")
    for wanted in (key, bare, f"the {bare}"):
        if wanted in known:
            return known[wanted]
    if name == OTHERS:
        return known.get(title_key("others"))
    ends = [id_ for title, id_ in known.items() if title.removeprefix("the ").endswith(f" {bare}")]
    return ends[0] if len(ends) == 1 else None
