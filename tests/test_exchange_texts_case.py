"""A case in every format of coded texts, and the case that is made of it again."""

from pathlib import Path

import pytest
from click.testing import CliRunner

import contention as ct
from contention.case.model import Claim
from contention.case.parsed_case import read_draft
from contention.cli.main import main
from contention.exchange.links.imported import ImportRefusedError
from contention.exchange.texts.formats import TEXT_FORMATS
from contention.exchange.texts.from_case import coded_texts, user_of

WHOLE = ("brat", "inception", "inception-json", "label-studio", "web-annotation", "webanno-tsv")
"""formats that hold all that a claim says"""


def said(case: ct.Case, claim: Claim) -> tuple[object, ...]:
    """What a claim says, with factors by their titles."""
    titles = {id_: factor.title for id_, factor in case.value.factors.items()}
    relation = claim.relation
    return (
        claim.id, titles[relation.cause], relation.sign, titles[relation.effect],
        relation.strength_word, claim.stance, claim.paraphrase, claim.status,
    )  # fmt: skip


def anchored(case: ct.Case) -> list[Claim]:
    """The claims that have a place in a text that is there: the reply's is not."""
    return [one for one in case.value.claims.values() if one.anchor and one.document == "letter"]


def through(case: Path, form: str, folder: Path) -> ct.Texts:
    made = ct.export_texts(case, form)
    file = folder / f"case{TEXT_FORMATS[form].suffix}"
    file.write_bytes(made.content)
    return ct.import_texts(file)


@pytest.mark.parametrize("form", WHOLE)
def test_claims_come_back_with_what_they_say(small_case: Path, tmp_path: Path, form: str) -> None:
    texts = through(small_case, form, tmp_path)
    again = tmp_path / "again"
    texts.write_into(again, author="The teacher", date="2020-01-01", accept=True)
    before, after = ct.load(small_case), ct.load(again)
    wanted = {said(before, one) for one in anchored(before)}
    assert {said(after, one) for one in after.value.claims.values()} == wanted
    places = {one.id: one.anchor for one in before.value.claims.values()}
    for one in after.value.claims.values():
        place = places[one.id]
        assert place is not None
        assert one.anchor is not None
        assert (one.anchor.start, one.anchor.end) == (place.start, place.end)


@pytest.mark.parametrize("form", ["qdpx", "inception", "brat"])
def test_a_claim_that_several_had_in_hand_is_of_one_user(
    small_case: Path, tmp_path: Path, form: str
) -> None:
    """The first person; who else there was comes back with the claim."""
    file = small_case / "claims" / "letter.yaml"
    chain = "rules+model; Ann; Ben"
    text = file.read_text("utf-8")
    file.write_text(text.replace("coder: ab", f"coder: {chain}", 1), "utf-8")
    texts = through(small_case, form, tmp_path)
    assert not {each.name for each in texts.value.coders} & {chain, "Ben", "rules+model"}
    again = tmp_path / "again"
    texts.write_into(again, author="The teacher", date="2020-01-01", accept=True)
    assert chain in {one.coder for one in ct.load(again).value.claims.values()}
    assert user_of("rules") == "rules"
    assert user_of("imported from INCEpTION; Ben") == "Ben"


@pytest.mark.parametrize("form", ["qdpx", *WHOLE])
def test_accepted_merges_are_followed(small_case: Path, tmp_path: Path, form: str) -> None:
    (small_case / "merges.yaml").write_text(
        "merges:\n  - {factor: repairs, into: care, turned: true, status: accepted}\n"
    )
    changed = {each.id: each.what for each in ct.export_texts(small_case, form).report.changed}
    assert changed["repairs"] == "merged into “Carefulness” as its opposite"
    found = {
        (one.cause, one.sign, one.effect) for one in through(small_case, form, tmp_path).claims
    }
    assert ("Trust in the council", "-", "Carefulness") in found
    assert ("Carefulness", "+", "A flood") in found
    assert not any("Money for repairs" in one for one in found)


def test_doccano_keeps_cause_sign_and_effect(small_case: Path, tmp_path: Path) -> None:
    texts = through(small_case, "doccano", tmp_path)
    before = ct.load(small_case)
    titles = {id_: factor.title for id_, factor in before.value.factors.items()}
    assert sorted((one.cause, one.sign, one.effect) for one in texts.claims) == sorted(
        (titles[one.relation.cause], one.relation.sign, titles[one.relation.effect])
        for one in anchored(before)
    )


def test_hypothesis_finds_the_passages_in_the_text(small_case: Path, tmp_path: Path) -> None:
    file = tmp_path / "notes.json"
    file.write_bytes(ct.export_texts(small_case, "hypothesis").content)
    claims = ct.import_texts(file, text=small_case / "texts" / "letter.txt").claims
    places = {(one.anchor.start, one.anchor.end) for one in anchored(ct.load(small_case))
              if one.anchor}  # fmt: skip
    assert {(one.start, one.end) for one in claims} == places


ANN = "T1\tRain 0 4\tRain\nT2\tFlood 13 19\tfloods\nR1\tFosters Arg1:T1 Arg2:T2\n"


@pytest.fixture
def annotated(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("Rain lets in floods.", "utf-8")
    (tmp_path / "a.ann").write_text(ANN, "utf-8")
    return tmp_path / "a.ann"


def test_labels_say_which_sign_a_relation_has(annotated: Path) -> None:
    plain = ct.import_texts(annotated)
    assert [one.sign for one in plain.claims] == ["?"]
    assert any("say it with --labels" in loss.what for loss in plain.report.changed)
    told = ct.import_texts(annotated, labels={"fosters": "positive"})
    assert [one.sign for one in told.claims] == ["+"]
    with pytest.raises(ImportRefusedError) as refusal:
        ct.import_texts(annotated, labels={"foster": "positive", "Fosters": "often"})
    assert [problem.message for problem in refusal.value.problems] == [
        "`often` is not a sign", "no relation has the label `foster`",
    ]  # fmt: skip


def test_the_command_takes_labels_and_refuses_a_text_that_is_not_needed(annotated: Path) -> None:
    run = CliRunner().invoke(main, ["import", str(annotated), "--labels", "Fosters=negative"])
    assert run.exit_code == 0, run.output
    assert "brat standoff: 1 document, 2 codes, 2 codings" in run.output
    text = str(annotated.with_suffix(".txt"))
    run = CliRunner().invoke(main, ["import", str(annotated), "--text", text])
    assert run.exit_code == 2
    assert "leave out --text" in run.output


def test_a_claim_without_comments_says_none(small_case: Path) -> None:
    assert not any(
        "comments" in one.fields for one in coded_texts(read_draft(small_case)).relations
    )
