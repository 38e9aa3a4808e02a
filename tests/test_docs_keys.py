"""The page of keys says what the workbench's own table says."""

from scripts.write_key_docs import KEYS, PAGE, page


def test_the_page_of_keys_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == page(), "run `make docs`"


def test_the_page_has_every_key_of_the_table() -> None:
    entries = KEYS.read_text("utf-8").count("\n  key('")
    rows = [line for line in page().splitlines() if line.startswith("| `")]
    assert len(rows) == entries > 40
