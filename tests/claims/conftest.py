"""Homes with what the oracle's lines are priced by and with the edits, and lines priced there."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from ratebook.claims import reprice
from ratebook.cli.main import main
from ratebook.home import Home
from tests.support import cms, oracle_claims

NAMES = """
    RVU22B RVU23B RVU24C RVU25A RVU25D RVU26C ASC-2025-10 ASC-2026-01 WAGE-2025 WAGE-2026
    OPPS-2020-04 OPPS-2022-01 OPPS-2023-01 OPPS-2024-01 OPPS-2025-FR OPPS-2025-01 OPPS-2026-07
    ZIP5-2026-01 CLFS-2025-01 ASP-2025-01
"""
EDITS = """
    RVU23B RVU24C ZIP5-2026-01 AOC-2024-07 PTP-PRACTITIONER-2024-07 PTP-HOSPITAL-2024-07
    MUE-PRACTITIONER-2024-07 MUE-HOSPITAL-2024-07 MUE-DME-2024-07 OPPS-2024-01 ASC-2024-01 WAGE-2024
"""
ADDED = ("anesthesia-*.zip", "opps-pricer-reference-data-2020-2024.zip")
Line = dict[str, str]
Priced = list[dict[str, Decimal | str | None]]


@pytest.fixture(scope="session")
def claims_home(built_once: Callable[..., Path]) -> Home:
    """What the oracle's lines are priced by."""

    def build(folder: Path) -> None:
        at = ["--home", str(folder)]
        assert main(["refresh", *NAMES.split(), *at, "--cms", str(cms.FOLDER)]) == 0
        zips = [path for name in ADDED for path in (cms.FOLDER / "files/zip").glob(name)]
        assert main(["add", *map(str, sorted(zips)), *at]) == 0

    return Home(built_once("claims-home", build))


@pytest.fixture(scope="session")
def edits_home(built_once: Callable[..., Path]) -> Home:
    """July 2024 with its edits: some half a minute."""

    def build(folder: Path) -> None:
        at = ["--home", str(folder), "--cms", str(cms.FOLDER)]
        assert main(["refresh", *EDITS.split(), *at]) == 0

    return Home(built_once("edits-home", build))


@pytest.fixture
def price(claims_home: Home, tmp_path: Path) -> Callable[[list[Line]], Priced]:
    """A function that prices lines, in their order."""

    def run(lines: list[Line]) -> Priced:
        path = oracle_claims.written(tmp_path / "claims.csv", lines)
        with duckdb.connect(claims_home.database.as_posix(), read_only=True) as con:
            reprice.priced(con, str(path), "", {}, tmp_path)
            found = con.execute("select * from priced order by line_row")
            names = [column[0] for column in found.description]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    return run


@pytest.fixture
def office() -> Callable[..., Line]:
    """A function that makes a line of an office on 1 August 2026, at national rates."""

    def make(code: str, units: int = 1, **other: str) -> Line:
        made = {
            "claim_id": "c", "claim_line_number": "1", "claim_type": "professional",
            "claim_line_start_date": "2026-08-01", "hcpcs_code": code, "person_id": "p",
            "place_of_service_code": "11", "service_unit_quantity": str(units),
            "billing_npi": "1", "mac": "national",
        }  # fmt: skip
        return made | other

    return make


@pytest.fixture
def bill(price: Callable[[list[Line]], Priced]) -> Callable[..., Priced]:
    """A function that prices codes of one claim of February 2025 at national rates."""

    def run(*codes: str, **other: str) -> Priced:
        lines = [
            {
                "claim_id": "h", "claim_line_number": str(n), "claim_type": "institutional",
                "bill_type_code": "131", "claim_line_start_date": "2025-02-10", "mac": "national",
                "hcpcs_code": code, "service_unit_quantity": "1", "wage_index": "1.0000",
            } | other
            for n, code in enumerate(codes, 1)
        ]  # fmt: skip
        return price(lines)

    return run
