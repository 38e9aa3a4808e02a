"""Hypothesis: the API's answer, the client's exports, and tags that are claims."""

import json
from typing import Any

from contention.exchange.texts.coded_text import CodedTexts
from contention.exchange.texts.given import GivenFile
from contention.exchange.texts.hypothesis_in import is_hypothesis_csv, read_hypothesis

TEXT = "🌧 Rain brings floods. Rain falls. Then it  rains\nagain."
PAGE = "https://example.org/speech.html"


def row(quote: str, tags: list[str], **more: Any) -> dict[str, Any]:
    """An annotation as the API gives it, with a position in UTF-16 units."""
    start = TEXT.find(quote) + 1 if quote in TEXT else 0
    selector = [
        {"type": "RangeSelector", "startContainer": "/p[1]", "endContainer": "/p[1]",
         "startOffset": 0, "endOffset": 3},
        {"type": "TextPositionSelector", "start": start, "end": start + len(quote)},
        {"type": "TextQuoteSelector", "exact": quote, "prefix": "", "suffix": ""},
    ]  # fmt: skip
    return {
        "id": f"id{quote[:6]}", "created": "2026-01-02T03:04:05.678901+00:00", "uri": PAGE,
        "user": "acct:ada@hypothes.is", "user_info": {"display_name": None}, "group": "__world__",
        "text": "", "tags": tags, "document": {"title": ["A speech"]}, "links": {},
        "target": [{"source": PAGE, "selector": selector}], **more,
    }  # fmt: skip


def read(value: Any, text: str = TEXT) -> CodedTexts:
    return read_hypothesis(GivenFile("search.json", json.dumps(value).encode(), text=text))


def test_tags_are_codes_and_three_of_them_a_claim() -> None:
    claim = row("Rain brings floods", ["cause: Rain", "Effect:Floods", "sign:raises", "water"],
                text="stance: hedged | as ever")  # fmt: skip
    plain = row("Rain falls", ["weather", "sky"], text="hm", user_info={"display_name": "Ada L."})
    reply = row("Rain falls", [], references=["x"])
    whole = {**row("", ["page"]), "target": [{"source": PAGE}]}
    texts = read({"total": 4, "rows": [claim, plain, reply, whole]})
    assert [(one.code, TEXT[slice(*one.span)], one.coder) for one in texts.codings] == [
        ("Rain", "Rain brings floods", "ada"), ("Floods", "Rain brings floods", "ada"),
        ("water", "Rain brings floods", "ada"),
        ("weather", "Rain falls", "Ada L."), ("sky", "Rain falls", "Ada L."),
    ]  # fmt: skip
    (relation,) = texts.relations
    assert (relation.label, dict(relation.fields), relation.note) == (
        "raises", {"stance": "hedged"}, "as ever",
    )  # fmt: skip
    assert texts.documents[0].title == "A speech"
    assert texts.documents[0].attributes == {"uri": PAGE}
    assert [loss.what for loss in texts.report.left_out] == [
        "a reply to another", "a note on the whole page",
    ]  # fmt: skip


def test_quotations_are_found_with_other_blanks_and_by_what_is_around_them() -> None:
    spaced = row("it rains again", ["a"])
    twice = row("Rain", ["b"])
    twice["target"][0]["selector"] = [
        {"type": "TextQuoteSelector", "exact": "Rain", "prefix": "floods. ", "suffix": " falls"}
    ]
    unclear = {**row("Rain", ["c"]), "id": "u"}
    unclear["target"][0]["selector"] = [{"type": "TextQuoteSelector", "exact": "Rain"}]
    texts = read([spaced, twice, unclear])
    assert [(one.code, TEXT[slice(*one.span)]) for one in texts.codings] == [
        ("a", "it  rains\nagain"), ("b", "Rain"),
    ]  # fmt: skip
    assert texts.codings[1].start == TEXT.index("Rain falls")
    assert "several times" in texts.report.left_out[0].what


def test_without_the_text_the_passages_are_listed() -> None:
    texts = read({"annotations": [row("Rain falls", ["w"]), row("again", ["x"])]}, "")
    assert texts.documents[0].text == "Rain falls\n\nagain"
    assert [one.span for one in texts.codings] == [(0, 10), (12, 17)]


def test_the_table_of_the_client() -> None:
    table = (
        "\ufeffCreated at,Author,Page,URL,Group,Type,Quote,Comment,Tags\n"
        f'2026-01-02,ada,A speech,{PAGE},Public,Annotation,"Rain brings\nfloods","a ""b""",'
        '"cause:Rain,effect:Floods,sign:raises"\n'
        f"2026-01-02,ada,A speech,{PAGE},Public,Reply,,no,\n"
    )
    assert is_hypothesis_csv(table)
    file = GivenFile("h.csv", table.encode(), text=TEXT)
    texts = read_hypothesis(file)
    assert [TEXT[slice(*one.span)] for one in texts.codings] == ["Rain brings floods"] * 2
    assert [(one.label, one.note) for one in texts.relations] == [("raises", 'a "b"')]
