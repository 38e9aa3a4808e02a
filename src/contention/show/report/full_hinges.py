"""Hinges in full for the report: sets, other numbers, uncertain numbers and Shapley values."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from contention.analysis.premise import Premise, premise_of
from contention.analysis.quotation import Sentences
from contention.case.model import AccountSpec, Case
from contention.case.model_cases import of_model_files
from contention.judge.hinges.verdict_hinges import Carried
from contention.judge.verdict import Verdict
from contention.show.words.set_words import Numbered, together_sentences
from contention.show.words.shapley_words import value_sentences
from contention.show.words.uncertain_words import uncertain_sentences
from contention.show.words.varied_words import varied_sentences

MARKS = ("\ue000", "\ue001")
"""placeholders around the number of a claim until it becomes a link; private-use characters"""


@dataclass(frozen=True)
class FullPart:
    """Sentences of one kind; the numbers of claims in them are links to the ledger."""

    title: str
    sentences: tuple[Markup, ...]


@dataclass(frozen=True)
class FullAccount:
    """The full hinges of one verdict."""

    account: AccountSpec
    verdict: Verdict
    parts: tuple[FullPart, ...]


@dataclass(frozen=True)
class FullHinges:
    """The full hinges of the verdicts on one contention."""

    accounts: tuple[FullAccount, ...]
    claims: tuple[tuple[int, Premise], ...]
    """the claims cited in the sentences, by their numbers"""


def full_hinges(
    case: Case, sentences: Sentences, found: Sequence[Carried], contention: str
) -> FullHinges | None:
    """The hinges of one contention; None if they were not computed, or nothing follows."""
    numbered = Numbered(marks=MARKS)
    told = [
        (item.verdict, _parts(case, item, numbered))
        for item in found
        if item.verdict.contention == contention and item.verdict.verdict != "does not follow"
    ]
    if not told:
        return None
    claims = {number: premise_of(case, sentences, id_) for id_, number in numbered.numbers.items()}
    return FullHinges(
        tuple(
            FullAccount(case.accounts[verdict.account], verdict, tuple(_linked(parts, claims)))
            for verdict, parts in told
        ),
        tuple(claims.items()),
    )


def _parts(case: Case, item: Carried, numbered: Numbered) -> list[tuple[str, list[str]]]:
    of_model = of_model_files(case)
    together = () if of_model else together_sentences(item.sets, numbered)
    return [
        ("Claims together", list(together)),
        ("Other numbers, held equations" if of_model else "Other numbers, weaker claims",
         list(varied_sentences(item.verdict, item.variations, numbered.name))),
        ("Uncertain numbers", list(uncertain_sentences(case, item.uncertain, numbered.name))),
        ("Shapley values", list(value_sentences(item, numbered.name))),
    ]  # fmt: skip


def _linked(
    parts: Sequence[tuple[str, list[str]]], claims: dict[int, Premise]
) -> Iterator[FullPart]:
    """The parts that are not empty, with the numbers of claims turned into links."""
    for title, sentences in parts:
        linked = tuple(_with_links(sentence, claims) for sentence in sentences if sentence)
        if linked:
            yield FullPart(title, linked)


def _with_links(sentence: str, claims: dict[int, Premise]) -> Markup:
    def link(match: re.Match[str]) -> str:
        premise = claims.get(int(match[1]))
        if premise is None:
            return match[1]
        return Markup('<a href="#claim-{}" title="{}">[{}]</a>').format(
            premise.id, premise.title, match[1]
        )

    pattern = f"{MARKS[0]}([0-9]{{1,6}}){MARKS[1]}"
    return Markup(re.sub(pattern, link, str(escape(sentence))))  # noqa: S704 - escaped before
