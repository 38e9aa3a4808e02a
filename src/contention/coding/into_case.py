"""Writing proposals into a case: lines are added, none is changed, nothing is accepted."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from contention.case.articles import counted
from contention.case.draft import Draft
from contention.case.load import load_case
from contention.case.problem import CaseError, Place, Problem, errors
from contention.case.storage.entry_edit import append_entries
from contention.case.storage.new_case import (
    NewCase,
    free_identifier,
    identifier,
    put_new_case,
    quoted,
)
from contention.case.storage.new_folder import is_unstarted, start
from contention.case.storage.writing import (
    PRIVATE,
    ChangedMeanwhileError,
    Changes,
    EditError,
    change,
)
from contention.case.text.attachment import remember
from contention.case.text.texts import Attachment, read_text_file
from contention.case.text.word_print import print_text, word_print
from contention.coding.condition_lines import gate_line, with_gates
from contention.coding.holder_ids import HolderIds
from contention.coding.merges.merge_entries import put_merges
from contention.coding.merges.propose import ProposedMerge
from contention.coding.stated_particulars import Told, needed, not_taken
from contention.coding.yaml_proposals import claim_lines, figure_lines, holder_names, named_lines
from contention.documents.document import ReadDocument
from contention.extraction.factor_names import name_factors
from contention.extraction.proposals import Proposal, ProposedFigure, Reading


@dataclass(frozen=True)
class WrittenProposals:
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
            f"{self.file}: {counted(self.claims, 'claim')} and {counted(self.figures, 'figure')} "
            f"proposed for {self.document}, {self.known} there already; "
            f"{counted(len(self.factors), 'new factor')}."
        )
        if self.merges:
            more = f" (and {self.more_merges} less sure ones left out)" if self.more_merges else ""
            lines.append(
                f"merges.yaml: {counted(len(self.merges), 'merge')} of factors proposed{more}:"
            )
        for merge in self.merges:
            how = "the opposite of" if merge.turned else "the same as"
            lines.append(f"  {merge.factor} may be {how} {merge.into} ({merge.reason})")
        lines.append(f"Next: contention review {self.case}")
        return "\n".join(lines)


class InterruptedAfterwardsError(KeyboardInterrupt):
    """An interruption that came while a reading was being written: it was, all the same."""

    def __init__(self, written: WrittenProposals) -> None:
        super().__init__()
        self.written = written


def write_into(
    case: Path, document: ReadDocument, reading: Reading, file: Path, told: Told
) -> WrittenProposals:
    """Write a reading into a case, started if there is none; raises CaseError.

    The order of the files leaves a case that runs after each of them: what a claim names is there
    before the claim. Written again, the same reading adds what is missing and nothing twice.
    """
    source = _Source(case, document, file, told)
    made: list[tuple[Changes, WrittenProposals]] = []

    def first(changes: Changes) -> WrittenProposals:
        made.append((changes, _proposals(changes, source, _start(changes, source), reading)))
        return made[-1][1]

    def more(changes: Changes) -> WrittenProposals:
        _refuse_faulty(changes)
        known = _known_document(changes.draft(), document)
        notes = () if known is None else tuple(not_taken(changes.draft(), known, told))
        written = _proposals(changes, source, known or _add(changes, source), reading)
        made.append((changes, replace(written, notes=(*notes, *written.notes))))
        return made[-1][1]

    try:
        if is_unstarted(case):
            with suppress(FileExistsError):  # somebody else has just started it
                return start(case, first)
        return change(case, more)
    except KeyboardInterrupt:
        if made and made[-1][0].committed:
            raise InterruptedAfterwardsError(made[-1][1]) from None
        raise
    except ChangedMeanwhileError as error:
        hint = "save it there, then run the same command again"
        raise CaseError((Problem(Place(error.path), error.what, hint),)) from None
    except EditError as error:
        hint = "write the file in block style, one entry below the other"
        raise CaseError((Problem(Place(str(case)), str(error), hint),)) from None


@dataclass(frozen=True)
class _Source:
    """What is read into which case."""

    case: Path
    document: ReadDocument
    file: Path
    told: Told


def _proposals(changes: Changes, source: _Source, id_: str, reading: Reading) -> WrittenProposals:
    _attach(changes, source, id_)
    writing = _Writing.of(changes, id_, source.case)
    return writing.put(reading, source.document.words)


def _refuse_faulty(changes: Changes) -> None:
    changes.draft()
    problems = errors(load_case(changes.folder, changes.contents())[1])
    if problems:
        raise CaseError(problems)


def _known_document(draft: Draft, document: ReadDocument) -> str | None:
    return next(
        (id_ for id_, each in draft.documents.items() if each.body.sha256 == document.sha256), None
    )


def _start(changes: Changes, source: _Source) -> str:
    told = needed(source.document, source.file, source.told)
    new = NewCase(source.document.text, told.title, told.author, told.date, told.id)
    put_new_case(changes, new)
    return new.document_id


def _add(changes: Changes, source: _Source) -> str:
    """One document more in case.yaml, with its author and its word print."""
    document = source.document
    told = needed(document, source.file, source.told)
    draft = changes.draft()
    if told.id in draft.known["document"]:
        place = draft.case_tree.place_of_key("documents", told.id)
        hint = "choose another --id; to replace its text, see `contention move`"
        raise CaseError((Problem(place, f"there is a document `{told.id}` already", hint),))
    wanted = told.id or identifier(told.title, "text")
    id_ = free_identifier(wanted, draft.known["document"])
    words = _put_words(changes, draft, id_, print_text(word_print(document.text)))
    holders = HolderIds(draft)
    author = holders.of(told.author, "author")
    append_entries(changes, "case.yaml", "holders",
                   [[f"{new}: {quoted(title)}"] for new, title in holders.new.items()])  # fmt: skip
    lines = [
        f"{id_}:",
        f"  title: {quoted(told.title)}",
        f"  author: {author}",
        f"  date: {quoted(told.date)}",
        f"  length: {len(document.text)}",
        f"  sha256: {document.sha256}",
        f"  words: {words}",
    ]
    append_entries(changes, "case.yaml", "documents", [lines])
    _add_account(changes, draft, author, told.author)
    return id_


def _add_account(changes: Changes, draft: Draft, author: str, name: str) -> None:
    """An account for an author that none speaks for, so that what they say can be judged."""
    if any(author in each.body.holders for each in draft.accounts.values()):
        return
    id_ = free_identifier(author, draft.known["account"])
    lines = [f"{id_}:", f"  title: {quoted(name)}", f"  holders: [{author}]"]
    with suppress(EditError):  # accounts in braces: left to the user, as the case runs without
        append_entries(changes, "case.yaml", "accounts", [lines])


def _put_words(changes: Changes, draft: Draft, id_: str, content: str) -> str:
    """Put a word print under a name that nothing else in the case has; gives its path."""
    taken = {each.body.words for each in draft.documents.values()}
    number, path = 1, f"words/{id_}.txt"
    while path in taken or changes.read(path) not in (None, content.encode("utf-8")):
        number += 1
        path = f"words/{id_}_{number}.txt"
    changes.put(path, content)
    return path


def _attach(changes: Changes, source: _Source, id_: str) -> None:
    """Attach the file itself where it is the text, else the text as it was read."""
    if changes.draft().documents[id_].body.file is not None:
        return
    text, file = source.document.text, source.file.resolve()
    try:
        itself = read_text_file(file) == text
    except (OSError, UnicodeDecodeError):
        itself = False
    if not itself:
        path = f"{PRIVATE}/texts/{id_}.txt"
        changes.put(path, text)
        file = changes.folder / path
    remember(changes, id_, Attachment(file, source.document.sha256))


@dataclass
class _Writing:
    """A case's files while proposals are added to them."""

    changes: Changes
    case: Path
    document: str
    draft: Draft
    file: str
    taken: dict[str, object] = field(default_factory=dict)

    @classmethod
    def of(cls, changes: Changes, document: str, case: Path) -> "_Writing":
        draft = changes.draft()
        file = _claims_file(draft, document)
        if changes.read(file) is None:
            changes.put(file, f"document: {document}\n")
        taken: dict[str, object] = {**draft.known["claim"], **draft.figures, **draft.assumptions}
        return cls(changes, case, document, draft, file, taken)

    def put(self, reading: Reading, text: str) -> WrittenProposals:
        """Put what the case does not have yet; the claims go last."""
        titles = {id_: each.body.title for id_, each in self.draft.factors.items()}
        naming = name_factors(with_gates(reading.proposals), titles)
        fresh = [each for each in self._ends(reading, naming.by_phrase) if not self._has(*each)]
        gates = [self._gate(*each, naming.by_phrase) for each in fresh]
        used = {id_ for _, cause, effect in fresh for id_ in (cause, effect)}
        used |= {factor for factor, _ in gates}
        new = [each for each in naming.factors if not each.existing and each.id in used]
        figures = [each for each in reading.figures if not self._has_figure(each.anchor.start)]
        ids = HolderIds(self.draft)
        named = holder_names([each for each, _, _ in fresh], figures)
        holders = {name: ids.of(name) for name in named}
        append_entries(
            self.changes, "case.yaml", "holders",
            [named_lines(id_, name[:1].upper() + name[1:]) for id_, name in ids.new.items()],
        )  # fmt: skip
        append_entries(self.changes, "factors.yaml", None,
                       [named_lines(each.id, each.title) for each in new])  # fmt: skip
        counts = Counter(id_ for _, cause, effect in fresh for id_ in (cause, effect))
        merges = put_merges(
            self.changes, self.draft, {each.id: each.title for each in new}, counts, text
        )
        self._put_claims(fresh, gates, figures, holders)
        known = len(reading.proposals) + len(reading.figures) - len(fresh) - len(figures)
        return WrittenProposals(
            self.case, self.document, self.file, len(fresh), len(figures), known,
            tuple(each.id for each in new), tuple(ids.new),
            merges.proposed, merges.more, (*reading.notes, *merges.notes),
        )  # fmt: skip

    def _put_claims(
        self,
        fresh: list[tuple[Proposal, str, str]],
        gates: list[tuple[str, str]],
        figures: list[ProposedFigure],
        holders: Mapping[str, str],
    ) -> None:
        claims = [
            claim_lines(self._id(), cause, effect, each, holders.get(each.holder, ""), condition)
            for (each, cause, effect), (_, condition) in zip(fresh, gates, strict=True)
        ]
        numbers = [
            figure_lines(self._id("figure_"), each, holders.get(each.holder, ""))
            for each in figures
        ]
        append_entries(self.changes, self.file, "claims", claims)
        append_entries(self.changes, self.file, "figures", numbers)
        self.changes.put_last(self.file)

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

    def _id(self, kind: str = "") -> str:
        number = len(self.taken) + 1
        while f"{self.document}_{kind}{number}" in self.taken:
            number += 1
        id_ = f"{self.document}_{kind}{number}"
        self.taken[id_] = True
        return id_


def _claims_file(draft: Draft, document: str) -> str:
    """The claims file of a document, a name that is free where it has none yet."""
    for path, owner in sorted(draft.claims_files.items()):
        if owner == document:
            return path
    number, path = 1, f"claims/{document}.yaml"
    while path in draft.claims_files:
        number += 1
        path = f"claims/{document}_{number}.yaml"
    return path
