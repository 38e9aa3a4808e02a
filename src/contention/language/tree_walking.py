"""Walking and rebuilding syntax trees, without knowing what they mean."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from contention.language.syntax import (
    Binary,
    Call,
    IfElse,
    InScenario,
    Name,
    Node,
    Number,
    Unary,
)


def children(node: Node) -> tuple[Node, ...]:
    """The parts of a node in order of appearance; keyword arguments come last."""
    match node:
        case Number() | Name():
            return ()
        case Unary():
            return (node.operand,)
        case Binary():
            return (node.left, node.right)
        case IfElse():
            return (node.test, node.then, node.otherwise)
        case Call():
            return node.arguments + tuple(value for _, value in node.keywords)
        case InScenario():
            return (node.inner,)


def with_children(node: Node, parts: Sequence[Node]) -> Node:
    """The same node around other parts, given in the order of `children`."""
    match node:
        case Number() | Name():
            return node
        case Unary():
            return replace(node, operand=parts[0])
        case Binary():
            return replace(node, left=parts[0], right=parts[1])
        case IfElse():
            return replace(node, test=parts[0], then=parts[1], otherwise=parts[2])
        case Call():
            count = len(node.arguments)
            words = (word for word, _ in node.keywords)
            keywords = tuple(zip(words, parts[count:], strict=True))
            return replace(node, arguments=tuple(parts[:count]), keywords=keywords)
        case InScenario():
            return replace(node, inner=parts[0])


def walk(node: Node) -> Iterator[Node]:
    """Every node of the tree, parents before children, in order of appearance."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        yield current
        waiting.extend(reversed(children(current)))


def depth(node: Node) -> int:
    """Number of nodes on the longest path from the root to a leaf."""
    deepest = 0
    waiting = [(node, 1)]
    while waiting:
        current, level = waiting.pop()
        deepest = max(deepest, level)
        waiting.extend((child, level + 1) for child in children(current))
    return deepest


def without_scenarios(node: Node) -> Node:
    """The tree with every `inner @ scenario` replaced by its inner node."""
    if isinstance(node, InScenario):
        return without_scenarios(node.inner)
    return with_children(node, [without_scenarios(child) for child in children(node)])


def literal(node: Node) -> float | None:
    """The value of a number written out, with or without a minus; None for anything else."""
    match node:
        case Number():
            return node.value
        case Unary(operator="-", operand=Number() as number):
            return -number.value
        case _:
            return None
