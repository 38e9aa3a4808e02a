"""Text without what steers terminals and turns lines round."""

import pytest

from contention.show.words.printable import printable


@pytest.mark.parametrize("text", ["a\tb\nc", "שלום, עולם", "кінець – “війни”", "👩‍🔬 – ×1.3"])
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert printable(text) == text


def test_controls_overrides_and_halves_of_pairs_go() -> None:
    assert printable("a\x1b[31m\r\x7f\x9b\u202e\u2069\ud800\ufffeb") == "a[31mb"
