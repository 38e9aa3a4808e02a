"""What the subscripts of a reference mean at one element of the equation that has it."""

from collections.abc import Iterator

from contention.stockflow.lowering import Context, Loop
from contention.stockflow.names import key
from contention.stockflow.ranges import Element
from contention.stockflow.refusal import RefusedError
from contention.stockflow.syntax import Computed, Every, Named, Position, Reference, Subscript
from contention.stockflow.unrolled import Elements, Unrolled


def elements_of(unrolled: Unrolled, reference: Reference, context: Context) -> Elements:
    """The element that a reference without computed subscripts means."""
    name = key(reference.name)
    axes = unrolled.axes[name]
    if not reference.subscripts:
        return _unwritten(unrolled, reference, context) if axes else ()
    _count(reference, axes)
    loops = list(loops_of(unrolled, reference, context, every=True))
    return tuple(
        _element(unrolled, reference, place, subscript, context, loops[place])
        for place, subscript in enumerate(reference.subscripts)
    )


def _count(reference: Reference, axes: tuple[Elements, ...]) -> None:
    if len(reference.subscripts) != len(axes):
        message = (
            f"`{reference.name}` has {len(axes)} subscripts, here {len(reference.subscripts)} are "
            "given"
        )
        raise RefusedError(message, "give one for each dimension", reference.place)


def _unwritten(unrolled: Unrolled, reference: Reference, context: Context) -> Elements:
    """An array without subscripts: all of it in an array function, else the element at hand."""
    loops = list(loops_of(unrolled, reference, context, every=True))
    if loops and all(loop in context.loops for loop in loops):
        return tuple(context.loops[loop] for loop in loops if loop is not None)
    name = key(reference.name)
    axes, found = unrolled.axes[name], []
    for place, dimension in enumerate(unrolled.declared(name)):
        element = context.bound.get(dimension)
        if element is None:
            element = _mapped(unrolled, dimension, context)
        if element is not None and element in axes[place]:
            found.append(element)
    if len(found) == len(axes):
        return tuple(found)
    own = context.defined.elements if context.defined else ()
    if len(own) == len(axes) and all(
        element in axis for element, axis in zip(own, axes, strict=True)
    ):
        return own
    message = f"`{reference.name}` is an array and has no subscripts here"
    raise RefusedError(message, "name the element, or use a function of arrays", reference.place)


def _element(
    unrolled: Unrolled,
    reference: Reference,
    place: int,
    subscript: Subscript,
    context: Context,
    loop: Loop | None,
) -> Element:
    axis = unrolled.axes[key(reference.name)][place]
    if loop is not None and loop in context.loops:
        element: Element | None = context.loops[loop]
    elif isinstance(subscript, Named):
        element = named_element(unrolled, subscript.name, axis, context, reference)
    elif isinstance(subscript, Position):
        element = _positioned(unrolled, subscript, axis, context, reference)
    else:
        sign = subscript.range + "!" if isinstance(subscript, Every) and subscript.range else "*"
        message = f"`{sign}` of `{reference.name}` is not in a function of arrays"
        raise RefusedError(message, "put SUM or another such function around it", reference.place)
    if element not in axis:
        shown = unrolled.ranges.spelling.get(element or "", element or "")
        message = f"`{reference.name}` has no element `{shown}`"
        raise RefusedError(message, "check its subscripts", reference.place)
    return element or ""


def named_element(
    unrolled: Unrolled, written: str, axis: Elements, context: Context, reference: Reference
) -> Element:
    """The element of a range at hand, or the one that the name is."""
    name = key(written)
    bound = context.bound.get(name)
    if bound is not None:
        return bound if bound in axis else _into(unrolled, bound, axis)
    if name in axis and name not in unrolled.ranges.elements:
        return name
    found = _mapped(unrolled, name, context) if name in unrolled.ranges.elements else name
    if found is None and name in axis:
        return name
    if found is None:
        message = f"`{written}` of `{reference.name}` is not on the left of the equation"
        hint = "name an element, map the ranges, or use a function of arrays"
        raise RefusedError(message, hint, reference.place)
    return found if found in axis else _into(unrolled, found, axis)


def _into(unrolled: Unrolled, element: Element, axis: Elements) -> Element:
    """An element of a dimension that corresponds to one of another; itself if none does."""
    for known in unrolled.ranges.correspondences:
        for source, target in known.pairs:
            if source == element and target in axis:
                return target
            if target == element and source in axis:
                return source
    return element


def _mapped(unrolled: Unrolled, name: str, context: Context) -> Element | None:
    """The element of a range that corresponds to one at hand."""
    if name not in unrolled.ranges.elements:
        return None
    for own, element in context.bound.items():
        for found in unrolled.ranges.corresponding(element, own, name):
            return found
    return None


def _positioned(
    unrolled: Unrolled, subscript: Position, axis: Elements, context: Context, reference: Reference
) -> Element:
    """The element of the dimension on the left in a place, by name or else by its number."""
    own = context.defined
    if own is None or not 1 <= subscript.number <= len(own.elements):
        message = f"`@{subscript.number}` of `{reference.name}` is not a dimension on the left"
        raise RefusedError(message, "count the dimensions on the left", reference.place)
    element = own.elements[subscript.number - 1]
    if element in axis:
        return element
    order = unrolled.axes[key(own.variable.name)][subscript.number - 1].index(element)
    return axis[order] if order < len(axis) else element


def loops_of(
    unrolled: Unrolled, reference: Reference, context: Context, *, every: bool = False
) -> Iterator[Loop | None]:
    """What an array function around a reference runs over.

    With `every` there is one for each place, None for those that do not run.
    """
    name = key(reference.name)
    axes, declared = unrolled.axes[name], unrolled.declared(name)
    seen: dict[str, int] = {}
    written: tuple[Subscript, ...] = reference.subscripts or (Every(),) * len(axes)
    for place, subscript in enumerate(written):
        loop = None
        if isinstance(subscript, Every):
            loop = _every(subscript, declared, place, seen)
        elif isinstance(subscript, Named) and _free(unrolled, subscript.name, axes, place, context):
            loop = Loop(key(subscript.name))
        if loop is not None or every:
            yield loop


def _every(subscript: Every, declared: tuple[str, ...], place: int, seen: dict[str, int]) -> Loop:
    if subscript.range and not subscript.first:
        return Loop(key(subscript.range))
    dimension = declared[place] if place < len(declared) else f"#{place}"
    seen[dimension] = seen.get(dimension, 0) + 1
    return Loop(
        dimension, seen[dimension], wildcard=True, first=subscript.first, last=subscript.last
    )


def _free(
    unrolled: Unrolled, written: str, axes: tuple[Elements, ...], place: int, context: Context
) -> bool:
    """Whether a name is a range without an element at hand."""
    name = key(written)
    if name not in unrolled.ranges.elements or name in context.bound:
        return False
    if place < len(axes) and name in axes[place]:
        return False
    return _mapped(unrolled, name, context) is None


def run_over(unrolled: Unrolled, loop: Loop, reference: Reference, place: int) -> Elements:
    """The elements that a loop of a reference runs over, in order."""
    axis = unrolled.axes[key(reference.name)][place]
    if not loop.wildcard:
        if loop.range not in unrolled.ranges.elements:
            message = f"`{loop.range}` of `{reference.name}` is not a range"
            raise RefusedError(message, "name a range", reference.place)
        return unrolled.ranges.elements[loop.range]
    first, last = (_index(axis, each) for each in (loop.first, loop.last))
    return axis[first if first is not None else 0 : len(axis) if last is None else last + 1]


def _index(axis: Elements, written: str) -> int | None:
    """The number of an element in a dimension, from 0, by name or by its number from 1."""
    if not written:
        return None
    if key(written) in axis:
        return axis.index(key(written))
    if written.strip().isdigit():
        return int(written) - 1
    raise RefusedError(f"`{written}` is not an element of the dimension", "check the slice")


def computed(reference: Reference) -> bool:
    """Whether a subscript of a reference is computed."""
    return any(isinstance(each, Computed) for each in reference.subscripts)
