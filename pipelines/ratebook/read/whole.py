"""Whether the tables of a zip are a whole release, and Medicare's: every part is there, none is of
another quarter, none of another payer."""

import re
from collections.abc import Iterable

from ratebook import catalog
from ratebook.catalog.names import of_member
from ratebook.errors import LayoutError
from ratebook.read import period
from ratebook.read.grid import Grid
from ratebook.read.layouts import Layout
from ratebook.read.members import base_name


def require_payer(grid: Grid, layout: Layout, release: str) -> None:
    """LayoutError if a file says in its title or name that it is another payer's (Medicaid)."""
    said = period.first(layout.refused, period.texts(grid)).strip()
    if said:
        raise LayoutError(
            f"{release}: {grid.source_file} says '{said}'. Its limits are Medicaid's, not "
            "Medicare's; nothing from it was used. Download the Medicare table."
        )


def require_parts(files: Iterable[str], layout: Layout, release: str) -> None:
    """LayoutError that names the part that is missing, or one that is of another release."""
    if not layout.part:
        return
    count = int(catalog.datasets()[layout.dataset]["parts"])
    have: set[str] = set()
    for file in files:
        name = base_name(file)
        have |= set(re.findall(layout.part, name, re.IGNORECASE))
        said = of_member(name, layout.dataset)
        if release and said and said.release and said.release.name != release:
            raise LayoutError(
                f"{release}: {name} is by its name of {said.release.name}. It belongs to another "
                "release; nothing from it was used."
            )
    missing = [f"f{n}" for n in range(1, count + 1) if str(n) not in have]
    if missing:
        raise LayoutError(
            f"{release or layout.dataset}: {len(have)} of its {count} parts are here, and "
            f"{', '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing. A quarter "
            "without all its parts is not loaded: pairs would be missed in silence. Download "
            f"all {count}, and `ratebook add` them together."
        )
