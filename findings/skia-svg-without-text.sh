#!/usr/bin/env bash
# Package: skia-python 144.1
# Run on: 2026-11-30
# Guess: SVGDOM draws the text of an SVG file with a font of the system, as `drawString` does on the
#   same surface, or says that it has none.
# Seen: shapes are drawn and text is left out, with or without `font-family`, without a warning; the
#   class has no way to name a font. `drawString` draws the same word.
# So: draw SVG with something else, or text as paths; compare the pixels where words should be.
# Needs a font on the machine (checked first).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --quiet --disable-pip-version-check skia-python==144.1 numpy==2.4.6
"$work/venv/bin/python" -W ignore - <<'EOF'
import skia

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="60">{}</svg>'
WORD = '<text x="10" y="40" font-size="30" {}fill="#000">Words</text>'


def dark(draw):
    """Dark pixels of what is drawn on white."""
    surface = skia.Surface(200, 60)
    with surface as canvas:
        canvas.clear(skia.ColorWHITE)
        draw(canvas)
    return int((surface.toarray()[..., :3].min(axis=2) < 128).sum())


def drawn(body):
    dom = skia.SVGDOM.MakeFromStream(skia.MemoryStream(SVG.format(body).encode()))
    dom.setContainerSize(skia.Size(200, 60))
    return dark(dom.render)


def check(label, seen, expected):
    print(f"{label}: {seen!r}")
    if seen != expected:
        raise SystemExit(f"changed: {label} used to be {expected!r}")


family = skia.FontMgr().getFamilyName(0) if skia.FontMgr().countFamilies() else None
if family is None:
    raise SystemExit("no font on this machine: nothing to compare with")
font = skia.Font(skia.Typeface(family), 30)
by_hand = dark(lambda canvas: canvas.drawString("Words", 10, 40, font, skia.Paint()))
check(f"drawString in {family}, dark pixels", by_hand > 100, True)
check("rectangle in SVG", drawn('<rect x="10" y="10" width="50" height="20" fill="#000"/>'), 1000)
check("text in SVG", drawn(WORD.format("")), 0)
check("text with font-family", drawn(WORD.format(f'font-family="{family}" ')), 0)
EOF
