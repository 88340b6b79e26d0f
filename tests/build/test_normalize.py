"""Text becomes exact decimals and padded codes, or a reject with its reason."""

from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ratebook.build.normalize import normalize
from ratebook.read.layouts import layouts_of
from ratebook.read.tables import Table

GPCI = next(layout for layout in layouts_of("PFS") if layout.table == "gpci")
ADDENDUM_B = next(layout for layout in layouts_of("OPPS") if layout.table == "addendum_b")
ALABAMA = {"mac": "10112", "locality": "00", "locality_name": "ALABAMA", "work_gpci": "1",
           "pe_gpci": "0.869", "mp_gpci": "0.575"}  # fmt: skip


def normalized(layout, *rows):
    made = [{"source_row": i, "first_cell": next(iter(row.values())), **row}
            for i, row in enumerate(rows, start=4)]  # fmt: skip
    return normalize(Table("RVU25D", layout, "GPCI2025.csv", "csv", False, pl.DataFrame(made)))


@settings(deadline=None)  # another test beside it may take the processor
@given(st.integers(0, 99999), st.integers(0, 99))
def test_zeros_that_a_workbook_lost_come_back(mac, locality):
    found = normalized(GPCI, ALABAMA | {"mac": str(mac), "locality": str(locality)}).rows
    assert found.row(0, named=True)["mac"] == f"{mac:05d}"
    assert found.row(0, named=True)["locality"] == f"{locality:02d}"


@settings(deadline=None)
@given(st.decimals("0.1", 5, places=4))
def test_a_decimal_keeps_every_digit(value):
    found = normalized(GPCI, ALABAMA | {"work_gpci": str(value)}).rows
    assert found["work_gpci"][0] == value


@pytest.mark.parametrize(
    ("printed", "meant"),
    [("$12,866.82 ", "12866.82"), (" $6.406", "6.406"), ("317.583333333", "317.583333333"),
     (".", None), ("", None), ("$-", None), ("0.8400000000000001", "0.84")],
)  # fmt: skip
def test_money_as_cms_prints_it(printed, meant):
    row = {"hcpcs": "20560", "status_indicator": "S ", "apc": "5731", "payment_rate": printed}
    found = normalized(ADDENDUM_B, row | {"relative_weight": ""}).rows.row(0, named=True)
    assert found["payment_rate"] == (Decimal(meant) if meant else None)
    assert found["status_indicator"] == "S"


def test_letters_in_a_required_figure_are_a_blocking_reject():
    found = normalized(GPCI, ALABAMA, ALABAMA | {"locality": "01", "pe_gpci": "0.8x9"})
    assert found.rows.height == 1
    reject = found.rejects.row(0, named=True)
    assert (reject["source_row"], reject["column_name"], reject["value"]) == (5, "pe_gpci", "0.8x9")
    assert reject["blocking"]


def test_a_blank_required_figure_is_a_blocking_reject():
    reject = normalized(GPCI, ALABAMA | {"mp_gpci": " "}).rejects.row(0, named=True)
    assert reject["reason"] == "is blank but required" and reject["blocking"]


def test_digits_beyond_the_scale_are_refused_not_rounded():
    found = normalized(GPCI, ALABAMA | {"mp_gpci": "0.57512"})
    assert found.rows.height == 0 and found.rejects["value"][0] == "0.57512"


def test_a_rate_that_cannot_be_read_is_told_and_its_row_stays():
    row = {"hcpcs": "20560", "status_indicator": "S", "apc": "5731", "payment_rate": "see note"}
    found = normalized(ADDENDUM_B, row | {"relative_weight": ""})
    assert found.rows["payment_rate"][0] is None
    assert not found.rejects["blocking"][0]


def test_a_known_footnote_is_a_note_and_other_text_a_reject():
    star = dict.fromkeys(ALABAMA, "") | {"mac": "*Work GPCI reflects a 1.5 floor in Alaska"}
    stray = dict.fromkeys(ALABAMA, "") | {"mac": "the end"}
    found = normalized(GPCI, ALABAMA, star, stray)
    assert (found.counts["noted"], found.counts["rejected"]) == (1, 1)
    assert not found.rejects["blocking"][0]


def test_figures_without_a_key_block():
    assert normalized(GPCI, ALABAMA | {"mac": "??"}).rejects["blocking"][0]


def test_the_same_row_twice_is_one_row_and_other_figures_stay_two():
    found = normalized(GPCI, ALABAMA, ALABAMA, ALABAMA | {"pe_gpci": "0.870"})
    assert (found.counts["repeated"], found.rows.height) == (1, 2)


@pytest.mark.parametrize("index", ["-0.869", "0", "869", "0,869", "1000"])
def test_an_index_that_cannot_be_is_refused(index):
    found = normalized(GPCI, ALABAMA | {"pe_gpci": index})
    assert found.rows.height == 0 and found.rejects["blocking"][0]


def test_a_row_inside_a_cell_is_a_quote_not_closed():
    found = normalized(GPCI, ALABAMA | {"locality_name": "ALABAMA,1,1,1\n02102,AK,01,ALASKA"})
    assert found.rejects["blocking"][0] and "quotation mark" in found.rejects["reason"][0]


@pytest.mark.parametrize("code", ["2056", "2056\xff", "TOTAL", "NOTES"])
def test_what_is_no_whole_code_never_becomes_another(code):
    row = {"hcpcs": code, "status_indicator": "S", "apc": "5731", "payment_rate": "$29.55"}
    found = normalized(ADDENDUM_B, row | {"relative_weight": ""})
    assert found.rows.height == 0


def test_a_ctrl_z_line_is_blank():
    assert (
        normalized(GPCI, ALABAMA, dict.fromkeys(ALABAMA, "") | {"mac": "\x1a"}).counts["read"] == 1
    )
