import hashlib

from hypothesis import given
from hypothesis import strategies as st

from contention.case.text.normalise import fingerprint, normalise


def test_line_ends_and_composition_are_all_that_changes() -> None:
    assert normalise("a\r\nb\rc\n") == "a\nb\nc\n"
    assert normalise("e\u0301") == "é"
    assert normalise("  “ﬁ”\t\u00a0\u200b ") == "  “ﬁ”\t\u00a0\u200b "


@given(st.text())
def test_it_is_its_own_normal_form(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def test_the_fingerprint_is_of_the_normal_form() -> None:
    expected = hashlib.sha256("é\n".encode()).hexdigest()
    assert fingerprint("e\u0301\r\n") == fingerprint("é\n") == expected
