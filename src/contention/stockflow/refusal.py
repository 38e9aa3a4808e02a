"""What cannot be run, on its way from the equation that has it to the list of all."""

from contention.case.problem import Place, Problem


class RefusedError(Exception):
    """Raised inside the compiler; the equation being compiled becomes a problem of the file."""

    def __init__(self, message: str, hint: str = "", place: Place | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.place = place

    def problem(self, otherwise: Place) -> Problem:
        """As a fault of the file; without a place of its own it is at the equation's."""
        return Problem(self.place or otherwise, self.message, self.hint)


class ModelError(Exception):
    """Raised when a model cannot be run; carries every problem found."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
