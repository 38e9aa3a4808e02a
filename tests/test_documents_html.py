"""Pages as sites and word processors write them: what is kept, and what is left out."""

import pytest

from contention.documents.document import ReadDocument
from contention.documents.files import read_bytes
from contention.documents.limits import ReadOptions


def read(page: str, *, encoding: str = "utf-8") -> ReadDocument:
    return read_bytes(page.encode(encoding), "a.html", ReadOptions(any_language=True))


def text(inside: str) -> str:
    return read(f"<html><body>{inside}</body></html>").text


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("<p>He is <del>wrong</del><ins>right</ins>.</p>", "He is right."),
        ("<p>He is <s>wrong</s> <strike>bad</strike> right.</p>", "He is right."),
        ("<p>He is <span style='text-decoration: line-through'>wrong </span>right.</p>",
         "He is right."),
        ("<p>Prices<sup>12</sup> rose.</p>", "Prices rose."),
        ("<p>Prices<sup>[12]</sup> rose,<sup>3, 4</sup> then fell.<sup>a</sup></p>",
         "Prices rose, then fell."),
        ("<p>Prices<sup>*</sup> rose<sup>†</sup> in 2019<sup>3</sup>.</p>",
         "Prices rose in 2019."),
        ("<p>Prices<a href='#_ftn1'><span>[1]</span></a> rose.</p>", "Prices rose."),
        ("<p>Prices<sup class='reference'><a href='#cite_note-2'>[2]</a></sup> rose.</p>",
         "Prices rose."),
        ("<p>Prices<sup>[<i>citation needed</i>]</sup> rose.</p>", "Prices rose."),
        ("<p>Prices<span style='vertical-align: super; font-size: 8pt'>7</span> rose.</p>",
         "Prices rose."),
        ("<p>CO<sub>2</sub> from 40 m<sup>2</sup> and 3 km<sup>3</sup></p>",
         "CO2 from 40 m² and 3 km³"),
        ("<p>10<sup>6</sup> cells, 10<sup>-3</sup> of R<sup>2</sup>, Ca<sup>2+</sup></p>",
         "10⁶ cells, 10⁻³ of R², Ca2+"),
        ("<p>the 19<sup>th</sup> century, <sup>14</sup>C, Marl<sup>TM</sup></p>",
         "the 19th century, 14C, Marl™"),
        ("<p>The sub<wbr>sid&shy;ies of non&#8209;pay<b>er</b>s rose&nbsp;fast.</p>",
         "The subsidies of non-payers rose fast."),
        ("<p>The un<em>be<b>lie</b>v</em>able levy</p>", "The unbelievable levy"),
        ("<p>Rents rose.<br>Wages\nfell.<br/><br/>Shops closed.</p>",
         "Rents rose.\nWages fell.\n\nShops closed."),
        ("<p>She said <q>rents rose</q> in May.</p>", "She said “rents rose” in May."),
        ("<p>The <abbr title='Marl Transport Board'>MTB</abbr> raised fares.</p>",
         "The MTB raised fares."),
        ("<p>The <ruby>toll<rp>(</rp><rt>fee</rt><rp>)</rp></ruby> rose.</p>", "The toll rose."),
        ("<dl><dt>Fare</dt><dd>The price of a ride.</dd></dl>", "Fare\n\nThe price of a ride."),
        ("<table><tr><td>Rents rose.<td>Wages fell.<tr><td>Shops closed.</table>",
         "Rents rose.\n\nWages fell.\n\nShops closed."),
        ("<p>Rents <span hidden>never </span><span style='DISPLAY : none'>not </span>"
         "<span class='sr-only'>hardly </span><span style='visibility:hidden'>nowhere </span>"
         "rose.</p>", "Rents rose."),
        ("<p class='d-none d-md-block'>Rents rose.</p>", "Rents rose."),
        ("<p>Rents rose.</p><template><p>Wages fell.</p></template><noscript>No</noscript>",
         "Rents rose."),
        ("<h2>Why rents rose<a class='headerlink' href='#why'>¶</a></h2>", "Why rents rose"),
        ("<p>Rents<!-- never --> rose <![CDATA[and]]> fell.</p>", "Rents rose fell."),
        ("<pre><code>x because y</code></pre><pre>Rents rose.</pre>", "Rents rose."),
        ("<p>R&amp;D, Q&A and AT&amp;T</p>", "R&D, Q&A and AT&T"),
        ("<figure><img alt='a bus'><figcaption>A bus in Marl</figcaption></figure><p>It ran.</p>",
         "A bus in Marl\n\nIt ran."),
        ("<ul><li>One<ul><li>Two</li></ul>three</li><li><p>Four</p></li></ul>",
         "• One\n\n• Two\n\nthree\n\nFour"),
    ],
)  # fmt: skip
def test_words_of_a_page(inside: str, said: str) -> None:
    assert text(inside) == said


def test_a_page_that_is_one_form_is_read_and_a_small_form_is_not() -> None:
    prose = "<p>Higher tolls reduced traffic in the old town, and the air is cleaner now.</p>" * 3
    assert text(f"<form id='aspnet'>{prose}<input value='x'></form>").count("tolls") == 3
    sign_up = "<form><p>Send me the letter.</p><label>Address</label><button>Go</button></form>"
    assert "letter" not in text(prose + sign_up)


def test_of_several_articles_that_with_the_text_is_read() -> None:
    cards = "".join(f"<article><h3>Story {n}</h3><p>Read on.</p></article>" for n in range(4))
    story = "<p>Higher tolls reduced traffic in the old town, and the air is cleaner now.</p>" * 3
    page = f"<main><article><h1>On tolls</h1>{story}</article>{cards}</main>"
    assert "Read on" not in text(page)
    assert text(page).startswith("On tolls")


def test_a_page_without_paragraphs_keeps_the_part_with_the_text() -> None:
    prose = "Higher tolls reduced traffic in the old town.<br>The air is cleaner now.<br>" * 5
    assert text(f"<div class='social'>{prose}</div>").count("tolls") == 5
    page = f"<div>{prose}</div><div class='related-posts'>Rents drive people away.</div>"
    assert "Rents" not in text(page)


def test_a_saved_news_page() -> None:
    document = read(
        """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Fares up | The Marl
        Courier</title><meta property="og:title" content="Fares up"><style>p { color: red }</style>
        <script type="application/ld+json">{"headline": "Fares up"}</script></head><body>
        <a class="skip-link" href="#main">Skip to content</a><header role="banner">The Marl Courier
        </header><nav><ul><li>News</li></ul></nav><div id="onetrust-consent"><p>We value your
        privacy.</p></div><main id="main"><article><header><h1>Fares up</h1><p>By Ada Ash</p>
        <time datetime="2024-03-05T06:00:00Z">5 March</time></header><figure><picture><source>
        <img alt="A tram"></picture><figcaption>The tram on line 4.</figcaption></figure>
        <p>Higher fares lower rider&shy;ship&nbsp;&mdash; says the board.<sup><a href="#fn1">1</a>
        </sup></p><div class="advert"><p>Buy a bicycle</p></div><aside><p>Pulled quote</p></aside>
        <p>It <del datetime="2024-03-06">denies</del> <ins>admits</ins> that buses ran less.</p>
        <div class="newsletter-signup"><form><p>Sign up</p></form></div><ol><li id="fn1">
        See the survey. <a href="#fnref1">↩</a></li></ol></article></main><footer>Imprint</footer>
        </body></html>"""
    )
    assert (document.title, document.date) == ("Fares up", "2024-03-05")
    assert document.text.split("\n\n") == [
        "Fares up", "By Ada Ash", "5 March", "The tram on line 4.",
        "Higher fares lower ridership — says the board.", "It admits that buses ran less.",
        "• See the survey.",
    ]  # fmt: skip


def test_a_title_has_no_note_calls() -> None:
    assert read("<h1>On <i>ren</i>ts<sup>1</sup></h1><p>They rose.</p>").title == "On rents"


def test_a_page_in_another_encoding_says_so_itself() -> None:
    page = "<html><head><meta charset='windows-1252'></head><p>The price of £5 rose.</p></html>"
    assert "£5" in read(page, encoding="windows-1252").text
