"""Readings as plain JSON values, and as SD-JSON for modelling tools."""

from dataclasses import asdict
from typing import Any

from contention.coding.merges.propose import Known, propose_merges
from contention.documents.document import ReadDocument
from contention.extraction.factor_names import Naming, name_factors
from contention.extraction.naming.shipped import shipped_vectors
from contention.extraction.naming.title_words import proper_in
from contention.extraction.proposals import Phrase, Proposal, ProposedFigure, Reading, as_named


def reading_json(document: ReadDocument, reading: Reading) -> dict[str, Any]:
    """A whole reading: document, claims, figures, factor names and merges to decide on."""
    naming = name_factors(reading.proposals)
    counts = {factor.id: factor.count for factor in naming.factors}
    known = Known({factor.id: factor.title for factor in naming.factors}, counts,
                  proper=proper_in(document.words))  # fmt: skip
    vectors, note = shipped_vectors()
    merges, _ = propose_merges(known, vectors)
    return {
        "document": document_json(document),
        "claims": [claim_json(each, naming) for each in reading.proposals],
        "figures": [figure_json(each) for each in reading.figures],
        "factors": [{"id": f.id, "title": f.title, "count": f.count} for f in naming.factors],
        "merges": [asdict(merge) for merge in merges],
        "notes": [*reading.notes, *([note] if note else [])],
        **({} if reading.tally is None else {"llm": asdict(reading.tally)}),
    }  # fmt: skip


def document_json(document: ReadDocument) -> dict[str, Any]:
    """What is known about a document, without its text."""
    return {
        "id": document.id, "title": document.title, "author": document.author,
        "date": document.date, "language": document.language, "media_type": document.media_type,
        "length": len(document.text), "sha256": document.sha256,
        "paragraphs": len(document.paragraphs), "sentences": len(document.sentences),
        "pages": len(document.pages),
    }  # fmt: skip


def claim_json(proposal: Proposal, naming: Naming) -> dict[str, Any]:
    """A claim; `cause` and `effect` are the words, positions and factors are separate keys."""
    return {
        "id": proposal.id,
        "cause": proposal.cause.text,
        "effect": proposal.effect.text,
        "sign": proposal.sign,
        "stance": proposal.stance,
        "holder": proposal.holder,
        "strength": proposal.strength_word,
        "delay": proposal.delay_word,
        "condition": None if proposal.condition is None else proposal.condition.text,
        "condition_factor": None if proposal.gate is None else proposal.gate.factor.text,
        "condition_side": None if proposal.gate is None else proposal.gate.side,
        "transient": proposal.transient,
        "necessary": proposal.necessary,
        "anchor": {"start": proposal.anchor.start, "end": proposal.anchor.end},
        "cause_span": _span(proposal.cause),
        "effect_span": _span(proposal.effect),
        "signal_span": _range(proposal.signal),
        "sentence": _range(proposal.sentence),
        "cause_factor": naming.by_phrase[proposal.cause.quantity],
        "effect_factor": naming.by_phrase[proposal.effect.quantity],
        "cause_turned": proposal.cause.turned,
        "effect_turned": proposal.effect.turned,
        "confidence": proposal.confidence,
        "found_by": proposal.found_by,
    }


def _span(phrase: Phrase) -> dict[str, int]:
    return {"start": phrase.start, "end": phrase.end}


def _range(where: tuple[int, int] | None) -> dict[str, int] | None:
    return None if where is None else {"start": where[0], "end": where[1]}


def figure_json(figure: ProposedFigure) -> dict[str, Any]:
    """A figure."""
    return {
        "id": figure.id, "subject": figure.subject, "value": figure.value, "high": figure.high,
        "unit": figure.unit, "comparator": figure.comparator, "date": figure.date,
        "source": figure.source, "holder": figure.holder,
        "anchor": {"start": figure.anchor.start, "end": figure.anchor.end},
        "sentence": _range(figure.sentence),
        "confidence": figure.confidence, "found_by": figure.found_by,
    }  # fmt: skip


def sd_json(document: ReadDocument, reading: Reading) -> dict[str, Any]:
    """SD-JSON: variables, and one relationship for each pair of them that a claim links.

    Claims that the text turns down, and claims that there is no effect, make no relationship.
    Format: https://github.com/isee-systems/sd-ai, README, "SD-JSON".
    """
    named = map(as_named, reading.proposals)
    kept = [each for each in named if each.sign != "0" and each.stance != "rejected"]
    naming = name_factors(kept)
    titles = {factor.id: factor.title for factor in naming.factors}
    pairs: dict[tuple[str, str], list[Proposal]] = {}
    for each in kept:
        cause, effect = naming.by_phrase[each.cause.text], naming.by_phrase[each.effect.text]
        if cause != effect:
            pairs.setdefault((titles[cause], titles[effect]), []).append(each)
    names = dict.fromkeys(name for pair in pairs for name in pair)
    return {
        "variables": [{"name": name, "type": "variable"} for name in names],
        "relationships": [
            _relationship(document, cause, effect, found)
            for (cause, effect), found in pairs.items()
        ],
    }


def _relationship(
    document: ReadDocument, cause: str, effect: str, found: list[Proposal]
) -> dict[str, str]:
    """One relationship; its polarity is empty if it is unclear or the claims disagree."""
    by_sign: dict[str, list[str]] = {}
    for each in found:
        by_sign.setdefault(each.sign, []).append(_said(document, each))
    known = [sign for sign in ("+", "-") if sign in by_sign]
    said = " … ".join(words for each in by_sign.values() for words in each)
    if len(known) == 2:
        told = [f"“{cause}” {_WAYS[sign]} “{effect}”: {' … '.join(by_sign[sign])}"
                for sign in known]  # fmt: skip
        told += [" … ".join(by_sign["?"])] if "?" in by_sign else []
        said = "The text holds opposite claims. " + " | ".join(told)
    why = f"the claims disagree on how “{cause}” acts on “{effect}”"
    return {
        "from": cause,
        "to": effect,
        "polarity": known[0] if len(known) == 1 else "",
        "reasoning": said,
        "polarityReasoning": why if len(known) == 2 else _why(cause, effect, "".join(known)),
    }


_WAYS = {"+": "raises", "-": "lowers", "": "acts, in a direction that is not said, on"}


def _said(document: ReadDocument, proposal: Proposal) -> str:
    return " ".join(document.slice((proposal.anchor.start, proposal.anchor.end)).split())


def _why(cause: str, effect: str, polarity: str) -> str:
    return f"more of “{cause}” {_WAYS[polarity]} “{effect}”"
