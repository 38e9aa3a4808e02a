"""Standoff annotations of brat: text-bound annotations, relations, events, attributes, notes.

Source: https://brat.nlplab.org/standoff.html. Positions are characters, the end exclusive.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from contention.case.problem import Place, Problem
from contention.exchange.links.imported import ImportRefusedError
from contention.exchange.texts.claim_fields import KEYS
from contention.exchange.texts.coded_text import CodedTexts
from contention.exchange.texts.fields_text import text_fields
from contention.exchange.texts.gathering import Gathering
from contention.exchange.texts.given import GivenFile, decoded
from contention.exchange.texts.layers import SIGNS

FORM = "brat standoff"
MOST_LINES = 1_000_000
MOST_FRAGMENTS = 1_000

CAUSES = ("cause", "agent", "arg1", "source", "from")
EFFECTS = ("effect", "theme", "arg2", "target", "to")
"""roles in relations and events, without the number that brat appends to a repeated one"""
STANCES = {"negation": "negated", "speculation": "hedged"}
"""binary attributes of brat's own examples that say how a claim is meant"""

_SPAN = re.compile(r"(\S+) ([0-9]{1,15} [0-9]{1,15}(?:;[0-9]{1,15} [0-9]{1,15})*)")
_RELATION = re.compile(r"(\S+) (\S+):(\S+) (\S+):(\S+)")
_EVENT = re.compile(r"([^\s:]+):(T\S+)((?: [^\s:]+:[TE]\S+)*)")
_ATTRIBUTE = re.compile(r"(\S+) (\S+)(?: (\S.*))?")
_NOTE = re.compile(r"(\S+) (\S+)")


@dataclass(frozen=True)
class _Line:
    number: int
    id: str
    said: str
    """the second column"""
    text: str
    """the third"""


@dataclass
class _Annotated:
    """What is said of one annotation in other lines."""

    fields: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    sign: tuple[str, str] | None = None
    """name and value of an attribute for the sign"""


def read_brat(given: GivenFile) -> CodedTexts:
    """Every `.ann` file with its `.txt`; raises ImportRefusedError with all faulty lines."""
    files = given.files()
    gathering = Gathering(given.stem, FORM, given.name)
    problems: list[Problem] = []
    names = _display_names(files)
    texts = {path.removesuffix(".txt"): path for path in files if path.endswith(".txt")}
    for path in sorted(files):
        if not path.endswith(".ann"):
            continue
        stem = path.removesuffix(".ann")
        if stem not in texts:
            hint = f"put {PurePosixPath(stem).name}.txt next to it, or both into one archive"
            problems.append(Problem(Place(path), "the text that it annotates is missing", hint))
            continue
        raw = decoded(files[texts[stem]], texts[stem])
        document = gathering.document(stem, PurePosixPath(stem).name, raw)
        problems += _Reading(gathering, document, names).read(decoded(files[path], path), path)
    if problems:
        raise ImportRefusedError(*problems)
    return gathering.texts()


def _display_names(files: dict[str, bytes]) -> dict[str, str]:
    """Type → the name shown for it, from `visual.conf`."""
    names: dict[str, str] = {}
    for path, content in files.items():
        if PurePosixPath(path).name != "visual.conf":
            continue
        section = ""
        for line in content.decode("utf-8", "replace").splitlines():
            section = line.strip() if line.startswith("[") else section
            parts = [part.strip() for part in line.split("|")]
            if section == "[labels]" and len(parts) > 1 and not line.startswith("#"):
                names[parts[0]] = parts[1]
    return names


class _Reading:
    def __init__(self, gathering: Gathering, document: str, names: dict[str, str]) -> None:
        self._gathering, self._document, self._names = gathering, document, names
        self._said: dict[str, _Annotated] = {}
        self._triggers: dict[str, str] = {}
        """event → its trigger"""

    def read(self, text: str, path: str) -> list[Problem]:
        """Take all lines; gives those that are none of brat's."""
        problems: list[Problem] = []
        by_kind: dict[str, list[_Line]] = {kind: [] for kind in "TREAMN#*"}
        for line in _lines(text, path, problems):
            if line.id[0] in by_kind:
                by_kind[line.id[0]].append(line)
            else:
                hint = "ids of annotations begin with T, R, E, A, M, N, # or *"
                problems.append(Problem(Place(path, line.number), f"unknown id `{line.id}`", hint))
        if problems:
            return problems
        for line in (*by_kind["A"], *by_kind["M"], *by_kind["#"]):
            self._attribute(line) if line.id[0] != "#" else self._note(line)
        for kind, take in (("T", self._span), ("E", self._trigger), ("R", self._relation),
                           ("E", self._event)):  # fmt: skip
            for line in by_kind[kind]:
                if not take(line):
                    message, hint = _FAULTS[kind]
                    problems.append(Problem(Place(path, line.number), message, hint))
        for line in (*by_kind["N"], *by_kind["*"]):
            what = "a reference to a database" if line.id[0] == "N" else "an equivalence"
            self._gathering.lost("annotation", self._id(line.id), what)
        return problems

    def _id(self, id_: str) -> str:
        return f"{self._document}/{id_}"

    def _name(self, type_: str) -> str:
        return self._names.get(type_, type_)

    def _of(self, id_: str) -> _Annotated:
        return self._said.setdefault(id_, _Annotated())

    def _span(self, line: _Line) -> bool:
        found = _SPAN.fullmatch(line.said)
        if not found or found[2].count(";") >= MOST_FRAGMENTS:
            return False
        pieces = [tuple(map(int, pair.split())) for pair in found[2].split(";")]
        start, end = min(pair[0] for pair in pieces), max(pair[-1] for pair in pieces)
        quote = line.text if len(pieces) == 1 else ""
        said = self._of(line.id)
        sign = [" ".join(said.sign)] if said.sign else []
        note = "; ".join((*sign, *said.notes, *_spelt(said.fields)))
        made = self._gathering.coding(
            self._document, line.id, self._name(found[1]), (start, end), quote=quote, note=note
        )
        if made and len(pieces) > 1 and not self._is_joined(line.text, start, end):
            self._gathering.changed("coding", made, "several stretches: taken with what is between")
        return True

    def _is_joined(self, quote: str, start: int, end: int) -> bool:
        """Whether only blanks lie between the stretches."""
        words = self._gathering.text(self._document)[start:end].split()
        return words == quote.split()

    def _trigger(self, line: _Line) -> bool:
        found = _EVENT.fullmatch(line.said)
        if found:
            self._triggers[line.id] = found[2]
        return bool(found)

    def _relation(self, line: _Line) -> bool:
        found = _RELATION.fullmatch(line.said.strip())
        if found:
            self._put(line.id, found[1], [(found[2], found[3]), (found[4], found[5])])
        return bool(found)

    def _event(self, line: _Line) -> bool:
        found = _EVENT.fullmatch(line.said)
        if found:
            roles = [_pair(part) for part in found[3].split()]
            self._put(line.id, found[1], roles)
        return bool(found)

    def _put(self, id_: str, type_: str, roles: list[tuple[str, str]]) -> None:
        causes = [end for role, end in roles if _is(role, CAUSES)]
        effects = [end for role, end in roles if _is(role, EFFECTS)]
        if not causes or not effects:
            roles_said = ", ".join(role for role, _ in roles) or "none"
            what = f"no cause or no effect among its roles ({roles_said})"
            self._gathering.lost("relation", self._id(id_), what)
            return
        others = [role for role, _ in roles if not _is(role, (*CAUSES, *EFFECTS))]
        if others:
            self._gathering.lost("role", self._id(id_), f"not read: {', '.join(others)}")
        said = self._of(id_)
        label = said.sign[1] if said.sign else self._name(type_)
        notes = [self._name(type_), *said.notes] if said.sign else said.notes
        for number, (cause, effect) in enumerate(_all_pairs(causes, effects)):
            made = self._id(id_) + (f".{number + 1}" if number else "")
            self._gathering.relation(
                made, self._end(cause), self._end(effect), label, note=" | ".join(notes),
                fields=said.fields,
            )  # fmt: skip

    def _end(self, id_: str) -> str:
        """The coding at an end; that of an event is its trigger."""
        return self._id(self._triggers.get(id_, id_))

    def _attribute(self, line: _Line) -> None:
        found = _ATTRIBUTE.fullmatch(line.said.strip())
        if not found:
            self._gathering.lost("annotation", self._id(line.id), "an attribute of nothing")
            return
        name, about, value = found[1], self._of(found[2]), found[3] or ""
        key = name.lower()
        if key in STANCES and not value:
            about.fields["stance"] = STANCES[key]
        elif key in SIGNS and value:
            about.sign = name, value
        elif key in KEYS and value:
            about.fields[key] = value
        else:
            about.notes.append(f"{name} {value}".strip())

    def _note(self, line: _Line) -> None:
        found = _NOTE.fullmatch(line.said.strip())
        if not found:
            self._gathering.lost("annotation", self._id(line.id), "a note on nothing")
            return
        about = self._of(found[2])
        fields, note = text_fields(line.text)
        about.fields.update(fields)
        if note:
            about.notes.append(note)


_FAULTS = {
    "T": ("not a text-bound annotation", "write T1<tab>Type START END<tab>words"),
    "R": ("not a relation", "write R1<tab>Type Arg1:T1 Arg2:T2"),
    "E": ("not an event", "write E1<tab>Type:T1 Role:T2"),
}


def _lines(text: str, path: str, problems: list[Problem]) -> Iterator[_Line]:
    rows = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    if len(rows) > MOST_LINES:
        raise ImportRefusedError(
            Problem(Place(path), f"more than {MOST_LINES:,} lines", "split it")
        )
    for number, row in enumerate(rows, 1):
        if not row.strip():
            continue
        columns = row.split("\t")
        if len(columns) < 2 or not columns[0] or columns[0] != columns[0].strip():
            hint = "columns are separated by tabs: T1<tab>Type START END<tab>words"
            problems.append(Problem(Place(path, number), "not a line of annotations", hint))
        else:
            yield _Line(number, columns[0], columns[1], "\t".join(columns[2:]))


def _pair(part: str) -> tuple[str, str]:
    role, _, end = part.partition(":")
    return role, end


def _is(role: str, roles: tuple[str, ...]) -> bool:
    folded = role.lower()
    return folded in roles or folded.rstrip("0123456789") in roles


def _all_pairs(causes: list[str], effects: list[str]) -> list[tuple[str, str]]:
    return [(cause, effect) for cause in causes for effect in effects]


def _spelt(fields: dict[str, str]) -> list[str]:
    return [f"{key}: {value}" for key, value in fields.items()]
