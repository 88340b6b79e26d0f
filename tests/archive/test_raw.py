"""raw/ is written once; the later posting of a release is its revision."""

import pytest

from ratebook import catalog
from ratebook.archive.raw import Raw
from ratebook.errors import DataError
from tests.support import cms

RVU25D = catalog.release("RVU25D")


@pytest.fixture
def raw(tmp_path):
    raw = Raw(tmp_path / "raw")
    cms.fetched(RVU25D, str(cms.SAMPLE), raw)
    return raw


def repost(raw, tmp_path):
    site = cms.site_with(tmp_path / "site", "RVU25D", {"ANES": None}, cms.SAMPLE)
    return cms.fetched(RVU25D, str(site), raw)


def test_a_file_lies_under_its_data_set_release_and_hash(raw):
    entry = raw.latest()["RVU25D"]
    assert entry.path == f"PFS/RVU25D/{entry.sha256[:12]}/2025.zip"
    assert "PPRRVU2025_Oct.csv" in entry.members


def test_other_bytes_are_a_second_revision_and_the_first_stays(raw, tmp_path):
    first = raw.latest()["RVU25D"]
    second = repost(raw, tmp_path)
    assert (raw.revision(first), raw.revision(second)) == (1, 2)
    assert raw.latest()["RVU25D"] == second and raw.file(first).exists()


def test_a_last_line_cut_off_by_a_kill_does_not_count(raw, tmp_path):
    with raw.manifest.open("a") as manifest:
        manifest.write('{"release": "RVU2')
    assert len(raw.entries()) == 1
    repost(raw, tmp_path)


def test_an_undated_name_is_the_first_posting_whenever_it_arrives(raw, tmp_path):
    undated = catalog.Release("RVU25D", "PFS", RVU25D.effective_from, ("/files/zip/rvu25d.zip",))
    site = cms.site_with(tmp_path / "site", "RVU25D", {"ANES": None}, cms.SAMPLE)
    cms.zip_of("RVU25D", site).rename(site / "files" / "zip" / "rvu25d.zip")
    for _ in range(2):
        entry = cms.fetched(undated, str(site), raw)
    assert raw.latest()["RVU25D"] != entry and len(raw.entries()) == 2
    assert raw.revision(entry) == 1


def test_a_damaged_line_is_named(raw):
    raw.manifest.write_text("not json\n" + raw.manifest.read_text())
    with pytest.raises(DataError, match=r"manifest.jsonl, line 1 is damaged"):
        raw.entries()
