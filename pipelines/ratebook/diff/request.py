"""What a person asks `diff` to compare."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ratebook.ask.code_list import Code
from ratebook.ask.place import NATION
from ratebook.diff.release_pairs import Pair
from ratebook.diff.volumes import Volume


@dataclass(frozen=True)
class DiffRequest:
    """What to compare: pairs of releases, places (None: all), codes (empty: all), the factor,
    and volumes (none: only rates).

    `held`: pairs of one release in effect on both days, which volumes are priced with too.
    `days`: the two days; without them those on which the releases of the first pair begin.
    """

    pairs: Sequence[Pair]
    places: Sequence[tuple[str, str]] | None = (NATION,)
    codes: Sequence[Code] = ()
    qp: bool = False
    volumes: Sequence[Volume] = ()
    held: Sequence[Pair] = ()
    days: tuple[date, date] | None = None

    @property
    def priced_with(self) -> list[Pair]:
        """All pairs that hold an amount on each of the days."""
        return [*self.pairs, *self.held]

    @property
    def releases(self) -> list[str]:
        """Every release of them, the old ones first."""
        names = [pair.old for pair in self.priced_with] + [pair.new for pair in self.priced_with]
        return list(dict.fromkeys(names))

    @property
    def between(self) -> tuple[date, date]:
        """The two days."""
        return self.days or (self.pairs[0].old_from, self.pairs[0].new_from)

    @property
    def sited(self) -> bool:
        """Whether each volume says which site it is of."""
        return all(volume.site for volume in self.volumes)

    @property
    def local(self) -> bool:
        """Whether a place of its own is compared, whose PFS amounts are not national."""
        return self.places is None or any(place != NATION for place in self.places)

    def where(self, pair: Pair) -> tuple[str, list[Any]]:
        """The rows of `pair_changes` that the question is about, of one pair. Hospital and ASC
        have neither localities nor a factor of their own for QPs."""
        said, params = ["from_release = ?", "to_release = ?"], [pair.old, pair.new]
        if pair.local:
            said.append("qp" if self.qp else "not qp")
            if self.places is not None:
                said.append(f"({' or '.join(['mac = ? and locality = ?'] * len(self.places))})")
                params += [word for place in self.places for word in place]
        return " and ".join(said), params
