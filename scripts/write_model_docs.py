"""Write the table of functions in docs/models.md from the readers' own lists."""

from pathlib import Path

from contention.stockflow.functions import FUNCTIONS
from contention.stockflow.reading.vensim.functions import FUNCTIONS as VENSIM
from contention.stockflow.reading.xmile.functions import CONSTANTS
from contention.stockflow.reading.xmile.functions import FUNCTIONS as XMILE

PAGE = Path(__file__).parent.parent / "docs" / "models.md"
HEAD = "| Vensim | XMILE | arguments | rule |\n|---|---|---|---|\n"


def table() -> str:
    """A line for each function that models may use."""
    return HEAD + "".join(_line(name) for name in FUNCTIONS)


def _line(name: str) -> str:
    signature = FUNCTIONS[name]
    vensim = [key.upper() for key, ours in VENSIM.items() if ours == name]
    own = {**CONSTANTS, **XMILE}
    every = [key for key, ours in own.items() if ours == name]
    xmile = [key.upper() for key in every if key not in VENSIM] or [key.upper() for key in every]
    cells = (", ".join(vensim), ", ".join(xmile), signature.arguments, signature.source)
    return "| " + " | ".join(cells) + " |\n"


def page(text: str) -> str:
    """The page with its table brought up to date."""
    before, _, _ = text.partition(HEAD)
    return before + table()


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
