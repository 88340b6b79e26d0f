"""Claim lines of the segments of an X12 file: a dictionary for each service line, by column."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from ratebook.x12 import layout
from ratebook.x12.layout import Elements, Opening, TransactionSet
from ratebook.x12.segments import Segments

Line = dict[str, str]


@dataclass
class Walk:
    """Where we are in a set: the loops that are open, and what each of those that hold has."""

    kind: TransactionSet
    loops: list[str] = field(default_factory=lambda: [""])
    held: list[Line] = field(default_factory=lambda: [{}])  # one for each open loop
    own: list[bool] = field(default_factory=lambda: [True])  # whether it holds what is read in it
    claims: int = 0
    lines: int = 0  # of the claim

    def step(self, name: str, elements: Elements) -> Iterator[Line]:
        """Go on by a segment; the line that it closes, if it closes one."""
        depth, opening = self._opening(name, elements)
        if opening or name == "SE":
            yield from self._leave(depth)
        if opening:
            self._enter(opening)
        self._take(name, elements)

    def _opening(self, name: str, elements: Elements) -> tuple[int, Opening | None]:
        """The loop that a segment opens, and how many of those that are open stay so."""
        for depth in range(len(self.loops), 0, -1):
            for one in self.kind.openings.get(self.loops[depth - 1], ()):
                if one.segment == name and (not one.condition or one.condition.holds(elements)):
                    return depth, one
        return 1, None

    def _leave(self, depth: int) -> Iterator[Line]:
        """Close the loops below a depth."""
        left = self.loops[depth:]
        if self.kind.line in left:
            self.lines += 1
            yield self._line()
        elif self.kind.claim in left and not self.lines:
            yield self._line() | {"line_refusal": self.kind.without_lines}
        del self.loops[depth:], self.held[depth:], self.own[depth:]

    def _enter(self, opening: Opening) -> None:
        if opening.loop == self.kind.claim:
            self.claims += 1
            self.lines = 0
        self.loops.append(opening.loop)
        self.held.append({})
        self.own.append(opening.holds)

    def _take(self, name: str, elements: Elements) -> None:
        """Read the columns of a segment into the innermost loop that holds."""
        at = (self.loops[-1], name)
        held = self.held[max(n for n, own in enumerate(self.own) if own)]
        for path in self.kind.paths.get(at, ()):
            value = path.found(elements).strip()
            if value:
                key = f"+{path.column}" if path.adds else path.column
                held[key] = f"{held[key]} {value}" if key in held and _joins(key) else value
        for path in self.kind.refusals.get(at, ()):
            if not path.condition or path.condition.holds(elements):
                held["line_refusal"] = path.column
        for path in self.kind.notes.get(at, ()):
            held["line_note"] = path.column
        if name == "CAS" and self.loops[-1] == self.kind.line:
            self._adjust(held, elements)

    def _adjust(self, held: Line, elements: Elements) -> None:
        """Add up the adjustments of a line; what is not an amount is left out."""
        group, *parts = [element[0] for element in elements]
        for reason, amount in zip(parts[::3], parts[1::3], strict=False):
            column = self.kind.adjustments.get(f"{group} {reason}")
            if column:
                held[column] = _added(held.get(column, "0"), amount)

    def _line(self) -> Line:
        """A line with all that the loops around it hold."""
        made = dict(self.kind.given)
        for held in self.held:
            for column, value in held.items():
                if column.startswith("+"):
                    made[column[1:]] = f"{made.get(column[1:], '')}/{value}"
                else:
                    made[column] = value
        return _settled(made) | {"place": str(self.lines), "claim_place": str(self.claims)}


def each(file: Segments) -> Iterator[tuple[TransactionSet, Line]]:
    """The lines of a file, each with the kind of its set."""
    walk: Walk | None = None
    for kind, name, elements in file.each():
        if walk is None or name == "ST":
            walk = Walk(kind, claims=file.claims)
        for line in walk.step(name, elements):
            yield kind, line
        file.claims = walk.claims


def _joins(column: str) -> bool:
    """Whether several values of a loop stand beside each other: codes, and parts of a name."""
    return column.startswith("+") or column == "condition_codes"


def _added(amount: str, other: str) -> str:
    try:
        return str(Decimal(amount) + Decimal(other))
    except InvalidOperation:
        return amount


def _settled(line: Line) -> Line:
    """What follows from several elements: the type of bill, the day, who gives the service."""
    facility, frequency = line.pop("facility_type", ""), line.get("claim_frequency_code", "")
    if facility:
        line["bill_type_code"] = facility + frequency
    first, _, last = line.pop("statement_days", "").partition("-")
    if first and first == (last or first):
        line.setdefault("claim_line_start_date", first)
    if "claim_line_start_date" in line:  # of a span the first day
        line["claim_line_start_date"] = line["claim_line_start_date"].split("-")[0]
    provider = _provider(line)
    return line | ({"provider_type": provider} if provider else {})


def _provider(line: Line) -> str:
    """asc where a surgical center bills; else what who gives the service is."""
    biller, person = line.pop("billing_taxonomy", ""), line.pop("rendering_taxonomy", "")
    if _kind_of(biller) == "asc":
        return "asc"
    return _kind_of(person if "rendering_npi" in line else biller)


def _kind_of(taxonomy: str) -> str:
    known = layout.provider_types().items()
    return next((kind for begins, kind in known if taxonomy.startswith(begins)), "")
