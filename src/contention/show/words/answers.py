"""What the accounts answer to a contention, in plain sentences."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from contention.case.model import Case
from contention.case.model_cases import of_model_files
from contention.case.titles import holder_title
from contention.judge.verdict import Judgement, Verdict
from contention.show.words.answer_words import (
    CANNOT_TELL,
    Detail,
    grounds,
    in_mid_sentence,
    owners,
    silence,
    sizes_in_words,
)
from contention.show.words.numbers import spelt

Key = TypeVar("Key")
Way = Literal["follows", "built in", "reverse", "denied", "open", "silent"]

MOST_WORDS = 45
"""words in an answer, apart from the contention's title, before details are dropped"""
DETAILS = (
    Detail(names=4, conditions=2, denials=2),
    Detail(names=4, conditions=1, denials=1, asserted=False, silences=False),
    Detail(names=4, conditions=1, denials=0, asserted=False, silences=False, sizes=False),
    _BRIEF := Detail(
        names=4, conditions=0, denials=0, asserted=False, silences=False, sizes=False, shares=False
    ),
    replace(_BRIEF, names=2),
    replace(_BRIEF, grounds=False),
    replace(_BRIEF, names=1, grounds=False),
    replace(_BRIEF, names=0, grounds=False),
)
"""the fullest first"""
SUBJECTS: dict[Way, tuple[str, str, str]] = {
    "follows": ("", "It", " follows"),
    "built in": ("", "It", " is true by construction"),
    "reverse": ("The reverse of ", "The reverse", " follows"),
    "denied": ("", "It", " is ruled out"),
    "open": ("", "It", " stays open"),
}
"""way → text before the title, subject if the title is not repeated, and verb"""


GLOSSARY = (
    "“Follows for A”: in a model of A's claims the outcome moves that way in nearly all Monte "
    "Carlo draws of what they leave open, or in the share given.",
    "“By signs alone”: whatever the strengths of the links. “With the strengths assumed”: it "
    "depends on the numbers that the case assigns to words.",
    "“On an assumption of the coder”: the answer differs without links that the coder added and no "
    "text states; “alone”: no claim of the account's own holders is involved.",
    "“In two of four readings only”: the answer differs under other numbers for the words of "
    "strength.",
    "“Asserted and not argued”: a claim states the conclusion itself, and no other claims lead to "
    "it.",
)
"""what the phrases in the answers mean"""
GLOSSARY_OF_MODELS = (
    "“Follows for A”: in the model A the outcome moves that way in nearly all Monte Carlo draws of "
    "the ranges of its parameters, or in the share given.",
)
"""the same where the accounts are model files"""


def glossary(case: Case) -> tuple[str, ...]:
    """What the phrases in the answers of a case mean."""
    return GLOSSARY_OF_MODELS if of_model_files(case) else GLOSSARY


@dataclass(frozen=True)
class Answered:
    """One kind of answer to a contention, and the ids of the accounts that give it."""

    way: Way
    accounts: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """The answer of all judged accounts to one contention: `before “title” after notes`."""

    contention: str
    holder: str
    before: str
    title: str
    after: str
    """begins with a space, a comma or the like, and ends with a full stop"""
    notes: str
    """a sentence on the numbers in the test, after a space; may be empty"""
    ways: tuple[Answered, ...]

    @property
    def text(self) -> str:
        """The whole answer as one line."""
        return f"{self.before}“{self.title}”{self.after}{self.notes}"


def answers(case: Case, judgement: Judgement) -> tuple[Answer, ...]:
    """One answer for each judged contention, in the order of the case."""
    found = _grouped(judgement.verdicts, lambda verdict: verdict.contention)
    return tuple(answer(case, verdicts) for verdicts in found.values())


def by_holder(found: Iterable[Answer]) -> dict[str, tuple[Answer, ...]]:
    """Answers grouped by the holder who concludes the contention."""
    groups: dict[str, tuple[Answer, ...]] = {}
    for item in found:
        groups[item.holder] = (*groups.get(item.holder, ()), item)
    return groups


def heading(case: Case, holder: str) -> str:
    """`Conclusions of the Office`: heading over the answers to one holder's contentions."""
    if not holder:
        return "Conclusions without a named holder"
    return f"Conclusions of {in_mid_sentence(holder_title(case, holder))}"


def answer(case: Case, verdicts: Sequence[Verdict]) -> Answer:
    """The answer to one contention, in as much detail as `MOST_WORDS` allows.

    `verdicts` are those of all judged accounts on that contention; there is at least one.
    """
    ways = _by_way(_own_first(case, verdicts))
    tried = (_answer(case, verdicts, ways, detail) for detail in DETAILS)
    *fuller, shortest = tried
    return next((item for item in fuller if _length(item) <= MOST_WORDS), shortest)


def _own_first(case: Case, verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Accounts of the concluding holder first, otherwise in the order of the case."""
    holder = case.contentions[verdicts[0].contention].holder
    return sorted(verdicts, key=lambda one: holder not in case.accounts[one.account].holders)


def _length(found: Answer) -> int:
    return len(found.before.split()) + len(found.after.split())


def way_of(verdict: Verdict) -> Way:
    """How an account answers."""
    match verdict.verdict:
        case "does not follow":
            return "silent"
        case "undecided":
            return "open"
        case "true by construction":
            return "built in"
        case "supported":
            return "follows"
        case "opposed":
            return "denied" if verdict.by_denial else "reverse"


def _by_way(verdicts: Iterable[Verdict]) -> dict[Way, list[Verdict]]:
    """Verdicts by way, in order of presentation; only ways that occur."""
    found: dict[Way, list[Verdict]] = {way: [] for way in (*SUBJECTS, "silent")}
    for verdict in verdicts:
        found[way_of(verdict)].append(verdict)
    return {way: items for way, items in found.items() if items}


def _answer(
    case: Case, verdicts: Sequence[Verdict], ways: dict[Way, list[Verdict]], detail: Detail
) -> Answer:
    contention = case.contentions[verdicts[0].contention]
    before, said = "", list[str]()
    for way, items in ways.items():
        told = (
            _silent(case, items, detail)
            if way == "silent"
            else _told(case, way, items, len(verdicts), detail)
        )
        if said:
            said.append(f" {told if way == 'silent' else SUBJECTS[way][1] + told}.")
        elif way == "silent":
            said.append(f" follows from no account: {told[:1].lower()}{told[1:]}.")
        else:
            before = SUBJECTS[way][0]
            said.append(f"{told}.")
    return Answer(
        contention=contention.id,
        holder=contention.holder,
        before=before,
        title=" ".join(contention.title.split()).removesuffix(".") or contention.id,
        after="".join(said),
        notes=_numbers(verdicts),
        ways=tuple(
            Answered(way, tuple(item.account for item in items)) for way, items in ways.items()
        ),
    )


def _whose(case: Case, accounts: Sequence[str], total: int, detail: Detail) -> str:
    if len(accounts) == total > detail.names:
        return f"all {spelt(total)} accounts"
    return owners(case, accounts, detail.names)


def _told(case: Case, way: Way, verdicts: Sequence[Verdict], total: int, detail: Detail) -> str:
    """` follows for A by signs alone, and for B on …`, without a full stop."""
    groups = _grouped(verdicts, lambda verdict: grounds(case, verdict, detail))
    parts = []
    for because, items in groups.items():
        names = _whose(case, [item.account for item in items], total, detail)
        size = sizes_in_words(items) if detail.sizes and way != "open" else ""
        parts.append(f"for {names}{because}{size}")
    return f"{SUBJECTS[way][2]} {'; '.join(parts)}"


def _silent(case: Case, verdicts: Sequence[Verdict], detail: Detail) -> str:
    """`The account of A says nothing about it`, without a full stop."""
    if not detail.silences:
        return _capital(_silence(case, verdicts, CANNOT_TELL, detail))
    groups = _grouped(verdicts, silence)
    return _capital(
        "; ".join(_silence(case, items, verb, detail) for verb, items in groups.items())
    )


def _silence(case: Case, verdicts: Sequence[Verdict], verb: tuple[str, str], detail: Detail) -> str:
    accounts = [verdict.account for verdict in verdicts]
    if len(accounts) == 1 and not detail.names:
        return f"one account {verb[0]}"
    if len(accounts) == 1:
        return f"the account of {owners(case, accounts, 1)} {verb[0]}"
    if len(accounts) > 2 or not detail.silences:
        return f"{spelt(len(accounts))} accounts {verb[1]}"
    return f"the accounts of {owners(case, accounts, 2)} {verb[1]}"


def _grouped(
    verdicts: Iterable[Verdict], key: Callable[[Verdict], Key]
) -> dict[Key, list[Verdict]]:
    groups: dict[Key, list[Verdict]] = {}
    for verdict in verdicts:
        groups.setdefault(key(verdict), []).append(verdict)
    return groups


def _numbers(verdicts: Iterable[Verdict]) -> str:
    """Note that the numbers in the test were chosen by the coder."""
    numbers = tuple(dict.fromkeys(n for verdict in verdicts for n in verdict.numbers))
    if not numbers:
        return ""
    if len(numbers) == 1:
        return f" The number in the test ({numbers[0]:g}) is the coder's."
    return f" The numbers in the test ({', '.join(f'{n:g}' for n in numbers)}) are the coder's."


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
