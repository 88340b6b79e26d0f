"""The text of a profile: padded fields, its own quotes, line ends, encoding and trailer lines."""

import codecs
from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb

from ratebook.db import quoted
from ratebook.errors import DataError
from ratebook.export import cells
from ratebook.export.engine import Pipe
from ratebook.export.profiles import QUOTES, Field, Profile
from ratebook.export.source import ExportColumn, ExportRows


def write(
    con: duckdb.DuckDBPyConnection, source: ExportRows, columns: list[ExportColumn], path: Path,
    pipe: Pipe, profile: Profile, year: str,
) -> int:  # fmt: skip
    """Write a profile's rows as its text; returns how many rows.

    Raises DataError for a value that does not fit its field or the encoding.
    """
    pairs = zip(profile.columns, columns, strict=True)
    fields = ", ".join(f"{_cell(field, column)} as {cells.name(column)}" for field, column in pairs)
    query = f"select {fields} from (\n{source.query}\n)"
    options = (
        f"format csv, header {str(profile.header).lower()}, delimiter {quoted(profile.delimiter)}, "
        f"{QUOTES[profile.quote]}"
    )
    with path.open("wb") as file, pipe.copying(con, query, options, path.name) as stream:
        try:
            for text in _decoded(stream):
                file.write(text.replace("\n", profile.line_end).encode(profile.encoding))
            for line in profile.trailer:
                ending = line.replace("{year}", year) + profile.line_end
                file.write(ending.encode(profile.encoding))
        except UnicodeEncodeError as error:
            raise DataError(f"profile {profile.name}: {error}; nothing was written.") from error
        return stream.rows


def _decoded(chunks: Iterable[bytes]) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-8")()
    for chunk in chunks:
        yield decoder.decode(chunk)


def _cell(field: Field, column: ExportColumn) -> str:
    """A field as SQL text; what is longer than its field stops the export."""
    text = cells.csv(column)
    if not (field.zeros or field.blanks):
        return text
    text, width = f"({text})::varchar", field.zeros or field.blanks
    fill = f"lpad({text}, {width}, '0')" if field.zeros else f"rpad({text}, {width}, ' ')"
    wide = f"error('{field.name} does not fit into {width} characters: ' || {text})"
    return f"case when length({text}) > {width} then {wide} else {fill} end"
