"""X12 files that are written, and priced in the sample."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from ratebook.cli.main import main
from ratebook.x12 import lines, segments
from tests.support import x12_files
from tests.support.x12_files import Line


@pytest.fixture
def kept(tmp_path: Path) -> Callable[..., Path]:
    """A function that keeps a text as a file."""

    def keep(text: str, name: str = "claims.837") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode())
        return path

    return keep


@pytest.fixture
def read(kept: Callable[..., Path]) -> Callable[[str], list[Line]]:
    """A function that reads the lines of a text."""

    def run(text: str) -> list[Line]:
        with segments.opened(kept(text)) as file:
            return [line for _, line in lines.each(file)]

    return run


@pytest.fixture
def reprice(sample_home: Any, tmp_path: Path, capsys: Any) -> Callable[..., Any]:
    """A function that runs the verb: its status, the rows that it wrote, and all that it said."""

    def run(source: Any, *words: str) -> Any:
        target = tmp_path / "out.parquet"
        target.unlink(missing_ok=True)
        at = ["--to", str(target), "--home", str(sample_home.folder)]
        status = main(["reprice", str(source), *words, *at])
        rows: list[dict[str, Any]] = []
        if target.exists():
            found = duckdb.sql(f"from '{target}'")
            rows = [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]
        return status, rows, "".join(capsys.readouterr())

    return run


@pytest.fixture
def office() -> Callable[..., Line]:
    """A function that makes a line of an office in Jackson on 1 August 2026."""

    def make(code: str = "99213", **other: str) -> Line:
        made = {
            "claim_id": "c", "claim_line_number": "1", "claim_type": "professional",
            "place_of_service_code": "11", "person_id": "P1", "billing_npi": x12_files.PRACTICE,
            "claim_line_start_date": "2026-08-01", "hcpcs_code": code, "service_zip": "39201",
            "service_unit_quantity": "1", "charge_amount": "9000",
        }  # fmt: skip
        return made | other

    return make


@pytest.fixture
def paid(office: Callable[..., Line]) -> Callable[..., Line]:
    """A function that makes a line with what a payer paid: 100.00 allowed, 20.00 the patient's."""

    def make(code: str = "99213", **other: str) -> Line:
        made = {"allowed_amount": "100", "coinsurance_amount": "20", "paid_amount": "78.40",
                "sequestration_amount": "1.6"}  # fmt: skip
        return office(code, **made | other)

    return make
