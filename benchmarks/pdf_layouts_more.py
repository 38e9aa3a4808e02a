"""Layouts in which something stands beside or inside the text, and some of other producers."""

import importlib.util
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Spacer

from benchmarks.pdf_browser import browser_layouts
from benchmarks.pdf_pages import Layout, Made, Maker, columns, head_style, running
from benchmarks.pdf_sentences import foreign_text
from benchmarks.pdf_typesetting import Box, Setter, Sheet, Style, bold, font, to_pdf


def drop_caps(maker: Maker) -> Made:
    """A large first letter in three lines of the first paragraph, in one column or two."""
    sheet = Sheet()
    style = replace(maker.style(largest=11), indent=0.0, gap=6.0)
    boxes = columns(sheet, maker.choose.choice([1, 2]), 780, 60)
    first = boxes[0]
    size = 2.9 * style.leading
    sentences = maker.words.paragraph(4, 6)
    large = replace(style, size=size)
    wide = large.width(sentences[0][0]) + 4
    top, low = first.top - style.size, first.top - style.size - 2 * style.leading

    def beside(y: float) -> tuple[float, float]:
        return (first.left + wide, first.right) if y > low - 1 else (first.left, first.right)

    sheet.put(first.left, low, sentences[0][0], large)
    boxes[0] = replace(first, hole=beside)
    setter = Setter(boxes)
    assert top > low
    setter.paragraph(" ".join([sentences[0][1:], *sentences[1:]]), style)
    maker.told += sentences
    maker.fill(setter, style)
    return Made(to_pdf([sheet]), maker.told)


def pull_quotes(maker: Maker) -> Made:
    """Words in large type between two rules that interrupt a column."""
    sheet = Sheet()
    style = maker.style(largest=11)
    boxes = columns(sheet, 2, 780, 60)
    large = replace(style, size=1.5 * style.size, leading=1.8 * style.size, font=bold(style.font),
                    indent=0.0)  # fmt: skip
    parts: list[Box] = []
    for box in boxes:
        middle = maker.choose.uniform(350, 550)
        quote = Setter([replace(box, top=middle - 12, bottom=middle - 90)])
        quote.paragraph(foreign_text(maker.choose, 8), large)
        parts += [replace(box, bottom=middle + 6), replace(box, top=quote.y - 20)]
    maker.fill(Setter(parts), style)
    return Made(to_pdf([sheet]), maker.told)


def side_box(maker: Maker) -> Made:
    """A box of small type at the edge of a column, beside which its lines are shorter."""
    sheet = Sheet()
    style = maker.style(largest=11)
    low, high = sorted(maker.choose.sample(range(300, 600, 10), 2))
    at_left = maker.choose.random() < 0.5
    left, right = (60.0, 230.0) if at_left else (365.0, 535.0)

    def beside(y: float) -> tuple[float, float]:
        if not low - 6 < y < high + 12:
            return 60.0, 535.0
        return (right + 18, 535.0) if at_left else (60.0, left - 18)

    small = replace(style, size=0.85 * style.size, leading=1.05 * style.size, indent=0.0)
    box = Setter([Box(sheet, left, right, high, low)])
    box.paragraph(foreign_text(maker.choose, 4), replace(small, font=bold(style.font)))
    while box.paragraph(foreign_text(maker.choose, 14) + ".", small):
        pass
    maker.fill(Setter([Box(sheet, 60, 535, 780, 60, beside)]), style)
    return Made(to_pdf([sheet]), maker.told)


def straddling_box(maker: Maker) -> Made:
    """Words in large type over the gutter of two columns, whose lines are shorter beside it."""
    sheet = Sheet()
    style = maker.style(largest=10)
    high = maker.choose.uniform(420, 560)
    large = replace(style, size=1.5 * style.size, leading=1.9 * style.size, indent=0.0)
    quote = Setter([Box(sheet, 240, 355, high, high - 120)])
    quote.paragraph(foreign_text(maker.choose, 7), large)
    low = quote.y - 12

    def left_of(y: float) -> tuple[float, float]:
        return (60.0, 226.0) if low < y < high + 8 else (60.0, 288.0)

    def right_of(y: float) -> tuple[float, float]:
        return (369.0, 535.0) if low < y < high + 8 else (306.0, 535.0)

    boxes = [Box(sheet, 60, 288, 780, 60, left_of), Box(sheet, 306, 535, 780, 60, right_of)]
    maker.fill(Setter(boxes), style)
    return Made(to_pdf([sheet]), maker.told)


def box_in_body_type(maker: Maker) -> Made:
    """A box in the type of the body at the edge of one column, beside which lines are shorter."""
    sheet = Sheet()
    style = replace(maker.style(largest=11), indent=0.0, gap=5.0)
    high = maker.choose.uniform(500, 600)
    box = Setter([Box(sheet, 370, 535, high, high - 130)])
    while box.paragraph(foreign_text(maker.choose, 14) + ".", style):
        pass
    low = box.y

    def beside(y: float) -> tuple[float, float]:
        return (60.0, 350.0) if low - 10 < y < high + 12 else (60.0, 535.0)

    maker.fill(Setter([Box(sheet, 60, 535, 780, 60, beside)]), style)
    return Made(to_pdf([sheet]), maker.told)


def figures_in_columns(maker: Maker) -> Made:
    """Charts with words and numbers at their axes, and captions, at the head of a column."""
    sheet = Sheet()
    style = replace(maker.style(largest=10.5), justified=True, hyphens=True)
    boxes = columns(sheet, 2, 780, 60)
    at = maker.choose.randrange(2)
    box = boxes[at]
    small = replace(style, size=0.75 * style.size, indent=0.0, justified=False)
    for number in range(5):
        sheet.put(box.left, 770 - 25 * number, f"{100 - 20 * number}", small)
        sheet.put(box.left + 30 + 40 * number, 650, f"{2015 + number}", small)
    sheet.put(box.left + 60, 720, foreign_text(maker.choose, 2), small)
    caption = Setter([replace(box, top=638, bottom=560)])
    caption.paragraph(f"Figure {at + 1}. {foreign_text(maker.choose, 9)}.", small)
    boxes[at] = replace(box, top=caption.y - 18)
    maker.fill(Setter(boxes), style)
    return Made(to_pdf([sheet]), maker.told)


def off_grid(maker: Maker) -> Made:
    """Columns whose lines are not level with each other, with headings at different heights."""
    sheet = Sheet()
    style = replace(maker.style(largest=10.5), by="word", justified=maker.choose.random() < 0.5)
    number = maker.choose.choice([2, 3])
    boxes = columns(sheet, number, 780, 60, gutter=maker.choose.choice([11.0, 15.0]), margin=50)
    boxes = [replace(each, top=each.top - 0.37 * style.leading * n) for n, each in enumerate(boxes)]
    maker.fill(Setter(boxes), style, heads=3)
    return Made(to_pdf([sheet]), maker.told)


def quotations(maker: Maker) -> Made:
    """Quotations set in on both sides, in smaller or the same type, between the paragraphs."""
    sheet = Sheet()
    style = replace(maker.style(largest=11), justified=True)
    setter = Setter(columns(sheet, 1, 780, 60, margin=72))
    smaller = maker.choose.choice([1.0, 0.9])
    inner = replace(style, size=style.size * smaller, leading=style.leading * smaller, indent=0.0)
    while maker.set(setter, style, maker.words.paragraph()):
        narrow = Setter([replace(setter.box, left=108, right=487, top=setter.y - style.leading)])
        if not maker.set(narrow, inner, maker.words.paragraph()):
            break
        setter.skip(setter.y - narrow.y + 6)
    return Made(to_pdf([sheet]), maker.told)


def margin_notes(maker: Maker) -> Made:
    """Short notes in the outer margin, level with lines of the text, and side headings."""
    sheets = [Sheet() for _ in range(2)]
    style = maker.style(largest=11)
    for number, sheet in enumerate(sheets):
        left = number % 2 == 0
        small = replace(style, size=0.8 * style.size, leading=style.size, indent=0.0)
        span = (30, 120) if left else (475, 565)
        y = 760.0
        while y > 150:
            note = Setter([Box(sheet, *span, y, 60)])
            note.paragraph(foreign_text(maker.choose, maker.choose.randint(3, 9)), small)
            y = note.y - maker.choose.uniform(60, 160)
    boxes = [Box(sheets[0], 140, 550, 780, 60), Box(sheets[1], 50, 455, 780, 60)]
    maker.fill(Setter(boxes), style)
    running(maker, sheets)
    return Made(to_pdf(sheets), maker.told)


def numbered_lines(maker: Maker) -> Made:
    """A bill whose lines are numbered in the margin."""
    sheet = Sheet(612, 792)
    style = Style(font("Times-Roman"), 12.0, 24.0, indent=30.0)
    for number in range(25):
        sheet.put(60 if number > 8 else 66, 730 - 12 - 24 * number, str(number + 1), style)
    maker.fill(Setter([Box(sheet, 100, 540, 730, 100)]), style)
    return Made(to_pdf([sheet]), maker.told)


def book(maker: Maker) -> Made:
    """Eight small pages of a book: chapters, heads that differ left and right, roman numbers."""
    sheets = [Sheet(420, 595) for _ in range(8)]
    style = replace(maker.style(), justified=True, hyphens=True, by="word", indent=14.0, gap=0.0)
    boxes = [Box(each, 54, 366, 520, 60) for each in sheets]
    setter = Setter(boxes)
    for _ in range(3):
        setter.skip(40)
        setter.paragraph(maker.words.heading(), replace(head_style(style, 1.5), centred=True))
        maker.fill(setter, style, most=9)
    maker.fill(setter, style)
    running(maker, sheets, sides=True)
    return Made(to_pdf(sheets), maker.told)


def headings_alike(maker: Maker) -> Made:
    """Headings in the type of the body, bold, in capitals or set apart only."""
    sheet = Sheet()
    style = replace(maker.style(), indent=0.0, gap=8.0)
    kind = maker.choose.choice(["bold", "capitals", "apart", "numbered"])
    setter = Setter(columns(sheet, maker.choose.choice([1, 2]), 780, 60))
    head = replace(style, font=bold("Times-Roman") if kind == "bold" else style.font, gap=16.0)
    if kind == "bold":
        style = replace(style, font=font("Times-Roman"))
    for number in range(1, 20):
        words = maker.words.heading().split(" and ")[0]
        words = words.upper() if kind == "capitals" else words
        if not setter.paragraph(
            f"{number}.{number} {words}" if kind == "numbered" else words, head
        ):
            break
        if not all(maker.set(setter, style, maker.words.paragraph()) for _ in range(2)):
            break
    return Made(to_pdf([sheet]), maker.told)


def platypus(maker: Maker) -> Made:
    """ReportLab's own document templates: frames, justified paragraphs with inline markup."""
    out = io.BytesIO()
    style = maker.style(largest=10.5)
    body = ParagraphStyle("body", fontName=style.font, fontSize=style.size, spaceAfter=4,
                          leading=style.leading, alignment=TA_JUSTIFY,
                          firstLineIndent=style.indent)  # fmt: skip
    number = maker.choose.choice([1, 2])
    wide = (495 - 15 * (number - 1)) / number
    frames = [Frame(50 + each * (wide + 15), 60, wide, 700, 0, 0, 0, 0) for each in range(number)]
    title = foreign_text(maker.choose, 5)

    def decorate(canvas: object, document: object) -> None:
        canvas.setFont("Helvetica", 8)  # type: ignore[attr-defined]
        canvas.drawString(50, 800, title)  # type: ignore[attr-defined]
        canvas.drawRightString(545, 30, f"{document.page}")  # type: ignore[attr-defined]

    document = BaseDocTemplate(out, pagesize=(595, 842), invariant=1)
    document.addPageTemplates([PageTemplate("all", frames, onPage=decorate)])
    story: list[object] = []
    for call in range(1, 16):
        sentences = maker.words.paragraph()
        maker.told += sentences
        marked = [
            f"<i>{sentences[0]}</i>",
            *sentences[1:-1],
            f"{sentences[-1]}<super>{call}</super>",
        ]
        story.append(Paragraph(" ".join(marked if len(sentences) > 1 else sentences), body))
        if call % 5 == 0:
            story += [Spacer(1, 8), Paragraph(f"<b>{maker.words.heading()}</b>", body)]
    document.build(story)
    return Made(out.getvalue(), maker.told)


def fpdf_pages(maker: Maker) -> Made:
    """Pages by fpdf2: justified cells in one column or text columns."""
    import fpdf

    document = fpdf.FPDF(format="A4")
    document.set_creation_date(datetime(2021, 3, 14, tzinfo=UTC))
    document.add_page()
    face = maker.choose.choice(["Times", "Helvetica"])
    size = maker.choose.choice([9, 10, 11])
    document.set_font(face, size=size)
    paragraphs = [maker.words.paragraph() for _ in range(14)]
    maker.told = [_latin(each) for group in paragraphs for each in group]
    if maker.choose.random() < 0.5:
        for group in paragraphs:
            document.multi_cell(
                0, 5, _latin(" ".join(group)), align="J", new_x="LMARGIN", new_y="NEXT"
            )
            document.ln(2)
    else:
        with document.text_columns(text_align="J", ncols=2, gutter=6) as area:
            for group in paragraphs:
                with area.paragraph(bottom_margin=2) as paragraph:
                    paragraph.write(_latin(" ".join(group)))
    return Made(bytes(document.output()), maker.told)


def _latin(text: str) -> str:
    """Core fonts of fpdf2 have no curved quotation marks."""
    return text.replace("“", '"').replace("”", '"')


_MORE: dict[str, Callable[[Maker], Made]] = {
    "drop capitals": drop_caps,
    "pull quotes": pull_quotes,
    "box beside the text": side_box,
    "box over the gutter": straddling_box,
    "box in the body's type": box_in_body_type,
    "figures in columns": figures_in_columns,
    "columns off each other's lines": off_grid,
    "quotations set in": quotations,
    "margin notes": margin_notes,
    "numbered lines": numbered_lines,
    "book": book,
    "headings in the body's type": headings_alike,
    "ReportLab templates": platypus,
}


def more_layouts() -> dict[str, Layout]:
    """The layouts whose producers are installed."""
    by_fpdf = {"fpdf2": fpdf_pages} if importlib.util.find_spec("fpdf") else {}
    return {**_MORE, **by_fpdf, **browser_layouts()}
