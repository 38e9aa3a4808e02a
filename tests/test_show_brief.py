"""The brief, from a judgement that no run has made."""

import re
from dataclasses import replace

import pytest

from contention.analysis.quotation import Sentences
from contention.case.model import Case, Claim
from contention.judge.hinges.hinge_sets import Overturning, Sets
from contention.judge.hinges.verdict_hinges import Carried
from contention.judge.verdict import Gap, Judgement
from contention.show.brief.brief import BriefMaterials, brief_html, short_answer
from contention.show.brief.chart import MOST_ROWS, WIDTH, chart
from contention.show.brief.main_question import MainQuestion, main_question
from contention.show.brief.quoting import LONGEST, cut
from contention.show.brief.sides import sides
from tests.show_example import EVIL, example_case, example_judgement, silent, verdict
from tests.test_show_report import Page

KILLS, SAVES, FALLS = "aid_end_kills", "settlement_saves", "popularity_falls"


def brief(*contentions: str, case: Case | None = None, judgement: Judgement | None = None) -> str:
    case, judgement = case or example_case(), judgement or example_judgement()
    return brief_html(BriefMaterials(case, judgement, main_question(case, contentions or None)))


def quoting(case: Case, **quotes: str) -> Case:
    """The case with quotes in the anchors of some claims, each at a place of its own."""
    claims = dict(case.claims)
    for number, (id_, words) in enumerate(quotes.items()):
        old: Claim = claims[id_]
        assert old.anchor is not None
        anchor = replace(old.anchor, start=100 * number, end=100 * number + 50, quote=words)
        claims[id_] = replace(old, anchor=anchor)
    return replace(case, claims=claims)


def test_it_is_one_file_without_scripts_and_admits_only_its_own_style() -> None:
    html = brief()
    page = Page(html)
    assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in page.tags}
    assert not page.values("src")
    assert not page.values("style")
    assert "default-src 'none'; style-src 'sha256-" in html
    assert not re.search(r"https?://", html)
    assert brief() == html


def test_what_a_case_says_is_escaped() -> None:
    case = example_case()
    contention = replace(case.contentions[KILLS], title=EVIL, note=EVIL)
    case = replace(
        quoting(case, aid_front=EVIL), question=EVIL, contentions={**case.contentions,
                                                                  KILLS: contention},
    )  # fmt: skip
    html = brief(KILLS, case=case)
    assert "<script" not in html
    assert html.count("&lt;script&gt;") >= 4


def test_the_question_and_the_answer_come_first() -> None:
    text = Page(brief(KILLS)).text
    case = example_case()
    parts = (case.question, case.contentions[KILLS].title,
             "Yes for one account, no for one, open for one.", "What each side hinges on",
             "What data say", "What would change it", "Tested as")  # fmt: skip
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert "Nothing: the case declares no data" in text


def test_which_contention_is_shown() -> None:
    case = example_case()
    first = next(iter(case.contentions))
    assert main_question(case).contentions == (first,)
    assert "marks none as main" in main_question(case).why
    marked = replace(case, main=(SAVES, FALLS))
    assert main_question(marked).contentions == (SAVES, FALLS)
    assert main_question(marked, None, [FALLS]).contentions == (FALLS,)
    assert main_question(marked, [KILLS]) == MainQuestion((KILLS,), "Asked for; the case tests 4 "
                                                          "conclusions.")  # fmt: skip
    with pytest.raises(ValueError, match="up to 3 contentions, not 4"):
        main_question(case, list(case.contentions))
    with pytest.raises(ValueError, match="was not judged"):
        main_question(case, [KILLS], [SAVES])
    with pytest.raises(ValueError, match="no contentions"):
        main_question(replace(case, contentions={}))


def test_a_side_begins_with_the_sentence_that_overturns_its_answer() -> None:
    case = quoting(example_case(), aid_front="The front needs arms.", front_killed="It kills.")
    yes, no = sides(case, example_judgement(), Sentences(case), KILLS)
    assert [item.quoted.words for item in yes.sentences] == ["The front needs arms.", "It kills."]
    assert all(item.quoted.verbatim for item in yes.sentences)
    assert yes.sentences[0].without.startswith("Without it, it stays open for ")
    assert no.sentences == ()
    assert no.note == "No single sentence changes the answer."
    assert "Those who say no" in no.head


def test_without_a_text_its_paraphrase_is_no_quotation_and_the_text_is_named() -> None:
    html = brief(KILLS)
    assert "<blockquote>" not in html
    text = Page(html).text
    assert "No text." in text
    assert "contention attach example statement FILE" in text
    case = quoting(example_case(), aid_front="The front needs arms.", front_killed="It kills.")
    quoted = brief(KILLS, case=case)
    assert "<blockquote>“The front needs arms.”</blockquote>" in quoted
    assert "No text." not in quoted


def test_claims_that_overturn_only_together_are_said_to() -> None:
    case = quoting(example_case(), aid_front="One.", front_killed="Other.")
    base = example_judgement()
    found = next(item for item in base.verdicts if item.contention == KILLS)
    calm = replace(base, hinges=tuple(
        replace(hinge, verdict_without="supported") for hinge in base.hinges
    ))  # fmt: skip
    sets = Sets(KILLS, found.account, found.verdict, (
        Overturning(("aid_front", "front_killed"), "does not follow", None),
    ))  # fmt: skip
    yes, _ = sides(case, calm, Sentences(case), KILLS, [Carried(found, sets)])
    assert yes.note == "No single claim overturns the answer."
    assert "Without it and one more together, nothing follows" in yes.sentences[0].without
    plain, _ = sides(case, calm, Sentences(case), KILLS)
    assert "still supported" in plain.sentences[0].without


def test_hinges_that_nobody_computed_are_not_said_to_be_absent() -> None:
    text = Page(brief(KILLS, judgement=replace(example_judgement(), hinges=()))).text
    assert "Hinges were not computed" in text
    assert "Tried: nothing." in text
    assert "Tried: each claim removed alone." in Page(brief(KILLS)).text


def test_a_contention_that_no_account_can_tell_has_no_chart() -> None:
    case = example_case()
    gap = Gap("no path", ("western_aid",), ("civilians_killed",))
    alone = replace(example_judgement(), verdicts=(silent(KILLS, "kremlin", gap),), hinges=())
    html = brief(KILLS, case=case, judgement=alone)
    assert "None of the accounts can tell." in html
    assert "<svg" not in html
    assert "What each side hinges on" not in html


def test_every_strip_is_described_in_words() -> None:
    html = brief(KILLS, SAVES, FALLS)
    strips = re.findall(r"<svg .*?</svg>", html, re.S)
    assert len(strips) == 3 + 3 + 4
    assert all(re.search(r"<title>[^<]{5,}</title>", strip) for strip in strips)
    assert all('role="img"' in strip for strip in strips)


def test_dots_lie_in_the_zone_that_the_word_names() -> None:
    case = example_case()
    marks = case.thresholds
    zone = WIDTH / 7
    for size, place in ((0.01, 3), (0.1, 4), (0.5, 5), (3.0, 6), (-0.1, 2), (-0.5, 1), (-3.0, 0)):
        one = verdict(KILLS, "authors_2024", 0.91)
        assert one.size is not None
        moved = replace(one, size=replace(one.size, low=size, median=size, high=size))
        drawn = str(chart(case, [moved]).rows[0].strip)
        dot = float(re.findall(r'<circle cx="([\d.]+)"', drawn)[0])
        assert place * zone <= dot <= (place + 1) * zone + 0.1, (size, dot, marks)


def test_margins_of_several_kinds_give_shares_and_many_accounts_are_counted() -> None:
    case = example_case()
    mixed = replace(verdict(KILLS, "authors_2024", 0.91), margin_kind="mixed")
    found = chart(case, [mixed])
    assert found.zones == ()
    assert "holds in 91" in str(found.rows[0].strip)
    many = chart(case, [mixed] * (MOST_ROWS + 3))
    assert (len(many.rows), many.further) == (MOST_ROWS, 3)


def test_short_answers() -> None:
    yes, no = verdict(KILLS, "a", 0.9), verdict(KILLS, "b", 0.0)
    assert short_answer([yes]) == "Yes for the only account that can tell."
    assert short_answer([yes, yes]) == "Yes for all two accounts that can tell."
    assert short_answer([yes, no, no]) == "Yes for one account, no for two."


def test_long_sentences_are_cut_at_a_word() -> None:
    assert cut("as it  is") == "as it is"
    short = cut("word, " * 100)
    assert len(short) <= LONGEST + 2
    assert short.endswith("word …")


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_words_have_enough_contrast_on_screen_in_the_dark_and_on_paper() -> None:
    style = brief().split("<style>")[1].split("</style>")[0]
    schemes = re.findall(r":root \{(.*?)\}", style, re.S)
    assert len(schemes) == 3
    first: dict[str, str] = {}
    for number, scheme in enumerate(schemes):
        colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})", scheme))
        colours = {key: _six(value) for key, value in colours.items()}
        first = first or colours
        found = {**first, **colours}
        for word in ("ink", "soft", "yes", "no", "open", "built", "link"):
            light, dark = sorted((_luminance(found[word]), _luminance(found["paper"])))[::-1]
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (number, word)


def _six(colour: str) -> str:
    return colour if len(colour) == 7 else "#" + "".join(each * 2 for each in colour[1:])
