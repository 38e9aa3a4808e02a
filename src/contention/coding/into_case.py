"""Writing proposals into a case: lines are added, none is changed."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from contention.case.articles import counted
from contention.case.draft import Draft
from contention.case.load import load_case
from contention.case.merges import resolved
from contention.case.model import Status
from contention.case.problem import CaseError, Place, Problem, errors
from contention.case.storage.entry_edit import append_entries
from contention.case.storage.new_case import identifier, title_key
from contention.case.storage.new_folder import is_unstarted, start
from contention.case.storage.writing import ChangedMeanwhileError, Changes, EditError, change
from contention.coding.coded_claims import fitted, moved_to_notes
from contention.coding.condition_lines import gate_line, with_gates
from contention.coding.holder_ids import HolderIds
from contention.coding.merges.merge_entries import put_merges
from contention.coding.merges.propose import ProposedMerge
from contention.coding.new_document import (
    Source,
    add_account,
    add_document,
    attach,
    known_document,
    start_document,
)
from contention.coding.stated_particulars import not_taken
from contention.coding.yaml_proposals import claim_lines, figure_lines, holder_names, named_lines
from contention.extraction.factor_names import name_factors
from contention.extraction.naming.known import in_words_of
from contention.extraction.proposals import IMPORTED, OTHER_WAY, Proposal, ProposedFigure, Reading


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
    waiting: int = 0
    """claims and figures among them that are proposed, and not accepted at once"""

    @property
    def status(self) -> str:
        """What became of them: proposed, accepted, or some of each."""
        made = self.claims + self.figures
        if self.waiting == made:
            return "proposed"
        return f"accepted ({self.waiting} of them proposed)" if self.waiting else "accepted"

    def as_json(self) -> dict[str, Any]:
        """The same as plain JSON values."""
        return {
            "case": str(self.case), "document": self.document, "file": self.file,
            "claims": self.claims, "figures": self.figures, "known": self.known,
            "waiting": self.waiting,
            "factors": list(self.factors), "holders": list(self.holders),
            "merges": [asdict(merge) for merge in self.merges], "more_merges": self.more_merges,
            "notes": list(self.notes),
        }  # fmt: skip

    def said(self) -> str:
        """The same for a person."""
        lines = [f"note: {note}" for note in self.notes]
        lines.append(
            f"{self.file}: {counted(self.claims, 'claim')} and {counted(self.figures, 'figure')} "
            f"{self.status} for {self.document}, {self.known} already present; "
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
        step = "review" if self.waiting or self.merges else "check"
        lines.append(f"Next: contention {step} {self.case}")
        return "\n".join(lines)


class InterruptedAfterwardsError(KeyboardInterrupt):
    """An interruption while a reading was being written, which was completed nevertheless."""

    def __init__(self, written: WrittenProposals) -> None:
        super().__init__()
        self.written = written


def write_into(source: Source, reading: Reading) -> WrittenProposals:
    """Write a reading into a case, started if there is none; raises CaseError.

    The order of the files leaves a runnable case after each of them: what a claim names is written
    before the claim. Writing the same reading again adds only what is missing.
    """
    made: list[tuple[Changes, WrittenProposals]] = []

    def first(changes: Changes) -> WrittenProposals:
        started = start_document(changes, source)
        made.append((changes, _proposals(changes, source, started, reading)))
        return made[-1][1]

    def more(changes: Changes) -> WrittenProposals:
        _refuse_faulty(changes)
        known = known_document(changes.draft(), source.document)
        notes = () if known is None else tuple(not_taken(changes.draft(), known, source.told))
        written = _proposals(changes, source, known or add_document(changes, source), reading)
        made.append((changes, replace(written, notes=(*notes, *written.notes))))
        return made[-1][1]

    try:
        if is_unstarted(source.case):
            with suppress(FileExistsError):  # somebody else has just started it
                return start(source.case, first)
        return change(source.case, more)
    except KeyboardInterrupt:
        if made and made[-1][0].committed:
            raise InterruptedAfterwardsError(made[-1][1]) from None
        raise
    except ChangedMeanwhileError as error:
        hint = "save it there, then run the same command again"
        raise CaseError((Problem(Place(error.path), error.what, hint),)) from None
    except EditError as error:
        hint = "write the file in block style, one entry below the other"
        raise CaseError((Problem(Place(str(source.case)), str(error), hint),)) from None


def _proposals(changes: Changes, source: Source, id_: str, reading: Reading) -> WrittenProposals:
    attach(changes, source, id_)
    writing = _Writing.of(changes, id_, source)
    written = writing.put(reading, source.document.words)
    if any(each.coded is not None for each in reading.proposals):
        _refuse_faulty(changes)  # a person's keys may contradict the case in ways of their own
    return written


def _refuse_faulty(changes: Changes) -> None:
    changes.draft()
    problems = errors(load_case(changes.folder, changes.contents())[1])
    if problems:
        raise CaseError(problems)


@dataclass
class _Writing:
    """A case's files while proposals are added to them."""

    changes: Changes
    case: Path
    document: str
    draft: Draft
    file: str
    source: Source
    taken: dict[str, object] = field(default_factory=dict)

    @classmethod
    def of(cls, changes: Changes, document: str, source: Source) -> "_Writing":
        draft = changes.draft()
        file = _claims_file(draft, document, source.coder)
        if changes.read(file) is None:
            changes.put(file, f"document: {document}\n")
        taken: dict[str, object] = {**draft.known["claim"], **draft.figures, **draft.assumptions}
        return cls(changes, source.case, document, draft, file, source, taken)

    def put(self, reading: Reading, text: str) -> WrittenProposals:
        """Write what the case does not have yet; the claims go last."""
        titles = {id_: each.body.title for id_, each in self.draft.factors.items()}
        if not self.source.exact_names:
            reading = replace(reading, proposals=in_words_of(reading.proposals, titles.values()))
        naming = name_factors(with_gates(reading.proposals), titles, exact=self.source.exact_names)
        found = list(self._missing(reading, naming.by_phrase))
        fresh = [self._fitted(*each, naming.by_phrase) for each in found]
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
        notes = {title_key(title): note for title, note in self.source.notes.items()}
        append_entries(self.changes, "factors.yaml", None,
                       [named_lines(each.id, each.title, notes.get(title_key(each.title), ""))
                        for each in new])  # fmt: skip
        counts = Counter(id_ for _, cause, effect in fresh for id_ in (cause, effect))
        merges = put_merges(
            self.changes, self.draft, {each.id: each.title for each in new}, counts, text
        )
        if self.source.status == "accepted":
            for id_, name in ids.new.items():
                add_account(self.changes, self.draft, id_, name)
        self._put_claims(fresh, gates, figures, holders)
        known = len(reading.proposals) + len(reading.figures) - len(fresh) - len(figures)
        remarks = (*reading.notes, *merges.notes, *_moved(found, fresh))
        waiting = sum(self._status(each) == "proposed" for each, _, _ in fresh) + len(figures)
        return WrittenProposals(
            self.case, self.document, self.file, len(fresh), len(figures), known,
            tuple(each.id for each in new), tuple(ids.new),
            merges.proposed, merges.more, remarks, waiting,
        )  # fmt: skip

    def _fitted(
        self, proposal: Proposal, cause: str, effect: str, by_phrase: Mapping[str, str]
    ) -> tuple[Proposal, str, str]:
        factors = self.draft.factors
        gate = by_phrase[proposal.gate.factor.text] if proposal.gate is not None else ""
        known = [factors[id_].body if id_ in factors else None for id_ in (effect, gate)]
        return fitted(proposal, *known), cause, effect

    def _put_claims(
        self,
        fresh: list[tuple[Proposal, str, str]],
        gates: list[tuple[str, str]],
        figures: list[ProposedFigure],
        holders: Mapping[str, str],
    ) -> None:
        claims = [
            claim_lines(
                self._claim_id(each), cause, effect, each, holders.get(each.holder, ""), condition,
                self._status(each),
            )
            for (each, cause, effect), (_, condition) in zip(fresh, gates, strict=True)
        ]  # fmt: skip
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
            claim, *ends = self._joined(each, cause, effect)
            if ends[0] != ends[1]:
                yield claim, ends[0], ends[1]

    def _joined(self, proposal: Proposal, cause: str, effect: str) -> tuple[Proposal, str, str]:
        """A claim under the names with which its own were joined; a person's stays as coded."""
        gone = {} if self.source.exact_names else resolved(self.draft)
        turned = [each in gone and gone[each].turned for each in (cause, effect)]
        if turned[0] != turned[1]:
            proposal = replace(proposal, sign=OTHER_WAY[proposal.sign])
        ends = [gone[each].into if each in gone else each for each in (cause, effect)]
        return proposal, ends[0], ends[1]

    def _gate(
        self, proposal: Proposal, cause: str, effect: str, by_phrase: Mapping[str, str]
    ) -> tuple[str, str]:
        """The factor of a claim's condition and the condition; '' for both if it has none."""
        if proposal.gate is None:
            return "", ""
        factor = by_phrase[proposal.gate.factor.text]
        if proposal.coded is not None:
            return factor, f"{{factor: {factor}, {proposal.coded.condition}}}"
        written = self.draft.factors.get(factor)
        line = gate_line(proposal.gate.side, factor, written.body if written else None)
        return (factor, line) if line and factor not in (cause, effect) else ("", "")

    def _missing(
        self, reading: Reading, by_phrase: Mapping[str, str]
    ) -> Iterator[tuple[Proposal, str, str]]:
        """Those that the case does not have at their very place, whatever became of them.

        A person may have coded several links at one place. Each stands for one claim there: that
        between the same factors, or else one whose cause or effect was changed since.
        """
        places: dict[tuple[int, int], list[tuple[str, str]]] = defaultdict(list)
        for claim in self.draft.claims.values():
            own = not self.source.coder or claim.tree.path == self.file
            if claim.document == self.document and own and claim.body.anchor is not None:
                here = (claim.body.anchor.start, claim.body.anchor.end)
                places[here].append((claim.body.cause, claim.body.effect))
        given = list(self._ends(reading, by_phrase))
        known: set[int] = set()
        for shared in (2, 1, 0):
            for number, (each, *ends) in enumerate(given):
                there = places[each.anchor.start, each.anchor.end]
                if number in known:
                    continue
                if there and not each.found_by.startswith(IMPORTED):
                    known.add(number)
                    continue
                match = [one for one in there if _same(one, ends) >= shared]
                if match:
                    there.remove(match[0])
                    known.add(number)
        return (each for number, each in enumerate(given) if number not in known)

    def _has_figure(self, start: int) -> bool:
        return any(
            each.document == self.document
            and each.body.anchor is not None
            and each.body.anchor.start == start
            for each in self.draft.figures.values()
        )

    def _status(self, proposal: Proposal) -> Status:
        """What a person stated is as it was to be; what is only suggested waits for one."""
        coded = proposal.coded
        if coded is not None and not (coded.stated and ("status", "proposed") not in coded.fields):
            return "proposed"
        return self.source.status

    def _claim_id(self, proposal: Proposal) -> str:
        """The id that a claim had in the other tool, if it is free, or a new one."""
        wanted = dict(proposal.coded.fields).get("id", "") if proposal.coded else ""
        if not wanted or wanted in self.taken:
            return self._id()
        self.taken[wanted] = True
        return wanted

    def _id(self, kind: str = "") -> str:
        number = len(self.taken) + 1
        while f"{self.document}_{kind}{number}" in self.taken:
            number += 1
        id_ = f"{self.document}_{kind}{number}"
        self.taken[id_] = True
        return id_


def _same(one: Sequence[str], other: Sequence[str]) -> int:
    """How many of the ends of two claims are the same."""
    return sum(left == right for left, right in zip(one, other, strict=True))


def _moved(
    found: Iterable[tuple[Proposal, str, str]], fresh: Iterable[tuple[Proposal, str, str]]
) -> Iterator[str]:
    """That keys of claims went into notes."""
    count = sum(
        moved_to_notes(before, after)
        for (before, _, _), (after, _, _) in zip(found, fresh, strict=True)
    )
    if count:
        yield f"{counted(count, 'claim')} with keys that its factors do not allow: see the notes"


def _claims_file(draft: Draft, document: str, coder: str = "") -> str:
    """The claims file of a document, or of a coder of it; an unused name if there is none yet."""
    name = f"{document}_{identifier(coder, 'coder')}" if coder else document
    for path, owner in sorted(draft.claims_files.items()):
        if owner == document and (not coder or path == f"claims/{name}.yaml"):
            return path
    number, path = 1, f"claims/{name}.yaml"
    while path in draft.claims_files:
        number += 1
        path = f"claims/{name}_{number}.yaml"
    return path
