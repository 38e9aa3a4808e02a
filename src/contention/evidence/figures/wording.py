"""Numbers, ages and series in the notes of verdicts."""

from contention.case.evidence import DataSource

THIN = "\u202f"


def number_text(value: float) -> str:
    """Five digits at most, thousands grouped: `19 855`, `152 bn`, `0.93`."""
    for limit, word in ((1e12, "trn"), (1e9, "bn"), (1e6, "m")):
        if abs(value) >= limit:
            return f"{value / limit:.4g}{THIN}{word}"
    if abs(value) >= 1000:
        return f"{value:,.0f}".replace(",", THIN)
    return f"{value:.4g}"


def months_text(years: float) -> str:
    """`1 month`, `14 months`; less than a month counts as one."""
    months = max(1, round(years * 12))
    return f"{months} month{'' if months == 1 else 's'}"


def factor_text(factor: float) -> str:
    """`2.3 times`, for a measure that is so many times what was stated."""
    return f"{factor:.3g} times"


def series_text(source: DataSource) -> str:
    """What a series is: title, publisher and definition."""
    defined = f": {source.definition}" if source.definition else ""
    return f"{source.title} ({source.publisher}){defined}"


def sentences(*parts: str) -> str:
    """Notes as sentences, each beginning with a capital; empty ones are left out."""
    said = [part.strip().rstrip(".") for part in parts if part.strip()]
    return ". ".join(part[0].upper() + part[1:] for part in said)
