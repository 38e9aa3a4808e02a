"""The claims of coded texts: stated by relations and codes, or only suggested by them.

What states a claim: a relation between two codings; a code named after one (`A → B (+)`); a cause
and an effect in one sentence. What suggests one: a code named after one in words (`A raises B`);
codes for two factors in one sentence, or one factor that a sentence is coded with (`suggested.py`).
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from contention.case.articles import counted
from contention.case.model import Sign
from contention.case.storage.new_case import title_key
from contention.documents.document import Range, ReadDocument
from contention.exchange.links.sign_words import sign_of
from contention.exchange.losses import Loss
from contention.exchange.texts.claim_fields import fields_in
from contention.exchange.texts.coded_text import CodedTexts, Coding, Relation
from contention.exchange.texts.codes_read import CodeRead
from contention.extraction.factor_names import title_of

Origin = Literal["relation", "code", "roles", "name", "read", "pair", "single"]
DENIES = "the code denies an effect; if it means the opposite effect, give that sign"
DENIED = "these words may deny what their code says"
_DENIAL = re.compile(r"\b(?:no|not|never|neither|nor|without|cannot|hardly)\b|n['’]t\b", re.I)


@dataclass(frozen=True)
class CodedClaim:
    """One claim, stated or suggested, with the coder who made it."""

    document: str
    start: int
    end: int
    cause: str
    """name of the factor"""
    effect: str
    sign: Sign
    coder: str
    """id of the coder; empty if the file does not say"""
    origin: Origin
    codings: tuple[str, ...]
    """ids of the codings that make it"""
    note: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    """as those of a relation"""

    @property
    def stated(self) -> bool:
        """Whether a person said so, rather than only coded words that suggest it."""
        return self.origin in ("relation", "code", "roles")


@dataclass
class ClaimSearch:
    """The claims that are found in one project, and the codings that are still left."""

    texts: CodedTexts
    codes: Mapping[str, CodeRead]
    documents: Mapping[str, ReadDocument]
    found: list[CodedClaim] = field(default_factory=list)
    lost: list[Loss] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    """ids of codings that are part of a claim"""
    _by_place: dict[tuple[str, Range, str], list[Coding]] = field(
        default_factory=lambda: defaultdict(list)
    )

    _names: dict[str, str] = field(default_factory=dict)
    factors: dict[str, str] = field(default_factory=dict)
    """names of factors that codes give, by their keys: spelt as the first of them"""

    def __post_init__(self) -> None:
        self._names.update((each.id, each.name) for each in self.texts.codes)
        for read in self.codes.values():
            if read.role in ("factor", "cause", "effect") and read.name:
                self.factors.setdefault(title_key(read.name), read.name)
        for each in self.texts.codings:
            self._by_place[each.document, each.span, each.coder].append(each)

    def stated(self) -> None:
        """Find what relations, codes for claims, and causes with effects state."""
        codings = {each.id: each for each in self.texts.codings}
        for relation in self.texts.relations:
            self._take(self._related(relation, codings))
        for coding in self.texts.codings:
            read = self.codes[coding.code]
            if read.role == "claim":
                self._take(self._coded(coding, read))
        for group in self.groups().values():
            for claim in self._paired(group):
                self._take(claim)

    def groups(self) -> dict[tuple[str, str], list[Coding]]:
        """Codings that are in no claim yet, by document and coder, in the order of the text."""
        groups: dict[tuple[str, str], list[Coding]] = defaultdict(list)
        for coding in self.texts.codings:
            if coding.id not in self.used:
                groups[coding.document, coding.coder].append(coding)
        return {key: sorted(group, key=lambda one: one.span) for key, group in groups.items()}

    def name(self, coding: Coding) -> str:
        """The factor that a coding is about: by its code, or by the words of the text."""
        read = self.codes[coding.code]
        if read.role in ("claim", "sign", "ignore"):
            return self._names[coding.code]
        return read.name or title_of(self.documents[coding.document].slice(coding.span))

    def _take(self, claim: CodedClaim | Loss) -> None:
        if isinstance(claim, Loss):
            self.lost.append(claim)
            return
        self.found.append(claim)
        self.used.update(claim.codings)

    def _related(self, relation: Relation, codings: Mapping[str, Coding]) -> CodedClaim | Loss:
        cause, effect = codings[relation.cause], codings[relation.effect]
        names = self.name(cause), self.name(effect)
        if title_key(names[0]) == title_key(names[1]):
            return Loss("relation", relation.id, "a factor that acts on itself")
        stated = sign_of(relation.fields.get("sign", "")) or sign_of(relation.label)
        return CodedClaim(
            cause.document, min(cause.start, effect.start), max(cause.end, effect.end), *names,
            stated or "?", relation.coder or cause.coder, "relation", (cause.id, effect.id),
            relation.note, relation.fields,
        )  # fmt: skip

    def _coded(self, coding: Coding, read: CodeRead) -> CodedClaim:
        """A claim by a code for it, with the codings of its factors at the same place."""
        ends = {title_key(read.cause), title_key(read.effect)}
        with_it = [
            each.id for each in self._beside(coding, within=read.worded)
            if title_key(self.codes[each.code].name or self._names[each.code]) in ends
        ]  # fmt: skip
        fields, note = fields_in(coding.note)
        words = self.documents[coding.document].slice(coding.span)
        if read.worded and _DENIAL.search(words) and not _DENIAL.search(self._names[coding.code]):
            note = "; ".join(filter(None, (note, DENIED)))
        if read.worded and read.sign == "0":
            fields = {"stance": "negated", **fields}
            note = "; ".join(filter(None, (note, DENIES)))
        return CodedClaim(
            coding.document, *coding.span, read.cause, read.effect, read.sign or "?",
            coding.coder, "name" if read.worded else "code", (coding.id, *with_it), note, fields,
        )  # fmt: skip

    def _beside(self, coding: Coding, *, within: bool) -> Sequence[Coding]:
        """Codings of the same coder at the same words, or anywhere within them."""
        if not within:
            return self._by_place[coding.document, coding.span, coding.coder]
        return [
            each for each in self.texts.codings
            if (each.document, each.coder) == (coding.document, coding.coder)
            and coding.start <= each.start and each.end <= coding.end
        ]  # fmt: skip

    def _paired(self, group: Sequence[Coding]) -> Iterator[CodedClaim | Loss]:
        """Each cause with the effects of its sentence; the sign is that of a code in it."""
        if not group:
            return
        for sentence in by_sentence(group, self.documents[group[0].document]):
            roles: dict[str, list[Coding]] = defaultdict(list)
            for coding in sentence:
                roles[self.codes[coding.code].role].append(coding)
            signs = {self.codes[each.code].sign for each in roles["sign"]}
            sign = signs.pop() if len(signs) == 1 else None
            for cause in roles["cause"]:
                for effect in roles["effect"]:
                    yield self._ends(cause, effect, sign or "?", roles["sign"])

    def _ends(
        self, cause: Coding, effect: Coding, sign: Sign, signs: Sequence[Coding]
    ) -> CodedClaim | Loss:
        names = self.name(cause), self.name(effect)
        if title_key(names[0]) == title_key(names[1]):
            return Loss("coding", cause.id, f"“{names[0]}” is cause and effect of itself")
        parts = (cause, effect, *signs)
        note = "; ".join(dict.fromkeys(each.note for each in parts if each.note))
        return CodedClaim(
            cause.document, min(each.start for each in parts), max(each.end for each in parts),
            *names, sign, cause.coder, "roles", tuple(each.id for each in parts), note,
        )  # fmt: skip


def by_sentence(group: Sequence[Coding], document: ReadDocument) -> Iterator[list[Coding]]:
    """Codings of one document that touch the same sentence, sentence by sentence.

    One over several sentences is with those of its first.
    """
    sentences: dict[int, list[Coding]] = defaultdict(list)
    for coding in group:
        sentences[sentence_number(document.sentences, coding.span)].append(coding)
    for number in sorted(sentences):
        yield sentences[number]


def sentence_number(sentences: Sequence[Range], span: Range) -> int:
    """Number of the first sentence that a range touches; -1 if it touches none."""
    low, high = 0, len(sentences)
    while low < high:
        middle = (low + high) // 2
        if sentences[middle][1] <= span[0]:
            low = middle + 1
        else:
            high = middle
    return low if low < len(sentences) and sentences[low][0] < span[1] else -1


def left_over(search: ClaimSearch) -> Iterator[str]:
    """What becomes of codings that are part of no claim, in words."""
    left = [each for each in search.texts.codings if each.id not in search.used]
    if left:
        names = {each.id: each.name for each in search.texts.codes}
        shown = ", ".join(dict.fromkeys(f"“{names[each.code]}”" for each in left))[:200]
        yield f"{counted(len(left), 'coding')} with no claim ({shown})"
