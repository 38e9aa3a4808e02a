"""REFI-QDA projects as four tools write them: their habits, with texts and codings of our own."""

import io
import uuid
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

Tool = Literal["QualCoder", "MAXQDA", "NVivo", "ATLAS.ti"]
TOOLS: tuple[Tool, ...] = ("QualCoder", "MAXQDA", "NVivo", "ATLAS.ti")


@dataclass(frozen=True)
class Coded:
    """One code at words that are in the document once."""

    document: str
    words: str
    code: str
    coder: str = "Ann"
    memo: str = ""


@dataclass(frozen=True)
class Project:
    """What is to be in a project: documents by name, codes as paths with slashes."""

    documents: dict[str, str]
    codings: Sequence[Coded]
    codes: Sequence[str] = ()
    variables: dict[str, dict[str, str]] = field(default_factory=dict)
    """document → variable → value"""
    links: Sequence[tuple[int, int, str]] = ()
    """numbers of two codings, and the name of the link between them"""
    extra: str = ""
    """XML after the sources"""


def guid_of(tool: Tool, *parts: str) -> str:
    made = str(uuid.uuid5(uuid.NAMESPACE_OID, "/".join(parts)))
    return made.upper() if tool in ("MAXQDA", "ATLAS.ti") else made


def qdpx(tool: Tool, project: Project, name: str = "Bus fares") -> bytes:
    """The archive, as the tool lays it out."""
    held = io.BytesIO()
    folder = "Sources" if tool == "NVivo" else "sources"
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        inner = f"{name}.qde" if tool == "ATLAS.ti" else "project.qde"
        archive.writestr(inner, xml(tool, project, name))
        for document, text in project.documents.items():
            archive.writestr(f"{folder}/{_file(tool, document)}", _bytes(tool, text))
    return held.getvalue()


def _file(tool: Tool, document: str) -> str:
    return f"{guid_of(tool, 'text', document)}.txt"


def _bytes(tool: Tool, text: str) -> bytes:
    if tool == "QualCoder":
        return text.encode("utf-8-sig")
    return text.replace("\n", "\r\n").encode()


def _span(tool: Tool, text: str, words: str) -> tuple[int, int]:
    """Positions as the tool counts them."""
    assert text.count(words) == 1, words
    start = text.index(words)
    end = start + len(words)
    if tool in ("MAXQDA", "NVivo"):
        counted = text.replace("\n", "\r\n")
        start = counted.index(words)
        end = start + len(words)
        if tool == "NVivo":  # characters beyond the basic plane are two
            units = [len(counted[:place].encode("utf-16-le")) // 2 for place in (start, end)]
            return units[0], units[1]
    return start, end


def _selection_name(tool: Tool, words: str) -> str:
    if tool == "ATLAS.ti":
        return words if len(words) < 30 else f"{words[:27]}..."
    return {"QualCoder": words, "MAXQDA": words[:20], "NVivo": ""}.get(tool, "")


def xml(tool: Tool, project: Project, name: str) -> str:
    """The XML file."""
    coders = dict.fromkeys(each.coder for each in project.codings) or {"Ann": None}
    users = "".join(
        f"<User guid={_q(guid_of(tool, 'user', each))} name={_q(each)}/>" for each in coders
    )
    variables = dict.fromkeys(key for each in project.variables.values() for key in each)
    declared = "".join(
        f"<Variable guid={_q(guid_of(tool, 'variable', each))} name={_q(each)} "
        'typeOfVariable="Text"/>'
        for each in variables
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<Project xmlns="urn:QDA-XML:project:1.0" name={_q(name)} origin="{tool} 99">'
        f"<Users>{users}</Users>"
        f"<CodeBook><Codes>{codes_xml(tool, project)}</Codes></CodeBook>"
        + (f"<Variables>{declared}</Variables>" if declared else "")
        + _cases(tool, project)
        + f"<Sources>{''.join(_sources(tool, project))}</Sources>"
        + _links(tool, project)
        + f"{project.extra}</Project>"
    )


def codes_xml(tool: Tool, project: Project) -> str:
    """The codes as a tree; those that hold others only are not codable."""
    used = {each.code for each in project.codings}
    paths = dict.fromkeys([*project.codes, *used])
    tree: dict[str, list[str]] = {}
    for path in paths:
        parts = path.split("/")
        for depth in range(len(parts)):
            parent, here = "/".join(parts[:depth]), "/".join(parts[: depth + 1])
            if here not in tree.setdefault(parent, []):
                tree[parent].append(here)

    def made(path: str) -> str:
        codable = "true" if path in paths else "false"
        color = "" if tool == "ATLAS.ti" else ' color="#B71C1C"'
        inner = "".join(made(each) for each in tree.get(path, ()))
        return (
            f"<Code guid={_q(guid_of(tool, 'code', path))} name={_q(path.split('/')[-1])} "
            f'isCodable="{codable}"{color}><Description>about {escape(path)}</Description>'
            f"{inner}</Code>"
        )

    return "".join(made(each) for each in tree.get("", ()))


def _sources(tool: Tool, project: Project) -> Iterable[str]:
    for document, text in project.documents.items():
        rich = f' richTextPath="internal://{guid_of(tool, "rich", document)}.docx"'
        values = "".join(
            f"<VariableValue><VariableRef targetGUID={_q(guid_of(tool, 'variable', key))}/>"
            f"<TextValue>{escape(value)}</TextValue></VariableValue>"
            for key, value in project.variables.get(document, {}).items()
        )
        yield (
            f"<TextSource guid={_q(guid_of(tool, 'document', document))} name={_q(document)} "
            f'plainTextPath="internal://{_file(tool, document)}"'
            f"{rich if tool in ('MAXQDA', 'NVivo') else ''} "
            'creationDateTime="2024-05-03T10:00:00Z">'
            f"{''.join(_selections(tool, project, document, text))}"
            f"{values if tool == 'QualCoder' else ''}</TextSource>"
        )


def _selections(tool: Tool, project: Project, document: str, text: str) -> Iterable[str]:
    several = tool in ("NVivo", "ATLAS.ti")  # codings of one place share a selection
    by_place: dict[object, list[tuple[int, Coded]]] = {}
    for number, each in enumerate(project.codings):
        if each.document == document:
            by_place.setdefault(each.words if several else number, []).append((number, each))
    for group in by_place.values():
        start, end = _span(tool, text, group[0][1].words)
        memo = "".join(
            f"<Description>{escape(each.memo)}</Description>" for _, each in group[:1] if each.memo
        )
        codings = "".join(
            f"<Coding guid={_q(guid_of(tool, 'coding', str(number)))} "
            f"creatingUser={_q(guid_of(tool, 'user', each.coder))}>"
            f"<CodeRef targetGUID={_q(guid_of(tool, 'code', each.code))}/></Coding>"
            for number, each in group
        )
        user = "modifyingUser" if tool == "MAXQDA" else "creatingUser"
        yield (
            f"<PlainTextSelection guid={_q(guid_of(tool, 'selection', str(group[0][0])))} "
            f"name={_q(_selection_name(tool, group[0][1].words))} "
            f'startPosition="{start}" endPosition="{end}" '
            f"{user}={_q(guid_of(tool, 'user', group[0][1].coder))}>{memo}{codings}"
            "</PlainTextSelection>"
        )


def _cases(tool: Tool, project: Project) -> str:
    """MAXQDA keeps the variables of a document in a case without a name."""
    if tool != "MAXQDA" or not project.variables:
        return ""
    made = []
    for document, values in project.variables.items():
        held = "".join(
            f"<VariableValue><VariableRef targetGUID={_q(guid_of(tool, 'variable', key))}/>"
            f"<TextValue>{escape(value)}</TextValue></VariableValue>"
            for key, value in values.items()
        )
        target = _q(guid_of(tool, "document", document))
        made.append(
            f"<Case guid={_q(guid_of(tool, 'case', document))}>{held}"
            f"<SourceRef targetGUID={target}/></Case>"
        )
    return f"<Cases>{''.join(made)}</Cases>"


def _links(tool: Tool, project: Project) -> str:
    made = "".join(
        f"<Link guid={_q(guid_of(tool, 'link', str(number)))} name={_q(name)} "
        f'direction="OneWay" originGUID={_q(guid_of(tool, "coding", str(cause)))} '
        f"targetGUID={_q(guid_of(tool, 'coding', str(effect)))}/>"
        for number, (cause, effect, name) in enumerate(project.links)
    )
    return f"<Links>{made}</Links>" if made else ""


def _q(text: str) -> str:
    return quoteattr(text)


def archived(data: bytes, content: str | bytes, name: str = "project.qde") -> bytes:
    """The same project with another XML file."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w") as new:
        new.writestr(name, content)
        for each in old.namelist():
            if not each.endswith(".qde"):
                new.writestr(each, old.read(each))
    return held.getvalue()


LETTER = """\
Dear editor,

Higher fares empty the buses — 😀 really.
Fuller buses mean fewer cars, and fewer cars clean the air.

Yours, a naïve reader
"""
REPLY = "The fares are low enough.\nCars will stay."
FARES = Project(
    {"A letter": LETTER, "A reply": REPLY},
    (
        Coded("A letter", "Higher fares empty the buses", "Money/Fares", "Ann", "see page 3"),
        Coded("A letter", "Higher fares empty the buses", "Passengers", "Ben"),
        Coded("A letter", "Fuller buses mean fewer cars", "Passengers", "Ann"),
        Coded("A letter", "fewer cars clean the air", "Air", "Ben"),
        Coded("A reply", "fares are low", "Money/Fares", "Ann"),
        Coded("A reply", "Cars will stay", "Cars", "Ben"),
    ),
    variables={"A letter": {"author": "A reader", "date": "2023-11", "paper": "The Post"}},
)
