"""A case with as many proposed claims as a test needs, one in each sentence."""

from itertools import product
from pathlib import Path

from contention.case.storage.new_case import NewCase, start_case

_PLACES = ("northern", "southern", "coastal", "rural", "inner", "outer", "upper", "lower", "old",
           "new")  # fmt: skip
_THINGS = ("levy", "rent", "fare", "toll", "mill", "road", "port", "school", "clinic", "bread",
           "grain", "wool", "coal", "smoke", "dust", "trust", "noise", "crime", "queue", "tram",
           "dam", "fish", "milk", "salt", "tile")  # fmt: skip
NAMES = tuple(f"{place} {thing}" for thing, place in product(_THINGS, _PLACES))


def sentence(number: int) -> tuple[str, str, str]:
    """A sentence of its own, its cause and its effect."""
    cause, effect = NAMES[number % len(NAMES)], NAMES[(number * 7 + 3) % len(NAMES)]
    return f"In year {number} the {cause} raised the {effect}, says the report.", cause, effect


def make_case(folder: Path, claims: int, *, blank: int = 0, settled: bool = True) -> str:
    """A case of so many proposed claims, and the text, with so many sentences without any.

    Somebody has settled the names of its factors, unless they are not to be `settled`.

    Claims have the ids `talk_1`, `talk_2`, … in the order of the text.
    """
    sentences = [sentence(number)[0] for number in range(claims)]
    sentences += [f"Nobody expected the café to close in winter {n}." for n in range(blank)]
    text = "\n\n".join(
        " ".join(sentences[first : first + 5]) for first in range(0, len(sentences), 5)
    ) + "\n"  # fmt: skip
    start_case(folder, NewCase(text, "Talk", "The miller", "2020", "talk"))
    _carry(folder, text)
    lines, names = ["document: talk", "claims:"], dict[str, None]()
    for number in range(claims):
        said, cause, effect = sentence(number)
        at = text.index(said)
        start, end = at + said.index(cause), at + said.index(effect) + len(effect)
        names |= {cause: None, effect: None}
        lines += [
            f"- id: talk_{number + 1}",
            f"  cause: {cause.replace(' ', '_')}",
            f"  effect: {effect.replace(' ', '_')}",
            "  sign: raises",
            f'  paraphrase: "{cause} raises {effect}"',
            f"  anchor: {{start: {start}, end: {end}}}",
            '  coder: "rules"',
            "  status: proposed",
            '  note: "confidence 0.72"',
        ]
    (folder / "claims" / "talk.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    by = ", named_by: bob" if settled else ""
    factors = folder / "factors.yaml"
    factors.write_text(
        factors.read_text("utf-8")
        + "".join(
            f'{name.replace(" ", "_")}: {{title: "{name[:1].upper()}{name[1:]}", '
            f"note: proposed by contention read{by}}}\n"
            for name in names
        ),
        "utf-8",
    )
    return text


def _carry(folder: Path, text: str) -> None:
    """Let the case carry its text."""
    (folder / "texts").mkdir()
    (folder / "texts" / "talk.txt").write_text(text, "utf-8")
    head = folder / "case.yaml"
    head.write_text(
        head.read_text("utf-8").replace("    words: words/talk.txt", "    file: texts/talk.txt"),
        "utf-8",
    )
