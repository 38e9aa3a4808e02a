from dataclasses import replace

import pytest

from contention.documents.files import document_from_text
from contention.extraction.figures.find import find_figures
from contention.extraction.figures.number_words import amounts
from contention.extraction.proposals import ProposedFigure


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


@pytest.mark.parametrize(
    ("text", "value", "unit", "subject"),
    [
        ("Some 4,200 lorries cross the bridge every day.", 4200, "lorry/day", "lorries cross"),
        ("Fine dust stood at 27 micrograms per cubic metre.", 27, "microgram/metre**3", "dust"),
        ("Two in five tenants are in arrears.", 0.4, "share", "tenants in arrears"),
        ("The levy will cut the number of flights by 12%.", 12, "percent", "number of flights"),
        ("The harbour loses half a percentage point.", 0.5, "percentage_point", "harbour"),
        ("Rents doubled to 900 crowns.", 900, "crown", "Rents"),
        ("The war has lasted three decades.", 30, "year", "war"),
        ("A quarter of a million Latvians left.", 250_000, "person", "Latvians left"),
        ("The 1600 megawatts come from one dam.", 1600, "megawatt", "come from one dam"),
    ],
)
def test_units_and_subjects(text: str, value: float, unit: str, subject: str) -> None:
    found = only(text)
    assert found.value == pytest.approx(value)
    assert (found.unit, subject in found.subject) == (unit, True), found.subject


def test_a_noun_that_is_left_out_is_that_of_the_number_before() -> None:
    text = "Over 3,000 soldiers were wounded, and 410 killed; exports, 40 tonnes in 2020, fell."
    found = find_figures(document_from_text(text))
    assert [(each.value, each.unit, each.date) for each in found] == [
        (3000, "person", "2020"), (410, "person", "2020"), (40, "tonne", "2020"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "See Figure 3, article 12 and the talks of 2018–19.",
        "They met at 7:45 and again at 6 pm on 12 May.",
        "The 7th Fleet left port No. 5.",
    ],
)
def test_labels_times_of_day_and_years_are_no_figures(text: str) -> None:
    assert find_figures(document_from_text(text)) == ()


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Rents rose by 9%, says the Tenants’ League.", "the Tenants’ League"),
        ("In 2016, 73 journalists were killed, the watchdog says.", "the watchdog"),
        ("It says that 40 bridges are closed.", None),
        ("An estimated 80 bridges are closed.", None),
    ],
)
def test_sources(text: str, source: str | None) -> None:
    assert only(text).source == source


def test_last_year_counts_from_the_documents_date() -> None:
    document = replace(document_from_text("Last year 40 bridges were closed."), date="2024-02-24")
    assert [each.date for each in find_figures(document)] == ["2023"]


@pytest.mark.parametrize("digits", ["9" * 40, "9" * 400, "0." + "0" * 40 + "1"])
def test_a_number_beyond_what_a_case_may_hold_is_no_figure(digits: str) -> None:
    assert find_figures(document_from_text(f"The province counted {digits} tonnes of grain.")) == ()
    assert only("The province counted 900000000 tonnes of grain.").value == 9e8


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("The wall is 1,5 m high.", 1.5, "metre"),
        ("The road is 1 500 m long.", 1_500, "metre"),
        ("The tower is 12,5 metres high.", 12.5, "metre"),
        ("Snow lay 500m above the village.", 500, "metre"),
        ("The fall was 12 m.", 12, "metre"),
        ("They fenced 40 m² of soil.", 40, "metre**2"),
        ("The trust paid £1.5m.", 1_500_000, "GBP"),
        ("It reached 5m people.", 5_000_000, "person"),
        ("It reached 5 m people.", 5_000_000, "person"),
        ("It paid 5 m dollars.", 5_000_000, "USD"),
        ("It costs €1,5 million.", 1_500_000, "EUR"),
        ("They paid 1.234.567 euros.", 1_234_567, "EUR"),
        ("They paid 1.234,50 euros.", 1_234.5, "EUR"),
        ("They built 12,34,567 homes.", 1_234_567, "home"),
        ("They built 12 500 homes.", 12_500, "home"),
        ("They built 1,500 homes.", 1_500, "home"),
        ("Growth was 0,125 percent.", 0.125, "percent"),
        ("Over 10⁶ cells died.", 1e6, "cell"),
        ("Some 2.5 x 10^3 cells died.", 2_500, "cell"),
        ("They bought 40 buses.", 40, "bus"),
        ("They raised 12 fares.", 12, "fare"),
    ],
)
def test_commas_points_and_metres(text: str, value: float, unit: str) -> None:
    (found,) = find_figures(document_from_text(text))
    assert found.unit == unit
    assert found.value == pytest.approx(value)


@pytest.mark.parametrize("text", ["See articles 1,2 of it.", "They ate 1,500,5 apples."])
def test_commas_that_may_mean_two_things_make_no_figure(text: str) -> None:
    assert find_figures(document_from_text(text)) == ()


@pytest.mark.parametrize("repeated", ["£5m ", "5 km ", "one in two ", "in 2019 with 40 cars "])
def test_a_sentence_of_thousands_of_numbers_is_read(repeated: str) -> None:
    count = 500
    document = document_from_text(f"The levy cost {repeated * count}.")
    assert len(document.sentences) == 1
    assert len(find_figures(document)) == count


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("In 2019 a firm was founded that shipped 40 tonnes of flour in 2021.", "2021"),
        ("Since 2015 a clinic that opened in 2018 has treated 900 patients.", "2018"),
        ("Fires burned 40 houses in 2021 and 90 houses in 2023.", "2021"),
        ("In 2019 the mill shipped 40 tonnes of flour, far more than in 2021.", "2019"),
    ],
)
def test_a_date_behind_a_figure_is_its_own_unless_it_is_compared_with(text: str, date: str) -> None:
    assert find_figures(document_from_text(text))[0].date == date
