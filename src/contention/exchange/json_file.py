"""JSON of other tools: read strictly, with the place of what is wrong; written stably."""

import json
from typing import Any, NoReturn

from contention.case.problem import Place, Problem
from contention.exchange.links.imported import ImportRefusedError


def parsed_json(data: bytes, name: str, line: int = 1) -> Any:
    """The value of a JSON file; raises ImportRefusedError.

    Numbers that JSON does not have (NaN, Infinity) are refused; halves of surrogate pairs become
    U+FFFD. `line` is that of the first byte, for files with a value in each line.
    """
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
        return _whole(json.loads(text, parse_constant=_no_number))
    except json.JSONDecodeError as error:
        place = Place(name, line - 1 + error.lineno, error.colno)
        problem = Problem(place, f"not JSON: {error.msg}", "export it again")
    except UnicodeDecodeError as error:
        place = Place(name, line + data.count(b"\n", 0, error.start))
        problem = Problem(place, "the file is not UTF-8", "export it again")
    except RecursionError:
        problem = Problem(Place(name, line), "the file is nested too deeply", "export it again")
    except ValueError as error:
        problem = Problem(Place(name, line), f"not JSON: {error}", "export it again")
    raise ImportRefusedError(problem)


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is not a number in JSON")


def _whole(value: Any) -> Any:
    """The value with U+FFFD for what no file in UTF-8 can hold."""
    if isinstance(value, str):
        return without_halves(value)
    if isinstance(value, list):
        return [_whole(each) for each in value]
    if isinstance(value, dict):
        return {without_halves(key): _whole(each) for key, each in value.items()}
    return value


def without_halves(text: str) -> str:
    """The text with U+FFFD for each half of a surrogate pair: as long, and valid Unicode."""
    if text.isascii():
        return text
    return "".join("\ufffd" if "\ud800" <= one <= "\udfff" else one for one in text)


def json_bytes(value: Any) -> bytes:
    """Indented JSON in UTF-8, with a line feed at the end."""
    written = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    return f"{written}\n".encode()
