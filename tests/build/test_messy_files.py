"""Files as people really have them, one case an input: read right, or stopped with a true message.

Each is a small edit of a genuine release: its GPCI in another form must give the same 109
localities, and what cannot be read says what is wrong.
"""

import csv
import io
import resource
import zipfile
from collections.abc import Callable

import polars as pl
import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from ratebook import catalog
from ratebook.errors import DataError
from ratebook.read.layouts import layouts_of
from ratebook.read.tables import read_release
from tests.support import cms

pytestmark = [pytest.mark.messy, pytest.mark.slow]
GPCI = "GPCI2025.csv"


def members() -> dict[str, bytes]:
    with zipfile.ZipFile(cms.zip_of("RVU25D", cms.SAMPLE)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(path, contents: dict[str, bytes]):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in contents.items():
            archive.writestr(name, data)
    return path


def gpci(path, release: str = "RVU25D") -> pl.DataFrame:
    needed = tuple(layout for layout in layouts_of("PFS") if layout.required)
    tables = read_release(path, release, needed)
    rows = next(table.rows for table in tables if table.layout.table == "gpci")
    keyed = rows.filter(pl.col("mac").str.contains(r"^\d{5}$"))
    return keyed.select("mac", "locality", "locality_name", "work_gpci", "pe_gpci", "mp_gpci")


@pytest.fixture(scope="module")
def right() -> pl.DataFrame:
    found = gpci(cms.zip_of("RVU25D", cms.SAMPLE))
    assert found.height == 109
    return found


def cells(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("latin-1"))))


def parted_by(mark: str) -> Callable[[bytes], bytes]:
    def change(data: bytes) -> bytes:
        text = io.StringIO()
        csv.writer(text, delimiter=mark).writerows(cells(data))
        return text.getvalue().encode()

    return change


def in_encoding(name: str) -> Callable[[bytes], bytes]:
    return lambda data: data.decode("latin-1").encode(name)


def commas(data: bytes) -> bytes:
    return data.replace(b"\r\n", b"," * 10_000 + b"\r\n", 1)


TEXTS = {
    "semicolons": parted_by(";"),
    "bars": parted_by("|"),
    "tabs": parted_by("\t"),
    "semicolons, and sep=; above": lambda data: b"sep=;\r\n" + parted_by(";")(data),
    "UTF-16 LE without a mark": in_encoding("utf-16-le"),
    "UTF-16 BE without a mark": in_encoding("utf-16-be"),
    "UTF-16 with a mark and tabs": lambda data: parted_by("\t")(data).decode().encode("utf-16"),
    "UTF-32": in_encoding("utf-32"),
    "10,000 commas": commas,
    "blank lines between": lambda data: data.replace(b"\r\n", b"\r\n\r\n"),
    "empty columns behind": lambda data: data.replace(b"\r\n", b",,,,,,\r\n"),
    "an empty column before": lambda data: b"," + data.replace(b"\r\n", b"\r\n,"),
    "bare line feeds": lambda data: data.replace(b"\r\n", b"\n"),
}  # fmt: skip


@pytest.mark.parametrize("case", TEXTS)
def test_a_text_in_another_form_is_read_the_same(tmp_path, right, case):
    contents = members()
    contents[GPCI] = TEXTS[case](contents[GPCI])
    assert gpci(packed(tmp_path / "x.zip", contents)).equals(right)


Edit = Callable[[Workbook], object]


def as_workbook(data: bytes, edit: Edit, title: str = "GPCI") -> bytes:
    book, saved = Workbook(), io.BytesIO()
    book.active.title = title
    for row in cells(data):
        book.active.append(row)
    edit(book)
    book.save(saved)
    return saved.getvalue()


def with_workbook(tmp_path, edit: Edit, title: str = "GPCI"):
    contents = members()
    contents["GPCI2025.xlsx"] = as_workbook(contents.pop(GPCI), edit, title)
    return packed(tmp_path / "x.zip", contents)


def put(cell: str, value: str) -> Edit:
    return lambda book: book.active.__setitem__(cell, value)


def bold(book: Workbook) -> None:
    book.active["XFD1"].font = Font(bold=True)


def copied(title: str) -> Edit:
    return lambda book: setattr(book.copy_worksheet(book.active), "title", title)


WORKBOOKS: dict[str, tuple[str, Edit]] = {
    "a blank cell in XFD1": ("GPCI", put("XFD1", " ")),
    "a bold cell in XFD1": ("GPCI", bold),
    "a blank cell in the last row": ("GPCI", put("C1048576", " ")),
    "a hidden sheet before": ("GPCI", lambda book: book.create_sheet("Notes", 0)),
    "last year's sheet first": ("GPCI 2024", copied("GPCI 2025")),
    "last quarter's sheet first": ("Jul 2025", copied("Oct 2025")),
    "last quarter's sheet last": ("2025 October", copied("2025 July")),
    "a sheet with the header alone": (
        "GPCI", lambda book: [book.create_sheet("New", 0).append(r) for r in headers()]),
}  # fmt: skip


def headers() -> list[list[str]]:
    return cells(members()[GPCI])[:3]


@pytest.mark.parametrize("case", WORKBOOKS)
def test_a_workbook_with_more_than_the_table_is_read_the_same(tmp_path, right, case):
    title, edit = WORKBOOKS[case]
    assert gpci(with_workbook(tmp_path, edit, title)).equals(right)


def refused(path) -> str:
    with pytest.raises(DataError) as error:
        gpci(path)
    return str(error.value)


@pytest.mark.parametrize(("first", "second", "says"), [
    ("GPCI a", "GPCI b", "more than one says that it is for the release's quarter"),
    ("Oct 2025", "October 2025", "more than one says that it is for the release's quarter"),
    ("Apr 2025", "Jul 2025", "none says that it is for the release's quarter"),
])  # fmt: skip
def test_of_two_sheets_that_cannot_be_told_apart_both_are_named(tmp_path, first, second, says):
    message = refused(with_workbook(tmp_path, copied(second), first))
    assert f"'{first}' and '{second}'" in message and says in message


@pytest.mark.parametrize(("cell", "says"), [
    ("XFD1", "row 1: a cell in column 16,384 contains 'x'"),
    ("AAA200000", "row 200000: a cell in column 703 contains 'x'"),
])  # fmt: skip
def test_a_cell_far_out_is_named(tmp_path, cell, says):
    assert says in refused(with_workbook(tmp_path, put(cell, "x")))


def bomb() -> bytes:
    """Five megabytes that unpack to two gigabytes of shared strings."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:
            for _ in range(300):
                part.write(b"<si><t>A</t></si>" * 400_000)
    return made.getvalue()


FALSE_KINDS = {
    "a bomb": ("GPCI2025.xlsx", bomb, "unpacks to 2,040,000,000 bytes"),
    "a csv as xlsx": ("GPCI2025.xlsx", lambda: b"MAC,State", "is not a workbook"),
    "with a password": ("GPCI2025.xlsx", lambda: b"\xd0\xcf\x11\xe0" * 9, "one with a password"),
    "a damaged xlsx": ("GPCI2025.xlsx", lambda: b"PK\x03\x04....", "cannot be read as a workbook"),
    "an xlsx as csv": (GPCI, lambda: b"PK\x03\x04....", "is a workbook or a zip, not a text table"),
    "a web page as csv": (GPCI, lambda: b"\n<HTML><table>", "is a web page, not a text table"),
    "a pdf as csv": (GPCI, lambda: b"%PDF-1.7", "is a pdf, not a text table"),
    "an empty csv": (GPCI, lambda: b"", "has no header of the gpci table"),
    "10,000 cells": (GPCI, lambda: b"MAC,State" + b",x" * 10_000, "has 10,002 columns"),
    "an old xls": ("GPCI2025.xls", lambda: b"\xd0\xcf", "it has PPRRVU"),
}  # fmt: skip


@pytest.mark.parametrize("case", FALSE_KINDS)
def test_what_is_not_a_table_says_what_it_is(tmp_path, case):
    name, make, says = FALSE_KINDS[case]
    contents = {key: data for key, data in members().items() if key != GPCI} | {name: make()}
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert says in refused(packed(tmp_path / "x.zip", contents))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000  # kilobytes


def test_a_member_of_300_megabytes_is_not_read(tmp_path):
    path = packed(tmp_path / "x.zip", {n: d for n, d in members().items() if n != GPCI})
    with zipfile.ZipFile(path, "a") as archive, archive.open(GPCI, "w") as member:
        for _ in range(3_000):
            member.write(b"1" * 100_000)
    assert "unpacks to 300,000,000 bytes; no CMS table has more" in refused(path)


def test_an_escape_in_a_locality_is_a_mark(tmp_path):
    contents = members()
    contents[GPCI] = contents[GPCI].replace(b",ALABAMA", b",\x1b[31mALABAMA", 1)
    names = gpci(packed(tmp_path / "x.zip", contents))["locality_name"]
    assert "\ufffd[31mALABAMA" in names.to_list()


@pytest.mark.cms
@pytest.mark.parametrize("name", ["OPPS-2025-01", "OPPS-2024-01", "ASC-2025-01"])
def test_a_member_that_names_another_quarter_is_found_out(name):
    """January's file in July's zip: its name parts the words with _, which no \\b ends."""
    dataset = catalog.release(name).dataset
    july = f"{dataset}-{name.split('-')[1]}-07"
    with pytest.raises(DataError, match="says it is for January. It belongs to another release"):
        read_release(cms.zip_of(name), july, layouts_of(dataset))
