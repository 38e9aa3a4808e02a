"""Whether each factor says what its kind needs, and nothing else."""

from contention.case.articles import with_article
from contention.case.convert.converter import Converter
from contention.case.draft import Located
from contention.case.factor_kinds import TRAITS, kinds_of_key
from contention.case.model import Case
from contention.case.schema.claims import FigureEntry
from contention.case.schema.factors import FactorEntry
from contention.language.functions import RESERVED
from contention.language.quantities import parse_unit

_UNITS = "for example `person`, `km^2` or `USD per month`"


def check_factors(reading: Converter, case: Case) -> None:
    """Note every factor that does not fit its kind."""
    for entry in reading.draft.factors.values():
        _check_name(reading, entry)
        _check_keys(reading, entry)
        _check_numbers(reading, entry)
        _check_unit(reading, entry)
        _check_event(reading, entry, case)
    for figure in reading.draft.figures.values():
        _check_figure(reading, figure)


def _check_name(reading: Converter, entry: Located[FactorEntry]) -> None:
    if entry.id in RESERVED:
        message = f"`{entry.id}` is a word of the expression language"
        reading.draft.note(entry.key_place(), message, "choose another id for the factor")


def _check_keys(reading: Converter, entry: Located[FactorEntry]) -> None:
    kind = entry.body.kind
    for key, kinds in kinds_of_key().items():
        if getattr(entry.body, key) is not None and kind not in kinds:
            message = f"`{key}` does not belong to a factor of the kind `{kind}`"
            hint = f"it belongs to: {', '.join(sorted(kinds))}; change `kind` or leave it out"
            reading.draft.note(entry.key_place(key), message, hint)
    for need in TRAITS[kind].needs:
        if all(getattr(entry.body, key) is None for key in need.keys):
            reading.draft.note(entry.key_place(), need.message.format(id=entry.id), need.hint)


def _check_numbers(reading: Converter, entry: Located[FactorEntry]) -> None:
    kind = entry.body.kind
    start = TRAITS[kind].start
    for key in ("baseline", "initial"):
        value = getattr(entry.body, key)
        if value is not None and not start.holds(value):
            message = f"`{key}` of {with_article(kind)} is {start.words}, not {value:g}"
            reading.draft.note(entry.place(key), message, start.hint)


def _check_unit(reading: Converter, entry: Located[FactorEntry]) -> None:
    if TRAITS[entry.body.kind].in_model:
        return
    unit = parse_unit(entry.body.unit)
    if isinstance(unit, str):
        reading.draft.note(entry.place("unit"), f"no unit: {unit}", _UNITS)
    elif TRAITS[entry.body.kind].unitless and not unit.dimensionless:
        message = f"{with_article(entry.body.kind)} has no unit"
        reading.draft.note(entry.place("unit"), message, "leave `unit` out")


def _check_figure(reading: Converter, entry: Located[FigureEntry]) -> None:
    """Check that a figure's unit is valid and fits that of its factor."""
    unit = parse_unit(entry.body.unit)
    if isinstance(unit, str):
        reading.draft.note(entry.place("unit"), f"no unit: {unit}", _UNITS)
        return
    factor = reading.draft.factors.get(entry.body.factor or "")
    own = parse_unit(factor.body.unit) if factor is not None else unit
    if isinstance(own, str) or own.dimensionless or unit.dimensionless:
        return
    if not unit.same_dimension(own):
        message = f"the figure is in {unit.text}, and `{entry.body.factor}` is in {own.text}"
        hint = "correct the unit, or leave `factor` out if it measures something else"
        reading.draft.note(entry.place("unit"), message, hint)


def _check_event(reading: Converter, entry: Located[FactorEntry], case: Case) -> None:
    """What occurred lies in the past: the future is for hazards and scenarios."""
    if not reading.times_known:
        return
    for index, event in enumerate(case.factors[entry.id].occurred):
        if event.start > case.times.present:
            message = "this lies after the present and cannot have occurred"
            hint = "give a `hazard`, or set the event in a scenario"
            reading.draft.note(entry.place("occurred", index, "from"), message, hint)
