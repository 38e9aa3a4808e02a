"""What data say of claims, in words and numbers."""

from collections import Counter
from collections.abc import Sequence
from math import exp

from contention.case.articles import counted
from contention.case.model import Case
from contention.evidence.claims.claim_evidence import ClaimEvidence, NoEvidence, Word
from contention.show.words.numbers import listed

CLAIM_WORDS: tuple[Word, ...] = ("in line", "against", "cannot tell")
FEW_DIGITS = 1000.0
CHANCE = (
    "With so many tests some results are due to chance: a word that does not hold with an interval "
    "widened for all of them (Bonferroni) is marked “if this were the only test”."
)


def number(value: float) -> str:
    """An effect with its sign, in three digits."""
    if abs(value) >= FEW_DIGITS:
        return f"{value:+,.0f}".replace(",", "\N{THIN SPACE}").replace("-", "−")
    return f"{value:+.3g}".replace("-", "−")


def effect_text(found: ClaimEvidence) -> str:
    """`+0.31 (+0.12 to +0.5) log odds, n = 48, 12 clusters`."""
    low, high = found.interval
    parts = [f"{number(found.effect)} ({number(low)} to {number(high)})"]
    if found.test.effect_unit:
        parts[0] += f" {found.test.effect_unit}"
    parts.append(f"n = {found.n}")
    if found.estimate.clusters is not None and found.estimate.clusters != found.n:
        parts.append(f"{found.estimate.clusters} clusters")
    return ", ".join(parts)


def ratio_text(found: ClaimEvidence) -> str:
    """An effect on a log scale as a ratio; empty on other scales."""
    survival = found.test.design == "survival_difference" and not found.test.horizon
    if not survival and found.test.outcome_scale in ("value", "change"):
        return ""
    what = {"logit": "odds", "log": "ratio"}.get(found.test.outcome_scale, "hazard")
    low, high = (exp(max(-50.0, min(50.0, end))) for end in found.interval)
    middle = exp(max(-50.0, min(50.0, found.effect)))
    return f"{what} ×{middle:.3g} (×{low:.3g} to ×{high:.3g})"


def word_text(found: ClaimEvidence) -> str:
    """The word, marked if it rests on one test among many."""
    if found.word == "cannot tell" or found.survives:
        return found.word
    return f"{found.word}, if this were the only test"


EXPECTED = {"+": "a rise", "-": "a fall", "not +": "no rise", "not -": "no fall"}


def expected_text(found: ClaimEvidence) -> str:
    """What the claim expects."""
    return EXPECTED[found.expected]


def claims_summary(rows: Sequence[ClaimEvidence | NoEvidence]) -> str:
    """How many claims got which word, and how many tests were tried."""
    tested = [row for row in rows if isinstance(row, ClaimEvidence)]
    absent = [row for row in rows if isinstance(row, NoEvidence)]
    counts = Counter(row.word for row in tested)
    said = []
    if tested:
        words = [f"{counts[word]} {word}" for word in CLAIM_WORDS if counts[word]]
        tests, claims = tested[0].tried, len({row.claim for row in tested})
        of = f"{counted(tests, 'test')} on {counted(claims, 'claim')}"
        said.append(f"{of}: {listed(words)}.")
        if tests > 1:
            said.append(CHANCE)
    unable = len({row.claim for row in absent if row.test is not None})
    silent = len({row.claim for row in absent if row.test is None})
    if unable:
        said.append(f"A test of {counted(unable, 'claim')} could not be run.")
    if silent:
        said.append(f"No data can speak to {counted(silent, 'claim')}.")
    return " ".join(said) or "The case declares no test of a claim."


def said_of(row: ClaimEvidence | NoEvidence) -> str:
    """What data say about a claim, in a line."""
    if isinstance(row, ClaimEvidence):
        return f"{word_text(row)}: {row.test.title}, {effect_text(row)}"
    if row.test is None:
        return "none can speak to this"
    return f"“{row.test.title}” was not tested: {row.reason}"


def measured_words(case: Case, claim: str) -> str:
    """The strength that a test gives, and what was coded; empty if no test gives one."""
    found = case.measured.get(claim)
    if found is None:
        return ""
    least, most = found.interval
    coded = found.coded_word or "no strength stated"
    return (
        f"measured strength {found.median:.3g} ({least:.3g} to {most:.3g}), n = {found.n}, by "
        f"{found.test}; coded: {coded} ({found.coded_median:.3g})"
    )
