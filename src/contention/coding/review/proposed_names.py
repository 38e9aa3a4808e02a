"""The names that the proposals of a document use: the list that is settled before any claim."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from contention.case.draft import Draft, Located
from contention.case.merged import Resolved
from contention.case.merges import resolved
from contention.case.schema.base import AnchorEntry, ClaimAnchorEntry
from contention.case.schema.claims import ClaimEntry
from contention.case.schema.factors import FactorEntry
from contention.coding.review.paraphrases import title_of
from contention.coding.review.review_queue import waiting_entries
from contention.coding.review.review_texts import SentencedText, Texts

BY_READER = "proposed by "
"""How the note of a factor begins that a reader proposed, and whose name nobody has changed."""
MOST_WORDS = 120
"""Characters of a mention that are shown."""


@dataclass(frozen=True)
class NameMention:
    """Where the text mentions what a name stands for."""

    document: str
    start: int
    """in the document's normalised text"""
    end: int
    words: str
    """with single spaces; empty if only the place of the claim is known, or no text is here"""
    sentence: int
    """its number, from 1; 0 if the text is not here"""


@dataclass(frozen=True)
class ProposedName:
    """A factor that proposals name."""

    id: str
    title: str
    claims: int
    """proposed claims that use it, as an end or in their condition"""
    known: bool
    """whether it is the case's, and no reader's proposal"""
    settled: bool
    """whether somebody has settled its name; the case's own are"""
    named_by: str
    """who did, if it was proposed"""
    mentions: tuple[NameMention, ...]
    joined: tuple[str, ...] = ()
    """titles of what was merged into it; an opposite begins with "not: " """

    @property
    def others(self) -> tuple[str, ...]:
        """The words of its mentions that are not its title, each once."""
        said = {each.words.casefold(): each.words for each in reversed(self.mentions)}
        return tuple(
            words for low, words in reversed(said.items()) if low not in ("", self.title.casefold())
        )

    def as_json(self) -> dict[str, Any]:
        """The name as plain JSON values."""
        return asdict(self)


def proposed_names(
    draft: Draft, document: str | None = None, texts: Texts | None = None
) -> tuple[ProposedName, ...]:
    """The names of the proposed claims (of one document), the most used first."""
    gone = resolved(draft)
    found: dict[str, _Found] = {}
    for entry in waiting_entries(draft, document):
        if isinstance(entry.body, ClaimEntry):
            _count(entry, entry.body, gone, found)
    read = texts or Texts()
    names = [_named(draft, id_, each, gone, read) for id_, each in found.items()]
    return tuple(sorted(names, key=lambda each: -each.claims))


def unsettled(names: Iterable[ProposedName]) -> tuple[str, ...]:
    """The ids of those that nobody has settled yet."""
    return tuple(each.id for each in names if not each.settled)


def awaits_name(entry: Located[FactorEntry]) -> bool:
    """Whether a reader gave a factor its name, and nobody has settled it."""
    return entry.body.note.startswith(BY_READER) and not entry.body.named_by


@dataclass
class _Found:
    claims: int = 0
    places: dict[tuple[str, int, int], bool] = field(default_factory=dict)
    """document and characters → whether these are the words of the end itself"""


def _count(
    entry: Located[ClaimEntry], body: ClaimEntry, gone: Mapping[str, Resolved],
    found: dict[str, _Found],
) -> None:  # fmt: skip
    ends = {"cause": body.cause, "effect": body.effect}
    gate = {} if body.condition is None else {"": body.condition.factor}
    named = {
        role: gone[factor].into if factor in gone else factor
        for role, factor in (*ends.items(), *gate.items())
    }
    for id_ in dict.fromkeys(named.values()):
        found.setdefault(id_, _Found()).claims += 1
    for role in ends:
        if body.anchor is not None:
            place, exact = _place(body.anchor, role)
            found[named[role]].places[entry.document, *place] = exact


def _place(anchor: ClaimAnchorEntry, role: str) -> tuple[tuple[int, int], bool]:
    words = anchor.cause if role == "cause" else anchor.effect
    if words is None:
        return (anchor.start, anchor.end), False
    return (words[0], words[1]), True


def _named(
    draft: Draft, id_: str, found: _Found, gone: Mapping[str, Resolved], texts: Texts
) -> ProposedName:
    entry = draft.factors.get(id_)
    named_by = entry.body.named_by if entry is not None else ""
    by_reader = named_by or (entry is not None and entry.body.note.startswith(BY_READER))
    mentions = [
        _mention(texts.of(draft, place[0]), place, exact=exact)
        for place, exact in sorted(found.places.items())
    ]
    joined = [
        f"not: {each.title}" if each.turned else each.title
        for each in gone.values() if each.into == id_
    ]  # fmt: skip
    return ProposedName(
        id_, title_of(draft, id_), found.claims, entry is not None and not by_reader,
        entry is None or not awaits_name(entry), named_by, tuple(mentions), tuple(joined),
    )  # fmt: skip


def _mention(
    text: SentencedText | None, place: tuple[str, int, int], *, exact: bool
) -> NameMention:
    document, start, end = place
    here = None if text is None else text.anchor(AnchorEntry(start=start, end=end))
    if text is None or here is None:
        return NameMention(document, start, end, "", 0)
    words = " ".join(text.text[here[0] : here[1]].split()) if exact else ""
    return NameMention(document, start, end, words[:MOST_WORDS], text.at(*here)[0] + 1)
