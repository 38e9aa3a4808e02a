"""From a case folder to a case, or to everything that is wrong with it."""

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, TypeVar

from contention.case.case_folder import folder_problem
from contention.case.checks.all_checks import CHECKS
from contention.case.checks.equations import check_equations
from contention.case.checks.model_files import with_models
from contention.case.checks.old_words import note_old_words
from contention.case.checks.times import read_times
from contention.case.coded_document import Document, Work
from contention.case.convert.claims import assumption_value, claim_value, figure_value
from contention.case.convert.clock import ModelClock
from contention.case.convert.converter import UNKNOWN_TIMES, Converter
from contention.case.convert.copying import value_of
from contention.case.convert.evidence import evidence_plan
from contention.case.convert.factors import factor_value
from contention.case.convert.scales import WordTables
from contention.case.convert.scenarios import contention_value, demand_value, scenario_value
from contention.case.draft import Draft, Located
from contention.case.merges import apply_merges, merge_values
from contention.case.model import AccountSpec, Case, Claim, Holder, Thresholds
from contention.case.parsed_case import read_draft
from contention.case.problem import Problem, errors
from contention.case.schema.base import Entry
from contention.case.schema.case import AccountEntry, DocumentEntry, ThresholdsEntry
from contention.case.storage.remembered import made_lately, recall, recalled
from contention.case.strength_reading import WordReading
from contention.case.strength_readings import CODED, read_readings
from contention.case.text.texts import check_texts

Body = TypeVar("Body", bound=Entry)
Value = TypeVar("Value")


def load_case(
    folder: Path, contents: Mapping[str, bytes] | None = None
) -> tuple[Case | None, tuple[Problem, ...]]:
    """The case in a folder and all its problems, sorted; None if any of them is an error.

    A case that is returned can be run: every command and every writer asks here, and nowhere else.
    `contents` takes the place of files on the disk: path in the case → content.
    """
    problem = None if contents else folder_problem(folder)
    if problem is not None:
        return None, (problem,)
    return load_draft(read_draft(folder, contents))


def load_draft(draft: Draft) -> tuple[Case | None, tuple[Problem, ...]]:
    """The case that a draft is, and all its problems; what is found wrong is noted in the draft."""
    note_old_words(draft)
    apply_merges(draft)
    reading = _reading(draft)
    case = _case(reading)
    for check in CHECKS:
        check(reading, case)
    if not errors(tuple(draft.problems)):
        check_equations(draft, case)
    problems = tuple(sorted(set(draft.problems)))
    return (None if errors(problems) else case), problems


_KINDS = ("holders", "documents", "accounts", "factors", "claims", "assumptions", "figures",
          "scenarios", "demands", "contentions", "merged", "coded")  # fmt: skip


def copied(draft: Draft) -> Draft:
    """A draft to which merges and checks may be applied; its entries and trees are shared."""
    kinds: dict[str, Any] = {kind: dict(getattr(draft, kind)) for kind in _KINDS}
    return replace(
        draft,
        problems=list(draft.problems),
        merges=list(draft.merges),
        known={kind: dict(ids) for kind, ids in draft.known.items()},
        unread=set(draft.unread),
        **kinds,
    )


def _reading(draft: Draft) -> Converter:
    """The tables and times of the case; default ones if they cannot be read."""
    if draft.head is None:
        return Converter(draft, WordTables(), UNKNOWN_TIMES)
    tables = draft.head.tables
    words = WordTables.of(tables)
    reading = Converter(draft, words, UNKNOWN_TIMES)
    if with_models(draft):
        reading.clock = ModelClock(draft.head.time.unit or "")
    reading.times = read_times(reading, draft.head.time)
    place = draft.case_tree.place
    reading.adjustment = reading.duration(tables.adjustment, place("tables", "adjustment"))
    reading.fading = reading.duration(tables.fading, place("tables", "fading"))
    return reading


def _saturation(written: float | Literal["none"]) -> float:
    return math.inf if written == "none" else written


def _case(reading: Converter) -> Case:
    draft, head = reading.draft, reading.draft.head
    thresholds = head.thresholds if head else ThresholdsEntry()
    documents = _values(reading, draft.documents, document_value)
    return Case(
        folder=draft.folder,
        id=draft.folder.resolve().name,
        title=head.title if head else "",
        question=head.question if head else "",
        times=reading.times,
        documents=documents,
        holders={id_: value_of(Holder, entry.body, id=id_) for id_, entry in draft.holders.items()},
        accounts={id_: account_value(entry) for id_, entry in draft.accounts.items()},
        factors=_values(reading, draft.factors, factor_value),
        claims=_claims(reading),
        assumptions=_values(reading, draft.assumptions, assumption_value),
        figures=_values(reading, draft.figures, figure_value),
        scenarios=_values(reading, draft.scenarios, scenario_value),
        demands=_values(reading, draft.demands, demand_value),
        contentions=_values(reading, draft.contentions, contention_value),
        merges=merge_values(draft),
        common_ground=tuple(head.common_ground) if head else (),
        main=tuple(dict.fromkeys(head.main)) if head else (),
        stance_weights=head.tables.stance.model_dump() if head else {},
        thresholds=value_of(Thresholds, thresholds),
        saturation=_saturation(head.tables.saturation) if head else 4.0,
        strengths={word: reading.words.elasticity(word) for word in reading.words.strength},
        texts=check_texts(draft),
        readings=_readings(reading),
        evidence=evidence_plan(reading),
    )


def _readings(reading: Converter) -> dict[str, WordReading]:
    """How words are read; accounts of model files have none."""
    head = reading.draft.head
    found = read_readings(reading, head.readings if head else {})
    return {CODED: found[CODED]} if with_models(reading.draft) else found


def _values(
    reading: Converter,
    entries: Mapping[str, Located[Body]],
    convert: Callable[[Converter, Located[Body]], Value],
) -> dict[str, Value]:
    return {id_: convert(reading, entry) for id_, entry in entries.items()}


def _claims(reading: Converter) -> dict[str, Claim]:
    """The claims; in a long session, an unchanged one is not converted again.

    Its place may then be that of an earlier state of the file.
    """
    draft = reading.draft
    others = (
        repr((reading.words, reading.times, reading.adjustment, reading.fading)),
        [id(each.body) for each in draft.factors.values()],
        {id_: (each.body.author, each.body.length) for id_, each in draft.documents.items()},
        {kind: set(ids) for kind, ids in draft.known.items() if kind in ("factor", "holder")},
        dict(draft.merged),
        set(draft.unread),
    )
    state = made_lately(("claims", others), object)
    found = {}
    for id_, entry in draft.claims.items():
        value: Claim | None = recalled(entry.body, state)
        if value is None:
            before = len(draft.problems)
            value = claim_value(reading, entry)
            if len(draft.problems) == before:
                recall(entry.body, state, value)
        found[id_] = value
    return found


def document_value(reading: Converter, entry: Located[DocumentEntry]) -> Document:
    """A document."""
    reading.draft.check_id("holder", entry.body.author, entry.place("author"))
    reading.date(entry.body.date, entry.place("date"))
    works = tuple(value_of(Work, work) for work in entry.body.sums_up)
    return value_of(Document, entry.body, id=entry.id, sums_up=works)


def account_value(entry: Located[AccountEntry]) -> AccountSpec:
    """An account."""
    return value_of(AccountSpec, entry.body, id=entry.id, place=entry.key_place())
