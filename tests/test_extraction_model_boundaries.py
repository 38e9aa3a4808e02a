"""Where spans may begin and end."""

import pytest

from contention.extraction.model.boundaries import boundaries


def offsets_of(text: str, pieces: list[str]) -> list[tuple[int, int]]:
    offsets, position = [(0, 0)], 0
    for piece in pieces:
        position = text.index(piece, position)
        offsets.append((position, position + len(piece)))
        position += len(piece)
    return [*offsets, (0, 0)]


@pytest.mark.parametrize(
    ("text", "pieces", "starts", "ends"),
    [
        ("War , then", ["War", ",", "then"], "War|,|then", "War|,|then"),
        ("War, then", ["War", ",", "then"], "War|,|then", "War|,|then"),
        ("rearming fast", ["rearm", "ing", "fast"], "rearm|fast", "ing|fast"),
        ("80-year-old", ["80", "-", "year", "-", "old"], "80", "old"),
        ("2,200 died.", ["2", ",", "200", "died", "."], "2|died|.", "200|died|."),
        ("don't go", ["don", "'", "t", "go"], "don|go", "t|go"),
        ("they 'won'", ["they", "'", "won", "'"], "they|'|won|'", "they|'|won|'"),
    ],
)
def test_words_are_not_cut(text: str, pieces: list[str], starts: str, ends: str) -> None:
    offsets = offsets_of(text, pieces)
    may_start, may_end = boundaries(text, offsets)
    tokens = ["", *pieces, ""]
    assert "|".join(t for t, ok in zip(tokens, may_start, strict=True) if ok) == starts
    assert "|".join(t for t, ok in zip(tokens, may_end, strict=True) if ok) == ends
