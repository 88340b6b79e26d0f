"""Labelled values as bars, and a change as the steps that make it."""

from collections.abc import Sequence
from decimal import Decimal

from markupsafe import Markup, escape

from ratebook.charts.axis import picture

BAR, LABEL, ROOM, TEXT = 22, 190, 420, 170  # of bars: a row; widths of label, plot and figures
WIDE, NAME, FIGURE, STEP = 264, 104, 72, 30  # of a waterfall: all of it, names, figures, a row


def bars(title: str, values: Sequence[tuple[str, Decimal | int, str]]) -> Markup:
    """Labelled values as bars to the left and right of an axis, each with its figure."""
    if not values:
        return Markup("")
    amounts = [Decimal(value) for _, value, _ in values]
    low, high = min([*amounts, Decimal(0)]), max([*amounts, Decimal(0)])
    scale = ROOM / ((high - low) or Decimal(1))
    axis, height = LABEL + int(-low * scale), BAR * len(values) + 4
    drawn = [f'<path class="axis" d="M{axis} 0V{height}"/>']
    for place, ((label, _, text), amount) in enumerate(zip(values, amounts, strict=True)):
        drawn.append(_bar(label, text, axis, int(amount * scale), place * BAR + 4))
    words = "; ".join(f"{label} {text}" for label, _, text in values)
    return picture(title, words, LABEL + ROOM + TEXT, height, drawn)


def _bar(label: str, text: str, axis: int, length: int, y: int) -> str:
    left, right = min(axis, axis + length), max(axis, axis + length)
    return (
        f'<text class="end" x="{LABEL - 10}" y="{y + 13}">{escape(label)}</text>'
        f'<rect class="{"falls" if length < 0 else "rises"}" x="{left}" y="{y}" '
        f'width="{max(right - left, 1)}" height="{BAR - 5}"/>'
        f'<text x="{right + 6}" y="{y + 13}">{escape(text)}</text>'
    )


def waterfall(
    title: str,
    css: str,
    values: Sequence[tuple[str, Decimal, bool]],
    scale: tuple[Decimal, Decimal],
) -> Markup:
    """An amount, the steps from it, and the amount they lead to, from top to bottom.

    `values`: words, dollars, and whether it is an amount (or else a step). `scale`: the least and
    the most dollars on it, so that pictures beside one another can be compared.
    """
    low, high = scale
    room = WIDE - NAME - FIGURE

    def x(amount: Decimal) -> int:
        return NAME + int((amount - low) * room / ((high - low) or Decimal(1)))

    drawn, level = [], Decimal(0)
    for n, (words, amount, stands) in enumerate(values):
        before, level = level, amount if stands else level + amount
        drawn.append(_step(words, amount, stands, (x(before), x(level)), n * STEP))
    said = "; ".join(f"{words} {_figure(amount, stands)}" for words, amount, stands in values)
    return picture(title, said, WIDE, STEP * len(values) + 4, drawn, f"waterfall {css}")


def _figure(amount: Decimal, stands: bool) -> str:
    return f"${amount:,.2f}" if stands else f"{'+' if amount > 0 else '−'}${abs(amount):,.2f}"


def _step(words: str, amount: Decimal, stands: bool, at: tuple[int, int], y: int) -> str:
    left, right = (at[1] - 1, at[1] + 1) if stands else (min(at), max(at))
    kind = "stands" if stands else "falls" if amount < 0 else "rises"
    height, top = (STEP - 6, y + 2) if stands else (STEP - 16, y + 7)
    weight = ' class="amount"' if stands else ""
    return (
        f'<text{weight} x="0" y="{y + 19}">{escape(words)}</text>'
        f'<rect class="{kind}" x="{left}" y="{top}" width="{max(right - left, 1)}" '
        f'height="{height}"/><text class="{"amount " if stands else ""}end" x="{WIDE}" '
        f'y="{y + 19}">{_figure(amount, stands)}</text>'
    )
