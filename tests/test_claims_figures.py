import pytest

from contention.claims.figures import find_figures
from contention.claims.numbers import amounts
from contention.claims.values import ProposedFigure
from contention.read.files import document_from_text


def only(text: str) -> ProposedFigure:
    found = find_figures(document_from_text(text))
    assert len(found) == 1, [(each.value, each.subject) for each in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "value", "unit", "comparator"),
    [
        ("Over 12,000 tenants were evicted.", 12_000, "person", "over"),
        ("At least 40 civilians have been killed.", 40, "person", "at least"),
        ("Some 3.5 million people have left the country.", 3_500_000, "person", "about"),
        ("The damage is estimated at over $300 billion.", 3e11, "USD", "over"),
        ("Nearly 45 percent of homes stood empty.", 45, "percent", "under"),
        ("Twenty-five per cent of homes stood empty.", 25, "percent", "exactly"),
        ("The bill reached €2.5m in spring.", 2_500_000, "EUR", "exactly"),
        ("Half a million people have fled.", 500_000, "person", "about"),
        ("Hundreds of thousands of buildings have been destroyed.", 200_000, "building", "about"),
        ("No more than two hundred and fifty soldiers returned.", 250, "person", "at most"),
    ],
)
def test_numbers_with_unit_and_comparator(
    text: str, value: float, unit: str, comparator: str
) -> None:
    found = only(text)
    assert found.value == pytest.approx(value)
    assert (found.unit, found.comparator) == (unit, comparator)


def test_ranges_dates_and_sources() -> None:
    found = only("According to the city council, between 5 and 7 percent of tenants moved in 2021.")
    assert (found.value, found.high, found.date) == (5, 7, "2021")
    assert found.source == "the city council"
    assert found.holder == "the city council"


def test_dates_marks_of_lists_and_calls_of_notes_are_no_figures() -> None:
    text = "On 24 February 2022 it began.[12] The war of 2014 had not ended. See [3]."
    assert find_figures(document_from_text(text)) == ()


def test_the_anchor_holds_comparator_number_and_subject() -> None:
    text = "We know that over 12,000 tenants were evicted."
    found = only(text)
    assert text[found.anchor.start : found.anchor.end] == "over 12,000 tenants"


def test_numbers_do_not_overlap() -> None:
    found = amounts("between 1,000 and 2,000, or 3 to 4 million, or twenty thousand, or 7%")
    assert [(each.value, each.high) for each in found] == [
        (1000, 2000), (3_000_000, 4_000_000), (20_000, None), (7, None),
    ]  # fmt: skip
