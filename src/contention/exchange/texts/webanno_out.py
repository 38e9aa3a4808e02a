"""Coded texts as WebAnno TSV 3.3, as INCEpTION reads it: one file a document, in an archive.

Positions are UTF-16 units. Appendix “WebAnno TSV 3.3 file format” of INCEpTION's user guide.
"""

from bisect import bisect_left
from collections.abc import Iterator

from contention.exchange.archives import archive_of
from contention.exchange.exported import Exported
from contention.exchange.losses import Loss
from contention.exchange.texts.coded_text import CodedTexts, Coding, Relation
from contention.exchange.texts.layers import CLAIM, CODED, NAME, claim_features, said
from contention.exchange.texts.offsets import Offsets
from contention.exchange.texts.tokens import Sentence, sentences
from contention.exchange.texts.uima_out import type_system
from contention.exchange.texts.writing import (
    Held,
    Written,
    by_document,
    code_names,
    named_twice,
    plain_names,
    writing_report,
)

HOLDS: tuple[Held, ...] = (
    "relation", "notes on codings", "notes on relations", "fields", "coders"
)  # fmt: skip
EMPTY, NULL = "_", "*"


def write_webanno(texts: CodedTexts) -> Exported:
    """An archive of `.tsv` files, and the type system with the layers that they use."""
    stems = plain_names((each.id for each in texts.documents), "text")
    names, coders = code_names(texts), {each.id: each.name for each in texts.coders}
    features = claim_features(texts)
    changed: list[Loss] = []
    lost: list[Loss] = []
    files: dict[str, bytes] = {}
    for written in by_document(texts):
        table = _Table(written, names, coders, features, changed, lost)
        files[f"{stems[written.document.id]}.tsv"] = table.text().encode("utf-8")
    files["TypeSystem.xml"] = type_system(features)
    notes = ("import TypeSystem.xml as layers of the project first",)
    report = writing_report(texts, HOLDS, [*named_twice(texts), *changed], lost, notes)
    return Exported(archive_of(files), report)


class _Table:
    def __init__(
        self, written: Written, names: dict[str, str], coders: dict[str, str],
        features: tuple[str, ...], changed: list[Loss], lost: list[Loss],
    ) -> None:  # fmt: skip
        self._written, self._names, self._coders = written, names, coders
        self._features, self._changed, self._lost = features, changed, lost
        self._offsets = Offsets(written.document.text, "utf-16")
        self._first: dict[str, str] = {}
        """coding → the token at which it begins"""
        self._numbers: dict[str, int] = {}

    def text(self) -> str:
        """The lines of the file."""
        text = self._written.document.text
        parts = list(sentences(text, [each.span for each in self._written.codings]))
        by_token = self._placed(parts)
        arcs = self._arcs()
        rows = ["#FORMAT=WebAnno TSV 3.3", f"#T_SP={CODED}|coder|{NAME}|note"]
        rows += [f"#T_RL={CLAIM}|{'|'.join(self._features)}|BT_{CODED}", ""]
        for number, sentence in enumerate(parts, 1):
            rows += ["", *self._head(sentence, last=number == len(parts))]
            for place, token in enumerate(sentence.tokens, 1):
                id_ = f"{number}-{place}"
                where = f"{self._offsets.counted(token[0])}-{self._offsets.counted(token[1])}"
                cells = [*self._codings(by_token.get(id_, [])), *self._relations(arcs.get(id_, []))]
                rows.append("\t".join((id_, where, text[slice(*token)], *cells, "")))
        return "".join(f"{row}\n" for row in rows)

    def _head(self, sentence: Sentence, *, last: bool) -> Iterator[str]:
        """The text of a sentence, each line by itself; a line break ends it unless it says so."""
        said_text = self._written.document.text[sentence.start : sentence.end]
        if not last:
            said_text = said_text.removesuffix("\n")
        for line in said_text.split("\n"):
            yield f"#Text={_escaped_text(line)}"

    def _placed(self, parts: list[Sentence]) -> dict[str, list[Coding]]:
        """Token → the codings that cover it."""
        tokens = [
            (f"{number}-{place}", token)
            for number, sentence in enumerate(parts, 1)
            for place, token in enumerate(sentence.tokens, 1)
        ]
        starts = [token[0] for _, token in tokens]
        found: dict[str, list[Coding]] = {}
        for coding in self._written.codings:
            covered = _covered(tokens, starts, coding)
            if not covered:
                self._lost.append(Loss("coding", coding.id, "nothing but blanks"))
                continue
            if (covered[0][1][0], covered[-1][1][1]) != coding.span:
                what = "without the blanks at its ends"
                self._changed.append(Loss("coding", coding.id, what))
            self._first[coding.id] = covered[0][0]
            self._numbers[coding.id] = len(self._numbers) + 1
            for id_, _ in covered:
                found.setdefault(id_, []).append(coding)
        return found

    def _arcs(self) -> dict[str, list[Relation]]:
        """Token → the relations whose effect begins there."""
        found: dict[str, list[Relation]] = {}
        for relation in self._written.relations:
            if relation.cause in self._first and relation.effect in self._first:
                found.setdefault(self._first[relation.effect], []).append(relation)
            else:
                self._lost.append(Loss("relation", relation.id, "one of its ends is left out"))
        return found

    def _codings(self, codings: list[Coding]) -> Iterator[str]:
        for value in (
            lambda each: self._coders.get(each.coder, ""),
            lambda each: self._names[each.code],
            lambda each: each.note,
        ):
            yield _stacked(f"{_cell(value(each))}[{self._numbers[each.id]}]" for each in codings)

    def _relations(self, relations: list[Relation]) -> Iterator[str]:
        for feature in self._features:
            yield _stacked(_cell(said(each, feature, self._coders)) for each in relations)
        yield _stacked(
            f"{self._first[each.cause]}[{self._numbers[each.cause]}_{self._numbers[each.effect]}]"
            for each in relations
        )


def _covered(
    tokens: list[tuple[str, tuple[int, int]]], starts: list[int], coding: Coding
) -> list[tuple[str, tuple[int, int]]]:
    first, last = bisect_left(starts, coding.start), bisect_left(starts, coding.end)
    return tokens[first:last]


def _stacked(cells: Iterator[str]) -> str:
    return "|".join(cells) or EMPTY


_VALUE = {
    "\\": "\\\\", "[": "\\[", "]": "\\]", "|": "\\|", "_": "\\_", ";": "\\;", "\t": "\\t",
    "\n": "\\n", "*": "\\*",
}  # fmt: skip


def _cell(value: str) -> str:
    """A value of a feature; nothing is null."""
    if not value:
        return NULL
    escaped = "".join(_VALUE.get(one, one) for one in value)
    return escaped.replace("->", "\\->").replace("\r", " ")


def _escaped_text(line: str) -> str:
    named = {"\t": "\\t", "\f": "\\f", "\r": "\\r", "\b": "\\b", "\\": "\\\\"}
    return "".join(
        named.get(one) or (f"\\{one}" if one < "\x08" or "\x0d" < one < "\x20" else one)
        for one in line
    )
