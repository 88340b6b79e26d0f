"""Pictures as SVG text: amounts through time, one among others, and bars of changes.

Coordinates are whole numbers or decimals, colors are classes of the page's style sheet, and no
markup has a style of its own, so that a strict content security policy lets them be seen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from markupsafe import Markup, escape

WIDTH, HEIGHT = 480, 220
LEFT, RIGHT, TOP, BOTTOM = 84, 12, 14, 30
DOT = 7  # the width of a dot with its gap
BAR, LABEL, ROOM, TEXT = 22, 190, 420, 170  # of bars: a row; widths of label, plot and figures


@dataclass(frozen=True)
class Series:
    """An amount through time: a name, a class of the style sheet, and its spans of days."""

    name: str
    css: str
    spans: Sequence[tuple[date, date, Decimal | None]]


@dataclass(frozen=True)
class Mark:
    """An amount among others: what it is called, and whether it is the one asked for."""

    name: str
    amount: Decimal
    css: str = ""


def steps(title: str, series: Sequence[Series]) -> Markup:
    """Amounts through time as steps; a gap is a span of days without an amount."""
    spans = [span for one in series for span in one.spans]
    amounts = [amount for _, _, amount in spans if amount is not None]
    if not amounts:
        return Markup("")
    first, last = min(s[0] for s in spans), max(s[1] for s in spans)
    days = max((last - first).days, 1)
    ticks = round_ticks(Decimal(0), max(amounts))
    top = ticks[-1]

    def x(day: date) -> int:
        return LEFT + (day - first).days * (WIDTH - LEFT - RIGHT) // days

    def y(amount: Decimal) -> int:
        return int(HEIGHT - BOTTOM - amount * (HEIGHT - TOP - BOTTOM) / top)

    drawn = [*_amount_axis(ticks, y), *_years(first, last, x)]
    for one in series:
        path = _path(one.spans, x, y)
        drawn.append(f'<path class="{one.css}" d="{path}"/>' if path else "")
    words = "; ".join(_said(one) for one in series if any(s[2] is not None for s in one.spans))
    return _picture(title, words, WIDTH, HEIGHT, drawn)


def _said(one: Series) -> str:
    known = [span for span in one.spans if span[2] is not None]
    (first, _, was), (last, _, now) = known[0], known[-1]
    return f"{one.name}: ${was:,} from {first}, ${now:,} from {last}"


def _path(spans: Sequence[tuple[date, date, Decimal | None]], x: object, y: object) -> str:
    assert callable(x) and callable(y)
    parts, before = [], None
    for first, last, amount in spans:
        if amount is None:
            before = None
            continue
        joined = before is not None and (first - before).days <= 1
        parts.append(f"{'L' if joined else 'M'}{x(first)} {y(amount)}H{x(last)}")
        before = last
    return "".join(parts)


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


def _amount_axis(ticks: Sequence[Decimal], y: object) -> list[str]:
    assert callable(y)
    drawn = []
    for amount, words in zip(ticks, dollars(ticks), strict=True):
        at = y(amount)
        drawn.append(f'<path class="grid" d="M{LEFT} {at}H{WIDTH - RIGHT}"/>')
        drawn.append(f'<text class="end" x="{LEFT - 6}" y="{at + 4}">{words}</text>')
    return drawn


def _years(first: date, last: date, x: object) -> list[str]:
    assert callable(x)
    years = range(first.year, last.year + 1)
    drawn = []
    for year in years:
        day = max(date(year, 1, 1), first)
        drawn.append(f'<path class="grid" d="M{x(day)} {HEIGHT - BOTTOM}v5"/>')
        middle = (x(day) + x(min(date(year, 12, 31), last))) // 2
        name = str(year) if len(years) < 6 else f"’{year % 100:02d}"
        drawn.append(f'<text class="middle" x="{middle}" y="{HEIGHT - 10}">{name}</text>')
    return drawn


def strip(title: str, marks: Sequence[Mark]) -> Markup:
    """Amounts as dots on a line, stacked where they are alike; each says its name."""
    if not marks:
        return Markup("")
    ordered = sorted(marks, key=lambda mark: mark.amount)
    low, high = ordered[0].amount, ordered[-1].amount
    room = WIDTH - 2 * LEFT
    columns: dict[int, list[Mark]] = {}
    for mark in ordered:
        at = int((mark.amount - low) * room / (high - low)) if high > low else room // 2
        columns.setdefault(LEFT + at // DOT * DOT, []).append(mark)
    tallest = max(len(column) for column in columns.values())
    floor = tallest * DOT + 22
    dots: list[tuple[Mark, int, int]] = []
    drawn = [f'<path class="grid" d="M{LEFT - 8} {floor}H{WIDTH - LEFT + 8}"/>']
    for x, column in columns.items():
        # The one asked for stands on the line, where a hand finds it.
        for n, mark in enumerate(sorted(column, key=lambda mark: not mark.css)):
            dots.append((mark, x, floor - n * DOT - DOT // 2 - 1))
    drawn += [_dot(*dot) for dot in sorted(dots, key=lambda dot: bool(dot[0].css))]
    ticks = [tick for tick in round_ticks(low, high) if low <= tick <= high]
    for tick, text in zip(ticks, dollars(ticks), strict=True):
        at = LEFT + (int((tick - low) * room / (high - low)) if high > low else room // 2)
        drawn.append(f'<path class="grid" d="M{at} {floor}v5"/>')
        drawn.append(f'<text class="middle" x="{at}" y="{floor + 18}">{text}</text>')
    words = f"{len(marks)} amounts from ${low:,} to ${high:,}"
    return _picture(title, words, WIDTH, floor + 24, drawn)


def _dot(mark: Mark, x: int, y: int) -> str:
    return (
        f'<circle class="{mark.css or "dot"}" cx="{x}" cy="{y}" r="{6 if mark.css else 3}">'
        f"<title>{escape(mark.name)}: ${mark.amount:,}</title></circle>"
    )


def dollars(ticks: Sequence[Decimal]) -> list[str]:
    """The ticks of an axis: whole dollars, or all of them with the decimals that one needs."""
    places = max((-int(tick.normalize().as_tuple().exponent) for tick in ticks if tick), default=0)
    places = max(places, 2) if places > 0 else 0
    return [f"${tick:,.{places}f}" for tick in ticks]


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
    return _picture(title, words, LABEL + ROOM + TEXT, height, drawn)


def _bar(label: str, text: str, axis: int, length: int, y: int) -> str:
    left, right = min(axis, axis + length), max(axis, axis + length)
    return (
        f'<text class="end" x="{LABEL - 10}" y="{y + 13}">{escape(label)}</text>'
        f'<rect class="{"falls" if length < 0 else "rises"}" x="{left}" y="{y}" '
        f'width="{max(right - left, 1)}" height="{BAR - 5}"/>'
        f'<text x="{right + 6}" y="{y + 13}">{escape(text)}</text>'
    )


def _picture(title: str, words: str, width: int, height: int, drawn: Sequence[str]) -> Markup:
    return Markup(
        f'<svg class="chart" viewBox="0 0 {width} {height}" role="img" '
        f'aria-label="{escape(title)}. {escape(words)}"><desc>{escape(words)}</desc>'
        f"{''.join(drawn)}</svg>"
    )
