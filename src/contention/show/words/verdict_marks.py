"""Marks and CSS classes of the five verdicts."""

MARKS = {
    "supported": "▲",
    "opposed": "▼",
    "undecided": "◆",
    "does not follow": "○",
    "true by construction": "≡",
}
"""a shape for each verdict, so that colour never carries the meaning alone"""

KEYS = {
    "supported": "yes",
    "opposed": "no",
    "undecided": "open",
    "does not follow": "none",
    "true by construction": "built",
}
"""CSS class of each verdict"""
