"""Layouts of pages drawn with ReportLab's canvas: columns, notes, tables, stamps and turns."""

from collections.abc import Sequence
from dataclasses import replace

from benchmarks.pdf_pages import Layout, Made, Maker, columns, head_style, notes, running, table
from benchmarks.pdf_sentences import foreign_text
from benchmarks.pdf_typesetting import Box, Setter, Sheet, Style, across, font, scrambled, to_pdf


def _made(maker: Maker, sheets: Sequence[Sheet]) -> Made:
    return Made(to_pdf(sheets), maker.told)


def one_ragged(maker: Maker) -> Made:
    """One column, ragged right."""
    sheets = [Sheet() for _ in range(2)]
    boxes = [box for sheet in sheets for box in columns(sheet, 1, 780, 70, margin=72)]
    maker.fill(Setter(boxes), maker.style(), heads=maker.choose.choice([0, 4]))
    return _made(maker, sheets)


def one_justified(maker: Maker) -> Made:
    """One column, justified, hyphenated, with headings and page numbers."""
    sheets = [Sheet(612, 792) for _ in range(3)]
    boxes = [box for sheet in sheets for box in columns(sheet, 1, 730, 60, margin=90)]
    style = replace(maker.style(), justified=True, hyphens=True,
                    by=maker.choose.choice(["line", "word"]))  # fmt: skip
    maker.fill(Setter(boxes), style, heads=3)
    running(maker, sheets)
    return _made(maker, sheets)


def two_ragged(maker: Maker) -> Made:
    """Two columns, ragged right, under a title."""
    sheet = Sheet()
    style = maker.style(largest=11)
    Setter([Box(sheet, 60, 535, 790, 700)]).paragraph(maker.words.heading(), head_style(style, 1.7))
    gutter = maker.choose.choice([12.0, 16.0, 24.0])
    maker.fill(Setter(columns(sheet, 2, 715, 60, gutter=gutter)), style,
               heads=maker.choose.choice([0, 5]))  # fmt: skip
    return _made(maker, [sheet])


def two_justified(maker: Maker) -> Made:
    """Two columns, justified and hyphenated, on several pages with running heads."""
    sheets = [Sheet(612, 792) for _ in range(2)]
    gutter = maker.choose.choice([11.0, 14.0, 20.0])
    boxes = [box for each in sheets for box in columns(each, 2, 730, 60, gutter=gutter, margin=54)]
    style = replace(maker.style(largest=10.5), justified=True, hyphens=True,
                    by=maker.choose.choice(["line", "word"]))  # fmt: skip
    maker.fill(Setter(boxes), style, heads=4)
    running(maker, sheets, sides=True)
    return _made(maker, sheets)


def newspaper(maker: Maker) -> Made:
    """Three narrow columns under a headline that spans them."""
    sheet = Sheet()
    style = replace(maker.style(largest=9.0), justified=maker.choose.random() < 0.7, hyphens=True,
                    by="word")  # fmt: skip
    Setter([Box(sheet, 45, 550, 800, 700)]).paragraph(maker.words.heading(), head_style(style, 2.4))
    boxes = columns(sheet, 3, 700, maker.choose.choice([60, 300]), gutter=12, margin=45)
    maker.fill(Setter(boxes), style)
    return _made(maker, [sheet])


def mixed(maker: Maker) -> Made:
    """A spanning abstract, two columns, a spanning table with its caption, two columns, one."""
    sheet = Sheet()
    style = replace(maker.style(largest=10.5), justified=maker.choose.random() < 0.5)
    wide = Box(sheet, 60, 535, 800, 690)
    top = Setter([wide])
    top.paragraph(maker.words.heading(), head_style(style, 1.6))
    maker.fill(top, replace(style, size=style.size * 0.9), most=1)
    gap = 20.0
    maker.fill(Setter(columns(sheet, 2, top.y - gap, 480)), style)
    below = table(maker, sheet, (60, 535, 462), style, maker.choose.randint(3, 6))
    maker.fill(Setter(columns(sheet, 2, below - 14, 200)), style)
    maker.fill(Setter(columns(sheet, 1, 178, 50)), style)
    return _made(maker, [sheet])


def footnotes(maker: Maker) -> Made:
    """One column with raised note calls and notes at the foot, on several pages."""
    return _with_notes(maker, 1)


def footnotes_two_columns(maker: Maker) -> Made:
    """Two columns with notes at the foot of each."""
    return _with_notes(maker, 2)


def _with_notes(maker: Maker, number: int) -> Made:
    sheets = [Sheet() for _ in range(2)]
    boxes = [box for each in sheets for box in columns(each, number, 770, 160)]
    style = replace(maker.style(largest=11), justified=maker.choose.random() < 0.6,
                    by=maker.choose.choice(["line", "word"]))  # fmt: skip
    setter = Setter(boxes)
    asked: dict[int, list[int]] = {}
    for call in range(1, 100):
        sentences = maker.words.paragraph()
        if maker.choose.random() < 0.5:
            sentences = maker.called(sentences, call)
        if not maker.set(setter, style, sentences):
            break
        asked.setdefault(boxes.index(setter.box), []).append(call)
    for at, calls in asked.items():
        notes(maker, boxes[at], calls[:4], style)
    running(maker, sheets)
    return _made(maker, sheets)


def lists(maker: Maker) -> Made:
    """Bulleted and numbered lists with hanging indents between paragraphs."""
    sheet = Sheet()
    style = replace(maker.style(), indent=0.0)
    setter = Setter(columns(sheet, 1, 780, 60, margin=72))
    hang = max(maker.choose.choice([14.0, 20.0]), style.width("(5)") + 3)
    item = replace(style, indent=-hang, gap=maker.choose.choice([0.0, 3.0]))
    while maker.set(setter, style, maker.words.paragraph()):
        form = maker.choose.choice(["•", "–", "{}.", "({})"])
        for number in range(1, maker.choose.randint(3, 6)):
            if not maker.set(setter, item, [maker.words.sentence()], form.format(number)):
                break
    return _made(maker, [sheet])


def table_beside(maker: Maker) -> Made:
    """Prose in the left column, a table of numbers beside it, then prose over the whole width."""
    sheet = Sheet()
    style = maker.style(largest=11)
    maker.fill(Setter([Box(sheet, 60, 310, 780, 480)]), style)
    table(maker, sheet, (335, 540, 770), style, maker.choose.randint(6, 12))
    maker.fill(Setter([Box(sheet, 60, 535, 450, 60)]), style)
    return _made(maker, [sheet])


def tables_between(maker: Maker) -> Made:
    """Tables between the paragraphs of one column."""
    sheet = Sheet()
    style = maker.style()
    y = 790.0
    while y > 200:
        setter = Setter([Box(sheet, 72, 523, y, 60)])
        maker.fill(setter, style, most=2)
        y = setter.y
        if y > 220:
            y = table(maker, sheet, (72, 523, y - 6), style, maker.choose.randint(3, 5)) - 8
    return _made(maker, [sheet])


def stamped(maker: Maker) -> Made:
    """Columns under a slanted watermark, with a stamp up the margin."""
    sheets = [Sheet() for _ in range(2)]
    number = maker.choose.choice([1, 2])
    style = maker.style(largest=11)
    maker.fill(Setter([box for each in sheets for box in columns(each, number, 780, 60)]), style)
    angle = maker.choose.choice([45, 55, 30])
    for sheet in sheets:
        sheet.put(130, 220, "DRAFT CONFIDENTIAL", Style("Helvetica-Bold", 60.0), angle)
        sheet.put(30, 250, foreign_text(maker.choose, 12), Style("Helvetica", 14.0), 90)
        if maker.choose.random() < 0.5:
            sheet.marks = [*sheet.marks[-2:], *sheet.marks[:-2]]
    return _made(maker, sheets)


def landscape(maker: Maker) -> Made:
    """Lying pages with two or three columns."""
    sheets = [Sheet(842, 595) for _ in range(2)]
    number = maker.choose.choice([1, 2, 3])
    style = replace(maker.style(largest=11), justified=maker.choose.random() < 0.5)
    maker.fill(Setter([box for each in sheets for box in columns(each, number, 530, 60)]), style)
    running(maker, sheets)
    return _made(maker, sheets)


def turned(maker: Maker) -> Made:
    """Pages stored lying or upside down and shown upright by `/Rotate`."""
    sheets = [Sheet(turn=maker.choose.choice([90, 180, 270])) for _ in range(2)]
    number = maker.choose.choice([1, 2])
    style = maker.style(largest=11)
    maker.fill(Setter([box for each in sheets for box in columns(each, number, 780, 60)]), style)
    running(maker, sheets)
    for sheet in sheets[:1]:
        sheet.put(25, 300, foreign_text(maker.choose, 6), Style("Helvetica", 9.0), 90)
    return _made(maker, sheets)


def any_order(maker: Maker) -> Made:
    """Lines or words drawn in any order."""
    sheets = [Sheet() for _ in range(2)]
    number = maker.choose.choice([1, 2])
    style = replace(maker.style(largest=11), by=maker.choose.choice(["line", "word"]),
                    justified=maker.choose.random() < 0.5)  # fmt: skip
    maker.fill(Setter([box for each in sheets for box in columns(each, number, 780, 60)]), style)
    for sheet in sheets:
        sheet.marks = scrambled(sheet.marks, maker.choose)
    return _made(maker, sheets)


def across_columns(maker: Maker) -> Made:
    """Columns drawn line by line over the whole page."""
    sheet = Sheet()
    number = maker.choose.choice([2, 3])
    style = replace(maker.style(largest=10), hyphens=True, justified=maker.choose.random() < 0.5)
    maker.fill(Setter(columns(sheet, number, 780, 60, gutter=14, margin=50)), style)
    sheet.marks = across(sheet.marks)
    return _made(maker, [sheet])


def uneven(maker: Maker) -> Made:
    """A last page whose columns differ in length and width."""
    sheet = Sheet()
    style = maker.style(largest=11)
    left, right = maker.choose.choice([(60, 250), (60, 350)])
    boxes = [Box(sheet, left, right, 780, 60), Box(sheet, right + 20, 540, 780, 60)]
    maker.fill(Setter(boxes), style, most=maker.choose.randint(7, 12))
    return _made(maker, [sheet])


def typewritten(maker: Maker) -> Made:
    """One column of Courier, double spaced or not, with a letter's head."""
    sheet = Sheet(612, 792)
    style = Style(font("Courier"), 11.0, maker.choose.choice([12.5, 22.0]), indent=40.0)
    letter = replace(style, indent=0.0)
    setter = Setter(columns(sheet, 1, 740, 60, margin=72))
    for line in (foreign_text(maker.choose, 3), "14 March 2021", "Dear members,"):
        setter.paragraph(line, letter)
        setter.skip(8)
    maker.fill(setter, style)
    return _made(maker, [sheet])


def spaced_letters(maker: Maker) -> Made:
    """Letters set apart or drawn one by one, in one column or two."""
    sheet = Sheet()
    style = replace(maker.style(largest=10.5), by=maker.choose.choice(["letter", "word", "line"]),
                    tracking=maker.choose.choice([-0.2, 0.4, 1.0, 1.8]))  # fmt: skip
    number = maker.choose.choice([1, 2])
    maker.fill(Setter(columns(sheet, number, 780, 60)), replace(style, justified=number == 1))
    return _made(maker, [sheet])


def ligatures(maker: Maker) -> Made:
    """Embedded fonts with ligatures, hyphenated."""
    sheet = Sheet()
    face = font(maker.choose.choice([each for each in maker.fonts if each[:4] in ("Deja", "Libe")]))
    style = replace(maker.style(largest=11), font=face, ligatures=face.startswith("DejaVu"),
                    hyphens=True, justified=True)  # fmt: skip
    maker.fill(Setter(columns(sheet, maker.choose.choice([1, 2]), 780, 60)), style)
    return _made(maker, [sheet])


LAYOUTS: dict[str, Layout] = {
    "one column, ragged": one_ragged,
    "one column, justified": one_justified,
    "two columns, ragged": two_ragged,
    "two columns, justified": two_justified,
    "newspaper, three columns": newspaper,
    "one and two columns, spanning table": mixed,
    "footnotes": footnotes,
    "footnotes, two columns": footnotes_two_columns,
    "lists": lists,
    "table beside prose": table_beside,
    "tables between paragraphs": tables_between,
    "watermark and margin stamp": stamped,
    "landscape": landscape,
    "turned by /Rotate": turned,
    "drawn in any order": any_order,
    "drawn across columns": across_columns,
    "columns of uneven length": uneven,
    "typewritten": typewritten,
    "letter by letter, tracked": spaced_letters,
    "embedded fonts, ligatures": ligatures,
}
