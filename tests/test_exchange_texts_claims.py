"""Which claims coded texts state, which they only suggest, and what becomes of the rest."""

from pathlib import Path

import pytest

from contention.case.titles import TO_BE_NAMED
from contention.exchange.links.imported import ImportRefusedError
from contention.exchange.links.sign_words import sign_of
from contention.exchange.texts.as_proposals import CodedProposals, as_proposals
from contention.exchange.texts.claim_fields import checked_fields, fields_in, fields_text
from contention.exchange.texts.claims_in_names import long_name
from contention.exchange.texts.coded_claims import DENIES
from contention.exchange.texts.coded_text import (
    Code,
    CodedDocument,
    CodedTexts,
    Coder,
    Coding,
    Relation,
    checked,
)
from contention.exchange.texts.codes_read import CodeRead, Told, read_codes, roles_file
from contention.extraction.directions import turned

TEXT = (
    "Rain fills the river. The mills lower the water level, and a lower water level reduces "
    "the harvest. Nobody minds the snow."
)


def texts(
    *codings: tuple[str, str], codes: tuple[Code, ...] = (), relations: tuple[Relation, ...] = ()
) -> CodedTexts:
    """A document whose words are coded: (code, words); codes that are not given are plain."""
    named = {each.name for each in codes}
    plain = tuple(Code(name, name) for name in dict.fromkeys(code for code, _ in codings)
                  if name not in named)  # fmt: skip
    ids = {each.name: each.id for each in (*codes, *plain)}
    made = tuple(
        Coding(f"k{number}", "d", ids[code], TEXT.index(words), TEXT.index(words) + len(words), "a")
        for number, (code, words) in enumerate(codings)
    )
    document = CodedDocument("d", "The valley", TEXT)
    return checked(
        CodedTexts("t", "a form", (document,), (*codes, *plain), made, relations, (),
                   (Coder("a", "Ann"),))
    )  # fmt: skip


def said(found: CodedProposals) -> list[tuple[str, str, str, str]]:
    return [(one.cause, one.sign, one.effect, one.origin) for one in found.claims]


@pytest.mark.parametrize(
    ("name", "claim"),
    [
        ("Rain → River (+)", ("Rain", "+", "River")),
        ("Rain->River (lowers)", ("Rain", "-", "River")),
        ("Rain --> River", ("Rain", "?", "River")),
        ("Rain => River (no effect)", ("Rain", "0", "River")),
        ("Rain → River (upper)", ("Rain", "?", "River (upper)")),
        ("Rain (any) → River (upper) (−)", ("Rain (any)", "-", "River (upper)")),
    ],
)
def test_a_code_may_be_named_after_a_claim(name: str, claim: tuple[str, str, str]) -> None:
    assert said(as_proposals(texts((name, "Rain fills the river")))) == [(*claim, "code")]


def test_fields_are_in_the_note_of_a_code_for_a_claim() -> None:
    given = texts(("Rain → River (+)", "Rain fills the river"))
    note = "stance: hedged\nstrength: huge\nholder: the miller\n\nas he always says"
    coded = Coding("k0", "d", "Rain → River (+)", 0, 20, "a", note)
    (reading,) = as_proposals(checked(CodedTexts(
        "t", "a form", given.documents, given.codes, (coded,), coders=given.coders
    ))).readings  # fmt: skip
    (proposal,) = reading.reading.proposals
    assert (proposal.stance, proposal.holder) == ("hedged", "the miller")
    assert proposal.coded is not None
    assert proposal.coded.note == "as he always says"
    assert proposal.coded.fields == (("strength", "huge"),)


CAUSES = Code("c", "Causes", codable=False)
EFFECTS = Code("e", "Effects", codable=False)


@pytest.mark.parametrize(
    "codes",
    [
        (CAUSES, Code("cr", "Rain", "c"), EFFECTS, Code("er", "River", "e")),
        (Code("cr", "Rain", "c"), CAUSES, Code("er", "River", "e"), EFFECTS),
    ],
)
def test_causes_and_effects_of_one_sentence_are_claims(codes: tuple[Code, ...]) -> None:
    found = as_proposals(texts(("Rain", "Rain"), ("River", "the river"), ("raises", "fills"),
                               codes=codes))  # fmt: skip
    assert said(found) == [("Rain", "+", "River", "roles")]
    prefixed = as_proposals(texts(("cause: Rain", "Rain"), ("effect of: x", "Nobody"),
                                  ("Effect - River", "the river")))  # fmt: skip
    assert said(prefixed)[0] == ("Rain", "?", "River", "roles")


def test_codes_without_a_name_of_their_own_take_the_words_of_the_text() -> None:
    found = as_proposals(texts(("Cause", "Rain"), ("Effect", "the river")))
    assert said(found) == [("Rain", "?", "River", "roles")]


def test_a_relation_is_a_claim_whatever_its_codes_are_called() -> None:
    relations = (Relation("r", "k0", "k1", "lowers", fields={"stance": "conceded"}),)
    found = as_proposals(texts(("None", "Rain"), ("Cause", "the river"), relations=relations))
    assert said(found) == [("None", "-", "River", "relation")]
    same = as_proposals(
        texts(("Rain", "Rain"), ("rain", "the river"), relations=(Relation("r", "k0", "k1"),))
    )
    assert [each.id for each in same.report.left_out if each.kind == "relation"] == ["r"]


def test_plain_codes_name_the_factors_of_what_is_read() -> None:
    found = as_proposals(texts(("Industry", "The mills"), ("River", "the water level"),
                               ("Farming", "the harvest")))  # fmt: skip
    assert said(found)[0] == ("Industry", "-", "River", "read")
    assert said(found)[1][1:] == ("+", "Farming", "read")
    (reading,) = found.readings
    assert reading.reading.proposals[0].coded is not None
    assert reading.reading.proposals[0].coded.coder == "Ann; rules"
    assert not reading.reading.proposals[0].coded.stated


def test_what_is_not_read_waits_for_a_person() -> None:
    found = as_proposals(texts(("People", "Nobody"), ("Snow", "the snow")))
    assert said(found) == [("People", "?", "Snow", "pair")]
    alone = as_proposals(texts(("Snow", "the snow")))
    assert said(alone) == [("Snow", "?", TO_BE_NAMED, "single")]
    acted_on = as_proposals(texts(("effect: Snow", "the snow")))
    assert said(acted_on) == [(TO_BE_NAMED, "?", "Snow", "single")]


def test_a_code_beside_others_of_its_sentence_is_joined_to_the_nearest() -> None:
    related = (Relation("r", "k0", "k1", "raises"),)
    beside = as_proposals(texts(("Rain", "Rain"), ("River", "the river"), ("Flow", "fills"),
                                relations=related))  # fmt: skip
    assert said(beside) == [("Rain", "+", "River", "relation"), ("Rain", "?", "Flow", "pair")]
    again = as_proposals(texts(("Rain", "Rain"), ("River", "the river"), ("River", "fills"),
                               relations=related))  # fmt: skip
    assert said(again) == [("Rain", "+", "River", "relation")]
    assert not any("no claim" in note for note in again.report.notes)


def test_a_code_over_two_sentences_is_joined_with_those_of_both() -> None:
    long = TEXT[TEXT.index("reduces") : TEXT.index("Nobody") + 6]
    found = as_proposals(texts(("Silence", long), ("Snow", "the snow")))
    assert said(found)[1:] == [("Silence", "?", "Snow", "pair")]


def test_roles_that_are_told_come_before_guesses(tmp_path: Path) -> None:
    given = texts(("Rain → River", "Rain"), ("Snow", "the snow"), ("People", "Nobody"))
    roles: dict[str, Told] = {"rain → river": "factor", "Snow": "ignore", "People": "effect"}
    read = read_codes(given, roles)
    assert [each.role for each in read.values()] == ["factor", "ignore", "effect"]
    assert "1 coding with no claim (“Snow”)" in as_proposals(given, roles).report.notes
    table = tmp_path / "roles.csv"
    table.write_text("code,role\nSnow,ignore\n", "utf-8")
    assert roles_file(table) == {"Snow": "ignore"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            b"code,role\nSnow,causal\nRain,factor\nIce,bad\n",
            r"2:1: unknown role `causal`(.|\n)*4:1",
        ),
        (b"name,kind\n", "no columns `code` and `role`"),
        (b"", "no columns"),
        (b"code,role\n\xff,ignore\n", "not a table in UTF-8"),
    ],
)
def test_a_bad_table_of_roles_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    table = tmp_path / "roles.csv"
    table.write_bytes(content)
    with pytest.raises(ImportRefusedError, match=message):
        roles_file(table)
    with pytest.raises(ImportRefusedError, match="cannot be opened"):
        roles_file(tmp_path / "none.csv")


def test_fields_that_no_claim_may_have_are_refused() -> None:
    found = checked_fields({
        "strength": "strong", "stance": "shouted", "credibility": "7", "status": "proposed",
        "transient": "true", "necessary": "true", "condition": "low: Rain", "colour": "red",
        "link": "level",
    })  # fmt: skip
    assert dict(found.kept) == {
        "strength": "strong", "status": "proposed", "transient": "true", "necessary": "true",
        "link": "level",
    }  # fmt: skip
    assert set(found.refused) == {"stance", "credibility", "colour"}
    assert found.condition == ("Rain", "is: low")


def test_notes_that_only_look_like_fields_stay_notes() -> None:
    fields = {"id": "a", "stance": "hedged"}
    assert fields_in(f"{fields_text(fields)}\n\nmore: words") == (fields, "more: words")
    for note in ("see page: 3", "stance: hedged\nand so on", "", "He said:"):
        assert fields_in(note) == ({}, note)


def test_names_of_relations_say_their_sign() -> None:
    signs = [sign_of(each) for each in ("raises", "+", "Decreases", "has no effect on", "is a")]
    assert signs == ["+", "+", "-", "0", None]


@pytest.mark.parametrize(
    ("words", "name", "turn"),
    [
        ("poorer maintenance", "maintenance", -1),
        ("maintenance", "poor maintenance", -1),
        ("poorer tenants", "tenants", 0),
        ("new building", "new building slows", -1),
        ("building slows", "new building slows", 1),
        ("rents", "declining rents", -1),
        ("falling rents", "declining rents", 1),
        ("empty flats", "fewer empty flats", -1),
        ("rents affordable for those", "rents", 0),
        ("cheaper rents", "rents", 0),
        ("worse shortage", "shortage", 1),
        ("worse rents", "rents", 0),
        ("flats uninhabitable", "flats", 0),
        ("flats uninhabitable", "uninhabitable flats", 1),
        ("bad air", "Air pollution", 1),
        ("bad air", "Air quality", 0),
        ("homes", "housing shortage", 0),
        ("the shortage", "housing shortage", 1),
        ("new contracts", "contracts", 1),
        ("rents for everybody", "rents", 1),
    ],
)
def test_words_of_direction_turn_a_sign_or_leave_it_open(words: str, name: str, turn: int) -> None:
    found, why = turned(words, name)
    assert found == turn
    assert bool(why) == (turn == 0)


@pytest.mark.parametrize(
    ("text", "codes", "claim"),
    [
        ("Rent control leads to poorer maintenance.", ("rent control", "maintenance"), "-"),
        ("Rent control slows new building.", ("rent control", "new building slows"), "+"),
        ("Rent control would keep rents affordable.", ("rent control", "rents"), "?"),
        ("A lower return means that new building slows.", ("return", "new building slows"), "-"),
        ("Rent control raises rents.", ("rent control", "rents"), "+"),
    ],
)
def test_a_code_takes_over_the_sign_of_what_its_words_say(
    text: str, codes: tuple[str, str], claim: str
) -> None:
    document = CodedDocument("d", "A letter", text)
    spans = (0, len("Rent control")), (len("Rent control"), len(text))
    made = tuple(Coding(name, "d", name, *span) for name, span in zip(codes, spans, strict=True))
    (one,) = as_proposals(checked(CodedTexts(
        "t", "a form", (document,), tuple(Code(name, name) for name in codes), made
    ))).claims  # fmt: skip
    assert (one.cause, one.sign, one.effect) == (codes[0], claim, codes[1])
    assert ("sign unclear" in one.note) == (claim == "?")


def test_codes_that_nobody_has_are_reported(tmp_path: Path) -> None:
    table = tmp_path / "roles.csv"
    table.write_text("code,role\nSnow,ignore\nPeopel,effect\n", "utf-8")
    given = texts(("Snow", "the snow"), ("People", "Nobody"))
    with pytest.raises(ImportRefusedError, match=r"3:1: there is no code “Peopel”(.|\n)*People"):
        roles_file(table, given)


LETTER = (
    "Only new building lowers rents. A cap would not reduce visitors. High rents drive residents "
    "out. The charge hits shops."
)


def coded_letter(*codings: tuple[str, str]) -> CodedTexts:
    names = dict.fromkeys(name for name, _ in codings)
    made = tuple(
        Coding(f"k{n}", "d", name, LETTER.index(words), LETTER.index(words) + len(words))
        for n, (name, words) in enumerate(codings)
    )
    codes = tuple(Code(name, name) for name in names)
    return checked(CodedTexts("t", "f", (CodedDocument("d", "A letter", LETTER),), codes, made))


def test_a_code_named_after_a_claim_in_words_suggests_it_between_other_codes() -> None:
    found = as_proposals(coded_letter(
        ("Building lowers rents", "Only new building lowers rents"),
        ("New building", "new building"),
        ("Rents", "High rents"), ("Rents drive residents out", "High rents drive residents out"),
        ("Cap reduces visitors", "A cap would not reduce visitors"), ("Cap on nights", "A cap"),
        ("Residents staying", "residents"),
    ))  # fmt: skip
    assert sorted(said(found)) == [
        ("Cap on nights", "-", "Visitors", "name"),
        ("New building", "-", "Rents", "name"),
        ("Rents", "-", "Residents staying", "name"),
    ]
    assert not any(one.stated for one in found.claims)
    assert [one.cause for one in found.claims if "deny" in one.note] == ["Cap on nights"]


@pytest.mark.parametrize("name", ["Price increases", "Family support", "Effects of heat", "Fear"])
def test_a_name_that_states_nothing_stays_a_factor(name: str) -> None:
    (read,) = read_codes(coded_letter((name, "new building"))).values()
    assert (read.role, read.name) == ("factor", name)


def test_a_short_word_of_the_text_takes_the_longer_name_of_a_code() -> None:
    names = ("Cap on nights", "Income of hosts", "Visitors / tourism", "Long-term homes")
    assert long_name("The cap", names) == "Cap on nights"
    assert long_name("Hosts", names) == ""
    assert long_name("Tourism", names) == "Visitors / tourism"
    assert long_name("Homes", (*names, "Holiday homes")) == ""


def test_a_table_says_which_claim_a_code_states(tmp_path: Path) -> None:
    table = tmp_path / "roles.csv"
    head = "code,role,cause,effect,sign\n"
    table.write_text(f"{head}Pain,claim,Charge,Shops,lowers\n", "utf-8")
    told = roles_file(table)
    assert told == {"Pain": CodeRead("claim", cause="Charge", effect="Shops", sign="-")}
    assert said(as_proposals(coded_letter(("Pain", "hits shops")), told)) == [
        ("Charge", "-", "Shops", "code")
    ]
    table.write_text(f"{head}Pain,claim,,,\nPain,claim,Charge,Shops,hard\n", "utf-8")
    with pytest.raises(ImportRefusedError, match=r"2:1: “Pain” does not say(.|\n)*`hard` is not"):
        roles_file(table)


def test_a_code_that_denies_in_words_is_a_denial_for_a_person_to_look_at() -> None:
    coding = ("Low pay does not attract nurses", "Nobody minds the snow")
    (claim,) = as_proposals(texts(coding)).claims
    assert (claim.cause, claim.sign, claim.effect, claim.stated) == ("Pay", "0", "Nurses", False)
    assert claim.fields["stance"] == "negated"
    assert claim.note.endswith(DENIES)
