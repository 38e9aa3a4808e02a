"""Reading files in the corpus's format."""

from pathlib import Path

import pytest
from benchmarks.corpus import parse_tagged, read_subtask1, read_subtask2

SHARED = Path(__file__).resolve().parents[2] / "shared" / "cnc"
TAGGED = "<ARG1><SIG0>So</SIG0> they left</ARG1> : <ARG0>rain</ARG0> ."
PLAIN = "So they left : rain ."


def test_parse_nested_tags() -> None:
    text, relation = parse_tagged(TAGGED)
    assert text == PLAIN
    assert text[slice(*relation.cause)] == "rain"
    assert text[slice(*relation.effect)] == "So they left"
    assert [text[slice(*span)] for span in relation.signals] == ["So"]


@pytest.mark.parametrize("tagged", ["no tags", "<ARG0>open <ARG1>b</ARG1>", "<ARG0>a</ARG0> b"])
def test_parse_refuses_incomplete_markup(tagged: str) -> None:
    with pytest.raises(ValueError, match="not a marked relation"):
        parse_tagged(tagged)


def test_both_forms_of_subtask2_read_alike(tmp_path: Path) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text(
        "corpus,doc_id,sent_id,eg_id,index,text,text_w_pairs\n"
        f'cnc,d,1,0,cnc_d_1_0,"{PLAIN}","{TAGGED}"\ncnc,d,1,1,cnc_d_1_1,"{PLAIN}","{TAGGED}"\n',
        encoding="utf-8-sig",
    )
    grouped = tmp_path / "grouped.csv"
    grouped.write_text(
        "corpus,doc_id,sent_id,eg_id,index,text,causal_text_w_pairs,num_rs\n"
        f"cnc,d,1,0,cnc_d_1_0,\"{PLAIN}\",\"['{TAGGED}', '{TAGGED}']\",2\n"
        "cnc,d,2,0,cnc_d_2_0,Nothing .,[],0\n",
        encoding="utf-8-sig",
    )
    assert read_subtask2(rows) == read_subtask2(grouped)[:1]
    assert read_subtask2(grouped)[1].relations == ()


def test_subtask1_needs_its_columns(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("index,text\n1,a\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no column label"):
        read_subtask1(wrong)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the corpus is not beside the repository")
def test_the_corpus_itself() -> None:
    labels = read_subtask1(SHARED / "train_subtask1.csv")
    grouped = read_subtask2(SHARED / "train_subtask2_grouped.csv")
    rows = read_subtask2(SHARED / "train_subtask2.csv")
    assert (len(labels), len(grouped), len(rows)) == (3075, 3075, 1624)
    assert sum(len(s.relations) for s in grouped) == sum(len(s.relations) for s in rows) == 2257
    by_index = {s.index: s for s in grouped}
    assert all(set(by_index[s.index].relations) == set(s.relations) for s in rows)
