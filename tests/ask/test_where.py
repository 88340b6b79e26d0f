"""A place as people name it: what it resolves to, what it leaves open, and what is not one."""

import pytest

from ratebook.ask import reader, where
from ratebook.errors import AnswerError, UsageError
from ratebook.sample import ON


@pytest.fixture
def con(sample_home):
    with reader.reading(sample_home) as con:
        yield con


@pytest.mark.parametrize(
    ("text", "given"),
    [("94110", {"zip_code": "94110"}), ("zip 94110", {"zip_code": "94110"}), ("", {}),
     ("Alameda, CA", {"county": "Alameda, CA"}), ("county 06001", {"county": "06001"}),
     ("01112-05", {"locality": "01112-05"}), ("area 41884", {"cbsa": "41884"}),
     ("050008", {"ccn": "050008"}), ("hospital 05s008", {"ccn": "05S008"}), ("national", {}),
     ("california", {"state": "california"}), ("san francisco", {"locality": "san francisco"})],
)  # fmt: skip
def test_one_line_of_text_is_read_as_a_place(text, given):
    found = where.read(text)
    assert found == where.Where(**given)
    assert where.read(where.written(found)) == found


@pytest.mark.parametrize(
    ("given", "locality", "kind", "key"),
    [({"zip_code": "94110"}, "01112-05", "county", "06075"),
     ({"zip_code": "20814"}, "12202-01", "county", "24031"),  # Maryland, in the locality of DC
     ({"county": "Alameda, CA"}, "01112-05", "county", "06001"),
     ({"county": "alameda county, california"}, "01112-05", "county", "06001"),
     ({"county": "Baltimore, MD"}, "12302-01", "county", "24005"),
     ({"county": "Baltimore City, MD"}, "12302-01", "county", "24510"),
     ({"county": "06001"}, "01112-05", "county", "06001"),
     ({"cbsa": "41884"}, "01112-05", "wage area", "41884"),
     ({"cbsa": "35614"}, "open", "wage area", "35614"),
     ({"cbsa": "35614", "locality": "13202-01"}, "13202-01", "wage area", "35614"),
     ({"state": "AL"}, "10112-00", "state", "AL"), ({"state": "ca"}, "open", "state", "CA"),
     ({"ccn": "051300", "county": "Alameda, CA"}, "01112-05", "critical access county", "06001"),
     ({"locality": "napa"}, "01112-51", "locality", "01112-51"),
     ({}, "national", "nation", "national")],
)  # fmt: skip
def test_a_place_resolves_to_a_locality_and_wage_indices(con, given, locality, kind, key):
    found = where.find(con, where.where(**given), ON)
    named = found.mac if found.mac in ("open", "national") else f"{found.mac}-{found.locality}"
    assert (named, found.kind, found.key) == (locality, kind, key)


@pytest.mark.parametrize(
    ("given", "kind", "says"),
    [({"cbsa": "41860"}, "unknown-area", "41860 is not used by CMS as a wage area on 2026-07-01: "
      "42034, 41884 or 36084?"),
     ({"cbsa": "99999"}, "unknown-area", "99999 is not used by CMS"),
     ({"county": "Alamda, CA"}, "unknown-county", "Did you mean Alameda, CA"),
     ({"county": "Hartford, CT"}, "unknown-county", "was no county on 2026-07-01"),
     ({"zip_code": "00000"}, "unknown-zip", "is not in any release"),
     ({"ccn": "059999"}, "unknown-hospital", "No loaded file lists hospital 059999"),
     ({"ccn": "051300"}, "open-hospital", "Name its ZIP code or county too"),
     ({"state": "ZZ"}, "unknown-state", "'ZZ' is not a state")],
)  # fmt: skip
def test_what_is_not_a_place_is_said_with_what_is_near(con, given, kind, says):
    with pytest.raises(AnswerError) as error:
        where.find(con, where.where(**given), ON)
    assert error.value.kind == kind and says in str(error.value)


@pytest.mark.parametrize(
    ("given", "says"),
    [({"wage_index": "0.0000", "zip_code": "94110"}, "'0.0000' is not a wage index: 0.2 to 3"),
     ({"wage_index": "9.9", "zip_code": "94110"}, "'9.9' is not a wage index"),
     ({"wage_index": "nan", "zip_code": "94110"}, "'nan' is not a wage index"),
     ({"wage_index": "1.7807"}, "name its ZIP code, county or locality too"),
     ({"zip_code": "94110", "county": "Alameda, CA"}, "Give one of a ZIP code, a county"),
     ({"zip_code": "94110", "cbsa": "41884"}, "already has its wage area"),
     ({"ccn": "050008", "cbsa": "41884"}, "Give one of a wage area, a hospital")],
)  # fmt: skip
def test_parts_that_exclude_each_other_are_refused(given, says):
    with pytest.raises(UsageError, match=says.replace("(", r"\(")):
        where.where(**given)


def test_an_answer_says_the_place_and_what_it_rests_on(sample_home, capsys):
    from ratebook.cli.main import main

    words = ["show", "45378", "--zip", "94110", "--on", "2026-07-01"]
    assert main([*words, "--home", str(sample_home.folder)]) == 0
    said = capsys.readouterr().out
    assert "45378, ZIP 94110, San Francisco County, CA (01112-05" in said
    assert "$1,378.90        $185.23   $1,564.13   $312.83" in said
    assert "estimate: wage index 1.7522 of 41884 San Francisco" in said


def test_a_zip_code_of_maryland_has_no_hospital_amount_in_the_locality_of_dc(sample_home):
    import ratebook

    with ratebook.open(str(sample_home.folder)) as book:
        found = book.show("45378", on="2026-07-01", zip="20814")
        hospital = found["hospital"]
        assert (found["mac"], hospital["facility_amount"], hospital["total_amount"]) == (
            "12202", None, None,
        )  # fmt: skip
        assert "Maryland's hospitals are not paid" in hospital["total_reason"]
        inside = "select hopd_total_amount from payment_by_place('45378', '', 'zip', ?, ?)"
        asked = inside.replace("?", "'20814'", 1).replace("?", "'2026-07-01'")
        assert book.sql(asked).fetchall() == [(None,)]


def test_python_takes_the_same_places(sample_home):
    import ratebook

    with ratebook.open(str(sample_home.folder)) as book:
        found = book.show("45378", on="2026-07-01", county="San Francisco, CA", deductible_left=100)
        assert found["hospital"]["basis"] == "estimate" and found["where"]["key"] == "06075"
        own = book.show("45378", on="2026-07-01", zip="94110", wage_index="1.9")
        assert own["hospital"]["basis"] == "hospital"
        with pytest.raises(TypeError, match="'zipcode' is not a part of a place"):
            book.show("45378", zipcode="94110")
