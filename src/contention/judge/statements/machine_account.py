"""A text's claims, as read by a program and reviewed by nobody, as a case with one account."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from contention.case.draft import Draft, Located
from contention.case.load import copied, load_draft
from contention.case.model import Case
from contention.case.problem import Problem, errors
from contention.case.schema.case import AccountEntry, DocumentEntry, HolderEntry
from contention.case.schema.claims import ClaimEntry
from contention.case.schema.factors import FactorEntry
from contention.case.signs import VERBS, WORDS
from contention.case.source_tree import Keys, Mark, Tree
from contention.case.storage.new_case import identifier
from contention.extraction.factor_names import FactorNames
from contention.extraction.proposals import AUTHOR, Proposal
from contention.judge.statements.phrases import Names, named
from contention.judge.statements.statement import Statement

ACCOUNT, SPEAKER = "text", "author_of_the_text"
PROPOSALS = "proposals"
"""stands for a file: the line is the number of the claim"""


@dataclass
class MachineAccount:
    """A case that asks a text, and what of its claims is in it."""

    case: Case | None
    """None if the text makes no case: its problems say why"""
    used: int
    factors: int
    matched: tuple[str, ...]
    """factors of the questions that the text names"""
    left_out: dict[str, str] = field(default_factory=dict)
    """claim → why it fits no case"""
    problems: tuple[Problem, ...] = ()


def machine_account(questions: Draft, statement: Statement, phrases: Names = ()) -> MachineAccount:
    """Put the claims of a text into the case that asks the questions.

    Phrases name a factor of the case if they have the same distinctive words as its title or id, or
    if `phrases` says so; other factors are new quantities. Claims that fit no case are left out,
    with the reason.
    """
    draft = copied(questions)
    names = named({id_: each.body.title for id_, each in draft.factors.items()}, phrases)
    left_out: dict[str, str] = {}
    _add_text(draft, statement)
    _add_claims(draft, statement, names, left_out)
    known = set(draft.factors)
    _add_factors(draft, names)
    while True:
        tried = copied(draft)
        case, problems = load_draft(tried)
        faults = [each for each in errors(problems) if each.place.path == PROPOSALS]
        if not faults or case is not None:
            break
        for each in faults:
            id_ = statement.claims[each.place.line - 1][0]
            left_out[id_] = each.message
            draft.claims.pop(id_, None)
    ends = {
        end for claim in draft.claims.values() for end in (claim.body.cause, claim.body.effect)
    }  # fmt: skip
    return MachineAccount(
        case=case,
        used=len(draft.claims),
        factors=len(ends),
        matched=tuple(sorted(ends & known)),
        left_out=left_out,
        problems=() if case is not None else errors(problems),
    )


def _add_text(draft: Draft, statement: Statement) -> None:
    said = f"{statement.title} (coded by a program, reviewed by nobody)"
    document = DocumentEntry(
        title=statement.title, author=SPEAKER, date="2000", length=max(1, statement.length),
        sha256=statement.sha256,
    )  # fmt: skip
    account = AccountEntry(
        title=said, holders=[SPEAKER], documents=[statement.document], common_ground=False
    )
    draft.documents = {statement.document: _located(statement.document, document)}
    draft.holders[SPEAKER] = _located(SPEAKER, HolderEntry(title=statement.title))
    draft.accounts = {ACCOUNT: _located(ACCOUNT, account)}
    for kind, id_ in (("document", statement.document), ("holder", SPEAKER), ("account", ACCOUNT)):
        draft.known.setdefault(kind, {})[id_] = Tree(PROPOSALS, {}).place()


def _located(id_: str, body: Any) -> Located[Any]:
    return Located(id_, body, Tree(PROPOSALS, {}), ())


def _add_claims(
    draft: Draft, statement: Statement, names: FactorNames, left_out: dict[str, str]
) -> None:
    marks: dict[Keys, Mark] = {("claims", n): Mark(n + 1, 1) for n in range(len(statement.claims))}
    tree = Tree(PROPOSALS, {}, marks)
    for number, (id_, claim) in enumerate(statement.claims):
        try:
            body = ClaimEntry(**dict(_entry(draft, id_, claim, names)))
        except ValidationError as error:
            left_out[id_] = str(error.errors()[0]["msg"])
        else:
            draft.claims[id_] = Located(id_, body, tree, ("claims", number), statement.document)


def _entry(
    draft: Draft, id_: str, claim: Proposal, names: FactorNames
) -> Iterator[tuple[str, Any]]:
    yield "id", id_
    yield "cause", names.name(claim.cause.text)
    yield "effect", names.name(claim.effect.text)
    yield "sign", WORDS[claim.sign]
    yield "stance", claim.stance
    yield "paraphrase", f"{claim.cause.text} {VERBS[claim.sign]} {claim.effect.text}"
    yield "drafted", True
    yield "coder", claim.found_by
    yield "necessary", claim.necessary and claim.sign == "+"
    for key, given in (("strength", claim.strength_word), ("delay", claim.delay_word)):
        if given:
            yield key, given
    if claim.transient:
        yield "transient", True if claim.transient == "true" else claim.transient
    if claim.holder != AUTHOR:
        holder = identifier(claim.holder, "holder")
        draft.holders.setdefault(holder, _located(holder, HolderEntry(title=claim.holder)))
        draft.known["holder"][holder] = Tree(PROPOSALS, {}).place()
        yield "holder", holder


def _add_factors(draft: Draft, names: FactorNames) -> None:
    for id_ in names.counts:
        if id_ not in draft.factors:
            draft.factors[id_] = _located(id_, FactorEntry(title=names.titles[id_]))
            draft.known["factor"][id_] = Tree(PROPOSALS, {}).place()
