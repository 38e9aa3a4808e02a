"""A REFI-QDA project (`.qdpx`) as coded texts. REFI-QDA 1.5, sections 8 to 11."""

from collections.abc import Iterator, Mapping
from typing import Any

from contention.documents.word.package import local
from contention.exchange.losses import Loss, LossReport
from contention.exchange.texts.coded_text import (
    Code,
    CodedTexts,
    Coder,
    CodeSet,
    Memo,
    Relation,
    checked,
)
from contention.exchange.texts.refi.archive import ProjectArchive, open_archive
from contention.exchange.texts.refi.elements import (
    children,
    first,
    guid,
    inside,
    root_of,
    words,
)
from contention.exchange.texts.refi.sources import SourceReading, plain_text, sources

FORM = "REFI-QDA project"


def recognises(data: bytes) -> bool:
    """Whether a file looks like a project: an archive that names a `.qde`."""
    return data[:2] == b"PK" and b".qde" in data.lower()


def read_project(data: bytes, name: str) -> CodedTexts:
    """The documents, codes, codings, notes, coders and sets of a project.

    Raises ImportRefusedError. Positions are counted as the words of the selections show.
    """
    archive = open_archive(data, name)
    inner, content = archive.project()
    project = root_of(content, f"{name}/{inner}", ("Project",))
    origin = str(project.get("origin") or "")
    notes = {guid(each): plain_text(archive, each) for each in inside(project, "Notes", "Note")}
    reading = _sources(archive, project, origin, notes)
    relations, lost = _links(project, reading)
    return checked(
        CodedTexts(
            title=str(project.get("name") or "") or name.rsplit(".", 1)[0],
            form=f"{FORM} ({origin})" if origin else FORM,
            documents=tuple(reading.documents),
            codes=tuple(codes_of(first(project, "CodeBook"))),
            codings=tuple(reading.codings),
            relations=relations,
            memos=(*reading.memos, *_memos(project, notes, reading)),
            coders=tuple(_coders(project)),
            sets=tuple(_sets(project)),
            description=words(first(project, "Description")),
            report=LossReport((), (), (*reading.lost, *lost, *_not_read(project)),
                              tuple(reading.said)),
        )
    )  # fmt: skip


def codes_of(codebook: Any) -> Iterator[Code]:
    """The codes below `<Codes>`, each after the one above it."""
    waiting = [(each, "") for each in reversed(list(inside(codebook, "Codes", "Code")))]
    count = 0
    while waiting:
        element, parent = waiting.pop()
        count += 1
        id_ = guid(element) or f"code {count}"
        yield Code(
            id_,
            " ".join(str(element.get("name") or "").split()) or id_,
            parent,
            str(element.get("color") or ""),
            words(first(element, "Description")),
            str(element.get("isCodable") or "true").strip().casefold() not in ("false", "0"),
        )
        waiting += [(each, id_) for each in reversed(list(children(element, "Code")))]


def _coders(project: Any) -> Iterator[Coder]:
    for number, each in enumerate(inside(project, "Users", "User"), 1):
        name = " ".join(str(each.get("name") or each.get("id") or "").split())
        yield Coder(guid(each), name or f"coder {number}")


def _sources(
    archive: ProjectArchive, project: Any, origin: str, notes: Mapping[str, str]
) -> SourceReading:
    variables = {
        guid(each): str(each.get("name") or "") for each in inside(project, "Variables", "Variable")
    }
    linked: dict[str, str] = {}
    for link in inside(project, "Links", "Link"):
        ends = guid(link, "originGUID"), guid(link, "targetGUID")
        if (ends[0] in notes) != (ends[1] in notes):
            note, other = ends if ends[0] in notes else ends[::-1]
            linked[other] = note
    reading = SourceReading(archive, origin, variables, notes, linked, {})
    reading.codes = {each.id: each.name for each in codes_of(first(project, "CodeBook"))}
    reading.attributes = dict(_case_values(project, reading))
    for source in sources(project):
        reading.read(source)
    return reading


def _case_values(project: Any, reading: SourceReading) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Variables of single sources, which MAXQDA and Quirkos keep in a case without a name."""
    for case in inside(project, "Cases", "Case"):
        held = [guid(each, "targetGUID") for each in children(case, "SourceRef")]
        values = reading.values_of(case)
        if len(held) == 1 and values:
            yield held[0], values


def _links(project: Any, reading: SourceReading) -> tuple[tuple[Relation, ...], tuple[Loss, ...]]:
    """Links from one selection to another as relations; others are reported."""
    relations: list[Relation] = []
    lost: list[Loss] = []
    by_coding = {each.id: [each.id] for each in reading.codings}
    known = {**by_coding, **reading.selections}
    for link in inside(project, "Links", "Link"):
        ends = [known.get(guid(link, end)) for end in ("originGUID", "targetGUID")]
        if any(reading.notes.get(guid(link, end)) for end in ("originGUID", "targetGUID")):
            continue
        name = str(link.get("name") or "")
        if ends[0] is None or ends[1] is None:
            lost.append(Loss("link", name or guid(link), "not between words of a text"))
        elif str(link.get("direction") or "") != "OneWay":
            lost.append(Loss("link", name or guid(link), "nothing says which end acts on which"))
        else:
            note = words(first(link, "Description"))
            relations.append(Relation(guid(link), ends[0][0], ends[1][0], name, note=note))
    return tuple(relations), tuple(lost)


def _memos(project: Any, notes: Mapping[str, str], reading: SourceReading) -> Iterator[Memo]:
    about: dict[str, list[str]] = {}
    for element in project.iter("{*}NoteRef"):
        holder = element.getparent()
        if local(holder) in ("Code", "TextSource", "PDFSource"):
            about.setdefault(guid(element, "targetGUID"), []).append(guid(holder))
    for note in inside(project, "Notes", "Note"):
        id_ = guid(note)
        if id_ not in reading.attached and notes[id_]:
            title = str(note.get("name") or "")
            yield Memo(
                id_, title, notes[id_], tuple(about.get(id_, ())), guid(note, "creatingUser")
            )


def _sets(project: Any) -> Iterator[CodeSet]:
    for each in inside(project, "Sets", "Set"):
        members = [guid(one, "targetGUID") for one in children(each, "MemberCode", "MemberSource")]
        name = str(each.get("name") or "")
        yield CodeSet(guid(each), name, tuple(members), words(first(each, "Description")))
    for case in inside(project, "Cases", "Case"):
        held = [guid(one, "targetGUID") for one in children(case, "SourceRef")]
        if case.get("name") and held:
            yield CodeSet(guid(case), str(case.get("name")), tuple(held))


def _not_read(project: Any) -> Iterator[Loss]:
    for graph in inside(project, "Graphs", "Graph"):
        yield Loss("graph", str(graph.get("name") or guid(graph)), "drawings are not read")


def read_codebook(data: bytes, name: str) -> CodedTexts:
    """The codes of a codebook (`.qdc`), without texts; raises ImportRefusedError."""
    root = root_of(data, name, ("CodeBook",))
    lost = [
        Loss("set", str(each.get("name") or guid(each)), "sets of codes are not read")
        for each in inside(root, "Sets", "Set")
    ]
    title = name.rsplit(".", 1)[0]
    report = LossReport((), (), tuple(lost))
    return checked(
        CodedTexts(title, "REFI-QDA codebook", codes=tuple(codes_of(root)), report=report)
    )


def recognises_codebook(data: bytes) -> bool:
    """Whether a file looks like a codebook."""
    return b"<CodeBook" in data[:2000]
