"""Every genuine file is read whole: the rows CMS printed, by name and row, in any format."""

import csv
import io
import zipfile

import polars as pl
import pytest

from ratebook import catalog
from ratebook.build.normalize import normalize
from ratebook.errors import LayoutError
from ratebook.read.grid import decode
from ratebook.read.layouts import layouts_of
from ratebook.read.tables import read_release
from tests.support import cms

pytestmark = pytest.mark.cms

PPRRVU = {
    "RVU20A": 17236, "RVU20B": 17250, "RVU20C": 17320, "RVU21A": 17327, "RVU21B": 17338,
    "RVU21D": 17432, "RVU22A": 17600, "RVU22B": 17630, "RVU22C": 17695, "RVU22D": 17726,
    "RVU23A": 18010, "RVU23B": 18037, "RVU23C": 18132, "RVU24A": 18499, "RVU24AR": 18499,
    "RVU24C": 18664, "RVU25A": 18865, "RVU25D": 19090, "RVU26C": 19356,
}  # fmt: skip
ADDENDUM_B = {
    "OPPS-2019-01": 16244, "OPPS-2020-01": 16628, "OPPS-2020-04": 16661, "OPPS-2022-01": 17192,
    "OPPS-2022-07": 17300, "OPPS-2023-01": 17559, "OPPS-2025-FR": 18682, "OPPS-2025-01": 18562,
    "OPPS-2026-01": 18984, "OPPS-2026-07": 19073,
}  # fmt: skip
ASC = {
    "ASC-2020-01": (3965, 1748), "ASC-2022-04": (4011, 1987), "ASC-2024-01": (4110, 2304),
    "ASC-2025-01": (4183, 2454), "ASC-2025-04": (4184, 2479), "ASC-2025-07": (4200, 2504),
    "ASC-2025-10": (4201, 2534), "ASC-2026-01": (4821, 2504),
}  # fmt: skip


def tables(name: str, formats: tuple[str, ...] = ("csv", "txt", "xlsx")) -> dict[str, pl.DataFrame]:
    kinds = layouts_of(catalog.release(name).dataset)
    read = read_release(cms.zip_of(name), name, kinds, formats)
    return {table.layout.table: normalize(table).rows for table in read}


@pytest.mark.parametrize("name", PPRRVU)
def test_pprrvu_and_gpci_have_the_rows_cms_printed(name):
    found = tables(name)
    assert found["pprrvu"].height == PPRRVU[name]
    assert found["gpci"].height == (112 if name < "RVU24" else 109)


@pytest.mark.parametrize("name", ADDENDUM_B)
def test_addendum_b_has_the_rows_cms_printed(name):
    assert tables(name)["addendum_b"].height == ADDENDUM_B[name]


@pytest.mark.parametrize("name", ASC)
def test_asc_addenda_have_the_rows_cms_printed(name):
    found = tables(name)
    assert (found["asc_aa"].height, found["asc_bb"].height) == ASC[name]


@pytest.mark.parametrize(("name", "codes"), [("WAGE-2022", 462), ("WAGE-2025", 470)])
def test_wage_index_has_the_codes_cms_printed(name, codes):
    assert tables(name)["wage_index"]["cbsa"].n_unique() >= codes


def test_zip5_has_every_zip_once_and_580_split_ones():
    found = tables("ZIP5-2025-10")["zip5"]
    assert found["zip"].n_unique() == found.height == 42956
    assert found.filter(pl.col("plus_four") == "1").height == 580


@pytest.mark.parametrize("name", ["RVU25A", "RVU25D"])
@pytest.mark.parametrize("format", ["txt", "xlsx"])
@pytest.mark.parametrize("table", ["pprrvu", "gpci", "oppscap", "anes", "locco"])
def test_csv_txt_and_xlsx_are_the_same_row_for_row(name, format, table):
    # CMS cuts names and counties in its txt, and a txt without a header has no national factor.
    unlike = {"source_file", "source_row"}
    if format == "txt":
        unlike |= {"locality_name", "fee_schedule_area", "counties", "national_factor"}
    one, other = tables(name, ("csv",))[table], tables(name, (format,))[table]
    kept = [column for column in one.columns if column not in unlike]
    assert one.select(kept).sort(kept).equals(other.select(kept).sort(kept))


@pytest.mark.parametrize("name", cms.all_releases() if cms.FOLDER.is_dir() else [])
def test_every_row_of_a_file_is_accounted_for(name):
    kinds = layouts_of(catalog.release(name).dataset)
    for table in read_release(cms.zip_of(name), name, kinds):
        counts = normalize(table).counts
        assert counts["read"] == sum(counts.values()) - counts["read"], table.source_file


def test_source_row_is_the_row_a_spreadsheet_shows():
    with zipfile.ZipFile(cms.zip_of("ASC-2026-01")) as archive:
        printed = list(csv.reader(io.StringIO(decode(archive.read("AA.csv")))))
    for code, row in tables("ASC-2026-01")["asc_aa"].select("hcpcs", "source_row").iter_rows():
        assert printed[row - 1][0] == code


def test_a_trailing_0xff_does_not_hide_a_code():
    found = tables("OPPS-2025-FR", ("txt",))["addendum_b"]
    assert found.filter(pl.col("hcpcs") == "A4341").height == 1


def test_a_zip_of_another_year_is_refused():
    with pytest.raises(LayoutError, match="says it is for 2025"):
        read_release(cms.zip_of("RVU25D"), "RVU26D", layouts_of("PFS"))
