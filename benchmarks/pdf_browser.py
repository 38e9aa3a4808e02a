"""Pages printed by a browser: Chromium without a window, from HTML with print styles."""

import html
import shutil
import subprocess
import tempfile
from pathlib import Path

from benchmarks.pdf_pages import Layout, Made, Maker
from benchmarks.pdf_sentences import foreign_text

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_FACES = ("serif", "sans-serif", "DejaVu Sans", "Liberation Serif")


def browser() -> str | None:
    """The browser that is installed."""
    return next((found for name in _BROWSERS if (found := shutil.which(name))), None)


def printed(page: str, *, heads: bool) -> bytes:
    """A page of HTML as the browser prints it, with its own heads and feet or without."""
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder, "page.html"), Path(folder, "page.pdf")
        source.write_text(page, encoding="utf-8")
        options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/user",
                   f"--print-to-pdf={out}"]  # fmt: skip
        options += [] if heads else ["--no-pdf-header-footer"]
        subprocess.run([browser() or "chromium", *options, source.as_uri()], check=True,
                       capture_output=True, timeout=120)  # fmt: skip
        return out.read_bytes()


def _page(maker: Maker, style: str, body: str) -> str:
    face = maker.choose.choice(_FACES)
    size = maker.choose.choice([10, 11, 12.5])
    title = foreign_text(maker.choose, 4)
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
        f"<style>body {{ font: {size}pt '{face}', {face}; {style} }}</style><body>{body}"
    )


def _paragraph(maker: Maker, call: int = 0) -> str:
    sentences = maker.words.paragraph()
    maker.told += sentences
    mark = f"<sup>{call}</sup>" if call else ""
    return f"<p>{html.escape(' '.join(sentences))}{mark}</p>"


def article(maker: Maker) -> Made:
    """An article with headings, lists and note calls, printed with the browser's own heads."""
    parts = [f"<h1>{maker.words.heading()}</h1>"]
    for number in range(1, 9):
        parts.append(_paragraph(maker, number if maker.choose.random() < 0.5 else 0))
        if number % 3 == 0:
            items = [maker.words.sentence() for _ in range(3)]
            maker.told += items
            kind = maker.choose.choice(["ul", "ol"])
            parts.append(f"<{kind}>{''.join(f'<li>{each}</li>' for each in items)}</{kind}>")
            parts.append(f"<h2>{maker.words.heading()}</h2>")
    align = maker.choose.choice(["left", "justify; hyphens: auto"])
    return Made(
        printed(_page(maker, f"text-align: {align}", "".join(parts)), heads=True), maker.told
    )


def css_columns(maker: Maker) -> Made:
    """Text in columns, with a heading that spans them."""
    number = maker.choose.choice([2, 3])
    head = f"<h1 style='column-span: all'>{maker.words.heading()}</h1>"
    body = head + "".join(_paragraph(maker) for _ in range(14))
    style = f"columns: {number}; column-gap: 1.5em; text-align: justify; hyphens: auto"
    return Made(printed(_page(maker, style, body), heads=False), maker.told)


def report(maker: Maker) -> Made:
    """A report with a floating box, a table, a figure's caption and notes at the end."""
    box = "float: right; width: 34%; font-size: 85%; border: 1px solid; margin: 0 0 1em 1em"
    rows = "".join(
        f"<tr><td>{foreign_text(maker.choose, 2)}<td>{maker.choose.randint(10, 9999):,}"
        f"<td>{maker.choose.uniform(0, 9):.2f}" for _ in range(5)
    )  # fmt: skip
    aside = f"<aside style='{box}'>{foreign_text(maker.choose, 30)}.</aside>"
    parts = [_paragraph(maker, 1), aside, *(_paragraph(maker) for _ in range(4))]
    parts.append(f"<table><caption>{foreign_text(maker.choose, 5)}</caption>{rows}</table>")
    parts += [
        _paragraph(maker, 2),
        f"<p style='font-size: 80%'>Figure 1: {foreign_text(maker.choose, 6)}</p>",
    ]
    parts += [_paragraph(maker) for _ in range(4)]
    notes = "".join(f"<li>{foreign_text(maker.choose, 9)}." for _ in range(2))
    parts.append(f"<hr><ol style='font-size: 75%'>{notes}</ol>")
    return Made(printed(_page(maker, "margin: 2em", "".join(parts)), heads=True), maker.told)


def browser_layouts() -> dict[str, Layout]:
    """The layouts that the browser prints; none where there is no browser."""
    if browser() is None:
        return {}
    return {
        "browser: article": article,
        "browser: columns": css_columns,
        "browser: report with box and table": report,
    }
