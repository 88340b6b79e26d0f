"""One amount among others, as dots on a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup, escape

from ratebook.charts.axis import dollars, picture, round_ticks

WIDTH, SIDE = 848, 44
DOT = 7  # the width of a dot with its gap


@dataclass(frozen=True)
class Mark:
    """An amount among others: what it is called, and whether it is the one asked for."""

    name: str
    amount: Decimal
    css: str = ""


def strip(title: str, marks: Sequence[Mark]) -> Markup:
    """Amounts as dots on a line, stacked where they are alike; each says its name."""
    if not marks:
        return Markup("")
    ordered = sorted(marks, key=lambda mark: mark.amount)
    low, high = ordered[0].amount, ordered[-1].amount
    room = WIDTH - 2 * SIDE
    columns: dict[int, list[Mark]] = {}
    for mark in ordered:
        at = int((mark.amount - low) * room / (high - low)) if high > low else room // 2
        columns.setdefault(SIDE + at // DOT * DOT, []).append(mark)
    tallest = max(len(column) for column in columns.values())
    floor = tallest * DOT + 22
    dots: list[tuple[Mark, int, int]] = []
    drawn = [f'<path class="grid" d="M{SIDE - 8} {floor}H{WIDTH - SIDE + 8}"/>']
    for x, column in columns.items():
        # The one asked for stands on the line, where a hand finds it.
        for n, mark in enumerate(sorted(column, key=lambda mark: not mark.css)):
            dots.append((mark, x, floor - n * DOT - DOT // 2 - 1))
    drawn += [_dot(*dot) for dot in sorted(dots, key=lambda dot: bool(dot[0].css))]
    ticks = [tick for tick in round_ticks(low, high) if low <= tick <= high]
    for tick, text in zip(ticks, dollars(ticks), strict=True):
        at = SIDE + (int((tick - low) * room / (high - low)) if high > low else room // 2)
        drawn.append(f'<path class="grid" d="M{at} {floor}v5"/>')
        drawn.append(f'<text class="middle" x="{at}" y="{floor + 18}">{text}</text>')
    words = f"{len(marks)} amounts from ${low:,} to ${high:,}"
    return picture(title, words, WIDTH, floor + 24, drawn)


def _dot(mark: Mark, x: int, y: int) -> str:
    return (
        f'<circle class="{mark.css or "dot"}" cx="{x}" cy="{y}" r="{6 if mark.css else 3}">'
        f"<title>{escape(mark.name)}: ${mark.amount:,}</title></circle>"
    )
