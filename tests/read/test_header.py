"""Headers are found by meaning; a column too many or too few is named, with the closest known."""

import polars as pl
import pytest

from ratebook.errors import LayoutError
from ratebook.read.grid import Grid
from ratebook.read.header import find_header, require_fit, select
from ratebook.read.layouts import all_layouts, layouts_of

GPCI = next(layout for layout in layouts_of("PFS") if layout.table == "gpci")
HEAD = ["Medicare Administrative Contractor (MAC)", "State", "Locality Number", "Locality Name"]
JULY = ["2026 PW GPCI (with 1.0 Floor)***", "2026 PE GPCI", "2026 MP GPCI"]
JANUARY = ["2026 PW GPCI (without 1.0 Floor)", "2026 PW GPCI (with 1.0 Floor)", *JULY[1:]]


def grid(*rows: list[str]) -> Grid:
    cells = pl.DataFrame([list(row) for row in rows], orient="row")
    cells.columns = [f"c{i}" for i in range(cells.width)]
    return Grid("GPCI2026.csv", cells.with_row_index("source_row", offset=1))


def test_january_2026_prints_the_work_index_twice_and_the_floored_one_is_taken():
    found = grid(
        [*HEAD, *JANUARY], ["10112", "AL", "00", "ALABAMA", "0.988", "1", "0.875", "0.566"]
    )
    rows = select(found, find_header(found, GPCI), GPCI, "RVU26A")
    assert rows.row(0, named=True)["work_gpci"] == "1"
    assert rows.row(0, named=True)["work_gpci_without_floor"] == "0.988"


def test_july_2026_prints_it_once_with_footnote_stars():
    found = grid(["ADDENDUM E."] + [""] * 6, [*HEAD, *JULY])
    assert find_header(found, GPCI).found["work_gpci"] == 4


def test_a_renamed_column_is_named_with_the_nearest_known():
    found = grid([*HEAD, "2026 PW GPCY", *JULY[1:]])
    with pytest.raises(LayoutError) as error:
        require_fit(find_header(found, GPCI), found, GPCI, "RVU26D")
    text = str(error.value)
    assert "RVU26D: GPCI2026.csv" in text and "2026 PW GPCY" in text.upper()
    assert (
        "closest known: 'PW GPCI'" in text and "pipelines/ratebook/read/layouts/gpci.toml" in text
    )


def test_a_column_that_no_layout_knows_is_an_error():
    found = grid([*HEAD, *JULY, "2026 GAF"])
    with pytest.raises(LayoutError, match="column 8 '2026 GAF' is not in any layout"):
        require_fit(find_header(found, GPCI), found, GPCI, "RVU26D")


def test_a_missing_column_is_an_error():
    found = grid([*HEAD, *JULY[:2]])
    with pytest.raises(LayoutError, match=r"'MP GPCI' \(mp_gpci\) is missing"):
        require_fit(find_header(found, GPCI), found, GPCI, "RVU26D")


def test_cells_below_no_header_are_an_error():
    found = grid([*HEAD, *JULY, ""], ["10112", "AL", "00", "ALABAMA", "1", "1", "1", "0.9"])
    with pytest.raises(LayoutError, match="column 8 has no header but contains '0.9'"):
        select(found, find_header(found, GPCI), GPCI, "RVU26D")


@pytest.mark.parametrize("layout", all_layouts(), ids=lambda layout: layout.table)
def test_a_layout_names_its_key_and_no_column_twice(layout):
    names = [column.name for column in layout.columns]
    assert len(names) == len(set(names))
    assert layout.row_column in names
    assert set(layout.key) <= {*names, layout.variant.get("column")}
