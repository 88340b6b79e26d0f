"""The embedded sample: small, without descriptors, of genuine figures, and made again the same."""

import csv
import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from ratebook.read.layouts import layouts_of
from ratebook.read.tables import read_release
from ratebook.sample import RELEASES
from tests.support import cms

ROOT = Path(__file__).parents[2]


def test_it_is_small():
    assert sum(path.stat().st_size for path in cms.SAMPLE.rglob("*.zip")) < 1_000_000


@pytest.mark.parametrize("name", ["RVU25D", "RVU26C"])
def test_it_has_no_descriptors(name):
    with zipfile.ZipFile(cms.zip_of(name, cms.SAMPLE)) as archive:
        member = next(n for n in archive.namelist() if n.startswith("PPRRVU"))
        rows = list(csv.reader(io.StringIO(archive.read(member).decode("cp1252"))))
    assert {row[2] for row in rows[10:]} == {""}


def test_it_has_every_locality_and_about_200_codes(sample):
    assert sample("select count(*) from gpci where release = 'RVU26C'") == [(109,)]
    ((codes,),) = sample("select count(distinct hcpcs) from pfs_rvu")
    assert 150 <= codes <= 250


@pytest.mark.parametrize(
    ("column", "values"),
    [("status_code", "A B C E I J M N P R T X"), ("pctc", "0 1 2 3 4 5 6 7 8 9"),
     ("modifier", "26 53 TC"), ("nonfacility_na", "NA"), ("facility_na", "NA")],
)  # fmt: skip
def test_it_shows_each_case_of_the_rules(sample, column, values):
    found = {value for (value,) in sample(f"select distinct {column} from pfs_rvu")}
    assert set(values.split()) <= found


@pytest.mark.cms
@pytest.mark.parametrize("name", ["RVU25D", "RVU26C"])
def test_its_figures_are_those_of_the_genuine_file(name):
    def figures(folder: Path) -> dict[tuple, tuple]:
        tables = read_release(cms.zip_of(name, folder), name, layouts_of("PFS"))
        rows = next(t.rows for t in tables if t.layout.table == "pprrvu")
        kept = rows.drop("source_row", "first_cell", "description")
        return {row[:2]: row for row in kept.iter_rows()}

    genuine = figures(cms.FOLDER)
    assert all(genuine[key] == row for key, row in figures(cms.SAMPLE).items())


@pytest.mark.cms
def test_it_can_be_made_again_to_the_same_bytes(tmp_path):
    code = (
        "import sys; from pathlib import Path; import tools.make_sample as made;"
        f"made.SITE = Path({str(tmp_path)!r}); made.main(Path({str(cms.FOLDER)!r}))"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True)
    for name in RELEASES:
        made, kept = cms.zip_of(name, tmp_path), cms.zip_of(name, cms.SAMPLE)
        assert made.read_bytes() == kept.read_bytes(), name
