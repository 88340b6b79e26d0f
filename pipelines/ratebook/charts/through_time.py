"""Amounts through time as steps, and below them when each data set began anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from markupsafe import Markup, escape

from ratebook.charts.axis import dollars, picture, round_ticks

LEFT, TOP, PLOT, BELOW, LANE = 64, 14, 190, 26, 20
WIDE, NARROW = (848, 168), (358, 10)  # the width of all, and what is left of it for names


@dataclass(frozen=True)
class Series:
    """An amount through time: a name, a class of the style sheet, its spans of days, and the name
    at the end of its line."""

    name: str
    css: str
    spans: Sequence[tuple[date, date, Decimal | None]]
    short: str = ""


@dataclass(frozen=True)
class Lane:
    """A data set's releases: the days on which those that are loaded begin, and those on which one
    is due that is not."""

    name: str
    begins: Sequence[date]
    missing: Sequence[date]


@dataclass(frozen=True)
class Scale:
    """Where days and dollars stand in a picture of a width."""

    first: date
    last: date
    top: Decimal
    width: int
    room: int  # to the right of the plot, for names

    @property
    def right(self) -> int:
        """Where the plot ends."""
        return self.width - self.room

    def x(self, day: date) -> int:
        """Where a day stands."""
        days = max((self.last - self.first).days, 1)
        return LEFT + (day - self.first).days * (self.right - LEFT) // days

    def y(self, amount: Decimal) -> int:
        """Where an amount stands."""
        return int(TOP + PLOT - amount * PLOT / self.top)


def steps(
    title: str, series: Sequence[Series], lanes: Sequence[Lane] = (), on: date | None = None
) -> Markup:
    """Amounts through time; a gap is a span of days without an amount. Twice, for a wide page and
    a narrow one: the text is of one size in both. `on`: the day that the page is about."""
    spans = [span for one in series for span in one.spans]
    amounts = [amount for _, _, amount in spans if amount is not None]
    if not amounts:
        return Markup("")
    ticks = round_ticks(Decimal(0), max(amounts))
    first, last = min(s[0] for s in spans), max(s[1] for s in spans)
    drawn = [
        _drawn(title, series, lanes, on, ticks, Scale(first, last, ticks[-1], *size))
        for size in (WIDE, NARROW)
    ]
    return drawn[0] + drawn[1]


def _drawn(
    title: str, series: Sequence[Series], lanes: Sequence[Lane], on: date | None,
    ticks: Sequence[Decimal], scale: Scale,
) -> Markup:  # fmt: skip
    wide = scale.width == WIDE[0]
    drawn = [*_amount_axis(ticks, scale), *_years(scale)]
    for one in series:
        path = _path(one.spans, scale)
        drawn.append(f'<path class="{one.css}" d="{path}"/>' if path else "")
    if on and scale.first <= on <= scale.last:
        drawn.append(f'<path class="day" d="M{scale.x(on)} {TOP}V{TOP + PLOT}"/>')
    drawn += _names(series, scale) if wide else []
    for n, lane in enumerate(lanes):
        drawn += _lane(lane, TOP + PLOT + BELOW + n * LANE, scale)
    words = "; ".join(_said(one) for one in series if any(s[2] is not None for s in one.spans))
    height = TOP + PLOT + BELOW + LANE * len(lanes) + 4
    return picture(title, words, scale.width, height, drawn, "wide" if wide else "narrow")


def _names(series: Sequence[Series], scale: Scale) -> list[str]:
    """The name of each line at its end, none on another."""
    ends = [(scale.y(one.spans[-1][2]), one) for one in series
            if one.spans and one.spans[-1][2] is not None]  # fmt: skip
    drawn, free, x = [], TOP + 4, scale.right + 8
    for y, one in sorted(ends, key=lambda end: end[0]):
        at = max(y - 2, free)
        free = at + 36
        drawn.append(
            f'<text class="{one.css} ends" x="{x}" y="{at}">{escape(one.short or one.name)}</text>'
            f'<text x="{x}" y="{at + 16}">${one.spans[-1][2]:,}</text>'
        )
    return drawn


def _lane(lane: Lane, y: int, scale: Scale) -> list[str]:
    drawn = [f'<text class="end" x="{LEFT - 8}" y="{y + 14}">{escape(lane.name)}</text>']
    for days, kind in ((lane.begins, "loaded"), (lane.missing, "due")):
        drawn += [
            f'<rect class="{kind}" x="{scale.x(day) - 1}" y="{y + 4}" width="4" height="11"/>'
            for day in days if scale.first <= day <= scale.last
        ]  # fmt: skip
    count = f"{len(lane.begins)} loaded{f', {n} missing' if (n := len(lane.missing)) else ''}"
    if scale.room > 100:
        drawn.append(f'<text x="{scale.right + 8}" y="{y + 14}">{count}</text>')
    return drawn


def _said(one: Series) -> str:
    known = [span for span in one.spans if span[2] is not None]
    (first, _, was), (last, _, now) = known[0], known[-1]
    return f"{one.name}: ${was:,} from {first}, ${now:,} from {last}"


def _path(spans: Sequence[tuple[date, date, Decimal | None]], scale: Scale) -> str:
    parts, before = [], None
    for first, last, amount in spans:
        if amount is None:
            before = None
            continue
        joined = before is not None and (first - before).days <= 1
        parts.append(f"{'L' if joined else 'M'}{scale.x(first)} {scale.y(amount)}H{scale.x(last)}")
        before = last
    return "".join(parts)


def _amount_axis(ticks: Sequence[Decimal], scale: Scale) -> list[str]:
    drawn = []
    for amount, words in zip(ticks, dollars(ticks), strict=True):
        at = scale.y(amount)
        drawn.append(f'<path class="grid" d="M{LEFT} {at}H{scale.right}"/>')
        drawn.append(f'<text class="end" x="{LEFT - 6}" y="{at + 4}">{words}</text>')
    return drawn


def _years(scale: Scale) -> list[str]:
    first, last, x = scale.first, scale.last, scale.x
    years = range(first.year, last.year + 1)
    drawn = []
    for year in years:
        day = max(date(year, 1, 1), first)
        drawn.append(f'<path class="grid" d="M{x(day)} {TOP + PLOT}v5"/>')
        middle = (x(day) + x(min(date(year, 12, 31), last))) // 2
        name = str(year) if len(years) < 6 or scale.room > 100 else f"’{year % 100:02d}"
        drawn.append(f'<text class="middle" x="{middle}" y="{TOP + PLOT + 20}">{name}</text>')
    return drawn
