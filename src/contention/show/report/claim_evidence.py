"""Claims compared with data, for the report: a picture of every effect, and its words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from contention.case.model import Case
from contention.case.titles import holder_title
from contention.evidence.claims.claim_evidence import ClaimEvidence, NoEvidence
from contention.evidence.evidence import Evidence
from contention.show.svg import Scale, bar, element, figure, line
from contention.show.words.claim_words import (
    claims_summary,
    effect_text,
    expected_text,
    number,
    ratio_text,
    word_text,
)

WIDTH, HEIGHT = 210.0, 22.0
KEYS = {"in line": "yes", "against": "no", "cannot tell": "open"}
"""word → class of its colour"""
MARKS = {"in line": "▲", "against": "▼", "cannot tell": "◆"}


@dataclass(frozen=True)
class WordRow:
    """What a test says about one claim."""

    claim: str
    paraphrase: str
    holder: str
    word: str
    key: str
    mark: str
    expects: str


@dataclass(frozen=True)
class TestRow:
    """A test with its effect and what it says about its claims."""

    id: str
    title: str
    design: str
    strip: Markup
    effect: str
    ratio: str
    caveat: str
    words: tuple[WordRow, ...]


@dataclass(frozen=True)
class SilentClaims:
    """Claims about which data say nothing, with the one reason."""

    word: str
    reason: str
    claims: tuple[tuple[str, str], ...]
    """id and paraphrase"""


@dataclass(frozen=True)
class ClaimsSection:
    """All tests, and the claims without one."""

    summary: str
    tests: tuple[TestRow, ...]
    silent: tuple[SilentClaims, ...]
    said: Mapping[str, tuple[WordRow, ...]]
    """claim → what each of its tests says about it"""


def claims_section(case: Case, evidence: Evidence | None) -> ClaimsSection | None:
    """The section on claims; None if the case declares no data for them."""
    rows = () if evidence is None else evidence.claims
    if not rows:
        return None
    tested = [row for row in rows if isinstance(row, ClaimEvidence)]
    tests = tuple(
        _test(case, list(group)) for _, group in groupby(tested, key=lambda row: row.test.id)
    )
    said: dict[str, tuple[WordRow, ...]] = {}
    for word in (each for test in tests for each in test.words):
        said[word.claim] = (*said.get(word.claim, ()), word)
    return ClaimsSection(claims_summary(rows), tests, _silent(case, rows), said)


def _test(case: Case, rows: Sequence[ClaimEvidence]) -> TestRow:
    first = rows[0]
    return TestRow(
        first.test.id,
        first.test.title,
        first.design,
        effect_strip(first),
        effect_text(first),
        ratio_text(first),
        first.caveat,
        tuple(
            WordRow(
                row.claim,
                case.claims[row.claim].paraphrase,
                holder_title(case, case.claims[row.claim].holder),
                word_text(row),
                KEYS[row.word],
                MARKS[row.word],
                expected_text(row),
            )
            for row in rows
        ),
    )


def _silent(case: Case, rows: Sequence[ClaimEvidence | NoEvidence]) -> tuple[SilentClaims, ...]:
    absent = [row for row in rows if isinstance(row, NoEvidence)]
    return tuple(
        SilentClaims(
            word,
            reason,
            tuple(dict.fromkeys((row.claim, case.claims[row.claim].paraphrase) for row in group)),
        )
        for (word, reason), group in groupby(absent, key=lambda row: (row.word, row.reason))
    )


def effect_strip(found: ClaimEvidence) -> Markup:
    """An effect with both intervals, on a scale of its own with zero in the middle."""
    reach = 1.05 * max(*(abs(end) for end in found.wider), abs(found.effect), found.test.negligible)
    scale = Scale(-reach, reach, 3, WIDTH - 3)
    middle = HEIGHT / 2
    low, high = (scale(end) for end in found.interval)
    least, most = (scale(end) for end in found.wider)
    parts = []
    if found.test.negligible:
        left, right = scale(-found.test.negligible), scale(found.test.negligible)
        parts.append(bar((left, 2), (right - left, HEIGHT - 4), "negligible"))
    parts += [
        line((3, middle), (WIDTH - 3, middle), "rail"),
        line((scale(0.0), 1), (scale(0.0), HEIGHT - 1), "zero"),
        line((least, middle), (most, middle), "wider"),
        bar((low, middle - 2), (max(high - low, 1.0), 4), f"range {_side(found)}"),
        element("circle", cx=scale(found.effect), cy=middle, r=3.6, class_="median-dot"),
    ]
    label = (
        f"{number(found.effect)}, 90 % interval {number(found.interval[0])} to "
        f"{number(found.interval[1])}, zero in the middle"
    )
    return figure(WIDTH, HEIGHT, label, parts)


def _side(found: ClaimEvidence) -> str:
    """The class of an interval: whether it is on the side that the test expects."""
    low, high = found.interval
    if low <= 0 <= high:
        return "open"
    return "yes" if (low > 0) == (found.test.expected == "+") else "no"
