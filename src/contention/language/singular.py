"""The singular of an English noun, as far as units and counted things need it."""

from contention.language.vocabulary import vocabulary

_IRREGULAR = {
    "people": "person", "persons": "person", "children": "child", "men": "man", "women": "woman",
    "lives": "life", "wives": "wife", "knives": "knife", "wolves": "wolf", "halves": "half",
    "shelves": "shelf", "loaves": "loaf", "thieves": "thief", "calves": "calf", "feet": "foot",
    "teeth": "tooth", "geese": "goose", "mice": "mouse", "crises": "crisis", "gases": "gas",
    "analyses": "analysis", "theses": "thesis", "hypotheses": "hypothesis", "bases": "base",
    "diagnoses": "diagnosis", "lenses": "lens", "biases": "bias", "movies": "movie", "ties": "tie",
    "dies": "die", "pies": "pie", "lies": "lie", "cookies": "cookie", "calories": "calorie",
    "kilocalories": "kilocalorie", "zombies": "zombie", "quizzes": "quiz", "criteria": "criterion",
    "data": "data", "henries": "henry",
}  # fmt: skip
_UNCHANGED = vocabulary(
    """
    gas lens bias atlas canvas news species series means corps chaos headquarters barracks
    crossroads gallows aircraft sheep cattle staff police premises alas texas christmas pancreas
    hertz siemens celsius per
    """
)
_OF_US = vocabulary(
    """
    buses minibuses trolleybuses campuses viruses coronaviruses bonuses censuses statuses choruses
    circuses surpluses consensuses geniuses lotuses crocuses abacuses syllabuses caucuses walruses
    apparatuses foetuses fetuses sinuses octopuses cactuses prospectuses hiatuses
    """
)
_SHOES = ("shoes", "toes", "canoes", "hoes", "foes", "woes", "oboes")


def singular(word: str) -> str:
    """The singular of a noun in lower case; a word that is singular already stays.

    Both numbers of a noun give the same word, also if it is not quite English.
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word in _UNCHANGED or word.endswith(("ss", "us", "is", "'s", "’s")) or len(word) < 3:
        return word
    if word in _OF_US:
        return word[:-2]
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    if word.endswith("oes") and word not in _SHOES:
        return word[:-2]
    return word[:-1] if word.endswith("s") else word
