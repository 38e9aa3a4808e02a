"""Values that a Vensim model takes from tables next to it (`GET DIRECT CONSTANTS` and the like)."""

from contention.case.problem import Place
from contention.stockflow.reading.source_text import Refused
from contention.stockflow.reading.vensim.left_side import LeftSide
from contention.stockflow.source import Equation, Range


class Imports:
    """Reads what the equations of one model file import."""

    def __init__(self) -> None:
        self.ranges: tuple[Range, ...] = ()

    def range_of(self, name: str, text: str, place: Place) -> Range:
        """The range whose elements are in a table."""
        raise Refused(place, f"`{name}` is read from another file", text[:0])

    def equations(self, text: str, side: LeftSide, place: Place) -> tuple[Equation, ...]:
        """The equations that hold the imported values."""
        raise Refused(place, f"`{side.name}` is read from another file", text[:0])
