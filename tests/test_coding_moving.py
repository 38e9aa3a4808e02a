"""Carrying a coded case to an edited text: every anchor is the same, moved, reworded or lost.

The edits are those that users of coding tools ask for (a transcript corrected, a paragraph put in,
a statement published anew) and those that must never pass unseen: a negation, a number, a
direction, and a sentence taken out beside one that is like it.
"""

import random
import time
from pathlib import Path

import pytest

from contention.case.parsed_case import read_draft
from contention.case.text.word_print import word_print
from contention.coding.moving.move_plan import MovePlan, plan_move
from contention.coding.moving.places import MovedPlaces
from contention.coding.moving.rewording import reworded
from tests.moving_case import PARTS, coded_case, plain
from tests.test_case_anchors import HARMLESS, SENTENCES, TEXT


@pytest.fixture
def coded(tmp_path: Path) -> Path:
    return coded_case(tmp_path)


def plan(coded: Path, new: str, *, known: bool = True) -> MovePlan:
    draft = read_draft(coded)
    return plan_move(draft, "page", word_print(TEXT), TEXT if known else None, new)


def by_state(made: MovePlan) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {"same": set(), "moved": set(), "reworded": set(), "lost": set()}
    for each in made.moved:
        found[each.state].add(each.id)
    return found


def words_at(made: MovePlan, new: str) -> dict[str, str]:
    return {each.id: new[each.new.start : each.new.end] for each in made.moved if each.new}


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("change", [each for each in HARMLESS if each != "numbers of notes"])
def test_what_does_not_count_moves_everything_to_its_words(
    coded: Path, change: str, known: bool
) -> None:
    new = HARMLESS[change](TEXT)
    made = plan(coded, new, known=known)
    assert by_state(made)["same"] == {each.id for each in made.moved}
    found = words_at(made, new)
    for name, words in {**SENTENCES, **{f"part_{n}": w for n, w in PARTS.items()}}.items():
        if known:
            assert (
                plain(found[name].replace("ﬃ", "ffi").replace("ﬁ", "fi").replace("ﬀ", "ff"))
                == (plain(words))
                or change == "decomposed"
            )


@pytest.mark.parametrize("known", [True, False])
def test_a_paragraph_put_in_shifts_what_follows(coded: Path, known: bool) -> None:
    new = TEXT.replace(SENTENCES["opening"], f"A word first.\n\n{SENTENCES['opening']}")
    made = plan(coded, new, known=known)
    assert by_state(made)["same"] == {each.id for each in made.moved}
    found = words_at(made, new)
    assert found["part_alder"] == PARTS["alder"]
    assert found["crossing"].strip("£") == "4"
    assert found["close"].rstrip(".") == SENTENCES["close"].rstrip(".")


EDITS = {
    "a negation came": ("ferry lowers", "ferry never lowers", "reworded", ["negation"],
                        {"lowers", "part_bridge"}),
    "a negation went": ("does not raise", "does raise", "reworded", ["negation"],
                        {"not", "part_houses"}),
    "a contracted negation": ("does not raise the price", "doesn’t lift the price", "reworded", [],
                              {"not", "part_houses"}),
    "a direction": ("lowers", "raises", "reworded", ["direction"], {"lowers", "part_bridge"}),
    "a number": ("10,500", "12,900", "reworded", ["number"], {"count"}),
    "a number word": ("six minutes", "ten minutes", "reworded", ["number"],
                      {"twin_a", "part_alder"}),
    "a spelling": ("passengers", "travellers", "reworded", [], {"middle", "part_fare"}),
    "a sentence taken out": (SENTENCES["not"] + " ", "", "lost", [], {"not", "part_houses"}),
    "one of two alike": (SENTENCES["twin_a"] + " ", "", "lost", [], {"twin_a", "part_alder"}),
    "a sentence replaced": (SENTENCES["office"], "Ask the harbour master.", "lost", [], {"office"}),
    "the cost": ("£4", "£5", "reworded", ["number"], {"cost", "crossing"}),
}  # fmt: skip


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("edit", EDITS)
def test_a_change_is_seen_at_its_claims_and_nowhere_else(
    coded: Path, edit: str, known: bool
) -> None:
    old, new, state, kinds, ids = EDITS[edit]
    text = TEXT.replace(old, new)
    made = plan(coded, text, known=known)
    states = by_state(made)
    assert states["reworded"] | states["lost"] == ids
    assert states["moved"] == set()
    if known:
        assert states[state] == ids
        for each in made.moved:
            if each.id in ids and each.wording is not None:
                assert set(kinds) <= set(each.wording.kinds)
    assert {each.id for each in made.undecided()} == ids


def test_the_words_that_went_and_came_are_told(coded: Path) -> None:
    made = plan(coded, TEXT.replace("lowers the number", "raises the number"))
    (told,) = (each for each in made.moved if each.id == "lowers")
    assert told.wording is not None
    assert (told.wording.removed, told.wording.added) == (("lowers",), ("raises",))
    assert told.before == SENTENCES["lowers"]
    assert told.after == SENTENCES["lowers"].replace("lowers", "raises")


def test_where_only_the_print_is_known_the_new_words_are_told(coded: Path) -> None:
    made = plan(coded, TEXT.replace("lowers the number", "raises the number"), known=False)
    (told,) = (each for each in made.moved if each.id == "lowers")
    assert told.before is None
    assert told.wording is not None
    assert told.wording.removed == ()
    assert told.wording.added == ("raises",)
    assert told.wording.kinds == ("direction",)


def test_a_reworded_place_has_the_new_words(coded: Path) -> None:
    new = TEXT.replace("lowers the number of cars", "raises by far the number of cars")
    found = words_at(plan(coded, new), new)
    assert found["part_bridge"] == "raises by far the number of cars on the old bridge"
    assert found["lowers"].startswith("The ferry raises by far")


def test_words_replaced_at_the_very_beginning_belong_to_the_place(coded: Path) -> None:
    new = TEXT.replace("The harbour and its ferry\n", "Our haven and its ferry\n")
    found = words_at(plan(coded, new), new)
    assert found["title"] == "Our haven and its ferry"


def test_an_edit_beside_an_anchor_does_not_make_it_longer(coded: Path) -> None:
    new = TEXT.replace("The ferry lowers", "So they say that the ferry lowers")
    new = new.replace("old bridge. In", "old bridge, it seems. In")
    made = plan(coded, new)
    found = words_at(made, new)
    assert found["part_bridge"] == PARTS["bridge"]
    (told,) = (each for each in made.moved if each.id == "part_bridge")
    assert told.state == "reworded"
    assert told.own_words


@pytest.mark.parametrize("known", [True, False])
def test_a_sentence_that_went_elsewhere_is_found_there(coded: Path, known: bool) -> None:
    office = SENTENCES["office"]
    new = TEXT.replace(office + " ", "").replace(
        SENTENCES["short"], f"{SENTENCES['short']} {office}"
    )
    made = plan(coded, new, known=known)
    assert by_state(made)["moved"] == {"office"}
    assert words_at(made, new)["office"].rstrip(".") == office.rstrip(".")
    assert made.undecided() == ()


def test_two_sentences_that_parted_are_not_one_place(coded: Path) -> None:
    """A claim over two sentences is lost where they went elsewhere with another one between."""
    file = coded / "claims" / "page.yaml"
    one, two = SENTENCES["quote"], SENTENCES["office"]
    start = TEXT.index(one)
    both = f"{{start: {start}, end: {start + len(one) + 1 + len(two)}}}"
    alone = f"{{start: {start}, end: {start + len(one)}}}"
    file.write_text(file.read_text("utf-8").replace(alone, both), "utf-8")
    without = TEXT.replace(f"{one} {two} ", "")
    together = plan(coded, f"{one} {two}\n\n{without}")
    assert by_state(together)["moved"] == {"quote", "office"}
    apart = plan(coded, f"{one} It was a windy day. {two}\n\n{without}")
    assert by_state(apart)["moved"] == {"office"}
    assert by_state(apart)["lost"] == {"quote"}


def test_a_sentence_in_two_other_places_is_lost_rather_than_guessed(coded: Path) -> None:
    office = SENTENCES["office"]
    new = TEXT.replace(office + " ", "").replace(SENTENCES["short"], f"{office} Why? {office}")
    (told,) = (each for each in plan(coded, new).moved if each.id == "office")
    assert told.state == "lost"
    assert "2 other places" in told.reason


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        ("It can’t last", "It can last", ("negation",)),
        ("killed 10,500", "killed 12,900", ("number",)),
        ("rose by 1.5%", "rose by 15%", ("number",)),
        ("fell by -1.2", "fell by 1.2", ("number",)),
        ("it raises rents", "it increases rents", ()),
        ("it raises rents", "it cuts rents", ("direction",)),
        ("fewer men", "more men", ("direction",)),
        ("three of them never came", "two of them came", ("negation", "number")),
        ("the goverment", "the government", ()),
        ("“A” — b", "'a' b", ()),
    ],
)
def test_what_may_change_what_is_said_is_named(old: str, new: str, kinds: tuple[str, ...]) -> None:
    assert reworded(old, new).kinds == kinds


@pytest.mark.slow
def test_a_text_of_a_hundred_thousand_words_is_moved_in_seconds() -> None:
    drawn = random.Random(4)
    stock = ["".join(drawn.choices("abcdefghij", k=drawn.randint(2, 9))) for _ in range(9000)]
    words = [stock[min(8999, int(drawn.paretovariate(0.6)))] for _ in range(100_000)]
    old = " ".join(f"{word}." if drawn.random() < 0.05 else word for word in words)
    edited = old.split()
    for _ in range(1000):
        at = drawn.randrange(len(edited))
        edited[at : at + 1] = drawn.choice(([], ["not", edited[at]], ["other"]))
    begun = time.process_time()
    places = MovedPlaces.of(word_print(old), old, " ".join(edited))
    spent = time.process_time() - begun
    assert 0.98 < places.share < 1
    assert spent < 60  # quadratic alignment takes many minutes
