"""Web Annotations (JSON-LD): tags at places of a text, and annotations that link two others.

https://www.w3.org/TR/annotation-model/. The context is not fetched: keys are read as the model
names them. Texts are files of the same archive, or given with --text.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from contention.case.problem import Place, Problem
from contention.exchange.json_file import parsed_json
from contention.exchange.links.imported import ImportRefusedError
from contention.exchange.texts.coded_text import CodedTexts
from contention.exchange.texts.fields_text import text_fields
from contention.exchange.texts.gathering import Gathering
from contention.exchange.texts.given import GivenFile
from contention.exchange.texts.json_parts import entries, inner, words
from contention.exchange.texts.selectors import Selected, selected
from contention.exchange.texts.sources import Sources

FORM = "W3C Web Annotation"
TAGS = ("tagging", "classifying", "identifying", "highlighting")
UNTAGGED = "annotation"
"""code of an annotation without a tag"""
SUFFIXES = (".jsonld", ".json")
DEEPEST = 5
"""pages within collections"""


def is_web_annotation(value: Any) -> bool:
    """Whether a JSON value holds Web Annotations."""
    return any(_is_annotation(each) for each in _annotations(value, DEEPEST))


def _is_annotation(value: dict[str, Any]) -> bool:
    kind = value.get("type") or value.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return "target" in value and any(words(each).endswith("Annotation") for each in kinds)


def _annotations(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """The annotations of a list, a page, a collection, or the one annotation."""
    if isinstance(value, list):
        for each in value:
            yield from _annotations(each, depth - 1) if depth else ()
    elif isinstance(value, dict):
        if "target" in value:
            yield value
        for key in ("items", "first", "@graph"):
            if depth and isinstance(value.get(key), list | dict):
                yield from _annotations(value[key], depth - 1)


def read_web_annotations(given: GivenFile) -> CodedTexts:
    """A JSON-LD file, or an archive of one with its texts; raises ImportRefusedError."""
    files = given.files()
    gathering = Gathering(given.stem, FORM, given.name)
    found: list[_Annotation] = []
    for name, data in files.items():
        if name == given.name or name.endswith(SUFFIXES):
            value = parsed_json(data, name)
            found += [_Annotation(each) for each in _annotations(value, DEEPEST)]
    if not found:
        hint = "each has `type: Annotation`, a `body` and a `target`"
        raise ImportRefusedError(Problem(Place(given.name), "no annotations are in it", hint))
    sources = Sources(gathering, given, files, "code points")
    known = {each.id for each in found if each.id}
    for each in found:
        for source, place in each.targets(known):
            sources.tell(source, place.quote)
    sources.open()
    made: dict[str, str] = {}
    for number, each in enumerate(found, 1):
        _put_codings(gathering, sources, each, number, known, made)
    for number, each in enumerate(found, 1):
        _put_relation(gathering, each, number, known, made)
    return gathering.texts()


@dataclass(frozen=True)
class _Annotation:
    value: dict[str, Any]

    @property
    def id(self) -> str:
        return words(self.value.get("id") or self.value.get("@id"))

    @property
    def coder(self) -> str:
        by = self.value.get("creator") or self.value.get("generator")
        by = by[0] if isinstance(by, list) and by else by
        return words(by) or words(inner(by, "name") or inner(by, "nickname") or inner(by, "id"))

    def targets(self, known: set[str]) -> Iterator[tuple[str, Selected]]:
        """Source and place of each target that is a text."""
        for target in _listed(self.value.get("target")):
            if (target if isinstance(target, str) else words(target.get("id"))) in known:
                continue
            yield _source(target), selected(inner(target, "selector"))

    def others(self, known: set[str]) -> list[str]:
        """Other annotations that it joins: those among its targets, then those among its bodies."""
        parts = [*_listed(self.value.get("target")), *_listed(self.value.get("body"))]
        named = [
            words(part) if isinstance(part, str) else words(part.get("source") or part.get("id"))
            for part in parts
        ]
        return [each for each in named if each in known]

    def tags(self, known: set[str]) -> list[str]:
        """The texts of its tags."""
        motive = words(self.value.get("motivation")) or "tagging"
        found = []
        for body in _listed(self.value.get("body")):
            if isinstance(body, str):
                found += [] if body in known else [_last_part(body)]
                continue
            if (words(body.get("purpose")) or motive) in (*TAGS, "linking"):
                value = words(body.get("value")) or _last_part(_unknown(body, known))
                found += [value] if value else []
        value = words(self.value.get("bodyValue"))
        return [*found, value] if value and motive in TAGS else found

    def note(self) -> str:
        """Its comments."""
        motive = words(self.value.get("motivation"))
        said = [
            words(body.get("value"))
            for body in entries(_listed(self.value.get("body")))
            if (words(body.get("purpose")) or motive) not in (*TAGS, "linking")
        ]
        return " | ".join(each for each in said if each)


def _listed(value: Any) -> list[Any]:
    found = value if isinstance(value, list) else [value]
    return [each for each in found if isinstance(each, str | dict)]


def _source(target: str | dict[str, Any]) -> str:
    """The IRI of a target without its fragment."""
    said: Any = target
    for _ in range(DEEPEST):
        if isinstance(said, dict):
            said = said.get("source") or said.get("id") or said.get("@id")
    return words(said).partition("#")[0]


def _unknown(body: dict[str, Any], known: set[str]) -> str:
    iri = words(body.get("source") or body.get("id"))
    return "" if iri in known else iri


def _last_part(iri: str) -> str:
    """The readable part of an IRI; a text that is none stays."""
    return iri.rstrip("/").replace("#", "/").rsplit("/", 1)[-1] if "://" in iri else iri


def _put_codings(
    gathering: Gathering, sources: Sources, each: _Annotation, number: int, known: set[str],
    made: dict[str, str],
) -> None:  # fmt: skip
    codes = each.tags(known) or [UNTAGGED]
    id_ = each.id or f"annotation {number}"
    for place, (source, found) in enumerate(each.targets(known)):
        if found == Selected():
            gathering.lost("annotation", id_, "of the whole text, or with selectors not read")
            continue
        for nth, code in enumerate(codes):
            suffix = f".{place}.{nth}" if place or nth else ""
            coding = sources.coding(source, id_ + suffix, code, found, each.coder, each.note())
            if coding:
                made.setdefault(each.id or id_, coding)


def _put_relation(
    gathering: Gathering, each: _Annotation, number: int, known: set[str], made: dict[str, str]
) -> None:
    ends = each.others(known)
    if not ends:
        return
    id_ = each.id or f"annotation {number}"
    if len(ends) != 2:
        what = f"it joins {len(ends)} annotations, not two"
        gathering.lost("relation", id_, what)
        return
    fields, note = text_fields(each.note())
    gathering.relation(
        id_, made.get(ends[0]), made.get(ends[1]), ", ".join(each.tags(known)),
        coder=each.coder, note=note, fields=fields,
    )  # fmt: skip
