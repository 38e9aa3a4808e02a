"""Write a folder of invented texts for measuring `contention corpus --judge`.

    python -m benchmarks.many_texts FOLDER [--texts 10000]
    contention corpus FOLDER --out found --judge

Each text has eight causal sentences in a chain of factors that all texts share, so that most texts
say something about most of the questions that are made of them. The same seed, the same texts.
"""

import argparse
import random
from itertools import pairwise
from pathlib import Path

FACTORS = (
    "rents", "evictions", "homelessness", "wages", "turnover", "unemployment", "traffic",
    "congestion", "air pollution", "asthma", "parking fees", "bus ridership", "vacancies",
    "building permits", "interest rates", "investment", "school closures", "commuting times",
    "noise", "house prices",
)  # fmt: skip
SIGNALS = (
    "{0} would raise {1}.", "Higher {0} would lead to higher {1}.", "{0} would reduce {1}.",
    "Because of {0}, {1} will rise.", "If {0} should rise, {1} will fall.",
    "More {0} would mean less {1}.", "Rising {0} would drive up {1}.",
    "Lower {0} would cause lower {1}.",
)  # fmt: skip
CLAIMS = 8


def text(number: int, seed: int) -> str:
    """One text: a heading, and its sentences with a neutral one after each."""
    chance = random.Random(seed * 1_000_003 + number)
    chain = chance.sample(FACTORS, CLAIMS + 1)
    lines = [f"# Letter {number}", ""]
    for cause, effect in pairwise(chain):
        sentence = chance.choice(SIGNALS).format(cause, effect)
        lines.append(f"{sentence[:1].upper()}{sentence[1:]} The council met on a Tuesday.")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the texts, a thousand to a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--texts", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    for number in range(options.texts):
        file = options.folder / f"{number // 1000:03}" / f"letter-{number:05}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text(number, options.seed), "utf-8")


if __name__ == "__main__":
    main()
