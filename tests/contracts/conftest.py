"""Contracts written into a folder, and lines of the sample priced by them."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from ratebook.claims import reprice
from ratebook.contracts import contract_file, priced, tables
from ratebook.home import Home

Line = dict[str, str]
TERM = '[[payer]]\nname = "Bluebird"\nfrom = 2026-01-01\n[[payer.term]]\npercent = 120\n'


def line(code: str, **other: str) -> Line:
    """A line of an office on 1 August 2026 at national rates, and of no payer."""
    made = {
        "claim_id": code, "claim_line_number": "1", "claim_type": "professional",
        "claim_line_start_date": "2026-08-01", "hcpcs_code": code, "person_id": code,
        "place_of_service_code": "11", "service_unit_quantity": "1", "billing_npi": "1",
        "mac": "national",
    }  # fmt: skip
    return made | other


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """A function that writes a contract, and csv files of rates beside it."""

    def write(text: str = TERM, **files: str) -> Path:
        for name, rows in files.items():
            (tmp_path / f"{name}.csv").write_text(rows)
        (tmp_path / "contract.toml").write_text(text)
        return tmp_path / "contract.toml"

    return write


@pytest.fixture
def agreed(sample_home: Home, tmp_path: Path, written: Callable[..., Path]) -> Callable[..., Any]:
    """A function that prices lines by a contract, in their order."""

    def run(text: str, *lines: Line, **files: str) -> list[dict[str, Any]]:
        path = tmp_path / "claims.csv"
        names = list(dict.fromkeys(name for one in lines for name in one))
        with path.open("w", newline="") as opened:
            made = csv.DictWriter(opened, names)
            made.writeheader()
            made.writerows(lines)
        with duckdb.connect(sample_home.database.as_posix(), read_only=True) as con:
            tables.hand_over(con, contract_file.read(written(text, **files)))
            reprice.priced(con, str(path), "", {}, tmp_path, lines=priced.lines)
            found = con.execute("select * from priced order by line_row")
            columns = [column[0] for column in found.description]
            return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]

    return run
