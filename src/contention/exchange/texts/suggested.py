"""Claims that codes for factors suggest, for a person to accept, change or reject.

The rule reader says what a coded sentence claims, and the codes name the factors. Two factors in a
sentence of which it finds no claim make one with an unclear sign; a single one waits for its other
end.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import prod

from contention.case.model import Sign
from contention.case.storage.new_case import title_key
from contention.case.titles import TO_BE_NAMED
from contention.documents.document import Range, ReadDocument
from contention.exchange.texts.claims_in_names import long_name
from contention.exchange.texts.coded_claims import (
    ClaimSearch,
    CodedClaim,
    by_sentence,
    sentence_number,
)
from contention.exchange.texts.coded_text import Coding
from contention.extraction.directions import clause_end, turned
from contention.extraction.factor_names import stems, title_of
from contention.extraction.proposals import AUTHOR, Phrase, Proposal
from contention.extraction.rules.rule_reader import RulesReader


def suggest(search: ClaimSearch) -> None:
    """Add what the codings that are left suggest."""
    proposals: dict[str, tuple[Proposal, ...]] = {}
    named = _naming_factors(search)
    for document, coder in search.groups():
        peers = named[document, coder]
        if all(one.id in search.used for one in peers):
            continue
        if document not in proposals:
            proposals[document] = RulesReader().find(search.documents[document]).proposals
        left = [one for one in peers if one.id not in search.used]
        for claim in _read(search, left, proposals[document]):
            search.found.append(claim)
            search.used.update(claim.codings)
        for sentence in _by_shared_sentence(peers, search.documents[document]):
            for claim in _together(search, *_new_and_known(search, sentence)):
                search.found.append(claim)
                search.used.update(claim.codings)


def _naming_factors(search: ClaimSearch) -> dict[tuple[str, str], list[Coding]]:
    """Codings that name a factor, in a claim or not, by document and coder, in order."""
    found: dict[tuple[str, str], list[Coding]] = defaultdict(list)
    for one in sorted(search.texts.codings, key=lambda one: one.span):
        if search.codes[one.code].role in ("factor", "cause", "effect"):
            found[one.document, one.coder].append(one)
    return found


def _by_shared_sentence(
    codings: Sequence[Coding], document: ReadDocument
) -> Iterator[list[Coding]]:
    """As `by_sentence`, each with those that reach into its sentences from earlier ones."""
    reaching: list[tuple[int, Coding]] = []
    for sentence in by_sentence(codings, document):
        first = sentence_number(document.sentences, sentence[0].span)
        reaching = [(last, one) for last, one in reaching if last >= first >= 0]
        yield [*(one for _, one in reaching), *sentence]
        for one in sentence:
            last = sentence_number(document.sentences, (one.end - 1, one.end))
            if last > first:
                reaching.append((last, one))


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
        if _has(search, ends[0], proposal, (acting, acted_on)):
            search.used.update(one.id for one in ends)
            continue
        sign, doubts = _sign(proposal.sign, named, text)
        notes = (*(one.note for one in ends if one.note), *doubts)
        yield CodedClaim(
            ends[0].document, proposal.anchor.start, proposal.anchor.end, acting, acted_on,
            sign, ends[0].coder, "read", tuple(one.id for one in ends),
            "; ".join(dict.fromkeys(notes)), _stated(proposal),
        )  # fmt: skip


def _has(search: ClaimSearch, coding: Coding, proposal: Proposal, ends: tuple[str, str]) -> bool:
    """Whether a code of the same coder states at these words what is read in them."""
    keys = {title_key(end) for end in ends}
    return any(
        one.document == coding.document and one.coder == coding.coder
        and {title_key(one.cause), title_key(one.effect)} == keys
        and _shared((one.start, one.end), (proposal.anchor.start, proposal.anchor.end))
        for one in search.found
    )  # fmt: skip


def _named(search: ClaimSearch, coding: Coding | None, phrase: Phrase) -> str:
    """The factor of an end: that of its coding, or of the code whose name are its words."""
    if coding is not None:
        return search.name(coding)
    title = title_of(phrase.text)
    known = search.factors.get(title_key(title)) or long_name(title, search.factors.values())
    return known or title


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


def _new_and_known(
    search: ClaimSearch, sentence: Sequence[Coding]
) -> tuple[list[Coding], list[Coding]]:
    """Codings of factors that no claim of the sentence has yet, and one of each that one has."""
    known = _one_each(search, [one for one in sentence if one.id in search.used])
    names = {title_key(search.name(one)) for one in known}
    again = [one for one in sentence if title_key(search.name(one)) in names]
    search.used.update(one.id for one in again)
    return _one_each(search, [one for one in sentence if one.id not in search.used]), known


def _one_each(search: ClaimSearch, codings: Sequence[Coding]) -> list[Coding]:
    """The first coding of each factor."""
    return list({title_key(search.name(one)): one for one in reversed(codings)}.values())[::-1]


def _together(
    search: ClaimSearch, new: Sequence[Coding], known: Sequence[Coding]
) -> Iterator[CodedClaim]:
    """Each two neighbouring factors of a sentence; the other end of its only one is open.

    A single one makes one with the nearest of those of which there are claims.
    """
    if len(new) == 1 and known:
        (only,) = new
        nearest = min(known, key=lambda one: (_apart(one.span, only.span), one.span))
        yield _pair(search, *sorted((nearest, only), key=lambda one: one.span))
    elif len(new) == 1:
        yield _single(search, new[0])
    for cause, effect in pairwise(new):
        yield _pair(search, cause, effect)


def _apart(one: Range, other: Range) -> int:
    return max(one[0] - other[1], other[0] - one[1], 0)


def _pair(search: ClaimSearch, cause: Coding, effect: Coding) -> CodedClaim:
    ends = (cause, effect)
    return CodedClaim(
        cause.document, min(one.start for one in ends), max(one.end for one in ends),
        search.name(cause), search.name(effect), "?", cause.coder, "pair",
        tuple(one.id for one in ends),
        "; ".join(dict.fromkeys(one.note for one in ends if one.note)),
    )  # fmt: skip


def _single(search: ClaimSearch, only: Coding) -> CodedClaim:
    ends_at = (TO_BE_NAMED, search.name(only))
    acts = search.codes[only.code].role != "effect"
    cause_name, effect_name = reversed(ends_at) if acts else ends_at
    return CodedClaim(
        only.document, *only.span, cause_name, effect_name, "?", only.coder, "single",
        (only.id,), only.note,
    )  # fmt: skip
