"""Claims and assumptions for readers: by titles and words, never by id."""

from dataclasses import dataclass

from contention.analysis.quotation import Sentences, Source
from contention.case.coded_words import coded_words
from contention.case.model import Case, Claim, Relation
from contention.case.signs import verb_of
from contention.case.titles import factor_title, holder_title


@dataclass(frozen=True)
class Premise:
    """A claim or an assumption as shown to readers."""

    id: str
    """for anchors and JSON"""
    relation: Relation
    cause: str
    verb: str
    """asserted effect of the cause, or for a denied claim the effect denied"""
    effect: str
    paraphrase: str
    """for an assumption, its reason; empty if nobody has written one"""
    holder: str
    """title, and whether a summary written for the case speaks for the holder"""
    stance: str
    assumption: bool
    source: Source | None
    place: str
    coded: str = ""
    """the claim as coded in the file, in words, if a merge changed what it refers to"""

    @property
    def title(self) -> str:
        """`Aid raises Fighting`."""
        return f"{self.cause} {self.verb} {self.effect}"


def premise_of(case: Case, sentences: Sentences, id_: str) -> Premise:
    """The claim or assumption with an id."""
    coded = (case.assumptions.get(id_) or case.claims[id_]).coded
    if id_ in case.assumptions:
        found = case.assumptions[id_]
        relation, words, holder = found.relation, found.reason, f"coder {found.coder}".strip()
        stance, source, place = "assumption", None, found.place
    else:
        claim = case.claims[id_]
        relation, words = claim.relation, paraphrase_of(claim)
        holder, stance, place = holder_title(case, claim.holder), claim.stance, claim.place
        source = sentences.source(claim.document, claim.anchor)
        if case.documents[claim.document].kind == "summary":
            holder += " (summary written for this case)"
    return Premise(
        id=id_,
        relation=relation,
        cause=factor_title(case, relation.cause),
        verb=verb_of(relation, stance),
        effect=factor_title(case, relation.effect),
        paraphrase=words,
        holder=holder,
        stance=stance,
        assumption=id_ in case.assumptions,
        source=source,
        place=f"{place.path}:{place.line}",
        coded=coded_words(coded, relation),
    )


def paraphrase_of(claim: Claim) -> str:
    """A paraphrase written by a person; empty if a program drafted it.

    Such a draft repeats the proposal; nobody has yet judged what the author means.
    """
    return "" if claim.drafted else claim.paraphrase
