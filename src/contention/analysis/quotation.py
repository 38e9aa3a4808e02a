"""The sentence that an anchor points to, if the text is available."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from contention.case.model import Anchor, Case
from contention.case.text.texts import AttachedText, attached_text, sentence_at
from contention.documents.shown_text import shown_text


@dataclass(frozen=True)
class Source:
    """A source: the sentence if the text is available, else its position."""

    document: str
    title: str
    sentence: str | None
    position: str


@dataclass(frozen=True)
class Sentences:
    """Looks up anchors in the attached texts of a case, each text read once."""

    case: Case
    texts: Mapping[str, AttachedText] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)
    """the same texts as displayed, with the same character positions"""

    def source(self, document: str | None, anchor: Anchor | None) -> Source | None:
        """The source at an anchor in a document; None if either is missing."""
        if document is None or document not in self.case.documents or anchor is None:
            return None
        found = self.case.documents[document]
        text = self.texts.get(document)
        position = f"characters {anchor.start}–{anchor.end}"
        sentence = anchor.quote
        if text is not None:
            here = sentence_at(text, anchor, self.shown.get(document))
            sentence = here or anchor.quote
            position += "" if here else ", not in the attached copy"
        title = found.title
        if found.kind == "summary":
            title += " (summary written for this case)"
        return Source(document, title, sentence and " ".join(sentence.split()), position)


def read_sentences(case: Case) -> Sentences:
    """Read every text that is attached to the case or carried by it."""
    found = {id_: attached_text(case, id_) for id_ in case.documents}
    texts = {id_: text for id_, text in found.items() if text is not None}
    return Sentences(case, texts, {id_: shown_text(text) for id_, text in texts.items()})
