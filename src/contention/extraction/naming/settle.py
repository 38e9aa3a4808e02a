"""The names of a document: every end of a claim gets that of its quantity, and a direction."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from contention.documents.document import Range, ReadDocument
from contention.extraction.factor_names import stem
from contention.extraction.naming.antecedents import resolved
from contention.extraction.naming.groups import grouped
from contention.extraction.naming.likeness import Surroundings, compared, surroundings
from contention.extraction.naming.mentions import WORD, Mention, mentions_of
from contention.extraction.naming.synonyms import opposite
from contention.extraction.naming.title_words import proper_in
from contention.extraction.naming.trained import Weighing, weighings
from contention.extraction.proposals import Phrase, Proposal


def settled(
    document: ReadDocument, proposals: Sequence[Proposal], by: Mapping[str, Weighing] | None = None
) -> tuple[Proposal, ...]:
    """Proposals with what their pronouns stand for, and with the names of their quantities.

    Their signs are still those of their words; `as_named` turns them. A claim whose two ends turn
    out to be one quantity is left out.
    """
    weights = by or weighings()
    proposals = resolved(document, proposals, weights["antecedents"])
    mentions = mentions_of(document, proposals)
    names = _names(document, mentions, _groups(document, proposals, mentions, weights["likeness"]))

    def phrase(end: Phrase) -> Phrase:
        name, sign = names[end.start, end.end]
        return replace(end, name=name, turned=sign < 0)

    named = (
        replace(each, cause=phrase(each.cause), effect=phrase(each.effect)) for each in proposals
    )
    return tuple(each for each in named if each.cause.name.lower() != each.effect.name.lower())


def surroundings_of(
    document: ReadDocument, proposals: Sequence[Proposal], mentions: Sequence[Mention]
) -> Surroundings:
    """What the text around the ends of claims says of them."""
    return surroundings(
        WORD.findall(document.words), len(document.sentences), mentions, _links(proposals)
    )


def _links(proposals: Sequence[Proposal]) -> list[tuple[Range, Range]]:
    return [
        ((each.cause.start, each.cause.end), (each.effect.start, each.effect.end))
        for each in proposals
    ]


def _groups(
    document: ReadDocument,
    proposals: Sequence[Proposal],
    mentions: Sequence[Mention],
    by: Weighing,
) -> list[int]:
    around = surroundings_of(document, proposals, mentions)
    odds = {(one, two): by.log_odds(each) for one, two, each in compared(mentions, around)}
    at = {mention.place: number for number, mention in enumerate(mentions)}
    links = {(at[cause], at[effect]) for cause, effect in _links(proposals)}
    alike = {(one, two) for one, two in odds if not _rivals(mentions[one], mentions[two])}
    return grouped([each.sentence for each in mentions], odds, links, alike)


def _rivals(one: Mention, two: Mention) -> bool:
    """Whether words tell two things of one kind apart: the wine levy, a levy on beer."""
    return bool(one.keys & two.keys and one.keys - two.keys and two.keys - one.keys)


def _names(
    document: ReadDocument, mentions: Sequence[Mention], group: Sequence[int]
) -> dict[Range, tuple[str, int]]:
    """The name of each mention's quantity, and -1 where its words name less of that."""
    found: dict[Range, tuple[str, int]] = {}
    taken: set[str] = set()
    proper = proper_in(document.words)
    for first in dict.fromkeys(group):
        members = [each for each, its in zip(mentions, group, strict=True) if its == first]
        ordered = sorted(members, key=lambda each: _worth(each, members), reverse=True)
        free = [each for each in ordered if _written(each, proper).lower() not in taken]
        chosen = (free or ordered)[0]
        name = _written(chosen, proper)
        taken.add(name.lower())
        for each in members:
            found[each.place] = name, _direction(each, chosen)
    return found


def _written(mention: Mention, proper: Collection[str]) -> str:
    """The name of a mention, with a small letter at its head unless it is a name of its own."""
    name = mention.quantity.name or mention.words
    first = name.partition(" ")[0]
    if mention.start_of_sentence and first[1:].islower() and stem(first) not in proper:
        return name[:1].lower() + name[1:]
    return name


def _worth(mention: Mention, members: Sequence[Mention]) -> tuple[float, ...]:
    """What makes a mention a good name: a noun phrase that stands by itself, used often, short.

    If all of them only point back (*the levy*, *their sugar levy*), the one that says most.
    """
    words = len(mention.quantity.name.split())
    used = sum(each.quantity.name.lower() == mention.quantity.name.lower() for each in members)
    own = [each for each in members if not each.pointing and each.quantity.shape == "noun"]
    return (
        mention.quantity.shape == "noun",
        mention.sign > 0,
        not mention.pointing,
        used if own else 0,
        -words if own else min(words, _BEST_WORDS),
        -mention.place[0],
    )


_BEST_WORDS = 4
"""Words of a name beyond which more of them say no more."""


def _direction(mention: Mention, chosen: Mention) -> int:
    """1 if both name more of the quantity, or both less."""
    turned = any(
        opposite(a, b) for a in mention.keys - chosen.keys for b in chosen.keys - mention.keys
    )
    return mention.sign * chosen.sign * (-1 if turned else 1)
