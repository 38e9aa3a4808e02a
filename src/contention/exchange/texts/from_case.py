"""A case as coded texts: its claims are relations between codings of factors."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from contention.case.articles import counted
from contention.case.draft import Draft, Located
from contention.case.load import copied
from contention.case.merges import apply_merges
from contention.case.model import Anchor
from contention.case.schema.base import AnchorEntry, ConditionEntry
from contention.case.schema.claims import ClaimEntry
from contention.case.signs import SYMBOLS, WORDS
from contention.case.storage.new_case import identifier
from contention.case.text.texts import AttachedText, anchor_in, text_of_draft
from contention.exchange.losses import Loss, LossReport
from contention.exchange.texts.coded_text import (
    Code,
    CodedDocument,
    CodedTexts,
    Coder,
    Coding,
    Relation,
    checked,
)
from contention.exchange.texts.codes_read import ARROW
from contention.extraction.proposals import IMPORTED

OWN_KEYS = frozenset({"cause", "effect", "sign", "anchor", "coder", "note"})
"""Keys of a claim that a relation has a place for; all others are in its `fields`."""
MADE_BY = "made_by"
"""field with all who had a claim in hand, where that is more than its coder"""


def coded_texts(draft: Draft) -> CodedTexts:
    """The documents of a case with their claims, as its files have them with accepted merges.

    Each factor is a code, below one for its group if it has one. A claim is two codings at its
    anchor, of cause and effect, and a relation between them with the id of the claim. Left out are
    claims that were rejected, or whose place is unknown here, and everything but claims.
    """
    written, draft = draft, copied(draft)
    apply_merges(draft)
    made = _Made(draft)
    made.merged(written)
    documents = tuple(made.documents())
    codings, relations = made.claims()
    head = draft.head
    return checked(
        CodedTexts(
            title=head.title if head else draft.folder.name,
            form="case",
            documents=documents,
            codes=tuple(_codes(draft)),
            codings=codings,
            relations=relations,
            coders=tuple(made.coders.values()),
            description=head.question if head else "",
            report=LossReport((), tuple(made.changed), tuple(made.lost), tuple(_beyond(draft))),
        )
    )


def factor_names(draft: Draft) -> dict[str, str]:
    """Factor → name of its code: its title, with the id if another factor has the same title.

    Arrows become dashes, which are between the ends of a claim.
    """
    titles = [ARROW.sub("–", each.body.title) for each in draft.factors.values()]
    return {
        id_: title if titles.count(title) == 1 else f"{title} ({id_})"
        for (id_, _), title in zip(draft.factors.items(), titles, strict=True)
    }


def _codes(draft: Draft) -> Iterator[Code]:
    groups = dict.fromkeys(each.body.group for each in draft.factors.values() if each.body.group)
    for group in groups:
        yield Code(f"group:{group}", group, codable=False)
    names = factor_names(draft)
    for id_, each in draft.factors.items():
        parent = f"group:{each.body.group}" if each.body.group else ""
        yield Code(id_, names[id_], parent, description=each.body.note)


@dataclass
class _Made:
    """What is made of a case so far, and what of it has no place."""

    draft: Draft
    texts: dict[str, AttachedText] = field(default_factory=dict)
    coders: dict[str, Coder] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    changed: list[Loss] = field(default_factory=list)
    lost: list[Loss] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.names.update(factor_names(self.draft))
        for id_, each in self.draft.factors.items():
            if self.names[id_] != each.body.title:
                self.changed.append(Loss("factor", id_, f"named “{self.names[id_]}”"))

    def merged(self, written: Draft) -> None:
        """Note what accepted merges change; a factor that went keeps a name where it is named."""
        for factor, found in self.draft.merged.items():
            opposite = " as its opposite" if found.turned else ""
            what = f"merged into “{self.names[found.into]}”{opposite}"
            self.changed.append(Loss("factor", factor, what))
        self.names = {**factor_names(written), **self.names}

    def documents(self) -> Iterator[CodedDocument]:
        for id_, each in self.draft.documents.items():
            text = text_of_draft(self.draft, id_)
            if text is None:
                self.lost.append(Loss("document", id_, "its text is not here: `contention attach`"))
                continue
            if text.copy is not None:
                what = "the text is that of the attached copy, which differs from the document"
                self.changed.append(Loss("document", id_, what))
            self.texts[id_] = text
            holder = self.draft.holders.get(each.body.author)
            yield CodedDocument(
                id_, each.body.title, str(text),
                author=holder.body.title if holder else each.body.author,
                date=each.body.date, language=each.body.language,
            )  # fmt: skip

    def claims(self) -> tuple[tuple[Coding, ...], tuple[Relation, ...]]:
        codings: list[Coding] = []
        relations: list[Relation] = []
        for entry in self.draft.claims.values():
            here = self._place(entry)
            if isinstance(here, str):
                self.lost.append(Loss("claim", entry.id, here))
                continue
            coder = self._coder(user_of(entry.body.coder))
            ends = [
                Coding(f"{entry.id}.{end}", entry.document, getattr(entry.body, end),
                       here.start, here.end, coder)
                for end in ("cause", "effect")
            ]  # fmt: skip
            codings += ends
            relations.append(self._relation(entry, ends, coder))
            if entry.body.comments:
                self.lost.append(Loss("claim", entry.id, "without the comments on it"))
        for figure in self.draft.figures.values():
            self.lost.append(Loss("figure", figure.id, "only claims are carried"))
        return tuple(codings), tuple(relations)

    def _place(self, entry: Located[ClaimEntry]) -> Anchor | str:
        """Where a claim is in the text, or why it has no place."""
        body = entry.body
        if body.status == "rejected":
            return "it was rejected"
        if {body.cause, body.effect} - self.draft.factors.keys():
            return "it names a factor that is not there"
        if body.anchor is None:
            return "it has no anchor, so no place in the text"
        if entry.document not in self.texts:
            return f"the text of `{entry.document}` is not here"
        return _found(self.texts[entry.document], body.anchor) or "this copy has no such words"

    def _relation(self, entry: Located[ClaimEntry], ends: list[Coding], coder: str) -> Relation:
        made_by = entry.body.coder
        chain = {} if made_by == user_of(made_by) else {MADE_BY: made_by}
        return Relation(
            entry.id, ends[0].id, ends[1].id, WORDS[SYMBOLS[entry.body.sign]], coder,
            entry.body.note, {"id": entry.id, **chain, **dict(self._fields(entry.body))},
        )  # fmt: skip

    def _fields(self, body: ClaimEntry) -> Iterator[tuple[str, str]]:
        """The keys of a claim that say something, each with its text."""
        for key in type(body).model_fields:
            value = getattr(body, key)
            default = type(body).model_fields[key].get_default(call_default_factory=True)
            if key in OWN_KEYS or key in ("id", "comments") or value == default:
                continue
            if isinstance(value, ConditionEntry):
                yield key, condition_text(value, self.names)
            elif key == "holder":
                yield key, self.draft.holders[value].body.title
            elif not (key == "paraphrase" and body.drafted):
                yield key, str(value).lower() if isinstance(value, bool) else str(value)

    def _coder(self, name: str) -> str:
        if not name:
            return ""
        known = {each.name: id_ for id_, each in self.coders.items()}
        if name not in known:
            id_ = f"{identifier(name, 'coder')}_{len(known) + 1}"
            self.coders[id_] = Coder(id_, name)
            return id_
        return known[name]


_MACHINES = re.compile(r"(?:rules|model|llm|\+)+")
"""readers, by themselves or together"""


def user_of(coder: str) -> str:
    """The person among those who made a claim, the first of several: `rules; Ann; Ben` is Ann's."""
    parts = coder.split("; ")
    people = (each for each in parts
              if not (_MACHINES.fullmatch(each) or each.startswith(IMPORTED)))  # fmt: skip
    return next(people, parts[0])


def condition_text(condition: ConditionEntry, names: Mapping[str, str]) -> str:
    """A condition in words that `fields.py` reads again: `low: Fuel price`, `above 0.5: Rain`."""
    name = names.get(condition.factor, condition.factor)
    if condition.is_ is not None:
        return f"{condition.is_}: {name}"
    side, bound = ("below", condition.below) if condition.below is not None else (
        "above", condition.above
    )  # fmt: skip
    return f"{side} {bound:g}: {name}" if bound is not None else name


def _found(text: AttachedText, anchor: AnchorEntry) -> Anchor | None:
    return anchor_in(text, Anchor(anchor.start, anchor.end, anchor.quote))


def _beyond(draft: Draft) -> Iterator[str]:
    counts: Mapping[str, int] = {
        "assumption": len(draft.assumptions), "scenario": len(draft.scenarios),
        "contention": len(draft.contentions), "demand": len(draft.demands),
        "account": len(draft.accounts),
    }  # fmt: skip
    there = [counted(count, kind) for kind, count in counts.items() if count]
    if there:
        yield f"coded texts have no room for {', '.join(there)}"
