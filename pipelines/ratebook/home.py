"""A home: the folder with `raw/` and `warehouse/`, and the address of CMS."""

import os
from dataclasses import dataclass
from pathlib import Path

from ratebook.errors import DataError

CMS = "https://www.cms.gov"


@dataclass(frozen=True)
class Home:
    """Paths below a home, and the origin of what it holds: CMS's files, or the sample."""

    folder: Path
    cms: str = CMS
    origin: str = "cms"
    file: Path | None = None  # another warehouse to read than the published one

    @property
    def raw(self) -> Path:
        """Where the files of CMS are kept."""
        return self.folder / "raw"

    @property
    def warehouse(self) -> Path:
        """Where the warehouse is published."""
        return self.folder / "warehouse"

    @property
    def database(self) -> Path:
        """The published warehouse, or the file that is read in its place."""
        return self.file or self.warehouse / "ratebook.duckdb"

    @property
    def log(self) -> Path:
        """DuckDB's log of somebody who writes to the published warehouse; none of ours."""
        return self.database.with_name(self.database.name + ".wal")

    @property
    def staging(self) -> Path:
        """Where releases lie as parquet; may be deleted."""
        return self.warehouse / ".staging"

    def published(self) -> Path:
        """The published warehouse; DataError that says what to do if there is none."""
        if self.file and not self.file.exists():
            raise DataError(f"{self.file} was not found (--db).")
        if not self.database.exists():
            raise DataError(
                f"No warehouse found at {self.database}. Run `ratebook refresh` first, or "
                "`ratebook sample` to try the embedded sample."
            )
        return self.database


def home(folder: str | None = None, cms: str | None = None, file: str | None = None) -> Home:
    """The home that a flag, else RATEBOOK_HOME and RATEBOOK_CMS, else the defaults name."""
    return Home(
        Path(folder or os.environ.get("RATEBOOK_HOME") or "."),
        cms or os.environ.get("RATEBOOK_CMS") or CMS,
        file=Path(file) if file else None,
    )
