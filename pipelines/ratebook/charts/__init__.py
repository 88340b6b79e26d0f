"""Pictures as SVG text: amounts through time, one among others, bars, the steps of a change."""

from ratebook.charts.among import Mark, strip
from ratebook.charts.axis import dollars, round_ticks
from ratebook.charts.bars import bars, waterfall
from ratebook.charts.through_time import Lane, Series, steps

__all__ = [
    "Lane",
    "Mark",
    "Series",
    "bars",
    "dollars",
    "round_ticks",
    "steps",
    "strip",
    "waterfall",
]
