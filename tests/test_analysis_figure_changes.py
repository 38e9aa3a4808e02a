"""Which figures of two texts give the same quantity, and what became of them."""

from contention.analysis.figure_changes import figure_changes
from contention.case.model import Figure


def figure(
    identifier: str,
    subject: str,
    value: float,
    *,
    unit: str = "person",
    factor: str | None = None,
    comparator: str = "about",
) -> Figure:
    return Figure(identifier, "text", subject, value, unit, comparator, factor=factor)


BEFORE = [
    figure("dead", "Civilians killed in Ukraine", 7000, factor="civilians"),
    figure("fled", "Refugees abroad", 6e6, factor="refugees"),
    figure("year", "Year of the uprising in Belarus", 2020, unit="year", factor="waves"),
    figure("opinion", "Share against concessions", 0.9, unit=""),
]
AFTER = [
    figure("rising", "Year of the uprising in Kazakhstan", 2022, unit="year", factor="waves"),
    figure("year2", "Year of the uprising in Belarus", 2020, unit="year", factor="waves"),
    figure("dead2", "Number of killed civilians", 10000, factor="civilians", comparator="over"),
    figure("fled2", "Refugees abroad", 6e6, unit="household", factor="refugees"),
]


def test_figures_are_paired_by_unit_and_subject() -> None:
    told = [
        (change.kind, change.before and change.before.id, change.after and change.after.id)
        for change in figure_changes(BEFORE, AFTER)
    ]
    assert told == [
        ("brought up to date", "dead", "dead2"),
        ("not repeated", "fled", None),  # another unit
        ("repeated", "year", "year2"),  # and not the rising in Kazakhstan, less alike
        ("not repeated", "opinion", None),
        ("new", None, "rising"),
        ("new", None, "fled2"),
    ]


def test_a_number_that_becomes_a_bound_is_brought_up_to_date() -> None:
    one, two = figure("a", "People detained", 500), figure("b", "People detained", 500)
    (same,) = figure_changes([one], [two])
    (bound,) = figure_changes([one], [figure("b", "People detained", 500, comparator="over")])
    assert (same.kind, bound.kind) == ("repeated", "brought up to date")


def test_other_factors_need_more_words_in_common() -> None:
    one = figure("a", "Soldiers killed", 1, factor="soldiers")
    other = figure("b", "Civilians killed last year", 2, factor="civilians")
    assert [change.kind for change in figure_changes([one], [other])] == ["not repeated", "new"]
