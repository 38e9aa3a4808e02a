"""Mentions of one quantity, together."""

from collections.abc import Collection, Mapping

LEAST: float = -1.3
"""Least log odds at which two groups become one: the average of the mean of their pairs and the
surest pair."""
LEAST_ON_LOOP: float = 1.5
"""Least log odds at which a pair is joined that closes a loop of claims."""
UNLIKE: float = -4.0
"""Log odds of a pair that was not compared."""


def grouped(
    count: int, odds: Mapping[tuple[int, int], float], links: Collection[tuple[int, int]]
) -> list[int]:
    """The group of each of `count` mentions, by the number of its first one.

    `odds` are of pairs, the earlier mention first, and `links` are cause and effect of claims,
    which are never one quantity. Surest pairs first; a loop of claims needs a surer pair.
    """
    groups = _Groups(count, links)
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
        if odds[pair] >= LEAST_ON_LOOP or not groups.on_one_path(one, two):
            groups.join(one, two)
    return groups.of


class _Groups:
    """Groups so far, and the claims between them."""

    def __init__(self, count: int, links: Collection[tuple[int, int]]) -> None:
        self.of = list(range(count))
        self.members = {at: [at] for at in range(count)}
        self._effects: dict[int, set[int]] = {at: set() for at in range(count)}
        """of the members of a group, as mentions"""
        for cause, effect in links:
            self._effects[cause].add(effect)

    def linked(self, one: int, two: int) -> bool:
        """Whether a claim leads from one of two groups to the other."""
        return two in self._leads(one) or one in self._leads(two)

    def _leads(self, group: int) -> set[int]:
        return {self.of[effect] for effect in self._effects[group]}

    def on_one_path(self, one: int, two: int) -> bool:
        """Whether claims lead from one to the other, so that joining them closes a loop."""
        return self._reaches(one, two) or self._reaches(two, one)

    def _reaches(self, start: int, end: int) -> bool:
        seen, waiting = set[int](), [start]
        while waiting:
            group = waiting.pop()
            if group == end:
                return True
            if group not in seen:
                seen.add(group)
                waiting += self._leads(group)
        return False

    def join(self, one: int, two: int) -> None:
        """Put the members of the second group into the first."""
        self._effects[one] |= self._effects.pop(two)
        for each in self.members.pop(two):
            self.of[each] = one
            self.members[one].append(each)
