"""Files of drugs, packages, equipment and HCPCS codes as people really have them."""

import re
import shutil

import pytest

from ratebook.cli.main import main
from tests.conftest import rows_of
from tests.support import cms

pytestmark = pytest.mark.cms
ASP, NDC, DME, HCPCS = "ASP-2025-07", "NDC-2025-07", "DME-2025-01", "HCPCS-2020-10"
AOC = "AOC-2024-07"


def tried(folder, name, change, capsys, member="section", also=()):
    """A refresh of one release with a changed member: its status and what it said."""
    site = cms.site_with(folder / "site", name, {member: change}, cms.FOLDER)
    cms.add(site, *also, like=cms.FOLDER)
    status = main(["refresh", name, *also, "--cms", str(site), "--home", str(folder / "home")])
    return status, capsys.readouterr().err


@pytest.mark.messy
@pytest.mark.parametrize(
    ("name", "member", "old", "new", "says"),
    [
        (ASP, "section", "Payment Limit,", "Price,", "'PRICE' is not in any layout"),
        (
            ASP,
            "section",
            "Payment Limit,",
            "Payment Limit,Old Limit,",
            "'OLD LIMIT' is not in any layout",
        ),
        (ASP, "section", "HCPCS Code Dosage,", "", "(billing_unit) is missing"),
        (ASP, "section", "July 1, 2025", "July 1, 2024", "says it is for 2024"),
        (NDC, "section", "BILLUNITSPKG", "UNITS", "(units_per_package) is missing"),
        (NDC, "section", "NDC2", "PACKAGE", "(ndc) is missing"),
        (DME, "DMEPOS", "CATG,", "GROUP,", "'GROUP' is not in any layout"),
        (DME, "DMEPOS", "January 2025", "January 2024", "says it is for 2024"),
        (DME, "DMEPOS", "AL (R),", "Alabama,", "'ALABAMA' is not in any layout"),
        (AOC, "AOC", "AOC Edit Type", "Kind", "(edit_type) is missing"),
        (AOC, "AOC", "Primary Code,", "Primary Code,Group,", "'GROUP' is not in any layout"),
        (AOC, "AOC", "07/01/2024", "07/01/2025", "says it is for 2025"),
        (DME, "Former CBA ZIP", "CBA ZIP Code,", "ZIP+4,", "'ZIP+4' is not in any layout"),
    ],
)
def test_a_header_that_is_not_cmss_is_refused_by_name(
    tmp_path, capsys, name, member, old, new, says
):
    status, said = tried(tmp_path, name, cms.replaced(old, new), capsys, member)
    assert status == 1
    assert says in re.sub(r"\s+", " ", said)


@pytest.mark.messy
@pytest.mark.parametrize(
    ("own", "other"), [(ASP, "ASP-2025-04"), (NDC, "NDC-2025-04"), (ASP, "ASP-2024-01")]
)
def test_another_quarters_file_under_this_ones_name_is_refused(tmp_path, capsys, own, other):
    target = tmp_path / "site" / cms.zip_of(own).relative_to(cms.FOLDER)
    target.parent.mkdir(parents=True)
    shutil.copyfile(cms.zip_of(other), target)
    words = ["--cms", str(tmp_path / "site"), "--home", str(tmp_path / "home")]
    assert main(["refresh", own, *words]) == 1
    assert "says it is for" in capsys.readouterr().err


@pytest.mark.messy
def test_a_state_that_is_not_there_blocks(tmp_path, capsys):
    def without_wyoming(data: bytes) -> bytes:
        lines = data.decode("cp1252").splitlines(keepends=True)
        head = next(n for n, line in enumerate(lines) if line.startswith("HCPCS,"))
        at = lines[head].split(",").index("WY (NR)")
        cut = [",".join(cells[:at] + cells[at + 2 :]) for cells in _cells(lines[head:])]
        return "".join(lines[:head] + cut).encode("cp1252")

    status, said = tried(tmp_path, DME, without_wyoming, capsys, "DMEPOS")
    assert status == 1
    assert "has no column of WY" in said


def _cells(lines: list[str]) -> list[list[str]]:
    return [line.split(",") for line in lines]


@pytest.mark.messy
def test_limits_without_decimal_points_are_refused_beside_opps(tmp_path, capsys):
    def lost(data: bytes) -> bytes:
        return re.sub(rb",(\d+)\.(\d{3}),(\d+\.\d{3}),", rb",\1\2,\3,", data)

    status, said = tried(tmp_path, ASP, lost, capsys, also=("OPPS-2025-07",))
    assert status == 1
    assert "drug_limits_equal_opps" in said


@pytest.mark.messy
def test_one_drug_with_two_limits_is_refused(tmp_path, capsys):
    twice = cms.replaced("90375,Rabies ig im/sc,150 IU", "90371,Rabies ig im/sc,150 IU")
    status, said = tried(tmp_path, ASP, twice, capsys)
    assert status == 1
    assert "90371" in said


@pytest.mark.messy
def test_na_newlines_and_blank_rows_are_read(tmp_path, capsys):
    status, _ = tried(tmp_path, ASP, lambda data: data + b",,,,,,,,,,\r\n" * 9805, capsys)
    assert status == 0
    own = rows_of(tmp_path / "home" / "warehouse" / "ratebook.duckdb")
    ((limit, note),) = own("select payment_limit, note from asp_rates where hcpcs = 'A9606'")
    assert limit is None
    assert note == "microCurie 100% AWP = $202.82; microCurie 100% WAC = $169.02"
    assert own("select count(*) from rejects") == [(0,)]


@pytest.mark.messy
def test_the_header_may_stand_lower(tmp_path, capsys):
    status, _ = tried(
        tmp_path, ASP, cms.replaced("HCPCS Code,Short", "\r\n\r\nHCPCS Code,Short"), capsys
    )
    assert status == 0


def test_an_ambulance_file_with_other_columns_is_refused(tmp_path, capsys):
    path = tmp_path / "2026 Ambulance Fee Schedule.csv"
    path.write_text("Locality,Code,Amount\n01,A0425,9.15\n")
    status = main(["add", str(path), "--home", str(tmp_path / "home")])
    assert status == 1
    assert "ambulance" in capsys.readouterr().err
