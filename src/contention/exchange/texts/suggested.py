"""Claims that codes for factors suggest, for a person to accept, change or reject.

The rule reader says what a coded sentence claims, and the codes name the factors. Two factors in a
sentence of which it finds no claim make one with an unclear sign; a single one waits for its other
end.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import prod

from contention.case.model import Sign
from contention.case.storage.new_case import title_key
from contention.documents.document import Range
from contention.exchange.texts.coded_claims import (
    TO_NAME,
    ClaimSearch,
    CodedClaim,
    by_sentence,
)
from contention.exchange.texts.coded_text import Coding
from contention.exchange.texts.directions import clause_end, turned
from contention.extraction.factor_names import stems, title_of
from contention.extraction.proposals import AUTHOR, Phrase, Proposal
from contention.extraction.rules.rule_reader import RulesReader


def suggest(search: ClaimSearch) -> None:
    """Add what the codings that are left suggest."""
    proposals: dict[str, tuple[Proposal, ...]] = {}
    for (document, _), group in search.groups().items():
        factors = [one for one in group if search.codes[one.code].role in ("factor", "cause",
                                                                           "effect")]  # fmt: skip
        if not factors:
            continue
        if document not in proposals:
            proposals[document] = RulesReader().find(search.documents[document]).proposals
        for claim in _read(search, factors, proposals[document]):
            search.found.append(claim)
            search.used.update(claim.codings)
        left = [one for one in factors if one.id not in search.used]
        for sentence in by_sentence(left, search.documents[document]):
            for claim in _together(search, sentence):
                search.found.append(claim)
                search.used.update(claim.codings)


def _read(
    search: ClaimSearch, group: Sequence[Coding], proposals: Sequence[Proposal]
) -> Iterator[CodedClaim]:
    """Claims of the reader that lie in coded words, their factors named by codes."""
    for proposal in proposals:
        here = [
            one for one in group
            if _shared(one.span, (proposal.anchor.start, proposal.anchor.end))
        ]  # fmt: skip
        cause, effect = _ends(search, proposal, here)
        if cause is None and effect is None:
            continue
        ends = [one for one in (cause, effect) if one is not None]
        acting = _named(search, cause, proposal.cause)
        acted_on = _named(search, effect, proposal.effect)
        if title_key(acting) == title_key(acted_on):
            continue
        text = search.documents[ends[0].document].text
        named = [(proposal.cause, acting)] * (cause is not None)
        named += [(proposal.effect, acted_on)] * (effect is not None)
        sign, doubts = _sign(proposal.sign, named, text)
        notes = (*(one.note for one in ends if one.note), *doubts)
        yield CodedClaim(
            ends[0].document, proposal.anchor.start, proposal.anchor.end, acting, acted_on,
            sign, ends[0].coder, "read", tuple(one.id for one in ends),
            "; ".join(dict.fromkeys(notes)), _stated(proposal),
        )  # fmt: skip


def _named(search: ClaimSearch, coding: Coding | None, phrase: Phrase) -> str:
    """The factor of an end: that of its coding, or of the code whose name are its words."""
    if coding is not None:
        return search.name(coding)
    title = title_of(phrase.text)
    return search.factors.get(title_key(title), title)


def _sign(sign: Sign, named: Sequence[tuple[Phrase, str]], text: str) -> tuple[Sign, list[str]]:
    """The sign between the factors of the codes, and why it is unclear if it is."""
    if sign not in ("+", "-"):
        return sign, []
    found = [
        turned(" ".join(filter(None, (phrase.text, clause_end(text, phrase.end)))), name)
        for phrase, name in named
    ]
    turns = prod(turn for turn, _ in found)
    if turns == 0:
        return "?", [why for _, why in found if why]
    opposite: Sign = "-" if sign == "+" else "+"
    return (sign if turns > 0 else opposite), []


def _ends(
    search: ClaimSearch, proposal: Proposal, here: Sequence[Coding]
) -> tuple[Coding | None, Coding | None]:
    """The codings that name the cause and the effect of a claim: the two that fit best together.

    A coding fits an end whose words it shares, by its code or by its place. One that covers both
    ends and shares no word with either says nothing about which it names.
    """
    best: tuple[float, Coding | None, Coding | None] = (0.0, None, None)
    options: list[Coding | None] = [None, *here]
    for cause in options:
        for effect in options:
            if cause is effect or (cause and effect and cause.code == effect.code):
                continue
            worth = _worth(search, cause, proposal.cause, proposal.effect) + _worth(
                search, effect, proposal.effect, proposal.cause
            )
            if worth > best[0]:
                best = (worth, cause, effect)
    return best[1], best[2]


def _worth(search: ClaimSearch, coding: Coding | None, named: Phrase, other: Phrase) -> float:
    if coding is None:
        return 0.0
    words = set(stems(search.name(coding)))
    by_words = len(words & set(stems(named.text))) - len(words & set(stems(other.text)))
    by_place = _share(coding.span, named) - _share(coding.span, other)
    return 2.0 * by_words / max(1, len(words)) + by_place


def _share(span: Range, phrase: Phrase) -> float:
    shared = min(span[1], phrase.end) - max(span[0], phrase.start)
    return max(shared, 0) / max(1, phrase.end - phrase.start)


def _shared(one: Range, other: Range) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _stated(proposal: Proposal) -> dict[str, str]:
    """What else the reader says about a claim."""
    found = {
        "stance": proposal.stance,
        "holder": "" if proposal.holder == AUTHOR else proposal.holder,
        "strength": proposal.strength_word or "",
        "delay": proposal.delay_word or "",
    }
    return {key: value for key, value in found.items() if value}


def _together(search: ClaimSearch, sentence: Sequence[Coding]) -> Iterator[CodedClaim]:
    """Each two neighbouring factors of a sentence; the other end of a single one is open."""
    distinct = list({title_key(search.name(one)): one for one in reversed(sentence)}.values())[::-1]
    for cause, effect in pairwise(distinct):
        ends = (cause, effect)
        yield CodedClaim(
            cause.document, min(one.start for one in ends), max(one.end for one in ends),
            search.name(cause), search.name(effect), "?", cause.coder, "pair",
            tuple(one.id for one in ends),
            "; ".join(dict.fromkeys(one.note for one in ends if one.note)),
        )  # fmt: skip
    if len(distinct) == 1:
        (only,) = distinct
        ends_at = (TO_NAME, search.name(only))
        acts = search.codes[only.code].role != "effect"
        cause_name, effect_name = reversed(ends_at) if acts else ends_at
        yield CodedClaim(
            only.document, *only.span, cause_name, effect_name, "?", only.coder, "single",
            (only.id,), only.note,
        )  # fmt: skip
