"""Below a chart through time: when each data set began anew, and when one was due that is not
loaded."""

from collections.abc import Iterator, Sequence
from datetime import date

from ratebook import catalog
from ratebook.charts import Lane
from ratebook.db import Row

NAMES = {"PFS": "PFS", "OPPS": "OPPS", "ASC": "ASC", "WAGE": "Wage"}


def of(releases: Sequence[Row], first: date, last: date) -> list[Lane]:
    """The lanes from one day to another, of the data sets that have a release loaded.

    `releases`: rows of `releases`. A release is due on the first day of each quarter or year, as
    the catalog says; what was posted within it counts for it.
    """
    found = []
    for dataset, name in NAMES.items():
        begins = sorted({r["effective_from"] for r in releases if r["dataset"] == dataset
                         and first <= r["effective_from"] <= last})  # fmt: skip
        months = 3 if catalog.datasets()[dataset]["due"] == "quarter" else 12
        held = {_first_day(day, months) for day in begins}
        missing = [day for day in _due(first, last, months) if day not in held]
        if begins:
            found.append(Lane(name, begins, missing))
    return found


def _first_day(day: date, months: int) -> date:
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def _due(first: date, last: date, months: int) -> Iterator[date]:
    """The first days of the quarters, or the years, from one day to another."""
    days = (date(year, month, 1) for year in range(first.year, last.year + 1)
            for month in range(1, 13, months))  # fmt: skip
    return (day for day in days if first <= day <= last)
