"""What an XMILE file says of its run and of all its variables (sections 2.3, 2.4, 4.3 and 5.1)."""

from dataclasses import dataclass
from typing import Final

from contention.case.problem import Place
from contention.stockflow.reading.source_text import Refused
from contention.stockflow.reading.xmile.document import Document, Element
from contention.stockflow.source import Method, Range, Run, UnitName
from contention.stockflow.syntax import Expression, Number

_METHODS: Final[dict[str, Method]] = {"euler": "euler", "rk2": "rk2", "rk4": "rk4"}


def run_of(document: Document, element: Element | None) -> Run:
    """The settings of `<sim_specs>`."""
    if element is None:
        raise Refused(
            Place(document.path), "the file has no <sim_specs>", "a run needs start, stop and dt"
        )
    written = element.get("method", "euler")
    methods = [part.strip().lower() for part in written.split(",")]
    method = next((_METHODS[each] for each in methods if each in _METHODS), None)
    if method is None:
        raise Refused(
            document.place(element), f"`{written[:40]}` is not carried", "use euler, rk2 or rk4"
        )
    step_element = document.child(element, "dt")
    step = _setting(document, element, "dt", 1.0)
    if step_element is not None and step_element.get("reciprocal", "").lower() == "true":
        if step.value == 0:
            raise Refused(document.place(step_element), "dt is 1 over 0", "give steps per unit")
        step = Number(1 / step.value, step.place)
    save: Expression | None = None
    if document.child(element, "savestep", "save_step") is not None:
        save = _setting(document, element, "savestep", 1.0)
    return Run(
        _setting(document, element, "start", 1.0),
        _setting(document, element, "stop", 13.0),
        step,
        save,
        method,
        document.place(element),
        element.get("time_units", ""),
    )


def _setting(document: Document, parent: Element, name: str, default: float) -> Number:
    found = document.child(parent, name, name.replace("save", "save_"))
    if found is None:
        if name in ("start", "stop"):
            message = f"<{name}> is missing, which XMILE 1.0 requires (section 2.3)"
            document.note(document.place(parent), f"{message}; it is taken to be {default:g}")
        return Number(default, document.place(parent))
    text = "".join(found.itertext()).strip()
    try:
        return Number(float(text), document.inside(found))
    except ValueError:
        raise Refused(
            document.inside(found), f"<{name}> is `{text[:40]}`, not a number", "write a number"
        ) from None


def ranges_of(document: Document) -> tuple[Range, ...]:
    """The dimensions; those with a size and no names have the elements 1, 2, ….

    A `<map>` or Vensim's mappings do not exist in XMILE.
    """
    found: list[Range] = []
    for part in document.children(document.root, "dimensions"):
        for element in document.children(part, "dim"):
            place = document.place(element)
            name = element.get("name", "").strip()
            elements = [each.get("name", "").strip() for each in document.children(element, "elem")]
            if not elements:
                elements = _numbered(element.get("size", ""), place)
            if not name or not all(elements):
                raise Refused(place, "a dimension or an element has no name", "name it")
            found.append(Range(name, tuple(elements), place))
    return tuple(found)


def _numbered(size: str, place: Place) -> list[str]:
    if not size.isdigit() or not 0 < int(size[:9]) <= 100_000:
        raise Refused(place, f"a dimension has the size `{size[:20]}`", "list its elements")
    return [str(number) for number in range(1, int(size) + 1)]


@dataclass(frozen=True)
class Behaviour:
    """Whether stocks and flows may become negative where they do not say."""

    stocks: bool = False
    flows: bool = False

    def under(self, document: Document, parent: Element) -> "Behaviour":
        """The same with what `<behavior>` of the file or of a model adds (section 4.3)."""
        found = document.child(parent, "behavior")
        if found is None:
            return self
        both = marked(document, found, False)
        stock, flow = document.child(found, "stock"), document.child(found, "flow")
        return Behaviour(
            self.stocks or both or (stock is not None and marked(document, stock, False)),
            self.flows or both or (flow is not None and marked(document, flow, False)),
        )


def marked(document: Document, element: Element, otherwise: bool) -> bool:
    """Whether `<non_negative>` is there and does not say false (section 4.3)."""
    found = document.child(element, "non_negative")
    if found is None:
        return otherwise
    return "".join(found.itertext()).strip().lower() != "false"


def unit_names(document: Document) -> tuple[UnitName, ...]:
    """The units of `<model_units>`: equations and aliases."""
    held = document.child(document.root, "model_units")
    units = () if held is None else document.children(held, "unit")
    return tuple(
        UnitName(
            each.get("name", ""),
            document.text(each, "eqn"),
            tuple("".join(one.itertext()).strip() for one in document.children(each, "alias")),
        )
        for each in units if each.get("name", "").strip()
    )  # fmt: skip
