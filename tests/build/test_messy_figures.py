"""Figures as Excel, pandas and a torn download leave them: read right and told, or stopped.

Each case is a small edit of CMS's own figures. What loads is asked for its value and for the
finding; what stops says what was seen, of how many, where, and what to do.
"""

import csv
import io
from decimal import Decimal

import pytest

from tests.conftest import rows_of
from tests.support import cms
from tests.support.messy import (
    ADDENDUM_B,
    ASC,
    PPRRVU,
    Cell,
    both,
    column,
    in_cents,
    refresh,
    site,
    to,
    written,
)

pytestmark = pytest.mark.slow

PFS, GPCI, OPPS = ("RVU25D", "PPRRVU"), ("RVU25D", "GPCI"), ("OPPS-2025-01", "2025_January")
AA, BB = ("ASC-2025-10", "AA"), ("ASC-2025-10", "BB")
OFFICE = "select office_amount from payment_by_site where hcpcs = '{}' and mac = 'national'"
COUNT = "select count(*) from {}"


def pfs(name: str, cell: Cell, **which: object) -> cms.Change:
    return column(PPRRVU[name], cell, **which)  # type: ignore[arg-type]


def opps(name: str, cell: Cell, **which: object) -> cms.Change:
    return column(ADDENDUM_B[name], cell, **which)  # type: ignore[arg-type]


def asc(name: str, cell: Cell, **which: object) -> cms.Change:
    return column(ASC[name], cell, **which)  # type: ignore[arg-type]


def as_number(cell: str, row: list[str]) -> str:
    """A code or flag as a spreadsheet's number: no zeros before it."""
    return cell.lstrip("0") or "0" if cell.isdigit() else cell


def as_float(cell: str, row: list[str]) -> str:
    """A column with blanks in it as pandas writes it: 1.0 for 1."""
    return f"{int(cell)}.0" if cell.isdigit() else cell


def filled(now: str) -> Cell:
    """Another text where a figure is printed."""
    return lambda cell, row: now if any(c.isdigit() for c in cell) else cell


def money(form: str) -> Cell:
    """A printed amount in another form, as in '({})' or '{}00'."""

    def change(cell: str, row: list[str]) -> str:
        plain = cell.strip().replace("$", "").replace(",", "")
        return form.format(plain) if plain.replace(".", "").isdigit() else cell

    return change


def comma(cell: str, row: list[str]) -> str:
    """1.234,56 for 1,234.56."""
    return cell.replace(",", ";").replace(".", ",").replace(";", ".")


def macs_as_float(data: bytes) -> bytes:
    rows = list(csv.reader(io.StringIO(data.decode("latin-1"))))
    return written([as_float(row[0], row), *row[1:]] for row in rows)


def indices(form: str) -> cms.Change:
    def change(data: bytes) -> bytes:
        rows = list(csv.reader(io.StringIO(data.decode("latin-1"))))
        return written(
            [*row[:4], *(form.format(cell) for cell in row[4:])] if row[0].isdigit() else row
            for row in rows
        )

    return change


def shifted(at: int) -> cms.Change:
    """One column sorted apart from the others: each row has the cell of the row before."""
    before = [""]

    def cell(now: str, row: list[str]) -> str:
        was, before[0] = before[0], now
        return was

    return column(at, cell)


# what was done -> release and member, the change, a query, its answer, and words of a finding
RIGHT = {
    "codes of three figures": (
        PFS,
        pfs("hcpcs", as_number),
        COUNT.format("pfs_rvu where hcpcs = '00100'"),
        1,
        "column hcpcs: '100' read as '00100'",
    ),
    "codes of three figures in Addendum B": (
        OPPS,
        opps("hcpcs", as_number),
        COUNT.format("opps_rates where hcpcs = '00100'"),
        1,
        "column hcpcs: '100' read as '00100'",
    ),
    "codes as decimals": (
        PFS,
        pfs("hcpcs", as_float),
        OFFICE.format("99213"),
        "88.95",
        "column hcpcs: '10007.0' read as '10007'",
    ),
    "PC/TC 01": (
        PFS,
        pfs("pctc", lambda c, r: "0" + c),
        COUNT.format("pfs_rvu where pctc = '1' and hcpcs = '70450'"),
        3,
        "column pctc: '09' read as '9'",
    ),
    "PC/TC 1.0": (
        PFS,
        pfs("pctc", as_float),
        COUNT.format("pfs_rvu where pctc = '1' and hcpcs = '70450'"),
        3,
        "column pctc: '9.0' read as '9'",
    ),
    "PC/TC 01 in one row": (
        PFS,
        pfs("pctc", to("01"), of="93306", most=1),
        COUNT.format("pfs_rvu where pctc = '1' and hcpcs = '93306'"),
        3,
        "column pctc: '01' read as '1'",
    ),
    "NA in lower case": (
        PFS,
        pfs("office_na", lambda c, r: c.lower()),
        OFFICE.format("66984"),
        None,
        "",
    ),
    "Na and a blank": (
        PFS,
        pfs("office_na", lambda c, r: "Na " if c else ""),
        OFFICE.format("66984"),
        None,
        "",
    ),
    "a blank and NA": (
        PFS,
        pfs("office_na", lambda c, r: " \u00a0NA" if c else ""),
        OFFICE.format("66984"),
        None,
        "",
    ),
    "global days without zeros": (
        PFS,
        pfs("global_days", as_number),
        COUNT.format("pfs_rvu where global_days = '000' and hcpcs = '45378'"),
        2,
        "",
    ),
    "global days as decimals": (
        PFS,
        pfs("global_days", as_float),
        COUNT.format("pfs_rvu where global_days = '000' and hcpcs = '45378'"),
        2,
        "column global_days: '0.0' read as '000'",
    ),
    "multiple procedures as decimals": (
        PFS,
        pfs("multiple", as_float),
        COUNT.format("pfs_rvu where multiple_procedure = '5' and hcpcs = '97110'"),
        1,
        "column multiple_procedure: '9.0' read as '9'",
    ),
    "a status in lower case": (
        PFS,
        pfs("status", lambda c, r: c.lower()),
        OFFICE.format("99213"),
        "88.95",
        "",
    ),
    "codes in lower case": (
        PFS,
        pfs("hcpcs", lambda c, r: c.lower()),
        COUNT.format("pfs_rvu where hcpcs = 'G0463'"),
        1,
        "",
    ),
    "codes with Excel's text mark": (
        PFS,
        pfs("hcpcs", lambda c, r: "'" + c),
        OFFICE.format("99213"),
        "88.95",
        "",
    ),
    "a flag that decides no amount": (
        PFS,
        pfs("bilateral", to("8"), of="20560"),
        OFFICE.format("20560"),
        "24.58",
        "column bilateral_surgery: '8' is not one of blank, 0, 1, 2, 3, 9",
    ),
    "MACs as decimals": (
        GPCI,
        macs_as_float,
        COUNT.format("gpci where mac = '10112'"),
        1,
        "column mac: '1182.0' read as '01182'",
    ),
    "APCs as decimals": (
        OPPS,
        opps("apc", as_float),
        "select apc from opps_rates where hcpcs = '20560'",
        "5731",
        "column apc: '5051.0' read as '5051'",
    ),
    "a new status indicator": (
        OPPS,
        opps("si", to("W"), of="20560"),
        OFFICE.replace("office_amount", "hopd_facility_amount").format("20560"),
        None,
        "OPPS status indicator W of 20560",
    ),
    "a new ASC indicator": (
        AA,
        asc("indicator", to("W9"), of="0101T"),
        COUNT.format("asc_rates where payment_indicator = 'W9'"),
        1,
        "ASC payment indicator W9 of 0101T",
    ),
    "one rate of hashes": (
        OPPS,
        opps("rate", to("########"), of="45378"),
        "select count(payment_rate) from opps_rates where hcpcs = '45378'",
        0,
        "column payment_rate: '########' is not a number",
    ),
    "one rate in parentheses": (
        OPPS,
        opps("rate", to("(911.71)"), of="45378"),
        "select count(payment_rate) from opps_rates where hcpcs = '45378'",
        0,
        "column payment_rate: '(911.71)' is not a number",
    ),
    "one rate of another row": (
        OPPS,
        opps("rate", to("$91.17"), of="45378"),
        "select payment_rate::decimal(9, 2) from opps_rates where hcpcs = '45378'",
        "91.17",
        "45378 prints 91.17, weight times factor 911.71",
    ),
}


@pytest.mark.messy
@pytest.mark.parametrize("case", RIGHT)
def test_what_can_mean_one_thing_is_read_so_and_told(tmp_path, capsys, case):
    (name, member), change, query, meant, told = RIGHT[case]
    folder = site(tmp_path / "site", name, member, change, cms.SAMPLE)
    assert refresh(folder, tmp_path / "home", name) == 0
    rows = rows_of(tmp_path / "home" / "warehouse" / "ratebook.duckdb")
    assert str(rows(query)[0][0]) == str(meant)
    assert told in " ".join(row[0] for row in rows("select coalesce(example, '') from checks"))


# what was done -> release and member, the change, and words of the message
STOPS = {
    "PC/TC blank": (PFS, pfs("pctc", to("")), ["column pctc: '' is not one of 0, 1, 2"]),
    "PC/TC blank in one row": (
        PFS,
        pfs("pctc", to(""), of="93306", most=1),
        ["row 242, column pctc: ''"],
    ),
    "PC/TC of letters": (PFS, pfs("pctc", to("X"), of="93306"), ["column pctc: 'X'"]),
    "a status that is none": (
        PFS,
        pfs("status", to("Z"), of="20560"),
        ["column status_code: 'Z' is not one of A, B"],
    ),
    "status blank": (PFS, pfs("status", to("")), ["column status_code: ''"]),
    "NA lost by pandas": (
        PFS,
        both(pfs("office_na", to("")), pfs("facility_na", to(""))),
        ["0 NA flags for the office and 0 for the facility", "keep_default_na=False"],
    ),
    "NA of the office alone lost": (PFS, pfs("office_na", to("")), ["0 NA flags for the office"]),
    "NA lost on half the rows": (
        PFS,
        pfs("office_na", to(""), most=40),
        ["rows with one practice expense for both have neither"],
    ),
    "NA on every row": (
        PFS,
        pfs("office_na", to("NA")),
        ["NA at one site has a different practice expense there"],
    ),
    "NA written #N/A": (
        PFS,
        pfs("office_na", lambda c, r: "#N/A" if c else c),
        ["column nonfacility_na: '#N/A' is not one of blank, NA"],
    ),
    "blank modifiers written nan": (
        PFS,
        pfs("modifier", lambda c, r: c or "nan"),
        ["column modifier: 'NAN'"],
    ),
    "multiple procedures blank": (PFS, pfs("multiple", to("")), ["column multiple_procedure: ''"]),
    "a code cut to four figures": (
        PFS,
        pfs("hcpcs", to("2056"), of="20560"),
        ["column hcpcs: '2056' is not a valid code: five letters or digits"],
    ),
    "zeros lost on a code that is there": (
        PFS,
        cms.line_after(
            "00100,",
            "100,,,J,,0.00,0.00,,0.00,,9.00,9.00,9.00,9,XXX,0.00,0.00,0.00,9,9,9,9,9,,32.3465,09,0,99,0.00,0.00,0.00",
        ),
        ["has two rows for one key", "hcpcs 00100"],
    ),
    "a factor with its figures turned": (
        PFS,
        lambda data: data.replace(b"32.3465", b"23.3465"),
        ["'23.3465' is not between 25 and 45"],
    ),
    "units ten times too high": (
        PFS,
        lambda data: pfs_times_ten(data),
        ["well-known codes have impossible figures", "in other releases"],
    ),
    "professional and technical parts apart": (
        PFS,
        shifted(PPRRVU["modifier"]),
        ["has two rows for one key"],
    ),
    "indices twice too high": (
        GPCI,
        lambda data: doubled(data),
        ["do not average near 1", "pe_gpci of 109 rows"],
    ),
    "indices in percent": (GPCI, indices("{}%"), ["%' is not a number"]),
    "status indicators blank": (OPPS, opps("si", to("")), ["column status_indicator: ''"]),
    "a status indicator of Excel's": (
        OPPS,
        opps("si", to("#VALUE!"), of="20560"),
        ["column status_indicator: 'VALUE'"],
    ),
    "rates of hashes": (
        OPPS,
        opps("rate", filled("########")),
        ["cells of payment_rate", "'########' is not a number", "Download CMS's file again"],
    ),
    "rates in scientific form": (
        OPPS,
        opps("rate", filled("3.31E+03")),
        ["cells of payment_rate", "'3.31E+03'"],
    ),
    "rates in parentheses": (OPPS, opps("rate", money("({})")), ["cells of payment_rate", "'("]),
    "rates with decimal commas": (OPPS, opps("rate", comma), ["cells of payment_rate"]),
    "rates with a minus": (
        OPPS,
        opps("rate", money("-{}")),
        ["cells of payment_rate", "is not between 0 and"],
    ),
    "rates in cents": (
        OPPS,
        opps("rate", in_cents),
        ["well-known codes have impossible figures", "in other releases"],
    ),
    "rates in whole dollars": (
        OPPS,
        opps("rate", lambda c, r: c.split(".")[0]),
        ["weight times factor"],
    ),
    "rates sorted apart": (OPPS, shifted(ADDENDUM_B["rate"]), ["weight times factor"]),
    "every rate blank": (
        OPPS,
        opps("rate", to("")),
        ["the file has no readable rate", "130 of 130 rows"],
    ),
    "codes cut in Addendum B": (OPPS, opps("hcpcs", lambda c, r: c[:4]), ["cells of hcpcs"]),
    "ASC indicators blank": (AA, asc("indicator", to("")), ["column payment_indicator: ''"]),
    "ASC rates in cents": (
        AA,
        asc("rate", in_cents),
        ["well-known codes have impossible figures"],
    ),
    "ASC rates of hashes": (AA, asc("rate", filled("####")), ["cells of payment_rate"]),
    "ASC rates blank": (AA, asc("rate", to("")), ["the file has no readable rate"]),
    "ASC ancillary rates of hashes": (BB, asc("rate", filled("####")), ["cells of payment_rate"]),
}


def pfs_times_ten(data: bytes) -> bytes:
    for name in ("work", "office_pe", "facility_pe", "mp", "office_total", "facility_total"):
        data = pfs(name, lambda c, r: f"{c[:-3]}{c[-2]}.{c[-1]}0")(data)
    return data


def doubled(data: bytes) -> bytes:
    rows = list(csv.reader(io.StringIO(data.decode("latin-1"))))
    for row in rows:
        if row[0].isdigit():
            row[5] = str(2 * Decimal(row[5]))
    return written(rows)


@pytest.mark.messy
@pytest.mark.parametrize("case", STOPS)
def test_what_cannot_be_told_stops_with_words(tmp_path, capsys, case):
    (name, member), change, says = STOPS[case]
    folder = site(tmp_path / "site", name, member, change, cms.SAMPLE)
    assert refresh(folder, tmp_path / "home", name) == 1
    message = capsys.readouterr().err
    for part in (name, *says):
        assert part in message
    assert "Traceback" not in message
    assert not (tmp_path / "home" / "warehouse" / "ratebook.duckdb").exists()
