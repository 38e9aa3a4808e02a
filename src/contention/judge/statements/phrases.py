"""Which phrases of a corpus name which factors of the questions, and which name none."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from contention.case.problem import CaseError, Place, Problem
from contention.case.suggestions import did_you_mean
from contention.coding.merges.propose import Known, propose_merges
from contention.extraction.factor_names import FactorNames
from contention.extraction.naming.shipped import shipped_vectors
from contention.judge.statements.statement import Statement

MOST_BYTES = 10_000_000
MOST = 1_000
"""phrases that are listed"""
MOST_ALIKE = 10_000

Names = tuple[tuple[str, str], ...]
"""phrase, id of the factor that it names"""


@dataclass(frozen=True)
class PhraseUse:
    """A phrase that texts use for a factor."""

    phrase: str
    factor: str
    """id of a factor of the questions; '' if it names none of them"""
    texts: int
    like: str = ""
    """a factor of the questions that it may be"""
    why: str = ""


COLUMNS = ("phrase", "factor", "texts", "like", "why")


def phrase_uses(
    statements: Iterable[Statement], titles: Mapping[str, str], names: Names
) -> list[PhraseUse]:
    """The phrases that most texts use, the commonest first; `titles` are of the case's factors.

    What may be meant is proposed by words and embeddings, as merges of a case are; nothing follows
    from it before a person puts the factor's id into the column `factor`.
    """
    found, texts = named(titles, names), Counter[str]()
    for statement in statements:
        ends = (end.text for _, claim in statement.claims for end in (claim.cause, claim.effect))
        texts.update({found.name(end) for end in ends})
    known = Known(found.titles, texts, existing=frozenset(titles))
    proposed, _ = propose_merges(known, shipped_vectors()[0], MOST_ALIKE)
    like = {each.factor: each for each in proposed if each.into in titles}
    ordered = sorted(texts, key=lambda id_: (-texts[id_], id_))[:MOST]
    return [
        PhraseUse(
            found.titles[id_],
            id_ if id_ in titles else "",
            texts[id_],
            *((like[id_].into, _why(like[id_].turned, like[id_].reason)) if id_ in like else ()),
        )
        for id_ in ordered
    ]  # fmt: skip


def _why(turned: bool, reason: str) -> str:
    return f"its opposite: {reason}" if turned else reason


def named(titles: Mapping[str, str], names: Names) -> FactorNames:
    """The names of factors, to which phrases are added."""
    found = FactorNames(titles)
    for phrase, factor in names:
        found.alias(phrase, factor)
    return found


def read_names(file: Path, factors: Mapping[str, object]) -> Names:
    """The columns `phrase` and `factor` of a CSV file; rows without a factor say nothing.

    Raises CaseError with every fault of the file.
    """
    problems: list[Problem] = []
    found = tuple(_names(file, factors, problems))
    if problems:
        raise CaseError(tuple(problems))
    return found


def _names(
    file: Path, factors: Mapping[str, object], problems: list[Problem]
) -> Iterator[tuple[str, str]]:
    path = str(file)
    try:
        if file.stat().st_size > MOST_BYTES:
            problems.append(Problem(Place(path), "the file is larger than 10 MB", "leave rows out"))
            return
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        message = f"cannot be read: {getattr(error, 'strerror', None) or 'it is not UTF-8'}"
        problems.append(Problem(Place(path), message, "name a CSV file in UTF-8"))
        return
    rows = csv.DictReader(io.StringIO(text))
    if not {"phrase", "factor"} <= {*(rows.fieldnames or ())}:
        hint = "the first line names the columns: phrase,factor"
        problems.append(Problem(Place(path, 1, 1), "there is no `phrase` and `factor`", hint))
        return
    for row in rows:
        phrase, factor = (row["phrase"] or "").strip(), (row["factor"] or "").strip()
        if factor and factor not in factors:
            message = f"the questions have no factor `{factor}`"
            hint = did_you_mean(factor, factors)
            problems.append(Problem(Place(path, rows.line_num, 1), message, hint))
        elif factor and phrase:
            yield phrase.removeprefix("'"), factor
