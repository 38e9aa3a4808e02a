"""Sentences of a brief: what is quoted, from where, and what to do if a text is missing."""

from collections.abc import Iterable
from dataclasses import dataclass

from contention.analysis.premise import Premise
from contention.case.model import Case
from contention.case.titles import holder_title

SUMMARY = " (summary written for this case)"
"""what outputs add to the title of such a text, and to its holder"""
LONGEST = 320
"""characters of a quotation; longer ones are cut at a word"""


@dataclass(frozen=True)
class Quoted:
    """A sentence, or if its text is not attached a paraphrase of it."""

    words: str
    verbatim: bool
    """whether these are the words of the text"""
    holder: str
    where: str
    """title of the document, and the position if it is not quoted"""


@dataclass(frozen=True)
class MissingText:
    """A text whose sentences cannot be shown."""

    document: str
    title: str
    where: str
    """where to get it; empty if the case does not say"""


def quoted(premise: Premise) -> Quoted:
    """A premise as a brief quotes it."""
    source = premise.source
    if source is not None and source.sentence:
        return Quoted(cut(source.sentence), True, premise.holder, _once(premise, source.title))
    words = cut(premise.paraphrase or premise.title)
    where = f"{_once(premise, source.title)}, {source.position}" if source else ""
    return Quoted(words, False, premise.holder, where)


def _once(premise: Premise, title: str) -> str:
    """The title of a text, without the note on summaries if the holder has it already."""
    return title.removesuffix(SUMMARY) if premise.holder.endswith(SUMMARY) else title


def cut(words: str, longest: int = LONGEST) -> str:
    """Words up to a length, with an ellipsis if some are left out."""
    flat = " ".join(words.split())
    if len(flat) <= longest:
        return flat
    kept = flat[:longest].rpartition(" ")[0] or flat[:longest]
    return f"{kept.rstrip(' ,;:.–—')} …"


def missing_texts(case: Case, documents: Iterable[str]) -> tuple[MissingText, ...]:
    """Those of some documents whose text is neither carried by the case nor attached to it."""
    return tuple(
        MissingText(id_, _title(case, id_), "; ".join(case.documents[id_].published))
        for id_ in dict.fromkeys(documents)
        if id_ in case.documents and id_ not in case.texts
    )


def _title(case: Case, document: str) -> str:
    found = case.documents[document]
    return f"{holder_title(case, found.author)}: “{found.title}” ({found.date})"
