"""Coded texts as proposals, document by document and coder by coder."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from contention.case.articles import counted
from contention.case.model import Anchor, Stance
from contention.case.problem import Place, Problem
from contention.case.storage.new_case import title_key
from contention.case.suggestions import did_you_mean
from contention.documents.document import ReadDocument
from contention.documents.files import document_from_text
from contention.documents.unreadable import UnreadableFileError
from contention.exchange.losses import Loss, LossReport
from contention.exchange.texts.claim_fields import checked_fields
from contention.exchange.texts.coded_claims import ClaimSearch, CodedClaim, left_over
from contention.exchange.texts.coded_text import CodedDocument, CodedTexts
from contention.exchange.texts.codes_read import CodeRead, Told, read_codes
from contention.exchange.texts.from_case import MADE_BY
from contention.exchange.texts.suggested import suggest
from contention.extraction.proposals import (
    AUTHOR,
    IMPORTED,
    CodedParticulars,
    Gate,
    Phrase,
    Proposal,
    Reading,
)


@dataclass(frozen=True)
class CodedReading:
    """The claims of one coder in one document."""

    document: ReadDocument
    coder: str
    """name; empty if the file does not say"""
    reading: Reading
    made: str = ""
    """when the document was put into its project: its date if nothing else is known"""


@dataclass(frozen=True)
class CodedProposals:
    """All claims of a project as proposals, and what became of everything else."""

    readings: tuple[CodedReading, ...]
    """in the order of the documents; one at least for each of them"""
    codes: Mapping[str, CodeRead]
    """code → what it was read as"""
    claims: tuple[CodedClaim, ...]
    notes: Mapping[str, str]
    """name of a factor → description of its code"""
    report: LossReport
    title: str = ""
    """of the project; that of the file if it has none"""


def as_proposals(texts: CodedTexts, told: Mapping[str, Told] | None = None) -> CodedProposals:
    """The claims that a project states and suggests, each at its words.

    `told` says of codes what they stand for where their names do not.
    """
    codes = read_codes(texts, told)
    lost: list[Loss] = []
    changed: list[Loss] = []
    documents = dict(_documents(texts, lost))
    held = replace(
        texts,
        codings=tuple(each for each in texts.codings if each.document in documents),
        relations=tuple(
            each for each in texts.relations if _document_of(each.cause, texts) in documents
        ),
    )
    search = ClaimSearch(held, codes, documents)
    search.stated()
    suggest(search)
    readings = tuple(_readings(texts, documents, search.found, changed))
    report = LossReport(
        _kept(texts, search),
        (*texts.report.changed, *changed),
        (*texts.report.left_out, *lost, *search.lost, *_not_carried(texts)),
        (*texts.report.notes, *left_over(search), *_alike(texts, search.found)),
    )
    notes = {
        codes[each.id].name: each.description
        for each in texts.codes
        if codes[each.id].role in ("factor", "cause", "effect") and each.description
    }  # fmt: skip
    return CodedProposals(readings, codes, tuple(search.found), notes, report, texts.title)


def unknown_coders(
    proposals: CodedProposals, names: Sequence[str], file: Path
) -> list[Problem]:  # fmt: skip
    """A problem for each name that no coder with a claim has."""
    known = sorted({each.coder for each in proposals.readings if each.coder})
    keys = {title_key(each) for each in known}
    return [
        Problem(Place(str(file)), f"there is no coder “{name}” with a coding in it",
                did_you_mean(name, tuple(known), ", ".join(known)))
        for name in names if title_key(name) not in keys
    ]  # fmt: skip


def coded_by(texts: CodedTexts, names: Sequence[str]) -> CodedTexts:
    """The same with what these coders coded only; capitals and spaces of names do not count."""
    wanted = {title_key(name) for name in names}
    coders = tuple(each for each in texts.coders if title_key(each.name) in wanted)
    ids = {each.id for each in coders}
    codings = tuple(each for each in texts.codings if each.coder in ids)
    held = {each.id: each.coder for each in texts.codings}
    relations = tuple(
        each for each in texts.relations if (each.coder or held[each.cause]) in ids
    )  # fmt: skip
    ends = {end for each in relations for end in (each.cause, each.effect)} | {
        each.id for each in codings
    }
    codings = tuple(each for each in texts.codings if each.id in ends)
    return replace(texts, coders=coders, codings=codings, relations=relations)


def _documents(texts: CodedTexts, lost: list[Loss]) -> Iterator[tuple[str, ReadDocument]]:
    for each in texts.documents:
        try:
            read = document_from_text(each.text, each.title)
        except UnreadableFileError as error:
            lost.append(Loss("document", each.title or each.id, error.message))
            continue
        yield each.id, replace(read, title=each.title, author=each.author, date=each.date)


def _document_of(coding: str, texts: CodedTexts) -> str:
    return next((each.document for each in texts.codings if each.id == coding), "")


def _kept(texts: CodedTexts, search: ClaimSearch) -> tuple[tuple[str, int], ...]:
    stated = sum(claim.stated for claim in search.found)
    counts = {
        "document": len(search.documents), "stated claim": stated,
        "suggested claim": len(search.found) - stated, "coder": len(texts.coders),
    }  # fmt: skip
    return tuple((kind, count) for kind, count in counts.items() if count)


def _alike(texts: CodedTexts, claims: Sequence[CodedClaim]) -> Iterator[str]:
    """A note if several coders made the same claims: each of them comes in with its coder."""
    names = {each.id: each.name for each in texts.coders}
    coders: dict[tuple[object, ...], set[str]] = defaultdict(set)
    for one in claims:
        coders[one.document, one.start, one.end, one.cause, one.effect, one.sign].add(one.coder)
    shared = [each for each in coders.values() if len(each) > 1]
    if shared:
        who = sorted({names.get(coder, "nobody named") for each in shared for coder in each})
        several = f"{', '.join(who[:-1])} and {who[-1]}"
        verb = "is" if len(shared) == 1 else "are"
        yield (
            f"{counted(len(shared), 'claim')} {verb} coded alike by {several}, and come in once "
            "for each: --coder NAME takes one coder's, `contention agree` compares them"
        )


def _not_carried(texts: CodedTexts) -> Iterator[Loss]:
    for memo in texts.memos:
        yield Loss("memo", memo.title or memo.id, "a case has no place for memos")
    for each in texts.sets:
        yield Loss("set", each.name or each.id, "a case has no sets")
    for document in texts.documents:
        if document.attributes:
            named = ", ".join(document.attributes)
            yield Loss("document", document.title, f"without its variables: {named}")


def _readings(
    texts: CodedTexts, documents: Mapping[str, ReadDocument], claims: list[CodedClaim],
    changed: list[Loss],
) -> Iterator[CodedReading]:  # fmt: skip
    names = {each.id: each.name for each in texts.coders}
    by_coder: dict[tuple[str, str], list[CodedClaim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda one: (one.start, one.end)):
        by_coder[claim.document, names.get(claim.coder, "")].append(claim)
    for given in texts.documents:
        if (document := documents.get(given.id)) is None:
            continue
        coders = sorted(coder for id_, coder in by_coder if id_ == given.id)
        for coder in coders or [""]:
            found = by_coder[given.id, coder]
            proposals = tuple(
                _proposal(claim, given, document, coder, f"{document.id}_{number}", texts, changed)
                for number, claim in enumerate(found, 1)
            )
            yield CodedReading(document, coder, Reading(proposals), given.made)


def _proposal(
    claim: CodedClaim, given: CodedDocument, document: ReadDocument, coder: str, id_: str,
    texts: CodedTexts, changed: list[Loss],
) -> Proposal:  # fmt: skip
    fields = checked_fields(claim.fields)
    note = claim.note
    if fields.refused:
        said = "; ".join(f"{key}: {value}" for key, value in fields.refused.items())
        what = f"kept in the note, as no claim may say so: {said}"
        changed.append(Loss("claim", fields.kept.get("id", id_), what))
        note = "; ".join(part for part in (note, said) if part)
    place = (claim.start, claim.end)
    kept = dict(fields.kept)
    made_by = kept.pop(MADE_BY, "") or _made_by(claim, coder or f"{IMPORTED}{texts.form}")
    holder = kept.pop("holder", AUTHOR)
    stance = kept.pop("stance", "asserted" if holder == AUTHOR else "reported")
    gate = None
    if fields.condition is not None:
        gate = Gate(Phrase(fields.condition[0], *place), "there")
    return Proposal(
        id=id_,
        document=document.id,
        cause=Phrase(claim.cause, *place),
        effect=Phrase(claim.effect, *place),
        sign=claim.sign,
        stance=cast("Stance", stance),  # fits the schema
        holder=AUTHOR if holder == given.author else holder,
        anchor=Anchor(*place),
        confidence=1.0,
        found_by=f"{IMPORTED}{texts.form}",
        signal=None,
        sentence=place,
        gate=gate,
        coded=CodedParticulars(
            made_by, tuple(kept.items()), note,
            fields.condition[1] if fields.condition else "", claim.stated,
        ),
    )  # fmt: skip


def _made_by(claim: CodedClaim, coder: str) -> str:
    """Who made a claim: the coder, and the rules that found one in what was coded."""
    return f"{coder}; rules" if claim.origin == "read" else coder


def said_of(proposals: CodedProposals) -> str:
    """How many claims each way of coding made, in words."""
    words = {
        "relation": "by a relation", "code": "by a code for it", "roles": "by cause and effect",
        "name": "by what a code's name says",
        "read": "found in coded sentences", "pair": "two factors in a sentence",
        "single": "one factor, the other to be named",
    }  # fmt: skip
    origins = [claim.origin for claim in proposals.claims]
    there = [
        f"{origins.count(origin)} {said}"
        for origin, said in words.items() if origin in origins
    ]  # fmt: skip
    return f"{counted(len(origins), 'claim')}: {', '.join(there)}" if there else "no claims"
