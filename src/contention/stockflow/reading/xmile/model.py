"""An XMILE file as a `SourceModel`."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import PurePath
from typing import TypeVar

from contention.case.problem import Problem
from contention.stockflow.names import key
from contention.stockflow.reading.source_text import Refused
from contention.stockflow.reading.xmile.document import Document, Element
from contention.stockflow.reading.xmile.equations import MacroHead, Names, bare, expression
from contention.stockflow.reading.xmile.modules import KINDS, Instance, instances
from contention.stockflow.reading.xmile.settings import Behaviour, ranges_of, run_of, unit_names
from contention.stockflow.reading.xmile.tables import table_of
from contention.stockflow.reading.xmile.variables import Reading, dimensions_of, variable_of
from contention.stockflow.source import Equation, Macro, Range, SourceModel, Variable
from contention.stockflow.tables import Table

T = TypeVar("T")


def read_xmile(path: str, data: bytes) -> tuple[SourceModel | None, tuple[Problem, ...]]:
    """The model that an XMILE file states, and what is wrong in it: no model if that is fatal."""
    try:
        document = Document(path, data)
        _check_parts(document)
        models = instances(document)
        ranges = ranges_of(document)
        run = run_of(document, _settings(document))
    except Refused as refused:
        return None, (refused.problem,)
    problems: list[Problem] = []
    heads = _attempted(lambda: _macro_heads(document), problems) or {}
    shared = _attempted(lambda: _shared(document, models, ranges, heads), problems)
    if shared is None:
        return None, tuple(sorted(problems))
    variables = tuple(
        found
        for instance in models
        for element in instance.elements
        if document.named(element) in KINDS
        for found in (_variable(document, instance, shared, element, problems),)
        if found is not None
    )
    macros = _macros(document, shared, problems)
    if problems:
        return None, tuple(sorted(problems))
    return (
        SourceModel(
            _title(document) or PurePath(path).stem,
            "xmile",
            run,
            variables,
            document.place(document.root),
            ranges,
            macros,
            tuple(document.notes),
            unit_names=unit_names(document),
        ),
        (),
    )


def _title(document: Document) -> str:
    header = document.child(document.root, "header")
    return document.text(header, "name") if header is not None else ""


def _settings(document: Document) -> Element | None:
    """The settings of the file, else those of its first model."""
    found = document.child(document.root, "sim_specs")
    model = document.child(document.root, "model")
    return found if found is not None or model is None else document.child(model, "sim_specs")


def _attempted(action: Callable[[], T], problems: list[Problem]) -> T | None:
    try:
        return action()
    except Refused as refused:
        problems.append(refused.problem)
        return None


def _check_parts(document: Document) -> None:
    for part in document.root.iter():
        if isinstance(part.tag, str) and document.named(part) == "include":
            raise Refused(
                document.place(part), "the file includes another", "put its contents into this one"
            )


def _variable(
    document: Document,
    instance: Instance,
    shared: Names,
    element: Element,
    problems: list[Problem],
) -> Variable | None:
    reading = Reading(document, instance, _inside(shared, instance.resolve))
    return _attempted(lambda: variable_of(reading, element), problems)


def _inside(shared: Names, resolve: Callable[[str], str]) -> Names:
    return Names(
        resolve,
        shared.dimensions,
        shared.dimensions_of,
        shared.tables,
        shared.macros,
        shared.variables,
    )


def _shared(
    document: Document,
    models: list[Instance],
    ranges: tuple[Range, ...],
    heads: Mapping[str, MacroHead],
) -> Names:
    """What all names of the file stand for."""
    declared: dict[str, tuple[str, ...]] = {}
    tables: dict[str, Table | None] = {}
    variables: set[str] = set()
    for instance in models:
        for element in instance.elements:
            if document.named(element) not in KINDS:
                continue
            full = key(instance.prefix + bare(element.get("name", "")))
            variables.add(full)
            dimensions = dimensions_of(document, element)
            if dimensions:
                declared[full] = dimensions
            if (table := _drawn(document, element)) is not None:
                written = document.text(element, "eqn") and not dimensions
                tables[full] = table_of(document, table) if written else None
    known = {key(each.name): each.elements for each in ranges}
    return Names(_same, known, declared, tables, heads, frozenset(variables))


def _same(name: str) -> str:
    return name


def _drawn(document: Document, element: Element) -> Element | None:
    """The graphical function of a variable, or of one of its elements."""
    if document.named(element) == "gf":
        return element
    for holder in (element, *document.children(element, "element")):
        found = document.child(holder, "gf")
        if found is not None:
            return found
    return None


def _macro_heads(document: Document) -> dict[str, MacroHead]:
    """How each macro is called (section 4.8)."""
    found: dict[str, MacroHead] = {}
    for element in document.children(document.root, "macro"):
        name = bare(element.get("name", ""))
        if not name:
            raise Refused(document.place(element), "this macro has no name", 'add name="…"')
        defaults = tuple(each.get("default") for each in document.children(element, "parm"))
        found[key(name)] = MacroHead(name, defaults)
    return found


def _macros(document: Document, shared: Names, problems: list[Problem]) -> tuple[Macro, ...]:
    found: list[Macro] = []
    for element in document.children(document.root, "macro"):
        macro = _attempted(partial(_macro, document, shared, element, problems), problems)
        if macro is not None:
            found.append(macro)
    return tuple(found)


def _macro(document: Document, shared: Names, element: Element, problems: list[Problem]) -> Macro:
    name = bare(element.get("name", ""))
    place = document.place(element)
    parameters = tuple(
        bare("".join(each.itertext())) for each in document.children(element, "parm")
    )
    if document.child(element, "sim_specs") is not None:
        raise Refused(place, f"the macro `{name}` has a time of its own", "remove its <sim_specs>")
    parts = [
        each
        for part in document.children(element, "variables")
        for each in document.children(part, *KINDS)
    ]
    own = Instance("", parts, Behaviour().under(document, element))
    known = frozenset(key(bare(each.get("name", ""))) for each in parts)
    inside = Names(
        _same,
        shared.dimensions,
        {},
        {},
        shared.macros,
        known | frozenset(key(each) for each in parameters),
        frozenset(key(each) for each in parameters),
    )
    reading = Reading(document, own, inside)
    variables = [
        found
        for each in parts
        if (found := _attempted(partial(variable_of, reading, each), problems)) is not None
    ]
    result = document.child(element, "eqn")
    text = document.text(element, "eqn")
    if result is None or not text:
        raise Refused(place, f"the macro `{name}` has no <eqn>", "say what it gives")
    body = expression(text, document.inside(result), inside)
    if key(name) not in known:
        variables.append(Variable(name, (Equation(body, place),), place))
    return Macro(name, parameters, (name,), tuple(variables), place)
