"""Word files as word processors write them: what is kept, and what is left out."""

import pytest

from contention.documents.files import read_bytes
from contention.documents.limits import ReadOptions
from tests.file_writing import docx_of, word_part


def text(body: str, **more: str) -> str:
    parts = {f"word/{name}.xml": part for name, part in more.items()}
    options = ReadOptions(any_language=True)
    return read_bytes(docx_of(body, more=parts), "a.docx", options).text


def p(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def r(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def raw(inside: str) -> str:
    return f"<w:r>{inside}</w:r>"


RAISED = '<w:vertAlign w:val="superscript"/>'
LOWERED = '<w:vertAlign w:val="subscript"/>'


def test_a_simple_field_keeps_its_words() -> None:
    field = f'<w:fldSimple w:instr="REF _1">{r("Figure 3")}</w:fldSimple>'
    assert text(p(r("See "), field, r(": fares rose."))) == "See Figure 3: fares rose."


def test_a_carriage_return_and_a_break_are_line_breaks() -> None:
    body = p(raw("<w:t>Fares rose</w:t><w:cr/><w:t>and buses</w:t><w:br/><w:t>ran less.</w:t>"))
    assert text(body) == "Fares rose\nand buses\nran less."


def test_a_complex_field_shows_its_result_only() -> None:
    field = (
        raw('<w:fldChar w:fldCharType="begin"/>')
        + raw('<w:instrText> IF </w:instrText>')
        + raw('<w:fldChar w:fldCharType="begin"/>') + raw("<w:instrText>REF a</w:instrText>")
        + raw('<w:fldChar w:fldCharType="separate"/>') + r("inner result")
        + raw('<w:fldChar w:fldCharType="end"/>')
        + raw('<w:fldChar w:fldCharType="separate"/>') + r("the toll")
        + raw('<w:fldChar w:fldCharType="end"/>')
    )  # fmt: skip
    assert text(p(r("They raised "), field, r(" in May."))) == "They raised the toll in May."


def test_a_field_that_is_never_closed_hides_nothing() -> None:
    body = p(raw('<w:fldChar w:fldCharType="begin"/>'), r("Fares rose.")) + p(r("Buses ran less."))
    assert text(body) == "Fares rose.\n\nBuses ran less."


@pytest.mark.parametrize(
    ("runs", "said"),
    [
        ((r("Prices"), r("12", RAISED), r(" rose.")), "Prices rose."),
        ((r("Prices"), r("1", RAISED), r("2", RAISED), r(" rose.")), "Prices rose."),
        ((r("CO"), r("2", LOWERED), r(" fell by 4 m"), r("2", RAISED)), "CO2 fell by 4 m²"),
        ((r("the 19"), r("th", RAISED), r(" century")), "the 19th century"),
        ((r("He is "), r("wrong", "<w:strike/>"), r("right.")), "He is right."),
        ((r("He is "), r("wrong", "<w:dstrike/>"), r("right.")), "He is right."),
        ((r("He is "), r("right", '<w:strike w:val="0"/>'), r(".")), "He is right."),
        ((r("He is "), f"<w:del>{r('wrong')}</w:del>", f"<w:ins>{r('right')}</w:ins>", r(".")),
         "He is right."),
        ((r("Fares "), f"<w:moveFrom>{r('fell ')}</w:moveFrom>",
          f"<w:moveTo>{r('rose ')}</w:moveTo>", r("fast.")), "Fares rose fast."),
        ((r("Fares "), r("secretly ", "<w:vanish/>"), r("rose.")), "Fares rose."),
        ((r("Fares "), r("rose", "<w:webHidden/>"), r(".")), "Fares rose."),
        ((r("sub\u00adsidies of non\u2011payers"),), "subsidies of non-payers"),
        ((raw("<w:t>well</w:t><w:noBreakHyphen/><w:t>known sub</w:t><w:softHyphen/>"
              "<w:t>sidy</w:t>"),), "well-known subsidy"),
        ((raw("<w:t>Fares</w:t><w:tab/><w:t>rose.</w:t>"),), "Fares rose."),
        ((r("5 "), raw('<w:sym w:font="Symbol" w:char="F0B1"/>'), r(" 1 days")), "5 ± 1 days"),
        ((r("the "), raw('<w:sym w:font="Symbol" w:char="F061"/>'), r(" rays")), "the α rays"),
        ((f'<w:hyperlink w:anchor="x">{r("The levy")}</w:hyperlink>', r(" rose.")),
         "The levy rose."),
        ((f'<w:smartTag w:element="x">{r("Marl")}</w:smartTag>', r(" rose.")), "Marl rose."),
        ((f"<w:sdt><w:sdtPr/><w:sdtContent>{r('The levy')}</w:sdtContent></w:sdt>", r(" rose.")),
         "The levy rose."),
        ((r("Rents rose."), "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
          + r("Click here to enter text.") + "</w:sdtContent></w:sdt>"), "Rents rose."),
        ((raw(f"<w:ruby><w:rubyPr/><w:rt>{r('fare')}</w:rt><w:rubyBase>{r('The toll')}"
              "</w:rubyBase></w:ruby>"), r(" rose.")), "The toll rose."),
        ((r("the "), r("sub"), r("si", "<w:b/>"), r("dies")), "the subsidies"),
        ((r("the\u00a0 levy"), r("  rose")), "the levy rose"),
    ],
)  # fmt: skip
def test_words_of_a_paragraph(runs: tuple[str, ...], said: str) -> None:
    assert text(p(*runs)) == said


def test_styles_strike_hide_and_raise() -> None:
    styles = word_part(
        "styles",
        '<w:style w:type="character" w:styleId="Gone"><w:name w:val="Gone"/><w:rPr><w:strike/>'
        '</w:rPr></w:style><w:style w:styleId="Base"><w:name w:val="Base"/><w:rPr>'
        f'{RAISED}</w:rPr></w:style><w:style w:styleId="Call"><w:name w:val="footnote reference"/>'
        '<w:basedOn w:val="Base"/></w:style><w:style w:styleId="Loop"><w:name w:val="Loop"/>'
        '<w:basedOn w:val="Loop"/></w:style><w:style w:styleId="Item"><w:name w:val="List Bullet"/>'
        '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>',
    )
    runs = (
        r("He is "), r("wrong", '<w:rStyle w:val="Gone"/>'), r("right"),
        r("7", '<w:rStyle w:val="Call"/>'), r(".", '<w:rStyle w:val="Loop"/>'),
    )  # fmt: skip
    body = p(*runs) + p(r("Rents rose."), properties='<w:pStyle w:val="Item"/>')
    assert text(body, styles=styles) == "He is right.\n\n• Rents rose."


def test_notes_stand_at_the_end_and_deleted_calls_lose_theirs() -> None:
    def note(number: int, words: str, kind: str = "") -> str:
        mark = raw("<w:footnoteRef/>")
        return f'<w:footnote {kind} w:id="{number}">{p(mark, r(words))}</w:footnote>'

    notes = word_part(
        "footnotes",
        note(-1, "separator", 'w:type="separator"') + note(1, " See the survey.")
        + note(2, " Never shown.") + note(3, " Taken back."),
    )  # fmt: skip
    body = p(
        r("Prices"), raw('<w:footnoteReference w:id="1"/>'), r(" rose."),
        f"<w:del>{raw('<w:footnoteReference w:id=' + chr(34) + '3' + chr(34) + '/>')}</w:del>",
    )  # fmt: skip
    assert text(body, footnotes=notes) == "Prices rose.\n\nSee the survey."


def test_a_text_box_is_read_once_and_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{p(r('A box says so.'))}</w:txbxContent>"
    both = (
        f"<mc:AlternateContent><mc:Choice><wps:txbx>{box}</wps:txbx></mc:Choice><mc:Fallback>"
        f"<w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert text(p(r("Rents "), raw(both), r("rose."))) == "Rents rose.\n\nA box says so."
    old = raw(f"<w:pict><v:textbox>{box}</v:textbox></w:pict>")
    assert text(p(r("Rents rose."), old)) == "Rents rose.\n\nA box says so."


def test_a_deleted_paragraph_mark_and_a_drop_cap_join_what_follows() -> None:
    joined = p(r("The levy "), properties="<w:rPr><w:del/></w:rPr>") + p(r("rose."))
    assert text(joined) == "The levy rose."
    drop = p(r("T"), properties='<w:framePr w:dropCap="drop" w:lines="3"/>') + p(r("he levy rose."))
    assert text(drop) == "The levy rose."


def test_cells_are_paragraphs_and_deleted_rows_are_gone() -> None:
    def row(*cells: str, properties: str = "") -> str:
        inside = "".join(f"<w:tc><w:tcPr/>{p(r(each))}</w:tc>" for each in cells)
        return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"

    table = f"<w:tbl>{row('Rents rose.', 'Wages fell.')}{row('Gone.', properties='<w:del/>')}"
    assert text(table + "</w:tbl>") == "Rents rose.\n\nWages fell."


def test_a_table_of_contents_is_left_out() -> None:
    gallery = (
        '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
        f"</w:sdtPr><w:sdtContent>{p(r('Why rents rose 3'))}</w:sdtContent>"
    )
    field = p(
        raw('<w:fldChar w:fldCharType="begin"/>'), raw("<w:instrText>TOC \\o</w:instrText>"),
        raw('<w:fldChar w:fldCharType="separate"/>'), r("Why rents rose 3"),
    ) + p(r("Why wages fell 4"), raw('<w:fldChar w:fldCharType="end"/>'))  # fmt: skip
    assert text(f"<w:sdt>{gallery}</w:sdt>{field}{p(r('Rents rose.'))}") == "Rents rose."


def test_a_strict_file_with_its_text_elsewhere_is_read() -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/'
        'officeDocument" Target="/word/document2.xml"/></Relationships>'
    )
    strict = (
        '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body><w:p><w:r>'
        "<w:t>The levy rose.</w:t></w:r></w:p></w:body></w:document>"
    )
    more: dict[str, str | bytes] = {"_rels/.rels": relations, "word/document2.xml": strict}
    data = docx_of(p(r("An old draft.")), more=more)
    assert read_bytes(data, "a.docx", ReadOptions()).text == "The levy rose."
