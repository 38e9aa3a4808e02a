"""What the name of a code says otherwise than the words that it stands for: "poorer", "slows".

The sign of a claim holds for the words of the text. Where a code names them, and one of the two has
a word of direction that the other has not, the sign holds for the opposite of the code.
"""

import re
from functools import cache

from contention.extraction.factor_names import stem, stems
from contention.extraction.rules.lexicon.change_words import (
    GROWTH,
    LESS,
    MORE,
    SHRINKAGE,
    TRAILING_FALL,
    TRAILING_GROWTH,
)
from contention.extraction.rules.lexicon.verbs import lexicon
from contention.language.vocabulary import vocabulary

_DOUBTFUL = vocabulary(
    """
    cheap cheaper cheapest affordable unaffordable expensive dearer costly costlier worse worst
    worsen worsens worsened worsening easy easier hard harder difficult no not never without
    """
)
"""Words of which the noun decides whether there is then more or less of it."""
_OTHERWISE = vocabulary("contract close closed closing dry limited missing suffer suffering")
"""Forms of such verbs that are other words in the name of a code: "contract", "close"."""
_POOR = vocabulary("bad poor poorer poorest")
_ILL = _POOR | vocabulary("worse worst worsen worsened worsening")
_EVILS = vocabulary(
    """
    pollution shortage scarcity decay damage crisis poverty neglect noise disease illness debt
    unemployment inequality congestion crime conflict violence deterioration smog stress
    """
)
"""Worse air is more air pollution: the name of the code says what is bad."""
_UNABLE = re.compile(r"(?:un|in|im|ir)[a-z]{3,}[ai]ble")
"""As in "uninhabitable", "inaccessible"."""
_MANY = vocabulary("people population public")
_TAIL = re.compile(r"\s(?:for|in|at|on|from|among|within)\s.*", re.S)


def turned(words: str, name: str) -> tuple[int, str]:
    """Whether a claim about `words` holds for the code `name`: 1, or -1 for its opposite.

    0 if nobody can say without reading it, with the reason in words.
    """
    ours, theirs = stems(_TAIL.sub("", words)), stems(name)
    extra = [word for word in ours if word not in theirs] + [
        word for word in theirs if word not in ours
    ]
    down, doubtful, growing = _falling(), {stem(word) for word in _DOUBTFUL}, _growing()
    told = [
        word for word in extra
        if word in down or word in doubtful or word in _POOR or _UNABLE.fullmatch(word)
    ]  # fmt: skip
    if not told or (_ILL.issuperset(told) and _EVILS & set(theirs) and set(ours) & set(theirs)):
        return 1, ""
    others = [word for word in extra if word not in told and word not in growing]
    if others or not set(ours) & set(theirs) or any(_unsure(each, name) for each in told):
        said = ", ".join(f"“{word}”" for word in dict.fromkeys(told))
        return 0, f"sign unclear: “{words}” is coded “{name}”, and only one of them says {said}"
    return (-1 if len(told) % 2 else 1), ""


def clause_end(text: str, end: int) -> str:
    """The word of direction after a phrase, if it ends the clause: "slows" of "building slows."."""
    match = re.match(r"\s([^\W\d_]+)(?=[.,;:!?]|\s*\Z)", text[end : end + 40])
    return match[1] if match is not None and stem(match[1]) in _falling() else ""


def _unsure(word: str, name: str) -> bool:
    """Poor service is less of it, poor tenants are not fewer of them."""
    if word in _POOR:
        last = [each for each in stems(name) if each not in _POOR][-1:]
        many = any(each.lower() not in last for each in name.split()[-1:])
        return many or bool(_MANY & set(last))
    return word not in _falling()


@cache
def _falling() -> frozenset[str]:
    verbs = {word for word, forms in lexicon().items() if any(f.verb.changes < 0 for f in forms)}
    words = (LESS | SHRINKAGE | TRAILING_FALL | verbs) - _DOUBTFUL - _OTHERWISE
    return frozenset(stem(word) for word in words)


@cache
def _growing() -> frozenset[str]:
    return frozenset(stem(word) for word in MORE | GROWTH | TRAILING_GROWTH)
