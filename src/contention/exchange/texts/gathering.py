"""What a reader finds in a file of coded texts, gathered into `CodedTexts`."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from itertools import islice
from typing import get_args

from contention.case.articles import counted
from contention.case.problem import Place, Problem
from contention.case.text.normalise import normalise
from contention.documents.document import Range
from contention.exchange.json_file import without_halves
from contention.exchange.links.imported import ImportRefusedError
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
from contention.exchange.texts.offsets import Offsets, Unit

MOST_DOCUMENTS = 10_000
MOST_CODINGS = 500_000
MOST_CHARACTERS = 50_000_000
LONGEST_NAME = 200
"""characters of a code's or a coder's name; longer ones are cut"""
LONGEST_NOTE = 20_000
MOST_PLACES = 1_000
MOST_WORK = 2_000_000_000
"""characters of one text that are looked through for quotations that are not at their place"""
WORDWISE = 20
"""by how much words with any space between them are looked for more slowly than letters"""
MOVED = "its words are not at its place: taken where they are"


class Gathering:
    """Collects documents, codings and relations; what cannot be taken is reported.

    Ids may be those of the file as long as they are told apart by `within` (a document).
    """

    def __init__(self, title: str, form: str, name: str) -> None:
        self._title, self._form, self._name = title, form, name
        self._documents: dict[str, CodedDocument] = {}
        self._texts: dict[str, _Text] = {}
        self._codes: dict[str, Code] = {}
        self._coders: dict[str, Coder] = {}
        self._codings: dict[str, Coding] = {}
        self._relations: dict[str, Relation] = {}
        self._changed: list[Loss] = []
        self._lost: list[Loss] = []
        self._notes: list[str] = []
        self._characters = 0

    def lost(self, kind: str, id_: str, what: str) -> None:
        """Something of the file is left out."""
        self._lost.append(Loss(kind, id_, what))

    def changed(self, kind: str, id_: str, what: str) -> None:
        """Something of the file is taken otherwise than it is written there."""
        self._changed.append(Loss(kind, id_, what))

    def note(self, what: str) -> None:
        """Something that holds for the whole file."""
        if what not in self._notes:
            self._notes.append(what)

    def document(
        self, id_: str, title: str, raw: str, unit: Unit = "code points",
        attributes: Mapping[str, str] | None = None,
    ) -> str:  # fmt: skip
        """A text, and the unit in which its positions are counted; gives its id."""
        made = self._free(one_line(id_) or "text", self._documents)
        self._characters += len(raw)
        self._bound(len(self._documents), MOST_DOCUMENTS, "documents")
        self._bound(self._characters, MOST_CHARACTERS, "characters of text")
        held = self._texts[made] = _Text(without_halves(raw), unit)
        self._documents[made] = CodedDocument(
            made, one_line(title) or made, held.text, attributes=dict(attributes or {})
        )
        return made

    def text(self, document: str) -> str:
        """The normalised text of a document."""
        return self._documents[document].text

    def code(self, name: str, description: str = "") -> str:
        """A code of this name, made if there is none; gives its id."""
        id_ = one_line(name)[:LONGEST_NAME] or "without a name"
        if id_ not in self._codes:
            self._bound(len(self._codes), MOST_CODINGS, "codes")
            self._codes[id_] = Code(id_, id_, description=description)
        return id_

    def coder(self, name: str) -> str:
        """Somebody who coded; gives their id, "" for nobody."""
        id_ = one_line(name)[:LONGEST_NAME]
        if id_ and id_ not in self._coders:
            self._coders[id_] = Coder(id_, id_)
        return id_

    def coding(
        self, document: str, id_: str, code: str, where: Range | None, *, quote: str = "",
        around: tuple[str, str] = ("", ""), coder: str = "", note: str = "",
    ) -> str | None:  # fmt: skip
        """A code at a place as the file counts it; None if it has no place in the text.

        With the words that the file quotes, the place is where these words are: as counted, or as
        counted in another unit, or where they are if they are there once, or once with the words
        `around` them.
        """
        made = f"{document}/{id_}"
        if made in self._codings:
            self.lost("coding", made, "a second one of the same id")
            return None
        self._bound(len(self._codings), MOST_CODINGS, "codings")
        place, otherwise = self._texts[document].place(where, quote, around)
        if place is None:
            self.lost("coding", made, otherwise)
            return None
        if otherwise:
            self.changed("coding", made, otherwise)
        self._codings[made] = Coding(
            made, document, self.code(code), *place, coder=self.coder(coder), note=paragraph(note)
        )
        return made

    def noted(self, coding: str, note: str) -> None:
        """One more note on a coding."""
        old = self._codings[coding]
        joined = "; ".join(part for part in (old.note, paragraph(note)) if part)
        self._codings[coding] = replace(old, note=joined)

    def relation(
        self, id_: str, cause: str | None, effect: str | None, label: str, *, coder: str = "",
        note: str = "", fields: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        """A claim between two codings, named as `coding` named them."""
        if cause not in self._codings or effect not in self._codings:
            self.lost("relation", id_, "one of its ends is not there")
        elif id_ in self._relations:
            self.lost("relation", id_, "a second one of the same id")
        else:
            self._bound(len(self._relations), MOST_CODINGS, "relations")
            kept = {key: paragraph(value) for key, value in (fields or {}).items()}
            self._relations[id_] = Relation(
                id_, cause, effect, one_line(label)[:LONGEST_NAME], self.coder(coder),
                paragraph(note), kept,
            )  # fmt: skip

    def has_coding(self, id_: str) -> bool:
        """Whether there is a coding of this id."""
        return id_ in self._codings

    def texts(self) -> CodedTexts:
        """Everything gathered; raises ImportRefusedError if there is no text."""
        if not self._documents:
            place, hint = Place(self._name), "export the texts together with their annotations"
            raise ImportRefusedError(Problem(place, "there is no text in it", hint))
        for unit, count in sorted(Counter(_other_units(self._texts)).items()):
            self.note(f"positions are counted in {unit} in {counted(count, 'document')}")
        return checked(
            CodedTexts(
                self._title, self._form, tuple(self._documents.values()),
                tuple(self._codes.values()), tuple(self._codings.values()),
                tuple(self._relations.values()), coders=tuple(self._coders.values()),
                report=LossReport(
                    (), tuple(self._changed), tuple(self._lost), tuple(self._notes)
                ),
            )
        )  # fmt: skip

    def _free(self, wanted: str, taken: Mapping[str, object]) -> str:
        made, number = wanted, 2
        while made in taken:
            made, number = f"{wanted} ({number})", number + 1
        return made

    def _bound(self, count: int, most: int, what: str) -> None:
        if count > most:
            problem = Problem(Place(self._name), f"more than {most:,} {what}", "split the file")
            raise ImportRefusedError(problem)


class _Text:
    """One document and the ways in which its positions can be counted."""

    def __init__(self, raw: str, unit: Unit) -> None:
        self._raw = raw
        self.units = [unit, *(each for each in get_args(Unit) if each != unit)]
        """the first is the one in which quotations were found last"""
        self.declared = unit
        self._work = MOST_WORK
        self._offsets = {unit: Offsets(raw, unit)}
        self.text = self._offsets[unit].text

    def place(
        self, where: Range | None, quote: str, around: tuple[str, str]
    ) -> tuple[Range | None, str]:
        """The characters meant, and what is to be reported of them; None and why if there are none.

        A quotation tells in which unit the file counts.
        """
        words = _words(quote)
        units = self.units if words and not self.text.isascii() else self.units[:1]
        for unit in units if where is not None else ():
            found = self._counted(unit).range(*where) if where is not None else None
            if found is not None and (not words or _words(self.text[slice(*found)]) == words):
                self.units.remove(unit)
                self.units.insert(0, unit)
                return found, ""
        if words:
            return self._quoted(quote, around, "" if where is None else MOVED)
        shown = "none" if where is None else f"{where[0]} to {where[1]}"
        return None, f"positions {shown}: no words of the text"

    def _quoted(self, quote: str, around: tuple[str, str], moved: str) -> tuple[Range | None, str]:
        if self._work <= 0:
            return None, "its words are not at its place, and too many others were sought already"
        places = self._places(normalise(quote.strip()))
        if not places:
            return None, "its words are not in the text"
        if len(places) > 1:
            before, after = map(_words, around)
            places = [each for each in places if self._is_between(each, before, after)]
        if len(places) != 1 or not (places[0][0] < places[0][1]):
            return None, "its words are in the text several times; nothing says which are meant"
        return places[0], moved

    def _places(self, wanted: str) -> list[Range]:
        """Where the words are, letter by letter or else with any space between them."""
        self._work -= len(self.text)
        found: list[Range] = []
        start = self.text.find(wanted)
        while start >= 0 and len(found) < MOST_PLACES:
            found.append((start, start + len(wanted)))
            start = self.text.find(wanted, start + 1)
        if found:
            return found
        self._work -= WORDWISE * len(self.text)
        pattern = re.compile(r"\s+".join(re.escape(word) for word in wanted.split()))
        matches = islice(pattern.finditer(self.text), MOST_PLACES)
        return [each.span() for each in matches if each.group()]

    def _is_between(self, place: Range, before: str, after: str) -> bool:
        start, end = place
        reach = 2 * (len(before) + len(after)) + 20
        return (bool(before) or bool(after)) and (
            _words(self.text[max(0, start - reach) : start]).endswith(before)
            and _words(self.text[end : end + reach]).startswith(after)
        )

    def _counted(self, unit: Unit) -> Offsets:
        if unit not in self._offsets:
            self._offsets[unit] = Offsets(self._raw, unit)
        return self._offsets[unit]


def _other_units(texts: Mapping[str, _Text]) -> list[str]:
    return [each.units[0] for each in texts.values() if each.units[0] != each.declared]


def _words(text: str) -> str:
    return " ".join(normalise(text).split())


def one_line(text: str) -> str:
    """A name in one line, with single spaces."""
    return " ".join(without_halves(text).split())


def paragraph(text: str) -> str:
    """A note without halves of characters, cut where nobody would read on."""
    return without_halves(text).strip()[:LONGEST_NOTE]
