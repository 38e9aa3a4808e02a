from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contention.case.text.normalise import fingerprint, normalise
from contention.documents.document import ReadDocument
from contention.documents.files import document_from_text, read_bytes, read_file
from contention.documents.limits import Limits, ReadOptions
from contention.documents.unreadable import UnreadableFileError
from tests.file_writing import docx, encrypted_pdf, pdf

PLAIN = ReadOptions()


def words(document: ReadDocument) -> list[str]:
    return [" ".join(text.split()) for text in document.sentence_texts()]


def refusal(data: bytes, name: str = "a.txt", options: ReadOptions = PLAIN) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        read_bytes(data, name, options)
    assert caught.value.hint
    return caught.value.message


def test_plain_text_is_kept_to_the_character(tmp_path: Path) -> None:
    data = "Rents rose.\r\nShops\u00a0closed — “at once”.\r\n\r\nCafe\u0301s stayed.".encode()
    file = tmp_path / "street.txt"
    file.write_bytes(data)
    document = read_file(file).document
    assert document is not None
    assert document.text == normalise(data.decode())
    assert document.sha256 == fingerprint(document.text)
    assert words(document) == ["Rents rose.", "Shops closed — “at once”.", "Cafés stayed."]
    assert len(document.paragraphs) == 2


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\x00\x01\x02\x03" * 50, "binary"),
        (b"Rents rose by 5\xa3 in M\xe4rz.", "is not UTF-8"),
        (b"PK\x03\x04 broken", "broken archive"),
        (b"... 12 34 ...", "no sentence"),
        (b"Die Mieten sind gestiegen, weil zu wenig gebaut wird. " * 5, "German"),
    ],
    ids=["binary", "encoding", "archive", "no sentence", "German"],
)
def test_what_cannot_be_read_is_said_to_be_so(data: bytes, said: str) -> None:
    assert said in refusal(data)


def test_an_empty_file_a_folder_and_a_missing_file_are_problems(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"  \n ")
    for path, said in (
        (tmp_path / "a.txt", "empty"),
        (tmp_path, "folder"),
        (tmp_path / "b", "cannot"),
    ):
        result = read_file(path)
        assert result.document is None
        assert said in result.problems[0].message


def test_another_language_and_another_encoding_are_read_when_asked() -> None:
    german = "Die Mieten sind gestiegen, weil zu wenig gebaut wird. " * 5
    assert read_bytes(german.encode(), "a.txt", ReadOptions(any_language=True)).language == "de"
    data = "The price is £5 and it rose.".encode("windows-1252")
    document = read_bytes(data, "a.txt", ReadOptions(encoding="windows-1252"))
    assert "£5" in document.text
    assert "no encoding" in refusal(data, options=ReadOptions(encoding="klingon"))


def test_invented_words_do_not_make_another_language() -> None:
    assert document_from_text("As blorks increase, fimbles tend to decrease.").language == "en"
    assert document_from_text("Blorks zorp.").language == "und"
    carts = ", ".join(f"{37 * at % 9973} carts, {at} loaves, 9 men" for at in range(900))
    assert document_from_text(f"The town counted {carts}.").language in ("und", "en")


def test_sizes_are_limited() -> None:
    limits = ReadOptions(limits=Limits(characters=20))
    assert "the limit is 20" in refusal(
        b"The rents have risen and the shops have closed.", options=limits
    )


def test_a_file_that_is_too_large_is_not_read_at_all(tmp_path: Path) -> None:
    file = tmp_path / "big.txt"
    with file.open("wb") as stream:
        stream.truncate(2_000)
    result = read_file(file, ReadOptions(limits=Limits(file_bytes=1_000)))
    assert "the limit is 1,000" in result.problems[0].message


def test_html_without_scripts_and_menus() -> None:
    page = """<!DOCTYPE html><html><head><title>On rents</title>
    <meta name="author" content="Ada Ash">
    <meta property="article:published_time" content="2024-03-05T08:00">
    <script>steal()</script></head><body><nav>Home | About</nav>
    <article><h1>On rents</h1><p>Rents&nbsp;rose &amp; shops <b>closed</b>.
    <script>alert("The tax caused it")</script></p>
    <ul><li>One cause</li><li>Another</li></ul></article>
    <footer>Imprint</footer></body></html>"""
    document = read_bytes(page.encode(), "a.html", PLAIN)
    assert (document.title, document.author, document.date) == ("On rents", "Ada Ash", "2024-03-05")
    assert words(document) == ["On rents", "Rents rose & shops closed.", "• One cause", "• Another"]


@pytest.mark.parametrize(
    ("name", "head", "author", "date"),
    [
        ("a.txt", "On tolls\n\nMarl Policy Desk, 3 March 2025\n", "Marl Policy Desk", "2025-03-03"),
        ("a.md", "# On tolls\n\n*Ada Ash, 12 May 2022*\n", "Ada Ash", "2022-05-12"),
        ("a.md", "# On tolls\n\nBy Ada Ash, 12 May 2022\n", "Ada Ash", "2022-05-12"),
        ("a.txt", "By Ada Ash\n\nMay 2022\n", "Ada Ash", "2022-05"),
        (
            "a.txt",
            "On tolls\nBy Émile N. van den Øst\n1 May 2022\n",
            "Émile N. van den Øst",
            "2022-05-01",
        ),
        ("a.txt", "On tolls\nBy Dr. Анна Ash, 1 May 2022\n", "Dr. Анна Ash", "2022-05-01"),
        ("a.txt", "On tolls\n\nBy the way we came home in spring\n", "", ""),
        ("a.txt", "On tolls\n\nBy then, tolls had risen\n", "", ""),
        ("a.txt", "On tolls\n\nIn the spring of 2022, tolls rose.\n", "", ""),
    ],
)
def test_a_byline_tells_who_and_when(name: str, head: str, author: str, date: str) -> None:
    document = read_bytes(f"{head}\nHigher tolls reduced traffic.\n".encode(), name, PLAIN)
    assert (document.author, document.date) == (author, date)


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("On tolls\nBy Ada Ash\n1 May 2022\n", "On tolls"),
        ("On tolls\nAda Ash, 1 May 2022\n", "On tolls"),
        ("On tolls\n\nBy Ada Ash\n", "On tolls"),
        ("The council raised\nthe tolls.\n", ""),
        ("By Ada Ash\n1 May 2022\n", ""),
    ],
)
def test_a_first_line_over_a_byline_is_the_title(head: str, title: str) -> None:
    assert read_bytes(
        f"{head}\nHigher tolls reduced traffic.\n".encode(), "a.txt", PLAIN
    ).title == (title)


def test_what_a_page_names_as_beside_its_text_is_left_out() -> None:
    page = """<html><body>
    <div id="cookie-banner"><p>We use cookies because they improve the site.</p></div>
    <div class="content"><p>Higher tolls reduced traffic in the old town; the air is cleaner.</p>
    <p>The council wants to keep them, and the shops complain about fewer customers.</p></div>
    <div class="sidebar related-posts"><p>Rents drive people away.</p></div>
    <div class="social_share">Share this</div></body></html>"""
    document = read_bytes(page.encode(), "a.html", PLAIN)
    assert "cookies" not in document.text
    assert "Rents" not in document.text
    assert "Share" not in document.text
    assert document.text.startswith("Higher tolls")
    assert "fewer customers" in document.text


def test_text_stays_whatever_its_page_calls_it() -> None:
    page = "<body><div class='comment'><p>Higher tolls reduced traffic.</p></div></body>"
    assert read_bytes(page.encode(), "a.html", PLAIN).text == "Higher tolls reduced traffic."
    many = "<body>" + "<div class='comment'><p>Tolls reduced traffic.</p></div>" * 9
    assert read_bytes(many.encode(), "a.html", PLAIN).text.count("Tolls") == 9


def test_deeply_nested_html_neither_hangs_nor_crashes() -> None:
    page = "<html><body>" + "<div>" * 20_000 + "<p>The rents rose and shops closed.</p>"
    assert "nested too deeply" in refusal(page.encode(), "a.html")
    document = read_bytes(page.replace("<div>" * 19_000, "").encode(), "a.html", PLAIN)
    assert "rents rose" in document.text


def test_markdown_keeps_its_text_and_reads_no_code() -> None:
    source = (
        "---\ntitle: On rents\ndate: 2024-03-05\n---\n# Rents\n\nThe rents rose.\n\n"
        "```\nx because y.\n```\n"
    )
    document = read_bytes(source.encode(), "a.md", PLAIN)
    assert document.text == source
    assert (document.title, document.date) == ("On rents", "2024-03-05")
    assert words(document) == ["Rents", "The rents rose."]


def test_docx_with_its_properties() -> None:
    document = read_bytes(
        docx(["The rents rose.", "Shops closed as the rents rose."]), "a.docx", PLAIN
    )
    assert (document.title, document.author) == ("Rents & wages", "Ada Ash")
    assert document.date == "2024-03-05"
    assert words(document) == ["The rents rose.", "Shops closed as the rents rose."]


def test_docx_bombs_and_entities_are_refused() -> None:
    assert "bomb" in refusal(docx(["The rents rose." + " " * 2_000_000]), "a.docx")
    never_unpacked = docx(["The rents rose."], extra=b"\0" * 2_000_000)
    assert read_bytes(never_unpacked, "a.docx", PLAIN).text == "The rents rose."
    entity = docx(["&x;"], head='<!DOCTYPE a [<!ENTITY x "xxxx">]>')
    assert "entities" in refusal(entity, "a.docx")
    assert "not a docx" in refusal(b"just text", "a.docx")


def test_two_columns_are_read_one_after_the_other_and_hyphens_joined() -> None:
    left = [
        "The city raised the toll in spring and",
        "the traffic in the old centre fell at once.",
        "Shops in the centre had feared that govern-",
        "ment would ruin them, but the well-",
        "being of those who live there improved in",
        "the same year, and the traders did not lose.",
    ]
    right = [
        "Rents rose in the quarters beyond the ring",
        "because drivers moved there to save the toll.",
        "The council has since built a new tram to",
        "those quarters, which has slowed the rents.",
        "Nobody knows whether this will last for the",
        "next ten years, when the rails wear out.",
    ]
    lines = [(72.0, 740.0, 18.0, "A toll for the city and what became of it in ten years")]
    for number, (one, two) in enumerate(zip(left, right, strict=True)):
        y = 700.0 - 14 * number
        lines += [(72.0, y, 10.0, one), (330.0, y, 10.0, two)]
    document = read_bytes(pdf([lines]), "a.pdf", PLAIN)
    found = words(document)
    assert found[0].startswith("A toll for the city")
    assert (
        found[1]
        == "The city raised the toll in spring and the traffic in the old centre fell at once."
    )
    assert "that government would ruin them" in found[2]
    assert (
        found[3] == "Rents rose in the quarters beyond the ring because drivers moved there "
        "to save the toll."
    )
    assert document.pages == (0,)


def test_running_heads_go_and_a_sentence_runs_on_overleaf() -> None:
    ordinals = ("first", "second", "third", "fourth")
    pages = []
    for number in range(4):
        body = [
            (
                72.0,
                700.0 - 14 * row,
                10.0,
                f"the {ordinals[number]} page says in its line {row} that",
            )
            for row in range(6)
        ]
        pages.append(
            [(72.0, 770.0, 10.0, "Report on tolls"), *body, (300.0, 30.0, 10.0, str(number + 1))]
        )
    document = read_bytes(pdf(pages), "a.pdf", PLAIN)
    assert "Report on tolls" not in document.text
    assert len(document.sentences) == 1
    assert len(document.pages) == 4
    for at, ordinal in zip(document.pages, ordinals, strict=True):
        assert document.text[at:].lstrip().startswith(f"the {ordinal} page")


def test_pdfs_without_text_and_with_a_password_say_so() -> None:
    assert "encrypted" in refusal(encrypted_pdf(), "a.pdf")
    assert "no text" in refusal(pdf([[]]), "a.pdf")
    assert "cannot be read" in refusal(b"%PDF-1.4 and nothing more", "a.pdf")
    assert "not a pdf" in refusal(b"The rents rose.", "a.pdf")


@given(st.text(max_size=300))
def test_sentences_lie_in_paragraphs_and_lose_no_letter(text: str) -> None:
    try:
        document = document_from_text(text)
    except UnreadableFileError:
        return
    covered = "".join(document.sentence_texts())
    letters = [each for each in document.text if each.isalnum()]
    assert [each for each in covered if each.isalnum()] == letters
    ends = [0]
    for start, end in document.sentences:
        assert ends[-1] <= start < end <= len(document.text)
        ends.append(end)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Dr. Ash of the U.S. Treasury met J. K. Smith. They agreed.", 2),
        ("Prices rose by 3.5 percent, e.g. in No. 5 Mill St. in May.", 1),
        ("“It is over.” He left. “Stop!” she cried.", 3),
        ("He said it.12 The rest followed.[3] Then nothing… And then more.", 4),
        ("Is it so? No! It is (as he said.) not so.", 3),
        ("The plan that\n\nwas made in the spring of that year by the council failed.", 1),
        ("The demands of the movement are the following:\n- an end to it\n- a start of that", 3),
    ],
)
def test_where_sentences_end(text: str, count: int) -> None:
    assert len(document_from_text(text).sentences) == count


def test_a_sentence_as_long_as_a_book_is_refused_and_a_long_one_is_not() -> None:
    limits = ReadOptions(limits=Limits(sentence=5_000))
    dump = b"The rents rose, " * 400
    assert "one sentence has 6,399 characters; the limit is 5,000" in refusal(dump, options=limits)
    assert len(read_bytes(dump, "a.txt", PLAIN).sentences) == 1
