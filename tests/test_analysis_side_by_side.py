"""Two texts and two accounts side by side, on a case small enough to work out by hand."""

from dataclasses import replace

import pytest

from contention.analysis.side_by_side import (
    SideBySide,
    account_of,
    judged_side_by_side,
    successive,
)
from contention.case.coded_document import Document
from contention.case.model import AccountSpec, Case, Contention, Figure, Scenario, SetAction
from tests.building import case_of, claim, level, relation

ASKED = {
    "turned": "final(c @ push) > final(c @ rest)",
    "lost": "final(d @ push) > final(d @ rest)",
    "same": "final(b @ push) > final(b @ rest)",
    "denied": "final(e @ push) > final(e @ rest)",
}


def texts() -> Case:
    """Two texts by one author: b's effect on c turns, a's on d goes, one on e is denied."""
    built = case_of(
        [level(name) for name in "abcde"],
        [],
        scenarios=[Scenario("push", "Push", (SetAction("a", 2.0, 2022.0),))],
        contentions=[Contention(id_, id_, test) for id_, test in ASKED.items()],
    )
    said = [
        ("one", "ab1", relation("a", "b"), "hedged"),
        ("one", "bc1", relation("b", "c"), "asserted"),
        ("one", "ad1", relation("a", "d"), "asserted"),
        ("two", "ab2", relation("a", "b", "+", 0.7), "asserted"),
        ("two", "bc2", relation("b", "c", "-"), "asserted"),
        ("two", "ae2", relation("a", "e"), "negated"),
    ]
    claims = {
        id_: replace(claim(id_, relation_, stance=stance), document=text)
        for text, id_, relation_, stance in said
    }
    titles = {"one": "2021-05", "two": "2022-05-01", "three": "2020"}
    documents = {
        id_: Document(id_, id_, "author", date, 100, "0" * 64) for id_, date in titles.items()
    }
    accounts = {
        id_: AccountSpec(f"by_{id_}", f"By {id_}", ("author",), (id_,)) for id_ in ("one", "two")
    }
    figures = {
        id_: Figure(id_, id_, "People who march", number, "person", holder="author")
        for id_, number in (("one", 10.0), ("two", 20.0))
    }
    return replace(
        built, claims=claims, documents=documents, figures=figures,
        accounts={spec.id: spec for spec in accounts.values()},
    )  # fmt: skip


def compared(case: Case, first: str, second: str, *, documents: bool) -> SideBySide:
    return judged_side_by_side(
        case, first, second, documents=documents, draws=32, seed=1, workers=1
    )


@pytest.fixture(scope="module")
def found() -> SideBySide:
    return compared(texts(), "one", "two", documents=True)


def test_what_became_of_each_claim(found: SideBySide) -> None:
    told = {(pair.cause, pair.effect): pair.kind for pair in found.pairs}
    assert told == {
        ("a", "b"): "strengthened", ("b", "c"): "reversed", ("a", "d"): "dropped",
        ("a", "e"): "new",
    }  # fmt: skip


def test_which_verdicts_changed_and_because_of_what(found: SideBySide) -> None:
    told = {
        change.before.contention: (change.before.verdict, change.after.verdict)
        for change in found.verdicts
    }
    assert told == {
        "turned": ("supported", "opposed"),
        "lost": ("supported", "does not follow"),
        "denied": ("does not follow", "opposed"),
    }
    assert found.unchanged == 1
    causes = {
        change.before.contention: {
            (cause.claim, cause.later, cause.without, cause.settles) for cause in change.causes
        }
        for change in found.verdicts
    }
    silent = "does not follow"
    assert causes["turned"] >= {("bc1", False, silent, False), ("bc2", True, silent, False)}
    assert causes["lost"] == {("ad1", False, silent, True)}
    chains = {change.before.contention: change.chain for change in found.verdicts}
    assert chains == {"turned": (), "lost": ("a", "d"), "denied": ()}


def test_a_connection_that_two_claims_deny_is_laid_to_both() -> None:
    case = texts()
    again = replace(case.claims["ae2"], id="again")
    both = replace(case, claims={**case.claims, "again": again})
    for each, causes in ((case, ["ae2"]), (both, [])):
        changes = compared(each, "one", "two", documents=True).verdicts
        (denied,) = [change for change in changes if change.before.contention == "denied"]
        assert [cause.claim for cause in denied.causes] == causes
        assert set(denied.denials) == {"ae2", "again"} & set(each.claims)


def test_figures_are_compared(found: SideBySide) -> None:
    (change,) = found.figures
    assert change.kind == "brought up to date"


def test_accounts_count_the_common_ground() -> None:
    case = replace(texts(), common_ground=("ad1",))
    pairs = compared(case, "by_one", "by_two", documents=False).pairs
    assert {(pair.cause, pair.effect): pair.kind for pair in pairs}["a", "d"] == "kept"


def test_a_text_without_an_account_of_its_own_has_no_verdicts() -> None:
    case = texts()
    assert [account_of(case, id_) for id_ in ("one", "two", "three")] == ["by_one", "by_two", None]
    found = compared(case, "one", "three", documents=True)
    assert (found.verdicts, found.unchanged) == ((), 0)
    assert {pair.kind for pair in found.pairs} == {"dropped"}


def test_texts_of_one_author_follow_each_other_by_date_and_summaries_are_none() -> None:
    case = texts()
    assert successive(case) == (("three", "one"), ("one", "two"))
    summary = replace(case.documents["one"], kind="summary")
    assert successive(replace(case, documents={**case.documents, "one": summary})) == (
        ("three", "two"),
    )
