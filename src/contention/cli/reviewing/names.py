"""The names of proposals as one list, settled before the first claim."""

from collections.abc import Iterator, Sequence

from contention.case.articles import counted
from contention.cli.reviewing.edits import REFUSALS, factor_options, repeated
from contention.cli.reviewing.keys import NAME_KEYS, bar, help_text, meant
from contention.cli.terminal.dialogue import Option, Ui, until_right
from contention.cli.terminal.styled import DIM, NORMAL, STRONG, StyledParagraph, styled
from contention.coding.review.additions import Chosen
from contention.coding.review.proposed_names import NameMention, ProposedName, unsettled
from contention.coding.review.review_factors import Named, factors, folded
from contention.coding.review.settling_names import NamesReview, NamesStep
from contention.coding.review.undo import ReviewError

HELP = help_text(NAME_KEYS)
SHOWN = 15
"""Names that are listed at a time."""
_MOST_MENTIONS = 12
_MOST_OTHERS = 3


class NamesStage:
    """The list of names."""

    bindings = NAME_KEYS

    def __init__(self, review: NamesReview) -> None:
        self.review = review

    @property
    def decisions(self) -> int:
        """How many steps changed the case and were not undone."""
        return sum(bool(step.changes) for step in self.review.steps)

    @property
    def begun(self) -> bool:
        """Whether there is a step to undo."""
        return bool(self.review.steps)

    def keys(self) -> str:
        """The line of keys."""
        return bar(NAME_KEYS)

    def card(self) -> list[StyledParagraph] | None:
        """The list around the selected name; None if there is nothing to settle."""
        names = self.review.waiting()
        return list(_card(names, self.review.selected)) if names else None

    def back(self) -> str:
        """Undo the last step."""
        step = self.review.undo()
        return f"undone: {_told(step)}"

    def act(self, pressed: str, ui: Ui) -> str:
        """Perform the action of a key; return what was done."""
        key = meant(pressed, NAME_KEYS)
        if key == "?":
            return HELP
        if key in (".", ","):
            self.review.go(1 if key == "." else -1)
            return ""
        if key == "/":
            self._find(ui)
            return ""
        if key == "t":
            return _done(_rename(ui, self.review))
        if key == "m":
            return _done(_join(ui, self.review))
        if key in ("a", "s"):
            return _done(self.review.settle() if key == "a" else self.review.skip())
        raise ReviewError(f"`{key}` is not a key here: press ? for help")

    def _find(self, ui: Ui) -> None:
        names = self.review.waiting()

        def find(typed: str) -> Sequence[Option]:
            wanted = folded(typed)
            return [
                Option(number, f"{number + 1} {each.title}",
                       exact=wanted in (str(number + 1), folded(each.title)))
                for number, each in _first(names, wanted)
            ]  # fmt: skip

        found = ui.pick("name", find)
        if found is not None:
            self.review.selected = int(str(found.value))

    def said(self) -> str:
        """Summary of the names."""
        actions = [step.action for step in self.review.steps]
        if not actions:
            return ""
        left = sum(int(step.name) for step in self.review.steps if step.action == "settled")
        return (
            f"Names: {actions.count('renamed')} renamed, {actions.count('joined')} joined, "
            f"{left} left as they were; {len(unsettled(self.review.names()))} still to settle."
        )


def _first(names: Sequence[ProposedName], wanted: str) -> list[tuple[int, ProposedName]]:
    """Those with this number or these words, the exact one first."""
    found = [
        (number, each) for number, each in enumerate(names)
        if wanted in folded(each.title) or wanted == str(number + 1)
    ]  # fmt: skip
    return sorted(found, key=lambda each: wanted not in (str(each[0] + 1), folded(each[1].title)))


def _rename(ui: Ui, review: NamesReview) -> NamesStep | None:
    return until_right(ui, "name", review.current().title, review.rename, REFUSALS)


def _join(ui: Ui, review: NamesReview) -> NamesStep | None:
    """The selected name joined with another of the case."""
    name = review.current()
    known: list[Named] = [each for each in factors(review.draft()) if each.id != name.id]

    def ask(wrong: str) -> NamesStep | None:
        found = ui.pick(f"“{name.title}” is", lambda typed: factor_options(typed, known), wrong)
        if found is None:
            return None
        chosen: tuple[Chosen, object] = found.value  # type: ignore[assignment]
        how = ui.choose("it is", {"s": "the same", "o": "the opposite"}, "the same")
        if how is None:
            return None
        return review.join(chosen[0].id, turned=how == "the opposite")

    return repeated(ui, ask)


def _done(step: NamesStep | None) -> str:
    return "nothing was changed" if step is None else _told(step)


def _told(step: NamesStep) -> str:
    if step.action in ("renamed", "joined"):
        return f"{step.action} “{step.name}”"
    return f"{step.action} {counted(int(step.name), 'name')}"


def _card(names: Sequence[ProposedName], selected: int) -> Iterator[StyledParagraph]:
    waiting = len(unsettled(names))
    head = f"names of the proposals: {len(names)}, {waiting} to settle"
    yield StyledParagraph(styled(head, STRONG) + styled("  (before the claims)", DIM))
    first = max(0, min(selected - SHOWN // 2, len(names) - SHOWN))
    if first:
        yield StyledParagraph(styled(f"… {first} above", DIM), "     ", "     ")
    for number, name in list(enumerate(names))[first : first + SHOWN]:
        yield from _lines(number, name, selected=number == selected)
    below = len(names) - first - SHOWN
    if below > 0:
        yield StyledParagraph(styled(f"… {below} below", DIM), "     ", "     ")


def _lines(number: int, name: ProposedName, *, selected: bool) -> Iterator[StyledParagraph]:
    state = "; in the case" if name.known else f"; by {name.named_by}" if name.named_by else ""
    text = styled(name.title, STRONG if selected else NORMAL)
    text += styled(f"  ({counted(name.claims, 'claim')}{state})", DIM)
    others = name.others[:_MOST_OTHERS]
    if others and not selected:
        more = "; …" if len(name.others) > _MOST_OTHERS else ""
        text += styled(f"  {'; '.join(others)}{more}", DIM)
    lead = f"{'▸' if selected else ' '} {number + 1:>3}  "
    yield StyledParagraph(text, lead, "       ")
    if not selected:
        return
    if name.joined:
        said = f"joined: {'; '.join(name.joined)}"
        yield StyledParagraph(styled(said, DIM), "       ", "       ")
    for mention in name.mentions[:_MOST_MENTIONS]:
        yield StyledParagraph(styled(_place(mention)), "       ", "         ", 2)
    if len(name.mentions) > _MOST_MENTIONS:
        said = f"and {len(name.mentions) - _MOST_MENTIONS} more"
        yield StyledParagraph(styled(said, DIM), "       ", "       ", 2)


def _place(mention: NameMention) -> str:
    words = f"“{mention.words}” " if mention.words else ""
    sentence = f", sentence {mention.sentence}" if mention.sentence else ""
    return f"{words}{mention.document} {mention.start}–{mention.end}{sentence}"
