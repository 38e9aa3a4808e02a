"""A coded text, whatever tool made it: documents, codes, codings, relations and their coders.

Readers of a format make `CodedTexts`, writers are given one. Ids are those of the file, or of the
case, and unique within their kind; `""` stands for what is not said.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar

from contention.documents.document import Range
from contention.exchange.losses import Loss, LossReport


@dataclass(frozen=True)
class Coder:
    """Somebody who coded: a user of the tool."""

    id: str
    name: str


@dataclass(frozen=True)
class Code:
    """A code of the codebook. Codes are a forest: no code is below itself."""

    id: str
    name: str
    parent: str = ""
    """id of the code above it"""
    color: str = ""
    """`#rrggbb`"""
    description: str = ""
    codable: bool = True
    """False for a heading that only holds other codes"""


@dataclass(frozen=True)
class CodedDocument:
    r"""A text that was coded.

    `text` is normalised (NFC, line ends `\n`, no byte-order mark), and every position is counted
    in it, in code points; see `offsets.py` for files that count otherwise.
    """

    id: str
    title: str
    text: str
    author: str = ""
    """name of who speaks in it"""
    date: str = ""
    """as a case writes dates: 2024-02-24, 2024-02 or 2024"""
    made: str = ""
    """when it was put into the project; its date if nothing else is known"""
    language: str = ""
    """ISO 639-1 code"""
    description: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    """variables of the document in its tool: name → value"""


@dataclass(frozen=True)
class Coding:
    """One code at one place: a coder says that these words are about this."""

    id: str
    document: str
    code: str
    start: int
    """first character, from 0"""
    end: int
    """the character after the last; above `start`"""
    coder: str = ""
    """id of the coder"""
    note: str = ""
    """the coder's comment on this place"""

    @property
    def span(self) -> Range:
        """Both positions."""
        return self.start, self.end


@dataclass(frozen=True)
class Relation:
    """A claim: the words of one coding are said to act on those of another, in one document.

    Where a case is written, both codings lie at the anchor of the claim. A format that has no
    relations writes one annotation with everything, or a code for each kind of claim.
    """

    id: str
    cause: str
    """id of the coding whose code is the cause"""
    effect: str
    """id of the coding whose code is the effect"""
    label: str = ""
    """the name that the tool shows: `raises`, `leads to`, `+`"""
    coder: str = ""
    note: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    """further keys of a claim as a claims file has them, each value as its text: `id`, `strength`,
    `delay`, `stance`, `holder` (a name), `paraphrase`, `status` …; writers store those that they
    can and report the rest, readers give back what they find"""


@dataclass(frozen=True)
class Memo:
    """A longer note: on the whole, or on what it is about."""

    id: str
    title: str
    text: str
    about: tuple[str, ...] = ()
    """ids of documents, codes or codings"""
    coder: str = ""


@dataclass(frozen=True)
class CodeSet:
    """A named selection of codes or documents."""

    id: str
    name: str
    members: tuple[str, ...]
    """ids of codes and documents"""
    description: str = ""


@dataclass(frozen=True)
class CodedTexts:
    """Everything that a project of coded texts holds."""

    title: str
    form: str
    """name of the format in words"""
    documents: tuple[CodedDocument, ...] = ()
    codes: tuple[Code, ...] = ()
    codings: tuple[Coding, ...] = ()
    relations: tuple[Relation, ...] = ()
    memos: tuple[Memo, ...] = ()
    coders: tuple[Coder, ...] = ()
    sets: tuple[CodeSet, ...] = ()
    description: str = ""
    report: LossReport = field(default_factory=LossReport)
    """what the reader of the file could not take; `kept` is counted by `checked`"""


def checked(texts: CodedTexts) -> CodedTexts:
    """The same without what refers to nothing or lies outside of its text; the report says so.

    Every reader ends with it, so that nothing after it meets an id that is not there, a coding of
    no words, or a code below itself.
    """
    lost: list[Loss] = []
    documents = tuple(_once("document", texts.documents, lost))
    codes = tuple(_rooted(tuple(_once("code", texts.codes, lost)), lost))
    lengths = {each.id: len(each.text) for each in documents}
    names = {each.id for each in codes}
    once = tuple(_once("coding", texts.codings, lost))
    codings = tuple(_placed(once, lengths, names, lost))
    placed = {each.id: each for each in codings}
    relations = tuple(_joined(texts.relations, placed, lost))
    known = {*lengths, *names, *placed}
    memos = tuple(
        replace(each, about=tuple(id_ for id_ in each.about if id_ in known))
        for each in texts.memos
    )
    sets = tuple(
        replace(each, members=tuple(id_ for id_ in each.members if id_ in known))
        for each in texts.sets
    )
    report = replace(
        texts.report,
        kept=_kept(texts, codings, relations),
        left_out=(*texts.report.left_out, *lost),
    )
    return replace(
        texts, documents=documents, codes=codes, codings=codings, relations=relations,
        memos=memos, sets=sets, report=report,
    )  # fmt: skip


class _WithId(Protocol):
    @property
    def id(self) -> str: ...


Each = TypeVar("Each", bound=_WithId)


def _once(kind: str, items: tuple[Each, ...], lost: list[Loss]) -> Iterator[Each]:
    """Those with an id that no earlier one has."""
    seen: set[str] = set()
    for each in items:
        if not each.id:
            lost.append(Loss(kind, "", "it has no id"))
        elif each.id in seen:
            lost.append(Loss(kind, each.id, "another one has its id"))
        else:
            seen.add(each.id)
            yield each


def _kept(
    texts: CodedTexts, codings: tuple[Coding, ...], relations: tuple[Relation, ...]
) -> tuple[tuple[str, int], ...]:
    counts = {
        "document": len(texts.documents), "code": len(texts.codes), "coding": len(codings),
        "relation": len(relations), "memo": len(texts.memos), "coder": len(texts.coders),
        "set": len(texts.sets),
    }  # fmt: skip
    return tuple((kind, count) for kind, count in counts.items() if count)


def _rooted(codes: tuple[Code, ...], lost: list[Loss]) -> Iterator[Code]:
    """Codes whose parents are there and end at one without a parent."""
    parents = {each.id: each.parent for each in codes}
    sound: set[str] = {""}
    for each in codes:
        path: list[str] = []
        here = each.id
        while here not in sound and here in parents and here not in path:
            path.append(here)
            here = parents[here]
        if here in sound:
            sound.update(path)
            yield each
            continue
        what = "below itself" if here in path else "below a code that is not there"
        lost.append(Loss("place in the tree", each.id, f"{what}: now at the top"))
        sound.add(each.id)
        yield replace(each, parent="")


def _placed(
    codings: tuple[Coding, ...], lengths: Mapping[str, int], codes: set[str], lost: list[Loss]
) -> Iterator[Coding]:
    for each in codings:
        if each.document not in lengths:
            lost.append(Loss("coding", each.id, "of a document that is not there"))
        elif each.code not in codes:
            lost.append(Loss("coding", each.id, "with a code that is not there"))
        elif not 0 <= each.start < each.end <= lengths[each.document]:
            span = f"characters {each.start} to {each.end} of {lengths[each.document]}"
            lost.append(Loss("coding", each.id, f"{span}: no words of the text"))
        else:
            yield each


def _joined(
    relations: tuple[Relation, ...], codings: Mapping[str, Coding], lost: list[Loss]
) -> Iterator[Relation]:
    for each in relations:
        cause, effect = codings.get(each.cause), codings.get(each.effect)
        if cause is None or effect is None:
            lost.append(Loss("relation", each.id, "one of its ends is not there"))
        elif cause.document != effect.document:
            lost.append(Loss("relation", each.id, "its ends are in two documents"))
        else:
            yield each
