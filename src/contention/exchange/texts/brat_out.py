"""Coded texts as brat's standoff files: codings as T lines, claims as R lines, one archive.

`annotation.conf` declares the types, `visual.conf` the names shown for them. What a claim says
beyond its sign is in a note, since relations of brat have no attributes.
"""

from collections.abc import Iterator

from contention.documents.document import Range
from contention.exchange.archives import archive_of
from contention.exchange.exported import Exported
from contention.exchange.losses import Loss
from contention.exchange.texts.coded_text import CodedTexts
from contention.exchange.texts.fields_text import fields_text
from contention.exchange.texts.writing import (
    Held,
    Written,
    by_document,
    code_names,
    named_twice,
    plain_names,
    writing_report,
)

UNLABELLED = "related"
HOLDS: tuple[Held, ...] = ("relation", "notes on codings", "notes on relations", "fields")


def write_brat(texts: CodedTexts) -> Exported:
    """An archive of `.txt` and `.ann` files and brat's configuration."""
    names = code_names(texts)
    types = plain_names(sorted(set(names.values())), "Code")
    arcs = plain_names(sorted({each.label or UNLABELLED for each in texts.relations}), "Relation")
    stems = plain_names((each.id for each in texts.documents), "text")
    lost: list[Loss] = []
    files: dict[str, bytes] = {}
    for written in by_document(texts):
        stem = stems[written.document.id]
        files[f"{stem}.txt"] = written.document.text.encode("utf-8")
        rows = _Rows(written, {id_: types[name] for id_, name in names.items()}, arcs, lost)
        files[f"{stem}.ann"] = rows.text().encode("utf-8")
    used = [types[name] for name in sorted(set(names.values()))]
    files["annotation.conf"] = _annotation_conf(used, list(arcs.values()))
    files["visual.conf"] = _visual_conf({**types, **arcs})
    notes = ("unpack it into a folder below brat's `data`",)
    return Exported(
        archive_of(files),
        writing_report(texts, HOLDS, [*named_twice(texts), *_shown_otherwise(texts)], lost, notes),
    )


def _shown_otherwise(texts: CodedTexts) -> Iterator[Loss]:
    """Codes whose names have the mark that separates names in `visual.conf`."""
    for code in texts.codes:
        if "|" in code.name:
            yield Loss("code", code.id, "`/` instead of `|` in its name")


class _Rows:
    def __init__(
        self, written: Written, types: dict[str, str], arcs: dict[str, str], lost: list[Loss]
    ) -> None:
        self._written, self._types, self._arcs, self._lost = written, types, arcs, lost
        self._ids: dict[str, str] = {}
        self._notes: list[tuple[str, str]] = []

    def text(self) -> str:
        """The lines of the `.ann` file."""
        rows = [*self._spans(), *self._relations()]
        rows += [
            f"#{number}\tAnnotatorNotes {about}\t{note}"
            for number, (about, note) in enumerate(self._notes, 1)
        ]
        return "".join(f"{row}\n" for row in rows)

    def _spans(self) -> Iterator[str]:
        text = self._written.document.text
        for coding in self._written.codings:
            pieces = list(_stretches(text, coding.span))
            if not pieces:
                self._lost.append(Loss("coding", coding.id, "nothing but line breaks"))
                continue
            id_ = self._ids[coding.id] = f"T{len(self._ids) + 1}"
            where = ";".join(f"{start} {end}" for start, end in pieces)
            words = " ".join(text[start:end] for start, end in pieces)
            yield f"{id_}\t{self._types[coding.code]} {where}\t{words}"
            if coding.note:
                self._notes.append((id_, fields_text({}, coding.note)))

    def _relations(self) -> Iterator[str]:
        number = 0
        for relation in self._written.relations:
            if relation.cause not in self._ids or relation.effect not in self._ids:
                self._lost.append(Loss("relation", relation.id, "one of its ends is left out"))
                continue
            number += 1
            ends = f"Arg1:{self._ids[relation.cause]} Arg2:{self._ids[relation.effect]}"
            yield f"R{number}\t{self._arcs[relation.label or UNLABELLED]} {ends}"
            if said := fields_text(relation.fields, relation.note):
                self._notes.append((f"R{number}", said))


def _stretches(text: str, span: Range) -> Iterator[Range]:
    """The parts of a span that lie in one line, since brat has no line breaks in an annotation."""
    start, end = span
    while start < end:
        line_end = text.find("\n", start, end)
        stop = end if line_end < 0 else line_end
        if start < stop:
            yield start, stop
        start = stop + 1


def _annotation_conf(types: list[str], arcs: list[str]) -> bytes:
    entities = "".join(f"{type_}\n" for type_ in types)
    relations = "".join(f"{arc}\tArg1:<ENTITY>, Arg2:<ENTITY>\n" for arc in arcs)
    overlaps = "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>\n"
    return (
        f"[entities]\n{entities}\n[relations]\n{overlaps}{relations}\n[events]\n\n[attributes]\n"
    ).encode()


def _visual_conf(names: dict[str, str]) -> bytes:
    """Type and name shown, with `|` between them."""
    rows = "".join(f"{type_} | {name.replace('|', '/')}\n" for name, type_ in names.items())
    return f"[labels]\n{rows}\n[drawing]\n".encode()
