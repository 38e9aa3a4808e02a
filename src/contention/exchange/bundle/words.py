"""What checking a bundle found, for a person."""

from collections.abc import Iterator, Sequence

from contention.case.articles import counted
from contention.exchange.bundle.comparison import Difference

SHOWN = 20


def check_text(
    name: str,
    files: int,
    faults: Sequence[str],
    same: int,
    differing: Sequence[str],
    versions: Sequence[tuple[str, str, str]],
    difference: Difference | None,
) -> str:
    """The findings, a line each."""
    if faults:
        head = f"{name}: {counted(len(faults), 'file')} not as the checksums say; nothing was run"
        return "\n".join([head, *_listed(faults)])
    lines = [f"{name}: {counted(files, 'file')} as the checksums say"]
    if not differing:
        lines.append(f"run again: {counted(same, 'result file')}, the same bytes")
    else:
        lines.append(f"run again: {same} result files with the same bytes, {len(differing)} differ")
        lines += _listed(differing)
    if versions:
        lines.append("made with other versions than those here:")
        lines += [f"  {what}: {made}, here {here}" for what, made, here in versions]
    if difference is not None:
        lines += _numbers(difference)
    return "\n".join(lines)


def _numbers(difference: Difference) -> Iterator[str]:
    yield (
        f"{counted(difference.compared, 'verdict')} compared: the largest difference of a share is "
        f"{difference.share:.2g}"
    )
    if difference.words:
        yield f"{counted(len(difference.words), 'verdict')} differ in words:"
        yield from _listed(difference.words)
    else:
        yield "every verdict has the same word"


def _listed(items: Sequence[str]) -> list[str]:
    more = [f"  … {len(items) - SHOWN} more"] if len(items) > SHOWN else []
    return [*(f"  {item}" for item in items[:SHOWN]), *more]
