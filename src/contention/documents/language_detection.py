"""Which language a text is in: by its commonest words, then by a trained detector."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from contention.language.vocabulary import vocabulary

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000
"""Characters looked at from the beginning, and as many from the middle."""
_ENOUGH = 20
"""Words below which no text is said to be in another language."""

_ENGLISH = vocabulary(
    """
    the of and to in is that for it as was with be by on not he this are or his from at
    which but have an had they you were their one all we can her has there been if more when
    will would who so no its our than then these those into also because while after such
    only may should could about what how most over under between do does did more less fewer
    a
    """
)
_SHARED = vocabulary("in a on so also no he an as all per at is it me we be")
"""Words that other languages have too: they alone do not make a text English."""

NAMES = {
    "ar": "Arabic", "de": "German", "es": "Spanish", "fr": "French", "it": "Italian",
    "nl": "Dutch", "pl": "Polish", "pt": "Portuguese", "ru": "Russian", "uk": "Ukrainian",
    "zh": "Chinese", "ja": "Japanese", "tr": "Turkish", "sv": "Swedish", "cs": "Czech",
    "ro": "Romanian", "hu": "Hungarian", "fi": "Finnish", "da": "Danish", "no": "Norwegian",
    "he": "Hebrew", "fa": "Persian", "el": "Greek", "ko": "Korean", "hi": "Hindi",
}  # fmt: skip


def language_of(text: str) -> str:
    """ISO 639-1 code of a text's language; `und` if it is too short to tell.

    A text is English if its commonest words are, so that rare or invented words do no harm.
    """
    middle = len(text) // 2
    sample = text if len(text) <= 2 * _SAMPLE else text[:_SAMPLE] + text[middle : middle + _SAMPLE]
    words = [match[0].lower() for match in _words(sample)]
    if not words:
        return "und"
    common = sum(word in _ENGLISH for word in words) / len(words)
    own = sum(word in _ENGLISH and word not in _SHARED for word in words) / len(words)
    if common >= 0.2 and own >= 0.1:
        return "en"
    if len(words) < _ENOUGH and not _foreign_letters(sample):
        return "und"
    return _detected(sample)


def _words(sample: str) -> Iterator[re.Match[str]]:
    return _WORD.finditer(sample)


def _foreign_letters(sample: str) -> bool:
    letters = [each for each in sample if each.isalpha()]
    return sum(each > "\u024f" for each in letters) > len(letters) / 2


@cache
def _detector() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _detected(sample: str) -> str:
    code, probability = _detector().classify(sample)
    return str(code) if probability > 0.5 and len(code) == 2 else "und"


def language_name(code: str) -> str:
    """A language's English name, or its code."""
    return NAMES.get(code, f"the language `{code}`")
