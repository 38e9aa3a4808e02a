"""What layouts of pages are made of: sentences that are told, running heads, notes, tables."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from benchmarks.pdf_sentences import SentenceMaker, foreign_text
from benchmarks.pdf_typesetting import Box, Setter, Sheet, Style, bold, font

FONTS = ("Times-Roman", "Helvetica", "LiberationSerif", "DejaVuSans")
HELD_OUT_FONTS = ("DejaVuSerif", "LiberationSans", "DejaVuSansCondensed", "Courier")


@dataclass(frozen=True)
class Made:
    """A PDF with the sentences of its body in reading order."""

    data: bytes
    sentences: Sequence[str]


@dataclass
class Maker:
    """What a layout draws from: sentences, sizes and fonts of one seed."""

    seed: int
    fonts: Sequence[str] = FONTS
    told: list[str] = field(default_factory=list)
    """sentences set so far, in reading order"""

    def __post_init__(self) -> None:
        """Everything random comes from the seed."""
        self.choose = random.Random(f"pages {self.seed}")
        self.words = SentenceMaker(self.seed)

    def style(self, largest: float = 12.0) -> Style:
        """A body style with a font, a size and a leading of this seed's own."""
        size = self.choose.choice(
            [each for each in (8.5, 9.0, 10.0, 10.5, 11.0, 12.0) if each <= largest]
        )
        gap = self.choose.choice([0.0, 0.0, 4.0, 8.0])
        return Style(
            font=font(self.choose.choice(self.fonts)),
            size=size,
            leading=round(size * self.choose.uniform(1.12, 1.5), 1),
            gap=gap,
            indent=self.choose.choice([0.0, 12.0]) if gap else 12.0,
        )

    def fill(self, setter: Setter, style: Style, *, heads: int = 0, most: int = 10_000) -> None:
        """Set paragraphs until the boxes are full."""
        for number in range(most):
            if heads and number % heads == heads - 1:
                setter.paragraph(self.words.heading(), head_style(style))
            if not self.set(setter, style, self.words.paragraph()):
                return

    def set(self, setter: Setter, style: Style, sentences: Sequence[str], first: str = "") -> bool:
        """Set one paragraph and remember its sentences; False without room."""
        if not setter.paragraph(" ".join(sentences), style, first):
            return False
        self.told += [plain(each) for each in sentences]
        return True

    def called(self, sentences: Sequence[str], number: int) -> list[str]:
        """The sentences with a note call after one word or at the end of one."""
        at = self.choose.randrange(len(sentences))
        words = sentences[at].split()
        place = self.choose.choice([len(words) - 1, self.choose.randrange(2, len(words))])
        words[place] = f"{words[place]}^{number}"
        return [*sentences[:at], " ".join(words), *sentences[at + 1 :]]


def plain(sentence: str) -> str:
    """A sentence without its note calls."""
    return " ".join(word.split("^")[0] for word in sentence.split())


def head_style(style: Style, times: float = 1.2) -> Style:
    """A heading's style beside a body's."""
    larger = replace(style, size=style.size * times, leading=style.leading * times)
    return replace(
        larger, font=bold(style.font), gap=style.leading, indent=0.0, justified=False, by="line"
    )


def columns(sheet: Sheet, number: int, top: float, bottom: float, *, gutter: float = 18.0,
            margin: float = 60.0) -> list[Box]:  # fmt: skip
    """Boxes of equal width side by side."""
    width = (sheet.width - 2 * margin - gutter * (number - 1)) / number
    lefts = [margin + each * (width + gutter) for each in range(number)]
    return [Box(sheet, left, left + width, top, bottom) for left in lefts]


def running(maker: Maker, sheets: Sequence[Sheet], *, sides: bool = False) -> None:
    """A running head, a page number and sometimes a foot on every page."""
    heads = [foreign_text(maker.choose, 4), foreign_text(maker.choose, 6)]
    style = Style(font("Helvetica"), maker.choose.choice([7.5, 8.0, 10.0]))
    first = maker.choose.choice([1, 7, 113])
    form = maker.choose.choice(["{}", "Page {}", "– {} –", "{} of 150"])
    for number, sheet in enumerate(sheets):
        text = heads[number % 2 if sides else 0]
        at = sheet.width - 60 - style.width(text) if sides and number % 2 else 60
        sheet.put(at, sheet.height - 36, text, style)
        shown = form.format(first + number)
        sheet.put((sheet.width - style.width(shown)) / 2, 30, shown, style)


def notes(maker: Maker, box: Box, numbers: Sequence[int], style: Style) -> None:
    """Footnotes in small type at the foot of a box, each after its number."""
    small = replace(style, size=0.8 * style.size, leading=0.95 * style.size, gap=1.0, indent=0.0,
                    justified=False, by="line")  # fmt: skip
    foot = Setter([replace(box, top=box.bottom - 6, bottom=20)])
    for number in numbers:
        words = foreign_text(maker.choose, maker.choose.randint(5, 24))
        mark = maker.choose.choice([f"{number}", f"{number}."])
        foot.paragraph(f"{mark} {words}, p. {number}.", small)


def table(
    maker: Maker, sheet: Sheet, at: tuple[float, float, float], style: Style, rows: int
) -> float:
    """A table with a caption between two edges; gives the height below it."""
    left, right, y = at
    small = replace(style, size=0.9 * style.size)
    y -= style.leading
    sheet.put(
        left, y, f"Table {maker.choose.randint(1, 9)}: {foreign_text(maker.choose, 5)}", small
    )
    places = [left, *(left + (right - left) * share for share in (0.46, 0.65, 0.84))]
    for row in range(rows):
        y -= 1.25 * style.leading
        cells = (
            [f"{maker.choose.uniform(1, 999):.1f}" for _ in range(3)]
            if row
            else ["2019", "2020", "2021"]
        )
        label = foreign_text(maker.choose, 2) if row else "Area"
        for place, text in zip(places, [label, *cells], strict=True):
            sheet.put(place, y, text, small)
    return y - style.leading


Layout = Callable[[Maker], Made]
