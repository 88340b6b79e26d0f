"""What every picture has: its frame, and the round amounts of its axis.

Coordinates are whole numbers or decimals, colors are classes of the page's style sheet, and no
markup has a style of its own, so that a strict content security policy lets them be seen.
"""

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from markupsafe import Markup, escape


def round_ticks(low: Decimal, high: Decimal) -> list[Decimal]:
    """Round amounts (200, 0.05) from one at or below `low` to one at or above `high`, a few."""
    step = _step((high - low) or max(abs(high), Decimal(1)))
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = max((high / step).to_integral_value(ROUND_CEILING), first + 1)
    return [n * step for n in range(int(first), int(last) + 1)]


def _step(room: Decimal) -> Decimal:
    """The least of 1, 2, 5, 10, 20, 50 ... and of 0.5, 0.2 ... that fits in at most four times."""
    least = room.adjusted() - 1
    steps = (Decimal((0, (digit,), power)) for power in range(least, least + 3)
             for digit in (1, 2, 5))  # fmt: skip
    return next(step for step in steps if step * 4 >= room)


def dollars(ticks: Sequence[Decimal]) -> list[str]:
    """The ticks of an axis: whole dollars, or all of them with the decimals that one needs."""
    places = max((-int(tick.normalize().as_tuple().exponent) for tick in ticks if tick), default=0)
    places = max(places, 2) if places > 0 else 0
    return [f"${tick:,.{places}f}" for tick in ticks]


def picture(
    title: str, words: str, width: int, height: int, drawn: Sequence[str], css: str = ""
) -> Markup:
    """A picture of so many pixels; what it shows is said in words for those who do not see it."""
    return Markup(
        f'<svg class="{f"chart {css}".strip()}" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" '
        f'aria-label="{escape(title)}. {escape(words)}"><desc>{escape(words)}</desc>'
        f"{''.join(drawn)}</svg>"
    )
