"""Which names are proposed as one, as opposites, or not at all, and which of two stays."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contention.coding.merges.pairs import compare
from contention.coding.merges.propose import MOST, Known, propose_merges
from contention.extraction.naming import shipped
from contention.extraction.naming.synonyms import opposite
from contention.extraction.naming.title_words import name_of, proper_in
from contention.extraction.naming.vectors import Vectors

LARGEST = 4 * 1000 * 1000


@pytest.fixture(scope="module")
def vectors() -> Vectors:
    return Vectors.load()


@pytest.mark.parametrize(
    ("one", "two", "turned"),
    [
        ("Rents", "The rent", False),
        ("Joblessness", "Unemployment", False),
        ("Price of bread", "Bread prices", False),
        ("Emissions of CO2", "Carbon dioxide emissions", False),
        ("Peace", "War", True),
        ("Employment", "Joblessness", True),
        ("Trust in the council", "Lack of trust in the council", True),
        ("Trust in the council", "Decline in trust in the council", True),
        ("Lack of trust", "Distrust", False),
        ("Shortage of nurses", "Surplus of nurses", True),
        ("Regular work", "Irregular work", True),
        ("Compliance", "Non-compliance", True),
        ("The war", "Stopping the war", True),
        ("Rising prices", "Falling prices", True),
        ("More trust", "Less trust", True),
        ("Traffic in the streets", "Reduced traffic in the streets", True),
        ("Better schools", "Worse schools", True),
        ("Strong army", "Weak army", True),
        ("Vacant flats", "Occupied flats", True),
        ("Landlords investing", "Landlords not investing", True),
        ("Parking spaces", "Parking spaces removed", True),
        ("New building", "New building slows", True),
        ("Tenants moving in", "Tenants moving out", True),
    ],
)
def test_words_alone_tell_same_and_opposite(one: str, two: str, turned: bool) -> None:
    for pair in ((one, two), (two, one)):
        found = compare(*pair)
        assert found is not None, pair
        assert (found.turned, found.found_by) == (turned, "words")
        assert found.similarity >= 0.6
        assert found.reason


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Exports", "Imports"),
        ("Male unemployment", "Female unemployment"),
        ("Fuel prices", "Fuel taxes"),
        ("Rents", "Affordable rents"),
        ("Access to the beach", "Inaccessible beach"),
        ("Tenants moving", "Tenants moving out"),
        ("Trust in Georgia", "Trust in Armenia"),
        ("Budget of 2023", "Budget of 2024"),
        ("Peace talks", "War crimes"),
        ("Trust in the council", "Distrust of journalists"),
        ("Women in work", "Men out of work"),
        ("Inflation", "Inflation targets"),
        ("Imports", "Ports"),
        ("", "The"),
        ("Rain", "Shoes"),
    ],
)
def test_what_differs_is_never_proposed(vectors: Vectors, one: str, two: str) -> None:
    for how in (None, vectors):
        assert compare(one, two, how) is None
        assert compare(two, one, how) is None


def test_embeddings_find_what_words_do_not(vectors: Vectors) -> None:
    for one, two in (("Psychiatric disorders", "Mental illness"), ("Hot summers", "Hotter summers"),
                     ("Economic growth", "Growth of the economy")):  # fmt: skip
        assert compare(one, two) is None
        found = compare(one, two, vectors)
        assert found is not None
        assert (found.turned, found.found_by) == (False, "embeddings")


WORDS = ["peace/war", "health/illness", "order/disorder", "trust/mistrust", "hope/despair"]


TAILS = ["", " in the valley", " of the town", " among workers"]


@given(st.sampled_from(WORDS), st.sampled_from(TAILS), st.sampled_from(["", "lack of "]))
def test_opposites_are_never_the_same(words: str, tail: str, lead: str) -> None:
    one, two = words.split("/")
    found = compare(f"{lead}{one}{tail}", f"{two}{tail}", Vectors.load() if not tail else None)
    assert found is not None
    assert found.turned is (lead == "")


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_names_compare_alike_both_ways(one: str, two: str) -> None:
    there, back = compare(one, two), compare(two, one)
    assert (there is None) == (back is None)
    if there is not None and back is not None:
        assert (there.similarity, there.turned) == (back.similarity, back.turned)
        assert 0 <= there.similarity <= 1


def test_prefixes_that_make_no_opposite() -> None:
    assert opposite("regular", "irregular")
    assert not opposite("port", "import")
    assert not opposite("flow", "inflow")
    assert not opposite("come", "income")


def test_what_says_none_and_what_says_how_much_is_left_out() -> None:
    name = name_of("Lack of the number of doctors")
    assert name.turned
    assert name.keys == {"doctor"}
    assert name_of("Level of trust").keys == name_of("Trust").keys


def test_names_in_a_text_are_told_from_words_that_begin_sentences() -> None:
    text = "Buses are slow, and Anna knows. The buses of Ghent, says Anna, are Slow. Trams are not."
    assert proper_in(text) == {"anna", "ghent"}


def test_existing_factors_stay_then_those_named_more() -> None:
    titles = {"jobless": "Joblessness", "out_of_work": "Unemployment", "peace": "Peace",
              "war": "War", "arms": "Arms", "weapons": "Weapons"}  # fmt: skip
    counts = {"jobless": 9, "out_of_work": 1, "peace": 1, "war": 4, "arms": 5, "weapons": 5}
    found, more = propose_merges(Known(titles, counts, existing={"out_of_work", "arms", "weapons"}))
    assert {(m.factor, m.into): m.turned for m in found} == {
        ("jobless", "out_of_work"): False, ("peace", "war"): True,
    }  # fmt: skip
    assert more == 0


def test_known_pairs_are_not_proposed_again() -> None:
    titles = {"peace": "Peace", "war": "War", "rent": "Rents", "rents": "The rents"}
    assert len(propose_merges(Known(titles))[0]) == 2
    joined = [("war", "peace")]
    found, _ = propose_merges(Known(titles, joined=joined))
    assert [{m.factor, m.into} for m in found] == [{"rent", "rents"}]
    parted = [("rents", "rent")]
    assert propose_merges(Known(titles, joined=joined, parted=parted)) == ((), 0)


def test_no_factor_goes_twice_and_what_is_joined_is_not_joined_again() -> None:
    titles = {"a": "Rents", "b": "The rent", "c": "Rental", "d": "His rents"}
    found, _ = propose_merges(Known(titles, {"a": 9}))
    assert sorted((m.factor, m.into) for m in found) == [("b", "a"), ("c", "a"), ("d", "a")]
    known = Known(titles, {"b": 9}, existing={"a", "b"})
    found, _ = propose_merges(known)
    assert len({m.factor for m in found}) == len(found)
    assert {m.factor for m in found} <= {"c", "d"}


def test_a_reading_proposes_so_many_at_most_the_surest_first() -> None:
    titles = {f"f{n}": f"Price of {thing}" for n, thing in enumerate(["bread"] * 30)}
    found, more = propose_merges(Known(titles))
    assert (len(found), more) == (MOST, 29 - MOST)
    scores = [merge.similarity for merge in found]
    assert scores == sorted(scores, reverse=True)


def test_the_table_is_small_and_loads(vectors: Vectors) -> None:
    folder = Path(shipped.__file__).parents[2] / "extraction" / "model" / "weights"
    assert (folder / "pieces.npz").stat().st_size <= LARGEST
    assert (folder / "PIECES_CARD.md").is_file()
    assert vectors.likeness(["rent"], ["rent"]) == pytest.approx(1.0, abs=1e-5)
    assert vectors.likeness(["rent"], []) == 0.0


def test_embeddings_that_cannot_be_loaded_are_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Vectors:
        raise OSError("no such table")

    monkeypatch.setattr(Vectors, "load", broken)
    shipped.shipped_vectors.cache_clear()
    try:
        vectors, note = shipped.shipped_vectors()
    finally:
        shipped.shipped_vectors.cache_clear()
    assert vectors is None
    assert "words alone propose merges" in note
    assert "no such table" in note


def test_a_table_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    import numpy as np

    folder = Path(shipped.__file__).parents[2] / "extraction" / "model" / "weights"
    (tmp_path / "tokenizer.json").write_bytes((folder / "tokenizer.json").read_bytes())
    np.savez(tmp_path / "pieces.npz", rows=np.zeros((3, 4), np.int8), scales=np.ones(3, np.float16))
    with pytest.raises(OSError, match="does not fit"):
        Vectors.load(tmp_path)
    with pytest.raises(FileNotFoundError):
        Vectors.load(tmp_path / "nowhere")
