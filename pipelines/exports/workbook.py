"""xlsx: DuckDB writes the rows as the XML of a sheet, and they stream into the zip.

A library that makes a cell at a time takes ten times as long. Codes are typed text, amounts are
numbers with their places; a sheet is full before Excel's limit, and the first one says what the
figures are.
"""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import duckdb

from pipelines.exports import cells, ooxml
from pipelines.exports.engine import Pipe
from pipelines.exports.source import Column, Source

SHEET_ROWS = 1_048_575  # Excel's 1,048,576 less the header
LONGEST = 32_767  # characters in a cell
CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f]"
RAW = "format csv, header false, quote '', escape '', delimiter '\x01'"


def write(
    con: duckdb.DuckDBPyConnection, source: Source, columns: list[Column], path: Path,
    pipe: Pipe, cover: list[tuple[str, str]],
) -> int:  # fmt: skip
    """Write a source as a workbook; gives how many rows. `cover`: the lines of its first sheet."""
    rows = " || ".join(_cell(column) for column in columns)
    query = f"select '<row>' || {rows} || '</row>' from (\n{source.query}\n)"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        with pipe.copying(con, query, RAW, path.name) as stream:
            sheets = _sheets(book, iter(stream), columns)
        rows_of = [f"rows {sum(sheets[:i]) + 1} on" if i else "rows" for i in range(len(sheets))]
        for name, text in ooxml.frame(rows_of, cover, columns).items():
            book.writestr(_entry(name), text)
    return sum(sheets)


def _sheets(book: zipfile.ZipFile, chunks: Iterator[bytes], columns: list[Column]) -> list[int]:
    """Write sheet after sheet, each until it is full; gives how many rows each has."""
    counts: list[int] = []
    left = b""
    more = True
    while more:
        name = f"xl/worksheets/sheet{len(counts) + 2}.xml"
        with book.open(_entry(name), "w", force_zip64=True) as sheet:
            sheet.write(ooxml.head(columns).encode())
            written, left, more = _fill(sheet, left, chunks)
            sheet.write(ooxml.foot(columns, written).encode())
        counts.append(written)
    return counts


def _fill(sheet: IO[bytes], left: bytes, chunks: Iterator[bytes]) -> tuple[int, bytes, bool]:
    """Rows into a sheet; gives how many, the bytes beyond them, and whether there are any."""
    written, text = 0, left
    while True:
        lines = text.count(b"\n")
        if written + lines > SHEET_ROWS:
            here = b"\n".join(text.split(b"\n", SHEET_ROWS - written)[:-1]) + b"\n"
            sheet.write(here if len(here) > 1 else b"")
            return SHEET_ROWS, text[len(here) :] if len(here) > 1 else text, True
        sheet.write(text)
        written += lines
        text = next(chunks, b"")
        if not text:
            return written, b"", False


def _entry(name: str) -> zipfile.ZipInfo:
    """A member without today's date in it: the same rows are the same bytes."""
    found = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    found.compress_type = zipfile.ZIP_DEFLATED
    return found


def _cell(column: Column) -> str:
    """A cell as SQL that gives its XML."""
    value = cells.name(column)
    if cells.is_amount(column):
        return _filled(value, f's="{ooxml.style(column)}"', f"{value}::varchar")
    if column.type == "BOOLEAN":
        return _filled(value, 't="b"', f"{value}::integer::varchar")
    if column.type == "DATE":  # Excel counts days from 1900, and its first two months wrongly
        return _text_or(
            f"{value} >= date '1900-03-01'", value, 's="3"', f"{value} - date '1899-12-30'"
        )
    if column.type in ("DOUBLE", "FLOAT"):
        return _text_or(f"isfinite({value})", value, "", value)
    if column.type in cells.NUMBERS:
        return _filled(value, "", f"{value}::varchar")
    return _text(value)


def _filled(value: str, attributes: str, xml: str) -> str:
    cell = f"'<c {attributes}><v>' || {xml} || '</v></c>'"
    return f"case when {value} is null then '<c/>' else {cell} end"


def _text_or(condition: str, value: str, attributes: str, number: str) -> str:
    cell = f"'<c {attributes}><v>' || ({number}) || '</v></c>'"
    return f"case when {condition} then {cell} else {_text(value)} end"


def _text(value: str) -> str:
    """Text as text, whatever it begins with; what XML cannot hold is left out."""
    text = f"left(regexp_replace({value}::varchar, '{CONTROL}', '', 'g'), {LONGEST})"
    for sign, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        text = f"replace({text}, '{sign}', '{name}')"
    for code in (10, 13):
        text = f"replace({text}, chr({code}), '&#{code};')"
    cell = f"""'<c t="inlineStr" s="1"><is><t xml:space="preserve">' || {text} || '</t></is></c>'"""
    return f"case when {value} is null then '<c/>' else {cell} end"


def cover(about: dict[str, Any]) -> list[tuple[str, str]]:
    """The lines of the first sheet, from a manifest."""
    lines = [("What", about["name"]), ("Made by", f"Ratebook {about['ratebook_version']}")]
    if about["origin"] == "sample":
        lines.append(("", "SAMPLE DATA. Not for payment."))
    asked = [f"{name} {value}" for name, value in about["asked"].items() if name != "format"]
    lines += [("Asked for", ", ".join(asked))]
    lines += [("Meaning", about["comment"])] if about["comment"] else []
    for release in about["releases"]:
        days = f"{release['effective_from']} to {release['effective_through'] or 'replaced'}"
        lines.append(
            (release["release"], f"{release['dataset']}, {days}, sha256 {release['sha256']}")
        )
    lines += [("Warning", text) for text in about["warnings"]]
    lines += [("Notice", text) for text in about["notices"]]
    return lines
