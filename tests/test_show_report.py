"""The report page, from a judgement that no run has made."""

import itertools
import re
import unicodedata
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from contention.analysis.quotation import read_sentences
from contention.case.model import Case
from contention.judge.verdict import FailedDraw, Judgement
from contention.maps.account_map import build_map
from contention.maps.conflicts import conflicts
from contention.show.map.drawing import draw_map
from contention.show.report.contention_sections import contention_sections
from contention.show.report.report import Materials, report_html, verdict_columns, write_report
from contention.show.report.verdict_table import is_own, is_shared
from contention.show.words.answers import answers
from tests.show_example import EVIL, example_case, example_courses, example_judgement


class Page(HTMLParser):
    """Collects what the tests look at."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        """All words, single spaces."""
        return " ".join(" ".join(self.words).split()).replace("\u202f", " ")

    def values(self, attribute: str) -> list[str]:
        """Every value of an attribute."""
        return [found for _, attributes in self.tags if (found := attributes.get(attribute))]


def materials(case: Case, judgement: Judgement) -> Materials:
    maps = {id_: build_map(case, id_) for id_ in case.accounts}
    drawings = {"authors_2024": draw_map(maps["authors_2024"], case)}
    found = conflicts(case, maps)
    return Materials(case, judgement, maps, drawings, found, example_courses(), 60)


@pytest.fixture(scope="module")
def html() -> str:
    return report_html(materials(example_case(), example_judgement()))


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


def test_nothing_comes_from_elsewhere(html: str, page: Page) -> None:
    assert not {"script", "link", "iframe", "img", "object", "embed", "form"} & {
        tag for tag, _ in page.tags
    }
    assert all(href.startswith("#") for href in page.values("href"))
    assert not page.values("src")
    (policy,) = [item for item in page.values("content") if "default-src" in item]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "url(" not in html
    assert "@import" not in html


def test_the_policy_admits_the_style_sheet(html: str) -> None:
    import base64
    import hashlib

    styles = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    assert len(styles) == 1
    digest = base64.b64encode(hashlib.sha256(styles[0].encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in html
    assert 'style="' not in html


def test_what_a_case_says_is_escaped(html: str, page: Page) -> None:
    assert EVIL not in html
    assert EVIL in page.text


def test_titles_of_a_case_are_escaped_everywhere() -> None:
    plain = example_case()

    def evil(entries: object) -> dict[str, object]:
        assert isinstance(entries, dict)
        return {id_: replace(entry, title=EVIL) for id_, entry in entries.items()}

    titled = {
        part: evil(getattr(plain, part))
        for part in ("factors", "scenarios", "accounts", "contentions", "holders", "documents")
    }
    case = replace(plain, title=EVIL, question=EVIL, **titled)  # type: ignore[arg-type]
    html = report_html(materials(case, example_judgement()))
    assert "<script" not in html


def test_no_control_of_a_case_reaches_the_page() -> None:
    plain = example_case()
    nasty = "end\x1b[2J\x00\x9b\u202e\u2067\ud83d\uffff of it"
    contentions = {id_: replace(item, title=nasty) for id_, item in plain.contentions.items()}
    page = report_html(materials(replace(plain, contentions=contentions), example_judgement()))
    page.encode("utf-8")
    assert "end[2J of it" in page
    odd = {
        char for char in page if unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t"
    }
    assert odd == set()
    assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\uffff") & set(page)


def test_links_lead_somewhere_and_ids_are_unique(page: Page) -> None:
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    missing = {href[1:] for href in page.values("href")} - set(ids)
    assert not missing


def test_headings_descend_without_gaps(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_every_figure_says_in_words_what_it_shows(html: str) -> None:
    figures = re.findall(r"<svg(?=[^>]*role=\"img\").*?</svg>", html, re.DOTALL)
    assert len(figures) > 40
    assert all(re.search(r"<title>[^<]{10,}</title>", drawn) for drawn in figures)
    others = re.findall(r"<svg(?![^>]*role=\"img\")[^>]*>", html)
    assert all('aria-hidden="true"' in drawn for drawn in others)


def test_verdicts_stand_with_numbers_and_reasons(page: Page) -> None:
    assert "supported own 91 % 2 % undefined clear" in page.text
    assert "This account says nothing about “Civilians killed”." in page.text
    assert "the verdict changes in 2029" in page.text
    assert "Concluded by the settlement camp" in page.text


def test_an_account_of_another_document_of_the_same_holder_is_their_own() -> None:
    plain = example_case()
    conclusion = plain.contentions["aid_end_kills"]
    for documents in (None, ("statement",), ("earlier",)):
        assert is_own(replace(plain.accounts["authors_2024"], documents=documents), conclusion)
    assert not is_own(plain.accounts["settlement"], conclusion)
    joint = replace(plain.accounts["authors_2024"], holders=("authors", "rivals"))
    assert not is_own(joint, conclusion)
    assert is_shared(joint, conclusion)
    assert not is_shared(plain.accounts["authors_2024"], conclusion)
    assert not is_own(plain.accounts["authors_2024"], replace(conclusion, holder=""))


def test_what_an_undecided_verdict_takes_is_not_called_a_need() -> None:
    rows = {
        row.verdict.verdict: row.needs
        for section in contention_sections(
            example_case(), example_judgement(), read_sentences(example_case())
        )
        for row in section.rows
    }
    assert rows["undecided"] == "Rests on the strengths of the links too."
    assert rows["supported"] == "Needs the strengths of the links too."


def test_a_case_without_contentions_says_so() -> None:
    plain = replace(example_case(), contentions={})
    nothing = replace(example_judgement(), verdicts=(), hinges=())
    page = Page(report_html(replace(materials(plain, nothing), courses={})))
    assert page.text.count("The case has no contentions") == 3


def test_many_accounts_get_room_and_scroll_in_their_place(html: str) -> None:
    widths = [float(re.findall(r"min-width: ([\d.]+)rem; }", verdict_columns(many))[0])
              for many in (4, 7, 20)]  # fmt: skip
    assert widths == [34.8, 53.4, 134.0]
    glance = [float(re.findall(r"glance { min-width: ([\d.]+)rem; }", verdict_columns(many))[0])
              for many in (4, 11, 12)]  # fmt: skip
    assert glance == [37.6, 60.0, 68.8], "eleven accounts on a small screen; twelve scroll"
    assert verdict_columns(4) in html
    assert re.search(r'<div class="scroll"[^>]*>\s*<table class="verdicts"', html)


def test_hinges_stand_with_their_claims(page: Page) -> None:
    assert "Without deliveries from abroad the defence breaks down within months" in page.text
    assert "2 premises overturn the verdict alone" in page.text
    assert "coder's assumption" in page.text
    assert "1 other premise has no effect beyond the error." in page.text


def test_the_ledger_says_what_was_left_out_and_why(page: Page) -> None:
    assert "no account counts it" in page.text
    assert "no account says what the debt leads to" in page.text
    assert "All accounts speak of the dead as the result of fighting, none says so" in page.text


def test_failed_draws_and_warnings_are_named(page: Page) -> None:
    failed = (
        "Failed draws: 1 of 2000 draws failed, at “Intensity of fighting” in scenario “Western "
        "aid is withdrawn”: they produced a non-finite outcome. They count as undecided"
    )
    assert page.text.count(failed) == 2  # among the warnings at the top, and with its account
    assert page.text.index(failed) < page.text.index("runs away in 34")
    assert "dropped and" not in page.text
    command = "contention run example --account settlement --scenario aid_ends --draw 17 --seed 1"
    assert command in page.text


def test_many_failed_draws_are_one_line_and_three_examples() -> None:
    judgement = example_judgement()
    failed = tuple(FailedDraw("kremlin", "aid_ends", draw, 2027.35, "fighting")
                   for draw in range(2000))  # fmt: skip
    found = tuple(
        replace(item, failed=failed) if item.account == "kremlin" else item
        for item in judgement.diagnostics
    )
    page = Page(report_html(materials(example_case(), replace(judgement, diagnostics=found))))
    assert page.text.count("2000 of 2000 draws failed") == 2
    assert page.text.count("contention run example --account kremlin") == 3


def test_the_same_materials_give_the_same_page(html: str, tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    write_report(materials(example_case(tmp_path / "elsewhere"), example_judgement()), out)
    assert out.read_text("utf-8") == html


def test_the_size_of_a_large_report_stays_bounded() -> None:
    """Fan charts are what grows: one of 90 points takes less than 9 kB."""
    html = report_html(materials(example_case(), example_judgement()))
    panels = re.findall(r"<figure>.*?</figure>", html, re.DOTALL)
    assert len(panels) == 21
    assert max(len(panel) for panel in panels) < 9000


def test_proposals_that_nobody_accepted_are_counted_and_not_shown() -> None:
    case = example_case()
    words = "Cheese raises hopes for peace"
    one = replace(case.claims["aside"], id="bad", status="rejected", paraphrase=words)
    two = replace(one, id="new", status="proposed")
    case = replace(case, claims={**case.claims, "bad": one, "new": two})
    page = Page(report_html(materials(case, example_judgement())))
    assert words not in page.text
    assert "Not shown: 1 proposal not yet reviewed, 1 proposal rejected in review." in page.text


@pytest.mark.parametrize(
    ("coder", "words"),
    [
        ("rules+model; ab", "Boats crowd the quay, rents follow"),
        ("llm", "the boats raises the rent"),
        ("ab", "Boats crowd the quay, rents follow"),
        ("", "the boats raises the rent"),
    ],
)
@pytest.mark.parametrize("drafted", [False, True])
def test_a_paraphrase_is_shown_unless_it_is_recorded_as_drafted(
    coder: str, words: str, drafted: bool
) -> None:
    """Whoever coded it, and whatever the words look like."""
    case = example_case()
    changed = replace(case.claims["aid_front"], coder=coder, paraphrase=words, drafted=drafted)
    case = replace(case, claims={**case.claims, "aid_front": changed})
    page = Page(report_html(materials(case, example_judgement())))
    assert (words in page.text) is not drafted


def test_each_pair_in_conflict_stands_once_with_all_who_say_something_of_it() -> None:
    case = example_case()
    page = report_html(materials(case, example_judgement()))
    section = page[page.index('<div id="conflicts">') : page.index('<div id="diagnostics">')]
    headings = re.findall(r"<h4>(.*?)</h4>", section)
    assert len(headings) == len(set(headings)) == 1
    assert set(re.findall(r"<dt>(.*?)</dt>", section)) == {"raises", "has no effect on"}


def test_parts_are_folded_and_full_unfolds_all_of_the_same_content() -> None:
    base = materials(example_case(), example_judgement())
    page, full = report_html(base), report_html(replace(base, full=True))
    assert page.count('<details class="part">') > 7
    assert full.count("<details") == len(re.findall(r"<details[^>]* open", full)) > 20
    note = re.compile(r'<p class="closed small">.*?</p>\n', re.DOTALL)
    assert len(note.findall(page)) == 1
    assert note.sub("", page).replace(" open>", ">") == full.replace(" open>", ">")


def test_every_part_is_unfolded_by_the_links_to_it(html: str) -> None:
    targets = re.findall(r"<nav.*?</nav>", html, re.DOTALL)[0]
    for target in set(re.findall(r'href="#([a-z-]+)"', targets)) - {"top", "short"}:
        assert re.search(rf'<details class="part">\n<summary>[^\n]*</summary>\n<div id="{target}">',
                         html), target  # fmt: skip


def test_what_is_not_folded_is_short() -> None:
    page = report_html(materials(example_case(), example_judgement()))
    body = page[page.index("<main>") :]
    short = body[: body.index('<details class="part">')]
    heads = re.findall(r'<details class="part">\n<summary>(.*?)</summary>', body)
    seen = len(Page(re.sub(r"<details.*?</details>", "", short, flags=re.DOTALL)).text.split())
    seen += len(Page(" ".join(heads)).text.split())
    assert 100 < seen < len(Page(body).text.split()) / 4


def test_answers_and_matrix_are_one_table_that_comes_before_everything_else(html: str) -> None:
    first = html.index('<table class="glance"')
    assert html.count("<p", html.index("<main>"), first) == 1  # folded, with how to read it
    assert html.index("<details") < html.index("<p>Claims were coded") < first
    table = html[first : html.index("</table>", first)]
    rows = re.findall(r'<th role="rowheader" scope="row">.*?</tr>', table, re.DOTALL)
    (row,) = [one for one in rows if 'href="#contention-aid_end_kills"' in one]
    cells = re.findall(r'<td role="cell" data-account="(\d)">(.*?)</td>', row, re.DOTALL)
    words = [(number, Page(cell).text) for number, cell in cells]
    assert words == [("1", "▲ supported 91% #"), ("2", "◆ undecided 62:30 #"),
                     ("3", "▼ opposed 80% #"), ("4", "○ does not follow")]  # fmt: skip


def test_the_page_begins_with_answers_and_each_contention_repeats_its_own() -> None:
    case, judgement = example_case(), example_judgement()
    page = Page(report_html(materials(case, judgement)))
    said = [item.text for item in answers(case, judgement)]
    assert [page.text.count(one) for one in said] == [2] * len(said)
    assert all(page.text.index(one) < page.text.index("What carries most") for one in said)
