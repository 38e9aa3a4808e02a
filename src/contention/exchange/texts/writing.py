"""What writers of coded texts share: names of files and labels, and the report of losses."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from contention.exchange.losses import Loss, LossReport
from contention.exchange.texts.coded_text import CodedDocument, CodedTexts, Coding, Relation

Held = Literal[
    "relation", "notes on codings", "notes on relations", "fields", "coders", "memos", "sets",
    "code tree", "code descriptions", "document details",
]  # fmt: skip
"""what some formats have a place for and others do not"""


def writing_report(
    texts: CodedTexts,
    holds: Collection[Held],
    changed: Iterable[Loss] = (),
    left_out: Iterable[Loss] = (),
    notes: tuple[str, ...] = (),
) -> LossReport:
    """What a format keeps of coded texts, given what it has a place for.

    What became of them before, on the way from a case, comes first.
    """
    lost = [*texts.report.left_out, *left_out, *_without(texts, holds)]
    gone = Counter(each.kind for each in left_out) if not isinstance(left_out, Iterator) else {}
    counts = {
        "document": len(texts.documents), "coding": len(texts.codings) - gone.get("coding", 0),
        "relation": len(texts.relations) - gone.get("relation", 0)
        if "relation" in holds else 0,
        "memo": len(texts.memos) if "memos" in holds else 0,
        "set": len(texts.sets) if "sets" in holds else 0,
    }  # fmt: skip
    kept = tuple((kind, count) for kind, count in counts.items() if count)
    return LossReport(
        kept, (*texts.report.changed, *changed), tuple(lost), (*texts.report.notes, *notes)
    )


def _without(texts: CodedTexts, holds: Collection[Held]) -> Iterator[Loss]:
    if "relation" not in holds:
        yield from (Loss("relation", each.id, "no relations in it") for each in texts.relations)
    if "memos" not in holds:
        yield from (Loss("memo", each.id, "no memos in it") for each in texts.memos)
    if "sets" not in holds:
        yield from (Loss("set", each.id, "no sets in it") for each in texts.sets)
    for kind, id_, lost in _partly(texts, holds):
        if lost:
            yield Loss(kind, id_, f"without {', '.join(lost)}")


def _partly(texts: CodedTexts, holds: Collection[Held]) -> Iterator[tuple[str, str, list[str]]]:
    for code in texts.codes:
        said = {"code tree": code.parent, "code descriptions": code.description or code.color}
        yield "code", code.id, [name for name, has in said.items() if has and name not in holds]
    for coding in texts.codings:
        yield "coding", coding.id, _unheld(coding, "notes on codings", holds)
    if "relation" in holds:
        for relation in texts.relations:
            lost = _unheld(relation, "notes on relations", holds)
            yield "relation", relation.id, [*lost, *(() if "fields" in holds else relation.fields)]
    for document in texts.documents:
        details = document.author or document.date or document.attributes or document.description
        lost = ["document details"] if details and "document details" not in holds else []
        yield "document", document.id, lost


def _unheld(each: Coding | Relation, notes: Held, holds: Collection[Held]) -> list[str]:
    said = {"note": each.note and notes not in holds, "coder": each.coder and "coders" not in holds}
    return [name for name, lost in said.items() if lost]


@dataclass(frozen=True)
class Written:
    """The codings and relations of one document, as most formats have them."""

    document: CodedDocument
    codings: tuple[Coding, ...]
    relations: tuple[Relation, ...]


def by_document(texts: CodedTexts) -> Iterator[Written]:
    """Documents in their order, with what is coded in each."""
    codings: dict[str, list[Coding]] = {}
    for coding in texts.codings:
        codings.setdefault(coding.document, []).append(coding)
    home = {each.id: each.document for each in texts.codings}
    relations: dict[str, list[Relation]] = {}
    for relation in texts.relations:
        relations.setdefault(home[relation.cause], []).append(relation)
    for document in texts.documents:
        yield Written(
            document, tuple(codings.get(document.id, ())), tuple(relations.get(document.id, ()))
        )


def code_names(texts: CodedTexts) -> dict[str, str]:
    """Id of a code → its name."""
    return {each.id: each.name for each in texts.codes}


def plain_names(names: Iterable[str], otherwise: str) -> dict[str, str]:
    """Names as words of ASCII letters, digits and `_`, each its own, whatever case is ignored."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        if name in found:
            continue
        ascii_ = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
        stem = "_".join(re.findall(r"[A-Za-z0-9]+", ascii_))[:60] or otherwise
        stem = stem if stem[0].isalpha() else f"{otherwise}_{stem}"
        made, number = stem, 2
        while made.casefold() in taken:
            made, number = f"{stem}_{number}", number + 1
        taken.add(made.casefold())
        found[name] = made
    return found


def named_twice(texts: CodedTexts) -> list[Loss]:
    """Codes that a format which knows codes by name alone takes for one."""
    counts = Counter(each.name for each in texts.codes)
    return [
        Loss("code", each.id, f"another code is called `{each.name}` too: one code in it")
        for each in texts.codes
        if counts[each.name] > 1
    ]
