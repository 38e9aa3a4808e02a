"""Sentences made from a grammar, each one unique, for pages whose right reading is known."""

import random

_NOUNS = [
    "levy",
    "harbour",
    "council",
    "rent",
    "wage",
    "bread",
    "price",
    "tram",
    "toll",
    "factory",
    "strike",
    "drought",
    "school",
    "hospital",
    "treaty",
    "tariff",
    "pension",
    "border",
    "river",
    "market",
    "mill",
    "forest",
    "ferry",
    "quota",
    "subsidy",
    "budget",
    "bridge",
    "reservoir",
    "curfew",
    "licence",
    "railway",
    "orchard",
    "fishery",
    "election",
    "reform",
    "parliament",
    "shortage",
    "inflation",
    "unemployment",
    "transport",
    "agriculture",
    "infrastructure",
    "government",
    "electricity",
    "insurance",
    "manufacturing",
    "competition",
    "regulation",
    "productivity",
    "migration",
    "investment",
    "neighbourhood",
    "administration",
    "population",
    "traffic",
    "pollution",
    "housing",
    "apprenticeship",
    "warehouse",
    "cooperative",
]
_PLACES = [
    "valley",
    "coast",
    "capital",
    "north",
    "south",
    "province",
    "islands",
    "suburbs",
    "highlands",
    "delta",
    "Westmark",
    "Ostrand",
    "Kellbridge",
    "Marrow",
    "Hill",
    "Lower",
    "Tarn",
]
_ADJECTIVES = [
    "new",
    "higher",
    "local",
    "national",
    "rural",
    "public",
    "private",
    "temporary",
    "severe",
    "cheap",
    "costly",
    "unexpected",
    "seasonal",
    "regional",
    "municipal",
    "agricultural",
    "industrial",
    "considerable",
    "long-term",
    "low-paid",
    "state-owned",
    "well-known",
    "short-lived",
    "hard-won",
    "far-reaching",
    "cross-border",
    "efficient",
    "official",
    "financial",
    "different",
    "offensive",
    "fluid",
    "stiff",
    "affluent",
]
_VERBS = [
    "raises",
    "lowers",
    "weakens",
    "strengthens",
    "delays",
    "prevents",
    "encourages",
    "discourages",
    "increases",
    "reduces",
    "threatens",
    "protects",
    "undermines",
    "supports",
    "replaces",
    "transforms",
    "accelerates",
    "restricts",
    "stabilises",
    "redistributes",
]
_ADVERBS = [
    "slowly",
    "sharply",
    "again",
    "often",
    "clearly",
    "eventually",
    "perhaps",
    "considerably",
    "permanently",
    "immediately",
    "noticeably",
]
_LINKS = ["because", "although", "since", "while", "so that", "whenever", "unless", "after"]
_SPEAKERS = """The minister|A fisherman|The union|Our correspondent|The auditors|Most farmers|
The opposition|Several economists|The shopkeepers|An inspector""".replace("\n", "").split("|")
_OPENINGS = ["In the {p}, ", "Every winter, ", "Since 2019, ", "By all accounts, ", "Even so, ",
             "For the {n}, ", "Within 18 months, ", "As the {n} shows, "]  # fmt: skip


class SentenceMaker:
    """Makes sentences that never repeat; the same seed makes the same ones."""

    def __init__(self, seed: int) -> None:
        self.choose = random.Random(seed)
        self._made: set[str] = set()

    def sentence(self) -> str:
        """A sentence of about 5 to 45 words that ends in a full stop or another stop."""
        while True:
            text = self._sentence()
            if text not in self._made:
                self._made.add(text)
                return text

    def paragraph(self, shortest: int = 2, longest: int = 6) -> list[str]:
        """A few sentences that belong together."""
        return [self.sentence() for _ in range(self.choose.randint(shortest, longest))]

    def heading(self) -> str:
        """Words of a heading, without a stop."""
        text = f"{self._phrase()} and {self._phrase()}"
        return text[0].upper() + text[1:]

    def _word(self, words: list[str]) -> str:
        return self.choose.choice(words)

    def _phrase(self) -> str:
        adjective = f"{self._word(_ADJECTIVES)} " if self.choose.random() < 0.6 else ""
        place = f" of the {self._word(_PLACES)}" if self.choose.random() < 0.25 else ""
        return f"the {adjective}{self._word(_NOUNS)}{place}"

    def _clause(self) -> str:
        adverb = f" {self._word(_ADVERBS)}" if self.choose.random() < 0.25 else ""
        amount = ""
        if self.choose.random() < 0.15:
            amount = f" by {self.choose.randint(2, 90)}.{self.choose.randint(1, 9)} per cent"
        return f"{self._phrase()} {self._word(_VERBS)} {self._phrase()}{amount}{adverb}"

    def _sentence(self) -> str:
        kind = self.choose.random()
        if kind < 0.2:
            body = f"{self._phrase()} {self._word(_VERBS)} {self._phrase()}"
        elif kind < 0.35:
            body = f"{self._word(_SPEAKERS)} says that {self._clause()}"
        elif kind < 0.45:
            body = f"{self._clause()}, and {self._clause()}, which {self._word(_VERBS)} "
            body += self._phrase()
        elif kind < 0.55:
            body = f"{self._phrase()} ({self._phrase()}, for one) {self._word(_VERBS)} "
            body += self._phrase()
        else:
            body = f"{self._clause()} {self._word(_LINKS)} {self._clause()}"
        if self.choose.random() < 0.25:
            opening = self._word(_OPENINGS).format(p=self._word(_PLACES), n=self._word(_NOUNS))
            body = opening + body
        if self.choose.random() < 0.12:
            return f"“{body[0].upper()}{body[1:]},” says the {self._word(_NOUNS)} board."
        stop = "?" if self.choose.random() < 0.04 else "."
        return f"{body[0].upper()}{body[1:]}{stop}"


def foreign_words() -> frozenset[str]:
    """Words of heads, notes, captions, boxes and stamps, which no body sentence has."""
    return frozenset(_FOREIGN)


_FOREIGN = ["bulletin", "quarterly", "draft", "confidential", "copyright", "ledgerdom",
            "annotation", "ibid", "archive", "supplement", "gazette", "facsimile", "tabulated",
            "sidelight", "vignette", "preliminary", "circular"]  # fmt: skip


def foreign_text(choose: random.Random, words: int) -> str:
    """Words for what is no part of the body; at least every third is a foreign word."""
    pieces = [
        choose.choice(_FOREIGN)
        if number % 3 == 0 or number == words - 1
        else choose.choice(["of", "the", "on", "for"])
        for number in range(words)
    ]
    text = " ".join(pieces)
    return text[0].upper() + text[1:]
