"""What a coded text may refer to, and what is taken out of it."""

from contention.exchange.losses import Loss
from contention.exchange.texts.coded_text import (
    Code,
    CodedDocument,
    CodedTexts,
    CodeSet,
    Coding,
    Memo,
    Relation,
    checked,
)

DOCUMENTS = (CodedDocument("d", "A text", "Rain floods."), CodedDocument("e", "Another", "Sun."))


def test_what_refers_to_nothing_is_taken_out_and_listed() -> None:
    texts = CodedTexts(
        "t", "a form", DOCUMENTS,
        (Code("a", "A"), Code("b", "B", "a"), Code("c", "C", "gone")),
        (
            Coding("1", "d", "a", 0, 4), Coding("2", "d", "b", 5, 11), Coding("3", "e", "a", 0, 3),
            Coding("4", "gone", "a", 0, 1), Coding("5", "d", "gone", 0, 1),
            Coding("6", "d", "a", 3, 3), Coding("7", "d", "a", 0, 13),
        ),
        (Relation("r", "1", "2"), Relation("s", "1", "4"), Relation("t", "1", "3")),
        (Memo("m", "M", "words", ("d", "a", "1", "4")),), (),
        (CodeSet("s", "S", ("a", "gone", "d")),),
    )  # fmt: skip
    found = checked(texts)
    assert [each.id for each in found.codings] == ["1", "2", "3"]
    assert [each.id for each in found.relations] == ["r"]
    assert [each.parent for each in found.codes] == ["", "a", ""]
    assert found.memos[0].about == ("d", "a", "1")
    assert found.sets[0].members == ("a", "d")
    lost = {(loss.kind, loss.id) for loss in found.report.left_out}
    assert lost == {
        ("coding", "4"), ("coding", "5"), ("coding", "6"), ("coding", "7"), ("relation", "s"),
        ("relation", "t"), ("place in the tree", "c"),
    }  # fmt: skip
    assert dict(found.report.kept)["coding"] == 3
    assert checked(found).codings == found.codings


def test_codes_below_themselves_come_to_the_top() -> None:
    codes = (Code("a", "A", "b"), Code("b", "B", "c"), Code("c", "C", "b"), Code("d", "D", "d"))
    found = checked(CodedTexts("t", "a form", codes=codes))
    above = {each.id: each.parent for each in found.codes}
    for start in above:
        here, steps = start, 0
        while here:
            here, steps = above[here], steps + 1
            assert steps <= len(above)
    assert Loss("place in the tree", "d", "below itself: now at the top") in found.report.left_out


def test_what_has_no_id_or_that_of_another_is_taken_out() -> None:
    codes = (Code("", "Nameless"), Code("a", "A", ""), Code("a", "Again"))
    found = checked(CodedTexts("t", "a form", codes=codes))
    assert [each.name for each in found.codes] == ["A"]
    assert [loss.what for loss in found.report.left_out] == [
        "it has no id", "another one has its id",
    ]  # fmt: skip
