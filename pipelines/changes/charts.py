"""Bars to the left and right of an axis, in whole units of a picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

ROW = 22  # height of a bar with its gap
LABEL = 190  # width kept for the labels
ROOM = 420  # width of the plot
TEXT = 170  # width kept for what stands beside a bar


@dataclass(frozen=True)
class Bar:
    """A bar: what stands at its left and right, where it begins, how wide it is."""

    label: str
    text: str
    y: int
    x: int
    width: int
    sign: str


@dataclass(frozen=True)
class Bars:
    """A picture of bars to the left and right of an axis."""

    title: str
    bars: tuple[Bar, ...]
    axis: int
    width: int
    height: int


def bars(title: str, values: Sequence[tuple[str, Decimal | int, str]]) -> Bars:
    """Bars of labelled values, each with its text; negative ones go to the left of the axis."""
    amounts = [Decimal(value) for _, value, _ in values]
    low, high = min([*amounts, Decimal(0)]), max([*amounts, Decimal(0)])
    span = (high - low) or Decimal(1)
    axis = LABEL + int(-low * ROOM / span)
    drawn = tuple(_bar(place, value, span, axis) for place, value in enumerate(values))
    return Bars(title, drawn, axis, LABEL + ROOM + TEXT, ROW * len(drawn) + 4)


def _bar(place: int, value: tuple[str, Decimal | int, str], span: Decimal, axis: int) -> Bar:
    label, amount, text = value
    width = int(abs(Decimal(amount)) * ROOM / span)
    x = axis - width if amount < 0 else axis
    return Bar(label, text, place * ROW + 4, x, max(width, 1), "falls" if amount < 0 else "rises")
