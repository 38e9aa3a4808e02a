"""The parts of an answer: whose claims, on what grounds, how far, and why an account is silent."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from contention.case.model import Case
from contention.case.titles import claim_title
from contention.judge.shares import frequency
from contention.judge.sides import share_of
from contention.judge.verdict import Asserted, Verdict
from contention.maps.membership import only_shared
from contention.show.words.numbers import listed, spelt
from contention.show.words.reading_words import decided_elsewhere, kept_in
from contention.show.words.verdict_words import FIRM

SIZES = ("negligible", "slight", "clear", "large")
ABSENT = frozenset({"lever absent", "outcome absent"})
CANNOT_TELL = ("cannot tell", "cannot tell")
ARTICLES = ("The ", "A ", "An ")
APPENDED = ("asserted", "despite")
"""first words of grounds that follow a comma"""


@dataclass(frozen=True)
class Detail:
    """How many qualifiers of a verdict an answer includes."""

    names: int
    """largest number of accounts named; more are counted"""
    conditions: int
    """largest number of doubtful claims named; more are counted"""
    denials: int
    """largest number of denials named"""
    asserted: bool = True
    sizes: bool = True
    shares: bool = True
    silences: bool = True
    """whether accounts without an answer are grouped by reason"""
    grounds: bool = True
    """whether it says what an answer rests on, apart from a denial"""


def owners(case: Case, accounts: Sequence[str], most: int) -> str:
    """Whose claims: `the Office and “Arms prolong the killing”`; a count if there are many."""
    if len(accounts) > most:
        return f"{spelt(len(accounts))} {'account' if len(accounts) == 1 else 'accounts'}"
    return listed([account_name(case.accounts[account].title) for account in accounts])


def account_name(title: str) -> str:
    """A title for the middle of a sentence: `the Office`; in quotation marks unless it is a name.

    Titles of accounts are free text: whole sentences, lists with commas. Only a title that begins
    with an article and has no conjunction or punctuation needs no quotation marks.
    """
    words = in_mid_sentence(title)
    joined = any(sign in words for sign in (",", ";", ":", " and ", "“", "”", "(", "."))
    if " ".join(title.split()).startswith(ARTICLES) and not joined:
        return words
    return f"“{' '.join(title.split()).removesuffix('.')}”"


def in_mid_sentence(title: str) -> str:
    """A title without its full stop, its article in lower case."""
    words = " ".join(title.split()).removesuffix(".")
    return words[:1].lower() + words[1:] if words.startswith(ARTICLES) else words


def grounds(case: Case, verdict: Verdict, detail: Detail) -> str:
    """What an account's answer rests on, to follow the account's name; begins with a space."""
    if not detail.grounds:
        return " by denial" if verdict.by_denial else ""
    if verdict.verdict == "undecided":
        return _open(verdict, detail)
    said = tuple(_grounds(case, verdict, detail))
    if not said:
        return ""
    return (", " if said[0].startswith(APPENDED) else " ") + ", ".join(said)


def _grounds(case: Case, verdict: Verdict, detail: Detail) -> Iterator[str]:
    if verdict.construction:
        yield "because the scenarios set the outcome themselves"
    elif verdict.by_denial:
        denied = _premises(case, verdict.denials, detail.denials) if detail.denials else ""
        yield f"by denial of {denied}" if denied else "by denial"
    else:
        yield from _settled(case, verdict, detail)


def _open(verdict: Verdict, detail: Detail) -> str:
    decided = decided_elsewhere(verdict)
    if not detail.shares:
        return f" (decided {decided})" if decided else ""
    if verdict.support is None:
        return " (nothing moves)"
    also = f", and is decided {decided}" if decided else ""
    if verdict.near_threshold:
        return f" (too near the threshold to call{also})"
    return f" (it holds in {frequency(verdict.support)} of the draws{also})"


def _settled(case: Case, verdict: Verdict, detail: Detail) -> Iterator[str]:
    doubtful = verdict.moving is not None and verdict.moving < FIRM and not verdict.denied
    if doubtful and verdict.conditions:
        yield _condition(case, verdict.conditions, detail)
    if verdict.needs is not None:
        yield _needs(case, verdict)
    share = share_of(verdict)
    if detail.shares and share is not None and share < FIRM:
        yield f"in {frequency(share)} of the draws"
    if verdict.differing:
        yield kept_in(verdict)
    if detail.asserted and verdict.asserted is not None:
        yield _asserted(verdict, verdict.asserted)
    if verdict.denials and verdict.denied:
        yield "despite a denial among the same claims"


def _condition(case: Case, claims: Sequence[str], detail: Detail) -> str:
    if not detail.conditions:
        return "if what is hedged holds"
    plural = len(_titles(case, claims)) > 1
    return f"if {_premises(case, claims, detail.conditions)} {'hold' if plural else 'holds'}"


def _needs(case: Case, verdict: Verdict) -> str:
    if verdict.needs == "signs":
        return "by signs alone"
    if verdict.needs == "assumptions":
        return _supplied(case, verdict)
    stated = verdict.size is not None and verdict.size.stated == "stated"
    return "with the strengths that the text states" if stated else "with the strengths assumed"


def runaways(case: Case, verdicts: Iterable[Verdict], most: int = 4) -> str:
    """In whose accounts feedback may run away: one sentence after all answers, or empty."""
    accounts = list(dict.fromkeys(verdict.account for verdict in verdicts if verdict.unstable))
    if not accounts:
        return ""
    return (
        f"For {owners(case, accounts, most)} feedback may run away: in more than a fifth of the "
        "draws, as coded or under another reading of the words, a feedback loop amplifies itself "
        "without end. The verdicts affected say so."
    )


def _supplied(case: Case, verdict: Verdict) -> str:
    """Whose premises an answer rests on that needs assumptions: the coder's, alone or not."""
    claims = [case.claims[id_] for id_ in verdict.claims_on_path if id_ in case.claims]
    if not all(only_shared(case, verdict.account, claim) for claim in claims):
        return "on an assumption of the coder"
    shared = "common ground and " if claims else ""
    return f"on {shared}the coder's assumptions alone"


def _asserted(verdict: Verdict, asserted: Asserted) -> str:
    if asserted.argued == "does not follow":
        return "asserted and not argued"
    if asserted.argued == verdict.verdict:
        return "asserted and argued"
    if asserted.argued == "undecided":
        return "asserted where the argument leaves it open"
    return "asserted against the argument"


def sizes_in_words(verdicts: Iterable[Verdict]) -> str:
    """` (a slight to clear change)`: from the smallest to the largest of some verdicts."""
    found = [verdict for verdict in verdicts if verdict.size is not None]
    words = {verdict.size.word for verdict in found if verdict.size is not None}
    if not words:
        return ""
    ordered = [word for word in SIZES if word in words]
    span = ordered[0] if len(ordered) == 1 else f"{ordered[0]} to {ordered[-1]}"
    if any(verdict.about == "size" for verdict in found):
        return f" (by a {span} margin)"
    return f" (a {span} change)"


def silence(verdict: Verdict) -> tuple[str, str]:
    """Why an account gives no answer: verb phrases in the singular and the plural."""
    if any(gap.denied for gap in verdict.gaps):
        return "denies only a part of it", "deny only a part of it"
    kinds = {gap.kind for gap in verdict.gaps}
    if kinds and kinds <= ABSENT:
        return "says nothing about it", "say nothing about it"
    if kinds == {"no path"}:
        return "gives no path to it", "give no path to it"
    return CANNOT_TELL


def _premises(case: Case, claims: Sequence[str], most: int) -> str:
    """`“a → b”, “c → d” and two others`."""
    titles = _titles(case, claims)
    if len(titles) <= most:
        return listed([f"“{title}”" for title in titles])
    rest = len(titles) - most
    others = f"{spelt(rest)} {'other' if rest == 1 else 'others'}"
    return listed([*(f"“{title}”" for title in titles[:most]), others])


def _titles(case: Case, claims: Iterable[str]) -> list[str]:
    """Titles of the claims, without duplicates."""
    return list(dict.fromkeys(claim_title(case, claim) for claim in claims))
