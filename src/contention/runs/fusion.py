"""Fewer passes for the same numbers: repeated work is shared, and instructions are fused."""

from collections import Counter
from collections.abc import Collection

from contention.models.program import TABLED, Op
from contention.runs.instructions import MOST_PRODUCTS, RELAXATION, SUM, Instruction


def contract(instructions: list[Instruction]) -> list[Instruction]:
    """A sum with a product is one multiply-add, rounded once.

    Other users of the product keep it, as results must not depend on what else is read.
    """
    products = {i.out: i.operands for i in instructions if i.op == Op.MULTIPLY}
    result = []
    for instruction in instructions:
        row = next((row for row in instruction.operands[::-1] if row in products), None)
        if instruction.op == Op.ADD and row is not None:
            rest = _without(instruction.operands, row)
            operands = (*rest, *products[row])
            instruction = Instruction(int(Op.MULTIPLY_ADD), instruction.out, operands)
        result.append(instruction)
    return result


def _without(operands: tuple[int, ...], row: int) -> tuple[int, ...]:
    """The operands without one."""
    place = len(operands) - 1 - operands[::-1].index(row)
    return operands[:place] + operands[place + 1 :]


def share(instructions: list[Instruction], roots: Collection[int]) -> list[Instruction]:
    """What two instructions compute alike is computed once; a root keeps its row."""
    same: dict[int, int] = {}
    known: dict[tuple[int, tuple[int, ...], int], int] = {}
    result = []
    for instruction in instructions:
        operands = tuple(same.get(row, row) for row in instruction.operands)
        number = instruction.table if instruction.op in TABLED else 0
        first = known.setdefault((instruction.op, operands, number), instruction.out)
        if first == instruction.out:
            result.append(Instruction(instruction.op, first, operands, instruction.table))
        elif instruction.out in roots:
            result.append(Instruction(int(Op.COPY), instruction.out, (first,)))
        else:
            same[instruction.out] = first
    return result


def fuse(
    instructions: list[Instruction],
    roots: Collection[int],
    constant: Collection[int],
    nothing: int,
) -> list[Instruction]:
    """Join sums of products, and each with the difference and the product that use it.

    The numbers stay the same to the last bit. Only rows with a single reader are fused, and never
    `constant` rows with varying ones. `nothing` is the row of the empty sum, -0.0.
    """
    uses = Counter(row for instruction in instructions for row in instruction.operands)
    alone: dict[int, Instruction] = {}
    joined: set[int] = set()
    result = []
    for instruction in instructions:
        if instruction.out not in constant:
            instruction, inner = _joined(instruction, alone, nothing)
            joined.update(inner)
            if uses[instruction.out] == 1 and instruction.out not in roots:
                alone[instruction.out] = instruction
        result.append(instruction)
    return [instruction for instruction in result if instruction.out not in joined]


def _joined(
    instruction: Instruction, alone: dict[int, Instruction], nothing: int
) -> tuple[Instruction, tuple[int, ...]]:
    """The instruction with others fused into it, and the outputs of those."""
    operands = instruction.operands
    if instruction.op == Op.MULTIPLY_ADD and operands[0] in alone:
        before = _sum(alone[operands[0]], nothing)
        if 0 < len(before) < 2 * MOST_PRODUCTS:
            op = SUM + len(before) // 2 + 1
            return Instruction(op, instruction.out, (*before, *operands[1:])), operands[:1]
    if instruction.op == Op.MULTIPLY:
        gap = next((row for row in operands if row in alone and alone[row].op == Op.SUBTRACT), None)
        if gap is not None:
            return _relaxation(instruction, alone[gap], alone, nothing)
    return instruction, ()


def _relaxation(
    instruction: Instruction, gap: Instruction, alone: dict[int, Instruction], nothing: int
) -> tuple[Instruction, tuple[int, ...]]:
    """A difference times a number, fused with the sum of products in the difference."""
    (target, y), (rate,) = gap.operands, _without(instruction.operands, gap.out)
    before = _sum(alone[target], nothing) if target in alone else ()
    inner = (gap.out, target) if before else (gap.out,)
    before = before or (target,)
    op = RELAXATION + len(before) // 2
    return Instruction(op, instruction.out, (*before, y, rate)), inner


def _sum(instruction: Instruction, nothing: int) -> tuple[int, ...]:
    """A sum of products as its first row and its factors; empty if it is none."""
    if instruction.op == Op.MULTIPLY:
        return (nothing, *instruction.operands)
    if instruction.op == Op.MULTIPLY_ADD or SUM <= instruction.op < RELAXATION:
        return instruction.operands
    return ()
