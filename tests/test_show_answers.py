"""Answers in sentences: true to the verdicts, grammatical whatever they are, the same for all."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contention.case.model import Case
from contention.judge.sizes import Size, SizeWord, Stated
from contention.judge.verdict import (
    Asserted,
    DeniedEffect,
    Gap,
    GapKind,
    Needs,
    ReadingVerdict,
    SetOutcome,
    Verdict,
    VerdictWord,
)
from contention.show.words.answer_words import account_name
from contention.show.words.answers import MOST_WORDS, answer, answers, heading
from contention.show.words.numbers import spelt
from tests.show_example import example_case, example_judgement, silent, verdict

DANGLING = ("for", "if", "and", "by", "of", "with", "the", "on", "in", "from", "a", "where", "that")
CLAIMS = ("aid_front", "aid_fighting", "front_killed", "fighting_kills", "assault_fighting")
NAMES = ("The authors in 2024", "The settlement camp", "Arms prolong it, talks end it", "Kremlin")


def case_of(titles: Sequence[str] = NAMES, title: str = "Ending aid costs more lives.") -> Case:
    case = example_case()
    spec = case.accounts["kremlin"]
    accounts = {f"a{n}": replace(spec, id=f"a{n}", title=t) for n, t in enumerate(titles)}
    asked = replace(case.contentions["aid_end_kills"], title=title)
    return replace(case, accounts=accounts, contentions={asked.id: asked})


def given_by(account: str, support: float = 1.0, **changes: Any) -> Verdict:
    found = replace(verdict("aid_end_kills", account, support), opposed=1.0 - support)
    return replace(found, **{"moving": 1.0, **changes})


def told(case: Case, *verdicts: Verdict) -> str:
    return answer(case, verdicts).text


def test_an_answer_says_who_settles_it_who_says_the_reverse_and_who_is_silent() -> None:
    case = case_of()
    text = told(
        case,
        given_by("a0", needs="signs"),
        given_by("a1", 0.0, verdict="opposed", needs="assumptions"),
        silent("aid_end_kills", "a3", Gap("outcome absent")),
    )
    assert text == (
        "“Ending aid costs more lives” follows for the authors in 2024 by signs alone "
        "(a clear change). The reverse follows for the settlement camp on an assumption of the "
        "coder (a clear change). The account of “Kremlin” says nothing about it."
    )
    lost = silent("aid_end_kills", "a2", Gap("no path"))
    assert told(case, given_by("a0", needs="signs"), lost).endswith(
        " The account of “Arms prolong it, talks end it” gives no path to it."
    )


def test_accounts_that_answer_alike_share_a_clause() -> None:
    case = case_of()
    large = replace(given_by("a1").size or pytest.fail("no size"), word="large")
    text = told(case, given_by("a0"), given_by("a1", size=large), given_by("a3"))
    assert text.endswith(
        "follows for the authors in 2024, the settlement camp and “Kremlin” with the strengths "
        "assumed (a clear to large change)."
    )
    assert told(case, *(given_by(f"a{n}") for n in range(4))).count(" for ") == 1
    many = case_of([f"The union of {n}" for n in range(6)])
    assert "follows for all six accounts with" in told(many, *(given_by(f"a{n}") for n in range(6)))


def test_a_condition_a_share_and_an_assertion_are_said() -> None:
    case = case_of()
    found = given_by(
        "a0", 0.85, moving=0.5, conditions=("aid_front", "front_killed"),
        asserted=Asserted(("aid_front",), "does not follow", None, None, 0),
    )  # fmt: skip
    assert told(case, found) == (
        "“Ending aid costs more lives” follows for the authors in 2024 if “Western military aid → "
        "The front holds” and “The front holds → Civilians killed” hold, with the strengths "
        "assumed, in most of the draws, asserted and not argued (a clear change)."
    )
    argued = replace(found, asserted=Asserted(("aid_front",), "opposed", 0.0, 2, 3))
    assert "asserted against the argument" in told(case, argued)


def test_a_denial_rules_out_and_a_contradiction_is_not_hidden() -> None:
    case = case_of()
    denied = given_by("a0", 0.0, verdict="opposed", needs=None, presence=0.0, denied=1.0,
                      denials=("aid_calms",), size=None)  # fmt: skip
    assert told(case, denied) == (
        "“Ending aid costs more lives” is ruled out for the authors in 2024 by denial of "
        "“Western military aid → Intensity of fighting”."
    )
    held = replace(denied, verdict="supported", support=1.0, opposed=0.0)
    assert "follows for the authors in 2024 by denial of “Western" in told(case, held)
    torn = given_by("a0", denials=("aid_calms",), denied=0.2)
    assert "despite a denial among the same claims" in told(case, torn)


def test_open_answers_say_how_often_or_why_nothing_can_be_said() -> None:
    case = case_of()
    text = told(
        case,
        given_by("a0", 0.5, verdict="undecided"),
        given_by("a1", 0.79, verdict="undecided", near_threshold=True),
        replace(silent("aid_end_kills", "a3", Gap("nothing moves")), verdict="undecided"),
    )
    assert text.endswith(
        " stays open for the authors in 2024 (it holds in about half of the draws); for the "
        "settlement camp (too near the threshold to call); for “Kremlin” (nothing moves)."
    )


def test_a_number_of_the_test_is_said_once_to_be_the_coders() -> None:
    case = case_of()
    about: dict[str, Any] = {"about": "size", "numbers": (0.9,)}
    text = told(case, given_by("a0", **about), given_by("a1", 0.0, verdict="opposed", **about))
    assert text.endswith(" The number in the test (0.9) is the coder's.")
    assert text.count("coder's") == 1
    assert "(by a clear margin)" in text


def test_where_nobody_can_say_the_title_is_named_all_the_same() -> None:
    verdicts = [silent("aid_end_kills", f"a{n}", Gap("lever absent")) for n in range(3)]
    assert told(case_of(), *verdicts) == (
        "“Ending aid costs more lives” follows from no account: "
        "three accounts say nothing about it."
    )


def test_own_accounts_are_named_first() -> None:
    case = case_of()
    own = replace(case.accounts["a1"], holders=("authors",))
    case = replace(case, accounts={**case.accounts, "a1": own})
    assert " for the settlement camp and the authors in 2024 with" in told(
        case, given_by("a0"), given_by("a1")
    )


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("The Chamber", "the Chamber"),
        ("An office.", "an office"),
        ("Arms prolong the killing", "“Arms prolong the killing”"),
        ("The authors, both texts", "“The authors, both texts”"),
        ("The  town\nand its port", "“The town and its port”"),
    ],
)
def test_only_plain_names_go_without_quotation_marks(title: str, name: str) -> None:
    assert account_name(title) == name


def test_every_judged_contention_is_answered_once_under_its_holder() -> None:
    case, judgement = example_case(), example_judgement()
    found = answers(case, judgement)
    assert [item.contention for item in found] == list(case.contentions)
    assert heading(case, "authors") == "Conclusions of the authors"
    assert heading(case, "") == "Conclusions without a named holder"


SHARES = st.sampled_from([0.0, 0.03, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0])


READINGS = st.lists(
    st.sampled_from(get_args(VerdictWord)).map(
        lambda word: ReadingVerdict("coded", word, 0.5, 0.5)
    ),
    max_size=5,
).map(tuple)


@st.composite
def verdicts_of(draw: st.DrawFn, account: str) -> Verdict:
    """Any verdict whose fields hang together."""
    word: VerdictWord = draw(st.sampled_from(get_args(VerdictWord)))
    kinds = st.lists(st.sampled_from(get_args(GapKind)), max_size=2)
    denied = draw(st.sampled_from([(), (DeniedEffect("western_aid", "fighting", ("x",)),)]))
    gaps = tuple(Gap(kind, denied=denied) for kind in draw(kinds))
    if word == "does not follow":
        return replace(silent("aid_end_kills", account, Gap("no path")), gaps=gaps)
    if word == "true by construction" or draw(st.integers(0, 9)) == 0:
        construction = (SetOutcome("aid_ends", ("popularity",)),) * (word != "undecided")
        return replace(
            silent("aid_end_kills", account, Gap("nothing moves")),
            verdict=word, gaps=gaps, construction=construction,
        )  # fmt: skip
    share, size = draw(SHARES), draw(st.sampled_from(get_args(SizeWord)))
    stated: Stated = draw(st.sampled_from(get_args(Stated)))
    claims = st.lists(st.sampled_from(CLAIMS), max_size=4, unique=True).map(tuple)
    argued = draw(st.sampled_from([None, *get_args(VerdictWord)]))
    about = draw(st.sampled_from(["direction", "size"]))
    return given_by(
        account,
        share,
        verdict=word,
        needs=draw(st.sampled_from([None, *get_args(Needs)])),
        about=about,
        presence=draw(SHARES),
        moving=draw(SHARES),
        denied=draw(SHARES),
        conditions=draw(claims),
        denials=draw(claims),
        near_threshold=draw(st.booleans()),
        numbers=(0.9, 1.0)[: draw(st.integers(0, 2))] if about == "size" else (),
        size=draw(st.sampled_from([None, Size(size, -1.0, 0.5, 1.0, -2.0, stated)])),
        asserted=None if argued is None else Asserted(("aid_front",), argued, None, None, 1),
        gaps=gaps,
        readings=draw(READINGS),
    )


def outside(text: str) -> str:
    """The text with every quotation put as one word."""
    assert text.count("“") == text.count("”")
    return re.sub(r"“[^”]*”", "Quoted", text)


@given(st.data(), st.integers(1, 9))
@settings(max_examples=100, deadline=None)
def test_any_verdicts_make_a_grammatical_answer(data: st.DataObject, accounts: int) -> None:
    names = [NAMES[n % 4] + (f" {n}" if n > 3 else "") for n in range(accounts)]
    case = case_of(names)
    verdicts = [data.draw(verdicts_of(f"a{n}")) for n in range(accounts)]
    found = answer(case, verdicts)
    text = outside(found.text)
    assert "“Ending aid costs more lives”" in found.text
    assert text.endswith(".")
    assert not re.search(r"\s\s|\s[.,;:)]|\(\s|[.,;:(][.,;:)]|;\S|,\S|\bNone\b", text), text
    assert not re.search(rf"\b({'|'.join(DANGLING)})[.,;:)]", text), text
    assert not re.search(r"\b(\w+) \1\b", text), text
    assert text.count("(") == text.count(")")
    assert all(part[:1].isupper() for part in re.split(r"(?<=[a-zA-Z)])\. ", text)), text
    said = [account for way in found.ways for account in way.accounts]
    assert sorted(said) == sorted(case.accounts)
    assert counted_or_named(case, text, found.text) == accounts
    body = found.text.replace("“Ending aid costs more lives”", "").partition(" The number")[0]
    assert len(body.split()) <= MOST_WORDS, body


def counted_or_named(case: Case, bare: str, text: str) -> int:
    """How many accounts an answer accounts for, by name or in a number."""
    numbers = {spelt(n): n for n in range(1, 13)}
    found = re.findall(r"\b(\w+) accounts?\b", bare)
    counted = sum(numbers.get(word.lower(), 0) for word in found)
    names = sorted((account_name(spec.title) for spec in case.accounts.values()), key=len)
    for name in reversed(names):
        counted += text.count(name)
        text = text.replace(name, "")
    return counted


@given(st.data())
@settings(max_examples=50, deadline=None)
def test_the_words_are_the_same_whoever_gives_the_answer(data: st.DataObject) -> None:
    case = case_of(["The authors", "The settlers", "The traders"])
    found = data.draw(verdicts_of("a0"))
    texts = {
        told(case, replace(found, account=id_)).replace(account_name(spec.title), "WHO")
        for id_, spec in case.accounts.items()
    }
    assert len(texts) == 1


def test_several_numbers_are_the_coders_in_the_plural() -> None:
    about = given_by("a0", about="size", numbers=(0.95, 0.8))
    assert told(case_of(), about).endswith(" The numbers in the test (0.95, 0.8) are the coder's.")


def test_readings_under_which_the_verdict_is_another_are_counted() -> None:
    case = case_of()
    same = ReadingVerdict("coded", "supported", 1.0, 0.0)
    other = replace(same, reading="wide", verdict="undecided", support=0.5, opposed=0.5)
    found = given_by("a0", readings=(same, replace(same, reading="shared"), other))
    assert " with the strengths assumed, in two of three readings only (a clear" in told(
        case, found
    )
    assert "reading" not in told(case, given_by("a0", readings=(same, same)))


def test_an_answer_of_many_accounts_on_many_grounds_is_cut_to_who_gives_it() -> None:
    case = case_of([f"Number {n}, who speaks for all of the others who agree" for n in range(9)])
    needs: tuple[Needs, ...] = ("signs", "strengths", "assumptions")
    follows = [given_by(f"a{n}", needs=needs[n % 3]) for n in range(7)]
    denied = given_by("a7", 0.0, verdict="opposed", needs=None, presence=0.0, denied=1.0,
                      denials=("aid_calms",), size=None)  # fmt: skip
    text = told(case, *follows, denied, silent("aid_end_kills", "a8", Gap("no path")))
    assert text == (
        "“Ending aid costs more lives” follows for seven accounts. It is ruled out for “Number 7, "
        "who speaks for all of the others who agree” by denial. The account of “Number 8, who "
        "speaks for all of the others who agree” cannot tell."
    )
