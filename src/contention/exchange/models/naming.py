"""Names that every tool reads alike: ASCII words, none that a tool takes for something else.

PySD 3.14.3 reads a name that begins with *not* as a negation, and replaces variables called *final
time*, *time step*, *initial time* and *saveper* by the run's own settings.
"""

import re

_WORDS = """
time dt step starttime stoptime final_time initial_time time_step saveper if then else and or not
min max exp ln log log10 abs sqrt sin cos tan int mod pi inf e nan pulse ramp random smooth smth1
smth3 delay delay1 delay3 delayn trend forcst previous init self lookup integ integer
"""
RESERVED = frozenset(_WORDS.split())
"""words that a tool takes for its own"""


class Names:
    """Gives each thing a name of its own."""

    def __init__(self) -> None:
        self._taken: set[str] = set(RESERVED)

    def of(self, wanted: str) -> str:
        """The wanted name as ASCII words joined by underscores, with a number if it is taken."""
        plain = re.sub(r"[^a-z0-9]+", "_", wanted.lower()).strip("_") or "variable"
        if plain[0].isdigit() or plain.startswith("not"):
            plain = f"the_{plain}"
        name, number = plain, 2
        while name in self._taken:
            name, number = f"{plain}_{number}", number + 1
        self._taken.add(name)
        return name
