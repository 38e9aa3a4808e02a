"""Whoever waits is told once that the engine is being compiled."""

from contention.runs.announce import compilation_begins, on_compilation
from contention.runs.compiled import compiled
from contention.runs.warm import warm


def test_it_is_told_once() -> None:
    told: list[int] = []
    on_compilation(lambda: told.append(1))
    compilation_begins()
    compilation_begins()
    assert told == [1]


def test_it_is_told_when_something_is_compiled_and_not_when_it_is_there() -> None:
    def doubled(value: float) -> float:
        return 2.0 * value

    told: list[int] = []
    function = compiled(doubled)
    on_compilation(lambda: told.append(1))
    assert function(2.0) == 4.0
    assert told == [1]
    on_compilation(lambda: told.append(2))
    assert function(3.0) == 6.0
    assert told == [1]


def test_after_warming_nothing_is_compiled() -> None:
    warm()
    told: list[int] = []
    on_compilation(lambda: told.append(1))
    warm()
    assert told == []
