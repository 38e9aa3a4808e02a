"""WebAnno TSV: rows as INCEpTION writes them, and texts put together as it does."""

import re

import pytest

from contention.exchange.links.imported import ImportRefusedError
from contention.exchange.texts.coded_text import CodedTexts
from contention.exchange.texts.given import GivenFile
from contention.exchange.texts.inception_in import read_inception
from contention.exchange.texts.tokens import sentences

HEAD = """\
#FORMAT=WebAnno TSV 3.3
#T_SP=de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS|PosValue
#T_SP=webanno.custom.Phrase|identifier|value
#T_CH=de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceLink|referenceType|referenceRelation
#T_RL=webanno.custom.Effect|sign|BT_webanno.custom.Phrase


"""
ROWS = re.sub(
    r"(?m)^(\d.*)$",
    r"\1\t",  # each row ends with a tab
    r"""#Text=Heavy🌧 rain\\wind floods fields .
1-1	0-7	Heavy🌧	ADJ	*[1]	Weather[1]	_	_	_	_
1-2	8-17	rain\wind	NN	*[1]|*	Weather[1]|Noun	_	_	_	_
1-2.1	8-12	rain	_	*	Sub\_part	_	_	_	_
1-3	18-24	floods	VB	*	Verb	*->1-1	*	_	_
1-4	25-31	fields	NN	*[2]	Place\|s[2]	_	_	raises|*	1-1[1_2]|1-3[0_2]
1-5	32-33	.	_	_	_	_	_	_	_

#Text=Then it stops.
2-1	36-40	Then	_	_	_	_	_	_	_
2-2	41-43	it	_	_	_	_	_	_	_
2-3	44-50	stops.	_	*	Stop	_	_	lowers	2-1
""",
)


def read(text: str) -> CodedTexts:
    return read_inception(GivenFile("doc.tsv", text.encode()))


def test_spans_stacks_sub_tokens_and_relations() -> None:
    texts = read(HEAD + ROWS)
    text = texts.documents[0].text
    assert text == "Heavy🌧 rain\\wind floods fields .\n  Then it stops."
    assert [(one.code, text[slice(*one.span)]) for one in texts.codings] == [
        ("Weather", "Heavy🌧 rain\\wind"), ("Noun", "rain\\wind"), ("Sub_part", "rain"),
        ("Verb", "floods"), ("Place|s", "fields"), ("Stop", "stops."),
    ]  # fmt: skip
    codes = {one.id: one.code for one in texts.codings}
    assert [(codes[one.cause], one.label, codes[one.effect]) for one in texts.relations] == [
        ("Weather", "raises", "Place|s"), ("Verb", "Effect", "Place|s"),
    ]  # fmt: skip
    whats = {loss.what for loss in texts.report.left_out}
    assert "one of its ends is not there" in whats
    assert any("chains and slots are not read" in what for what in whats)


def test_positions_in_code_points_are_noticed() -> None:
    """Scripts that write this format often count as Python does."""
    row = "#Text=🌧 rain falls\n1-1\t0-1\t🌧\t_\n1-2\t2-6\train\tW\n1-3\t7-12\tfalls\t_\n"
    texts = read("#FORMAT=WebAnno TSV 3.2\n#T_SP=custom.X|value\n\n\n" + row)
    assert [texts.documents[0].text[slice(*one.span)] for one in texts.codings] == ["rain"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("1-2\t8-17", "1-2\t8"), "doc.tsv:10:1: not a row of a token"),
        (("2-1\t36-40", "2-1\t3-40"), "doc.tsv:17:1: the sentence begins at 3"),
        (("2-1\t36-40", "2-1\t999999-1000003"), "the sentence begins at 999999"),
        (("TSV 3.3", "TSV 2"), "no text in it|not WebAnno TSV 3"),
    ],
)
def test_a_faulty_row_is_named(change: tuple[str, str], message: str) -> None:
    with pytest.raises(ImportRefusedError, match=message):
        read((HEAD + ROWS).replace(*change))


def test_no_token_and_no_sentence_ends_within_an_annotation() -> None:
    text = "Dr. Who left. It rained, oddly"
    assert [each.tokens[0][0] for each in sentences(text)] == [0, 4, 14]
    whole = text.index("left"), text.index("rained") + 4
    parts = list(sentences(text, [whole, (0, 2)]))
    assert [(each.start, each.end) for each in parts] == [(0, 4), (4, len(text))]
    words = [text[slice(*token)] for each in parts for token in each.tokens]
    assert words == ["Dr", ".", "Who", "left", ".", "It", "rain", "ed", ",", "oddly"]
