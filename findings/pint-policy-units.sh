#!/usr/bin/env bash
# Package: pint 0.25.3
# Run on: 2026-11-29
# Guess: pct is percent, kt goes with Mt and Gt, a decade is ten years, bbl is the oil
#   barrel of 0.159 cubic metres, "cu m" goes with "sq m", pp and bps are percentage and
#   basis points or unknown, AU is the astronomical unit or unknown, dozen and million are
#   numbers, ppb goes with ppm.
# Seen: pct is a picocarat, kt is a knot while Mt and Gt are tonnes, decade is the pure
#   number 10, bbl is 0.119 cubic metres, "sq km" is an area but "cu m" is a centidalton
#   metre, pp is a typographic point, bps is baud, AU is an absorbance unit; dozen, million
#   and ppb are unknown.
# So: check every symbol against a list of your own before it reaches the registry; an
#   accepted symbol proves nothing, so compare dimensions too.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --quiet --disable-pip-version-check pint==0.25.3
cd "$work"
"$work/venv/bin/python" -W ignore - <<'EOF'
import pint


def check(label, seen, expected):
    print(f"{label}: {seen!r}")
    if seen != expected:
        raise SystemExit(f"changed: {label} used to be {expected!r}")


ureg = pint.UnitRegistry()


def base(text):
    quantity = ureg.Quantity(text).to_base_units()
    return f"{quantity.magnitude:.4g} {quantity.units}"


for text, expected in {
    "pct": "2e-16 kilogram",
    "kt": "0.5144 meter / second",
    "Mt": "1e+09 kilogram",
    "Gt": "1e+12 kilogram",
    "decade": "10 dimensionless",
    "century": "3.156e+09 second",
    "bbl": "0.1192 meter ** 3",
    "sq km": "1e+06 meter ** 2",
    "cu m": "1.661e-29 kilogram * meter",
    "pp": "0.0003528 meter",
    "bps": "1 bit / second",
    "AU": "1 absorbance_unit",
    "ton": "907.2 kilogram",
}.items():
    check(text, base(text), expected)
for text in ("dozen", "million", "ppb"):
    check(text, text in ureg, False)
check("ppm", "ppm" in ureg, True)
EOF
