"""Names of a case before names of a text: a quantity that the case has keeps its title there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from contention.extraction.naming.title_words import name_of
from contention.extraction.proposals import Phrase, Proposal, as_named

Key = tuple[frozenset[str], str]
"""distinctive words, and the one that says what is counted"""


def in_words_of(proposals: Sequence[Proposal], titles: Iterable[str]) -> tuple[Proposal, ...]:
    """Claims about quantities, under the titles of a case where any mention has their words."""
    known = _by_words(titles)
    phrases = [end for each in proposals for end in (each.cause, each.effect)]
    found: dict[str, tuple[str, bool]] = {}
    for end in phrases:
        for words, turned in ((end.name, False), (end.text, end.turned)):
            match = known.get(_key(words))
            if match is not None and end.name and end.name not in found:
                found[end.name] = match[0], match[1] ^ name_of(words).turned ^ turned

    def phrase(end: Phrase) -> Phrase:
        if end.name not in found:
            return end
        title, turned = found[end.name]
        return replace(end, name=_as_in(end.name, title), turned=end.turned ^ turned)

    return tuple(
        as_named(replace(each, cause=phrase(each.cause), effect=phrase(each.effect)))
        for each in proposals
    )


def _as_in(name: str, title: str) -> str:
    """The title as it stands inside a sentence: small where the words of the text are."""
    return title[:1].lower() + title[1:] if name[:1].islower() else title


def _by_words(titles: Iterable[str]) -> Mapping[Key, tuple[str, bool]]:
    """Words of a title → the title, and whether it says that there is less of them."""
    found: dict[Key, tuple[str, bool]] = {}
    for title in titles:
        if _key(title)[0]:
            found.setdefault(_key(title), (title, name_of(title).turned))
    return found


def _key(words: str) -> Key:
    name = name_of(words)
    return name.keys, name.head
