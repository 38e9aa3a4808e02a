from scripts.write_command_docs import PAGE, page


def test_every_command_is_documented_as_it_is() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run `make docs`"
