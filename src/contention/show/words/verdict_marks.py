"""Marks and CSS classes of the five verdicts."""

MARKS = {
    "supported": "▲",
    "opposed": "▼",
    "undecided": "◆",
    "does not follow": "○",
    "true by construction": "≡",
}
"""a shape for every verdict, so that colour is never the only carrier"""

KEYS = {
    "supported": "yes",
    "opposed": "no",
    "undecided": "open",
    "does not follow": "none",
    "true by construction": "built",
}
"""CSS class of every verdict"""
