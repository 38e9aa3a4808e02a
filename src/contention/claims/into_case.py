"""Writing proposals into a case: lines are added, none is changed, nothing is accepted."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from contention.case.attach import attach
from contention.case.draft import Draft, read_draft
from contention.case.edit import EditError, append_entries
from contention.case.load import load_case
from contention.case.problem import CaseError, Place, Problem, errors
from contention.case.start import NewCase, identifier, quoted, start_case
from contention.case.texts import read_text_file
from contention.case.word_print import print_text, word_print
from contention.claims.case_lines import claim_lines, figure_lines, holder_names, named_lines
from contention.claims.factors import name_factors
from contention.claims.gates import gate_line, with_gates
from contention.claims.merges.into_case import write_merges
from contention.claims.merges.propose import ProposedMerge
from contention.claims.values import Proposal, Reading
from contention.language.dates import parse_date
from contention.read.document import ReadDocument


@dataclass(frozen=True)
class Told:
    """What the user says of a text; empty where the file is to tell."""

    title: str = ""
    author: str = ""
    date: str = ""


@dataclass(frozen=True)
class Written:
    """What was added to a case."""

    case: Path
    document: str
    file: str
    claims: int
    figures: int
    known: int
    """proposals that the case has already, in whatever state"""
    factors: tuple[str, ...] = ()
    holders: tuple[str, ...] = ()
    merges: tuple[ProposedMerge, ...] = ()
    more_merges: int = 0
    """proposals that were left out because there are so many"""
    notes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The same as plain JSON values."""
        return {
            "case": str(self.case), "document": self.document, "file": self.file,
            "claims": self.claims, "figures": self.figures, "known": self.known,
            "factors": list(self.factors), "holders": list(self.holders),
            "merges": [asdict(merge) for merge in self.merges], "more_merges": self.more_merges,
            "notes": list(self.notes),
        }  # fmt: skip

    def said(self) -> str:
        """The same for a person."""
        lines = [f"note: {note}" for note in self.notes]
        lines.append(
            f"{self.file}: {self.claims} claims and {self.figures} figures proposed for "
            f"{self.document}, {self.known} there already; {len(self.factors)} new factors."
        )
        if self.merges:
            more = f" (and {self.more_merges} less sure ones left out)" if self.more_merges else ""
            lines.append(f"merges.yaml: {len(self.merges)} merges of factors proposed{more}:")
        for merge in self.merges:
            how = "the opposite of" if merge.turned else "the same as"
            lines.append(f"  {merge.factor} may be {how} {merge.into} ({merge.reason})")
        lines.append(f"Next: contention review {self.case}")
        return "\n".join(lines)


def write_into(
    case: Path, document: ReadDocument, reading: Reading, file: Path, told: Told
) -> Written:
    """Write a reading into a case, started where there is none; raises CaseError."""
    if not case.exists() or (case.is_dir() and not any(case.iterdir())):
        id_ = _start(case, document, file, told)
    else:
        _refuse_faulty(case)
        id_ = _known_document(read_draft(case), document) or _add(case, document, file, told)
    _attach(case, id_, document, file)
    try:
        return _Writing.of(case, id_).write(reading, document.text)
    except EditError as error:
        hint = "write the file in block style, one entry below the other"
        raise CaseError((Problem(Place(str(case)), str(error), hint),)) from None


def _refuse_faulty(case: Path) -> None:
    problems = errors(load_case(case)[1])
    if problems:
        raise CaseError(problems)


def _known_document(draft: Draft, document: ReadDocument) -> str | None:
    return next(
        (id_ for id_, each in draft.documents.items() if each.body.sha256 == document.sha256), None
    )


def _needed(document: ReadDocument, file: Path, told: Told) -> Told:
    """Title, author and date, told by the user or the file; raises CaseError where any lacks."""
    needed = Told(
        told.title or document.title or file.stem,
        told.author or document.author,
        told.date or document.date,
    )
    place = Place(str(file))
    problems = []
    if not needed.author:
        problems.append(
            Problem(place, "the file does not tell who speaks in it", 'give --author "…"')
        )
    if not needed.date:
        hint = "give --date 2024-02-24 (or 2024-02, or 2024)"
        problems.append(Problem(place, "the file does not tell when it was published", hint))
    elif parse_date(needed.date) is None:
        problems.append(Problem(place, f"`{needed.date}` is no date", "write 2024-02-24"))
    if problems:
        raise CaseError(tuple(problems))
    return needed


def _start(case: Path, document: ReadDocument, file: Path, told: Told) -> str:
    needed = _needed(document, file, told)
    new = NewCase(document.text, needed.title, needed.author, needed.date)
    start_case(case, new)
    return new.document_id


def _add(case: Path, document: ReadDocument, file: Path, told: Told) -> str:
    """One document more in case.yaml, with its author and its word print."""
    needed = _needed(document, file, told)
    draft = read_draft(case)
    id_ = _free(identifier(needed.title, "text"), draft.known["document"])
    author = identifier(needed.author, "author")
    if author not in draft.known["holder"]:
        append_entries(case / "case.yaml", "holders", [[f"{author}: {quoted(needed.author)}"]])
    lines = [
        f"{id_}:",
        f"  title: {quoted(needed.title)}",
        f"  author: {author}",
        f"  date: {quoted(needed.date)}",
        f"  length: {len(document.text)}",
        f"  sha256: {document.sha256}",
        f"  words: words/{id_}.txt",
    ]
    words = case / "words" / f"{id_}.txt"
    words.parent.mkdir(exist_ok=True)
    words.write_text(print_text(word_print(document.text)), "utf-8")
    append_entries(case / "case.yaml", "documents", [lines])
    return id_


def _free(wanted: str, taken: Mapping[str, object]) -> str:
    made, number = wanted, 2
    while made in taken:
        made = f"{wanted[:36]}_{number}"
        number += 1
    return made


def _attach(case: Path, id_: str, document: ReadDocument, file: Path) -> None:
    """Attach the file itself where it is the text, else the text as it was read."""
    draft = read_draft(case)
    if draft.documents[id_].body.file is not None:
        return
    try:
        itself = read_text_file(file) == document.text
    except (OSError, UnicodeDecodeError):
        itself = False
    if not itself:
        file = case / ".contention" / "texts" / f"{id_}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        (case / ".contention" / ".gitignore").write_text("*\n", "utf-8")
        file.write_text(document.text, "utf-8", newline="\n")
    attach(draft, id_, file)


@dataclass
class _Writing:
    """A case's files while proposals are added to them."""

    case: Path
    document: str
    draft: Draft
    file: str
    taken: dict[str, object] = field(default_factory=dict)

    @classmethod
    def of(cls, case: Path, document: str) -> "_Writing":
        draft = read_draft(case)
        trees = [each.tree.path for each in draft.claims.values() if each.document == document]
        trees += [each.tree.path for each in draft.figures.values() if each.document == document]
        file = trees[0] if trees else f"claims/{document}.yaml"
        path = case / file
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            path.write_text(f"document: {document}\n", "utf-8", newline="\n")
        taken: dict[str, object] = {**draft.known["claim"], **draft.figures, **draft.assumptions}
        return cls(case, document, draft, file, taken)

    def write(self, reading: Reading, text: str) -> Written:
        """Add what the case does not have yet."""
        titles = {id_: each.body.title for id_, each in self.draft.factors.items()}
        naming = name_factors(with_gates(reading.proposals), titles)
        fresh = [each for each in self._ends(reading, naming.by_phrase) if not self._has(*each)]
        gates = [self._gate(*each, naming.by_phrase) for each in fresh]
        used = {id_ for _, cause, effect in fresh for id_ in (cause, effect)}
        used |= {factor for factor, _ in gates}
        new = [each for each in naming.factors if not each.existing and each.id in used]
        figures = [each for each in reading.figures if not self._has_figure(each.anchor.start)]
        holders, added = self._holders(holder_names([each for each, _, _ in fresh], figures))
        append_entries(self.case / "case.yaml", "holders", added)
        append_entries(self.case / "factors.yaml", None,
                       [named_lines(each.id, each.title) for each in new])  # fmt: skip
        claims = [
            claim_lines(self._id(), cause, effect, each, holders.get(each.holder, ""), condition)
            for (each, cause, effect), (_, condition) in zip(fresh, gates, strict=True)
        ]
        append_entries(self.case / self.file, "claims", claims)
        numbers = [
            figure_lines(self._id("figure_"), each, holders.get(each.holder, ""))
            for each in figures
        ]
        append_entries(self.case / self.file, "figures", numbers)
        known = len(reading.proposals) + len(reading.figures) - len(fresh) - len(figures)
        counts = Counter(id_ for _, cause, effect in fresh for id_ in (cause, effect))
        merges = write_merges(self.draft, {each.id: each.title for each in new}, counts, text)
        return Written(
            self.case, self.document, self.file, len(fresh), len(figures), known,
            tuple(each.id for each in new), tuple(line[0].split(":")[0] for line in added),
            merges.proposed, merges.more, (*reading.notes, *merges.notes),
        )  # fmt: skip

    def _ends(
        self, reading: Reading, by_phrase: Mapping[str, str]
    ) -> Iterator[tuple[Proposal, str, str]]:
        for each in reading.proposals:
            cause, effect = by_phrase[each.cause.text], by_phrase[each.effect.text]
            if cause != effect:
                yield each, cause, effect

    def _gate(
        self, proposal: Proposal, cause: str, effect: str, by_phrase: Mapping[str, str]
    ) -> tuple[str, str]:
        """The factor of a claim's condition and the condition; '' for both where it has none."""
        if proposal.gate is None:
            return "", ""
        factor = by_phrase[proposal.gate.factor.text]
        written = self.draft.factors.get(factor)
        line = gate_line(proposal.gate.side, factor, written.body if written else None)
        return (factor, line) if line and factor not in (cause, effect) else ("", "")

    def _has(self, proposal: Proposal, cause: str, effect: str) -> bool:
        """Whether the case has a claim at this very place, whatever became of it."""
        del cause, effect
        here = (proposal.anchor.start, proposal.anchor.end)
        coders = [
            each.body.coder for each in self.draft.claims.values()
            if each.document == self.document and each.body.anchor is not None
            and (each.body.anchor.start, each.body.anchor.end) == here
        ]  # fmt: skip
        return bool(coders)

    def _has_figure(self, start: int) -> bool:
        return any(
            each.document == self.document
            and each.body.anchor is not None
            and each.body.anchor.start == start
            for each in self.draft.figures.values()
        )

    def _holders(self, names: list[str]) -> tuple[dict[str, str], list[list[str]]]:
        """Id of each name, and the lines of those that the case does not have."""
        known = {each.body.title.casefold(): id_ for id_, each in self.draft.holders.items()}
        taken: dict[str, object] = dict(self.draft.known["holder"])
        ids: dict[str, str] = {}
        lines: list[list[str]] = []
        for name in names:
            plain = identifier(name, "holder")
            id_ = known.get(name.casefold()) or (plain if plain in taken else "")
            if not id_:
                id_ = plain
                taken[id_] = name
                lines.append(named_lines(id_, name[:1].upper() + name[1:]))
            ids[name] = id_
        return ids, lines

    def _id(self, kind: str = "") -> str:
        number = len(self.taken) + 1
        while f"{self.document}_{kind}{number}" in self.taken:
            number += 1
        id_ = f"{self.document}_{kind}{number}"
        self.taken[id_] = True
        return id_
