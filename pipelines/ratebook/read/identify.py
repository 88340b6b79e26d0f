"""Which release a zip is, by its content: its tables, and the year and quarter they give."""

from dataclasses import dataclass
from pathlib import Path

from ratebook import catalog
from ratebook.catalog.months import MONTHS
from ratebook.catalog.names import meaning, of_member
from ratebook.errors import DataError, LayoutError, UsageError
from ratebook.read.layouts import layouts_of
from ratebook.read.members import base_name, members
from ratebook.read.tables import NoTables, Table, read_release

QUARTERS = {"1": "01", "2": "04", "3": "07", "4": "10"}


@dataclass(frozen=True)
class Content:
    """What the tables of a zip say: the data set, the year, the first month of the quarter."""

    dataset: str
    year: str = ""
    month: str = ""  # two digits, '' if the file does not say

    @property
    def release(self) -> catalog.Release | None:
        """The release it is of, where it says enough."""
        given = catalog.datasets()[self.dataset]
        if not self.year or ("{year}-{mm}" in given["made"] and not self.month):
            return None
        letter = {f"{m:02d}": name for name, m in catalog.LETTERS.items()}.get(self.month, "")
        if "{letter}" in given["made"] and not letter:
            return None
        words = {"year": self.year, "yy": self.year[2:], "mm": self.month, "letter": letter}
        return catalog.release(given["made"].format(**words))

    def allows(self, release: catalog.Release) -> bool:
        """Whether it can be of a release. CMS's labels of OPPS and ASC quarters slip, so that
        there only the year counts."""
        start = release.effective_from
        quarter = f"{(start.month - 1) // 3 * 3 + 1:02d}"
        firm = self.dataset not in ("OPPS", "ASC")
        return (
            release.dataset == self.dataset
            and self.year in ("", str(start.year))
            and (not firm or self.month in ("", quarter))
        )

    def __str__(self) -> str:
        month = MONTHS[int(self.month) - 1].title() if self.month else ""
        when = f"{month} {self.year}".strip()
        return f"{self.dataset} tables" + (f" of {when}" if when else "")


def recognize(path: Path, name: str, dataset: str | None = None) -> catalog.Release:
    """The release of a zip: by its name if its content agrees, otherwise by its content.

    Raises DataError if name and content contradict each other, where no layout fits, or
    where neither tells the release.
    """
    found = content(path, dataset, name)
    if said := _said(path, name, found.dataset):
        return require(found, said, path)
    could_be = _could_be(found)
    if len(could_be) != 1:
        which = " or ".join(release.name for release in could_be) or "which"
        raise UsageError(
            f"{path.name} contains {found}, but neither these nor its name say which release it "
            f"is. Name it as {which}: `ratebook add {path.name} --release NAME`."
        )
    return could_be[0]


def _said(path: Path, name: str, dataset: str) -> catalog.Release | None:
    """The release that the name of a zip tells, or the names of its members with one voice."""
    own = meaning(name, dataset)
    if own and own.release:
        return own.release
    told = [of_member(base_name(member.name), dataset) for member in members(path)]
    releases = {item.release for item in told if item and item.release}
    return releases.pop() if len(releases) == 1 else None


def _could_be(found: Content) -> list[catalog.Release]:
    """The releases that the content can be of: several where one was issued again."""
    own = found.release
    if not own:
        return []
    quarter = (own.effective_from.year, (own.effective_from.month - 1) // 3)
    listed = [
        release
        for release in catalog.known()
        if release.dataset == own.dataset
        and (release.effective_from.year, (release.effective_from.month - 1) // 3) == quarter
    ]
    return listed or [own]


def require(found: Content, release: catalog.Release, path: Path) -> catalog.Release:
    """The release, where the content can be of it; else DataError."""
    if not found.allows(release):
        raise DataError(
            f"{path.name} contains {found}, so it cannot be {release.name}. Nothing from it was "
            "kept; check whether it is the right file."
        )
    return release


def content(path: Path, dataset: str | None = None, name: str = "") -> Content:
    """What the tables of a zip say it is; LayoutError if it has those of no data set.

    `name`: of the zip or its release, by which one of two sheets is chosen.
    """
    names = ", ".join(member.name for member in members(path)) or "no csv, txt or xlsx"
    why = f"{path.name} is not a release of a data set that Ratebook reads. Its members: {names}"
    for own in [dataset] if dataset else list(catalog.datasets()):
        needed = tuple(layout for layout in layouts_of(own) if layout.required)
        try:
            said = meaning(name, own)
            begins = said.release.effective_from if said and said.release else None
            return _of(own, read_release(path, "", needed, begins=begins))
        except DataError as error:
            if not isinstance(error, NoTables):  # it has some of them, or with other columns
                why = str(error).removeprefix(": ")
    raise LayoutError(why)


def _of(dataset: str, tables: list[Table]) -> Content:
    year = next((table.year for table in tables if table.year), "")
    month = next((table.month for table in tables if table.month), 0)
    if dataset == "ZIP5":
        said = tables[0].rows["year_quarter"].mode().sort()[0].strip()
        return Content(dataset, said[:4], QUARTERS.get(said[4:5], ""))
    first = (month - 1) // 3 * 3 + 1
    return Content(dataset, year, f"{first:02d}" if month else "")
