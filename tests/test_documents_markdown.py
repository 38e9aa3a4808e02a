"""Markdown: the words that a reader of the rendered text would see, in their places."""

import random
import re
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from contention.documents.document import ReadDocument
from contention.documents.files import read_bytes
from contention.documents.limits import ReadOptions
from contention.documents.markdown.markdown import prose_of_markdown

WORD = re.compile(r"\w+")


def read(source: str) -> ReadDocument:
    return read_bytes(source.encode(), "a.md", ReadOptions(any_language=True))


def sentences(source: str) -> list[str]:
    return [" ".join(each.split()) for each in read(source).sentence_texts()]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("Rents rose <!-- because of the tax --> in May.", ["Rents rose in May."]),
        ("Rents rose <!-- because\nof the tax --> in May.", ["Rents rose in May."]),
        ("<!-- because\n\nof the tax -->\nRents rose.", ["Rents rose."]),
        ("# The levy[^1] raised rents", ["The levy raised rents"]),
        ("## Rents ##\nThey rose in the old town by a tenth.",
         ["Rents", "They rose in the old town by a tenth."]),
        ("Rents rose\n----------\nThe levy did it.", ["Rents rose", "The levy did it."]),
        ("Rents rose\n===\nThe levy did it.", ["Rents rose", "The levy did it."]),
        ("> Sanctions cost\n> the port a third.\n\nThey go on.",
         ["Sanctions cost the port a third.", "They go on."]),
        ("> > Sanctions *cost*\nthe port a third.", ["Sanctions cost the port a third."]),
        ("The levy[^1] raised rents.[^long-note]\n\n[^1]: See the survey.",
         ["The levy raised rents.", "See the survey."]),
        ("![tolls lower traffic](a.png) Rents rose.", ["Rents rose."]),
        ("[![tolls lower traffic](a.png)](b.html) Rents rose.", ["Rents rose."]),
        ('The [levy](https://example.org/a_(b) "which lowers rents") rose.', ["The levy rose."]),
        ("The [levy][1] and the [toll][] and [fare] rose.\n\n[1]: <https://example.org> 'x y'\n"
         "[toll]: /a\n[Fare]: /b\n  \"on fares\"", ["The levy and the toll and fare rose."]),
        ("The array [1] rose.", ["The array [1] rose."]),
        ("He is ~~wrong~~right.", ["He is right."]),
        ("He is <del>wrong</del><ins>right</ins>.", ["He is right."]),
        ("The **levy**, the *toll*’s __fare__.", ["The levy, the toll’s fare."]),
        ("un**be*lie*v**able levies", ["unbelievable levies"]),
        ("snake_case_name and 2*3*4 and 5 * 3", ["snake_case_name and 2*3*4 and 5 * 3"]),
        ("R&amp;D lowers costs&nbsp;&mdash; A&B too.", ["R&D lowers costs — A&B too."]),
        ("Prices<sup>12</sup> of CO<sub>2</sub> per m<sup>2</sup>",
         ["Prices of CO2 per m²"]),
        ("Prices^12^ of CO~2~ per m^2^ rose.", ["Prices of CO2 per m² rose."]),
        ("Rents rose^[as the survey says] fast [@ash2020, p. 3].", ["Rents rose fast ."]),
        ("See <https://example.org/levy> or <a@example.org>.", ["See or ."]),
        ("The [[levy]] and [[Toll (fee)|the toll]] rose. ![[bus.png]]",
         ["The levy and the toll rose."]),
        ("Set `income` to 3.", ["Set income to 3."]),
        ("```py\nx because y\n```\n~~~\na [b](c)\n~~~\nRents rose.", ["Rents rose."]),
        ("> ```\n> x because y\n\nRents rose.", ["Rents rose."]),
        ("Rents rose.\n\n    x because y\n\nWages fell.", ["Rents rose.", "Wages fell."]),
        ("| a | b |\n|---|---|\n| x because y | 2 |\n\nRents rose.", ["Rents rose."]),
        ("a | b\n--|--\nx because y | 2\n\nRents rose.", ["Rents rose."]),
        ("- [ ] Rents rose\n- [x] Wages fell\n  and rents too\n+ More",
         ["- Rents rose", "- Wages fell and rents too", "More"]),
        ("1. Rents rose\n   - Wages fell\n\n     They fell far.\n2. More",
         ["1. Rents rose", "- Wages fell", "They fell far.", "2. More"]),
        ("Rents rose  \nin May\\\nand June.", ["Rents rose in May and June."]),
        (r"Rents \*rose\* by \[a lot\].", ["Rents *rose* by [a lot]."]),
        ("Rents rose.<br>Wages fell.", ["Rents rose.", "Wages fell."]),
        ("<div class='x'>\n\nRents *rose*.\n\n</div>", ["Rents rose."]),
        ("<table><tr><td>Rents</td><td>Wages</td></tr></table>\n\nMore.",
         ["Rents", "Wages", "More."]),
        ("<script>\nx because y\n</script>\nRents rose.", ["Rents rose."]),
        ("Rents rose.\n\n***\n\nWages fell.\n\n---\n\nMore.",
         ["Rents rose.", "Wages fell.", "More."]),
        ("::: note\nRents rose.\n:::\n\n[TOC]", ["Rents rose."]),
        ("# Rents {#rents .big}\nThey rose.", ["Rents", "They rose."]),
        ("Prices¹² rose by 3 m² in the sub\u00adsidy.", ["Prices rose by 3 m² in the subsidy."]),
    ],
)  # fmt: skip
def test_what_is_read_of_markdown(source: str, said: list[str]) -> None:
    assert sentences(source) == said


def test_words_stand_where_the_source_has_them() -> None:
    source = "# On [fares](a.md)\n\n> The **levy**—a *new* one—rai**s**es [rents](b) &amp; wages.\n"
    document = read(source)
    assert document.text == source
    assert len(document.words) == len(source)
    for word in ("fares", "levy", "new", "one", "rents", "wages"):
        assert document.words.index(word) == source.index(word)
    assert document.title == "On fares"


def rendered(tokens: Sequence[Token]) -> Iterator[str]:
    """Words of a rendered text; tables, code and struck words left out, as docs/reading.md says."""
    table = 0
    for token in tokens:
        table += (token.type == "table_open") - (token.type == "table_close")
        if table or token.type in ("fence", "code_block", "html_block"):
            continue
        if token.type == "list_item_open":
            yield from WORD.findall(token.info)
        if token.type == "inline":
            yield from words_of(_inline(token.children or []))


def words_of(text: str) -> list[str]:
    return [each.strip("_") for each in WORD.findall(text) if each.strip("_")]


def _inline(tokens: Sequence[Token]) -> str:
    pieces, struck = [], 0
    for token in tokens:
        struck += (token.type == "s_open") - (token.type == "s_close")
        struck += (token.markup == "autolink") * (2 * (token.type == "link_open") - 1)
        if not struck:
            if token.type in ("text", "text_special", "code_inline"):
                pieces.append(token.content)
            elif token.type in ("softbreak", "hardbreak"):
                pieces.append("\n")
    return "".join(pieces)


def words_read(source: str) -> list[str]:
    return words_of(prose_of_markdown(source).text)


ORACLE = MarkdownIt("commonmark").enable(["table", "strikethrough"])
PHRASES = (
    "rents rose", "the *new* levy", "**wages**", "a [toll](b.md)", "[fare][one]", "![bus](c.png)",
    "`code`", "~~gone~~", "R&amp;D", "un**lov**ed", "2 * 3", "snake_case", r"\*stars\*",
    "(*so*)", "[toll](b.md 'title'),", "__twice__.", "<https://example.org>", "***all***",
    "a [link *with* `code`](d)", "[![alt](e)](f)", "m_n and o_p_", "`` a ` b ``", "it's *Marl*'s",
)  # fmt: skip
BLOCKS = (
    "# {}", "## {} ##", "{}\n----", "{}\n===", "> {}", "> {}\n{}", "> > {}\n> {}", "- {}\n- {}",
    "* {}\n  {}", "1. {}\n2. {}", "1. {}\n\n   {}\n   - {}", "```\n{}\n```", "~~~ x\n{}\n\n{}\n~~~",
    "    {}", "***", "{}\n{}\n{}", "| {} | x |\n|---|---|\n| {} | y |", "- {}\n\n  > {}",
    "> ```\n> {}\n> ```\n> {}", "- ```\n  {}\n  ```\n- {}", "{}\\\n{}", "> - {}\n> - {}",
)  # fmt: skip


def random_source(random_: random.Random) -> str:
    blocks = []
    for _ in range(random_.randint(1, 6)):
        form = random_.choice(BLOCKS)
        blocks.append(form.format(*(_phrase(random_) for _ in range(form.count("{}")))))
    return "\n\n".join([*blocks, "[one]: https://example.org 'a title'"])


def _phrase(random_: random.Random) -> str:
    return " ".join(random_.choice(PHRASES) for _ in range(random_.randint(1, 4)))


@pytest.mark.parametrize("seed", range(300))
def test_words_are_those_that_an_independent_parser_renders(seed: int) -> None:
    source = random_source(random.Random(seed))
    assert words_read(source) == list(rendered(ORACLE.parse(source))), source


MARKS = st.sampled_from([
    "*", "_", "~~", "`", "[", "](", ")", "![", "<", ">", "#", "\n", "\n\n", "|", "---", "- ",
    "    ", "\\", "&amp;", "^", "word ", "two", "<!--", "-->", "[[",
])  # fmt: skip


@given(st.lists(MARKS, max_size=60).map("".join))
def test_prose_has_the_length_and_the_lines_of_its_source(source: str) -> None:
    found = prose_of_markdown(source)
    assert len(found.text) == len(source)
    assert list(found.breaks) == sorted(found.breaks)
    for mark in re.finditer("\n", source):
        assert found.text[mark.start()] in "\n "


@pytest.mark.parametrize(
    "source",
    ["# " + " " * 200_000 + "x", "1. " + "- " * 100_000 + "x", "[x](" + " " * 200_000,
     "a | b\n" + "- " * 100_000, "<!-- " * 40_000, "~~a " * 50_000, "[" * 200_000, "[[a" * 60_000],
    ids=["heading", "items", "target", "table", "comments", "struck", "brackets", "wiki"],
)  # fmt: skip
def test_long_lines_of_marks_are_read_in_time(source: str) -> None:
    assert len(prose_of_markdown(source).text) == len(source)
