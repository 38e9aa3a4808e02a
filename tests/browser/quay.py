"""Two invented texts about a harbour, and what a coder finds in them."""

from dataclasses import dataclass
from pathlib import Path

TEXTS = Path(__file__).parent / "texts"
TITLE = "A longer quay for Skarholm"
QUESTION = "Would a longer quay bring jobs to Skarholm?"


@dataclass(frozen=True)
class Text:
    """A text as it is loaded."""

    file: str
    title: str
    author: str

    @property
    def path(self) -> Path:
        """Where it is."""
        return TEXTS / self.file

    @property
    def id(self) -> str:
        """What it is called in a case that was started from it."""
        return self.title.lower().replace(" ", "_")


@dataclass(frozen=True)
class Coded:
    """A claim: its words, and what they say."""

    words: str
    cause: str
    sign: str
    effect: str

    @property
    def key(self) -> str:
        """The key that gives its sign."""
        return {"raises": "+", "lowers": "-", "none": "0"}[self.sign]


BUILD = Text("build_the_quay.txt", "Build the quay", "Jon Aske")
LEAVE = Text("leave_the_bay.txt", "Leave the bay alone", "Ida Brandt")

CLAIMS: dict[str, tuple[Coded, ...]] = {
    BUILD.title: (
        Coded("A longer quay brings larger ships", "Quay", "raises", "Ships"),
        Coded("Larger ships lower the cost of freight", "Ships", "lowers", "Cost of freight"),
        Coded("Lower freight costs attract new firms", "Cost of freight", "lowers", "Firms"),
        Coded("new firms create jobs", "Firms", "raises", "Jobs"),
        Coded("Jobs keep young families in town", "Jobs", "raises", "Young families in town"),
        Coded("shore power reduces the smoke of ships", "Shore power", "lowers", "Smoke of ships"),
        Coded("larger ships do not harm the fish", "Ships", "none", "Fish"),
        Coded("it will raise the debt of the town", "Quay", "raises", "Debt"),
        Coded("larger ships increase the harbour dues", "Ships", "raises", "Harbour dues"),
        Coded("higher harbour dues pay down the debt", "Harbour dues", "lowers", "Debt"),
        Coded("a longer quay would draw cruise guests", "Quay", "raises", "Cruise guests"),
        Coded("cruise guests fill the inns", "Cruise guests", "raises", "Full inns"),
        Coded("Full inns mean more jobs", "Full inns", "raises", "Jobs"),
    ),
    LEAVE.title: (
        Coded("To build the quay, the bay has to be dredged", "Quay", "raises", "Dredging"),
        Coded("Dredging destroys the sea grass", "Dredging", "lowers", "Sea grass"),
        Coded("without sea grass the young fish have no nursery", "Sea grass", "raises", "Fish"),
        Coded("Fewer fish mean a smaller catch", "Fish", "raises", "Catch"),
        Coded("a smaller catch costs jobs on the boats", "Catch", "raises", "Jobs"),
        Coded("Larger ships also bring more noise", "Ships", "raises", "Noise"),
        Coded("noise drives guests away", "Noise", "lowers", "Quiet guests"),
        Coded("Fewer quiet guests mean empty inns", "Quiet guests", "raises", "Full inns"),
        Coded("A higher debt raises the local tax", "Debt", "raises", "Local tax"),
        Coded("a higher local tax drives firms away", "Local tax", "lowers", "Firms"),
        Coded("more goods at once increase the traffic", "Ships", "raises", "Traffic of lorries"),
        Coded("reduces the number of quiet guests", "Traffic of lorries", "lowers", "Quiet guests"),
    ),
}  # fmt: skip
"""The 25 claims of both."""
