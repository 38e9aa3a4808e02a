"""Links as proposals: anchored in a text of theirs, or in one that lists them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from contention.case.articles import counted
from contention.case.model import Anchor
from contention.case.signs import VERBS
from contention.case.text.locating import locate
from contention.documents.document import Range, ReadDocument
from contention.documents.files import document_from_text
from contention.exchange.links.imported import ImportedLink, ImportedLinks
from contention.exchange.losses import Loss, LossReport
from contention.extraction.proposals import AUTHOR, IMPORTED, Phrase, Proposal, Reading


@dataclass(frozen=True)
class Anchored:
    """Links as proposals in a document, and the report brought up to date."""

    document: ReadDocument
    reading: Reading
    report: LossReport
    listed: bool
    """whether the document is the list of the links, and belongs into the case"""


def anchored_in_list(imported: ImportedLinks) -> Anchored:
    """The links in a text that has a paragraph for each: what the file says, in plain words."""
    paragraphs: list[str] = []
    places: list[Range] = []
    start = 0
    for link in imported.links:
        paragraph = _paragraph(link)
        paragraphs.append(paragraph)
        places.append((start, start + len(paragraph)))
        start += len(paragraph) + 2
    document = document_from_text("\n\n".join(paragraphs), imported.title)
    document = replace(document, title=imported.title)
    where = list(zip(imported.links, places, strict=True))
    return Anchored(document, _reading(imported, document, where), imported.report, listed=True)


def anchored_in_text(imported: ImportedLinks, document: ReadDocument) -> Anchored:
    """The links at their quotations in a text.

    Those without one, or with one that is missing from the text or in it more than once, are left
    out and reported.
    """
    where: list[tuple[ImportedLink, Range]] = []
    lost: list[Loss] = []
    for link in imported.links:
        found = locate(document.text, link.quote) if link.quote else ()
        anchors = [each.anchor for each in found if each.anchor is not None]
        if len(anchors) == 1:
            where.append((link, (anchors[0].start, anchors[0].end)))
            continue
        lost.append(Loss("link", link.row, _why(link, len(anchors))))
    report = LossReport(
        (("link", len(where)),),
        imported.report.changed,
        (*imported.report.left_out, *lost),
        imported.report.notes,
    )
    return Anchored(document, _reading(imported, document, where), report, listed=False)


def _why(link: ImportedLink, found: int) -> str:
    if not link.quote:
        return "it has no quotation, so it has no place in the text"
    if not found:
        return "its quotation is not in the text"
    return f"its quotation is in the text {counted(found, 'time')}; quote more of it"


def _paragraph(link: ImportedLink) -> str:
    """One link in plain words; quotation and note follow."""
    said = f"{link.cause} {VERBS[link.sign]} {link.effect}."
    return " ".join(part for part in (said, link.quote, link.note) if part)


def _reading(
    imported: ImportedLinks, document: ReadDocument, where: list[tuple[ImportedLink, Range]]
) -> Reading:
    return Reading(tuple(_proposals(imported, document, where)))


def _proposals(
    imported: ImportedLinks, document: ReadDocument, where: list[tuple[ImportedLink, Range]]
) -> Iterator[Proposal]:
    for number, (link, place) in enumerate(where, 1):
        yield Proposal(
            id=f"{document.id}_{number}",
            document=document.id,
            cause=Phrase(link.cause, *place),
            effect=Phrase(link.effect, *place),
            sign=link.sign,
            stance="negated" if link.sign == "0" else "asserted",
            holder=link.holder or AUTHOR,
            anchor=Anchor(*place),
            confidence=1.0,
            found_by=f"{IMPORTED}{imported.form}",
            signal=None,
            sentence=place,
            strength_word=link.strength_word,
            delay_word=link.delay_word,
        )
