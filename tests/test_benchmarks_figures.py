from benchmarks.figures import HALVES, GoldFigure, read_half, score


def test_the_halves_are_as_large_as_said() -> None:
    assert [len(read_half(half)) for half in HALVES] == [50, 50]


def test_what_is_missed_made_up_or_wrong_is_counted() -> None:
    bridge = GoldFigure(40, None, "bridge", "exactly", ("bridges",), None, None)
    missed = GoldFigure(7, None, "tunnel", "exactly", (), None, None)
    scores = score([("At least 40 bridges and 12 dams are closed.", [bridge, missed])])
    assert (scores.precision, scores.recall) == (0.5, 0.5)
    assert scores.right["unit"] == 1.0
    assert scores.right["comparator"] == 0.0
    assert [line.split(":")[0] for line in scores.wrong] == [
        "comparator at least, not exactly", "missed 7", "made up 12 dam",
    ]  # fmt: skip
