"""Writing proposed merges into `merges.yaml`: entries are added, none is changed or accepted."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from contention.case.draft import Draft
from contention.case.storage.entry_edit import append_entries
from contention.case.storage.new_case import quoted
from contention.case.storage.writing import Changes, EditError
from contention.coding.merges.propose import MOST, Known, ProposedMerge, propose_merges
from contention.coding.merges.prune import untouched
from contention.coding.review.review_queue import named_by
from contention.extraction.naming.shipped import shipped_vectors
from contention.extraction.naming.title_words import proper_in

FILE = "merges.yaml"
HEAD = """\
# Factors that may be one under two names. Only accepted entries act: `contention review CASE`.
merges:
"""


@dataclass(frozen=True)
class NewMerges:
    """What was proposed."""

    proposed: tuple[ProposedMerge, ...] = ()
    more: int = 0
    """proposals that were left out because there are so many"""
    notes: tuple[str, ...] = ()


def put_merges(
    changes: Changes, draft: Draft, new: Mapping[str, str], counts: Mapping[str, int], text: str
) -> NewMerges:
    """Propose merges of a reader's factors with one another and with those of the case.

    `new` are those just added, id → title; `draft` is the case before that; `counts` is how often
    claims just read from `text` name a factor.
    """
    vectors, note = shipped_vectors()
    proposed, more = propose_merges(_known(draft, new, counts, text), vectors, MOST)
    notes = (note,) if note else ()
    try:
        if proposed and changes.read(FILE) is None:
            changes.put(FILE, HEAD)
        append_entries(changes, FILE, "merges", [merge_lines(each) for each in proposed])
    except EditError as error:
        return NewMerges((), 0, (*notes, f"no merges proposed: {error} ({FILE})"))
    return NewMerges(proposed, more, notes)


def _known(draft: Draft, new: Mapping[str, str], counts: Mapping[str, int], text: str) -> Known:
    """What the case says about its factors; merged and unused ones are left out."""
    joined = [(each.body.factor, each.body.into) for each in draft.merges
              if each.body.status != "rejected"]  # fmt: skip
    parted = [(each.body.factor, each.body.into) for each in draft.merges
              if each.body.status == "rejected"]  # fmt: skip
    named = Counter(
        id_
        for claim in draft.claims.values()
        if claim.body.status != "rejected"
        for id_ in named_by(claim.body)
    )
    untouched_ids = [id_ for id_, each in draft.factors.items() if untouched(each)]
    # Idle ones that are named now count as new: a killed reading may have left them.
    revived = {id_: draft.factors[id_].body.title for id_ in untouched_ids
               if not named[id_] and counts.get(id_)}  # fmt: skip
    prior = frozenset(untouched_ids) - set(revived)
    named.update(counts)
    gone = {each.body.factor for each in draft.merges if each.body.status == "accepted"}
    gone |= {id_ for id_ in prior if not named[id_]} | set(revived)
    titles = {id_: each.body.title for id_, each in draft.factors.items() if id_ not in gone}
    existing = frozenset(draft.factors) - frozenset(untouched_ids)
    found = {**titles, **revived, **new}
    return Known(found, named, existing, prior, joined, parted, proper_in(text))


def merge_lines(merge: ProposedMerge) -> list[str]:
    """A proposed merge as lines of `merges.yaml`."""
    return [
        f"- factor: {merge.factor}",
        f"  into: {merge.into}",
        *(["  turned: true"] if merge.turned else []),
        "  status: proposed",
        f"  similarity: {merge.similarity:g}",
        f"  found_by: {merge.found_by}",
        f"  reason: {quoted(merge.reason)}",
    ]
