"""Valid files of other tools, spoilt in every way that a reader has to bear."""

import io
import json
import random
import re
import warnings
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

NUMBERS = ("-1", "0", "1", "99999999", "-99999999999999999999", "1e400", "0.5", "9" * 5_000, "NaN",
           "Infinity", "١٢", "0x10", "1_0")  # fmt: skip
"""what positions and weights may turn into"""
VALUES: tuple[Any, ...] = (None, True, -1, 10**30, 1.5, "", "x", [], [[]], {}, {"a": 1}, "\ud800")
BOMB = '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>'
"""an entity that would read a file of this machine"""

Spoilt = tuple[str, bytes]
"""what was done, and the file"""


def spoilt(data: bytes, seed: int, share: float = 1.0) -> Iterator[Spoilt]:
    """Variants of a valid file, and a share of those of each member of an archive.

    The same seed gives the same ones.
    """
    chance = random.Random(seed)
    yield from _bytes_changed(data, chance)
    if data[:2] == b"PK":
        yield from _archives(data, chance, share)
    else:
        yield from _contents(data, chance)


def _bytes_changed(data: bytes, chance: random.Random) -> Iterator[Spoilt]:
    yield "empty", b""
    yield "blank", b" \n\t\n"
    yield "a byte-order mark alone", b"\xef\xbb\xbf"
    yield "zeros", bytes(1_000)
    for share in (0.1, 0.3, 0.5, 0.7, 0.9, 0.99):
        yield f"cut after {share:.0%}", data[: int(len(data) * share)]
    yield "without its first byte", data[1:]
    yield "twice", data + data
    yield "with a foreign end", data + b"\x00\xff<x>{"
    for number in range(6):
        changed = bytearray(data)
        for _ in range(1 + len(data) // 200):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        yield f"bytes changed, {number}", bytes(changed)


def _archives(data: bytes, chance: random.Random, share: float) -> Iterator[Spoilt]:
    picked = random.Random(chance.random())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for name, content in files.items():
        yield f"without {name}", _packed({key: files[key] for key in files if key != name})
        yield f"{name} empty", _packed({**files, name: b""})
        for what, other in _contents(content, chance):
            if picked.random() < share:
                yield f"{name}: {what}", _packed({**files, name: other})
        if b"</worksheet>" in content:
            merged = b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
            other = content.replace(b"</worksheet>", merged)
            yield f"{name}, every cell merged", _packed({**files, name: other})
    first = next(iter(files))
    yield "paths that leave it", _packed({f"../../{name}": files[name] for name in files})
    yield "absolute paths", _packed({f"/tmp/{name}": files[name] for name in files})
    yield "a member twice", _packed(files, twice=first)
    yield "a bomb", _packed({**files, first: bytes(30_000_000)})
    yield "many members", _packed({**files, **{f"m{number}": b"" for number in range(11_000)}})
    yield "archives within", _packed({"a.zip": _packed({"b.zip": data}), **files})
    yield "nothing", _packed({})


def _packed(files: dict[str, bytes], twice: str = "") -> bytes:
    held = io.BytesIO()
    with (
        warnings.catch_warnings(),
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name, content in files.items():
            archive.writestr(name, content)
        if twice:
            warnings.simplefilter("ignore")
            archive.writestr(twice, b"other")
    return held.getvalue()


def _contents(data: bytes, chance: random.Random) -> Iterator[Spoilt]:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return
    yield "in Latin-1", text.encode("latin-1", "replace") + b"\xe9"
    yield "in UTF-16", text.encode("utf-16")
    yield "in two encodings", data[: len(data) // 2] + b"\xe9\xff" + data[len(data) // 2 :]
    yield "with zero bytes", data.replace(b"a", b"\x00")
    yield "line ends of Windows", data.replace(b"\n", b"\r\n")
    for number in NUMBERS:
        yield f"numbers are {number[:20]}", re.sub(r"\d+", number, text).encode()
        yield f"one number is {number[:20]}", _once(text, number, chance).encode()
    start = text.lstrip("\ufeff \t\r\n")[:1]
    kinds: dict[str, Callable[[str, random.Random], Iterator[Spoilt]]] = {
        "{": _json, "[": _json, "<": _xml,
    }  # fmt: skip
    yield from kinds.get(start, _lines)(text, chance)


def _once(text: str, number: str, chance: random.Random) -> str:
    found = list(re.finditer(r"\d+", text))
    if not found:
        return text
    one = chance.choice(found)
    return text[: one.start()] + number + text[one.end() :]


def _lines(text: str, chance: random.Random) -> Iterator[Spoilt]:
    lines = text.split("\n")
    for number in range(4):
        mixed = list(lines)
        chance.shuffle(mixed)
        yield f"lines in disorder, {number}", "\n".join(mixed).encode()
    yield "every line twice", "\n".join(line for line in lines for _ in "12").encode()
    yield "without tabs", text.replace("\t", " ").encode()
    yield "columns cut", "\n".join(line[: len(line) // 2] for line in lines).encode()
    yield "formulas", text.replace("a", "=1+1").encode()
    yield "quotes", text.replace("e", '"').encode()
    yield "one long line", (text.replace("\n", "\t") * 50).encode()
    if text[:1] == "{" or '"text"' in lines[0]:
        for what, other in _json(lines[0], chance):
            yield f"first line: {what}", other


def _json(text: str, chance: random.Random) -> Iterator[Spoilt]:
    yield "nested deeply", b"[" * 100_000
    yield "objects nested deeply", b'{"a":' * 100_000
    yield "another value", b"[1, null]"
    yield "an empty object", b"{}"
    yield "a list in a list", b"[[[]]]"
    try:
        value = json.loads(text)
    except json.JSONDecodeError:
        return
    yield "nested in itself", json.dumps([[[[[value]]]]]).encode()
    for number in range(40):
        copy = json.loads(text)
        what = _value_changed(copy, chance)
        yield f"{number}: {what}", json.dumps(copy).encode()


def _value_changed(value: Any, chance: random.Random) -> str:
    """Put something else somewhere into a JSON value."""
    places = list(_places(value))
    if not places:
        return "as it was"
    parent, key = chance.choice(places)
    if chance.random() < 0.25:
        del parent[key]
        return f"without {key}"
    parent[key] = chance.choice((*VALUES, *(value for value in (parent, [parent[key]] * 3))))
    if parent[key] is parent:
        parent[key] = json.loads(json.dumps([]))
    return f"{key} is {str(parent[key])[:20]!r}"


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    items = value.items() if isinstance(value, dict) else (
        enumerate(value) if isinstance(value, list) else ()
    )  # fmt: skip
    for key, each in list(items):
        yield value, key
        yield from _places(each)


def _xml(text: str, chance: random.Random) -> Iterator[Spoilt]:
    head = re.match(r"\s*<\?xml[^>]*\?>", text)
    after = head.end() if head else 0
    yield "an entity bomb", (text[:after] + BOMB + text[after:]).encode()
    yield "an entity of a file", (text[:after] + OUTSIDE + text[after:]).encode()
    yield "nested deeply", b"<a>" * 100_000
    yield "an attribute of a megabyte", text.replace('="', f'="{"x" * 1_000_000}', 1).encode()
    yield "another root", b"<svg/>"
    values = list(re.finditer(r'="([^"]*)"', text))
    for number in range(30 if values else 0):
        one = chance.choice(values)
        other = chance.choice(("", "x", "-1", "9" * 30, "1 2 3", "&amp;"))
        changed = text[: one.start(1)] + other + text[one.end(1) :]
        yield f"{number}: {one.group()[:30]} is {other[:10]}", changed.encode()
    elements = list(re.finditer(r"<[^/?!][^>]*/>", text))
    for number in range(8 if elements else 0):
        one = chance.choice(elements)
        yield f"{number}: an element less", (text[: one.start()] + text[one.end() :]).encode()
        twice = text[: one.end()] + one.group() + text[one.end() :]
        yield f"{number}: an element twice", twice.encode()
