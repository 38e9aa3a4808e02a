"""Mentions of one quantity, together."""

from collections import deque
from collections.abc import Collection, Mapping, Sequence

LEAST: float = -1.3
"""Least log odds at which two groups become one: the average of the mean of their pairs and the
surest pair."""
LEAST_ON_LOOP: float = 1.5
"""Least log odds at which a pair is joined that closes a loop of claims from all over a text."""
STATED_WITHIN = 2
"""Sentences from the first to the last claim of a loop that is stated as one."""
UNLIKE: float = -4.0
"""Log odds of a pair that was not compared."""


def grouped(
    sentences: Sequence[int],
    odds: Mapping[tuple[int, int], float],
    links: Collection[tuple[int, int]],
    alike: Collection[tuple[int, int]] = (),
) -> list[int]:
    """The group of each mention, by the number of its first one; `sentences` are their places.

    `odds` are of pairs, the earlier mention first, and `links` are cause and effect of claims,
    which are never one quantity. Surest pairs first; a loop of claims needs a surer pair, unless it
    is closed within a few sentences by a pair that is `alike`: no words tell the two apart.
    """
    groups = _Groups(sentences, links)
    for pair in sorted(odds, key=lambda each: (-odds[each], each)):
        if odds[pair] < LEAST:
            break
        one, two = sorted((groups.of[pair[0]], groups.of[pair[1]]))
        if one == two or groups.linked(one, two):
            continue
        found = [
            odds.get((min(a, b), max(a, b)), UNLIKE)
            for a in groups.members[one]
            for b in groups.members[two]
        ]
        if (sum(found) / len(found) + max(found)) / 2 < LEAST:
            continue
        within = STATED_WITHIN if pair in alike else -1
        if odds[pair] >= LEAST_ON_LOOP or not groups.closes_loop(one, two, pair, within):
            groups.join(one, two)
    return groups.of


class _Groups:
    """Groups so far, and the claims between them."""

    def __init__(self, sentences: Sequence[int], links: Collection[tuple[int, int]]) -> None:
        self.of = list(range(len(sentences)))
        self.members = {at: [at] for at in self.of}
        self._sentences = sentences
        self._claims: dict[int, set[tuple[int, int]]] = {at: set() for at in self.of}
        """of which a member of a group is the cause, as mentions"""
        for claim in links:
            self._claims[claim[0]].add(claim)

    def linked(self, one: int, two: int) -> bool:
        """Whether a claim leads from one of two groups to the other."""
        return two in self._leads(one) or one in self._leads(two)

    def _leads(self, group: int) -> set[int]:
        return {self.of[effect] for _, effect in self._claims[group]}

    def closes_loop(self, one: int, two: int, pair: tuple[int, int], within: int) -> bool:
        """Whether joining two groups by a pair closes a loop over more sentences than `within`."""
        for path in (self._path(one, two), self._path(two, one)):
            where = [self._sentences[mention] for mention in (*path, *pair)]
            if path and max(where) - min(where) > within:
                return True
        return False

    def _path(self, start: int, end: int) -> tuple[int, ...]:
        """The mentions of the fewest claims that lead from one group to another; none: nothing."""
        seen, waiting = {start}, deque([(start, tuple[int, ...]())])
        while waiting:
            group, path = waiting.popleft()
            if group == end:
                return path
            for claim in sorted(self._claims[group]):
                following = self.of[claim[1]]
                if following not in seen:
                    seen.add(following)
                    waiting.append((following, (*path, *claim)))
        return ()

    def join(self, one: int, two: int) -> None:
        """Put the members of the second group into the first."""
        self._claims[one] |= self._claims.pop(two)
        for each in self.members.pop(two):
            self.of[each] = one
            self.members[one].append(each)
