"""What a person asked an export for."""

from dataclasses import dataclass
from datetime import date

from ratebook import clock
from ratebook.export.profile_rows import Options
from ratebook.export.profiles import Profile
from ratebook.export.source import Code

NONE = Options()


@dataclass(frozen=True)
class ExportRequest:
    """What a person asked for: a table, a query or a profile, as what, and where to."""

    to: str
    format: str
    table: str = ""
    query: str = ""
    profile: Profile | None = None
    year: int | None = None
    where: str | None = None
    options: Options = NONE
    as_table: str = ""
    codes: tuple[Code, ...] = ()
    with_descriptors: bool = False
    strict: bool = False

    @property
    def day(self) -> date:
        """The day that a profile is of, and that rates are stale on."""
        return self.options.on or clock.today()

    @property
    def said(self) -> dict[str, str]:
        """What was asked for, as the manifest has it: what changes the rows, where it was given."""
        options = self.options
        given = {
            "table": self.table, "query": self.query, "where": self.where or "",
            "year": str(self.year or ""), "on": self.day.isoformat() if self.profile else "",
            "localities": " ".join(options.localities), "site": options.site or "",
            "qp": "yes" if options.qp else "",
            "codes": " ".join("-".join(filter(None, code)) for code in self.codes),
            "percent": f"{options.percent:f}" if options.percent is not None else "",
        }  # fmt: skip
        return {"format": self.format} | {name: value for name, value in given.items() if value}
