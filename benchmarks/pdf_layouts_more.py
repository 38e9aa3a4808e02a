"""Layouts by other producers, and those in which something stands beside or inside the text."""

from benchmarks.pdf_pages import Layout


def more_layouts() -> dict[str, Layout]:
    """The layouts whose producers are installed."""
    return {}
