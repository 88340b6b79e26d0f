"""Make `pipelines/ratebook/sample/site` from a folder with CMS's files, laid out like the site.

usage: python tools/make_sample.py FOLDER

Every locality and the codes of `pipelines/ratebook/sample/sample.toml`, with some for each case of
the rules. Figures are CMS's own; descriptors, which are the AMA's and the ADA's, are left empty.
The same input gives the same bytes.
"""

import csv
import io
import sys
import zipfile
from collections import defaultdict
from pathlib import Path

from ratebook import catalog
from ratebook.build.normalize import normalize
from ratebook.read.grid import decode, grids
from ratebook.read.layouts import layouts_of
from ratebook.read.members import members
from ratebook.read.tables import EXCERPT, Table, read_release
from ratebook.sample import MADE_OF, RELEASES

SITE = Path(__file__).parents[1] / "pipelines" / "ratebook" / "sample" / "site"
DESCRIPTORS = {"pprrvu": 2, "addendum_b": 1, "asc_aa": 2, "asc_bb": 2}
START = (1980, 1, 1, 0, 0, 0)


def main(cms: Path) -> None:
    """Write every release of the sample below `SITE`."""
    found = {name: _tables(cms, name) for name in RELEASES}
    codes = _codes([table for name in MADE_OF["releases"] for table in found[name]])
    for name, tables in found.items():
        path = SITE / _address(cms, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, [(t, _sampled(cms / _address(cms, name), t, codes)) for t in tables])
        print(f"{path.relative_to(SITE)}: {path.stat().st_size:,} bytes")
    print(f"{len(codes)} codes")


def _address(cms: Path, name: str) -> str:
    addresses = (a.lstrip("/") for a in catalog.release(name).addresses)
    return next(a for a in addresses if (cms / a).is_file())


def _tables(cms: Path, name: str) -> list[Table]:
    return read_release(cms / _address(cms, name), name, layouts_of(catalog.release(name).dataset))


def _codes(tables: list[Table]) -> set[str]:
    codes = {code for group in MADE_OF["codes"].values() for code in group.split()}
    for table in tables:
        rows = normalize(table).rows
        for column in MADE_OF["cases"].get(table.layout.table, ()):
            first: dict[str, list[str]] = defaultdict(list)
            for code, value in rows.select("hcpcs", column).iter_rows():
                if value and len(first[value]) < MADE_OF["of_each"] and code not in first[value]:
                    first[value].append(code)
            codes.update(code for found in first.values() for code in found)
    return codes


def _sampled(zip_path: Path, table: Table, codes: set[str]) -> str:
    """The member's text with the sample's rows, in CMS's own layout."""
    kind = table.layout.table
    if table.format == "xlsx":  # the quarter's web Addendum B comes as csv too
        cells = [row[1:] for row in _cells(zip_path, table)]
        return _csv(_kept(cells, kind, codes))
    member = next(m for m in members(zip_path) if m.name == table.source_file)
    text = decode(member.read())
    if kind == "zip5":
        return _zips(text)
    if kind in ("gpci", "anes", "locco", "wage_index"):
        return text.replace("\n", "\r\n")
    return _csv(_kept(list(csv.reader(io.StringIO(text))), kind, codes))


def _cells(zip_path: Path, table: Table) -> list[tuple[str, ...]]:
    member = next(m for m in members(zip_path) if table.source_file.startswith(m.name))
    grid = next(g for g in grids(member, False) if g.source_file == table.source_file)
    return list(grid.cells.iter_rows())


def _kept(
    rows: list[tuple[str, ...]] | list[list[str]], kind: str, codes: set[str]
) -> list[list[str]]:
    """The rows above the data, those of the codes, and the notes; descriptors emptied. The title
    says that it is an excerpt, so that nobody misses the other codes."""
    kept, header = [], False
    for row in rows:
        first = row[0].strip().upper()
        data = header and len(first) == 5 and first.isalnum()
        header = header or first.startswith("HCPCS")
        if data and first not in codes:
            continue
        cells = list(row)
        if data and kind in DESCRIPTORS:
            cells[DESCRIPTORS[kind]] = ""
        kept.append(cells)
    if kind in DESCRIPTORS:
        title = next(i for i, cell in enumerate(kept[0]) if cell.strip())
        kept[0][title] += f" ({EXCERPT})"
    return kept


def _csv(rows: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def _zips(text: str) -> str:
    kept, seen, split = [], set(), 0
    for line in text.split("\n"):
        key, flagged = line[7:14], line[20:21] == "1"
        asked = line[2:7] in MADE_OF["zips"] or (flagged and split < MADE_OF["split_zips"])
        if key not in seen or asked:
            kept.append(line)
            seen.add(key)
            split += flagged
    return "\r\n".join(kept)


def _write(path: Path, tables: list[tuple[Table, str]]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for table, text in tables:
            name = table.source_file.split("#")[0].replace(".xlsx", ".csv")
            if table.layout.table == "zip5":  # which has no title to say it in
                name = name.replace(".txt", f" ({EXCERPT}).txt")
            info = zipfile.ZipInfo(name, START)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, text.encode("cp1252", errors="replace"))


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
