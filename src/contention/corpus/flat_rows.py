"""Claims and figures as flat rows: the columns of the tables, and the way back to proposals."""

from typing import Literal

from contention.case.model import Anchor
from contention.corpus.store import Row
from contention.documents.document import Range, ReadDocument
from contention.extraction.proposals import Phrase, Proposal, ProposedFigure

Kind = Literal["text", "whole", "number", "yes"]
Columns = dict[str, Kind]

DOCUMENT_COLUMNS: Columns = {
    "document": "text", "path": "text", "title": "text", "author": "text", "date": "text",
    "language": "text", "media_type": "text", "length": "whole", "sha256": "text",
    "paragraphs": "whole", "sentences": "whole", "pages": "whole", "claims": "whole",
    "figures": "whole", "reader": "text",
}  # fmt: skip
CLAIM_COLUMNS: Columns = {
    "document": "text", "id": "text", "cause": "text", "effect": "text", "sign": "text",
    "stance": "text", "holder": "text", "strength": "text", "delay": "text",
    "condition": "text", "transient": "text", "necessary": "yes", "confidence": "number",
    "found_by": "text", "start": "whole", "end": "whole", "cause_start": "whole",
    "cause_end": "whole", "effect_start": "whole", "effect_end": "whole",
    "signal_start": "whole", "signal_end": "whole", "sentence_start": "whole",
    "sentence_end": "whole", "sentence": "text",
}  # fmt: skip
FIGURE_COLUMNS: Columns = {
    "document": "text", "id": "text", "subject": "text", "value": "number", "high": "number",
    "unit": "text", "comparator": "text", "date": "text", "source": "text", "holder": "text",
    "confidence": "number", "found_by": "text", "start": "whole", "end": "whole",
    "sentence_start": "whole", "sentence_end": "whole", "sentence": "text",
}  # fmt: skip


def claim_row(document: ReadDocument, claim: Proposal) -> Row:
    """A claim; its id and its document's are given when the tables are written."""
    signal = claim.signal or (None, None)
    return {
        "cause": claim.cause.text, "effect": claim.effect.text, "sign": claim.sign,
        "stance": claim.stance, "holder": claim.holder, "strength": claim.strength_word,
        "delay": claim.delay_word,
        "condition": None if claim.condition is None else claim.condition.text,
        "transient": claim.transient, "necessary": claim.necessary,
        "confidence": claim.confidence, "found_by": claim.found_by,
        "start": claim.anchor.start, "end": claim.anchor.end,
        "cause_start": claim.cause.start, "cause_end": claim.cause.end,
        "effect_start": claim.effect.start, "effect_end": claim.effect.end,
        "signal_start": signal[0], "signal_end": signal[1], **_sentence(document, claim.sentence),
    }  # fmt: skip


def figure_row(document: ReadDocument, figure: ProposedFigure) -> Row:
    """A figure, likewise."""
    return {
        "subject": figure.subject, "value": figure.value, "high": figure.high,
        "unit": figure.unit, "comparator": figure.comparator, "date": figure.date,
        "source": figure.source, "holder": figure.holder, "confidence": figure.confidence,
        "found_by": figure.found_by, "start": figure.anchor.start, "end": figure.anchor.end,
        **_sentence(document, figure.sentence),
    }  # fmt: skip


def _sentence(document: ReadDocument, where: Range) -> Row:
    return {"sentence_start": where[0], "sentence_end": where[1], "sentence": document.slice(where)}


def claim_of(row: Row) -> Proposal:
    """A claim from its row; the position of its condition is not kept."""
    condition = row["condition"]
    return Proposal(
        id="", document="",
        cause=Phrase(row["cause"], row["cause_start"], row["cause_end"]),
        effect=Phrase(row["effect"], row["effect_start"], row["effect_end"]),
        sign=row["sign"], stance=row["stance"], holder=row["holder"],
        anchor=Anchor(row["start"], row["end"]), confidence=row["confidence"],
        found_by=row["found_by"],
        signal=None if row["signal_start"] is None else (row["signal_start"], row["signal_end"]),
        sentence=(row["sentence_start"], row["sentence_end"]),
        strength_word=row["strength"], delay_word=row["delay"],
        condition=None if condition is None else Phrase(condition, 0, 0),
        transient=row["transient"], necessary=row["necessary"],
    )  # fmt: skip


def figure_of(row: Row) -> ProposedFigure:
    """A figure from its row."""
    return ProposedFigure(
        id="", document="", subject=row["subject"], value=row["value"], unit=row["unit"],
        comparator=row["comparator"], anchor=Anchor(row["start"], row["end"]),
        confidence=row["confidence"], found_by=row["found_by"],
        sentence=(row["sentence_start"], row["sentence_end"]), high=row["high"],
        date=row["date"], source=row["source"], holder=row["holder"],
    )  # fmt: skip
