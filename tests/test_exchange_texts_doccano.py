"""doccano: the three forms of its labels, relations, and files of several people."""

import json
from typing import Any

import pytest

from contention.exchange.archives import archive_of
from contention.exchange.links.imported import ImportRefusedError
from contention.exchange.texts.coded_text import CodedTexts
from contention.exchange.texts.doccano import read_doccano
from contention.exchange.texts.given import GivenFile

TEXT = "👩🏻‍🚒 firemen drive firetrucks"
"""the text of issue 2290 of doccano, where `firetrucks` is at 22 to 32"""


def lines(*values: Any) -> bytes:
    return "".join(f"{json.dumps(value)}\n" for value in values).encode()


def read(data: bytes, name: str = "all.jsonl") -> CodedTexts:
    return read_doccano(GivenFile(name, data))


def test_entities_with_relations_in_utf_16_units() -> None:
    wide = len(TEXT[: TEXT.index("firemen")].encode("utf-16-le")) // 2
    texts = read(lines({
        "id": 12, "text": TEXT, "Comments": ["hm"],
        "entities": [
            {"id": 41, "label": "who", "start_offset": wide, "end_offset": wide + 7},
            {"id": 42, "label": "what", "start_offset": wide + 14, "end_offset": wide + 24},
        ],
        "relations": [{"id": 1, "from_id": 41, "to_id": 42, "type": "drives"},
                      {"id": 2, "from_id": 41, "to_id": 43, "type": "sees"}],
    }))  # fmt: skip
    assert [TEXT[slice(*one.span)] for one in texts.codings] == ["firemen", "firetrucks"]
    assert [one.label for one in texts.relations] == ["drives"]
    assert [loss.what for loss in texts.report.left_out] == [
        "one of its ends is not there", "on the whole text",
    ]  # fmt: skip


@pytest.mark.parametrize("key", ["label", "labels"])
def test_lists_of_labels(key: str) -> None:
    texts = read(lines({"id": 1, "data": "Rain and sun", key: [[0, 4, "W"], [9, 12, "S"], [1]]}))
    assert [(one.code, one.span) for one in texts.codings] == [("W", (0, 4)), ("S", (9, 12))]
    assert len(texts.report.left_out) == 1


def test_an_archive_has_a_file_for_each_coder() -> None:
    one = lines({"id": 1, "text": "Rain", "label": [[0, 4, "W"]]})
    texts = read(archive_of({"ada.jsonl": one, "bob.jsonl": one}), "export.zip")
    assert [each.name for each in texts.coders] == ["ada", "bob"]
    assert [each.coder for each in texts.codings] == ["ada", "bob"]


def test_a_list_of_texts_as_json() -> None:
    held = [{"id": 1, "text": "Rain", "label": [[0, 4, "W"]]}]
    assert [one.code for one in read(json.dumps(held).encode(), "admin.json").codings] == ["W"]


def test_a_faulty_line_is_named() -> None:
    good = lines({"id": 1, "text": "Rain", "label": []})
    with pytest.raises(ImportRefusedError, match=r"all\.jsonl:2:8: not JSON"):
        read(good + b'{"text"\n')
    with pytest.raises(ImportRefusedError, match=r"all\.jsonl:2:1: not a line of doccano"):
        read(good + b"[1]\n")
