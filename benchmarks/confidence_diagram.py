"""A reliability diagram as SVG: share that is right by confidence, circles as large as numbers."""

import math
from collections.abc import Sequence
from html import escape

SIDE, EDGE = 300, 44
LARGEST = 16.0
"""radius of the largest circle"""


def reliability(points: Sequence[tuple[float, float, int]], title: str) -> str:
    """An SVG of (confidence, share right, number of proposals)."""
    most = max((number for _, _, number in points), default=1)
    size = SIDE + 2 * EDGE
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" '
        f'viewBox="0 0 {size} {size}" font-family="sans-serif" font-size="12">',
        f'<title>{escape(title)}</title><rect width="{size}" height="{size}" fill="#fff"/>',
        f'<path d="M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}" stroke="#999" stroke-dasharray="4 4"/>',
        f'<path d="M{_x(0)} {_y(1)}V{_y(0)}H{_x(1)}" fill="none" stroke="#333"/>',
    ]
    for tick in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0):
        parts.append(f'<text x="{_x(tick)}" y="{_y(0) + 18}" text-anchor="middle">{tick:g}</text>')
        parts.append(f'<text x="{_x(0) - 8}" y="{_y(tick) + 4}" text-anchor="end">{tick:g}</text>')
    for sure, share, number in points:
        radius = max(2.0, LARGEST * math.sqrt(number / most))
        parts.append(
            f'<circle cx="{_x(sure)}" cy="{_y(share)}" r="{radius:.1f}" fill="#2166ac" '
            f'fill-opacity="0.6"><title>{number} proposals: confidence {sure:.2f}, '
            f"{share:.2f} right</title></circle>"
        )
    parts += [
        f'<text x="{_x(0.5)}" y="{_y(0) + 36}" text-anchor="middle">confidence</text>',
        f'<text x="{_x(0) + 8}" y="{_y(1) + 4}">share that is right</text>',
        "</svg>\n",
    ]
    return "\n".join(parts)


def _x(value: float) -> float:
    return round(EDGE + value * SIDE, 1)


def _y(value: float) -> float:
    return round(EDGE + (1 - value) * SIDE, 1)
