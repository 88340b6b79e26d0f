"""The first sheet of a workbook as csv, so that claims in Excel are read as any others."""

import csv
from pathlib import Path

from ratebook.ask import list_file
from ratebook.errors import UsageError

ENDINGS = (".xlsx", ".xls")


def as_csv(path: Path, folder: Path) -> Path:
    """Write the sheet as csv into a private folder: every cell as text, its header the first row
    that is not blank.

    UsageError where it is not a workbook, or a row has more cells than the header.
    """
    (_, header), *lines = list_file.lines(path) or [(1, [])]
    while header and not header[-1]:
        header.pop()
    wider = next((n for n, cells in lines if any(cells[len(header) :])), None)
    if not header or wider:
        where = (
            f"row {wider} has more cells than the header" if wider else "its first sheet is empty"
        )
        raise UsageError(f"{path}: {where}.")
    target = folder / f"{path.stem}.csv"
    with target.open("w", newline="", encoding="utf-8") as opened:
        writer = csv.writer(opened)
        writer.writerows([header, *(cells[: len(header)] for _, cells in lines)])
    return target
